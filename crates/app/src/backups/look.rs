//! Looking into copies: whether they are good, what is in them, how they differ from the vault now.

use super::place::{find, locate, no_such};
use super::whose::Known;
use super::{Which, count};
use crate::failure::sentence;
use crate::way::{Keys, Opens};
use crate::wire::OpensWith;
use crate::{Code, Failure, Session, Way, companies, wire, words};
use heldby_vault::{BackupFile, Contents, Error, HoldingRow, Snapshot, Vault};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Reads every page and row of a copy, or of all of them. Those that have another key than the open vault are tried with
/// each of the `ways`; while the vault is locked, all are.
///
/// # Errors
/// [`Code::NotFound`]; [`Code::EmptyPassphrase`], [`Code::BadSheet`] for what is given; [`Code::Locked`] if the vault is and
/// nothing is given.
pub fn verify(
    session: &Session,
    name: Option<&str>,
    ways: Vec<Way>,
) -> Result<Vec<wire::BackupCheck>, Failure> {
    let keys: Result<Vec<Keys>, Failure> = ways.into_iter().map(|way| Ok(Keys::of(way.read()?))).collect();
    let mut keys = keys?;
    let vault = match session.open() {
        Ok(open) => Some(open.vault()),
        Err(_) if !keys.is_empty() => None,
        Err(locked) => return Err(locked),
    };
    let mut files = find(session)?.1;
    if let Some(name) = name {
        files.retain(|file| file.name() == name);
        if files.is_empty() {
            return Err(no_such(name));
        }
    }
    Ok(files.iter().map(|file| check(vault, file, &mut keys)).collect())
}

fn check(vault: Option<&Vault>, file: &BackupFile, keys: &mut [Keys]) -> wire::BackupCheck {
    let present = vault.filter(|vault| vault.header() == &file.header);
    let mut tries = keys
        .iter_mut()
        .map(|keys| keys.opener(&file.header).and_then(|opener| Snapshot::open(&file.path, opener)));
    let read = match present {
        Some(vault) => vault.open_copy(&file.path),
        None => match tries.by_ref().find_map(|read| match read {
            Err(Error::WrongPassphrase) => None,
            other => Some(other),
        }) {
            Some(read) => read,
            None if keys.is_empty() => {
                let message = "Not checked: it opens with the passphrase that it had when it was made.";
                return wire::BackupCheck { name: file.name(), good: None, message: message.into() };
            }
            None => Err(Error::WrongPassphrase),
        },
    };
    let (good, message) = match read.and_then(|snapshot| snapshot.read_all()) {
        Ok(contents) => (Some(true), format!("Good: every page is whole, {}.", companies_in(&contents))),
        Err(Error::WrongPassphrase) if present.is_none() => {
            (None, "Not checked: what was given does not open it. It has the passphrase of that time.".into())
        }
        Err(Error::InUse) => (None, "Not checked: another program has it open.".into()),
        Err(Error::WrongPassphrase) => {
            (Some(false), "Damaged at its beginning: nothing of it can be read.".into())
        }
        Err(Error::Damaged) => (
            Some(false),
            "Damaged: it cannot be brought back, but what is readable of it can be saved.".into(),
        ),
        Err(other @ Error::NotAVault(_)) => (Some(false), sentence(&other.to_string())),
        Err(other) => (None, format!("Not checked: {}.", other)),
    };
    wire::BackupCheck { name: file.name(), good, message }
}

/// Looks into a copy without bringing it back. What opens it is needed where it has another key than the open vault.
///
/// # Errors
/// [`Code::NotFound`]; [`Code::WrongPassphrase`], [`Code::BadSheet`], [`Code::OldSheet`]; [`Code::Damaged`] and others of a
/// file that cannot be read.
pub fn preview(
    session: &Session,
    which: Which<'_>,
    way: Option<Way>,
) -> Result<wire::BackupPreview, Failure> {
    let path = locate(session, which)?.0;
    let snapshot = look_into(session, &path, way)?;
    let contents = snapshot.read_all()?;
    let same_vault = match session.open() {
        Ok(open) => open
            .vault()
            .backup_id()?
            .is_some_and(|id| snapshot.backup_id().is_ok_and(|there| there == Some(id))),
        Err(_) => false,
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(wire::BackupPreview {
        made: heldby_vault::made_by_name(&name).map(|made| made.to_string()),
        name,
        persons: contents.persons.iter().map(|p| p.name.clone()).collect(),
        companies: contents.holdings.iter().map(|row| preview_row(session, &contents, row)).collect(),
        breaches: count(contents.private_breaches.len()),
        difference: match session.open() {
            Ok(_) if same_vault => Some(difference(session, &contents)?),
            _ => None,
        },
    })
}

fn difference(session: &Session, there: &Contents) -> Result<wire::Difference, Failure> {
    let open = session.open()?;
    let name = |row: &HoldingRow| companies::shown_name(session.knowledge(), &row.details).to_string();
    let now: BTreeMap<i64, &HoldingRow> = open.entries().iter().map(|e| (e.row.id.0, &e.row)).collect();
    let mut difference = wire::Difference::default();
    for row in &there.holdings {
        match now.get(&row.id.0) {
            None => difference.only_there.push(name(row)),
            Some(here) if *here != row => difference.changed.push(name(here)),
            Some(_) => {}
        }
    }
    let known: BTreeSet<i64> = there.holdings.iter().map(|row| row.id.0).collect();
    difference.only_now =
        now.values().filter(|row| !known.contains(&row.id.0)).map(|row| name(row)).collect();
    Ok(difference)
}

pub(crate) fn preview_row(session: &Session, contents: &Contents, row: &HoldingRow) -> wire::PreviewRow {
    let details = &row.details;
    let person = contents.persons.iter().find(|p| p.id == details.person);
    let when: Vec<String> = details.periods.iter().map(|p| words::period(&p.period())).collect();
    wire::PreviewRow {
        name: companies::shown_name(session.knowledge(), details).to_string(),
        person: person.map(|p| p.name.clone()).unwrap_or_default(),
        when: when.join("; "),
    }
}

/// Opens a copy by the key of the open vault or by what is given.
pub(super) fn look_into(session: &Session, path: &Path, way: Option<Way>) -> Result<Snapshot, Failure> {
    let opens = way.map(Way::read).transpose()?;
    let read = match (&opens, session.open()) {
        (Some(opens), _) => Snapshot::open(path, opens.opener()),
        (None, Ok(open)) => open.vault().open_copy(path),
        (None, Err(_)) => return Err(Error::EmptyPassphrase.into()),
    };
    read.map_err(|error| not_read(error, opens.as_ref()))
}

/// What to say of a copy that cannot be read.
pub(super) fn not_read(error: Error, opens: Option<&Opens>) -> Failure {
    match error {
        Error::WrongPassphrase => Failure::new(
            match opens {
                Some(Opens::Key(_)) => Code::OldSheet,
                _ => Code::WrongPassphrase,
            },
            opens.map_or_else(
                || "The passphrase of the vault does not open this copy.".to_owned(),
                |opens| opens.says("does not open the copy."),
            ),
            "A copy opens with the passphrase that the vault had when the copy was made, or with its recovery sheet of that \
             time. If you are sure of it, the beginning of the copy may be damaged. Nothing was changed.",
        ),
        Error::Damaged => Failure::new(
            Code::Damaged,
            "A part of this copy is damaged.",
            "Take another one that is whole. If there is none, save what is readable of it into a new vault. Nothing was \
             changed.",
        ),
        Error::InUse => Failure::new(
            Code::InUse,
            "This file is open in another window or program.",
            "Close it there, then try again.",
        ),
        other => other.into(),
    }
}

fn companies_in(contents: &Contents) -> String {
    match contents.holdings.len() {
        1 => "1 company".into(),
        n => format!("{n} companies"),
    }
}

/// What opens a file: one of the list, or any other that is a vault.
///
/// # Errors
/// As [`preview`], as far as they do not depend on a key.
pub fn opens_with(session: &Session, which: Which<'_>) -> Result<OpensWith, Failure> {
    match (locate(session, which)?, session.open()) {
        ((_, Some(file)), _) => Ok(Known::of(session, &find(session)?.1)?.judge(&file)),
        ((path, None), Ok(open)) if &Vault::probe(&path)? == open.vault().header() => {
            Ok(OpensWith::PresentKey)
        }
        _ => Ok(OpensWith::Unknown),
    }
}

/// Where a copy of the list lies.
///
/// # Errors
/// [`Code::NotFound`].
pub fn place_of(session: &Session, name: &str) -> Result<std::path::PathBuf, Failure> {
    Ok(locate(session, Which::Listed(name))?.0)
}
