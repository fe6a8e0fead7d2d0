//! `cargo xtask catalogue`: compiles the catalogue as a release build does, and says what came out.

use crate::{Outcome, process};

/// Builds the artefact and prints its size, how long it takes to be ready, and how much memory it keeps.
///
/// # Errors
/// When the folder has mistakes, which are listed, or the build fails.
pub fn measure() -> Outcome {
    process::cargo(&["run", "--release", "--locked", "-p", "heldby-bundled", "--example", "measure"])
}
