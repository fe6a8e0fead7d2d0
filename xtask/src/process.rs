//! Starting other programs: always shown before they run, and their failure told in one line.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{Outcome, root};

/// Runs a command in the workspace's folder, its output going straight to the terminal.
///
/// # Errors
/// When the program is not there or ends with anything but success.
pub fn run(program: &str, arguments: &[&str]) -> Outcome {
    run_command(Command::new(program).args(arguments).current_dir(root()))
}

/// Runs Cargo, the same one that runs this task.
///
/// # Errors
/// As [`run`].
pub fn cargo(arguments: &[&str]) -> Outcome {
    run_command(Command::new(cargo_path()).args(arguments).current_dir(root()))
}

/// Runs a prepared command after printing it.
///
/// # Errors
/// As [`run`].
pub fn run_command(command: &mut Command) -> Outcome {
    let shown = shown(command);
    println!("$ {shown}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status}).")),
        Err(error) => Err(format!("`{shown}` did not start: {error}.")),
    }
}

/// The standard output of a quiet command, trimmed, or nothing when it failed or is not there.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output =
        Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program lies on the search path, or nothing.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|candidate| candidate.is_file())
}

/// The Cargo that started this task.
pub fn cargo_path() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Where Cargo puts a program of the workspace: this task is one of them.
///
/// # Errors
/// When the system does not say where this task's own program lies.
pub fn built(program: &str, release: bool) -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| format!("This task cannot find itself: {error}."))?;
    let folder = own.ancestors().nth(2).ok_or("This task lies outside of Cargo's folder of programs.")?;
    let profile = if release { "release" } else { "debug" };
    Ok(folder.join(profile).join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
}

fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}
