//! Source files stay short enough to read in one sitting. Generated ones are for machines to read.

use std::fs;

use crate::{Outcome, process, root};

/// Lines above which a file says too much at once.
const LINES: usize = 600;

/// How a file begins that a program of this workspace writes. A test of that program compares it line by line.
const GENERATED: &str = "// Generated from ";

const KINDS: &[&str] = &[".rs", ".ts", ".svelte", ".css", ".js", ".sh"];

/// Checks the length of every source file that Git knows or would add.
///
/// # Errors
/// When a file is too long, or when Git cannot list them.
pub fn check() -> Outcome {
    let folder = root();
    let folder = folder.to_string_lossy();
    let listed =
        process::output("git", &["-C", &folder, "ls-files", "--cached", "--others", "--exclude-standard"])
            .ok_or("`git ls-files` failed: this check needs Git and a clone.")?;
    let sources: Vec<&str> =
        listed.lines().filter(|path| KINDS.iter().any(|kind| path.ends_with(kind))).collect();
    if sources.is_empty() {
        return Err("Git lists no source file at all.".to_owned());
    }
    let too_long: String = sources
        .iter()
        .filter_map(|path| {
            // A file that was deleted and is not yet committed is still listed.
            let text = fs::read_to_string(root().join(path)).ok()?;
            let lines = text.lines().count();
            (lines > LINES && !text.starts_with(GENERATED)).then(|| format!("  {path}: {lines}\n"))
        })
        .collect();
    if !too_long.is_empty() {
        return Err(format!(
            "Files of more than {LINES} lines; split them by what they are about:\n{too_long}"
        ));
    }
    println!("{} source files, none over {LINES} lines.", sources.len());
    Ok(())
}
