//! The person's companies and their matches.

use super::{line, list as words, paragraph, table};
use crate::exit::Stop;
use heldby_app::wire::{ClassStateKind, HoldingDetail, HoldingRow, MatchDetail, QuestionKind, VerdictWord};

fn verdict(row: &HoldingRow) -> String {
    match row.verdict {
        None if row.needs_company => "which one?".into(),
        None if row.unlinked => "not linked".into(),
        None => "no known breach".into(),
        Some(v) => v.label().into(),
    }
}

/// The table of all companies.
pub fn list(rows: &[HoldingRow]) -> Result<(), Stop> {
    if rows.is_empty() {
        return line("Your list is empty. Note your first company with: heldby add NAME");
    }
    let several = rows.iter().any(|r| r.person != rows[0].person);
    let mut header = vec!["No.", "Company", "Country", "When", "Verdict", "Exposed"];
    if several {
        header.insert(2, "Person");
    }
    table(
        &header,
        rows.iter().map(|r| {
            let mut cells = vec![
                r.id.to_string(),
                r.name.clone(),
                r.country.clone().unwrap_or_default(),
                r.when.clone(),
                verdict(r),
                r.exposed.join(", "),
            ];
            if several {
                cells.insert(2, r.person.name.clone());
            }
            cells
        }),
    )
}

/// What was just noted, and what it means.
pub fn added(detail: &HoldingDetail) -> Result<(), Stop> {
    let row = &detail.row;
    let because = detail.resolved.as_deref().map(|why| format!(" ({why})")).unwrap_or_default();
    paragraph(0, &format!("{}  {}: {}{because}", row.id, row.name, row.when))?;
    if row.unlinked {
        return refused(row);
    }
    if row.needs_company {
        return unlinked(detail);
    }
    for found in detail.matches.iter().filter(|m| m.brief.verdict >= VerdictWord::Possible) {
        paragraph(
            2,
            &format!("{}: {} ({})", found.brief.verdict.label(), found.brief.title, found.brief.when),
        )?;
    }
    if detail.matches.iter().all(|m| m.brief.verdict < VerdictWord::Possible) {
        return line("  No known breach touches this.");
    }
    line(&format!("  Details: heldby show {}", row.id))
}

fn unlinked(detail: &HoldingDetail) -> Result<(), Stop> {
    if detail.candidates.is_empty() {
        return line("  Kept as typed: the catalogue does not know this company.");
    }
    line("  Kept as typed: several companies may be meant.")?;
    for candidate in &detail.candidates {
        let countries = candidate.countries.join(", ");
        paragraph(4, &format!("{}  {} ({countries}), {}", candidate.company, candidate.name, candidate.why))?;
    }
    line(&format!("  Choose with: heldby edit {} --company ID; none of them: --no-company", detail.row.id))
}

/// What is said about a name of which the person said that no known company is meant.
fn refused(row: &HoldingRow) -> Result<(), Stop> {
    line("  Kept as typed, linked to no company and compared with no breach.")?;
    line(&format!("  To have it looked up again: heldby edit {} --clear company", row.id))
}

/// Everything about one company.
pub fn detail(detail: &HoldingDetail) -> Result<(), Stop> {
    let row = &detail.row;
    line(&format!("{}  {}", row.id, row.name))?;
    if row.typed != row.name {
        paragraph(2, &format!("noted as {}", row.typed))?;
    }
    if let Some(why) = &detail.resolved {
        // Either a reason or a sentence of its own.
        let linked = if why.starts_with("because ") { "linked " } else { "" };
        paragraph(2, &format!("{linked}{why}"))?;
    }
    paragraph(2, &format!("{}: {}", row.person.name, row.when))?;
    for (n, period) in detail.input.periods.iter().enumerate() {
        words(2, &format!("tags of period {}", n + 1), &period.tags)?;
    }
    words(2, if detail.input.gave_complete { "gave (that is all)" } else { "gave" }, &detail.input.gave)?;
    words(2, "known there as", &detail.input.identifiers)?;
    if !detail.input.note.is_empty() {
        paragraph(2, &format!("note: {}", detail.input.note))?;
    }
    if row.unlinked {
        return refused(row);
    }
    if row.needs_company {
        return unlinked(detail);
    }
    if detail.matches.is_empty() {
        line("\nNo known breach touches this company.")?;
    }
    for found in &detail.matches {
        line("")?;
        one_match(found)?;
    }
    if !detail.same_group.is_empty() {
        line("\nOther companies of the same group were breached, which says nothing about you:")?;
        for title in &detail.same_group {
            paragraph(2, title)?;
        }
    }
    Ok(())
}

/// What the two lists of lost data are called: under a verdict that is only possible, nothing is said to be out.
pub fn exposure_words(verdict: VerdictWord) -> (&'static str, &'static str) {
    if verdict.counts() {
        ("exposed", "possibly")
    } else {
        ("if you are among them, exposed", "if you are among them, possibly")
    }
}

/// One match with its reasons.
pub fn one_match(found: &MatchDetail) -> Result<(), Stop> {
    let brief = &found.brief;
    let away = if found.answer.dismissed { " (put away)" } else { "" };
    paragraph(0, &format!("{}: {}{away}", brief.verdict.label().to_uppercase(), brief.title))?;
    let people = found.people.as_deref().map(|p| format!(", {p}")).unwrap_or_default();
    let via = found.via.as_deref().map(|v| format!(", through {v}")).unwrap_or_default();
    paragraph(2, &format!("{}, {}{people}{via}  [{}]", brief.company_name, brief.when, brief.breach))?;
    paragraph(2, &format!("{} {}", found.summary, found.status_text))?;
    for reason in &found.evidence {
        paragraph(4, &format!("- {}", reason.text))?;
    }
    let (exposed, possibly) = exposure_words(brief.verdict);
    classes(found, ClassStateKind::Exposed, exposed)?;
    classes(found, ClassStateKind::Possibly, possibly)?;
    classes(found, ClassStateKind::RuledOut, "ruled out")?;
    for group in found.groups.iter().filter(|g| g.fit != "no" && brief.verdict >= VerdictWord::Possible) {
        let reach = group.reach.as_deref().map(|r| format!(", {r}")).unwrap_or_default();
        paragraph(2, &format!("{}: {} ({}{reach})", group.label, group.who, group.people))?;
    }
    for old in &found.superseded {
        let date = old.date.as_deref().map(|d| format!(" on {d}")).unwrap_or_default();
        paragraph(2, &format!("said{date}, corrected since: {}", old.claim))?;
    }
    if let Some(question) = &found.question {
        paragraph(2, &format!("question: {}", question.text))?;
        let holding = brief.holding;
        let how = match (question.kind, &question.id) {
            (QuestionKind::Since, _) => format!("heldby edit {holding} --from DATE"),
            (QuestionKind::Until, _) => format!("heldby edit {holding} --until DATE"),
            (QuestionKind::Attribute, _) => {
                let options: Vec<_> = question.options.iter().map(|o| o.id.as_str()).collect();
                format!("heldby edit {holding} --tag {}", options.join("|"))
            }
            (QuestionKind::Condition, Some(id)) => {
                format!("heldby answer {holding} {} yes|no {id}", brief.breach)
            }
            (QuestionKind::Condition, None) => String::new(),
        };
        paragraph(4, &how)?;
    }
    for (_, question, yes) in &found.answer.conditions {
        paragraph(2, &format!("you answered {}: {question}", if *yes { "yes" } else { "no" }))?;
    }
    let sources: Vec<_> = found.sources.iter().map(|s| s.publisher.clone()).collect();
    words(2, "sources", &sources)?;
    for remark in &found.unverified {
        paragraph(2, &format!("not checked by anybody: {remark}"))?;
    }
    Ok(())
}

fn classes(found: &MatchDetail, state: ClassStateKind, label: &str) -> Result<(), Stop> {
    let of_state = found.classes.iter().filter(|c| c.state == state);
    let shown: Vec<String> = of_state
        .map(|c| match (c.gave, &c.by) {
            (true, Some(by)) => format!("{} (you gave this; says {by})", c.label),
            (true, None) => format!("{} (you gave this)", c.label),
            (false, Some(by)) => format!("{} (says {by})", c.label),
            (false, None) => c.label.clone(),
        })
        .collect();
    words(2, label, &shown)
}
