//! `cargo xtask test`: every check there is, in the order in which they fail fastest.
//!
//! Cargo builds the workspace's tests once: all Cargo steps name the whole workspace, so that they agree on the
//! features of the dependencies, and the end-to-end feature touches nothing but the window's own crate.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use crate::{Outcome, bundle, limits, measure, process, requirements::Scope, root, setup, ui};

/// The feature that lets a WebDriver attach to the window.
const E2E: &str = "heldby-desktop/e2e";

struct Step {
    name: &'static str,
    run: fn() -> Outcome,
}

const STEPS: &[Step] = &[
    Step { name: "Format (rustfmt)", run: || process::cargo(&["fmt", "--all", "--check"]) },
    Step { name: "Length of source files", run: limits::check },
    Step { name: "Setup", run: || setup::for_scope(Scope::Test) },
    Step { name: "Types and accessibility of the UI (svelte-check)", run: || ui::npm(&["run", "check"]) },
    Step { name: "Unit tests of the UI", run: || ui::npm(&["run", "test"]) },
    Step { name: "The UI's bundle, built again", run: bundle::check },
    Step { name: "Lints (clippy)", run: lints },
    Step { name: "Rust tests", run: || process::cargo(&["test", "--workspace", "--locked"]) },
    Step { name: "Catalogue", run: catalogue },
    Step { name: "Finding companies", run: || measure::eval(&[]) },
    Step { name: "The real window, end to end", run: end_to_end },
];

/// Runs every step and stops at the first that fails.
///
/// # Errors
/// When a step fails; the message names it.
pub fn all() -> Outcome {
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for step in STEPS {
        println!("\n=== {} ===", step.name);
        let start = Instant::now();
        (step.run)().map_err(|message| {
            format!(
                "{message}\n\nFAILED: {} (after {})\n{}",
                step.name,
                seconds(start.elapsed()),
                tally(times.len(), 1)
            )
        })?;
        times.push((step.name, start.elapsed()));
    }
    println!("\n=== Summary ===");
    for (name, time) in &times {
        println!("{:>7}  {name}", seconds(*time));
    }
    println!(
        "{:>7}  in all\n\n{}",
        seconds(times.iter().map(|(_, time)| *time).sum()),
        tally(times.len(), 0)
    );
    Ok(())
}

fn lints() -> Outcome {
    process::cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--features",
        E2E,
        "--",
        "--deny",
        "warnings",
    ])
}

/// Validates the catalogue with the command that people who edit it use.
fn catalogue() -> Outcome {
    let heldby = process::built("heldby", false)?;
    process::run_command(
        Command::new(heldby).args(["catalogue", "validate", "catalogue"]).current_dir(root()),
    )
}

fn end_to_end() -> Outcome {
    process::cargo(&["test", "--workspace", "--locked", "--features", E2E, "--test", "window"])
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// A closing line that says in any tool's terms how the run went.
fn tally(passed: usize, failed: usize) -> String {
    format!("steps: {passed} passed, {failed} failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_counts() {
        assert_eq!(tally(8, 1), "steps: 8 passed, 1 failed");
        assert_eq!(seconds(Duration::from_millis(61_250)), "61.2 s");
    }
}
