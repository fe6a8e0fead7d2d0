//! Files that hold what a vault held and are no copies by their name: its older format, what was brought back or saved
//! beside it, and the copies of a vault that has another name now. After a change of the passphrase they open with the
//! older one like any copy, so they are found with the copies.

use super::name::{Name, beside, read_time, stem};
use super::{BackupFile, BackupKind, look, names};
use crate::place;
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands between the name of a vault and the number of its older format.
const FORMAT: &str = ".format-";

/// The files beside a vault that were made of it under other names.
pub(super) fn of_this_vault(vault: &Path, id: Option<&str>) -> Vec<BackupFile> {
    let own = vault.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let found = entries(place::folder(vault)).filter_map(|path| {
        let text = path.file_name()?.to_str()?;
        let kind = kind_of(text)?;
        let made = match kind {
            BackupKind::OlderFormat if text.strip_prefix(&own)?.starts_with(FORMAT) => changed(&path)?,
            BackupKind::OlderFormat => return None,
            // Only the one spelling that we write.
            _ => time_of(text).filter(|time| beside(vault, kind.as_str(), *time) == path)?,
        };
        look(path, Name { stem: stem(vault), made, vault: id.unwrap_or_default().to_owned(), kind })
    });
    found.collect()
}

/// The copies with the id of this vault that were made when it had another name, in this folder, in folders of copies
/// beside the vault, and beside it. Where a vault of the other name is there, it is a twin, and the copies are its own.
pub(super) fn of_other_names(vault: &Path, folder: &Path, id: &str) -> Vec<BackupFile> {
    let here = place::folder(vault);
    let mut folders = vec![here.to_path_buf(), folder.to_path_buf()];
    let is_of_copies = |path: &PathBuf| path.to_string_lossy().ends_with(".backups") && path.is_dir();
    folders.extend(entries(here).filter(is_of_copies));
    folders.sort();
    folders.dedup();
    // A folder that cannot be read has nothing to tell.
    let all = folders.iter().flat_map(|folder| names(folder).unwrap_or_default());
    let ours = all.filter(|(_, name)| name.vault == id && name.stem != stem(vault));
    let left = ours.filter(|(_, name)| {
        let twin = [name.stem.clone(), format!("{}{}", name.stem, super::name::ENDING)];
        twin.iter().all(|twin| fs::symlink_metadata(here.join(twin)).is_err())
    });
    left.filter_map(|(path, name)| look(path, name)).collect()
}

/// What the name of a file beside a vault says that it is, if it is one of ours.
pub(super) fn kind_of(text: &str) -> Option<BackupKind> {
    if let Some((vault, number)) = text.rsplit_once(FORMAT) {
        // `1`, or `1-2` where the first name was taken.
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let numbered = number.splitn(2, '-').all(is_number);
        return (numbered && !vault.is_empty()).then_some(BackupKind::OlderFormat);
    }
    time_of(text)?;
    let word = text.rsplit('.').nth(1)?.split_once('-')?.0;
    [BackupKind::Restored, BackupKind::Salvaged].into_iter().find(|kind| kind.as_str() == word)
}

/// The time in `<name>.<word>-<time>.heldby`.
fn time_of(text: &str) -> Option<Timestamp> {
    read_time(text.strip_suffix(super::name::ENDING)?.rsplit('.').next()?.split_once('-')?.1)
}

fn changed(path: &Path) -> Option<Timestamp> {
    let time = fs::symlink_metadata(path).ok()?.modified().ok()?;
    Timestamp::from_second(Timestamp::try_from(time).ok()?.as_second()).ok()
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_are() {
        for (text, kind) in [
            ("me.heldby.format-1", Some(BackupKind::OlderFormat)),
            ("family.db.format-12", Some(BackupKind::OlderFormat)),
            ("me.restored-2026-11-22T152018Z.heldby", Some(BackupKind::Restored)),
            ("my.me.salvaged-2026-11-22T152018Z.heldby", Some(BackupKind::Salvaged)),
            ("me.heldby.format-1-2", Some(BackupKind::OlderFormat)),
            (".format-1", None),
            ("me.heldby.format-1-2-3", None),
            ("me.heldby.format-", None),
            ("me.heldby.format-1.unfinished", None),
            ("me.heldby", None),
            ("me.restored-2026-11-22.heldby", None),
            ("me.brought-2026-11-22T152018Z.heldby", None),
            ("me.2026-11-22T152018Z.0a1b2c3d.automatic.heldby", None),
        ] {
            assert_eq!(kind_of(text), kind, "{text}");
        }
    }
}
