//! Where a vault lies, and what lies beside it.

use crate::error::Doing;
use crate::{Error, Result};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// What is built beside a vault before it takes the vault's name. Spelled out, so that nobody gives a copy
/// of their own this name: a file with it is swept away at the next opening.
const UNFINISHED: &str = ".unfinished";

/// Endings that SQLite and we use for files beside a vault.
const RESERVED: [&str; 9] = [
    UNFINISHED,
    "-journal",
    "-wal",
    "-shm",
    ".lock",
    ".keyring",
    ".keyring-left",
    ".brought",
    ".damaged-copy",
];

/// Follows symbolic links once, so that every later step means the same file.
pub(crate) fn resolve(path: &Path) -> Result<PathBuf> {
    path.canonicalize().map_err(|e| match e.kind() {
        // A path through a file leads nowhere either.
        ErrorKind::NotADirectory => Error::NotFound,
        _ => Error::io("looking for the vault", e),
    })
}

/// Makes the folder for a new vault (only for this user, if it is not there yet) and checks its name.
pub(crate) fn prepare(path: &Path) -> Result<PathBuf> {
    let name = path.file_name().ok_or(Error::BadFileName)?;
    let text = name.to_string_lossy();
    if RESERVED.iter().any(|ending| text.ends_with(ending)) {
        return Err(Error::BadFileName);
    }
    match fs::symlink_metadata(path) {
        Ok(_) => return Err(Error::AlreadyExists),
        Err(e) if e.kind() == ErrorKind::NotFound => {}
        Err(e) => return Err(Error::io("looking for the vault", e)),
    }
    let folder = folder(path);
    make_folder(folder)?;
    Ok(resolve(folder)?.join(name))
}

/// Makes a folder for this user only, if it is not there yet.
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|e| match e.kind() {
        // A file has the name of the folder.
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => Error::NoFolder,
        _ => Error::io("making a folder", e),
    })
}

/// The path as it would be from anywhere, with links resolved where something is there.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// The name that an unfinished file was to get, if the name is that of one.
pub(crate) fn finished_name(name: &str) -> Option<&str> {
    name.strip_suffix(UNFINISHED)
}

/// Removes a file of ours that may be there.
pub(crate) fn remove_if_there(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(write_error("removing a file beside the vault", e)),
        _ => Ok(()),
    }
}

/// The name under which a successor of this file is built.
pub(crate) fn unfinished(file: &Path) -> PathBuf {
    with_ending(file, UNFINISHED)
}

/// Adds to the file name.
pub(crate) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    name.into()
}

/// Makes an empty file that only this user can read, from its first moment; never opens one that is there.
pub(crate) fn create_empty(file: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map_err(|e| write_error("making a file beside the vault", e))
}

/// Removes an unfinished successor and its journal, if there are any. Only under the lock of the vault or of
/// the successor itself.
pub(crate) fn remove_unfinished(file: &Path) -> Result<()> {
    let unfinished = unfinished(file);
    for path in [with_ending(&unfinished, "-journal"), unfinished] {
        match fs::remove_file(path) {
            Err(e) if e.kind() != ErrorKind::NotFound => {
                return Err(write_error("removing an unfinished file", e));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Gives a finished file its name, unless something has that name: `rename` would replace it, a link
/// does not. File systems without links (on some memory sticks) get a look and a rename.
///
/// # Errors
/// With nothing under the new name: what the disk would not confirm is taken back.
pub(crate) fn publish(unfinished: &Path, file: &Path) -> Result<()> {
    let linked = match fs::hard_link(unfinished, file) {
        Ok(()) => true,
        Err(e) if e.kind() == ErrorKind::AlreadyExists => return Err(Error::AlreadyExists),
        Err(_) if fs::symlink_metadata(file).is_ok() => return Err(Error::AlreadyExists),
        Err(_) => {
            fs::rename(unfinished, file).map_err(|e| write_error("naming the vault", e))?;
            false
        }
    };
    if let Err(error) = sync_folder(file) {
        let back = if linked { fs::remove_file(file) } else { fs::rename(file, unfinished) };
        return Err(back.map_or(Error::Unconfirmed, |()| error));
    }
    if linked {
        // A second name of the same file that cannot be removed now is swept away at the next opening.
        let _ = fs::remove_file(unfinished);
    }
    Ok(())
}

/// Makes a change of names in the folder of a file durable.
pub(crate) fn sync_folder(file: &Path) -> Result<()> {
    // Windows opens no folders and needs no such call: its journal orders renames.
    if cfg!(unix) {
        File::open(folder(file)).and_then(|f| f.sync_all()).doing("writing the folder of the vault")?;
    }
    Ok(())
}

/// Makes sure that nothing lies beside a file's name that SQLite would play back into a new file of that name. A
/// journal that begins with a zero or is empty is one that SQLite itself takes for finished: it can go.
///
/// # Errors
/// [`Error::JournalLeft`] for any other journal, which stays: the file it belongs to may come back.
pub(crate) fn clear_journals(file: &Path) -> Result<()> {
    let journal = with_ending(file, "-journal");
    match first_byte(&journal) {
        Ok(None | Some(0)) => fs::remove_file(&journal).map_err(|e| write_error("removing a journal", e))?,
        Ok(Some(_)) => return Err(Error::JournalLeft),
        Err(e) if e.kind() == ErrorKind::InvalidInput => return Err(Error::JournalLeft),
        Err(e) if e.kind() == ErrorKind::NotFound => {}
        Err(e) => return Err(Error::io("looking at a journal", e)),
    }
    if fs::symlink_metadata(with_ending(file, "-wal")).is_ok() { Err(Error::JournalLeft) } else { Ok(()) }
}

/// Says so if a change of a file is unfinished: reading the file alone would read half of the change.
///
/// # Errors
/// [`Error::JournalLeft`].
pub(crate) fn refuse_journals(file: &Path) -> Result<()> {
    match first_byte(&with_ending(file, "-journal")) {
        Ok(Some(byte)) if byte != 0 => Err(Error::JournalLeft),
        Err(e) if e.kind() == ErrorKind::InvalidInput => Err(Error::JournalLeft),
        _ if fs::symlink_metadata(with_ending(file, "-wal")).is_ok() => Err(Error::JournalLeft),
        _ => Ok(()),
    }
}

/// Refuses, as invalid input, what is there and is no file: opening a pipe would wait for ever.
pub(crate) fn only_a_file(path: &Path) -> std::io::Result<()> {
    if fs::metadata(path)?.is_file() { Ok(()) } else { Err(ErrorKind::InvalidInput.into()) }
}

fn first_byte(file: &Path) -> std::io::Result<Option<u8>> {
    only_a_file(file)?;
    let mut byte = [0];
    Ok((File::open(file)?.read(&mut byte)? == 1).then_some(byte[0]))
}

/// Every change needs a journal beside the vault. Finding out on opening spares the person to find out
/// after typing.
pub(crate) fn require_writable_folder(file: &Path) -> Result<()> {
    remove_unfinished(file)?;
    create_empty(&unfinished(file)).map(drop)?;
    remove_unfinished(file)
}

/// In a folder, missing permission means: read-only.
fn write_error(doing: &'static str, error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::PermissionDenied => Error::ReadOnly,
        _ => Error::io(doing, error),
    }
}

pub(crate) fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
