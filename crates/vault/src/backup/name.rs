//! What a copy of a vault is called: `<name of the vault>.<time>.<id of the vault>.<kind>.heldby`.
//!
//! The name says without a key which vault a copy is of and when it was made, so that the newest one can be offered
//! when the vault itself does not open any more.

use crate::place;
use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};

/// The ending of a vault.
pub(super) const ENDING: &str = ".heldby";

/// Digits of the id of a vault. It tells two vaults apart that keep their copies in one folder; nothing depends on it
/// being hard to guess.
pub(crate) const ID_DIGITS: usize = 8;

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BackupKind {
    /// On locking, because something had changed. Old ones are thinned out.
    Automatic,
    /// Because the person asked for it. Only they remove it.
    Manual,
    /// Before something was brought in, so that it can be undone. Goes after three months.
    BeforeImport,
    /// The file that a restored copy took the place of. Only the person removes it.
    Replaced,
    /// The vault as it was before a newer format.
    OlderFormat,
    /// A copy that was brought back beside the vault: a vault of its own.
    Restored,
    /// What was saved of a damaged vault: a vault of its own.
    Salvaged,
}

impl BackupKind {
    /// Every kind that the name of a copy can say.
    pub const ALL: [Self; 4] = [Self::Automatic, Self::Manual, Self::BeforeImport, Self::Replaced];

    /// Whether it is a copy of the vault as it was at that time, made while it was open.
    pub fn is_copy(self) -> bool {
        matches!(self, Self::Automatic | Self::Manual | Self::BeforeImport)
    }

    /// Whether it is a vault of its own, in which somebody may have gone on.
    pub fn is_vault(self) -> bool {
        matches!(self, Self::Restored | Self::Salvaged)
    }

    /// The word in the file name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Manual => "manual",
            Self::BeforeImport => "before-import",
            Self::Replaced => "replaced",
            Self::OlderFormat => "older-format",
            Self::Restored => "restored",
            Self::Salvaged => "salvaged",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What the name of a copy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// What the vault is called.
    pub stem: String,
    /// When it was made; whole seconds.
    pub made: Timestamp,
    /// Which vault it is of.
    pub vault: String,
    /// Why it was made.
    pub kind: BackupKind,
}

impl Name {
    /// Reads a file name; anything that we would not have written is none of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_suffix(ENDING)?.rsplitn(4, '.');
        let kind = BackupKind::from_word(parts.next()?)?;
        let vault = parts.next()?.to_owned();
        let made = read_time(parts.next()?)?;
        let name = Self { stem: parts.next()?.to_owned(), made, vault, kind };
        // Only the one spelling that we write.
        (is_id(&name.vault) && !name.stem.is_empty() && name.text() == text).then_some(name)
    }

    /// The file name.
    pub fn text(&self) -> String {
        let time = stamp(self.made);
        format!("{}.{time}.{}.{}{ENDING}", self.stem, self.vault, self.kind.as_str())
    }
}

/// What a vault is called: its file name without the ending.
pub(crate) fn stem(vault: &Path) -> String {
    let name = vault.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(ENDING).unwrap_or(&name).to_owned()
}

/// A file beside a vault, for what was brought back or saved and could not take its name.
pub(crate) fn beside(vault: &Path, what: &str, now: Timestamp) -> PathBuf {
    vault.with_file_name(format!("{}.{what}-{}{ENDING}", stem(vault), stamp(now)))
}

/// The folder beside a vault in which its copies lie unless the person chose another.
pub fn backup_folder(vault: &Path) -> PathBuf {
    place::with_ending(vault, ".backups")
}

pub(crate) fn is_id(text: &str) -> bool {
    text.len() == ID_DIGITS && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// No colon: some file systems refuse it.
const TIME: &str = "%Y-%m-%dT%H%M%SZ";

fn stamp(time: Timestamp) -> String {
    time.strftime(TIME).to_string()
}

pub(super) fn read_time(text: &str) -> Option<Timestamp> {
    let read = strtime::parse(TIME, text).ok()?.to_datetime().ok()?;
    read.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_ours_or_not() {
        let ours = "my.vault.2026-11-22T152018Z.0a1b2c3d.automatic.heldby";
        let name = Name::parse(ours).unwrap();
        assert_eq!((name.stem.as_str(), name.vault.as_str()), ("my.vault", "0a1b2c3d"));
        assert_eq!(
            (name.kind, name.made.to_string()),
            (BackupKind::Automatic, "2026-11-22T15:20:18Z".into())
        );
        assert_eq!(name.text(), ours);
        for other in [
            "my.vault.heldby",
            "2026-11-22T152018Z.0a1b2c3d.automatic.heldby",
            ".2026-11-22T152018Z.0a1b2c3d.automatic.heldby",
            "v.2026-11-22T152018Z.0a1b2c3d.automatic",
            "v.2026-11-22T152018Z.0a1b2c3d.automatic.heldby.unfinished",
            "v.2026-11-22T152018Z.0a1b2c3d.holiday.heldby",
            "v.2026-11-22T152018Z.0A1B2C3D.automatic.heldby",
            "v.2026-13-22T152018Z.0a1b2c3d.automatic.heldby",
            "v.2026-11-22T15:20:18Z.0a1b2c3d.automatic.heldby",
            "v.2026-11-22T152018Z.0a1b2c3.automatic.heldby",
        ] {
            assert_eq!(Name::parse(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_name_reads_back(stem in "[^/\0]{1,20}", seconds in 0i64..4_000_000_000, id in "[0-9a-f]{8}", kind in 0usize..4) {
            let name = Name {
                stem,
                made: Timestamp::from_second(seconds).unwrap(),
                vault: id,
                kind: BackupKind::ALL[kind],
            };
            prop_assert_eq!(Name::parse(&name.text()), Some(name));
        }

        #[test]
        fn any_text_is_a_name_or_none(text in ".{0,60}") {
            if let Some(name) = Name::parse(&text) {
                prop_assert_eq!(name.text(), text);
            }
        }
    }
}
