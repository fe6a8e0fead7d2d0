//! Changing the passphrase or the profile: a new file with a new salt and key takes the place of the old one.
//!
//! SQLCipher can change the key in place, but not the salt with it: killed in the middle, the recovery of
//! the journal puts the new salt before pages under the old key, and then nothing opens the file. So the
//! vault is copied into a new file, verified, and renamed. At every moment exactly one passphrase opens it.

use crate::error::Doing;
use crate::lock::FileLock;
use crate::vault::start_unfinished;
use crate::{Error, Header, KdfProfile, Passphrase, Result, Vault, VaultKey, connection, migrate, place};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::Path;

impl Vault {
    /// Changes the passphrase. Needs as much free space as the vault takes. Copies made earlier still open
    /// with the earlier passphrase.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] if `current` is not the passphrase; [`Error::Unconfirmed`] if it was changed and
    /// then the disk failed; [`Error::DiskFull`], [`Error::ReadOnly`] and others with the vault as it was, and
    /// still open unless the disk goes on failing.
    pub fn change_passphrase(&mut self, current: &Passphrase, new: &Passphrase) -> Result<()> {
        self.change_passphrase_and_profile(current, new, self.header.profile())
    }

    /// Changes the passphrase (or keeps it) and how the key is derived from it.
    ///
    /// # Errors
    /// As [`change_passphrase`](Self::change_passphrase), and [`Error::OutOfMemory`].
    pub fn change_passphrase_and_profile(
        &mut self,
        current: &Passphrase,
        new: &Passphrase,
        profile: KdfProfile,
    ) -> Result<()> {
        self.require_passphrase(current)?;
        self.set_passphrase(new, profile)
    }

    /// Sets a passphrase without being told the current one, for somebody who opened the vault by its key itself,
    /// from a recovery sheet: that is proof enough.
    ///
    /// # Errors
    /// As [`change_passphrase_and_profile`](Self::change_passphrase_and_profile), without
    /// [`Error::WrongPassphrase`].
    pub fn set_passphrase(&mut self, new: &Passphrase, profile: KdfProfile) -> Result<()> {
        let header = Header::generate(profile)?;
        self.replace_key(VaultKey::derive(new, &header)?, header)
    }

    /// Asks for the passphrase again, before something is shown or done that an open vault alone does not allow.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::OutOfMemory`].
    pub fn require_passphrase(&self, typed: &Passphrase) -> Result<()> {
        if VaultKey::derive(typed, &self.header)?.same(&self.key) {
            Ok(())
        } else {
            Err(Error::WrongPassphrase)
        }
    }

    /// The change without key derivation. For tests that cannot pay it.
    #[doc(hidden)]
    pub fn change_key(&mut self, new: VaultKey) -> Result<()> {
        self.change_key_and_profile(new, self.header.profile())
    }

    /// The change of both without key derivation. For tests that cannot pay it.
    #[doc(hidden)]
    pub fn change_key_and_profile(&mut self, new: VaultKey, profile: KdfProfile) -> Result<()> {
        self.replace_key(new, Header::generate(profile)?)
    }

    fn replace_key(&mut self, key: VaultKey, header: Header) -> Result<()> {
        let lock = start_unfinished(&self.file)?;
        let built = self
            .read()
            .and_then(|source| build_copy(source, &place::unfinished(&self.file), &lock, &key, &header))
            .and_then(|()| self.step_aside());
        let replaced = built.and_then(|()| {
            std::fs::rename(place::unfinished(&self.file), &self.file).doing("replacing the vault")
        });
        if let Err(error) = replaced {
            // The first error is the one to tell; what stays behind is swept away at the next opening.
            let _ = place::remove_unfinished(&self.file);
            // If that fails too the vault is closed, which the next use of it says.
            let _ = self.reopen();
            return Err(error);
        }
        self.lock.succeed(lock);
        (self.key, self.header) = (key, header);
        // From here on the new key is the one that opens it: no error may sound as if nothing had happened.
        let durable = place::sync_folder(&self.file);
        let reopened = self.reopen();
        durable.and(reopened).map_err(|_| Error::Unconfirmed)
    }

    /// Closes the old file, so that no journal of it is left that would be played back into the new one.
    pub(crate) fn step_aside(&mut self) -> Result<()> {
        connection::close(self.conn.take().ok_or(Error::Closed)?)?;
        place::clear_journals(&self.file)
    }

    pub(crate) fn reopen(&mut self) -> Result<()> {
        if self.conn.is_none() {
            self.conn = Some(connection::open(&self.file, &self.key, &self.header)?);
        }
        Ok(())
    }
}

/// Copies everything into a new file that is there and empty, under a key of its own, and makes sure that it is all
/// there: every page is read back and every row counted.
pub(crate) fn build_copy(
    source: &Connection,
    unfinished: &Path,
    lock: &FileLock,
    key: &VaultKey,
    header: &Header,
) -> Result<()> {
    let mut target = connection::open(unfinished, key, header)?;
    copy(source, &mut target)?;
    connection::close(target)?;
    let mut reopened = connection::open(unfinished, key, header)?;
    connection::check(&reopened)?;
    migrate::upgrade(&mut reopened, unfinished)?;
    if connection::row_counts(&reopened)? != connection::row_counts(source)? {
        return Err(Error::Damaged);
    }
    connection::close(reopened)?;
    lock.sync()
}

/// Copies page by page. Both sides are encrypted, each under its own key.
pub(crate) fn copy(source: &Connection, target: &mut Connection) -> Result<()> {
    let doing = "copying the vault";
    let backup = Backup::new(source, target).doing(doing)?;
    let stepped = backup.step(-1).doing(doing);
    // The target learns from the end of the copy what the system said.
    drop(backup);
    match connection::explained(target, stepped)? {
        StepResult::Done => Ok(()),
        _ => Err(Error::InUse),
    }
}
