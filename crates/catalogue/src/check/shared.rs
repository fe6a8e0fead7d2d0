//! What two companies both claim: domains and names, by which people are led to one of them.

use super::across::Entry;
use crate::field::Field;
use crate::text::shorten;
use heldby_model::name::key;
use heldby_model::{Country, PartialDate, RelationKind};
use std::collections::BTreeMap;

/// Reports a domain that two companies have which no relation ties: it could not tell them apart.
pub(super) fn domains(entries: &[Entry<'_>]) {
    let related = |a: &Entry<'_>, b: &Entry<'_>| {
        let points = |from: &Entry<'_>, to: &Entry<'_>| {
            let relations = &from.record.company.relations;
            relations.iter().any(|r| r.kind != RelationKind::Supplier && r.company == to.record.company.id)
        };
        // A relation that could not be read might be the one that is looked for.
        let unclear = |entry: &Entry<'_>| entry.check.report.doubts(&Field::top("relations"));
        points(a, b) || points(b, a) || unclear(a) || unclear(b)
    };
    let mut owners: BTreeMap<&str, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        let company = &entry.record.company;
        let lists = [
            ("domains", &company.domains),
            ("exact_hosts", &company.exact_hosts),
            ("mail_domains", &company.mail_domains),
        ];
        for (key, domain) in
            lists.into_iter().flat_map(|(key, list)| list.iter().map(move |domain| (key, domain)))
        {
            let before = owners.entry(domain).or_default();
            if let Some(other) =
                before.iter().find(|other| other.record.company.id != company.id && !related(entry, other))
            {
                let message = format!(
                    "{domain:?} belongs to {} too, to which no relation leads: add the relation, or leave the domain to one of them",
                    other.path
                );
                entry.check.wrong(Field::top(key).item(domain), message);
            }
            before.push(entry);
        }
    }
}

/// A name of a company, and when it stands for it.
struct Claim<'a> {
    entry: &'a Entry<'a>,
    field: Field,
    name: &'a str,
    /// It needs further evidence; two companies may have such a name.
    in_context: bool,
    /// Where it counts; empty means everywhere.
    countries: &'a [Country],
    from: Option<PartialDate>,
    until: Option<PartialDate>,
}

/// Reports a name that stands for two companies in the same place at the same time: whoever types it would be
/// led to one of them without being asked.
pub(super) fn names(entries: &[Entry<'_>]) {
    let mut bearers: BTreeMap<String, Vec<Claim<'_>>> = BTreeMap::new();
    for claim in entries.iter().flat_map(claims) {
        let folded = key(claim.name);
        if folded.is_empty() {
            continue;
        }
        let before = bearers.entry(folded).or_default();
        let own = &claim.entry.record.company.id;
        let other = before.iter().find(|other| other.entry.record.company.id != *own && claim.clashes(other));
        if let Some(other) = other {
            let message = format!(
                "{:?} is a name of {} too: mark it as in context at both, or say in which countries or years it means which",
                shorten(claim.name),
                other.entry.path
            );
            claim.entry.check.wrong(claim.field.clone(), message);
        }
        before.push(claim);
    }
}

fn claims<'a>(entry: &'a Entry<'a>) -> Vec<Claim<'a>> {
    let company = &entry.record.company;
    let always = |field, name: &'a str, in_context| Claim {
        entry,
        field,
        name,
        in_context,
        countries: &[],
        from: None,
        until: None,
    };
    let mut claims = vec![always(Field::top("name"), &company.name, company.name_in_context)];
    claims.extend(
        company.legal_names.iter().map(|name| always(Field::top("legal_names").item(name), name, false)),
    );
    claims.extend(company.aliases.iter().enumerate().map(|(i, alias)| Claim {
        countries: &alias.countries,
        from: alias.from,
        until: alias.until,
        ..always(Field::top("aliases").index(i), &alias.name, alias.in_context)
    }));
    claims
}

impl Claim<'_> {
    /// A name that always counts leaves no room for anybody else's; others clash where they overlap.
    fn clashes(&self, other: &Self) -> bool {
        self.always() || other.always() || (!self.in_context && !other.in_context && self.overlaps(other))
    }

    fn always(&self) -> bool {
        !self.in_context && self.countries.is_empty() && self.from.is_none() && self.until.is_none()
    }

    fn overlaps(&self, other: &Self) -> bool {
        let anywhere = self.countries.is_empty() || other.countries.is_empty();
        let place = anywhere || self.countries.iter().any(|country| other.countries.contains(country));
        let ends_before = |a: &Self, b: &Self| matches!((a.until, b.from), (Some(until), Some(from)) if until.last() < from.first());
        place && !ends_before(self, other) && !ends_before(other, self)
    }
}
