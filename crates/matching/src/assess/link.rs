//! Which breaches a company's people may be in, and over which tie between companies.

use heldby_model::{
    Breach, BreachId, Catalogue, CompanyId, LinkKind, PartialDate, Relation, RelationKind, RelationLink,
};
use std::collections::HashSet;

/// A breach that may concern people of a company.
pub(super) struct Link<'a> {
    /// The breach.
    pub breach: &'a Breach,
    /// The tie, unless it is the company itself.
    pub tie: Option<RelationLink>,
}

/// Breaches to judge for a holding at `id`, each once, over its closest tie.
pub(super) fn links<'a>(catalogue: &'a Catalogue, id: &CompanyId) -> Vec<Link<'a>> {
    let mut found = Found { links: Vec::new(), seen: HashSet::new() };
    for breach in catalogue.breaches_at(id) {
        found.add(breach, None);
    }
    for breach in catalogue.breaches_naming(id) {
        let named = breach.affected_brands.contains(id);
        let kind = if named { LinkKind::NamedBrand } else { LinkKind::NamedCleared };
        found.add(
            breach,
            Some(RelationLink { kind, relation: None, other: breach.company.clone(), since: None }),
        );
    }
    absorbers(catalogue, id, &mut found);
    predecessors(catalogue, id, &mut found);
    brands(catalogue, id, &mut found);
    found.links
}

/// Breaches at owners, owned companies and sisters while they belonged together: shown as "same group", no match.
pub(super) fn same_group(
    catalogue: &Catalogue,
    id: &CompanyId,
    matched: &HashSet<&BreachId>,
) -> Vec<BreachId> {
    let mut found: Vec<&Breach> = Vec::new();
    let mut add = |company: &CompanyId, ties: &[&Relation]| {
        if company != id {
            let breaches = catalogue.breaches_at(company);
            found
                .extend(breaches.filter(|b| !matched.contains(&b.id) && ties.iter().all(|t| together(t, b))));
        }
    };
    for (child, tie) in owned(catalogue, id) {
        add(child, &[tie]);
    }
    for (owner, tie) in owners(catalogue, id) {
        add(owner, &[tie]);
        for (sister, other) in owned(catalogue, owner) {
            add(sister, &[tie, other]);
        }
    }
    found.sort_by(|a, b| b.listed().cmp(&a.listed()).then_with(|| a.id.cmp(&b.id)));
    found.dedup_by(|a, b| a.id == b.id);
    found.into_iter().map(|b| b.id.clone()).collect()
}

/// Who owns a company, with the relation that says so, whichever of the two records has it.
fn owners<'a>(
    catalogue: &'a Catalogue,
    id: &'a CompanyId,
) -> impl Iterator<Item = (&'a CompanyId, &'a Relation)> {
    let own = catalogue.company(id).into_iter().flat_map(|c| &c.relations);
    let parents = own.filter(|r| r.kind == RelationKind::Parent).map(|r| (&r.company, r));
    let by_brand = [RelationKind::Brand, RelationKind::Acquired].into_iter().flat_map(move |kind| {
        catalogue.companies_with(kind, id).flat_map(move |owner| {
            let there = owner.relations.iter().filter(move |r| r.kind == kind && &r.company == id);
            there.map(move |r| (&owner.id, r))
        })
    });
    parents.chain(by_brand)
}

/// Whom a company owns, with the relation that says so.
fn owned<'a>(
    catalogue: &'a Catalogue,
    owner: &'a CompanyId,
) -> impl Iterator<Item = (&'a CompanyId, &'a Relation)> {
    let children = catalogue.companies_with(RelationKind::Parent, owner).flat_map(move |child| {
        let there =
            child.relations.iter().filter(move |r| r.kind == RelationKind::Parent && &r.company == owner);
        there.map(move |r| (&child.id, r))
    });
    let own = catalogue.company(owner).into_iter().flat_map(|c| &c.relations);
    let bought = own.filter(|r| matches!(r.kind, RelationKind::Brand | RelationKind::Acquired));
    children.chain(bought.map(|r| (&r.company, r)))
}

struct Found<'a> {
    links: Vec<Link<'a>>,
    seen: HashSet<&'a BreachId>,
}

impl<'a> Found<'a> {
    fn add(&mut self, breach: &'a Breach, tie: Option<RelationLink>) {
        if self.seen.insert(&breach.id) {
            self.links.push(Link { breach, tie });
        }
    }
}

/// Companies that took over this one, or its new name, however many steps on. A merger counts only for breaches
/// that ended after it: before, the other company did not have the data.
fn absorbers<'a>(catalogue: &'a Catalogue, id: &CompanyId, found: &mut Found<'a>) {
    let mut seen = HashSet::from([id.clone()]);
    let mut open: Vec<(CompanyId, bool, Option<PartialDate>)> = vec![(id.clone(), false, None)];
    while let Some((at, merged, since)) = open.pop() {
        let Some(company) = catalogue.company(&at) else {
            continue;
        };
        for relation in &company.relations {
            let step_merges = match relation.kind {
                RelationKind::MergedInto => true,
                RelationKind::RenamedTo => false,
                _ => continue,
            };
            if !seen.insert(relation.company.clone()) {
                continue;
            }
            let merged = merged || step_merges;
            let since = relation.since.max(since);
            let kind = if merged { LinkKind::AbsorbedBy } else { LinkKind::RenamedTo };
            for breach in catalogue.breaches_at(&relation.company) {
                let had_the_data = !merged || !surely_after(since, breach);
                if had_the_data {
                    found.add(breach, Some(tie(kind, relation, since)));
                }
            }
            open.push((relation.company.clone(), merged, since));
        }
    }
}

/// Companies that went into this one. Whether the person was there before is judged per period.
fn predecessors<'a>(catalogue: &'a Catalogue, id: &CompanyId, found: &mut Found<'a>) {
    let mut seen = HashSet::from([id.clone()]);
    let mut open: Vec<(CompanyId, bool, Option<PartialDate>)> = vec![(id.clone(), false, None)];
    while let Some((at, merged, since)) = open.pop() {
        for kind in [RelationKind::MergedInto, RelationKind::RenamedTo] {
            for before in catalogue.companies_with(kind, &at) {
                if !seen.insert(before.id.clone()) {
                    continue;
                }
                let relation = before.relations.iter().find(|r| r.kind == kind && r.company == at);
                let step = relation.and_then(|r| r.since);
                let since = match (since, step) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                let merged = merged || kind == RelationKind::MergedInto;
                let link = if merged { LinkKind::Succeeds } else { LinkKind::RenamedTo };
                for breach in catalogue.breaches_at(&before.id) {
                    let tie =
                        RelationLink { kind: link, relation: Some(kind), other: before.id.clone(), since };
                    found.add(breach, Some(tie));
                }
                open.push((before.id.clone(), merged, since));
            }
        }
    }
}

/// Brands with the same controller and accounts, upwards and downwards, while they belonged together.
fn brands<'a>(catalogue: &'a Catalogue, id: &CompanyId, found: &mut Found<'a>) {
    for owner in catalogue.companies_with(RelationKind::Brand, id) {
        for relation in owner.relations.iter().filter(|r| r.kind == RelationKind::Brand && &r.company == id) {
            for breach in catalogue.breaches_at(&owner.id).filter(|b| together(relation, b)) {
                let others = breach.affected_brands.iter().any(|b| b != id);
                let kind = if others { LinkKind::BrandNotNamed } else { LinkKind::BrandOf };
                let mut tie = tie(kind, relation, relation.since);
                tie.other = owner.id.clone();
                found.add(breach, Some(tie));
            }
        }
    }
    let own = catalogue.company(id).into_iter().flat_map(|c| &c.relations);
    for relation in own.filter(|r| r.kind == RelationKind::Brand) {
        for breach in catalogue.breaches_at(&relation.company).filter(|b| together(relation, b)) {
            found.add(breach, Some(tie(LinkKind::OwnsBrand, relation, relation.since)));
        }
    }
}

fn tie(kind: LinkKind, relation: &Relation, since: Option<PartialDate>) -> RelationLink {
    RelationLink { kind, relation: Some(relation.kind), other: relation.company.clone(), since }
}

/// Whether two companies may have belonged together at some time of the breach.
fn together(relation: &Relation, breach: &Breach) -> bool {
    let left = relation.until.zip(breach.start()).is_some_and(|(until, start)| until.last() < start.first);
    !surely_after(relation.since, breach) && !left
}

/// Whether a tie began only after the breach had ended.
fn surely_after(since: Option<PartialDate>, breach: &Breach) -> bool {
    since.zip(breach.end()).is_some_and(|(since, end)| since.first() > end.last)
}
