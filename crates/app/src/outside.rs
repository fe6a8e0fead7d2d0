//! The one place that writes a file outside the vault: as a whole or not at all.

mod nameless;

use crate::{Code, Failure};
use heldby_vault::{Error, Header};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, Write};
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

/// Writes a file: onto the disk first, then under its name. Nobody ever sees half of it, and where the file system can
/// hold a file without a name, nothing is left of one that is cut off. A vault is never replaced, whatever it is called.
///
/// # Errors
/// [`Code::FileExists`] for what is to be kept; [`Code::BadInput`] for a vault; [`Code::DiskFull`], [`Code::ReadOnly`],
/// [`Code::PermissionDenied`], [`Code::NotFound`] for a folder that is not there, [`Code::IsFolder`], [`Code::Io`].
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
        Ok(_) => refuse_vault(path)?,
        Err(_) => {}
    }
    let mut beside = name.to_os_string();
    beside.push(".unfinished");
    let beside = path.with_file_name(beside);
    let written = put(path, &beside, readers, existing, content);
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
    File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)).map_err(|e| {
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

fn put(
    path: &Path,
    beside: &Path,
    readers: Readers,
    existing: Existing,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // What a cut left that had a name.
    match fs::remove_file(beside) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    if let Some(mut file) = nameless::make(&folder(path), readers) {
        fill(&file, content)?;
        let linked = match nameless::link(&file, path) {
            // A link replaces nothing, so it has a second name for a moment.
            Err(e) if e.kind() == ErrorKind::AlreadyExists && existing == Existing::Replace => {
                nameless::link(&file, beside).map(|()| beside)
            }
            linked => linked.map(|()| path),
        };
        match linked {
            Ok(name) if name == path => {}
            Ok(_) => fs::rename(beside, path)?,
            Err(e) if e.kind() == ErrorKind::AlreadyExists => return Err(e),
            // Some file systems hold a file without a name and then refuse it one.
            Err(_) => {
                file.rewind()?;
                fill(&named(beside, readers)?, |into| io::copy(&mut file, into).map(drop))?;
                name_it(beside, path, existing)?;
            }
        }
    } else {
        fill(&named(beside, readers)?, content)?;
        name_it(beside, path, existing)?;
    }
    // Not every system can synchronise a folder; the file itself is safe by now.
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn named(beside: &Path, readers: Readers) -> io::Result<File> {
    let mut options = OpenOptions::new();
    // Never one that is there: a link could lead elsewhere, and a mode is set by making the file.
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    // What a cut left is gone by now, so this is no file of the person's that could be replaced or kept.
    options.open(beside).map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => io::Error::other("it is being written by another program"),
        _ => e,
    })
}

fn fill(file: &File, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut writer = BufWriter::new(file);
    content(&mut writer)?;
    writer.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

fn name_it(beside: &Path, path: &Path, existing: Existing) -> io::Result<()> {
    match existing {
        Existing::Replace => fs::rename(beside, path),
        // A rename would replace what has appeared meanwhile; a link does not.
        Existing::Keep => match fs::hard_link(beside, path) {
            Ok(()) => fs::remove_file(beside),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => Err(e),
            // Some memory sticks have no links.
            Err(_) if fs::symlink_metadata(path).is_ok() => Err(ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(beside, path),
        },
    }
}

/// Refuses what begins like a vault, of this version or a later one: no consent to replace a file is meant for that.
fn refuse_vault(path: &Path) -> Result<(), Failure> {
    // What is no file cannot be a vault, and reading it could wait for ever.
    if !fs::metadata(path).is_ok_and(|found| found.is_file()) {
        return Ok(());
    }
    let mut first = Vec::new();
    File::open(path).and_then(|file| file.take(64).read_to_end(&mut first)).map_err(|e| not_written(&e))?;
    match Header::parse(&first) {
        Ok(_) | Err(Error::NewerFormat) => Err(kept_for_vaults()),
        Err(_) => Ok(()),
    }
}

/// Nothing else takes the place of a vault or a copy of one.
pub(crate) fn kept_for_vaults() -> Failure {
    Failure::new(
        Code::BadInput,
        "This is a vault or a copy of one, or its name is kept for them. It was not changed.",
        "Choose another name.",
    )
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
    if code == Code::DiskFull {
        return Failure::new(
            code,
            "The disk is full. The file was not written.",
            "Free some space and try again.",
        );
    }
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
    fn a_vault_is_never_replaced_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("family.db");
        // Of this version, for little memory, and of a version to come.
        for profile in [1, 2, 255] {
            let mut vault = vec![7; 4096];
            vault[..2].copy_from_slice(&[0, profile]);
            fs::write(&path, &vault).unwrap();
            assert_eq!(put(&path, Existing::Replace, "x"), Err(Code::BadInput));
            assert_eq!(fs::read(&path).unwrap(), vault);
        }
        #[cfg(unix)]
        {
            // Nor a link to one, by which it is known.
            let link = folder.path().join("link.db");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            assert_eq!(put(&link, Existing::Replace, "x"), Err(Code::BadInput));
        }
        fs::write(&path, [0; 4096]).unwrap();
        assert_eq!(put(&path, Existing::Replace, "x"), Ok(()), "what begins otherwise is none");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_file_that_is_cut_off_has_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sheet.txt");
        for existing in [Existing::Keep, Existing::Replace] {
            // What an earlier way, or another file system, left with a name.
            fs::write(folder.path().join("sheet.txt.unfinished"), "half").unwrap();
            let content = |out: &mut dyn Write| {
                out.write_all(b"secret")?;
                out.flush()?;
                let names: Vec<_> = fs::read_dir(folder.path())?.map(|e| e.unwrap().file_name()).collect();
                assert!(names.iter().all(|name| name == "sheet.txt"), "{names:?}");
                Ok(())
            };
            write(&path, Readers::Owner, existing, content).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"secret");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_file_system_without_nameless_files_gets_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (path, beside) = (folder.path().join("a.txt"), folder.path().join("a.txt.unfinished"));
        for existing in [Existing::Keep, Existing::Replace] {
            fill(&named(&beside, Readers::Owner).unwrap(), |out| out.write_all(b"x")).unwrap();
            name_it(&beside, &path, existing).unwrap();
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
        fill(&named(&beside, Readers::Owner).unwrap(), |out| out.write_all(b"y")).unwrap();
        let kept = name_it(&beside, &path, Existing::Keep).unwrap_err();
        assert_eq!((kept.kind(), fs::read(&path).unwrap()), (ErrorKind::AlreadyExists, b"x".to_vec()));
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
