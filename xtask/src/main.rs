//! `cargo xtask`: sets up, runs and tests Heldby from one place.
//!
//! Plain Rust over the standard library, so that the first command on a new machine compiles in seconds and
//! downloads nothing before it has said what is missing.

mod audit;
mod bundle;
mod catalogue;
mod fuzz;
mod icons;
mod limits;
mod measure;
mod process;
mod prove;
mod requirements;
mod run;
mod setup;
mod sweep;
mod test;
mod ui;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What a task returns: nothing, or one message that says what happened and what to do about it.
pub type Outcome = Result<(), String>;

const HELP: &str = "\
Usage: cargo xtask <task>

  setup            install what is missing (system packages, npm packages) and build the window's UI
  run [ARGS...]    set up, build and start Heldby; ARGS go to the app (for example --vault FILE)
  run --release    the same, fully optimised (the first build takes longer)
  test             set up, then every check: format, lints, Rust and UI tests, the real window
  sweep [NAME...]  kill the vault's operations at every write, and fail the disk there; a table of what survived
  prove            offline, nothing on the disk, nothing after the lock: tried on the programs as they ship
  bundle           build the window's UI again in another folder: it must come out the same
  audit            cargo-deny: licences, bans, sources, and known vulnerabilities of everything that is built in
  eval [FILE...]   how well companies are found on the labelled cases (or those in FILEs); fails below the floor
  bench            how fast names are found and holdings are judged, at the catalogue's size and ten times it
  catalogue        compile catalogue/ to what the app embeds; print its size, load time and memory
  fuzz [TARGET]    let the fuzzer look for input that breaks a promise; --seconds N for each target (60)
  icons            draw the icon files in icons/ again from icons/heldby.svg (needs rsvg-convert)
  help             this text
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let outcome = match (task.as_deref(), rest.as_slice()) {
        (None | Some("help" | "--help" | "-h"), _) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        // The app has a help of its own.
        (Some(task), [asked]) if task != "run" && matches!(asked.as_str(), "--help" | "-h") => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        (Some("setup"), []) => setup::everything(),
        (Some("run"), rest) => run::app(rest),
        (Some("test"), []) => test::all(),
        (Some("eval"), files) => measure::eval(files),
        (Some("audit"), []) => audit::all(),
        (Some("prove"), []) => prove::all(),
        (Some("bundle"), []) => bundle::check(),
        (Some("sweep"), filters) => sweep::all(filters),
        (Some("bench"), []) => measure::bench(),
        (Some("catalogue"), []) => catalogue::measure(),
        (Some("fuzz"), rest) => fuzz::run(rest),
        (Some("icons"), []) => icons::draw(),
        (
            Some(task @ ("setup" | "test" | "prove" | "audit" | "bundle" | "bench" | "catalogue" | "icons")),
            [extra, ..],
        ) => Err(format!("`{task}` takes no arguments, but was given `{extra}`.\n\n{HELP}")),
        (Some(other), _) => Err(format!("There is no task `{other}`.\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    // Of this run and not of the build: a program that another clone left in the same target folder may be used again.
    let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&own).parent().expect("xtask lies in the workspace's folder").to_path_buf()
}

/// Whether this runs unattended: nothing is asked then.
pub fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}
