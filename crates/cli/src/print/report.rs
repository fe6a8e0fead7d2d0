//! The report of `heldby check`.

use super::holding::exposure_words;
use super::{line, paragraph};
use crate::exit::Stop;
use heldby_app::wire::{
    ClassStateKind, HoldingDetail, IdentityCell, IdentityRow, MatchBrief, MayHold, Overview, VerdictWord,
};

/// One sentence, the breaches, the identity card, what is open.
pub fn report(overview: &Overview, holdings: &[HoldingDetail]) -> Result<(), Stop> {
    paragraph(0, &overview.sentence)?;
    if !overview.detail.is_empty() {
        paragraph(0, &overview.detail)?;
    }
    if overview.news > 0 {
        line(&format!("The catalogue changed {} things for you: heldby catalogue news", overview.news))?;
    }
    section("Breached", &overview.first, holdings)?;
    section("Possible", &overview.open, holdings)?;
    if !overview.identity.is_empty() {
        line("\nYour data")?;
        for row in &overview.identity {
            paragraph(2, &format!("{}: {}", row.label, state(row)))?;
        }
    }
    if !overview.may_hold.is_empty() {
        may_hold(&overview.may_hold)?;
    }
    let questions: Vec<_> = holdings
        .iter()
        .flat_map(|h| h.matches.iter())
        .filter(|m| m.brief.verdict == VerdictWord::Possible && !m.answer.dismissed)
        .filter_map(|m| m.question.as_ref().map(|q| (m, q)))
        .collect();
    if !questions.is_empty() {
        line("\nQuestions whose answers would change most")?;
        for (m, question) in questions {
            paragraph(2, &format!("{} [{}]", question.text, m.brief.breach))?;
        }
    }
    let unlinked: Vec<_> = holdings.iter().filter(|h| h.row.needs_company).collect();
    if !unlinked.is_empty() {
        line("\nNot linked to a company")?;
        for h in unlinked {
            let may: Vec<_> = h.candidates.iter().map(|c| c.name.as_str()).collect();
            let may = if may.is_empty() { "not in the catalogue".into() } else { may.join(", ") };
            paragraph(2, &format!("{}  {}: {may}", h.row.id, h.row.name))?;
        }
    }
    let refused: Vec<_> = holdings.iter().filter(|h| h.row.unlinked).map(|h| h.row.name.clone()).collect();
    if !refused.is_empty() {
        line("\nCompared with nothing, because you said that the catalogue does not know them")?;
        paragraph(2, &refused.join(", "))?;
    }
    let clear = holdings
        .iter()
        .filter(|h| h.row.company.is_some() && !h.row.subject && h.row.breached + h.row.possible == 0);
    let clear: Vec<_> = clear.map(|h| h.row.name.clone()).collect();
    if !clear.is_empty() {
        line("\nNo known breach touches")?;
        paragraph(2, &clear.join(", "))?;
    }
    Ok(())
}

/// Holders that nobody chose, those with a breach first.
pub fn may_hold(found: &[MayHold]) -> Result<(), Stop> {
    if found.is_empty() {
        return line("None is known for where you have lived. Say where: heldby settings --lived GB,US");
    }
    line("\nMay hold you anyway (you never chose them; not counted above)")?;
    for holder in found.iter().filter(|h| !h.breaches.is_empty()) {
        paragraph(2, &format!("{}  [{}]  {}", holder.name, holder.company, holder.why))?;
        for breach in &holder.breaches {
            let people = breach.people.as_deref().map(|p| format!(", {p}")).unwrap_or_default();
            let away = if breach.dismissed { " (put away)" } else { "" };
            let verdict = breach.verdict.label();
            paragraph(
                4,
                &format!("{verdict}{away}: {} ({}{people})  [{}]", breach.title, breach.when, breach.breach),
            )?;
            let (exposed, possibly) = exposure_words(breach.verdict);
            super::list(8, exposed, &breach.exposed)?;
            super::list(8, possibly, &breach.possibly)?;
        }
    }
    let quiet = found.iter().filter(|h| h.breaches.is_empty()).map(|h| h.name.clone());
    let quiet: Vec<String> = quiet.collect();
    super::list(2, "no known breach that concerns you at", &quiet)
}

fn section(title: &str, matches: &[MatchBrief], holdings: &[HoldingDetail]) -> Result<(), Stop> {
    if matches.is_empty() {
        return Ok(());
    }
    line(&format!("\n{title}"))?;
    for m in matches {
        let via =
            if m.holding_name == m.company_name { String::new() } else { format!(" at {}", m.company_name) };
        paragraph(
            2,
            &format!(
                "{}  {}{via}: {} ({})  [{}]",
                m.verdict.label(),
                m.holding_name,
                m.title,
                m.when,
                m.breach
            ),
        )?;
        let detail = holdings
            .iter()
            .filter(|h| h.row.id == m.holding)
            .flat_map(|h| &h.matches)
            .find(|d| d.brief.breach == m.breach);
        if let Some(why) = detail.and_then(|d| d.evidence.iter().find(|e| e.kind == "timing")) {
            paragraph(6, &why.text)?;
        }
        let (exposed, possibly) = exposure_words(m.verdict);
        super::list(6, exposed, &m.exposed)?;
        super::list(6, possibly, &m.possibly)?;
        let safe =
            detail.into_iter().flat_map(|d| &d.classes).filter(|c| c.state == ClassStateKind::RuledOut);
        let safe: Vec<String> = safe.map(|c| c.label.clone()).collect();
        super::list(6, "ruled out", &safe)?;
    }
    Ok(())
}

fn state(row: &IdentityRow) -> String {
    let at = |cells: &[IdentityCell]| {
        let mut names: Vec<_> = cells.iter().map(|c| format!("{} ({})", c.holding_name, c.when)).collect();
        names.dedup();
        names.join(", ")
    };
    let mut parts = Vec::new();
    for (cells, word) in
        [(&row.exposed, "exposed at"), (&row.possibly, "possibly exposed at"), (&row.open, "open at")]
    {
        if !cells.is_empty() {
            parts.push(format!("{word} {}", at(cells)));
        }
    }
    parts.join("; ")
}
