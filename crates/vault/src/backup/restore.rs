//! Bringing a copy back. The file that it replaces stays beside it, and at every moment one of the two opens.

use super::BackupKind;
use super::make::{ID, free_name};
use super::name::{beside, stem};
use crate::error::Doing;
use crate::lock::{self, FileLock};
use crate::rekey::build_copy;
use crate::snapshot::{Opener, Snapshot};
use crate::vault::start_unfinished;
use crate::{Error, Header, Result, Vault, VaultKey, connection, migrate, place};
use jiff::Timestamp;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

/// Settings that belong to the file and not to what it held at some time: they stay when a copy is brought back.
const OF_THE_FILE: [&str; 5] = ["vault-id", "backup.", "recovery_sheet", "kept_profile", "keyring"];

/// What came of bringing a copy back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restored {
    /// It is the vault now.
    InPlace {
        /// Where the file lies that was the vault before, if there was one.
        replaced: Option<PathBuf>,
    },
    /// The file in its place could not be opened, so nobody can say whether something in it is unfinished: it was
    /// left as it is.
    Beside(PathBuf),
}

impl Vault {
    /// Brings a copy back in place of this vault, under the key of this vault, and says where the file lies that it
    /// replaced. The vault stays open, with what the copy held.
    ///
    /// # Errors
    /// [`Error::DiskFull`] and others with the vault as it was, and still open.
    pub fn restore(&mut self, from: &Snapshot, now: Timestamp) -> Result<PathBuf> {
        let lock = start_unfinished(&self.file)?;
        let id = self.backup_id()?.unwrap_or_else(|| "00000000".to_owned());
        let replaced = build(from, &self.file, &lock, &self.key, &self.header, self.conn.as_ref())
            .and_then(|()| self.step_aside())
            .and_then(|()| keep_replaced(&self.file, &mut self.lock, &id, now))
            .and_then(|kept| take_its_place(&self.file).map(|()| kept));
        if replaced.is_err() {
            // The first error is the one to tell; what stays behind is swept away at the next opening.
            let _ = place::remove_unfinished(&self.file);
            // If that fails too the vault is closed, which the next use of it says.
            let _ = self.reopen();
            return replaced;
        }
        self.lock.succeed(lock);
        // From here on the copy is the vault: no error may sound as if nothing had happened.
        let durable = place::sync_folder(&self.file);
        let reopened = self.reopen();
        durable.and(reopened).map_err(|_| Error::Unconfirmed)?;
        replaced
    }
}

/// Brings a copy back where no open vault is: the vault is gone, or does not open in the usual way. If the file in its
/// place opens with the same passphrase, the copy takes its place and its key; otherwise it goes beside it.
///
/// # Errors
/// [`Error::InUse`], [`Error::DiskFull`], [`Error::ReadOnly`] and others, with everything as it was.
pub fn restore_at(path: &Path, from: &Snapshot, opener: Opener<'_>, now: Timestamp) -> Result<Restored> {
    if fs::symlink_metadata(path).is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound) {
        let file = place::prepare(path)?;
        return match place::clear_journals(&file) {
            Ok(()) => put(from, file).map(|()| Restored::InPlace { replaced: None }),
            Err(Error::JournalLeft) => aside(from, path, now),
            Err(other) => Err(other),
        };
    }
    let (file, mut lock) = match lock::lock_existing(path) {
        Err(Error::NotAVault(_) | Error::NotFound) => return aside(from, path, now),
        other => other?,
    };
    let opened = lock.read_header().and_then(|header| {
        let key = opener.key(&header)?;
        // Opening rolls back what is unfinished: its journal would be played back into the copy.
        let conn = connection::open(&file, &key, &header)?;
        Ok((conn, key, header))
    });
    // A vault of a newer version is not damaged, and nobody has seen what is in it.
    if let Ok((conn, ..)) = &opened
        && matches!(migrate::recognise_any(conn), Err(Error::NewerFormat))
    {
        drop(opened);
        drop(lock);
        return aside(from, path, now);
    }
    let (conn, key, header) = match opened {
        Ok(opened) => opened,
        Err(Error::OutOfMemory { mebibytes }) => return Err(Error::OutOfMemory { mebibytes }),
        Err(Error::DiskFull) => return Err(Error::DiskFull),
        Err(Error::ReadOnly) => return Err(Error::ReadOnly),
        Err(_) => {
            drop(lock);
            return aside(from, path, now);
        }
    };
    let unfinished = start_unfinished(&file)?;
    // Nothing is asked of a database that is not ours.
    let ours = Some(&conn).filter(|conn| migrate::recognise_any(conn).is_ok());
    let id = ours.and_then(|conn| text(conn, ID)).unwrap_or_else(|| "00000000".to_owned());
    let done = build(from, &file, &unfinished, &key, &header, ours)
        .and_then(|()| connection::close(conn))
        .and_then(|()| place::clear_journals(&file))
        .and_then(|()| keep_replaced(&file, &mut lock, &id, now))
        .and_then(|kept| take_its_place(&file).map(|()| kept));
    if done.is_err() {
        let _ = place::remove_unfinished(&file);
    }
    let kept = done?;
    place::sync_folder(&file).map_err(|_| Error::Unconfirmed)?;
    Ok(Restored::InPlace { replaced: Some(kept) })
}

/// Restores beside a file that is to be left alone.
fn aside(from: &Snapshot, path: &Path, now: Timestamp) -> Result<Restored> {
    let file = place::prepare(&beside(&place::absolute(path), "restored", now))?;
    put(from, file.clone())?;
    Ok(Restored::Beside(file))
}

/// Makes a new file of a copy, under the key of the copy.
fn put(from: &Snapshot, file: PathBuf) -> Result<()> {
    let lock = start_unfinished(&file)?;
    let done = build(from, &file, &lock, &from.key, &from.header, None)
        .and_then(|()| place::clear_journals(&file))
        .and_then(|()| place::publish(&place::unfinished(&file), &file));
    if done.is_err() {
        let _ = place::remove_unfinished(&file);
    }
    done
}

/// Builds the successor of a file from a copy; what belongs to the file itself comes from the one that it replaces.
fn build(
    from: &Snapshot,
    file: &Path,
    lock: &FileLock,
    key: &VaultKey,
    header: &Header,
    before: Option<&Connection>,
) -> Result<()> {
    let unfinished = place::unfinished(file);
    build_copy(from.read()?, &unfinished, lock, key, header)?;
    let mut after = connection::open(&unfinished, key, header)?;
    // A vault that is damaged just there keeps what the copy has.
    let settings = before.and_then(|before| settings_of_the_file(before).ok());
    let releases = before.and_then(|before| highest_releases(before).ok()).unwrap_or_default();
    let carried = carry_over(&mut after, settings.as_deref(), &releases);
    connection::explained(&after, carried)?;
    connection::close(after)?;
    lock.sync()
}

fn settings_of_the_file(conn: &Connection) -> Result<Vec<(String, String)>> {
    let doing = "reading the settings";
    let mut statement = conn.prepare("SELECT key, value FROM settings").doing(doing)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).doing(doing)?;
    let all: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>().doing(doing)?;
    Ok(all.into_iter().filter(|(key, _)| is_of_the_file(key)).collect())
}

/// Whether a setting says something about one file only.
pub(super) fn is_of_the_file(key: &str) -> bool {
    OF_THE_FILE.iter().any(|start| key.starts_with(start))
}

fn highest_releases(conn: &Connection) -> Result<Vec<(String, i64)>> {
    let doing = "reading the highest releases";
    let mut statement = conn.prepare("SELECT signer, number FROM highest_releases").doing(doing)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).doing(doing)?;
    rows.collect::<rusqlite::Result<_>>().doing(doing)
}

/// An old copy must not open the way to an old catalogue, nor forget where the copies lie; and a stranger's must not bar
/// the way to every new one. So the highest numbers are never those of the copy: without a vault before, there are none.
fn carry_over(
    conn: &mut Connection,
    settings: Option<&[(String, String)]>,
    releases: &[(String, i64)],
) -> Result<()> {
    let doing = "storing the settings";
    let tx = conn.transaction().doing(doing)?;
    if let Some(settings) = settings {
        for (key, _) in settings_of_the_file(&tx)? {
            tx.execute("DELETE FROM settings WHERE key = ?1", [key]).doing(doing)?;
        }
        for (key, value) in settings {
            tx.execute("INSERT INTO settings (key, value) VALUES (?1, ?2)", (key, value)).doing(doing)?;
        }
    }
    tx.execute("DELETE FROM highest_releases", []).doing(doing)?;
    for (signer, number) in releases {
        tx.execute("INSERT INTO highest_releases (signer, number) VALUES (?1, ?2)", (signer, number))
            .doing(doing)?;
    }
    tx.commit().doing(doing)
}

/// Copies the file as it lies there, byte for byte: it may be damaged, and a second name for the same file would be
/// written to with it.
fn keep_replaced(file: &Path, lock: &mut FileLock, id: &str, now: Timestamp) -> Result<PathBuf> {
    let (kept, _) = free_name(place::folder(file), &stem(file), id, BackupKind::Replaced, now)?;
    let copy = start_unfinished(&kept)?;
    let done = lock
        .copy_to(&copy)
        .and_then(|()| copy.sync())
        .and_then(|()| place::publish(&place::unfinished(&kept), &kept));
    if done.is_err() {
        let _ = place::remove_unfinished(&kept);
    }
    done.map(|()| kept)
}

fn take_its_place(file: &Path) -> Result<()> {
    fs::rename(place::unfinished(file), file).doing("replacing the vault")
}

fn text(conn: &Connection, key: &str) -> Option<String> {
    conn.query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| row.get(0)).ok()
}
