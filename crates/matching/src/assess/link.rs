//! Which breaches a company's people may be in, and over which tie between companies.

use heldby_model::{
    Breach, BreachId, Catalogue, Company, CompanyId, LinkKind, PartialDate, Relation, RelationKind,
    RelationLink,
};

/// A breach that may concern people of a company.
pub(super) struct Link<'a> {
    /// The breach.
    pub breach: &'a Breach,
    /// The tie, unless it is the company itself.
    pub tie: Option<RelationLink>,
}

/// Breaches to judge for a holding at a company, each once, over its closest tie.
pub(super) fn links<'a>(catalogue: &'a Catalogue, company: &'a Company) -> Vec<Link<'a>> {
    let id = &company.id;
    let own = catalogue.breaches_at(id).map(|breach| Link { breach, tie: None });
    let mut found = Found { links: own.collect() };
    for breach in catalogue.breaches_naming(id) {
        let named = breach.affected_brands.contains(id);
        let kind = if named { LinkKind::NamedBrand } else { LinkKind::NamedCleared };
        found.add(breach, || RelationLink {
            kind,
            relation: None,
            other: breach.company.clone(),
            since: None,
        });
    }
    absorbers(catalogue, company, &mut found);
    predecessors(catalogue, company, &mut found);
    brands(catalogue, company, &mut found);
    found.links
}

/// Breaches at owners, owned companies and sisters while they belonged together: shown as "same group", no match.
pub(super) fn same_group(catalogue: &Catalogue, id: &CompanyId, matched: &[&Breach]) -> Vec<BreachId> {
    let mut found: Vec<&Breach> = Vec::new();
    let mut add = |company: &CompanyId, ties: &[&Relation]| {
        if company != id {
            let breaches = catalogue.breaches_at(company);
            found.extend(breaches.filter(|b| !is_among(matched, b) && ties.iter().all(|t| together(t, b))));
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
}

impl<'a> Found<'a> {
    fn add(&mut self, breach: &'a Breach, tie: impl FnOnce() -> RelationLink) {
        // A handful: looking through them is faster than keeping a set.
        if !self.links.iter().any(|link| std::ptr::eq(link.breach, breach)) {
            self.links.push(Link { breach, tie: Some(tie()) });
        }
    }
}

fn is_among(breaches: &[&Breach], wanted: &Breach) -> bool {
    breaches.iter().any(|breach| std::ptr::eq(*breach, wanted))
}

/// Companies on the way along relations: which were seen, and which are still to be looked at, with whether there was
/// a merger on the way and since when.
struct Walk<'a> {
    seen: Vec<&'a CompanyId>,
    open: Vec<(&'a CompanyId, bool, Option<PartialDate>)>,
    /// Where it starts; not in the list, so that the many companies without relations need none.
    first: Option<&'a CompanyId>,
}

impl<'a> Walk<'a> {
    fn from(id: &'a CompanyId) -> Self {
        Self { seen: Vec::new(), open: Vec::new(), first: Some(id) }
    }

    fn next(&mut self) -> Option<(&'a CompanyId, bool, Option<PartialDate>)> {
        self.first.take().map(|id| (id, false, None)).or_else(|| self.open.pop())
    }

    /// Whether the company was not seen before; `start` was.
    fn is_new(&mut self, start: &CompanyId, id: &'a CompanyId) -> bool {
        let new = id != start && !self.seen.contains(&id);
        if new {
            self.seen.push(id);
        }
        new
    }
}

/// Companies that took over this one, or its new name, however many steps on. A merger counts only for breaches
/// that ended after it: before, the other company did not have the data.
fn absorbers<'a>(catalogue: &'a Catalogue, start: &'a Company, found: &mut Found<'a>) {
    let mut walk = Walk::from(&start.id);
    while let Some((at, merged, since)) = walk.next() {
        let company = if *at == start.id { Some(start) } else { catalogue.company(at) };
        for relation in company.into_iter().flat_map(|company| &company.relations) {
            let step_merges = match relation.kind {
                RelationKind::MergedInto => true,
                RelationKind::RenamedTo => false,
                _ => continue,
            };
            if !walk.is_new(&start.id, &relation.company) {
                continue;
            }
            let merged = merged || step_merges;
            let since = relation.since.max(since);
            let kind = if merged { LinkKind::AbsorbedBy } else { LinkKind::RenamedTo };
            for breach in catalogue.breaches_at(&relation.company) {
                let had_the_data = !merged || !surely_after(since, breach);
                if had_the_data {
                    found.add(breach, || tie(kind, relation, since));
                }
            }
            walk.open.push((&relation.company, merged, since));
        }
    }
}

/// Companies that went into this one. Whether the person was there before is judged per period.
fn predecessors<'a>(catalogue: &'a Catalogue, start: &'a Company, found: &mut Found<'a>) {
    let mut walk = Walk::from(&start.id);
    while let Some((at, merged, since)) = walk.next() {
        for kind in [RelationKind::MergedInto, RelationKind::RenamedTo] {
            for before in catalogue.companies_with(kind, at) {
                if !walk.is_new(&start.id, &before.id) {
                    continue;
                }
                let relation = before.relations.iter().find(|r| r.kind == kind && r.company == *at);
                let step = relation.and_then(|r| r.since);
                let since = match (since, step) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                let merged = merged || kind == RelationKind::MergedInto;
                let link = if merged { LinkKind::Succeeds } else { LinkKind::RenamedTo };
                for breach in catalogue.breaches_at(&before.id) {
                    found.add(breach, || RelationLink {
                        kind: link,
                        relation: Some(kind),
                        other: before.id.clone(),
                        since,
                    });
                }
                walk.open.push((&before.id, merged, since));
            }
        }
    }
}

/// Brands with the same controller and accounts, upwards and downwards, while they belonged together.
fn brands<'a>(catalogue: &'a Catalogue, company: &'a Company, found: &mut Found<'a>) {
    let id = &company.id;
    for owner in catalogue.companies_with(RelationKind::Brand, id) {
        for relation in owner.relations.iter().filter(|r| r.kind == RelationKind::Brand && &r.company == id) {
            for breach in catalogue.breaches_at(&owner.id).filter(|b| together(relation, b)) {
                let others = breach.affected_brands.iter().any(|b| b != id);
                let kind = if others { LinkKind::BrandNotNamed } else { LinkKind::BrandOf };
                found.add(breach, || RelationLink {
                    other: owner.id.clone(),
                    ..tie(kind, relation, relation.since)
                });
            }
        }
    }
    for relation in company.relations.iter().filter(|r| r.kind == RelationKind::Brand) {
        for breach in catalogue.breaches_at(&relation.company).filter(|b| together(relation, b)) {
            found.add(breach, || tie(LinkKind::OwnsBrand, relation, relation.since));
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
