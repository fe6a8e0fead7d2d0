//! Copies of the vault, what is in them, and what is taken out of the vault or into it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What opens a copy, as far as can be told without trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OpensWith {
    /// The key that the vault has: nothing has to be typed while it is open.
    PresentKey,
    /// The passphrase that the vault has; its key was made in another way then.
    PresentPassphrase,
    /// The passphrase, or the recovery sheet, that the vault had then.
    Earlier,
    /// What opens another vault, of which it is a copy.
    OtherVault,
    /// Not known while the vault cannot be read.
    Unknown,
}

/// A copy of the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupView {
    /// Its file name, by which commands know it.
    pub name: String,
    /// When it was made, in UTC: `2026-11-22T15:20:18Z`.
    pub made: String,
    /// `automatic`, `manual`, `before-import`, `replaced`, `older-format`, `restored` or `salvaged`.
    pub kind: String,
    /// Why it was made, in words.
    pub label: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Whether it is a vault of its own, in which somebody may have gone on: never removed together with others.
    pub vault: bool,
    /// What opens it.
    pub opens_with: OpensWith,
}

/// All copies, and where they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupList {
    /// The folder in which new ones are made.
    pub folder: String,
    /// Whether that folder was chosen and is not there, with its disk unplugged for example: then copies in it are not listed.
    pub folder_missing: bool,
    /// The newest first.
    pub backups: Vec<BackupView>,
    /// How many of them open only with an earlier passphrase or sheet of this vault.
    pub earlier: u32,
    /// Why the last one could not be made, in words.
    pub trouble: Option<String>,
}

/// When copies are made and how many stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupSettings {
    /// Whether one is made on locking when something has changed.
    pub automatic: bool,
    /// The folder that the person chose; `null`: beside the vault.
    pub folder: Option<String>,
    /// Days of which the newest stays; at least 1.
    pub daily: u16,
    /// Weeks of which the newest stays.
    pub weekly: u16,
    /// Months of which the newest stays.
    pub monthly: u16,
}

/// What came of checking a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupCheck {
    /// Its file name.
    pub name: String,
    /// Whether every page and every row of it can be read; `null` if it was not tried.
    pub good: Option<bool>,
    /// What was found, in words.
    pub message: String,
}

/// A company in a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PreviewRow {
    /// Its name.
    pub name: String,
    /// Whose data.
    pub person: String,
    /// The periods in words.
    pub when: String,
}

/// What is in a copy, and how it differs from what is in the vault now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupPreview {
    /// Its file name.
    pub name: String,
    /// When it was made, as far as its name says.
    pub made: Option<String>,
    /// The household.
    pub persons: Vec<String>,
    /// All companies in it.
    pub companies: Vec<PreviewRow>,
    /// How many breaches of the person's own are noted in it.
    pub breaches: u32,
    /// The difference; `null` while the vault is locked, and for a copy of another one.
    pub difference: Option<Difference>,
}

/// What going back would change, by the names of companies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Difference {
    /// In the vault and not in the copy: they would go.
    pub only_now: Vec<String>,
    /// In the copy and not in the vault: they would come back.
    pub only_there: Vec<String>,
    /// In both, but not the same.
    pub changed: Vec<String>,
}

/// What came of bringing a copy back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RestoreDone {
    /// Where the vault is now.
    pub vault_path: String,
    /// The file name under which the vault stays as it was before.
    pub replaced: Option<String>,
    /// Whether the file at the old place had to be left alone, and the copy lies beside it.
    pub beside: bool,
    /// What happened and what to do, in words.
    pub message: String,
}

/// One part of what was saved from a damaged vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SalvagePart {
    /// What it is, in words.
    pub label: String,
    /// How much was saved.
    #[ts(type = "number")]
    pub saved: u64,
    /// What was not, in words; empty if all of it was saved.
    pub lost: String,
}

/// What was saved from a damaged vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SalvageDone {
    /// Where the new vault lies.
    pub path: String,
    /// Whether nothing is missing.
    pub complete: bool,
    /// Pages of the damaged file.
    #[ts(type = "number")]
    pub pages: u64,
    /// Pages of it that are damaged.
    #[ts(type = "number")]
    pub damaged_pages: u64,
    /// Each part.
    pub parts: Vec<SalvagePart>,
    /// What happened and what to do, in words.
    pub message: String,
}

/// A readable copy to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportInput {
    /// Where: a path. An existing folder gets a file of the day's name.
    pub path: String,
    /// `json`: everything; `csv`: the companies, one line for each period.
    pub format: String,
    /// Whether the person has read that anybody can read the file.
    pub readable: bool,
    /// Whether a file of this name may be replaced.
    pub replace: bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ExportDone {
    /// Where.
    pub path: String,
    /// How many companies.
    pub companies: u32,
    /// What to do with it, in words.
    pub message: String,
}

/// A file that was brought in, before anything is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportLook {
    /// Its name.
    pub name: String,
    /// `export`: readable; `vault`: a vault or a copy of one.
    pub kind: String,
    /// Whether its passphrase is needed before more can be said.
    pub needs_passphrase: bool,
    /// The persons in it.
    pub persons: Vec<String>,
    /// What would change; `null` until it could be read.
    pub plan: Option<ImportPlan>,
}

/// A company that would know more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportJoined {
    /// Its name.
    pub name: String,
    /// What would be new, in words.
    pub what: Vec<String>,
}

/// What taking a file over would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ImportPlan {
    /// Whether nothing would change.
    pub nothing: bool,
    /// Persons that would be added.
    pub persons: Vec<String>,
    /// Companies that would be added.
    pub added: Vec<PreviewRow>,
    /// Companies that would know more.
    pub joined: Vec<ImportJoined>,
    /// Companies of the file that are here already, with all that it says.
    pub unchanged: u32,
    /// Breaches of the person's own that would be noted.
    pub breaches: Vec<String>,
    /// Names whose meaning would be remembered.
    pub names: Vec<String>,
    /// Settings that would be set, and to what, in words.
    pub settings: Vec<String>,
    /// What there is no room for, in words.
    pub left_out: Vec<String>,
}

/// What was taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportDone {
    /// In words.
    pub message: String,
    /// The copy that was made before: bringing it back undoes this. `null` if nothing changed.
    pub backup: Option<String>,
}
