//! The window's UI: its npm packages and its build, each done again only when its inputs are newer.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use crate::{Outcome, process, root};

/// What the UI is built from, as seen from `ui/`.
const INPUTS: &[&str] = &[
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
    "../icons/heldby.svg",
    "../NOTICE",
];

/// Runs npm in the UI's folder.
///
/// # Errors
/// When npm is not there or fails.
pub fn npm(arguments: &[&str]) -> Outcome {
    process::run_command(Command::new("npm").args(arguments).current_dir(folder()))
}

/// Installs exactly the packages of the lock file, without their install scripts, if they are not there yet.
///
/// # Errors
/// As [`npm`].
pub fn install_packages() -> Outcome {
    let installed = modified(&folder().join("node_modules/.package-lock.json"));
    let wanted = newest([folder().join("package.json"), folder().join("package-lock.json")]);
    if is_current(installed, wanted) {
        return Ok(());
    }
    npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
}

/// Builds the UI if a file that it is built from is newer than the last build.
///
/// # Errors
/// As [`npm`].
pub fn build() -> Outcome {
    let built = modified(&folder().join("dist/index.html"));
    let inputs = newest(INPUTS.iter().map(|input| folder().join(input)));
    if is_current(built, inputs) {
        return Ok(());
    }
    npm(&["run", "build"])
}

fn folder() -> PathBuf {
    root().join("ui")
}

fn is_current(made: Option<SystemTime>, inputs: Option<SystemTime>) -> bool {
    made.is_some_and(|made| inputs.is_some_and(|inputs| inputs <= made))
}

/// The latest change of any of the paths or of anything under them. Folders count: a deleted file changes its folder.
fn newest(paths: impl IntoIterator<Item = PathBuf>) -> Option<SystemTime> {
    paths.into_iter().filter_map(|path| modified(&path).max(newest_below(&path))).max()
}

fn newest_below(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?;
    newest(entries.filter_map(|entry| entry.ok().map(|entry| entry.path())))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_build_is_current_only_when_it_is_newer_than_its_inputs() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(is_current(Some(late), Some(early)));
        assert!(is_current(Some(late), Some(late)));
        assert!(!is_current(Some(early), Some(late)));
        assert!(!is_current(None, Some(late)));
        assert!(!is_current(Some(late), None), "a build without inputs is no build of this tree");
    }

    #[test]
    fn the_newest_file_is_found_at_any_depth() {
        let source = root().join("xtask");
        let own = modified(&source.join("src/ui.rs"));
        assert!(newest([source]) >= own && own.is_some());
    }
}
