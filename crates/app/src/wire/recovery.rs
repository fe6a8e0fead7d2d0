//! The recovery sheet, quick unlock, and how the key is made.

use serde::Serialize;
use ts_rs::TS;

/// How things stand with the recovery sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetState {
    /// None was ever made.
    None,
    /// The last one opens the vault.
    Made,
    /// The last one no longer does: the key changed since, with the passphrase for example.
    Dead,
}

/// The recovery sheet of the vault, without what is on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Recovery {
    /// Whether there is one that works.
    pub state: SheetState,
    /// The day on which the last one was made.
    pub made: Option<String>,
    /// The day on which the person typed two of its groups back.
    pub drilled: Option<String>,
    /// Whether this session was unlocked with it, so that a new passphrase can be set without the old one.
    pub unlocked_by_sheet: bool,
    /// Whether the sheet can be shown without asking for the passphrase, because it was typed a moment ago.
    pub proven: bool,
    /// Where a file with the sheet would be saved, to be changed by the person.
    pub save_as: String,
}

/// What can be said of one typed group of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GroupCheck {
    /// It can be what was printed at its place.
    Fits,
    /// It cannot.
    Wrong,
    /// It has too few symbols yet.
    Unfinished,
}

/// A sheet while it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SheetCheck {
    /// One entry for each typed group.
    pub groups: Vec<GroupCheck>,
    /// How many groups a sheet has.
    pub needed: u32,
    /// Whether all of it is right.
    pub complete: bool,
}

/// Quick unlock through the system's keyring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QuickUnlock {
    /// Whether the person turned it on for this vault on this computer.
    pub on: bool,
    /// Whether it would work now.
    pub ready: bool,
    /// Why it would not, in one line; empty otherwise.
    pub why: String,
    /// Whether a key is still in the keyring that should not be there any more.
    pub left: bool,
    /// Who else can read the key in the keyring of this system, in words.
    pub caution: String,
}

/// How costly one guess at the passphrase is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeyProfile {
    /// `default` or `low_memory`.
    pub id: String,
    /// Words for the screen.
    pub label: String,
    /// Memory that making the key takes.
    pub mebibytes: u32,
}

/// The ways of making the key, and which one is in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeyProfiles {
    /// All of them, the strongest first.
    pub all: Vec<KeyProfile>,
    /// The one of the vault; `null` while there is none or it is locked.
    pub current: Option<String>,
    /// The strongest for which this computer has the memory.
    pub suggested: String,
    /// Whether the vault's is weaker than what is the default, this computer could do better, and the person has not
    /// said to leave it.
    pub upgrade: bool,
}
