//! My companies.

use super::vault::find_person;
use crate::args::{Add, Answer, AnswerKind, Details, List, Remove, Show};
use crate::exit::Stop;
use crate::print;
use heldby_app::{Code, Failure, Session, answers, companies, wire};
use std::io::{self, IsTerminal, Write};

/// `heldby add`
pub fn add(session: &mut Session, add: &Add) -> Result<(), Stop> {
    let mut input = wire::HoldingInput { name: add.name.clone(), ..Default::default() };
    apply(session, &mut input, &add.details)?;
    let mut period = new_period();
    apply_period(&mut period, &add.details);
    input.periods = vec![period];
    if input.company.is_none() && !input.unlinked {
        ask_which(session, &mut input)?;
    }
    let detail = companies::add(session, &input)?;
    if add.json.json { print::json(&detail) } else { print::holding::added(&detail) }
}

/// Asks which company is meant if several may be, where there is somebody to ask.
fn ask_which(session: &Session, input: &mut wire::HoldingInput) -> Result<(), Stop> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(());
    }
    let found = heldby_app::lookup::lookup_at_home(
        session,
        &input.name,
        input.domain.as_deref(),
        input.country.as_deref(),
    )?;
    if !matches!(found.decision.as_str(), "ask" | "suggest") {
        return Ok(());
    }
    note!("Which company do you mean?");
    for (i, candidate) in found.candidates.iter().enumerate() {
        let countries = candidate.countries.join(", ");
        note!("  {}  {} ({countries}), {}", i + 1, candidate.name, candidate.why);
    }
    note!("  0  none of these: keep the name as typed");
    loop {
        ask!("Number: ");
        io::stderr().flush()?;
        let mut line = String::new();
        if io::stdin().read_line(&mut line)? == 0 {
            return Ok(());
        }
        match line.trim().parse::<usize>() {
            Ok(0) => input.unlinked = true,
            Ok(n) if n <= found.candidates.len() => {
                input.company = Some(found.candidates[n - 1].company.clone());
            }
            _ => note!("A number from 0 to {}, please.", found.candidates.len()),
        }
        if input.unlinked || input.company.is_some() {
            return Ok(());
        }
    }
}

/// Takes over what was given; what was not given stays.
pub fn apply(session: &Session, input: &mut wire::HoldingInput, details: &Details) -> Result<(), Stop> {
    if let Some(domain) = &details.domain {
        input.domain = Some(domain.clone());
    }
    if let Some(country) = &details.country {
        input.country = Some(country.clone());
    }
    if let Some(company) = &details.company {
        input.company = Some(company.clone());
        input.unlinked = false;
    }
    if details.no_company {
        input.company = None;
        input.unlinked = true;
    }
    if let Some(person) = &details.person {
        input.person = Some(find_person(session, person)?.id);
    }
    if let Some(note) = &details.note {
        input.note.clone_from(note);
    }
    for class in &details.gave {
        if !input.gave.contains(class) {
            input.gave.push(class.clone());
        }
    }
    input.gave_complete |= details.gave_complete;
    if !details.identifiers.is_empty() {
        input.identifiers.clone_from(&details.identifiers);
    }
    Ok(())
}

/// A period of which nothing is known.
pub fn new_period() -> wire::Period {
    wire::Period { relationship: "customer".into(), from: None, until: None, still: false, tags: Vec::new() }
}

/// Whether anything was given about a period.
pub fn speaks_of_period(details: &Details) -> bool {
    details.relationship.is_some()
        || details.from.is_some()
        || details.until.is_some()
        || !details.tags.is_empty()
}

/// Takes over what was given about a period.
pub fn apply_period(period: &mut wire::Period, details: &Details) {
    if let Some(relationship) = &details.relationship {
        period.relationship.clone_from(relationship);
    }
    if let Some(from) = &details.from {
        period.from = Some(from.clone());
    }
    if let Some(until) = &details.until {
        period.still = until == "now";
        period.until = Some(until.clone()).filter(|_| !period.still);
    }
    if !details.tags.is_empty() {
        period.tags.clone_from(&details.tags);
    }
}

/// One of the person's companies by number or name.
pub fn find(session: &Session, named: &str) -> Result<i64, Stop> {
    let rows = companies::holdings(session)?;
    if let Some(row) = named.parse::<i64>().ok().and_then(|n| rows.iter().find(|r| r.id == n)) {
        return Ok(row.id);
    }
    let wanted = named.to_lowercase();
    let is = |r: &&wire::HoldingRow| {
        r.name.to_lowercase() == wanted
            || r.typed.to_lowercase() == wanted
            || r.company.as_deref() == Some(named)
    };
    let found: Vec<_> = rows.iter().filter(is).collect();
    match found.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Failure::new(
            Code::NotFound,
            "There is no such company on your list.",
            "Look at `heldby list` and name it by its number.",
        )
        .into()),
        several => {
            let numbers: Vec<_> = several.iter().map(|r| r.id.to_string()).collect();
            let what = format!("Several of your companies have this name: numbers {}.", numbers.join(", "));
            Err(Failure::bad_input(what, "Name it by its number.").into())
        }
    }
}

/// `heldby list`
pub fn list(session: &Session, list: &List) -> Result<(), Stop> {
    let mut rows = companies::holdings(session)?;
    if let Some(person) = &list.person {
        let id = find_person(session, person)?.id;
        rows.retain(|r| r.person.id == id);
    }
    if list.json.json { print::json(&rows) } else { print::holding::list(&rows) }
}

/// `heldby show`
pub fn show(session: &Session, show: &Show) -> Result<(), Stop> {
    let detail = companies::holding(session, find(session, &show.holding)?)?;
    if show.json.json { print::json(&detail) } else { print::holding::detail(&detail) }
}

/// `heldby remove`
pub fn remove(session: &mut Session, remove: &Remove) -> Result<(), Stop> {
    let id = find(session, &remove.holding)?;
    if !remove.yes {
        if !io::stdin().is_terminal() {
            let what = "There is no terminal to ask whether to remove it.";
            return Err(Failure::bad_input(what, "Say --yes if you are sure.").into());
        }
        let row = companies::holding(session, id)?.row;
        ask!("Remove {} ({}) with all your answers about it? [y/N] ", row.name, row.when);
        io::stderr().flush()?;
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        if !matches!(line.trim(), "y" | "Y" | "yes") {
            return print::line("Nothing was removed.");
        }
    }
    let removed = companies::remove(session, id)?;
    print::line(&format!("Removed {}.", removed.name.trim_end_matches('.')))
}

/// `heldby answer`
pub fn answer(session: &mut Session, answer: &Answer) -> Result<(), Stop> {
    let id = find(session, &answer.holding)?;
    let detail = answers::answer(session, id, &answer.breach, &said(&answer.answer))?;
    answered(&detail, &answer.breach)
}

/// What an answer looks like then.
pub fn answered(detail: &wire::HoldingDetail, breach: &str) -> Result<(), Stop> {
    match detail.matches.iter().find(|m| m.brief.breach == breach) {
        Some(found) => print::holding::one_match(found),
        None => print::line("Noted."),
    }
}

/// An answer as the use cases take it.
pub fn said(answer: &AnswerKind) -> wire::AnswerInput {
    let condition = |question: &String, answer| wire::AnswerInput::Condition { id: question.clone(), answer };
    match answer {
        AnswerKind::Told => wire::AnswerInput::Told,
        AnswerKind::ToldUnaffected => wire::AnswerInput::ToldUnaffected,
        AnswerKind::NoNotice => wire::AnswerInput::NoNotice,
        AnswerKind::Dismiss => wire::AnswerInput::Dismiss { dismissed: true },
        AnswerKind::Undismiss => wire::AnswerInput::Dismiss { dismissed: false },
        AnswerKind::Yes { question } => condition(question, Some(true)),
        AnswerKind::No { question } => condition(question, Some(false)),
        AnswerKind::Unanswer { question } => condition(question, None),
    }
}
