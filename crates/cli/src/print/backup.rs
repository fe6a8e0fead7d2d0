//! Copies, what is in them, and what would change.

use super::{line, paragraph, table};
use crate::exit::Stop;
use heldby_app::wire::{
    BackupList, BackupPreview, BackupView, ImportLook, OpensWith, PreviewRow, SalvageDone,
};

/// Names of a list that are printed; `--json` has all of them.
const SHOWN: usize = 20;

/// The copies.
pub fn list(found: &BackupList) -> Result<(), Stop> {
    if found.backups.is_empty() {
        line("There are no copies yet. `heldby backup now` makes one.")?;
    } else {
        let row = |b: &BackupView| {
            let opens_with = match b.opens_with {
                OpensWith::PresentKey => "the present key",
                OpensWith::PresentPassphrase => "the present passphrase",
                OpensWith::Earlier => "an earlier key",
                OpensWith::OtherVault => "another vault's key",
                OpensWith::Unknown => "not known",
            };
            vec![b.name.clone(), size(b.size), b.label.clone(), opens_with.into()]
        };
        table(&["Copy", "Size", "Why", "Opens with"], found.backups.iter().map(row))?;
    }
    line(&format!("New ones are made in {}", found.folder))?;
    if found.folder_missing {
        line("That folder is not there now, and copies in it are not listed: plug in its disk.")?;
    }
    let has = |what| found.backups.iter().any(|b| b.opens_with == what);
    if has(OpensWith::Earlier) {
        paragraph(
            0,
            "Those under an earlier key open with the passphrase, or the recovery sheet, that the vault had when they were \
             made. Whoever knows it can read them: `heldby backup reencrypt` puts them under the present one, `heldby \
             backup delete --earlier-passphrase` removes those whose passphrase is an earlier one (after a change of the \
             profile alone, it is the present one).",
        )?;
    }
    if has(OpensWith::OtherVault) {
        paragraph(
            0,
            "Those of another vault were made when another one lay here, or in the same folder. `heldby import` takes over \
             what one holds.",
        )?;
    }
    if has(OpensWith::Unknown) {
        paragraph(
            0,
            "Where that is not known, the copy opens with the passphrase, or the recovery sheet, that the vault had when it \
             was made.",
        )?;
    }
    Ok(())
}

/// What is in a copy.
pub fn preview(found: &BackupPreview) -> Result<(), Stop> {
    let made = found.made.as_deref().unwrap_or("at an unknown time");
    line(&format!(
        "{}\nmade {made}; {}; {}",
        found.name,
        companies(found.companies.len()),
        persons(&found.persons)
    ))?;
    let row = |r: &PreviewRow| vec![r.name.clone(), r.person.clone(), r.when.clone()];
    if !found.companies.is_empty() {
        table(&["Company", "Whose", "When"], found.companies.iter().map(row))?;
    }
    difference(found)
}

/// What bringing a copy back would change.
pub fn difference(found: &BackupPreview) -> Result<(), Stop> {
    let Some(difference) = &found.difference else {
        return line(&format!("It holds {}.", companies(found.companies.len())));
    };
    if *difference == Default::default() {
        return line("Its companies are the same as those in the vault now.");
    }
    names("Would go, because they were added since", &difference.only_now)?;
    names("Would come back, because they were removed since", &difference.only_there)?;
    names("Would be as they were then", &difference.changed)
}

/// What an import would change.
pub fn plan(look: &ImportLook) -> Result<(), Stop> {
    let Some(plan) = &look.plan else { return Ok(()) };
    if plan.nothing {
        return line("Everything in this file is here already. Nothing would change.");
    }
    names("Persons that would be added", &plan.persons)?;
    let added: Vec<String> =
        plan.added.iter().map(|row| format!("{} ({}, {})", row.name, row.person, row.when)).collect();
    names("Companies that would be added", &added)?;
    let joined: Vec<String> =
        plan.joined.iter().map(|j| format!("{} ({})", j.name, j.what.join("; "))).collect();
    names("Companies that would know more", &joined)?;
    names("Breaches that would be noted", &plan.breaches)?;
    names("Names that would be remembered", &plan.names)?;
    names("Settings that would be set", &plan.settings)?;
    names("Would not be taken over", &plan.left_out)?;
    if plan.unchanged > 0 {
        line(&format!("Here already: {}.", companies(plan.unchanged as usize)))?;
    }
    Ok(())
}

/// What was saved of a damaged vault.
pub fn salvaged(done: &SalvageDone) -> Result<(), Stop> {
    line(&format!("{} of {} pages are damaged or missing.", done.damaged_pages, done.pages))?;
    let rows = done.parts.iter().map(|p| {
        let lost = if p.lost.is_empty() { "nothing lost".to_string() } else { p.lost.clone() };
        vec![p.label.clone(), p.saved.to_string(), lost]
    });
    table(&["Part", "Saved", "Lost"], rows)?;
    paragraph(0, &done.message)?;
    if !done.complete {
        line("`heldby backup list` shows the backups.")?;
    }
    Ok(())
}

fn names(label: &str, all: &[String]) -> Result<(), Stop> {
    if all.is_empty() {
        return Ok(());
    }
    line(&format!("{label}: {}", all.len()))?;
    for name in all.iter().take(SHOWN) {
        paragraph(2, name)?;
    }
    if all.len() > SHOWN { line(&format!("  and {} more", all.len() - SHOWN)) } else { Ok(()) }
}

fn persons(all: &[String]) -> String {
    all.join(", ")
}

fn companies(n: usize) -> String {
    if n == 1 { "1 company".into() } else { format!("{n} companies") }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
