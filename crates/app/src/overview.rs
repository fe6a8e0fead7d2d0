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
    // A company that two people of the household noted is one; two companies of one name are two.
    let different = |wanted: &dyn Fn(&Entry) -> bool| {
        let entries = open.entries().iter().filter(|e| wanted(e));
        let mut ids: Vec<_> = entries
            .map(|e| (e.holding.as_ref().map(|h| h.company.as_str()), companies::name(knowledge, e)))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        count(ids.len())
    };
    // Holders whom nobody chose are no companies of the person's.
    let companies = different(&Entry::is_chosen);
    let known = different(&|e| e.is_chosen() && e.holding.is_some());
    let unresolved = different(&companies::needs_company);
    let (breached, possible) = (count(assessment.breached), count(assessment.possible));
    let chosen: Vec<&Entry> = linked.iter().copied().filter(|e| e.is_chosen()).collect();
    Ok(wire::Overview {
        sentence: sentence(companies, known, breached, possible),
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

/// `known`: how many of them are linked to a company of the catalogue. Nothing is said to be untouched that could not
/// be looked up.
fn sentence(companies: u32, known: u32, breached: u32, possible: u32) -> String {
    let all = words::number(companies);
    match (companies, breached, possible) {
        (0, ..) => "Which companies hold your data?".into(),
        (1, ..) if known == 0 => "The company you noted is not in the catalogue yet.".into(),
        (..) if known == 0 => "None of your companies is in the catalogue yet.".into(),
        (n, 0, 0) if known < n => {
            "No known breach touches those of your companies that the catalogue knows.".into()
        }
        (1, 0, 0) => "No known breach touches the company you noted.".into(),
        (_, 0, 0) => format!("No known breach touches any of your {all} companies."),
        (1, 0, _) => "The company you noted may have lost your data.".into(),
        (_, 0, 1) => format!("One of your {all} companies may have lost your data."),
        (_, 0, p) => format!("{} of your {all} companies may have lost your data.", words::number(p)),
        (1, ..) => "The company you noted was breached, and you fit those affected.".into(),
        (_, 1, _) => format!("1 of your {all} companies was breached."),
        (n, b, _) if b == n => format!("All {all} of your companies were breached."),
        (_, b, _) => format!("{} of your {all} companies were breached.", words::number(b)),
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
        p => parts.push(format!("{} more are possible.", words::number(p))),
    }
    match unresolved {
        0 => {}
        1 => parts.push("One name could not be linked to a company yet.".to_string()),
        u => parts.push(format!("{} names could not be linked to a company yet.", words::number(u))),
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
