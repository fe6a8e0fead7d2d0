//! Systems for which Heldby knows no way to be kept off the network and to show it.
//!
//! macOS: its sandbox takes the network from a web view only together with the page itself. Windows: an AppContainer
//! without `internetClient` would do it; nobody has built and tested that here.

use crate::{Answer, Confinement, Layer, Observed, Process, Role, What};

pub(crate) fn confine(role: Role) -> Confinement {
    Confinement {
        role,
        filter: Layer::Absent,
        tcp: Layer::Absent,
        sandbox: Layer::Absent,
        wiping: Layer::Absent,
        attempts: Vec::new(),
    }
}

pub(crate) fn begin_again() {}

pub(crate) fn as_before() -> Vec<(String, Option<std::ffi::OsString>)> {
    Vec::new()
}

pub(crate) fn attempt(_: What) -> Answer {
    Answer::NotTried
}

pub(crate) fn observe() -> Observed {
    Observed { pid: std::process::id(), ..Observed::default() }
}

pub(crate) fn processes(_: u32) -> Vec<Process> {
    Vec::new()
}

pub(crate) fn named(_: &str) -> Vec<u32> {
    Vec::new()
}
