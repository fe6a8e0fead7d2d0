//! The window of Heldby: a web view without a network, over the same use cases as the command line.
//!
//! Invariants of this crate:
//! 1. No logic: each command hands its arguments to one use case of `heldby_app` and its answer back.
//! 2. One window with one capability that lists our commands by name and nothing of Tauri's core.
//! 3. The page comes from the binary; navigation, further windows, downloads and permissions are refused.
//! 4. A closed window is a locked vault, and a locked vault has a page that never saw it open.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod brought;
mod clipboard;
mod commands;
mod display;
mod engine;
mod held;
mod recent;
mod secret;
mod signals;
mod window;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use heldby_app::{
    Knowledge, Session, paths,
    privacy::{self, Role},
};

/// Wipes every piece of memory that is given back: a locked session leaves no row, note or passphrase behind in this
/// process. What the web view's own processes keep is another matter; SECURITY.md says so.
#[global_allocator]
static MEMORY: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// A WebDriver needs TCP and variables of its own; only the build for end-to-end tests lets it have them.
const ROLE: Role = if cfg!(feature = "e2e") { Role::DrivenWindow } else { Role::Window };

fn main() -> ExitCode {
    // Before anything else: no thread runs yet and nothing secret is in memory.
    privacy::enter(ROLE);
    match arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments::Request::Open { vault }) => open(vault),
        Ok(arguments::Request::Say(text)) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn open(vault: Option<PathBuf>) -> ExitCode {
    if ROLE == Role::Window
        && privacy::warning().is_none()
        && let Some(words) = display::out_of_reach()
    {
        eprintln!("{words}");
        return ExitCode::FAILURE;
    }
    match paths::vault_path(vault) {
        Ok(path) => window::run(Session::new(path, knowledge())),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// The bundled catalogue; a release has to be signed with the project's key.
fn knowledge() -> Arc<Knowledge> {
    // The end-to-end test has no secret half of that key, so it names one of its own.
    #[cfg(feature = "e2e")]
    if let Some(key) =
        std::env::var("HELDBY_E2E_KEY").ok().and_then(|text| heldby_app::ReleaseKey::read(&text))
    {
        return Knowledge::trusting(key, None);
    }
    Knowledge::bundled(None)
}
