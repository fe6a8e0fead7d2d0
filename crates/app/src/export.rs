//! Everything in the vault, or its companies, as a file that anybody can read.

use crate::outside::{self, Existing, Readers};
use crate::{Failure, Session, chosen, exchange, wire};
use jiff::Timestamp;
use std::io;
use std::path::{Path, PathBuf};

/// Writes the file.
///
/// # Errors
/// [`Code::Locked`](crate::Code); [`Code::BadInput`](crate::Code) without the person's word that the file may be
/// readable, for a name that does not end like the format or is kept for vaults, or for an unknown format;
/// [`Code::FileExists`](crate::Code); [`Code::DiskFull`](crate::Code) and others of the disk.
pub fn export(session: &Session, input: &wire::ExportInput) -> Result<wire::ExportDone, Failure> {
    let open = session.open()?;
    if !input.readable {
        return Err(Failure::bad_input(
            "The file would not be encrypted: whoever gets it can read all of it.",
            "Say that you want that, and keep the file where only you can get at it.",
        ));
    }
    let ending = match input.format.as_str() {
        "json" | "csv" => input.format.as_str(),
        _ => return Err(Failure::bad_input("There is no such format.", "Use json or csv.")),
    };
    let now = Timestamp::now();
    let path = place(session.path(), &input.path, ending, now)?;
    let vault = open.vault();
    let contents = vault.contents()?;
    let catalogue = session.knowledge().catalogue();
    let name = |id: &heldby_model::CompanyId| catalogue.company(id).map(|c| c.name.clone());
    let existing = if input.replace { Existing::Replace } else { Existing::Keep };
    if ending == "csv" {
        outside::write(&path, Readers::Owner, existing, |out| exchange::table(out, &contents, name))?;
    } else {
        let document = exchange::document(&contents, &vault.noted()?, &vault.layers()?, now, name);
        outside::write(&path, Readers::Owner, existing, |out| {
            serde_json::to_writer_pretty(&mut *out, &document).map_err(io::Error::from)?;
            out.write_all(b"\n")
        })?;
    }
    Ok(wire::ExportDone {
        path: path.display().to_string(),
        companies: u32::try_from(contents.holdings.len()).unwrap_or(u32::MAX),
        message: "Written. It is not encrypted: delete it when you no longer need it.".into(),
    })
}

/// Where an export goes if nothing else is said: beside the vault, under the name of the day.
pub fn proposed(session: &Session) -> String {
    let folder = session.path().parent().unwrap_or(Path::new("."));
    folder.join(day_name("json", Timestamp::now())).display().to_string()
}

fn day_name(ending: &str, now: Timestamp) -> String {
    format!("heldby-export-{}.{ending}", now.strftime("%Y-%m-%d"))
}

fn place(vault: &Path, typed: &str, ending: &str, now: Timestamp) -> Result<PathBuf, Failure> {
    if typed.trim().is_empty() {
        return Err(Failure::bad_input("The export has no place to go to.", "Give the path of a file."));
    }
    let mut path = PathBuf::from(typed);
    if path.is_dir() {
        path.push(day_name(ending, now));
    }
    // An export must never take the place of a vault or of a copy, whatever was consented to.
    chosen::check(vault, &path, &[ending])?;
    Ok(path)
}
