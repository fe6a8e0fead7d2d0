//! Copies of the vault: made on locking and on request, checked, looked into, brought back, removed.

use crate::failure::sentence;
use crate::outside::{self, Existing, Readers};
use crate::{Code, Failure, Session, companies, convert, unlock, wire, words};
use heldby_vault::{
    BackupFile, BackupKind, Contents, Error, HoldingRow, Keep, Opener, Passphrase, Restored, Snapshot, Vault,
};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

const AUTOMATIC: &str = "backup.automatic";
const FOLDER: &str = "backup.folder";
const KEEP: &str = "backup.keep";

/// More of each would only be a mistake in typing.
const MOST_KEPT: u16 = 999;

/// Which copy is meant.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// One of the list, by its file name.
    Listed(&'a str),
    /// Any file that is a vault.
    File(&'a Path),
}

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
    match &folder {
        // The vault itself cannot say where its copies are when it does not open.
        Some(folder) => outside::write(&pointer, Readers::Owner, Existing::Replace, |out| {
            out.write_all(folder.as_bytes())
        })?,
        None => outside::remove(&pointer)?,
    }
    let (open, _) = session.open_mut()?;
    let vault = open.vault_mut();
    vault.set_setting(FOLDER, folder.as_deref())?;
    vault.set_setting(AUTOMATIC, (!new.automatic).then_some("off"))?;
    let keep = format!("{} {} {}", new.daily, new.weekly, new.monthly);
    vault.set_setting(KEEP, Some(&keep))?;
    settings(session)
}

/// All copies that can be found: of the open vault, or, while it is locked, of a vault of this name.
///
/// # Errors
/// Folders that cannot be read.
pub fn list(session: &Session) -> Result<wire::BackupList, Failure> {
    let (folder, files) = find(session)?;
    let header = match session.open() {
        Ok(open) => Some(*open.vault().header()),
        Err(_) => Vault::probe(session.path()).ok(),
    };
    let view = |file: &BackupFile| view(file, header.map(|h| h == file.header));
    let backups: Vec<wire::BackupView> = files.iter().map(view).collect();
    let earlier = backups.iter().filter(|b| b.same_passphrase == Some(false)).count();
    Ok(wire::BackupList {
        folder: folder.display().to_string(),
        backups,
        earlier_passphrase: count(earlier),
        trouble: session.backup_trouble().map(ToString::to_string),
    })
}

/// Makes a copy now.
///
/// # Errors
/// [`Code::Locked`], [`Code::DiskFull`], [`Code::ReadOnly`], [`Code::Damaged`] and others of the disk.
pub fn now(session: &mut Session) -> Result<wire::BackupView, Failure> {
    let (open, _) = session.open_mut()?;
    let made = make(open.vault_mut(), BackupKind::Manual)?;
    session.forget_backup_trouble();
    Ok(view(&made, Some(true)))
}

/// Reads every page and row of a copy, or of all of them. Those under an earlier passphrase are tried with
/// `passphrase`, if it is given.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`], [`Code::EmptyPassphrase`].
pub fn verify(
    session: &Session,
    name: Option<&str>,
    passphrase: Option<String>,
) -> Result<Vec<wire::BackupCheck>, Failure> {
    let vault = session.open()?.vault();
    let passphrase = passphrase.map(Passphrase::new).transpose()?;
    let mut files = find(session)?.1;
    if let Some(name) = name {
        files.retain(|file| file.name() == name);
        if files.is_empty() {
            return Err(no_such(name));
        }
    }
    Ok(files.iter().map(|file| check(vault, file, passphrase.as_ref())).collect())
}

fn check(vault: &Vault, file: &BackupFile, passphrase: Option<&Passphrase>) -> wire::BackupCheck {
    let read = if &file.header == vault.header() {
        vault.open_copy(&file.path)
    } else if let Some(passphrase) = passphrase {
        Snapshot::open(&file.path, Opener::Passphrase(passphrase))
    } else {
        let message = "Not checked: it opens with the passphrase that it had when it was made.";
        return wire::BackupCheck { name: file.name(), good: None, message: message.into() };
    };
    let (good, message) = match read.and_then(|snapshot| snapshot.read_all()) {
        Ok(contents) => (Some(true), format!("Good: every page is whole, {}.", companies_in(&contents))),
        Err(Error::WrongPassphrase) if &file.header != vault.header() => {
            (None, "Not checked: this is not the passphrase that it had when it was made.".into())
        }
        Err(Error::InUse) => (None, "Not checked: another program has it open.".into()),
        Err(Error::WrongPassphrase) => (Some(false), "Damaged at its beginning: it cannot be brought back.".into()),
        Err(Error::Damaged) => {
            (Some(false), "Damaged: it cannot be brought back whole. `Salvage` saves what is readable.".into())
        }
        Err(other) => (Some(false), sentence(&other.to_string())),
    };
    wire::BackupCheck { name: file.name(), good, message }
}

/// Looks into a copy without bringing it back. The passphrase is needed where it differs from that of the open vault.
///
/// # Errors
/// [`Code::NotFound`]; [`Code::WrongPassphrase`]; [`Code::Damaged`] and others of a file that cannot be read.
pub fn preview(
    session: &Session,
    which: Which<'_>,
    passphrase: Option<String>,
) -> Result<wire::BackupPreview, Failure> {
    let (path, file) = locate(session, which)?;
    let snapshot = look_into(session, &path, passphrase)?;
    let contents = snapshot.read_all()?;
    let same_vault = match session.open() {
        Ok(open) => open.vault().backup_id()? == snapshot.backup_id()?,
        Err(_) => false,
    };
    Ok(wire::BackupPreview {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        made: file.map(|f| f.made.to_string()),
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
    let known: std::collections::BTreeSet<i64> = there.holdings.iter().map(|row| row.id.0).collect();
    difference.only_now = now.values().filter(|row| !known.contains(&row.id.0)).map(|row| name(row)).collect();
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

/// Brings a copy back. What was there before stays beside it.
///
/// An open vault keeps its passphrase. Without one, `passphrase` has to open the copy; if it opens the file in its place
/// too, the copy takes its place, otherwise it goes beside it and the session goes on there.
///
/// # Errors
/// As [`preview`]; [`Code::InUse`], [`Code::DiskFull`], [`Code::ReadOnly`], with everything as it was.
pub fn restore(
    session: &mut Session,
    which: Which<'_>,
    passphrase: Option<String>,
) -> Result<wire::RestoreDone, Failure> {
    let (path, _) = locate(session, which)?;
    if !session.is_unlocked() {
        return restore_locked(session, &path, passphrase);
    }
    let snapshot = look_into(session, &path, passphrase)?;
    let mut vault = session.take_vault()?;
    let restored = vault.restore(&snapshot, Timestamp::now());
    drop(snapshot);
    // The vault goes on as it was when bringing back failed.
    let back = session.unlocked(vault);
    let kept = restored?;
    back?;
    let kept = kept.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(wire::RestoreDone {
        vault_path: session.path().display().to_string(),
        message: format!("Brought back. The vault as it was before is kept as {kept}."),
        replaced: Some(kept),
        beside: false,
    })
}

fn restore_locked(
    session: &mut Session,
    path: &Path,
    passphrase: Option<String>,
) -> Result<wire::RestoreDone, Failure> {
    let passphrase = Passphrase::new(passphrase.unwrap_or_default())?;
    let opener = Opener::Passphrase(&passphrase);
    let snapshot = Snapshot::open(path, opener)?;
    let restored = heldby_vault::restore_at(session.path(), &snapshot, opener, Timestamp::now())?;
    Ok(match restored {
        Restored::InPlace { replaced } => {
            let kept = replaced.map(|p| p.file_name().unwrap_or_default().to_string_lossy().into_owned());
            let message = match &kept {
                Some(kept) => format!("Brought back. The file as it was before is kept as {kept}. Unlock it now."),
                None => "Brought back. Unlock it now.".to_string(),
            };
            wire::RestoreDone {
                vault_path: session.path().display().to_string(),
                replaced: kept,
                beside: false,
                message,
            }
        }
        Restored::Beside(beside) => {
            let message = format!(
                "The file in the vault's place could not be opened, so it was left as it is. The copy lies beside it as \
                 {}. To go on with it for good, move the old file away and give this one its name.",
                beside.display()
            );
            session.go_on_at(beside.clone());
            wire::RestoreDone {
                vault_path: beside.display().to_string(),
                replaced: None,
                beside: true,
                message,
            }
        }
    })
}

/// Removes copies for good.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`], [`Code::InUse`], [`Code::ReadOnly`].
pub fn delete(session: &mut Session, names: &[String]) -> Result<wire::BackupList, Failure> {
    session.open()?;
    let files = find(session)?.1;
    let chosen: Result<Vec<&BackupFile>, Failure> = names
        .iter()
        .map(|name| files.iter().find(|f| &f.name() == name).ok_or_else(|| no_such(name)))
        .collect();
    for file in chosen? {
        heldby_vault::remove_backup(file)?;
    }
    list(session)
}

/// Puts copies under the present passphrase, given the one that they have: those named, or all that have an earlier one.
/// Says how many were changed; a copy that the given passphrase does not open is left as it is.
///
/// # Errors
/// [`Code::Locked`]; [`Code::WrongPassphrase`] if it opens none of them; others of the disk.
pub fn adopt(session: &mut Session, names: &[String], passphrase: String) -> Result<u32, Failure> {
    let vault = session.open()?.vault();
    let passphrase = Passphrase::new(passphrase)?;
    let mut files = find(session)?.1;
    files.retain(|f| &f.header != vault.header() && (names.is_empty() || names.contains(&f.name())));
    let mut adopted = 0;
    let mut refused = false;
    for file in &files {
        match vault.adopt_backup(file, Opener::Passphrase(&passphrase)) {
            Ok(()) => adopted += 1,
            Err(Error::WrongPassphrase) => refused = true,
            Err(other) => return Err(other.into()),
        }
    }
    if adopted == 0 && refused {
        return Err(Failure::new(
            Code::WrongPassphrase,
            "This passphrase opens none of these copies.",
            "Type the passphrase that the vault had when they were made. Nothing was changed.",
        ));
    }
    Ok(adopted)
}

/// Saves what can be read of a damaged vault into a new one beside it. The damaged file is only read. The session goes
/// on with the new one.
///
/// # Errors
/// As [`unlock::unlock`]; [`Code::InUse`] while the vault is open.
pub fn salvage(session: &mut Session, passphrase: String) -> Result<wire::SalvageDone, Failure> {
    let passphrase = Passphrase::new(passphrase)?;
    session.lock();
    let done = heldby_vault::salvage(session.path(), Opener::Passphrase(&passphrase), Timestamp::now())?;
    let complete = done.complete();
    let what = if complete { "Everything was readable" } else { "What was readable was saved" };
    let message = format!(
        "{what} and is now in {}. The damaged file was not changed. To go on with the new one for good, move the damaged \
         file away and give the new one its name.",
        done.path.display()
    );
    let parts = done.parts.iter().map(salvage_part).collect();
    session.go_on_at(done.path.clone());
    Ok(wire::SalvageDone {
        path: done.path.display().to_string(),
        complete,
        pages: done.pages,
        damaged_pages: done.damaged_pages,
        parts,
        message,
    })
}

fn salvage_part(part: &heldby_vault::SalvagedPart) -> wire::SalvagePart {
    use heldby_vault::Lost;
    let of_holdings = matches!(part.part, "periods" | "identifiers" | "answers");
    let label = match part.part {
        "persons" => "Persons",
        "holdings" => "Companies",
        "periods" => "Companies with periods",
        "identifiers" => "Companies with addresses or names",
        "answers" => "Companies with answers",
        "breaches" => "Breaches noted by you",
        "names" => "Remembered names",
        "settings" => "Settings",
        "layers" => "Catalogues brought in",
        other => other,
    };
    let lost = match part.lost {
        Lost::Nothing => String::new(),
        Lost::Some => "some may be missing; the damage does not let us count them".into(),
        Lost::Rows(n) if of_holdings => {
            format!("could not be read for {n} {}", if n == 1 { "company" } else { "companies" })
        }
        Lost::Rows(n) => format!("{n} lost"),
    };
    wire::SalvagePart { label: label.into(), saved: part.saved, lost }
}

/// On locking: a copy if something changed since the newest one. The caller locks whatever comes of it.
pub(crate) fn on_lock(vault: &mut Vault) -> Result<(), Failure> {
    let settings = read_settings(vault)?;
    if !settings.automatic {
        return Ok(());
    }
    let folder = folder_of(vault)?;
    if vault.backup_due(&folder)? {
        make(vault, BackupKind::Automatic)?;
    }
    Ok(())
}

/// Makes a copy in the folder of the settings and removes those that are not to be kept.
pub(crate) fn make(vault: &mut Vault, kind: BackupKind) -> Result<BackupFile, Failure> {
    let settings = read_settings(vault)?;
    let folder = folder_of(vault)?;
    let chosen = settings.folder.is_some();
    if chosen && !folder.is_dir() {
        return Err(Failure::new(
            Code::NotFound,
            format!("The folder for copies is not there: {}.", folder.display()),
            "Plug in its disk, or choose another folder in the settings. Everything in the vault itself is saved.",
        ));
    }
    let made = vault.back_up(&folder, kind, Timestamp::now()).map_err(not_made)?;
    let keep = Keep { daily: settings.daily, weekly: settings.weekly, monthly: settings.monthly };
    vault.thin_out_backups(&folder, &keep, &made)?;
    Ok(made)
}

fn not_made(error: Error) -> Failure {
    let failure = Failure::from(error);
    let saved = "Everything in the vault itself is saved.";
    match failure.code {
        Code::DiskFull => Failure::new(
            failure.code,
            "The copy could not be made: the disk is full.",
            format!("Free some space, or choose another folder for copies. {saved}"),
        ),
        Code::ReadOnly | Code::PermissionDenied => Failure::new(
            failure.code,
            "The copy could not be made: its folder cannot be written to.",
            format!("Check the folder, or choose another one for copies. {saved}"),
        ),
        _ => failure,
    }
}

fn read_settings(vault: &Vault) -> Result<wire::BackupSettings, Error> {
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

fn folder_of(vault: &Vault) -> Result<PathBuf, Error> {
    let chosen = vault.setting(FOLDER)?.map(PathBuf::from);
    Ok(chosen.unwrap_or_else(|| heldby_vault::backup_folder(vault.path())))
}

/// Where new copies go, and all that can be found, the newest first.
fn find(session: &Session) -> Result<(PathBuf, Vec<BackupFile>), Failure> {
    let path = session.path();
    let beside = heldby_vault::backup_folder(path);
    let (folder, id) = match session.open() {
        Ok(open) => match open.vault().backup_id()? {
            Some(id) => (folder_of(open.vault())?, Some(id)),
            None => return Ok((folder_of(open.vault())?, Vec::new())),
        },
        Err(_) => (pointed_to(path).unwrap_or_else(|| beside.clone()), None),
    };
    let mut files = heldby_vault::backups(path, &folder, id.as_deref())?;
    if folder != beside {
        // Copies stay where they were made when another folder is chosen.
        for file in heldby_vault::backups(path, &beside, id.as_deref())? {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files.sort_by_key(|file| std::cmp::Reverse(file.made));
    }
    Ok((folder, files))
}

fn locate(session: &Session, which: Which<'_>) -> Result<(PathBuf, Option<BackupFile>), Failure> {
    match which {
        Which::File(path) => Ok((path.to_path_buf(), None)),
        Which::Listed(name) => {
            let files = find(session)?.1;
            let file = files.into_iter().find(|file| file.name() == name).ok_or_else(|| no_such(name))?;
            Ok((file.path.clone(), Some(file)))
        }
    }
}

/// Opens a copy by the key of the open vault or by the passphrase given.
fn look_into(session: &Session, path: &Path, passphrase: Option<String>) -> Result<Snapshot, Failure> {
    let passphrase = passphrase.map(Passphrase::new).transpose()?;
    let read = match (&passphrase, session.open()) {
        (Some(passphrase), _) => Snapshot::open(path, Opener::Passphrase(passphrase)),
        (None, Ok(open)) => open.vault().open_copy(path),
        (None, Err(_)) => return Err(Error::EmptyPassphrase.into()),
    };
    read.map_err(|error| match error {
        Error::WrongPassphrase => Failure::new(
            Code::WrongPassphrase,
            "This passphrase does not open the copy.",
            "A copy opens with the passphrase that the vault had when the copy was made. If you are sure of it, the \
             beginning of the copy may be damaged. Nothing was changed.",
        ),
        Error::Damaged => Failure::new(
            Code::Damaged,
            "A part of this copy is damaged.",
            "Take another one. Nothing was changed.",
        ),
        Error::InUse => Failure::new(
            Code::InUse,
            "This file is open in another window or program.",
            "Close it there, then try again.",
        ),
        other => other.into(),
    })
}

fn view(file: &BackupFile, same_passphrase: Option<bool>) -> wire::BackupView {
    let label = match file.kind {
        BackupKind::Automatic => "Made by itself on locking",
        BackupKind::Manual => "Made by you",
        BackupKind::BeforeImport => "Made before an import",
        BackupKind::Replaced => "The vault before a copy was brought back",
    };
    wire::BackupView {
        name: file.name(),
        made: file.made.to_string(),
        kind: file.kind.as_str().into(),
        label: label.into(),
        size: file.size,
        same_passphrase,
    }
}

fn companies_in(contents: &Contents) -> String {
    match contents.holdings.len() {
        1 => "1 company".into(),
        n => format!("{n} companies"),
    }
}

fn no_such(name: &str) -> Failure {
    Failure::new(
        Code::NotFound,
        format!("There is no copy {:?} (any more).", convert::short(name)),
        "Look at the list of copies.",
    )
}

/// A folder that the person chose: it is there, and something can be written into it.
fn usable(typed: &str) -> Result<String, Failure> {
    let path = Path::new(typed);
    let advice = "Give the whole path of a folder that is there, for example on another disk.";
    if !path.is_absolute() || !path.is_dir() {
        return Err(Failure::bad_input("There is no such folder.", advice));
    }
    let trial = path.join(".heldby-can-write");
    outside::write(&trial, Readers::Owner, Existing::Replace, |_| Ok(()))
        .and_then(|()| outside::remove(&trial))
        .map_err(|failure| Failure::new(failure.code, "Nothing can be written into this folder.", advice))?;
    Ok(typed.to_string())
}

/// The note beside the vault that says where its copies are. It holds a path and nothing else.
fn pointer(vault: &Path) -> PathBuf {
    let mut name = vault.as_os_str().to_os_string();
    name.push(".backups.txt");
    name.into()
}

fn pointed_to(vault: &Path) -> Option<PathBuf> {
    let bytes = outside::read(&pointer(vault), 1 << 16).ok()?;
    let path = PathBuf::from(String::from_utf8(bytes).ok()?.trim_end());
    path.is_absolute().then_some(path)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Unlocks if the passphrase opens the vault; says why not otherwise. For commands that go on either way.
///
/// # Errors
/// As [`unlock::unlock`], but only for what no copy could mend: no memory, a vault in use.
pub fn unlock_if_possible(session: &mut Session, passphrase: String) -> Result<bool, Failure> {
    match unlock::unlock(session, passphrase) {
        Ok(_) => Ok(true),
        Err(failure) => match failure.code {
            Code::NoVault | Code::NotAVault | Code::NewerFormat | Code::WrongPassphrase | Code::Damaged => Ok(false),
            _ => Err(failure),
        },
    }
}
