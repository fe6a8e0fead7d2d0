//! Copies of the vault: made on locking and on request, checked, looked into, brought back, removed.

mod back;
mod look;
mod place;

pub use back::{restore, salvage, unlock_if_possible};
pub(crate) use look::preview_row;
pub use look::{opens_with_this_vault, preview, verify};
pub use place::{set_settings, settings};

use crate::{Code, Failure, Session, wire};
use heldby_vault::{BackupFile, BackupKind, Error, Keep, Opener, Passphrase, Vault};
use jiff::Timestamp;
use place::{find, folder_of, no_such, read_settings};
use std::path::Path;

/// Which copy is meant.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// One of the list, by its file name.
    Listed(&'a str),
    /// Any file that is a vault.
    File(&'a Path),
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
/// Says how many were changed; a copy that the given passphrase does not open is left as it is, and so is the vault in an
/// older format, which would be written in the present one.
///
/// # Errors
/// [`Code::Locked`]; [`Code::WrongPassphrase`] if it opens none of them; others of the disk or of a file, once all that can
/// be changed are.
pub fn adopt(session: &mut Session, names: &[String], passphrase: String) -> Result<u32, Failure> {
    let vault = session.open()?.vault();
    let passphrase = Passphrase::new(passphrase)?;
    let mut files = find(session)?.1;
    files.retain(|f| &f.header != vault.header() && (names.is_empty() || names.contains(&f.name())));
    files.retain(|f| f.kind != BackupKind::OlderFormat);
    let mut adopted = 0;
    let mut refused = false;
    let mut failed: Option<(String, Failure)> = None;
    for file in &files {
        match vault.adopt_backup(file, Opener::Passphrase(&passphrase)) {
            Ok(()) => adopted += 1,
            Err(Error::WrongPassphrase) => refused = true,
            Err(other) => {
                failed.get_or_insert_with(|| (file.name(), other.into()));
            }
        }
    }
    if let Some((name, failure)) = failed {
        let others = match adopted {
            0 => "None of the copies was changed.".to_owned(),
            1 => "One other copy opens with the present passphrase now.".to_owned(),
            n => format!("{n} other copies open with the present passphrase now."),
        };
        return Err(Failure::new(
            // A damaged copy is no damaged vault, and nobody is to bring a copy back because of it.
            if failure.code == Code::Damaged { Code::Io } else { failure.code },
            format!("The copy {name} stays as it was: {} {others}", failure.message),
            "Try again. If it stays so, remove that copy: the vault itself is not touched by it.",
        ));
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
    let keep =
        Keep { daily: settings.daily, weekly: settings.weekly, monthly: settings.monthly, ..Keep::default() };
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

fn view(file: &BackupFile, same_passphrase: Option<bool>) -> wire::BackupView {
    let label = match file.kind {
        BackupKind::Automatic => "Made by itself on locking",
        BackupKind::Manual => "Made by you",
        BackupKind::BeforeImport => "Made before an import",
        BackupKind::Replaced => "The vault before a copy was brought back",
        BackupKind::OlderFormat => "The vault before a newer format",
        BackupKind::Restored => "A vault of its own: a copy that was brought back beside this one",
        BackupKind::Salvaged => "A vault of its own: what was saved of a damaged one",
    };
    wire::BackupView {
        name: file.name(),
        made: file.made.to_string(),
        kind: file.kind.as_str().into(),
        label: label.into(),
        size: file.size,
        vault: file.kind.is_vault(),
        same_passphrase,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
