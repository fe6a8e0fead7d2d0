//! Creating, opening and closing.

use crate::error::Doing;
use crate::lock::{self, FileLock};
use crate::{Error, Header, KdfProfile, Passphrase, Result, VaultKey, connection, migrate, place};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// An open vault. Dropping it closes the file, wipes the key and lets go of the lock.
pub struct Vault {
    /// `None` after a failure that left nothing to go on with. Stands before the lock: dropped first.
    pub(crate) conn: Option<Connection>,
    pub(crate) lock: FileLock,
    pub(crate) file: PathBuf,
    pub(crate) header: Header,
    pub(crate) key: VaultKey,
}

impl Vault {
    /// Makes a new vault with one person in it. Missing folders are made for this user only. A crash on the
    /// way leaves nothing at `path`.
    ///
    /// # Errors
    /// [`Error::AlreadyExists`] if there is anything at `path`, even a link that leads nowhere;
    /// [`Error::JournalLeft`]; [`Error::BadFileName`]; [`Error::InUse`] if another process is making it;
    /// [`Error::OutOfMemory`]; [`Error::DiskFull`]; [`Error::ReadOnly`]; [`Error::Unconfirmed`] if it is there and then
    /// the disk failed.
    pub fn create(path: &Path, passphrase: &Passphrase, profile: KdfProfile) -> Result<Self> {
        let file = place::prepare(path)?;
        let header = Header::generate(profile)?;
        create(file, VaultKey::derive(passphrase, &header)?, header)
    }

    /// Makes a new vault for a key instead of a passphrase. For tests that cannot pay the key derivation.
    #[doc(hidden)]
    pub fn create_with_key(path: &Path, key: VaultKey, profile: KdfProfile) -> Result<Self> {
        create(place::prepare(path)?, key, Header::generate(profile)?)
    }

    /// Opens a vault. Costs the key derivation of its profile plus a few milliseconds.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::IsFolder`], [`Error::NotAVault`], [`Error::NewerFormat`],
    /// [`Error::InUse`], [`Error::WrongPassphrase`], [`Error::Damaged`], [`Error::ReadOnly`],
    /// [`Error::PermissionDenied`], [`Error::OutOfMemory`], [`Error::DiskFull`], [`Error::JournalLeft`]. None of
    /// them changes the file, unless the right key found a change of its own in it that was interrupted: that is undone
    /// first.
    pub fn open(path: &Path, passphrase: &Passphrase) -> Result<Self> {
        let (file, mut lock) = lock::lock_existing(path)?;
        let header = lock.read_header()?;
        let key = VaultKey::derive(passphrase, &header)?;
        open(file, lock, header, key)
    }

    /// Opens a vault with its key, without deriving anything.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`Error::WrongPassphrase`] if the key is not that of the vault.
    pub fn open_with_key(path: &Path, key: VaultKey) -> Result<Self> {
        let (file, mut lock) = lock::lock_existing(path)?;
        let header = lock.read_header()?;
        open(file, lock, header, key)
    }

    /// What a file says about itself without a key.
    ///
    /// # Errors
    /// As [`open`](Self::open), as far as they do not depend on a key.
    pub fn probe(path: &Path) -> Result<Header> {
        lock::lock_to_read(path)?.1.read_header()
    }

    /// Closes the file. Dropping does the same but cannot say that it failed.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn close(mut self) -> Result<()> {
        self.conn.take().map_or(Ok(()), connection::close)
    }

    /// Where the file lies, with symbolic links resolved.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// Salt and key derivation profile.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The key itself, for a recovery sheet or a keyring: whoever sees it can open this file until its passphrase
    /// changes.
    pub fn key(&self) -> &VaultKey {
        &self.key
    }

    /// Reads the whole file and checks that every page is authentic and that all of it makes sense.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn check(&self) -> Result<()> {
        connection::check(self.read()?)
    }

    /// The connection, for reading.
    pub(crate) fn read(&self) -> Result<&Connection> {
        self.conn.as_ref().ok_or(Error::Closed)
    }

    /// Runs one change in a transaction of its own: all of it happens, or nothing.
    pub(crate) fn write<T>(
        &mut self,
        doing: &'static str,
        change: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let conn = self.conn.as_mut().ok_or(Error::Closed)?;
        let result = in_transaction(conn, doing, change);
        connection::explained(conn, result)
    }
}

fn in_transaction<T>(
    conn: &mut Connection,
    doing: &'static str,
    change: impl FnOnce(&Transaction<'_>) -> Result<T>,
) -> Result<T> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).doing(doing)?;
    let result = change(&tx)?;
    tx.commit().doing(doing)?;
    Ok(result)
}

fn open(file: PathBuf, lock: FileLock, header: Header, key: VaultKey) -> Result<Vault> {
    let mut conn = connection::open(&file, &key, &header)?;
    migrate::upgrade(&mut conn, &file)?;
    place::require_writable_folder(&file)?;
    lock.keep_to_owner();
    Ok(Vault { conn: Some(conn), lock, file, header, key })
}

fn create(file: PathBuf, key: VaultKey, header: Header) -> Result<Vault> {
    let lock = start_unfinished(&file)?;
    let built = build(&file, &lock, &key, &header);
    if built.is_err() {
        // The first error is the one to tell; what stays behind is swept away next time.
        let _ = place::remove_unfinished(&file);
    }
    built?;
    // From here on the vault is there: no error may sound as if it were not.
    let conn = connection::open(&file, &key, &header).map_err(|_| Error::Unconfirmed)?;
    Ok(Vault { conn: Some(conn), lock, file, header, key })
}

/// Makes and locks the empty file beside the vault in which a new one is built. One that a crash left
/// behind goes, once its lock shows that nobody is working on it.
pub(crate) fn start_unfinished(file: &Path) -> Result<FileLock> {
    let unfinished = place::unfinished(file);
    let handle = match place::create_empty(&unfinished) {
        Err(Error::AlreadyExists) => {
            let stale = std::fs::File::open(&unfinished).map_err(|e| match e.kind() {
                // Somebody was working on it and has just finished.
                ErrorKind::NotFound => Error::InUse,
                _ => Error::io("looking at an unfinished file", e),
            })?;
            let _lock = FileLock::adopt(stale, &unfinished)?;
            place::remove_unfinished(file)?;
            place::create_empty(&unfinished)?
        }
        other => other?,
    };
    FileLock::adopt(handle, &unfinished)
}

fn build(file: &Path, lock: &FileLock, key: &VaultKey, header: &Header) -> Result<()> {
    let unfinished = place::unfinished(file);
    let mut conn = connection::open(&unfinished, key, header)?;
    migrate::create(&mut conn)?;
    connection::close(conn)?;
    lock.sync()?;
    place::clear_journals(file)?;
    place::publish(&unfinished, file)
}
