//! What deserves a person's look: nothing here is a mistake for sure, so nothing here stops a build.

use heldby_model::{
    Breach, Catalogue, Company, CompanyId, Layer, People, PeopleKind, RelationKind, SourceKind, Status,
};
use heldby_model::{domain, name};
use std::collections::BTreeMap;

/// People from which on a breach is big: one list of classes for all of them is hardly the whole truth.
const BIG: u64 = 1_000_000;

/// Which rule found something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A breach without any source.
    NoSource,
    /// A curated breach of which only newspapers speak.
    OnlyPress,
    /// A total that is smaller than one of the groups in it.
    TotalTooSmall,
    /// A big curated breach with only one group.
    NoGroups,
    /// A group without people and without data.
    EmptyGroup,
    /// A name that two companies bear and that neither marks as needing evidence.
    SharedName,
    /// A domain under which anybody can register, or that many companies share.
    PublicDomain,
    /// A tie to a company that has been renamed or merged since, or that has ended.
    StaleRelation,
    /// A record that holds statements nobody has checked.
    Unverified,
}

impl Kind {
    /// The word that programs read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoSource => "no-source",
            Self::OnlyPress => "only-press",
            Self::TotalTooSmall => "total-too-small",
            Self::NoGroups => "no-groups",
            Self::EmptyGroup => "empty-group",
            Self::SharedName => "shared-name",
            Self::PublicDomain => "public-domain",
            Self::StaleRelation => "stale-relation",
            Self::Unverified => "unverified",
        }
    }
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Which rule found it.
    pub kind: Kind,
    /// Id of the company or breach.
    pub id: String,
    /// What to look at.
    pub text: String,
}

/// Looks through a whole catalogue. Findings are sorted by rule and id.
pub fn lint(catalogue: &Catalogue) -> Vec<Finding> {
    let mut found = Vec::new();
    for company in catalogue.companies() {
        domains(company, &mut found);
        relations(catalogue, company, &mut found);
        if !company.unverified.is_empty() {
            add(&mut found, Kind::Unverified, &company.id, company.unverified.join("; "));
        }
    }
    shared_names(catalogue, &mut found);
    for breach in catalogue.breaches() {
        sources(breach, &mut found);
        groups(breach, &mut found);
        if breach.layer == Layer::Curated && !breach.unverified.is_empty() {
            add(&mut found, Kind::Unverified, &breach.id, breach.unverified.join("; "));
        }
    }
    found.sort();
    found
}

fn add(found: &mut Vec<Finding>, kind: Kind, id: &impl ToString, text: impl Into<String>) {
    found.push(Finding { kind, id: id.to_string(), text: text.into() });
}

fn sources(breach: &Breach, found: &mut Vec<Finding>) {
    if breach.sources.is_empty() {
        add(found, Kind::NoSource, &breach.id, "has no source at all");
    } else if breach.layer == Layer::Curated
        && breach.status == Status::Confirmed
        && breach.sources.iter().all(|s| s.kind == SourceKind::Press)
    {
        let publishers: Vec<&str> = breach.sources.iter().map(|s| s.publisher.as_str()).collect();
        add(
            found,
            Kind::OnlyPress,
            &breach.id,
            format!("counts as confirmed, but only the press says so: {}", publishers.join(", ")),
        );
    }
}

fn groups(breach: &Breach, found: &mut Vec<Finding>) {
    let curated = breach.layer == Layer::Curated;
    if let Some(total) = breach.people.filter(|p| p.kind != PeopleKind::LowerBound) {
        for group in &breach.groups {
            let larger = |p: &People| p.count > total.count && p.kind != PeopleKind::UpperBound;
            if let Some(people) = group.people.filter(larger) {
                add(
                    found,
                    Kind::TotalTooSmall,
                    &breach.id,
                    format!("{} people in all, but {} in the group {}", total.count, people.count, group.id),
                );
            }
        }
    }
    let big = breach.people.is_some_and(|p| p.count >= BIG);
    if curated && big && breach.groups.len() < 2 && breach.status == Status::Confirmed {
        add(found, Kind::NoGroups, &breach.id, "is big, and tells no groups of people apart");
    }
    for group in &breach.groups {
        let lost = group.exposed.union(group.possibly);
        if curated && lost.is_empty() && group.people.is_none() && group.within.is_none() {
            add(
                found,
                Kind::EmptyGroup,
                &breach.id,
                format!("the group {} has neither people nor data", group.id),
            );
        }
    }
}

fn domains(company: &Company, found: &mut Vec<Finding>) {
    for site in company.domains.iter().chain(&company.mail_domains) {
        if domain::is_public_suffix(site) {
            add(
                found,
                Kind::PublicDomain,
                &company.id,
                format!("{site} is no domain of one company: anybody can register below it"),
            );
        }
    }
}

fn relations(catalogue: &Catalogue, company: &Company, found: &mut Vec<Finding>) {
    for relation in &company.relations {
        let Some(other) = catalogue.company(&relation.company) else { continue };
        let stale = |text: String| Finding { kind: Kind::StaleRelation, id: company.id.to_string(), text };
        let gone = other
            .relations
            .iter()
            .find(|r| matches!(r.kind, RelationKind::RenamedTo | RelationKind::MergedInto));
        let living = matches!(relation.kind, RelationKind::Parent | RelationKind::Supplier);
        if let Some(gone) = gone.filter(|_| living && relation.until.is_none()) {
            found.push(stale(format!(
                "{} {} goes on by the record, but that company became {}",
                relation.kind.as_str(),
                other.id,
                gone.company
            )));
        }
        if relation.kind == RelationKind::MergedInto && relation.since.is_none() {
            found.push(stale(format!("merged into {}, without a date", other.id)));
        }
        let ended =
            relation.since.zip(relation.until).is_some_and(|(since, until)| until.last() < since.first());
        if ended {
            found.push(stale(format!("{} {} ends before it begins", relation.kind.as_str(), other.id)));
        }
    }
    let owners: Vec<&CompanyId> = company
        .relations
        .iter()
        .filter(|r| r.kind == RelationKind::Parent && r.until.is_none())
        .map(|r| &r.company)
        .collect();
    if owners.len() > 1 {
        let list: Vec<&str> = owners.iter().map(|id| id.as_str()).collect();
        add(
            found,
            Kind::StaleRelation,
            &company.id,
            format!("has several owners at once: {}", list.join(", ")),
        );
    }
}

fn shared_names(catalogue: &Catalogue, found: &mut Vec<Finding>) {
    let mut bearers: BTreeMap<String, Vec<(&Company, &str)>> = BTreeMap::new();
    for company in catalogue.companies() {
        let own = (!company.name_in_context).then_some(company.name.as_str());
        let free =
            company.aliases.iter().filter(|a| !a.in_context && a.countries.is_empty() && a.until.is_none());
        for text in own.into_iter().chain(free.map(|a| a.name.as_str())) {
            let list = bearers.entry(name::compact(text)).or_default();
            if list.last().is_none_or(|(last, _)| last.id != company.id) {
                list.push((company, text));
            }
        }
    }
    for (key, list) in bearers.iter().filter(|(key, list)| !key.is_empty() && list.len() > 1) {
        let ids: Vec<&str> = list.iter().map(|(company, _)| company.id.as_str()).collect();
        let spelled = list.first().map_or(key.as_str(), |(_, text)| text);
        for (company, _) in list {
            add(
                found,
                Kind::SharedName,
                &company.id,
                format!("{spelled:?} is a name of {}, and none needs further evidence", ids.join(" and ")),
            );
        }
    }
}
