//! Copies of the vault: made on locking and on request, checked, looked into, brought back, removed.

mod back;
mod look;
mod place;
mod whose;

pub use back::{restore, salvage, unlock_if_possible};
pub(crate) use look::preview_row;
pub use look::{opens_with, place_of, preview, verify};
pub use place::{set_settings, settings};
pub(crate) use whose::{Earlier, remember_former_key};

use crate::way::Keys;
use crate::wire::OpensWith;
use crate::{Code, Failure, Session, Way, wire};
use heldby_vault::{BackupFile, BackupKind, Error, Keep, Vault};
use jiff::Timestamp;
use place::{find, folder_of, no_such, read_settings};
use std::path::Path;
use whose::Known;

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
    let known = Known::of(session, &files)?;
    let backups: Vec<wire::BackupView> = files.iter().map(|file| view(file, known.judge(file))).collect();
    let earlier = backups.iter().filter(|b| b.opens_with == OpensWith::Earlier).count();
    Ok(wire::BackupList {
        folder_missing: !folder.is_dir() && folder != heldby_vault::backup_folder(session.path()),
        folder: folder.display().to_string(),
        backups,
        earlier: count(earlier),
        trouble: session.backup_trouble().map(ToString::to_string),
    })
}

/// Makes a copy now.
///
/// # Errors
/// [`Code::Locked`], [`Code::DiskFull`], [`Code::ReadOnly`], [`Code::Damaged`] and others of the disk.
pub fn now(session: &mut Session) -> Result<wire::BackupView, Failure> {
    let (open, _) = session.open_mut()?;
    let made = make(open.vault_mut(), BackupKind::Manual);
    session.tried_backup(made.is_ok());
    Ok(view(&made?, OpensWith::PresentKey))
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

/// Puts copies under the present key, given what opens them: those named, or all of this vault that have an earlier one.
/// Says how many were changed; a copy that this does not open is left as it is, and so is the vault in an older format,
/// which would be written in the present one.
///
/// # Errors
/// [`Code::Locked`]; [`Code::NotFound`] and [`Code::BadInput`] for a named copy that is not there or of another vault;
/// [`Code::WrongPassphrase`] if it opens none of them; others of the disk or of a file, once all that can be changed are.
pub fn adopt(session: &mut Session, names: &[String], way: Way) -> Result<u32, Failure> {
    session.open()?;
    let mut keys = Keys::of(way.read()?);
    let mut files = find(session)?.1;
    if let Some(missing) = names.iter().find(|name| !files.iter().any(|f| f.name() == **name)) {
        return Err(no_such(missing));
    }
    let known = Known::of(session, &files)?;
    files.retain(|f| names.is_empty() || names.contains(&f.name()));
    if let Some(other) = files.iter().find(|f| known.judge(f) == OpensWith::OtherVault)
        && !names.is_empty()
    {
        return Err(Failure::bad_input(
            format!("{} is a copy of another vault. Nothing was changed.", other.name()),
            "To have its companies in this vault, import it.",
        ));
    }
    files.retain(|f| match known.judge(f) {
        OpensWith::PresentPassphrase | OpensWith::Earlier => true,
        // It may be of another vault, so only if it is meant.
        OpensWith::Unknown => !names.is_empty(),
        OpensWith::PresentKey | OpensWith::OtherVault => false,
    });
    files.retain(|f| f.kind != BackupKind::OlderFormat);
    let vault = session.open()?.vault();
    let mut adopted = 0;
    let mut refused = false;
    let mut failed: Option<(String, Failure)> = None;
    for file in &files {
        match keys.opener(&file.header).and_then(|opener| vault.adopt_backup(file, opener)) {
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
            "This opens none of these copies.",
            "Type the passphrase that the vault had when they were made, or its recovery sheet of that time. Nothing was \
             changed.",
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
            "Plug in its disk, or choose another folder in the settings. The vault itself is not touched by this.",
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
    let saved = "The vault itself is not touched by this.";
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

fn view(file: &BackupFile, opens_with: OpensWith) -> wire::BackupView {
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
        opens_with,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
