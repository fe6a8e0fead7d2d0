//! Where copies lie, when they are made and how many stay.

use super::Which;
use crate::outside::{self, Existing, Readers};
use crate::{Code, Failure, Session, convert, wire};
use heldby_vault::{BackupFile, Error, Keep, Vault};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const AUTOMATIC: &str = "backup.automatic";
const FOLDER: &str = "backup.folder";
const KEEP: &str = "backup.keep";
/// Folders that were chosen before, one a line.
const FORMER: &str = "backup.former";

/// More former folders than anybody has.
const MOST_FORMER: usize = 16;

/// More of each would only be a mistake in typing.
const MOST_KEPT: u16 = 999;

/// When copies are made and how many stay.
///
/// # Errors
/// [`Code::Locked`].
pub fn settings(session: &Session) -> Result<wire::BackupSettings, Failure> {
    Ok(read_settings(session.open()?.vault())?)
}

/// Replaces these settings. A chosen folder has to be there: it may be a disk that is not plugged in.
///
/// # Errors
/// [`Code::Locked`]; [`Code::BadInput`] for a folder that cannot be used or numbers that make no sense.
pub fn set_settings(
    session: &mut Session,
    new: &wire::BackupSettings,
) -> Result<wire::BackupSettings, Failure> {
    session.open()?;
    if !(1..=MOST_KEPT).contains(&new.daily) || new.weekly > MOST_KEPT || new.monthly > MOST_KEPT {
        return Err(Failure::bad_input(
            "That many copies cannot be kept.",
            "Keep those of 1 to 999 days, and of 0 to 999 weeks and months.",
        ));
    }
    let folder = new.folder.as_deref().map(str::trim).filter(|f| !f.is_empty());
    let folder = folder.map(usable).transpose()?;
    let pointer = pointer(session.path());
    let (open, _) = session.open_mut()?;
    let vault = open.vault_mut();
    // The vault itself cannot say where its copies are when it does not open.
    let former = former_after(vault, folder.as_deref())?;
    if folder.is_none() && former.is_empty() {
        outside::remove(&pointer)?;
    } else {
        let text = format!("{}\n{}", folder.as_deref().unwrap_or_default(), former.join("\n"));
        outside::write(&pointer, Readers::Owner, Existing::Replace, |out| {
            out.write_all(text.trim_end_matches('\n').as_bytes())
        })?;
    }
    if !former.is_empty() {
        vault.set_setting(FORMER, Some(&former.join("\n")))?;
    }
    vault.set_setting(FOLDER, folder.as_deref())?;
    vault.set_setting(AUTOMATIC, (!new.automatic).then_some("off"))?;
    let keep = format!("{} {} {}", new.daily, new.weekly, new.monthly);
    vault.set_setting(KEEP, Some(&keep))?;
    settings(session)
}

pub(super) fn read_settings(vault: &Vault) -> Result<wire::BackupSettings, Error> {
    let keep = Keep::default();
    let kept = vault.setting(KEEP)?.unwrap_or_default();
    let mut numbers = kept.split_ascii_whitespace().map(|n| n.parse().ok().filter(|n| *n <= MOST_KEPT));
    let mut next = |or: u16| numbers.next().flatten().unwrap_or(or);
    Ok(wire::BackupSettings {
        automatic: vault.setting(AUTOMATIC)?.as_deref() != Some("off"),
        folder: vault.setting(FOLDER)?,
        daily: next(keep.daily).max(1),
        weekly: next(keep.weekly),
        monthly: next(keep.monthly),
    })
}

pub(super) fn folder_of(vault: &Vault) -> Result<PathBuf, Error> {
    let chosen = vault.setting(FOLDER)?.map(PathBuf::from);
    resolved(chosen.unwrap_or_else(|| heldby_vault::backup_folder(vault.path())))
}

/// Where a folder is without the links on the way to it, which SQLite does not follow: on some systems /home is one.
fn resolved(folder: PathBuf) -> Result<PathBuf, Error> {
    match folder.canonicalize() {
        // One that is not there is made, or told, where it is needed.
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(folder),
        found => found.map_err(|source| Error::Io { doing: "looking for the folder of the copies", source }),
    }
}

/// Copies stay where they were made: the folders that are not chosen any more once this one is, and are looked into all the
/// same.
fn former_after(vault: &Vault, new: Option<&str>) -> Result<Vec<String>, Error> {
    let present = vault.setting(FOLDER)?;
    let former = vault.setting(FORMER)?.unwrap_or_default();
    let mut all: Vec<String> = Vec::new();
    for one in present.iter().map(String::as_str).chain(former.lines()) {
        if Some(one) != new && !all.iter().any(|known| known == one) {
            all.push(one.to_owned());
        }
    }
    all.truncate(MOST_FORMER);
    Ok(all)
}

fn former(vault: &Vault) -> Result<Vec<PathBuf>, Error> {
    let kept = vault.setting(FORMER)?.unwrap_or_default();
    Ok(kept.lines().map(PathBuf::from).filter(|path| path.is_absolute()).take(MOST_FORMER).collect())
}

/// Where new copies go, and all that can be found, the newest first.
pub(super) fn find(session: &Session) -> Result<(PathBuf, Vec<BackupFile>), Failure> {
    let path = session.path();
    let beside = resolved(heldby_vault::backup_folder(path))?;
    let (folder, former, id) = match session.open() {
        Ok(open) => {
            let vault = open.vault();
            // Before the first copy no other vault's is taken for one of this, but what lies beside it is its own.
            let id = vault.backup_id()?.unwrap_or_default();
            (folder_of(vault)?, former(vault)?, Some(id))
        }
        Err(_) => {
            let (chosen, former) = pointed_to(path);
            (chosen.map_or_else(|| Ok(beside.clone()), resolved)?, former, None)
        }
    };
    let mut files = heldby_vault::backups(path, &folder, id.as_deref())?;
    // Copies stay where they were made when another folder is chosen. A disk that is not plugged in has nothing to tell.
    let others = former.iter().chain([&beside]).filter(|other| **other != folder);
    let elsewhere = |id: Option<&str>| -> Vec<BackupFile> {
        others.clone().flat_map(|other| heldby_vault::backups(path, other, id).unwrap_or_default()).collect()
    };
    let mut more = elsewhere(id.as_deref());
    if id.is_some() {
        // Those of another vault of this name are told of, too: it may be the one that somebody looks for.
        more.extend(heldby_vault::backups(path, &folder, None)?);
        more.extend(elsewhere(None));
    }
    for file in more {
        if !files.iter().any(|known| known.path == file.path) {
            files.push(file);
        }
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.made));
    Ok((folder, files))
}

pub(super) fn locate(session: &Session, which: Which<'_>) -> Result<(PathBuf, Option<BackupFile>), Failure> {
    match which {
        Which::File(path) => Ok((path.to_path_buf(), None)),
        Which::Listed(name) => {
            let files = find(session)?.1;
            let file = files.into_iter().find(|file| file.name() == name).ok_or_else(|| no_such(name))?;
            Ok((file.path.clone(), Some(file)))
        }
    }
}

pub(super) fn no_such(name: &str) -> Failure {
    Failure::new(
        Code::NotFound,
        format!("There is no copy {:?} (any more).", convert::short(name)),
        "Look at the list of copies.",
    )
}

/// The place of a folder that the person chose: it is there, and something can be written into it.
fn usable(typed: &str) -> Result<String, Failure> {
    let path = Path::new(typed);
    let advice = "Give the whole path of a folder that is there, for example on another disk.";
    if !path.is_absolute() {
        return Err(Failure::bad_input("This is not the whole path of a folder.", advice));
    }
    if !path.is_dir() {
        return Err(Failure::bad_input("There is no such folder.", advice));
    }
    let path = path.canonicalize().map_err(|e| {
        Failure::bad_input(format!("The way to this folder cannot be followed ({e})."), advice)
    })?;
    let trial = path.join(".heldby-can-write");
    outside::write(&trial, Readers::Owner, Existing::Replace, |_| Ok(()))
        .and_then(|()| outside::remove(&trial))
        .map_err(|failure| Failure::new(failure.code, "Nothing can be written into this folder.", advice))?;
    let path = path.into_os_string().into_string();
    path.map_err(|_| Failure::bad_input("The path of this folder is not made of letters alone.", advice))
}

/// The note beside the vault that says where its copies are: the path of the folder, if one is chosen, and of those chosen
/// before, a line each.
fn pointer(vault: &Path) -> PathBuf {
    let mut name = vault.as_os_str().to_os_string();
    name.push(".backups.txt");
    name.into()
}

fn pointed_to(vault: &Path) -> (Option<PathBuf>, Vec<PathBuf>) {
    let text = outside::read(&pointer(vault), 1 << 16).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.unwrap_or_default();
    let whole = |line: &str| Some(PathBuf::from(line)).filter(|path| path.is_absolute());
    let mut lines = text.lines();
    let chosen = lines.next().and_then(whole);
    (chosen, lines.filter_map(whole).take(MOST_FORMER).collect())
}
