//! The privacy proof: what the operating system keeps from Heldby, and what stays open.

use serde::Serialize;
use ts_rs::TS;

/// How far the system keeps Heldby off the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfflineWord {
    /// Every way to it that was tried is refused.
    Enforced,
    /// TCP is refused; other ways are open.
    TcpOnly,
    /// Nothing is refused.
    Open,
    /// Left open on purpose, in a build for tests.
    TestBuild,
    /// Heldby knows no way to ask this system for it.
    Absent,
}

/// Whether a measure is in force. Nothing is `On` because it was asked for, but because it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MeasureState {
    /// In force: seen just now.
    On,
    /// Not in force.
    Off,
    /// There is nothing to be seen of it now, or the system does not tell.
    Unseen,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Measure {
    /// For programs.
    pub id: String,
    /// What it is called on the screen.
    pub label: String,
    /// Whether it is in force.
    pub state: MeasureState,
    /// What it does, or why it is not in force.
    pub detail: String,
}

/// What the system answered to an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// It said no.
    Refused,
    /// It would have worked. Nothing was sent.
    Allowed,
    /// There is no such thing on this system.
    NotTried,
}

/// Something that was tried just now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Attempt {
    /// For programs.
    pub id: String,
    /// What was tried.
    pub label: String,
    /// What came of it.
    pub outcome: AttemptOutcome,
    /// Whether success would be a way off this computer.
    pub leads_out: bool,
    /// The system's own words, or why it is open.
    pub answer: String,
}

/// A process of Heldby.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProcessView {
    /// Its number.
    pub pid: u32,
    /// Its name, as the system shows it.
    pub name: String,
    /// What it does.
    pub part: String,
    /// Whether a filter for system calls is in force; `null` where the system does not tell, here and below.
    pub filtered: Option<bool>,
    /// Whether it lives in a network of its own that leads nowhere.
    pub own_network: Option<bool>,
    /// How many sockets for the internet it has open.
    pub internet_sockets: Option<u32>,
}

/// Something that stays open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StaysOpen {
    /// What.
    pub what: String,
    /// Why, and what it means.
    pub why: String,
}

/// A place on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FileUse {
    /// Which.
    pub path: String,
    /// What Heldby does with it.
    pub what: String,
}

/// How the person can see for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwnCheck {
    /// What to type into a terminal.
    pub command: String,
    /// What it should show.
    pub expect: String,
}

/// All of it, as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Privacy {
    /// How far the system keeps Heldby off the network.
    pub offline: OfflineWord,
    /// That, in a sentence.
    pub summary: String,
    /// What it means, and what can be done.
    pub advice: String,
    /// What is in force.
    pub measures: Vec<Measure>,
    /// What was tried just now.
    pub attempts: Vec<Attempt>,
    /// The processes of this program, and of a window that is open elsewhere.
    pub processes: Vec<ProcessView>,
    /// What stays open.
    pub open: Vec<StaysOpen>,
    /// Which files are read and written.
    pub files: Vec<FileUse>,
    /// How to check it oneself.
    pub checks: Vec<OwnCheck>,
}
