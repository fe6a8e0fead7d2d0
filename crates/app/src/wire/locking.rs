//! Locking by itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the vault locks by itself, kept in the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Locking {
    /// Minutes without use after which it locks; `null` for never.
    pub after: Option<u32>,
    /// Whether the window hides what it shows while another window is in front.
    pub veil: bool,
}

/// What, beside idleness, makes the window lock on this computer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct LockSignals {
    /// The system says so before it sleeps, and waits until the vault is locked.
    pub sleep: bool,
    /// The system says when the session is locked.
    pub session: bool,
    /// The screen saver says when it covers the screen.
    pub screen_saver: bool,
}
