//! One process, one vault: the lock that is held from before SQLite opens the file until after it closes.

use crate::{Error, Foreign, Header, Result, place};
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One page: no vault is smaller.
const SMALLEST: u64 = 4096;
const PAGE: usize = 4096;

/// How often opening starts again because the file was replaced in between.
const ATTEMPTS: usize = 10;

/// Which file it is, whatever its name.
type FileId = (u64, u64);

/// The vaults that are open in this process. They must not be opened even for a moment: closing any
/// descriptor of a file drops the locks that SQLite holds on it.
static HELD: Mutex<BTreeSet<FileId>> = Mutex::new(BTreeSet::new());

/// The right to use a file alone, for as long as this value lives.
pub(crate) struct FileLock {
    file: File,
    id: FileId,
    /// What is locked if it is not the file itself.
    beside: Option<File>,
}

impl FileLock {
    /// Locks a file that was opened or made just now under this path.
    ///
    /// # Errors
    /// [`Error::InUse`], also if somebody has replaced the file meanwhile.
    pub(crate) fn adopt(file: File, path: &Path) -> Result<Self> {
        let lock = lock_handle(file, path, &mut held())?;
        if lock.guards(path) { Ok(lock) } else { Err(Error::InUse) }
    }

    /// Reads the header through the descriptor that is open anyway.
    pub(crate) fn read_header(&mut self) -> Result<Header> {
        let mut bytes = Vec::new();
        self.file
            .rewind()
            .and_then(|()| (&self.file).take(SMALLEST).read_to_end(&mut bytes))
            .map_err(|e| Error::io("reading the header", e))?;
        Header::parse(&bytes)
    }

    /// Brings everything written to the file onto the disk.
    pub(crate) fn sync(&self) -> Result<()> {
        self.file.sync_all().map_err(|e| Error::io("writing the vault to the disk", e))
    }

    /// Takes from others what rights they have to the file: copying it from a stick may have given them some.
    #[cfg(unix)]
    pub(crate) fn keep_to_owner(&self) {
        use std::os::unix::fs::PermissionsExt;
        let Ok(found) = self.file.metadata() else { return };
        let mode = found.permissions().mode();
        if mode & 0o077 != 0 {
            // The system refuses it to everybody but the owner, and some file systems know no such rights.
            let _ = self.file.set_permissions(fs::Permissions::from_mode(mode & 0o700));
        }
    }

    /// Elsewhere the folder decides who may read what is in it.
    #[cfg(not(unix))]
    pub(crate) fn keep_to_owner(&self) {}

    /// The descriptor that is locked, to write to a file that is being made.
    pub(crate) fn handle(&self) -> &File {
        &self.file
    }

    /// Sets when the file was last changed.
    pub(crate) fn set_modified(&self, time: std::time::SystemTime) -> std::io::Result<()> {
        self.file.set_modified(time)
    }

    /// Copies the bytes of the file into another one that is locked and empty.
    pub(crate) fn copy_to(&mut self, target: &Self) -> Result<()> {
        let copied = self.file.rewind().and_then(|()| std::io::copy(&mut self.file, &mut &target.file));
        copied.map(drop).map_err(|e| Error::io("copying the vault file", e))
    }

    /// The bytes of the file in pieces of one page, as far as the disk gives them. What it does not give is `None`.
    pub(crate) fn pages(&self) -> Result<impl Iterator<Item = Option<Vec<u8>>> + '_> {
        let length = self.file.metadata().map_err(|e| Error::io("looking at the vault", e))?.len();
        Ok((0..length).step_by(PAGE).map(move |at| {
            let mut page = Vec::new();
            let read = (&self.file)
                .seek(std::io::SeekFrom::Start(at))
                .and_then(|_| (&self.file).take(SMALLEST).read_to_end(&mut page));
            read.ok().map(|_| page)
        }))
    }

    /// Takes over for a successor that now has the name of this lock's file.
    pub(crate) fn succeed(&mut self, successor: Self) {
        // Elsewhere than on Unix the lock belongs to the name and stays.
        if cfg!(unix) {
            *self = successor;
        }
    }

    /// Whether the path still leads to the locked file. Not so if it was replaced between opening and
    /// locking: then the lock is on a file without a name.
    fn guards(&self, path: &Path) -> bool {
        cfg!(not(unix)) || fs::metadata(path).is_ok_and(|found| file_id(&found) == self.id)
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        held().remove(&self.id);
        // Closing is not enough: a process that this one is just starting shares the descriptor for a moment.
        // Should unlocking fail, closing still follows.
        let _ = self.beside.as_ref().unwrap_or(&self.file).unlock();
    }
}

/// Finds the file that a path leads to and locks it.
///
/// # Errors
/// One for each thing that can be in the way before the key matters.
pub(crate) fn lock_existing(path: &Path) -> Result<(PathBuf, FileLock)> {
    for _ in 0..ATTEMPTS {
        let file = place::resolve(path)?;
        let lock = lock_file(&file)?;
        if lock.guards(&file) {
            return Ok((file, lock));
        }
    }
    Err(Error::InUse)
}

/// As [`lock_existing`], for a file that is only read: it may lie where nothing can be written.
///
/// # Errors
/// As [`lock_existing`].
pub(crate) fn lock_to_read(path: &Path) -> Result<(PathBuf, FileLock)> {
    let file = place::resolve(path)?;
    let mut held = held();
    refuse_unusable(&file, &held)?;
    let handle = File::open(&file).map_err(|e| Error::io("opening the vault", e))?;
    let lock = lock_handle(handle, &file, &mut held)?;
    drop(held);
    if lock.guards(&file) { Ok((file, lock)) } else { Err(Error::InUse) }
}

fn lock_file(file: &Path) -> Result<FileLock> {
    let mut held = held();
    refuse_unusable(file, &held)?;
    let handle = OpenOptions::new().read(true).write(true).open(file).map_err(|e| match e.kind() {
        ErrorKind::PermissionDenied if File::open(file).is_ok() => Error::ReadOnly,
        _ => Error::io("opening the vault", e),
    })?;
    lock_handle(handle, file, &mut held)
}

/// What can be seen of a file without opening it.
fn refuse_unusable(file: &Path, held: &BTreeSet<FileId>) -> Result<()> {
    let found = fs::metadata(file).map_err(|e| Error::io("looking at the vault", e))?;
    if found.is_dir() {
        return Err(Error::IsFolder);
    }
    // Opening a pipe would wait for ever.
    if !found.is_file() {
        return Err(Error::NotAVault(Foreign::SpecialFile));
    }
    if held.contains(&file_id(&found)) {
        return Err(Error::InUse);
    }
    if found.len() < SMALLEST {
        return Err(Error::NotAVault(Foreign::TooShort));
    }
    Ok(())
}

fn lock_handle(file: File, path: &Path, held: &mut BTreeSet<FileId>) -> Result<FileLock> {
    let id = file_id(&file.metadata().map_err(|e| Error::io("looking at the vault", e))?);
    let beside = file_beside(path)?;
    try_lock(beside.as_ref().unwrap_or(&file))?;
    held.insert(id);
    Ok(FileLock { file, id, beside })
}

/// On Unix the file itself is locked. Elsewhere that would keep SQLite out too, so another one is.
fn file_beside(path: &Path) -> Result<Option<File>> {
    if cfg!(unix) {
        return Ok(None);
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    options.open(place::with_ending(path, ".lock")).map(Some).map_err(|e| Error::io("making the lock", e))
}

fn try_lock(file: &File) -> Result<()> {
    file.try_lock().map_err(|e| match e {
        TryLockError::WouldBlock => Error::InUse,
        TryLockError::Error(e) => Error::io("locking the vault", e),
    })
}

fn held() -> MutexGuard<'static, BTreeSet<FileId>> {
    // A set of numbers is whole after a panic too.
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
fn file_id(file: &Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt;
    (file.dev(), file.ino())
}

/// Elsewhere the lock beside the file is all there is: every file counts as a different one.
#[cfg(not(unix))]
fn file_id(_file: &Metadata) -> FileId {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    (0, NEXT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_lock_on_a_file_that_was_replaced_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let (path, successor) = (folder.path().join("v.heldby"), folder.path().join("next"));
        fs::write(&path, [0; 4096]).unwrap();
        fs::write(&successor, [1; 4096]).unwrap();
        let late = File::open(&path).unwrap();
        fs::rename(&successor, &path).unwrap();
        assert!(matches!(FileLock::adopt(late, &path), Err(Error::InUse)));
        // Starting again finds the one that has the name now.
        let (file, _lock) = lock_existing(&path).unwrap();
        assert_eq!(fs::read(file).unwrap()[0], 1);
    }
}
