//! `cargo xtask prove`: what Heldby promises about the network, the disk and the memory, tried on the programs that ship
//! and not on those that Cargo builds for tests.

use std::process::Command;

use crate::{Outcome, process, requirements::Scope, root, setup};

/// The tests that look at a program from outside: system calls and sockets of every process as root and as a user
/// without rights, a hostile page, every file that a session touches, the memory after the lock.
const TESTS: &[&str] = &["confined", "offline", "hostile", "needles", "doctor"];

/// Builds both programs as they ship, and lets the tests look at them.
///
/// # Errors
/// When a promise does not hold, or something does not build.
pub fn all() -> Outcome {
    setup::for_scope(Scope::Test)?;
    process::cargo(&["build", "--release", "--locked", "--workspace", "--bins"])?;
    let (desktop, cli) = (process::built("heldby-desktop", true)?, process::built("heldby", true)?);
    let mut command = Command::new(process::cargo_path());
    command.args(["test", "--workspace", "--locked"]).current_dir(root());
    command.args(TESTS.iter().flat_map(|test| ["--test", test]));
    command.env("HELDBY_DESKTOP", &desktop).env("HELDBY_CLI", &cli);
    println!("HELDBY_DESKTOP={} HELDBY_CLI={}", desktop.display(), cli.display());
    process::run_command(&mut command)
}
