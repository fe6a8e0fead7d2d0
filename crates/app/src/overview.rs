//! The first screen: what is known over all companies.

use crate::session::Entry;
use crate::{Failure, Knowledge, Session, companies, holders, settings, views, wire, words};
use heldby_model::{BreachId, ClassSet, Match, Verdict};
use std::cmp::Reverse;

/// The one sentence, what to look at first, and the identity card.
///
/// # Errors
/// [`Code::Locked`](crate::Code).
pub fn overview(session: &Session) -> Result<wire::Overview, Failure> {
    let open = session.open()?;
    let knowledge = session.knowledge();
    let (linked, assessment) = open.assessment(knowledge);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let companies = {
        // Holders whom nobody chose are no companies of the person's.
        let chosen = open.entries().iter().filter(|e| e.is_chosen());
        let mut names: Vec<&str> = chosen.map(|e| companies::name(knowledge, e)).collect();
        names.sort_unstable();
        names.dedup();
        count(names.len())
    };
    let unresolved = count(open.entries().iter().filter(|e| companies::needs_company(e)).count());
    let (breached, possible) = (count(assessment.breached), count(assessment.possible));
    let chosen: Vec<&Entry> = linked.iter().copied().filter(|e| e.is_chosen()).collect();
    Ok(wire::Overview {
        sentence: sentence(companies, linked.len(), breached, possible),
        detail: detail(companies, possible, unresolved, breached),
        companies,
        breached,
        possible,
        unresolved,
        first: briefs(knowledge, &linked, Verdict::counts),
        open: briefs(knowledge, &chosen, |v| v == Verdict::Possible),
        identity: identity(knowledge, &linked, &assessment.identity),
        may_hold: holders::may_hold(session)?,
        lived: settings::lived(session)?,
        news: count(open.news.len()),
    })
}

/// `known`: how many entries are linked to a company of the catalogue. Nothing is said to be untouched that could not
/// be looked up.
fn sentence(companies: u32, known: usize, breached: u32, possible: u32) -> String {
    match (companies, breached, possible) {
        (0, ..) => "Which companies hold your data?".into(),
        (1, ..) if known == 0 => "The company you noted is not in the catalogue yet.".into(),
        (..) if known == 0 => "None of your companies is in the catalogue yet.".into(),
        (n, 0, 0) if known < n as usize => {
            "No known breach touches those of your companies that the catalogue knows.".into()
        }
        (1, 0, 0) => "No known breach touches the company you noted.".into(),
        (n, 0, 0) => format!("No known breach touches any of your {n} companies."),
        (1, 0, _) => "The company you noted may have lost your data.".into(),
        (n, 0, 1) => format!("One of your {n} companies may have lost your data."),
        (n, 0, p) => format!("{p} of your {n} companies may have lost your data."),
        (1, ..) => "The company you noted was breached, and you fit those affected.".into(),
        (n, 1, _) => format!("1 of your {n} companies was breached."),
        (n, b, _) if b == n => format!("All {n} of your companies were breached."),
        (n, b, _) => format!("{b} of your {n} companies were breached."),
    }
}

fn detail(companies: u32, possible: u32, unresolved: u32, breached: u32) -> String {
    if companies == 0 {
        return "Add the first one by typing its name. T-Mobile, Virgin Media, Three or your bank: nothing leaves \
                this machine."
            .into();
    }
    let mut parts = Vec::new();
    match possible {
        0 => {}
        _ if breached == 0 => {}
        1 => parts.push("One more is possible.".to_string()),
        p => parts.push(format!("{p} more are possible.")),
    }
    match unresolved {
        0 => {}
        1 => parts.push("One name could not be linked to a company yet.".to_string()),
        u => parts.push(format!("{u} names could not be linked to a company yet.")),
    }
    parts.join(" ")
}

/// Matches of the wanted verdicts over all holdings, the gravest first. Those put away are left out.
fn briefs(
    knowledge: &Knowledge,
    linked: &[&Entry],
    wanted: impl Fn(Verdict) -> bool,
) -> Vec<wire::MatchBrief> {
    let vocabulary = knowledge.catalogue().vocabulary();
    let gravity = |set: ClassSet| set.iter().map(|c| vocabulary.class(c).severity).max();
    let mut found: Vec<(&Entry, &Match)> = linked
        .iter()
        .flat_map(|e| e.found.matches.iter().map(move |m| (*e, m)))
        .filter(|(_, m)| !m.dismissed && wanted(m.verdict))
        .collect();
    found.sort_by_key(|(e, m)| {
        let newest = knowledge.catalogue().breach(&m.breach).and_then(|b| b.listed()).map(|d| d.last());
        (
            Reverse(m.verdict),
            Reverse(gravity(m.exposed)),
            Reverse(gravity(m.possibly)),
            Reverse(newest),
            e.row.id,
        )
    });
    found.into_iter().filter_map(|(e, m)| views::match_brief(knowledge, e, m)).collect()
}

fn identity(
    knowledge: &Knowledge,
    linked: &[&Entry],
    rows: &[heldby_model::IdentityRow],
) -> Vec<wire::IdentityRow> {
    let catalogue = knowledge.catalogue();
    let cell = |(holding, breach): &(usize, BreachId)| {
        let entry = linked.get(*holding)?;
        let verdict = entry.found.matches.iter().find(|m| &m.breach == breach)?.verdict;
        let breach = catalogue.breach(breach)?;
        Some(wire::IdentityCell {
            holding: entry.row.id.0,
            holding_name: companies::name(knowledge, entry).to_string(),
            breach: breach.id.to_string(),
            title: breach.title.clone(),
            when: words::when(breach),
            verdict: verdict.into(),
        })
    };
    rows.iter()
        .map(|row| {
            let class = catalogue.vocabulary().class(row.class);
            let state = match (row.exposed.is_empty(), row.possibly.is_empty()) {
                (false, _) => "exposed",
                (true, false) => "possibly",
                (true, true) => "open",
            };
            wire::IdentityRow {
                class: class.id.clone(),
                label: class.label.clone(),
                category: class.category.as_str().into(),
                permanence: class.permanence.as_str().into(),
                severity: class.severity.as_str().into(),
                state: state.into(),
                exposed: row.exposed.iter().filter_map(cell).collect(),
                possibly: row.possibly.iter().filter_map(cell).collect(),
                open: row.open.iter().filter_map(cell).collect(),
            }
        })
        .collect()
}
