//! `cargo xtask fuzz`: builds the fuzz programs and lets each look for bytes that break a promise.
//!
//! The instrumentation consists of flags that the stable compiler knows, and libFuzzer comes as source code in a crate:
//! a C++ compiler is all that is needed beside Rust.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Outcome, process, root};

/// How long each target runs unless `--seconds` says otherwise.
const SECONDS: u64 = 60;

/// What makes the compiler count branches and compared values, where libFuzzer looks for them.
const INSTRUMENTATION: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Megabytes of memory above which a program is stopped and its input kept as a finding.
const MEGABYTES: u32 = 2_048;

/// Seconds after which one input counts as hanging.
const TIMEOUT: u32 = 60;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    target: Option<String>,
    seconds: u64,
}

/// Runs one target, or every one in turn, beginning with the corpus in `fuzz/corpus`. What is found new stays in the
/// build folder; what breaks a promise is kept in `fuzz/artifacts`.
///
/// # Errors
/// When a promise is broken, the programs do not build, or there is no such target.
pub fn run(arguments: &[String]) -> Outcome {
    let wish = read(arguments)?;
    let all = targets()?;
    let chosen: Vec<&String> = match &wish.target {
        Some(name) => all.iter().filter(|target| *target == name).collect(),
        None => all.iter().collect(),
    };
    if chosen.is_empty() {
        let name = wish.target.unwrap_or_default();
        return Err(format!("There is no fuzz target `{name}`. There are: {}.", all.join(", ")));
    }
    if process::find("c++").is_none() {
        return Err("Fuzzing needs a C++ compiler, which compiles libFuzzer; on Debian:\n\n  \
                    apt-get install build-essential"
            .to_owned());
    }
    let programs = build()?;
    let mut found = Vec::new();
    for target in chosen {
        println!("\n=== {target}, {} s ===", wish.seconds);
        if let Err(message) = fuzz(&programs, target, wish.seconds) {
            found.push(message);
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n\n")) }
}

fn read(arguments: &[String]) -> Result<Wish, String> {
    let mut wish = Wish { target: None, seconds: SECONDS };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--seconds" => {
                let number = rest.next().and_then(|text| text.parse().ok()).filter(|n| *n > 0);
                wish.seconds = number.ok_or("`--seconds` needs a number above zero.")?;
            }
            name if !name.starts_with('-') && wish.target.is_none() => wish.target = Some(name.to_owned()),
            other => {
                return Err(format!("`fuzz` takes a target and `--seconds N`, but was given `{other}`."));
            }
        }
    }
    Ok(wish)
}

/// The names of all targets, in order.
fn targets() -> Result<Vec<String>, String> {
    let folder = root().join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).map_err(|e| format!("{} cannot be read: {e}.", folder.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Builds every program and says where they are.
fn build() -> Result<PathBuf, String> {
    let host = host()?;
    let folder = build_folder()?;
    let mut command = Command::new(process::cargo_path());
    command.current_dir(root().join("fuzz"));
    command.args(["build", "--release", "--bins", "--target", &host]);
    // With a target named, build scripts and procedural macros are compiled without the flags.
    command.env("CARGO_ENCODED_RUSTFLAGS", INSTRUMENTATION.join("\u{1f}"));
    command.env("CARGO_TARGET_DIR", &folder);
    process::run_command(&mut command)?;
    Ok(folder.join(host).join("release"))
}

fn fuzz(programs: &Path, target: &str, seconds: u64) -> Outcome {
    let kept = root().join("fuzz/corpus").join(target);
    let grown = build_folder()?.join("corpus").join(target);
    let artifacts = root().join("fuzz/artifacts").join(target);
    for folder in [&grown, &artifacts] {
        fs::create_dir_all(folder).map_err(|e| format!("{} cannot be made: {e}.", folder.display()))?;
    }
    let mut command = Command::new(programs.join(target));
    // The first folder is the one that libFuzzer writes to.
    command.args([&grown, &kept]).current_dir(root());
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-rss_limit_mb={MEGABYTES}"));
    command.arg(format!("-timeout={TIMEOUT}"));
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    command.args(["-print_final_stats=1", "-use_value_profile=1"]);
    let words = root().join("fuzz/words").join(target);
    if words.is_file() {
        command.arg(format!("-dict={}", words.display()));
    }
    process::run_command(&mut command).map_err(|message| {
        format!(
            "{message}\n{target}: the input that broke a promise lies in {}.\n\
             Run it alone with {} FILE; once mended, keep it in fuzz/corpus/{target}.",
            artifacts.display(),
            programs.join(target).display(),
        )
    })
}

/// Beside everything else that is built, because instrumented code cannot be shared with it.
fn build_folder() -> Result<PathBuf, String> {
    let task = process::built("xtask", false)?;
    let target = task.ancestors().nth(2).ok_or("This task lies outside of Cargo's folder of programs.")?;
    Ok(target.join("fuzz"))
}

/// The system that this compiler builds for by itself.
fn host() -> Result<String, String> {
    let told = process::output("rustc", &["-vV"]).ok_or("`rustc -vV` does not say what it builds for.")?;
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "`rustc -vV` names no host.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(arguments: &[&str]) -> Result<Wish, String> {
        read(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_asked_for_is_read() {
        assert_eq!(wish(&[]), Ok(Wish { target: None, seconds: SECONDS }));
        assert_eq!(wish(&["rows"]), Ok(Wish { target: Some("rows".into()), seconds: SECONDS }));
        let both = Ok(Wish { target: Some("rows".into()), seconds: 5 });
        assert_eq!(wish(&["rows", "--seconds", "5"]), both);
        assert_eq!(wish(&["--seconds", "5", "rows"]), both);
        for wrong in [&["--seconds"][..], &["--seconds", "0"], &["--seconds", "x"], &["a", "b"], &["--fast"]]
        {
            assert!(wish(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn targets_are_those_in_the_folder() {
        let names = targets().unwrap();
        assert!(names.contains(&"resolve".to_owned()) && names.contains(&"calls".to_owned()), "{names:?}");
    }
}
