//! `cargo xtask run`: from a fresh clone to the window.

use std::process::Command;

use crate::{Outcome, process, requirements::Scope, setup};

/// Sets up, builds and starts the app; without a display, shows the command line instead.
///
/// # Errors
/// When a step fails, or when the app ends with an error.
pub fn app(arguments: &[String]) -> Outcome {
    let release = arguments.iter().any(|argument| argument == "--release");
    // A bare `--` is Cargo's habit; here everything but `--release` goes to the app anyway.
    let ours = |argument: &&str| matches!(*argument, "--release" | "--");
    let passed_on: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !ours(argument)).collect();
    setup::for_scope(Scope::Build)?;
    if has_display() {
        start("heldby-desktop", "heldby-desktop", release, &passed_on)
    } else {
        without_display(release, &passed_on)
    }
}

/// Builds a package and starts its program in the folder that the person is in.
fn start(package: &str, program: &str, release: bool, arguments: &[&str]) -> Outcome {
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    process::cargo(&[&["build", "--locked", "--package", package], profile].concat())?;
    let built = process::built(program, release)?;
    process::run_command(Command::new(built).args(arguments))
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A machine without a screen still gets something that works: the command line does everything the window does.
fn without_display(release: bool, arguments: &[&str]) -> Outcome {
    println!(
        "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open.\n\
         The command line does the same on the same vault. Its help:\n"
    );
    let arguments = if arguments.is_empty() { &["--help"] } else { arguments };
    start("heldby-cli", "heldby", release, arguments)?;
    println!("\nTry: cargo run --package heldby-cli -- lookup \"Talk Talk\"");
    Ok(())
}
