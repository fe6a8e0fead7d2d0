//! The privacy proof: what the operating system keeps from Heldby right now, and what stays open.
//!
//! Nothing is called in force because it was asked for. Each line is read back from the system or tried again
//! whenever somebody looks; what cannot be seen is said to be unseen. Whether freed memory is wiped was tried at the start,
//! before the memory was closed to everybody.

use crate::words::privacy as words;
use crate::{Session, wire};
use heldby_confine::{
    Answer, Attempt, Confinement, Layer, Observed, Offline, Process, What, attempts, entered, foreign_code,
    named, observe, processes,
};
use wire::MeasureState::{Off, On, Unseen};

pub use heldby_confine::{Role, enter};

/// The window's process, as the system names it.
const WINDOW: &str = "heldby-desktop";

/// The process that shows the page, as far as the system tells its name.
const PAGE: &str = "WebKitWebProces";

/// Words that belong on the screen as long as the program runs: the system was asked to keep it off the network, and
/// refused. `None` where it does, where there is nothing to ask, and before [`enter`].
pub fn warning() -> Option<String> {
    let confinement = entered()?;
    words::warning(confinement.offline(&confinement.attempts), &confinement.filter)
}

/// How things stand, tried and read back now.
pub fn report(session: &Session) -> wire::Privacy {
    let not_asked = Confinement {
        role: Role::CommandLine,
        filter: Layer::LeftOut,
        tcp: Layer::LeftOut,
        sandbox: Layer::LeftOut,
        wiping: Layer::LeftOut,
        attempts: Vec::new(),
    };
    let confinement = entered().unwrap_or(&not_asked);
    let (tried, now) = (attempts(), observe());
    let ours = processes(now.pid);
    let offline = confinement.offline(&tried);
    let refused = tried.iter().filter(|attempt| attempt.what.leads_out() && attempt.is_refused()).count();
    wire::Privacy {
        offline: word(offline),
        summary: words::summary(offline, refused),
        advice: words::advice(offline).to_owned(),
        measures: measures(confinement, &tried, &now, &ours, session.is_unlocked()),
        attempts: tried.iter().map(|attempt| attempt_view(confinement, attempt)).collect(),
        open: words::stays_open(confinement, page(&ours).and_then(|page| page.own_network) == Some(true)),
        files: words::files(confinement.role, &session.path().display().to_string()),
        checks: words::checks(confinement.role, now.pid),
        processes: with_open_windows(ours).into_iter().map(process_view).collect(),
    }
}

fn word(offline: Offline) -> wire::OfflineWord {
    match offline {
        Offline::Enforced => wire::OfflineWord::Enforced,
        Offline::TcpOnly => wire::OfflineWord::TcpOnly,
        Offline::Open => wire::OfflineWord::Open,
        Offline::TestBuild => wire::OfflineWord::TestBuild,
        Offline::Absent => wire::OfflineWord::Absent,
    }
}

fn page(ours: &[Process]) -> Option<&Process> {
    ours.iter().find(|process| process.name == PAGE)
}

/// From the command line, the window that is open meanwhile is what the person wants to know about.
fn with_open_windows(mut ours: Vec<Process>) -> Vec<Process> {
    for window in named(WINDOW) {
        if ours.iter().all(|process| process.pid != window) {
            ours.extend(processes(window));
        }
    }
    ours
}

fn process_view(process: Process) -> wire::ProcessView {
    wire::ProcessView {
        pid: process.pid,
        part: words::part(&process.name).to_owned(),
        name: process.name,
        filtered: process.filtered,
        own_network: process.own_network,
        internet_sockets: process.internet_sockets.map(|count| u32::try_from(count).unwrap_or(u32::MAX)),
    }
}

fn attempt_view(confinement: &Confinement, attempt: &Attempt) -> wire::Attempt {
    let (id, label) = words::attempt(attempt.what);
    let (outcome, answer) = match attempt.answer {
        Answer::Refused(number) => {
            (wire::AttemptOutcome::Refused, std::io::Error::from_raw_os_error(number).to_string())
        }
        Answer::Allowed => {
            (wire::AttemptOutcome::Allowed, words::allowed(attempt.what, confinement).to_owned())
        }
        Answer::NotTried => (wire::AttemptOutcome::NotTried, String::new()),
    };
    wire::Attempt { id: id.into(), label: label.into(), outcome, leads_out: attempt.what.leads_out(), answer }
}

fn measures(
    asked: &Confinement,
    tried: &[Attempt],
    now: &Observed,
    ours: &[Process],
    unlocked: bool,
) -> Vec<wire::Measure> {
    let mut all = vec![
        measure("filter", filter_state(asked, now), words::filter(&asked.filter, now)),
        measure("tcp", tcp_state(asked, tried), words::tcp(asked)),
    ];
    if asked.role != Role::CommandLine {
        let state = match page(ours) {
            Some(page) => seen(page.own_network, true),
            None if asked.sandbox.is_enforced() => Unseen,
            None => Off,
        };
        all.push(measure("sandbox", state, words::sandbox(&asked.sandbox, state)));
        let wiped = if asked.wiping.is_enforced() { On } else { Off };
        all.push(measure("wiping", wiped, words::wiping(&asked.wiping, now)));
    }
    let in_swap = match (now.locked_kib, unlocked) {
        (Some(1..), _) => On,
        (Some(0), true) => Off,
        _ => Unseen,
    };
    let foreign = foreign_code();
    let loaders = if foreign.is_empty() { On } else { Off };
    all.extend([
        measure("privileges", seen(now.no_new_privileges, true), words::PRIVILEGES.to_owned()),
        measure("memory", seen(now.readable_by_others, false), words::MEMORY.to_owned()),
        measure("core", seen(now.may_dump_core, false), words::CORE.to_owned()),
        measure("swap", in_swap, words::swap(in_swap, now)),
        measure("libraries", loaders, words::libraries(&foreign)),
    ]);
    all
}

fn measure(id: &str, state: wire::MeasureState, detail: String) -> wire::Measure {
    wire::Measure { id: id.into(), label: words::measure(id).into(), state, detail }
}

fn seen(told: Option<bool>, good: bool) -> wire::MeasureState {
    match told {
        Some(is) if is == good => On,
        Some(_) => Off,
        None => Unseen,
    }
}

/// Ours may be refused and somebody else's in force: then it is not ours that keeps us off the network.
fn filter_state(asked: &Confinement, now: &Observed) -> wire::MeasureState {
    if asked.filter.is_enforced() { seen(now.filtered, true) } else { Off }
}

/// They can be tried only where the filter lets a socket come that far.
fn tcp_state(asked: &Confinement, tried: &[Attempt]) -> wire::MeasureState {
    let tcp = tried.iter().find(|attempt| attempt.what == What::TcpV4);
    match (&asked.tcp, &asked.filter) {
        (Layer::Enforced, Layer::Enforced) => Unseen,
        (Layer::Enforced, _) => seen(tcp.map(Attempt::is_refused), true),
        _ => Off,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;

    fn asked(filter: Layer, tcp: Layer) -> Confinement {
        Confinement {
            role: Role::Window,
            filter,
            tcp,
            sandbox: Layer::Absent,
            wiping: Layer::Absent,
            attempts: Vec::new(),
        }
    }

    fn state(measures: &[wire::Measure], id: &str) -> wire::MeasureState {
        measures.iter().find(|measure| measure.id == id).unwrap_or_else(|| panic!("no measure {id}")).state
    }

    #[test]
    fn a_measure_is_in_force_only_when_the_system_says_so() {
        let confined = Observed {
            filtered: Some(true),
            no_new_privileges: Some(true),
            readable_by_others: Some(false),
            may_dump_core: Some(false),
            locked_kib: Some(8),
            ..Observed::default()
        };
        let open = Observed {
            filtered: Some(false),
            no_new_privileges: Some(false),
            readable_by_others: Some(true),
            may_dump_core: Some(true),
            locked_kib: Some(0),
            ..Observed::default()
        };
        let accepted = asked(Layer::Enforced, Layer::Enforced);
        let refused = asked(Layer::Refused("Invalid argument".to_owned()), Layer::Absent);
        for id in ["filter", "privileges", "memory", "core", "swap"] {
            assert_eq!(state(&measures(&accepted, &[], &confined, &[], true), id), On, "{id}");
            assert_eq!(state(&measures(&accepted, &[], &open, &[], true), id), Off, "{id}");
            assert_eq!(
                state(&measures(&accepted, &[], &Observed::default(), &[], false), id),
                Unseen,
                "{id}"
            );
        }
        // A container's filter is not ours.
        assert_eq!(state(&measures(&refused, &[], &confined, &[], true), "filter"), Off);
        assert_eq!(state(&measures(&refused, &[], &open, &[], true), "tcp"), Off);
        assert_eq!(
            state(&measures(&accepted, &[], &open, &[], false), "swap"),
            Unseen,
            "no key is in memory"
        );
    }

    #[test]
    fn the_sandbox_is_what_the_pages_process_lives_in() {
        let page = |own_network| Process {
            pid: 9,
            name: PAGE.to_owned(),
            filtered: Some(true),
            no_new_privileges: Some(true),
            own_network,
            internet_sockets: Some(0),
        };
        let mut asked = asked(Layer::Enforced, Layer::Enforced);
        asked.sandbox = Layer::Enforced;
        for (own_network, expected) in [(Some(true), On), (Some(false), Off), (None, Unseen)] {
            let all = measures(&asked, &[], &Observed::default(), &[page(own_network)], false);
            assert_eq!(state(&all, "sandbox"), expected);
        }
    }

    /// A program that never asked, as this test is one.
    #[test]
    fn a_program_that_did_not_ask_claims_nothing() {
        let session = Session::new("/nowhere/me.heldby".into(), Knowledge::bundled(None));
        let report = report(&session);
        assert_eq!(warning(), None);
        assert_ne!(report.offline, wire::OfflineWord::Enforced);
        assert_eq!(state(&report.measures, "filter"), Off);
        assert!(report.files.iter().any(|file| file.path == "/nowhere/me.heldby"));
        for text in [&report.summary, &report.advice] {
            assert!(!text.is_empty());
        }
        assert!(!report.open.is_empty() && !report.checks.is_empty());
    }
}
