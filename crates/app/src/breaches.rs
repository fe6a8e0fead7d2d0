//! The catalogue, for browsing.

use crate::{Code, Failure, Knowledge, convert, views, wire, words};
use heldby_model::{
    Audience, Breach, BreachId, Catalogue, ClassSet, Company, Contacts, Group, NotAffected, PartialDate,
    People, RelationKind, Status, name,
};

/// Breaches that fit a filter, newest first.
///
/// # Errors
/// [`Code::BadInput`] for an unknown country, class or status.
pub fn search(knowledge: &Knowledge, filter: &wire::BreachFilter) -> Result<Vec<wire::BreachRow>, Failure> {
    let catalogue = knowledge.catalogue();
    Ok(fitting(knowledge, filter)?.into_iter().map(|b| breach_row(catalogue, b)).collect())
}

/// As [`search`], with everything by id, for programs.
///
/// # Errors
/// As [`search`].
pub fn records(
    knowledge: &Knowledge,
    filter: &wire::BreachFilter,
) -> Result<Vec<wire::BreachRecord>, Failure> {
    let catalogue = knowledge.catalogue();
    Ok(fitting(knowledge, filter)?.into_iter().map(|b| record(catalogue, b)).collect())
}

fn fitting<'a>(knowledge: &'a Knowledge, filter: &wire::BreachFilter) -> Result<Vec<&'a Breach>, Failure> {
    let catalogue = knowledge.catalogue();
    let country = convert::country(filter.country.as_deref())?;
    let class = match filter.class.as_deref().filter(|c| !c.is_empty()) {
        Some(id) => convert::classes(catalogue, &[id.to_string()])?.iter().next(),
        None => None,
    };
    let status = match filter.status.as_deref().filter(|s| !s.is_empty()) {
        Some(word) => Some(Status::from_word(word).ok_or_else(|| {
            Failure::bad_input(
                format!("{:?} is no status of a breach.", convert::short(word)),
                "Use confirmed, exposure, disputed, denied or claimed.",
            )
        })?),
        None => None,
    };
    let sector = filter.sector.as_deref().filter(|s| !s.is_empty());
    let words = name::key(&filter.text);
    let text = filter.text.trim();
    let fits = |b: &&Breach| {
        let company = catalogue.company(&b.company);
        (filter.sensitive || !b.sensitive)
            && status.is_none_or(|s| b.status == s)
            && class.is_none_or(|c| classes(b).contains(c))
            && filter.year.is_none_or(|y| years(b).contains(&y))
            && country.is_none_or(|c| company.is_some_and(|co| co.countries.contains(&c)))
            && sector.is_none_or(|s| company.is_some_and(|co| co.sector == s))
            && (text.is_empty() || (!words.is_empty() && speaks_of(catalogue, b, &words)))
    };
    Ok(catalogue.breaches().iter().filter(fits).collect())
}

/// Everything about one breach.
///
/// # Errors
/// [`Code::NotFound`].
pub fn breach(knowledge: &Knowledge, id: &str) -> Result<wire::BreachDetail, Failure> {
    let catalogue = knowledge.catalogue();
    let breach = BreachId::new(id).ok().and_then(|id| catalogue.breach(&id)).ok_or_else(|| {
        Failure::new(
            Code::NotFound,
            format!("The catalogue has no breach with the id {:?}.", convert::short(id)),
            "Search the catalogue by name.",
        )
    })?;
    let publisher = |i: usize| breach.sources.get(i).map(|s| s.publisher.clone());
    Ok(wire::BreachDetail {
        row: breach_row(catalogue, breach),
        status_text: words::status(breach.status, breach.layer).into(),
        via: views::via(breach),
        brands: breach.affected_brands.iter().map(|b| catalogue.company_name(b).to_string()).collect(),
        records: breach.records.and_then(|w| words::span(w.from, w.to)),
        discovered: views::text(breach.discovered),
        groups: breach.groups.iter().map(|g| group_row(catalogue, breach, g)).collect(),
        ruled_out: words::class_labels(catalogue, breach.ruled_out),
        ruled_out_by: breach.ruled_out_by.and_then(publisher),
        not_affected: breach.not_affected.iter().map(|n| cleared(catalogue, breach, n)).collect(),
        superseded: views::superseded(breach),
        notes: breach.notes.clone(),
        unverified: breach.unverified.clone(),
        sources: views::sources(breach),
        also: breach.also.clone(),
    })
}

/// Everything about one company.
///
/// # Errors
/// [`Code::NotFound`].
pub fn company(knowledge: &Knowledge, id: &str) -> Result<wire::CompanyDetail, Failure> {
    let catalogue = knowledge.catalogue();
    let id = convert::company(catalogue, id)?;
    let company = catalogue.company(&id).ok_or_else(|| {
        Failure::new(Code::NotFound, "The catalogue has no such company.", "Search the catalogue by name.")
    })?;
    let named_in = catalogue.breaches_naming(&id).filter(|b| b.affected_brands.contains(&id));
    Ok(wire::CompanyDetail {
        id: company.id.to_string(),
        name: company.name.clone(),
        legal_names: company.legal_names.to_vec(),
        aliases: company.aliases.iter().map(|a| a.name.clone()).collect(),
        domains: company.domains.iter().chain(&company.exact_hosts).cloned().collect(),
        countries: company.countries.iter().map(|c| c.to_string()).collect(),
        sector: company.sector.clone(),
        relations: relations(catalogue, company),
        not: company.not.to_vec(),
        unverified: company.unverified.to_vec(),
        subject: company.subject,
        contacts: company.contacts.as_deref().map(contacts),
        breaches: catalogue.breaches_at(&id).map(|b| breach_row(catalogue, b)).collect(),
        named_in: named_in.map(|b| breach_row(catalogue, b)).collect(),
    })
}

fn contacts(known: &Contacts) -> wire::ContactView {
    wire::ContactView {
        privacy_email: known.privacy_email.clone(),
        privacy_form: known.privacy_form.clone(),
        address: known.address.clone(),
        deletion_page: known.deletion_page.clone(),
        deletion: known.deletion.map(|d| d.as_str().into()),
        password_page: known.password_page.clone(),
    }
}

/// A breach as a row.
pub(crate) fn breach_row(catalogue: &Catalogue, breach: &Breach) -> wire::BreachRow {
    let company = catalogue.company(&breach.company);
    wire::BreachRow {
        id: breach.id.to_string(),
        title: breach.title.clone(),
        company: breach.company.to_string(),
        company_name: catalogue.company_name(&breach.company).to_string(),
        countries: company.map(|c| c.countries.iter().map(|c| c.to_string()).collect()).unwrap_or_default(),
        sector: company.map(|c| c.sector.clone()).unwrap_or_default(),
        status: breach.status.as_str().into(),
        when: words::when(breach),
        date: views::day(breach),
        disclosed: views::text(breach.disclosed),
        people: views::people(breach),
        classes: words::class_labels(catalogue, classes(breach)),
        groups: u32::try_from(breach.groups.len()).unwrap_or(u32::MAX),
        layer: breach.layer.as_str().into(),
        sensitive: breach.sensitive,
    }
}

fn record(catalogue: &Catalogue, breach: &Breach) -> wire::BreachRecord {
    let company = catalogue.company(&breach.company);
    let ids = |set| catalogue.vocabulary().ids(set);
    let people = |p: People| wire::PeopleRecord { count: p.count, kind: p.kind.as_str().into() };
    let group = |g: &Group| wire::GroupRecord {
        id: g.id.to_string(),
        who: g.who.clone(),
        relationships: g.audiences.iter().map(|a| a.word()).collect(),
        tags: g.attributes.iter().map(ToString::to_string).collect(),
        condition: g.condition.as_ref().map(|c| c.id.to_string()),
        people: g.people.map(people),
        reach: g.reach.map(|r| r.as_str().into()),
        within: g.within.as_ref().map(ToString::to_string),
        exposed: ids(g.exposed),
        possibly: ids(g.possibly),
        ruled_out: ids(g.ruled_out),
    };
    wire::BreachRecord {
        id: breach.id.to_string(),
        also: breach.also.clone(),
        title: breach.title.clone(),
        company: breach.company.to_string(),
        company_name: catalogue.company_name(&breach.company).to_string(),
        countries: company.map(|c| c.countries.iter().map(|c| c.to_string()).collect()).unwrap_or_default(),
        sector: company.map(|c| c.sector.clone()).unwrap_or_default(),
        status: breach.status.as_str().into(),
        layer: breach.layer.as_str().into(),
        sensitive: breach.sensitive,
        occurred_from: views::text(breach.occurred_from),
        occurred_to: views::text(breach.occurred_to),
        discovered: views::text(breach.discovered),
        disclosed: views::text(breach.disclosed),
        people: breach.people.map(people),
        affected_brands: breach.affected_brands.iter().map(ToString::to_string).collect(),
        via: views::via(breach),
        ruled_out: ids(breach.ruled_out),
        classes: ids(classes(breach)),
        groups: breach.groups.iter().map(group).collect(),
    }
}

/// Everything that some group lost.
fn classes(breach: &Breach) -> ClassSet {
    breach.groups.iter().fold(ClassSet::EMPTY, |all, g| all.union(g.exposed).union(g.possibly))
}

/// Every year in which it happened or became known.
fn years(breach: &Breach) -> Vec<i16> {
    let known = [breach.occurred_from, breach.occurred_to, breach.discovered, breach.disclosed];
    let mut years: Vec<i16> = known.into_iter().flatten().map(PartialDate::year).collect();
    if let (Some(from), Some(to)) = (breach.occurred_from, breach.occurred_to) {
        years.extend(from.year()..=to.year());
    }
    years
}

/// Whether the words occur in the title or a name of the company, a brand or the supplier. Spaces do not count, but
/// what is found begins where a word begins: "tmobile" is in "T-Mobile" and not in "Mint Mobile".
fn speaks_of(catalogue: &Catalogue, breach: &Breach, words: &str) -> bool {
    let compact = words.replace(' ', "");
    let has = |text: &str| begins_a_word(&name::key(text), &compact);
    let named = |c: &Company| {
        has(&c.name) || c.aliases.iter().any(|a| has(&a.name)) || c.legal_names.iter().any(|n| has(n))
    };
    let companies = std::iter::once(&breach.company).chain(&breach.affected_brands);
    has(&breach.title)
        || begins_a_word(&name::key(breach.id.as_str()), &compact)
        || breach.via.as_ref().is_some_and(|v| has(&v.name))
        || companies.filter_map(|id| catalogue.company(id)).any(named)
}

/// Whether one of the words of a key, with all that follows it and without spaces, begins with `compact`.
fn begins_a_word(key: &str, compact: &str) -> bool {
    let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
    starts.into_iter().any(|start| {
        let mut rest = key[start..].chars().filter(|c| *c != ' ');
        compact.chars().all(|c| rest.next() == Some(c))
    })
}

fn group_row(catalogue: &Catalogue, breach: &Breach, group: &Group) -> wire::GroupRow {
    let labels = |set| words::class_labels(catalogue, set);
    let audience = |a: &Audience| {
        format!("{}{}", if a.former { "former " } else { "" }, words::relationship(a.relationship))
    };
    wire::GroupRow {
        id: group.id.to_string(),
        who: group.who.clone(),
        relationships: group.audiences.iter().map(audience).collect(),
        tags: group.attributes.iter().map(|a| words::attribute(catalogue, a)).collect(),
        question: group.condition.as_ref().map(|c| c.question.clone()),
        people: views::group_people(group),
        reach: words::reach(group.reach),
        within: group.within.as_ref().and_then(|id| breach.group(id)).map(|g| g.who.clone()),
        exposed: labels(group.exposed),
        possibly: labels(group.possibly),
        ruled_out: labels(group.ruled_out),
    }
}

fn cleared(catalogue: &Catalogue, breach: &Breach, n: &NotAffected) -> String {
    let whom = [
        n.company.as_ref().map(|c| catalogue.company_name(c).to_string()),
        n.country.map(|c| format!("people in {}", words::in_country(c.as_str()))),
        n.relationship.map(|r| format!("every {}", words::relationship(r))),
    ];
    let whom: Vec<String> = whom.into_iter().flatten().collect();
    let by = breach.sources.get(n.source).map_or("a source", |s| s.publisher.as_str());
    format!("{}, says {by}", words::join(&whom))
}

fn relations(catalogue: &Catalogue, company: &Company) -> Vec<wire::RelationRow> {
    let row = |text: String, other: &Company| wire::RelationRow {
        text,
        company: other.id.to_string(),
        name: other.name.clone(),
    };
    let own = company
        .relations
        .iter()
        .filter_map(|r| catalogue.company(&r.company).map(|other| row(words::relation(catalogue, r), other)));
    let others = RelationKind::ALL
        .iter()
        .flat_map(|kind| catalogue.companies_with(*kind, &company.id).map(move |c| (*kind, c)));
    let pointing = others.flat_map(|(kind, other)| {
        let there = other.relations.iter().filter(move |r| r.kind == kind && r.company == company.id);
        there.map(move |r| row(words::relation_seen_from_other(&other.name, r), other))
    });
    own.chain(pointing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_for_begins_where_a_word_begins() {
        for (key, typed, found) in [
            ("t mobile us", "tmobile", true),
            ("mint mobile", "tmobile", false),
            ("mint mobile", "mobile", true),
            ("talktalk", "talktalk", true),
            ("talk talk", "talktalk", true),
            ("talktalk", "talk", true),
            ("talktalk", "alk", false),
            ("the home depot", "homedep", true),
            ("", "x", false),
        ] {
            assert_eq!(begins_a_word(key, typed), found, "{typed} in {key}");
        }
    }
}
