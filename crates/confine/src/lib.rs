//! What the operating system keeps from this process: the network, its memory from others, core dumps.
//!
//! Invariants of this crate:
//! - [`enter`] is the first thing that a program of ours does: no other thread runs and no secret is in memory. What
//!   it gives up cannot be got back, by this process or by any that it starts.
//! - Nothing at run time turns a measure off: no argument, no variable, no file. What differs is decided by the
//!   [`Role`], which each program names once in its source. One exception: whoever chooses the environment can keep the
//!   memory of libraries from being wiped, for that is asked for by variables.
//! - A refusal is an answer and no error. The program goes on, and says so where the person looks.
//! - Nothing is called enforced because it was asked for: [`attempts`] tries, and [`observe`] reads it back.
//!
//! | layer | refuses | how |
//! |---|---|---|
//! | filter | every socket but local ones; `io_uring`; system calls of another architecture; reaching into other processes | seccomp, inherited by every process started from here |
//! | TCP rules | `bind` and `connect` over TCP | Landlock, Linux 6.7 |
//! | sandbox | the page's process sees no home folder, no session bus and an empty network | the web view's own, with bubblewrap |
//!
//! Linux on x86-64, ARM64 and RISC-V. Elsewhere every layer is [`Layer::Absent`], and the programs say so.

mod attempt;
mod environment;
mod memory;
mod observed;

#[cfg(not(target_os = "linux"))]
#[path = "elsewhere.rs"]
mod system;
#[cfg(target_os = "linux")]
#[path = "linux/mod.rs"]
mod system;

use std::sync::OnceLock;

pub use attempt::{Answer, Attempt, What, attempts};
pub use environment::foreign_code;
pub use observed::{Observed, Process, named, observe, processes};

/// Which program asks, and so what it must be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// One process that starts no other.
    CommandLine,
    /// The window, whose web view runs in processes of its own.
    Window,
    /// The window in a build for end-to-end tests: a WebDriver reaches it over TCP, so TCP and UDP stay open and
    /// variables through which it attaches stay set. No program that ships asks for this.
    DrivenWindow,
}

/// One layer of what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layer {
    /// The system accepted it.
    Enforced,
    /// The system refused, in its own words.
    Refused(String),
    /// This system has no such thing.
    Absent,
    /// Not asked for in this role.
    LeftOut,
}

impl Layer {
    /// Whether the system accepted it.
    pub fn is_enforced(&self) -> bool {
        *self == Self::Enforced
    }
}

/// How far the system keeps this process off the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offline {
    /// No attempt to reach it got as far as a socket.
    Enforced,
    /// TCP is refused; other ways are open.
    TcpOnly,
    /// Nothing is refused.
    Open,
    /// Left open on purpose, in a build that does not ship.
    TestBuild,
    /// Heldby knows no way to ask this system for it.
    Absent,
}

/// What came of [`enter`], kept as long as the process lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confinement {
    /// Which program asked.
    pub role: Role,
    /// The filter for system calls.
    pub filter: Layer,
    /// The rules for TCP.
    pub tcp: Layer,
    /// The web view's own sandbox.
    pub sandbox: Layer,
    /// Memory that libraries of the system give back, overwritten at once. Not asked for on the command line, which
    /// ends when it is done.
    pub wiping: Layer,
    /// What was tried right after, and what the system answered.
    pub attempts: Vec<Attempt>,
}

impl Confinement {
    /// How far the system keeps the process off the network, going by what was `tried`.
    pub fn offline(&self, tried: &[Attempt]) -> Offline {
        let refused = |of: fn(What) -> bool| {
            let mut those =
                tried.iter().filter(|attempt| of(attempt.what) && attempt.answer != Answer::NotTried);
            // Nothing tried is nothing known.
            those.clone().next().is_some() && those.all(Attempt::is_refused)
        };
        if self.role == Role::DrivenWindow && self.filter.is_enforced() {
            Offline::TestBuild
        } else if refused(What::leads_out) {
            Offline::Enforced
        } else if refused(|what| matches!(what, What::TcpV4 | What::TcpV6)) {
            Offline::TcpOnly
        } else if self.filter == Layer::Absent && self.tcp == Layer::Absent {
            Offline::Absent
        } else {
            Offline::Open
        }
    }
}

static ENTERED: OnceLock<Confinement> = OnceLock::new();

/// Gives up the network, debuggers and core dumps for this process and all that it starts, then tries whether it
/// holds. Takes about two milliseconds; for the window a tenth of a second more, because it begins a second time with
/// memory that is wiped and sees whether the sandbox works here.
///
/// Call it first in `main`: it changes the environment, which is sound only while no other thread runs.
pub fn enter(role: Role) -> &'static Confinement {
    ENTERED.get_or_init(|| {
        if role != Role::CommandLine {
            system::begin_again();
        }
        environment::forget(role);
        let mut confinement = system::confine(role);
        memory::forbid_dumps();
        if confinement.sandbox.is_enforced() {
            environment::ask_for_sandbox();
        }
        confinement.attempts = attempts();
        confinement
    })
}

/// What came of [`enter`]; `None` in a program that never called it, such as a test.
pub fn entered() -> Option<&'static Confinement> {
    ENTERED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confinement(role: Role, filter: Layer, tcp: Layer) -> Confinement {
        Confinement {
            role,
            filter,
            tcp,
            sandbox: Layer::LeftOut,
            wiping: Layer::LeftOut,
            attempts: Vec::new(),
        }
    }

    #[test]
    fn offline_is_what_was_tried_and_not_what_was_asked_for() {
        let refused = || Layer::Refused("Function not implemented".to_owned());
        let answers = |tcp, udp| {
            [(What::TcpV4, tcp), (What::UdpV4, udp)].map(|(what, answer)| Attempt { what, answer }).to_vec()
        };
        let (no, yes) = (Answer::Refused(97), Answer::Allowed);
        for (role, filter, tcp, tried, expected) in [
            (Role::Window, Layer::Enforced, Layer::Enforced, answers(no, no), Offline::Enforced),
            (Role::Window, Layer::Enforced, Layer::Absent, answers(no, no), Offline::Enforced),
            (Role::Window, Layer::Enforced, Layer::Absent, answers(yes, yes), Offline::Open),
            (Role::CommandLine, refused(), Layer::Enforced, answers(no, yes), Offline::TcpOnly),
            (Role::CommandLine, refused(), Layer::Absent, answers(yes, yes), Offline::Open),
            // Something else confines us: true all the same.
            (Role::CommandLine, refused(), Layer::Absent, answers(no, no), Offline::Enforced),
            (Role::CommandLine, Layer::Enforced, Layer::Enforced, Vec::new(), Offline::Open),
            (Role::DrivenWindow, Layer::Enforced, Layer::LeftOut, answers(yes, yes), Offline::TestBuild),
            (Role::DrivenWindow, refused(), Layer::LeftOut, answers(yes, yes), Offline::Open),
            (
                Role::Window,
                Layer::Absent,
                Layer::Absent,
                answers(Answer::NotTried, Answer::NotTried),
                Offline::Absent,
            ),
        ] {
            let asked = confinement(role, filter, tcp);
            assert_eq!(asked.offline(&tried), expected, "{asked:?} {tried:?}");
        }
    }
}
