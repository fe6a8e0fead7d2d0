//! The one place that writes a file outside the vault: as a whole or not at all.

use crate::{Code, Failure};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// This user alone, from the first moment: the file says something about the person.
    Owner,
    /// Whom the system lets by default: the file holds public facts.
    Everybody,
}

/// What to do about something that has the name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave it, and say so.
    Keep,
    /// Replace it: the person said yes.
    Replace,
}

/// Writes a file: beside its place first, onto the disk, then under its name. Nobody ever sees half of it.
///
/// # Errors
/// [`Code::FileExists`] for what is to be kept; [`Code::DiskFull`], [`Code::ReadOnly`], [`Code::PermissionDenied`],
/// [`Code::NotFound`] for a folder that is not there, [`Code::IsFolder`], [`Code::Io`].
pub fn write(
    path: &Path,
    readers: Readers,
    existing: Existing,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let name = path.file_name().ok_or_else(|| not_written(&ErrorKind::IsADirectory.into()))?;
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => return Err(not_written(&ErrorKind::IsADirectory.into())),
        Ok(_) if existing == Existing::Keep => return Err(exists()),
        _ => {}
    }
    let mut beside = name.to_os_string();
    beside.push(".unfinished");
    let beside = path.with_file_name(beside);
    let written = fill(&beside, readers, content).and_then(|()| name_it(&beside, path, existing));
    written.map_err(|e| {
        // What is left of it is of no use to anybody; the first error is the one to tell.
        let _ = fs::remove_file(&beside);
        match e.kind() {
            ErrorKind::AlreadyExists => exists(),
            _ => not_written(&e),
        }
    })
}

/// Removes a file that was written here, if it is there.
///
/// # Errors
/// [`Code::ReadOnly`], [`Code::PermissionDenied`], [`Code::Io`].
pub fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(not_written(&e)),
        _ => Ok(()),
    }
}

/// Reads a file that the person brings in, at most `most` bytes of it.
///
/// # Errors
/// [`Code::TooLarge`], [`Code::NotFound`], [`Code::IsFolder`], [`Code::PermissionDenied`], [`Code::Io`].
pub fn read(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(most).map_or(u64::MAX, |n| n.saturating_add(1));
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| io::Read::read_to_end(&mut io::Read::take(file, limit), &mut bytes))
        .map_err(|e| {
            let code = match e.kind() {
                ErrorKind::NotFound => Code::NotFound,
                ErrorKind::IsADirectory => Code::IsFolder,
                ErrorKind::PermissionDenied => Code::PermissionDenied,
                _ => Code::Io,
            };
            Failure::new(code, format!("The file cannot be read ({e})."), "Check its path.")
        })?;
    if bytes.len() > most {
        let what = format!("This file is larger than {} MiB. Nothing was changed.", most >> 20);
        return Err(Failure::new(Code::TooLarge, what, "Check that it is the file you meant."));
    }
    Ok(bytes)
}

fn fill(
    beside: &Path,
    readers: Readers,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let mut options = OpenOptions::new();
    // Never one that is there: a link could lead elsewhere, and a mode is set by making the file.
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    let mut writer = BufWriter::new(options.open(beside)?);
    content(&mut writer)?;
    writer.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

fn name_it(beside: &Path, path: &Path, existing: Existing) -> io::Result<()> {
    match existing {
        Existing::Replace => fs::rename(beside, path)?,
        // A rename would replace what has appeared meanwhile; a link does not.
        Existing::Keep => match fs::hard_link(beside, path) {
            Ok(()) => fs::remove_file(beside)?,
            Err(e) if e.kind() == ErrorKind::AlreadyExists => return Err(e),
            // Some memory sticks have no links.
            Err(_) if fs::symlink_metadata(path).is_ok() => return Err(ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(beside, path)?,
        },
    }
    // Not every system can synchronise a folder; the file itself is safe by now.
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn folder(path: &Path) -> PathBuf {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
}

fn exists() -> Failure {
    Failure::new(
        Code::FileExists,
        "There is already a file of this name. It was not changed.",
        "Choose another name, or say that it may be replaced.",
    )
}

fn not_written(error: &io::Error) -> Failure {
    let code = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Code::DiskFull,
        ErrorKind::ReadOnlyFilesystem => Code::ReadOnly,
        ErrorKind::PermissionDenied => Code::PermissionDenied,
        ErrorKind::NotFound => Code::NotFound,
        ErrorKind::IsADirectory => Code::IsFolder,
        _ => Code::Io,
    };
    Failure::new(code, format!("The file cannot be written ({error})."), "Check its path and its folder.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(path: &Path, existing: Existing, text: &str) -> Result<(), Code> {
        write(path, Readers::Owner, existing, |out| out.write_all(text.as_bytes())).map_err(|f| f.code)
    }

    #[test]
    fn a_file_is_whole_private_and_never_replaced_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.json");
        assert_eq!(put(&path, Existing::Keep, "one"), Ok(()));
        assert_eq!(put(&path, Existing::Keep, "two"), Err(Code::FileExists));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(put(&path, Existing::Replace, "two"), Ok(()));
        assert_eq!(fs::read(&path).unwrap(), b"two");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(put(folder.path(), Existing::Replace, "x"), Err(Code::IsFolder));
        assert_eq!(put(&folder.path().join("no/x"), Existing::Keep, "x"), Err(Code::NotFound));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_content_that_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.json");
        let failing = |out: &mut dyn Write| {
            out.write_all(b"half")?;
            Err(ErrorKind::StorageFull.into())
        };
        let error = write(&path, Readers::Owner, Existing::Keep, failing).unwrap_err();
        assert_eq!(error.code, Code::DiskFull);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_brought_in_has_a_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.json");
        fs::write(&path, [7; 100]).unwrap();
        assert_eq!(read(&path, 100).map(|b| b.len()), Ok(100));
        assert_eq!(read(&path, 99).map_err(|f| f.code), Err(Code::TooLarge));
        assert_eq!(read(folder.path(), 99).map_err(|f| f.code), Err(Code::IsFolder));
        assert_eq!(read(&folder.path().join("no"), 99).map_err(|f| f.code), Err(Code::NotFound));
    }
}
