//! `heldby export`, `heldby import`

use super::{confirmed, locked, unlocked};
use crate::args::{Args, Export, Import};
use crate::exit::Stop;
use crate::{passphrase, print};
use heldby_app::{backups, export as app_export, import as app_import, outside, wire};
use std::path::{Path, PathBuf};

/// `heldby export`
pub fn export(args: &Args, export: &Export) -> Result<(), Stop> {
    let session = unlocked(args)?;
    let mut readable = export.readable;
    if !readable {
        let question = "The file will not be encrypted: whoever gets it can read everything in it. Write it?";
        if !confirmed(question)? {
            return print::line("Nothing was written.");
        }
        readable = true;
    }
    let input = wire::ExportInput {
        path: export.file.display().to_string(),
        format: export.format.clone(),
        readable,
        replace: export.replace,
    };
    let done = app_export::export(&session, &input)?;
    if export.json.json {
        return print::json(&done);
    }
    print::line(&format!("{} ({} companies)\n{}", done.path, done.companies, done.message))?;
    if input.format == "csv" {
        note!("A table cannot be imported again. `--format json` writes everything.");
    }
    Ok(())
}

/// A file, or a copy by the name that the list has.
fn brought(args: &Args, named: &Path) -> Result<PathBuf, Stop> {
    if named.exists() {
        return Ok(named.to_path_buf());
    }
    let session = locked(args)?;
    let listed = named.to_str().and_then(|name| backups::place_of(&session, name).ok());
    Ok(listed.unwrap_or_else(|| named.to_path_buf()))
}

/// `heldby import`
pub fn import(args: &Args, import: &Import) -> Result<(), Stop> {
    // Read before the vault is open: it may be the vault's own file, which nobody else may open and close then.
    let bytes = outside::read(&brought(args, &import.file)?, app_import::MOST_BYTES)?;
    let mut session = unlocked(args)?;
    let name = import.file.file_name().unwrap_or_default().to_string_lossy();
    let mut look = app_import::look(&mut session, &name, &bytes)?;
    drop(bytes);
    if look.needs_passphrase {
        look = app_import::open_brought(&mut session, passphrase::of_brought(import)?)?;
    }
    if let Some(person) = &import.belongs_to {
        look = app_import::belongs_to(&mut session, person)?;
    }
    let nothing = look.plan.as_ref().is_some_and(|plan| plan.nothing);
    if import.dry_run {
        return if import.json.json { print::json(&look) } else { print::backup::plan(&look) };
    }
    if !import.json.json {
        print::backup::plan(&look)?;
    }
    if !nothing && !import.yes && !confirmed("Take this over? A copy of the vault is made before.")? {
        return print::line("Nothing was changed.");
    }
    let done = app_import::apply(&mut session)?;
    if import.json.json {
        return print::json(&done);
    }
    if nothing {
        return Ok(());
    }
    print::line(&done.message)?;
    match &done.backup {
        Some(backup) => print::line(&format!("To undo it: heldby backup restore {backup}")),
        None => Ok(()),
    }
}
