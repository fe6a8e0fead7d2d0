//! Copies of a vault: made while it is open, verified, listed, thinned out, and brought back.

mod keep;
mod make;
mod name;
mod others;
mod restore;

pub use keep::Keep;
pub use name::{BackupKind, backup_folder};
pub use restore::{Restored, restore_at};

pub(crate) use make::KEEP_BEFORE;
pub(crate) use name::{beside, stem};

use crate::error::Doing;
use crate::lock::FileLock;
use crate::{Error, Header, Result, place};
use jiff::Timestamp;
use name::Name;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Whether a setting says something about one file only (where its copies lie, say) and means nothing in another.
pub fn belongs_to_the_file(key: &str) -> bool {
    restore::is_of_the_file(key)
}

/// When the copy of this file name was made; `None` if it is not named as copies are.
pub fn made_by_name(file_name: &str) -> Option<Timestamp> {
    Name::parse(file_name).map(|name| name.made)
}

/// A copy of a vault as its name and its first bytes tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made; whole seconds.
    pub made: Timestamp,
    /// Why it was made.
    pub kind: BackupKind,
    /// The id of the vault that it is of.
    pub vault: String,
    /// Bytes.
    pub size: u64,
    /// Its salt: the same as that of the vault if the same key opens both.
    pub header: Header,
}

impl BackupFile {
    /// The file name.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The copies of a vault in a folder and beside it, the newest first, and what else was made of it beside it. With an
/// `id`, those too that were made when the vault had another name; without one, those of every vault of this name. A
/// folder that is not there has none.
///
/// # Errors
/// Folders that cannot be read.
pub fn backups(vault: &Path, folder: &Path, id: Option<&str>) -> Result<Vec<BackupFile>> {
    let vault = &place::absolute(vault);
    let stem = stem(vault);
    let mut found = Vec::new();
    let mut folders = vec![place::folder(vault).to_path_buf(), folder.to_path_buf()];
    folders.dedup();
    for folder in folders {
        for (path, name) in names(&folder)? {
            let ours = name.stem == stem && id.is_none_or(|id| id == name.vault);
            if ours && let Some(file) = look(path, name) {
                found.push(file);
            }
        }
    }
    found.extend(others::of_this_vault(vault, id));
    if let Some(id) = id {
        found.extend(others::of_other_names(vault, folder, id));
    }
    found.sort_by(|a, b| (b.made, &b.path).cmp(&(a.made, &a.path)));
    Ok(found)
}

/// Removes a copy, but only one of ours: by its name, its first bytes, and with nobody reading it.
///
/// # Errors
/// [`Error::NotAVault`] for anything else; [`Error::InUse`]; [`Error::ReadOnly`].
pub fn remove_backup(file: &BackupFile) -> Result<()> {
    let text = file.name();
    let kind = Name::parse(&text).map(|name| name.kind).or_else(|| others::kind_of(&text));
    if kind != Some(file.kind) {
        return Err(Error::BadFileName);
    }
    let name = Name { stem: text, made: file.made, vault: file.vault.clone(), kind: file.kind };
    let found = look(file.path.clone(), name).ok_or(Error::NotFound)?;
    if found.header != file.header {
        return Err(Error::InUse);
    }
    let lock = FileLock::adopt(File::open(&file.path).doing("opening a copy")?, &file.path)?;
    fs::remove_file(&file.path).doing("removing a copy")?;
    drop(lock);
    place::sync_folder(&file.path)
}

/// Every file of a folder whose name could be one of ours.
fn names(folder: &Path) -> Result<Vec<(PathBuf, Name)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        Err(e) => return Err(Error::io("reading the folder of the copies", e)),
    };
    let named = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        let name = Name::parse(entry.file_name().to_str()?)?;
        Some((entry.path(), name))
    });
    Ok(named.collect())
}

/// A file of such a name, if it is one: an ordinary file that begins like a vault.
fn look(path: PathBuf, name: Name) -> Option<BackupFile> {
    // Not through a link: what lies elsewhere is not ours to remove.
    let found = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let mut bytes = Vec::new();
    File::open(&path).ok()?.take(64).read_to_end(&mut bytes).ok()?;
    let header = Header::parse(&bytes).ok()?;
    Some(BackupFile { path, made: name.made, kind: name.kind, vault: name.vault, size: found.len(), header })
}
