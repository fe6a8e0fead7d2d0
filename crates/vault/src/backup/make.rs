//! Making a copy, and thinning out the old ones.

use super::keep::{self, Keep};
use super::name::{ID_DIGITS, Name, is_id, stem};
use super::{BackupFile, BackupKind, backups, look, remove_backup};
use crate::error::Doing;
use crate::lock::FileLock;
use crate::rekey::build_copy;
use crate::snapshot::{Opener, Snapshot};
use crate::vault::start_unfinished;
use crate::{Error, Result, Vault, place};
use jiff::{SignedDuration, Timestamp};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The setting that holds the id of the vault. It stays when the passphrase changes and goes with every copy.
pub(crate) const ID: &str = "vault-id";

/// The setting that says since when copies are thinned out, in seconds since 1970: those made before it hold what was lost
/// of a vault that was damaged.
pub(crate) const KEEP_BEFORE: &str = "backup.keep_before";

/// How long a copy stays that was made before something was brought in.
const BEFORE_IMPORT_STAYS: SignedDuration = SignedDuration::from_hours(24 * 92);

/// Copies of one second get the next free one.
const SECONDS_TO_TRY: i64 = 600;

impl Vault {
    /// What tells the copies of this vault from those of another; `None` before the first copy.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn backup_id(&self) -> Result<Option<String>> {
        Ok(self.setting(ID)?.filter(|id| is_id(id)))
    }

    /// The copies of this vault, the newest first.
    ///
    /// # Errors
    /// Folders that cannot be read, failures of the database.
    pub fn backups(&self, folder: &Path) -> Result<Vec<BackupFile>> {
        match self.backup_id()? {
            Some(id) => backups(&self.file, folder, Some(&id)),
            None => Ok(Vec::new()),
        }
    }

    /// Whether the vault changed since its newest copy in this folder that opens with the same passphrase.
    ///
    /// # Errors
    /// As [`backups`](Self::backups).
    pub fn backup_due(&self, folder: &Path) -> Result<bool> {
        let copies = self.backups(folder)?;
        let newest = copies.iter().find(|c| c.header == self.header && c.kind.is_copy());
        let changed = |file: &Path| fs::metadata(file).and_then(|found| found.modified());
        match newest {
            None => Ok(true),
            Some(copy) => Ok(match (changed(&self.file), changed(&copy.path)) {
                // A copy has the time of what it is a copy of.
                (Ok(vault), Ok(copy)) => !same_time(vault, copy),
                _ => true,
            }),
        }
    }

    /// Makes a copy that opens with the same key, checks every page of it, and only then gives it its name. The
    /// folder is made if it is missing. The vault itself changes only the first time, when it gets an id.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::PermissionDenied`]; [`Error::Damaged`] if the vault is.
    pub fn back_up(&mut self, folder: &Path, kind: BackupKind, now: Timestamp) -> Result<BackupFile> {
        let id = match self.backup_id()? {
            Some(id) => id,
            None => {
                let id = new_id()?;
                self.set_setting(ID, Some(&id))?;
                id
            }
        };
        place::make_folder(folder)?;
        let (path, name) = free_name(folder, &stem(&self.file), &id, kind, now)?;
        let lock = start_unfinished(&path)?;
        let built = build_copy(self.read()?, &place::unfinished(&path), &lock, &self.key, &self.header)
            .and_then(|()| {
                let modified = fs::metadata(&self.file).and_then(|found| found.modified());
                // Where a time cannot be set, the next copy comes once too often.
                let _ = modified.and_then(|time| lock.set_modified(time));
                lock.sync()?;
                place::publish(&place::unfinished(&path), &path)
            });
        if let Err(error) = built {
            // The first error is the one to tell; what stays behind is swept away next time.
            let _ = place::remove_unfinished(&path);
            return Err(error);
        }
        drop(lock);
        look(path, name).ok_or(Error::Damaged)
    }

    /// Removes copies that are not to be kept, and what interrupted ones left; says how many copies went. `newest`,
    /// which has just been made and checked, stays whatever the clock says.
    ///
    /// # Errors
    /// The first that cannot be removed; the others go all the same.
    pub fn thin_out_backups(&self, folder: &Path, keep: &Keep, newest: &BackupFile) -> Result<usize> {
        // Those of another name are told of and left alone: whether the vault was renamed is only guessed.
        let stem = stem(&self.file);
        let here = |c: &BackupFile| {
            c.path.parent() == Some(folder) && Name::parse(&c.name()).is_some_and(|name| name.stem == stem)
        };
        let copies: Vec<BackupFile> = self.backups(folder)?.into_iter().filter(here).collect();
        let automatic: Vec<&BackupFile> = copies.iter().filter(|c| c.kind == BackupKind::Automatic).collect();
        let kept_before = self.kept_before()?;
        let times: Vec<Timestamp> = automatic.iter().map(|c| c.made).collect();
        let surplus = automatic
            .iter()
            .zip(keep::stays(&times, keep))
            .filter(|(copy, stays)| !stays && copy.made > kept_before);
        let outlived = |c: &&BackupFile| {
            c.kind == BackupKind::BeforeImport
                && c.made > kept_before
                && newest.made.duration_since(c.made) > BEFORE_IMPORT_STAYS
        };
        let goes: Vec<&BackupFile> =
            surplus.map(|(copy, _)| *copy).chain(copies.iter().filter(outlived)).collect();
        let mut removed = Ok(0);
        for copy in goes.into_iter().filter(|c| c.path != newest.path) {
            match (remove_backup(copy), &mut removed) {
                (Ok(()), Ok(count)) => *count += 1,
                (Err(error), Ok(_)) => removed = Err(error),
                _ => {}
            }
        }
        sweep(folder, &stem, &newest.vault);
        removed
    }

    /// The moment up to which copies are kept for good.
    fn kept_before(&self) -> Result<Timestamp> {
        let since = self.setting(KEEP_BEFORE)?.and_then(|text| text.parse().ok());
        Ok(since.and_then(|second| Timestamp::from_second(second).ok()).unwrap_or(Timestamp::MIN))
    }

    /// Puts a copy under the key of this vault. It keeps its name and its time.
    ///
    /// # Errors
    /// As [`Snapshot::open`] and [`back_up`](Self::back_up), with the copy as it was.
    pub fn adopt_backup(&self, file: &BackupFile, opener: Opener<'_>) -> Result<()> {
        let snapshot = Snapshot::open(&file.path, opener)?;
        let modified = fs::metadata(&file.path).and_then(|found| found.modified());
        let lock = start_unfinished(&file.path)?;
        let unfinished = place::unfinished(&file.path);
        let built =
            build_copy(snapshot.read()?, &unfinished, &lock, &self.key, &self.header).and_then(|()| {
                let _ = modified.and_then(|time| lock.set_modified(time));
                lock.sync()?;
                fs::rename(&unfinished, &file.path).doing("replacing a copy")
            });
        if let Err(error) = built {
            let _ = place::remove_unfinished(&file.path);
            return Err(error);
        }
        place::sync_folder(&file.path).map_err(|_| Error::Unconfirmed)
    }
}

/// Removes what interrupted copies of this vault left in a folder, unless somebody is at work on it.
fn sweep(folder: &Path, stem: &str, id: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(finished) = name
            .to_str()
            .and_then(|name| place::finished_name(name.strip_suffix("-journal").unwrap_or(name)))
        else {
            continue;
        };
        let Some(parsed) = Name::parse(finished) else { continue };
        if parsed.stem != stem || parsed.vault != id {
            continue;
        }
        // What cannot be removed now is in nobody's way.
        if let Ok(handle) = File::open(entry.path())
            && let Ok(_lock) = FileLock::adopt(handle, &entry.path())
        {
            let _ = place::remove_unfinished(&folder.join(finished));
        }
    }
}

pub(super) fn free_name(
    folder: &Path,
    stem: &str,
    id: &str,
    kind: BackupKind,
    now: Timestamp,
) -> Result<(PathBuf, Name)> {
    for later in 0..SECONDS_TO_TRY {
        let made = Timestamp::from_second(now.as_second() + later).map_err(|_| Error::BadFileName)?;
        let name = Name { stem: stem.to_owned(), made, vault: id.to_owned(), kind };
        let path = folder.join(name.text());
        if fs::symlink_metadata(&path).is_err() {
            return Ok((path, name));
        }
    }
    Err(Error::AlreadyExists)
}

fn new_id() -> Result<String> {
    let mut bytes = [0; ID_DIGITS / 2];
    getrandom::fill(&mut bytes).map_err(|_| Error::NoRandomness)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether a copy has the time of the vault, as far as the file system of the copy can hold it: memory sticks keep
/// hundredths of a second or only even seconds.
fn same_time(vault: SystemTime, copy: SystemTime) -> bool {
    let since = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let (vault, copy) = (since(vault), since(copy));
    let cut = |to: Duration| {
        let whole = vault.as_nanos() - vault.as_nanos() % to.as_nanos();
        whole == copy.as_nanos()
    };
    vault == copy
        || [
            Duration::from_nanos(100),
            Duration::from_millis(10),
            Duration::from_secs(1),
            Duration::from_secs(2),
        ]
        .into_iter()
        .any(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_compared_as_far_as_they_are_kept() {
        let at = |nanos: u64| SystemTime::UNIX_EPOCH + Duration::from_nanos(nanos);
        let vault = at(1_700_000_003_123_456_789);
        for same in [
            1_700_000_003_123_456_789,
            1_700_000_003_123_456_700,
            1_700_000_003_120_000_000,
            1_700_000_003_000_000_000,
            1_700_000_002_000_000_000,
        ] {
            assert!(same_time(vault, at(same)), "{same}");
        }
        for other in [1_700_000_003_123_456_790, 1_700_000_002_123_456_789, 1_700_000_004_000_000_000] {
            assert!(!same_time(vault, at(other)), "{other}");
        }
    }
}
