//! A copy of a vault to look into: read into memory, so that nothing of the file is ever written.

use crate::error::Doing;
use crate::rekey::copy;
use crate::{Error, Header, Passphrase, Result, Vault, VaultKey, connection, lock, migrate, place};
use std::ops::Deref;
use std::path::Path;

/// What opens a file.
#[derive(Clone, Copy)]
pub enum Opener<'a> {
    /// The key is derived from it; costs what the profile of the file costs.
    Passphrase(&'a Passphrase),
    /// The key as it is.
    Key(&'a VaultKey),
}

impl Opener<'_> {
    /// The key for a file with this header.
    pub(crate) fn key(self, header: &Header) -> Result<VaultKey> {
        match self {
            Self::Passphrase(passphrase) => VaultKey::derive(passphrase, header),
            Self::Key(key) => Ok(key.duplicate()),
        }
    }
}

/// A vault file as it was when it was read. It can be read like a [`Vault`] and never written; one in an older format
/// is brought up to date in memory only.
pub struct Snapshot(Vault);

impl Deref for Snapshot {
    type Target = Vault;

    fn deref(&self) -> &Vault {
        &self.0
    }
}

impl Snapshot {
    /// Reads and checks a whole file. The file is held for as long as this value lives.
    ///
    /// # Errors
    /// As [`Vault::open`]; [`Error::JournalLeft`] if a change of it is unfinished.
    pub fn open(path: &Path, opener: Opener<'_>) -> Result<Self> {
        let (file, mut lock) = lock::lock_to_read(path)?;
        let header = lock.read_header()?;
        let key = opener.key(&header)?;
        place::refuse_journals(&file)?;
        let conn = connection::open_to_read(&file, &key, &header)?;
        // Checking the rows would run what else there is in it.
        migrate::recognise_any(&conn)?;
        connection::check(&conn)?;
        let mut memory = connection::in_memory(&key, &header)?;
        copy(&conn, &mut memory)?;
        connection::close(conn)?;
        migrate::upgrade_in_memory(&mut memory)?;
        Ok(Self(Vault { conn: Some(memory), lock, file, header, key }))
    }
}

impl Vault {
    /// Reads a copy that has the same key as this vault.
    ///
    /// # Errors
    /// As [`Snapshot::open`]; [`Error::WrongPassphrase`] for a copy under another key.
    pub fn open_copy(&self, path: &Path) -> Result<Snapshot> {
        Snapshot::open(path, Opener::Key(&self.key))
    }

    /// Reads the bytes of a file that somebody brought. They lie beside the vault, encrypted as they are, for as long
    /// as that takes.
    ///
    /// # Errors
    /// As [`Snapshot::open`]; [`Error::DiskFull`], [`Error::ReadOnly`].
    pub fn open_brought(&self, bytes: &[u8], opener: Option<Opener<'_>>) -> Result<Snapshot> {
        let header = Header::parse(bytes)?;
        let brought = place::with_ending(&self.file, ".brought");
        place::remove_if_there(&brought)?;
        let handle = place::create_empty(&brought)?;
        let written =
            std::io::Write::write_all(&mut &handle, bytes).doing("storing the file that was brought");
        drop(handle);
        let read = written.and_then(|()| match opener {
            Some(opener) => Snapshot::open(&brought, opener),
            None if header == self.header => Snapshot::open(&brought, Opener::Key(&self.key)),
            None => Err(Error::WrongPassphrase),
        });
        place::remove_if_there(&brought)?;
        read
    }
}
