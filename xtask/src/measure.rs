//! Measuring: how well companies are found, and how fast.

use crate::{Outcome, process};

/// Resolves the labelled cases of `catalogue/eval/`, or those in the given files, and prints how well that went.
///
/// # Errors
/// When a floor is not reached, or the measuring does not build or run.
pub fn eval(files: &[String]) -> Outcome {
    let mut arguments = vec!["run", "--quiet", "--locked", "--package", "heldby-measure", "--"];
    arguments.extend(files.iter().map(String::as_str));
    process::cargo(&arguments)
}

/// Measures the speed and prints one table at the end; the first build takes some minutes. What is written lies in
/// Cargo's folder of builds.
///
/// # Errors
/// When they do not build or run.
pub fn bench() -> Outcome {
    process::cargo(&["bench", "--locked", "--package", "heldby-measure", "--bench", "speed"])
}
