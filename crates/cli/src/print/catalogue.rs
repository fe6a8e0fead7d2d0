//! The catalogue and look-ups.

use super::{line, list, paragraph, table};
use crate::exit::Stop;
use heldby_app::wire::{
    BreachDetail, BreachRow, CompanyDetail, Installed, LayerView, LintFinding, Lookup, NewsItem, NewsKind,
    OwnBreach, ReleaseView,
};

/// Rows of breaches.
pub fn rows(rows: &[BreachRow]) -> Result<(), Stop> {
    if rows.is_empty() {
        return line("Nothing in the catalogue fits. That is no proof that nothing happened.");
    }
    table(
        &["Company", "Title", "When", "People", "Status", "Id"],
        rows.iter().map(|r| {
            vec![
                r.company_name.clone(),
                r.title.clone(),
                r.when.clone(),
                r.people.clone().unwrap_or_else(|| "not known".into()),
                marked(r),
                r.id.clone(),
            ]
        }),
    )
}

/// The status, with what nobody signed or reviewed marked as such.
fn marked(row: &BreachRow) -> String {
    match row.layer.as_str() {
        "hibp-file" => format!("{}, not signed", row.status),
        "private" => "noted by you".into(),
        _ => row.status.clone(),
    }
}

/// What a checked update says about itself.
pub fn release(found: &ReleaseView) -> Result<(), Stop> {
    line(&format!("Catalogue {} of {}, signed with the key {}.", found.number, found.date, found.signer))?;
    line(&format!("{} companies, {} breaches.", found.companies, found.breaches))?;
    line(if found.newer {
        "It is newer than the catalogue of this program."
    } else {
        "It is not newer than the catalogue of this program."
    })
}

/// What came of bringing a catalogue in.
pub fn installed(installed: &Installed) -> Result<(), Stop> {
    paragraph(0, &installed.summary)?;
    items(&installed.news)
}

/// Everything that changed, or that nothing did.
pub fn news(found: &[NewsItem]) -> Result<(), Stop> {
    if found.is_empty() {
        return line("Nothing has changed for you since you last looked.");
    }
    items(found)
}

fn items(found: &[NewsItem]) -> Result<(), Stop> {
    for (kind, title) in [
        (NewsKind::New, "New at your companies"),
        (NewsKind::Corrected, "Corrected"),
        (NewsKind::Withdrawn, "Withdrawn"),
        (NewsKind::Linked, "Linked to another company"),
        (NewsKind::Unlinked, "Not linked any more"),
    ] {
        let mut of_kind = found.iter().filter(|item| item.kind == kind).peekable();
        if of_kind.peek().is_some() {
            line(&format!("\n{title}"))?;
        }
        for item in of_kind {
            let id = item.breach.as_deref().map(|id| format!("  [{id}]")).unwrap_or_default();
            let holding = item.holding.map(|n| format!("  (your number {n})")).unwrap_or_default();
            paragraph(2, &format!("{}{id}{holding}", item.title))?;
            for detail in &item.details {
                paragraph(4, detail)?;
            }
        }
    }
    Ok(())
}

/// The layers, the lowest first.
pub fn layers(found: &[LayerView]) -> Result<(), Stop> {
    let rows = found.iter().map(|l| {
        vec![
            l.id.clone(),
            l.label.clone(),
            l.number.map(|n| n.to_string()).unwrap_or_default(),
            l.added.clone().unwrap_or_default(),
            l.breaches.to_string(),
            if l.in_use { "yes".into() } else { "no".into() },
        ]
    });
    table(&["Layer", "What", "Number", "Added", "Breaches", "In use"], rows)
}

/// Breaches that the person noted.
pub fn own(found: &[OwnBreach]) -> Result<(), Stop> {
    if found.is_empty() {
        return line("You noted no breach of your own.");
    }
    let rows = found.iter().map(|b| {
        let when = b.input.occurred_from.clone().or_else(|| b.input.disclosed.clone()).unwrap_or_default();
        vec![
            b.id.to_string(),
            b.company_shown.clone(),
            b.input.title.clone(),
            when,
            b.input.classes.join(", "),
            b.breach.clone(),
        ]
    });
    table(&["No.", "Company", "Title", "When", "Lost", "Id"], rows)
}

/// What deserves a look.
pub fn lint(found: &[LintFinding]) -> Result<(), Stop> {
    for finding in found {
        let place = finding.file.iter().zip(finding.line).map(|(file, line)| format!("{file}:{line}: "));
        let place: String = place.collect();
        line(&format!("{place}{}: {}: {}", finding.kind, finding.id, finding.text))?;
    }
    note!("{} to look at.", found.len());
    Ok(())
}

/// Everything about one breach.
pub fn breach(breach: &BreachDetail) -> Result<(), Stop> {
    let row = &breach.row;
    paragraph(0, &format!("{}: {}", row.company_name, row.title))?;
    let people = row.people.as_deref().map(|p| format!(", {p}")).unwrap_or_default();
    paragraph(2, &format!("{}{people}  [{}]", row.when, row.id))?;
    paragraph(2, &breach.status_text)?;
    if let Some(via) = &breach.via {
        paragraph(2, &format!("through {via}"))?;
    }
    if let Some(records) = &breach.records {
        paragraph(2, &format!("the records are from: {records}"))?;
    }
    if let Some(disclosed) = &row.disclosed {
        paragraph(2, &format!("public since: {disclosed}"))?;
    }
    list(2, "affected brands", &breach.brands)?;
    let by = breach.ruled_out_by.as_deref().map(|b| format!(" (says {b})")).unwrap_or_default();
    list(2, &format!("ruled out for all{by}"), &breach.ruled_out)?;
    for cleared in &breach.not_affected {
        paragraph(2, &format!("not affected: {cleared}"))?;
    }
    for group in &breach.groups {
        let reach = group.reach.as_deref().map(|r| format!(", {r}")).unwrap_or_default();
        paragraph(2, &format!("- {} ({}{reach})", group.who, group.people))?;
        list(6, "as", &group.relationships)?;
        list(6, "only", &group.tags)?;
        if let Some(within) = &group.within {
            paragraph(6, &format!("among: {within}"))?;
        }
        if let Some(question) = &group.question {
            paragraph(6, &format!("if: {question}"))?;
        }
        list(6, "exposed", &group.exposed)?;
        list(6, "possibly", &group.possibly)?;
        list(6, "ruled out", &group.ruled_out)?;
    }
    for old in &breach.superseded {
        let date = old.date.as_deref().map(|d| format!(" on {d}")).unwrap_or_default();
        paragraph(2, &format!("said{date}, corrected since: {}", old.claim))?;
    }
    if !breach.notes.is_empty() {
        paragraph(2, &breach.notes)?;
    }
    for remark in &breach.unverified {
        paragraph(2, &format!("not checked by anybody: {remark}"))?;
    }
    list(2, "also known as", &breach.also)?;
    line("  sources:")?;
    for source in &breach.sources {
        let date = source.date.as_deref().map(|d| format!(", {d}")).unwrap_or_default();
        paragraph(4, &format!("{} ({}{date})  {}", source.publisher, source.kind, source.url))?;
    }
    Ok(())
}

/// Everything about one company.
pub fn company(company: &CompanyDetail) -> Result<(), Stop> {
    paragraph(0, &format!("{}  [{}]", company.name, company.id))?;
    paragraph(2, &format!("{}, {}", company.sector, company.countries.join(", ")))?;
    list(2, "legal names", &company.legal_names)?;
    list(2, "also known as", &company.aliases)?;
    list(2, "domains", &company.domains)?;
    for relation in &company.relations {
        paragraph(2, &relation.text)?;
    }
    list(2, "not to be mixed up with", &company.not)?;
    list(2, "not checked by anybody", &company.unverified)?;
    if company.breaches.is_empty() && company.named_in.is_empty() {
        return line("  No breach of it is in the catalogue.");
    }
    rows(&company.breaches.iter().chain(&company.named_in).cloned().collect::<Vec<_>>())
}

/// What a name means.
pub fn lookup(found: &Lookup) -> Result<(), Stop> {
    match (found.decision.as_str(), found.candidates.first()) {
        (_, None) | ("none", _) => {
            return line("The catalogue does not know this company. That is no proof that nothing happened.");
        }
        ("same" | "related", Some(first)) => {
            let relation = first.relation.as_deref().map(|r| format!(", {r}")).unwrap_or_default();
            paragraph(0, &format!("{}{relation}, {}  [{}]", first.name, first.why, first.company))?;
        }
        (decision, _) => {
            line(if decision == "ask" { "Several companies may be meant:" } else { "Perhaps you mean:" })?;
            for candidate in &found.candidates {
                let countries = candidate.countries.join(", ");
                paragraph(
                    2,
                    &format!("{} ({countries}), {}  [{}]", candidate.name, candidate.why, candidate.company),
                )?;
            }
        }
    }
    if found.breaches.is_empty() {
        return line("No breach of it is in the catalogue. That is no proof that nothing happened.");
    }
    rows(&found.breaches)
}
