//! The use cases that need no vault, for machines: resolve many names, assess many holdings. [`lists`](crate::lists)
//! reads the files that they come in.

use crate::companies::{imply, linked};
use crate::wire::{
    AssessHolding, AssessMatch, AssessPeriod, AssessResult, DateText, LookupCandidate, LookupRow,
};
use crate::{Failure, Knowledge, convert, views, words};
use heldby_matching::assess::assess_one;
use heldby_matching::resolve::{Candidate, Query, Resolution};
use heldby_model::{Attribute, Days, Fit, Holding, HoldingMatches, Period, Until};
use std::collections::BTreeMap;

/// Resolves one row of a table.
///
/// # Errors
/// [`Code::BadInput`](crate::Code) for an unreadable country.
pub fn lookup_row(
    knowledge: &Knowledge,
    row: u64,
    name: &str,
    domain: Option<&str>,
    country: Option<&str>,
) -> Result<LookupRow, Failure> {
    let query = Query { name, domain: site(domain), country: convert::country(country)?, ..Query::default() };
    let found = knowledge.resolver().resolve(knowledge.catalogue(), &query);
    Ok(LookupRow { row, decision: found.decision.as_str().into(), candidates: candidates(knowledge, &found) })
}

/// Assesses one holding of a list.
///
/// # Errors
/// [`Code::BadInput`](crate::Code) and [`Code::NotFound`](crate::Code) for what cannot be read.
pub fn assess(knowledge: &Knowledge, typed: &AssessHolding) -> Result<AssessResult, Failure> {
    let catalogue = knowledge.catalogue();
    let country = convert::country(typed.country.as_deref())?;
    let mut periods = periods(typed)?;
    let gave = convert::classes(catalogue, &typed.gave)?;
    let company = match (&typed.company, &typed.name, &typed.domain) {
        (Some(id), ..) => convert::company(catalogue, id)?,
        (None, None, None) => {
            return Err(Failure::bad_input(
                "A holding names no company.",
                "Give company (an id), name or domain.",
            ));
        }
        (None, name, domain) => {
            let during = Days::spanning(periods.iter().map(|period| (period.from, period.until)));
            let name = name.as_deref().unwrap_or_default();
            let query = Query { name, domain: site(domain.as_deref()), country, during };
            let found = knowledge.resolver().resolve(catalogue, &query);
            let Some(first) = linked(&found) else {
                return Ok(AssessResult {
                    company: None,
                    candidates: candidates(knowledge, &found),
                    matches: Vec::new(),
                    same_group: Vec::new(),
                });
            };
            imply(&mut periods, &first.implies);
            first.company.clone()
        }
    };
    if let Some(country) = country {
        imply(&mut periods, &[Attribute::Country(country)]);
    }
    let holding =
        Holding { company, periods, gave, gave_complete: typed.gave_complete, answers: BTreeMap::new() };
    let found = assess_one(catalogue, 0, &holding, knowledge.today());
    Ok(AssessResult {
        company: Some(holding.company.to_string()),
        candidates: Vec::new(),
        matches: matches(knowledge, &holding, &found),
        same_group: found.same_group.iter().map(ToString::to_string).collect(),
    })
}

fn matches(knowledge: &Knowledge, holding: &Holding, found: &HoldingMatches) -> Vec<AssessMatch> {
    let catalogue = knowledge.catalogue();
    let here = catalogue.company_name(&holding.company);
    let ids = |set| catalogue.vocabulary().ids(set);
    let view = |m: &heldby_model::Match| {
        let breach = catalogue.breach(&m.breach)?;
        Some(AssessMatch {
            breach: m.breach.to_string(),
            verdict: m.verdict.as_str().into(),
            groups: m.groups.iter().filter(|g| g.fit != Fit::No).map(|g| g.id.to_string()).collect(),
            exposed: ids(m.exposed),
            possibly: ids(m.possibly),
            ruled_out: ids(m.ruled_out),
            evidence: views::evidence(catalogue, breach, holding, m),
            question: m.question.as_ref().map(|q| words::question(catalogue, breach, here, q)),
            status: breach.status.as_str().into(),
        })
    };
    found.matches.iter().filter_map(view).collect()
}

/// A field of a table that is there and empty says nothing.
fn site(domain: Option<&str>) -> Option<&str> {
    domain.map(str::trim).filter(|d| !d.is_empty())
}

fn candidates(knowledge: &Knowledge, found: &Resolution) -> Vec<LookupCandidate> {
    let catalogue = knowledge.catalogue();
    let view = |c: &Candidate| LookupCandidate {
        company: c.company.to_string(),
        name: catalogue.company_name(&c.company).to_string(),
        rule: c.rule.as_str().into(),
        relation: c.relation.as_ref().map(|r| words::name_relation(catalogue, r)),
        score: c.score,
        breaches: knowledge.breach_ids(&c.company),
    };
    found.candidates.iter().map(view).collect()
}

/// The periods of a list's entry: those of `periods`, or the single one of its own fields. Several relationships in
/// one mean several periods of the same dates.
fn periods(typed: &AssessHolding) -> Result<Vec<Period>, Failure> {
    let own = AssessPeriod {
        relationships: typed.relationships.clone(),
        from: typed.from.clone(),
        until: typed.until.clone(),
        tags: typed.tags.clone(),
    };
    let given_twice = !typed.periods.is_empty()
        && (own.from.is_some() || own.until.is_some() || !own.relationships.is_empty());
    if given_twice {
        return Err(Failure::bad_input(
            "A holding has both `periods` and dates or relationships of its own.",
            "Put all of them into `periods`.",
        ));
    }
    let list = if typed.periods.is_empty() { vec![own] } else { typed.periods.clone() };
    let mut periods = Vec::new();
    for period in &list {
        let from = match &period.from {
            Some(text) => convert::date(Some(&written(text)))?,
            None => None,
        };
        let until = match &period.until {
            None => Until::Unknown,
            Some(None) => Until::Still,
            Some(Some(text)) if written(text) == "now" => Until::Still,
            Some(Some(text)) => convert::date(Some(&written(text)))?.map_or(Until::Unknown, Until::Ended),
        };
        let relationships: Vec<String> = if period.relationships.is_empty() {
            vec!["customer".into()]
        } else {
            period.relationships.clone()
        };
        // Tags of the holding itself hold for all its periods.
        let shared = typed.tags.iter().filter(|t| !period.tags.contains(t)).cloned();
        let tags: Vec<String> = period.tags.iter().cloned().chain(shared).collect();
        for relationship in &relationships {
            periods.push(convert::checked(relationship, from, until, &tags)?);
        }
    }
    Ok(periods)
}

fn written(date: &DateText) -> String {
    match date {
        DateText::Year(year) => year.to_string(),
        DateText::Text(text) => text.trim().to_string(),
    }
}
