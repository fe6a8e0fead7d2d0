//! At every point where an operation touches the disk, its process is killed, or the disk fails.
//!
//! A dry run notes the points. Then, for each of them, the operation starts anew on the same vault and meets its
//! fate there; what is left is opened by this process and held against what the child had acknowledged.
//! `HELDBY_SWEEP=all` (`cargo xtask sweep`) takes every point, otherwise a sample is taken.

mod copies;
mod operations;
mod points;

use crate::child::{said, start_under};
use crate::support::Folder;
use heldby_vault::Error;
use operations::Operation;
use points::Point;
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Instant;

/// Of how many points a sample takes one.
const SAMPLE: usize = 8;

/// What happens at a point.
#[derive(Clone, Copy)]
struct Fate {
    /// For the table.
    name: &'static str,
    /// For `strace`; `#` is where the number of the call goes.
    inject: &'static str,
    /// What a child says that meets it, unless it can go on regardless.
    error: &'static str,
    /// Whether the child tries a failed step once more, which must then work.
    retry: bool,
}

const KILL: Fate = Fate { name: "kill", inject: "signal=KILL:when=#", error: "", retry: false };

const FAULTS: [Fate; 4] = [
    Fate { name: "disk full", inject: "error=ENOSPC:when=#+", error: "DiskFull", retry: false },
    Fate { name: "disk full, once", inject: "error=ENOSPC:when=#", error: "DiskFull", retry: true },
    Fate { name: "I/O error", inject: "error=EIO:when=#+", error: "DiskFailing", retry: false },
    Fate { name: "I/O error, once", inject: "error=EIO:when=#", error: "DiskFailing", retry: true },
];

fn kill(operation: &Operation) {
    sweep(operation, &[KILL]);
}

fn fail(operation: &Operation) {
    sweep(operation, &FAULTS);
}

fn sweep(operation: &Operation, fates: &[Fate]) {
    let template = (operation.prepare)();
    let points = points::of(operation.role, &copy(&template));
    assert!(points.len() >= operation.at_least, "{}: only {points:?}", operation.name);
    let all = std::env::var("HELDBY_SWEEP").is_ok_and(|sweep| sweep == "all");
    let mut lost = Vec::new();
    for (i, fate) in fates.iter().enumerate() {
        let start = Instant::now();
        // A sample of each fate takes other points.
        let (from, step) = if all { (0, 1) } else { (i, SAMPLE) };
        let taken: Vec<&Point> = points.iter().skip(from).step_by(step).collect();
        let before = lost.len();
        lost.extend(
            taken.iter().filter(|point| !survives(operation, fate, point, &template)).map(|p| &p.shown),
        );
        // `cargo xtask sweep` makes a table of these lines.
        println!(
            "sweep|{}|{}|{}|{}|{}|{:.1}",
            operation.name,
            fate.name,
            points.len(),
            taken.len(),
            taken.len() - (lost.len() - before),
            start.elapsed().as_secs_f64()
        );
    }
    assert!(lost.is_empty(), "{}: {lost:#?}", operation.name);
}

/// Whether the vault is whole after this, with what was acknowledged. What is wrong is printed.
fn survives(operation: &Operation, fate: &Fate, point: &Point, template: &Folder) -> bool {
    let folder = copy(template);
    let (call, inject) = (&point.call, fate.inject.replace('#', &point.nth.to_string()));
    let options =
        ["-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &format!("inject={call}:{inject}")];
    let mut command = start_under(&options, operation.role, &folder.vault());
    if fate.retry {
        command.env(crate::child::RETRY, "1");
    }
    let output = command.output().unwrap();
    let said = said(&output);
    let checked = catch_unwind(AssertUnwindSafe(|| {
        if fate.name == KILL.name {
            assert_eq!(output.status.signal(), Some(9), "not killed: {said:?}");
        } else {
            check_words(fate, point, &said);
        }
        (operation.inspect)(&folder, &said);
    }));
    if checked.is_err() {
        println!(
            "{}, {} at {call} {}: {}; it had said {said:?}",
            operation.name, fate.name, point.nth, point.shown
        );
    }
    checked.is_ok()
}

/// A fault that is not told by its name was none that mattered: then the child got to its end.
fn check_words(fate: &Fate, point: &Point, said: &[String]) {
    let failed = |line: &String| line.strip_prefix("failed: ").map(str::to_owned);
    for error in said.iter().filter_map(failed).chain(said.last().filter(|last| *last != "end").cloned()) {
        let told = error.starts_with(fate.error) || error == "Unconfirmed";
        // What could not be opened once, and can be when we or SQLite look again: the reason is gone by then.
        let passing = point.call.starts_with("open")
            && (error == "ReadOnly" || error.starts_with("Sqlite") && error.ends_with("code: 14 }"));
        // The step after one that failed may find the vault closed.
        assert!(told || passing && fate.retry || error == "Closed" && !fate.retry, "{error}");
    }
    let last = said.last().expect("a child that was not killed says something");
    assert!(last == "end" || last == "Unconfirmed" || !fate.retry, "trying again does not help: {said:?}");
}

fn copy(template: &Folder) -> Folder {
    let folder = Folder::new();
    copy_folder(template.path(), folder.path());
    folder
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Acts as one of the roles of the operations; `None` if it is none of them.
pub fn act(role: &str, path: &Path) -> Option<Result<(), Error>> {
    operations::act(role, path).or_else(|| copies::act(role, path))
}

macro_rules! sweeps {
    ($module:ident: $($name:ident)*) => { $(
        mod $name {
            #[test]
            fn killed() {
                super::kill(&super::$module::$name());
            }
            #[test]
            fn failing() {
                super::fail(&super::$module::$name());
            }
        }
    )* };
}

sweeps! { operations: create add edit delete answer change_key change_profile migrate install_release add_list }
sweeps! { copies: back_up thin_out restore restore_at merge salvage }
