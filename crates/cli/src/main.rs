//! `heldby`: every use case from a terminal.
//!
//! Invariants of this crate:
//! - It calls only `heldby_app`; nothing is decided here but how things are asked and printed.
//! - A passphrase is never an argument, because other programs can read arguments.
//! - Results go to standard output, everything else to standard error; `--json` prints one JSON value.

#[macro_use]
mod print;

mod args;
mod commands;
mod exit;
mod passphrase;

use clap::Parser;
use heldby_app::privacy::{self, Role};
use std::process::ExitCode;

/// Wipes every piece of memory that is given back: rows, notes and passphrases do not outlive their use.
#[global_allocator]
static MEMORY: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    // Before anything else: no thread runs yet and nothing secret is in memory.
    privacy::enter(Role::CommandLine);
    if let Some(warning) = privacy::warning() {
        note!("heldby: {warning}");
    }
    let args = args::Args::parse();
    match commands::run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => exit::report(&stop),
    }
}
