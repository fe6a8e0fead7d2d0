//! What the system says about processes right now.

use crate::system;

/// This process, as the system sees it. `None` where the system does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observed {
    /// Its number.
    pub pid: u32,
    /// Whether a filter for system calls is in force.
    pub filtered: Option<bool>,
    /// How many filters are; Linux 5.9 and later tell.
    pub filters: Option<u32>,
    /// Whether it and what it starts can gain no rights, by setuid programs for example.
    pub no_new_privileges: Option<bool>,
    /// Whether other programs of the user may trace it and read its memory.
    pub readable_by_others: Option<bool>,
    /// Whether a crash may write its memory to disk.
    pub may_dump_core: Option<bool>,
    /// KiB of its memory that are never swapped out.
    pub locked_kib: Option<u64>,
    /// How many bytes it may keep from being swapped out; `Some(None)` is no limit.
    pub lock_limit: Option<Option<u64>>,
}

/// A process, and how it is confined. `None` where the system does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// Its name, at most 15 bytes of it.
    pub name: String,
    /// Whether a filter for system calls is in force.
    pub filtered: Option<bool>,
    /// Whether it can gain no rights.
    pub no_new_privileges: Option<bool>,
    /// Whether its network is one of its own, with nothing in it but itself.
    pub own_network: Option<bool>,
    /// How many sockets for the internet it has open.
    pub internet_sockets: Option<usize>,
}

/// This process.
pub fn observe() -> Observed {
    system::observe()
}

/// The process with the number `root` and all that come from it, each after its parent. Empty when there is none, or
/// where processes cannot be looked at.
pub fn processes(root: u32) -> Vec<Process> {
    system::processes(root)
}

/// The numbers of all processes with this name (at most 15 bytes), of any user, as far as the system shows them.
pub fn named(name: &str) -> Vec<u32> {
    system::named(name)
}
