//! Runs everything that the fuzzer kept, on the ordinary compiler.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_fuzzed::TARGETS;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Bytes that the kept inputs of all targets may take together.
const MOST_BYTES: u64 = 1 << 20;

fn fuzz(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz").join(folder)
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn nothing_that_was_kept_breaks_a_promise() {
    let mut broken = Vec::new();
    for target in TARGETS {
        let folder = fuzz("corpus").join(target.name);
        let files = names(&folder);
        assert!(!files.is_empty(), "{} has no corpus", target.name);
        for file in files {
            let bytes = fs::read(folder.join(&file)).unwrap();
            if catch_unwind(AssertUnwindSafe(|| (target.run)(&bytes))).is_err() {
                broken.push(format!("{}/{file}", target.name));
            }
        }
    }
    assert!(broken.is_empty(), "broken by {broken:?}; the reasons stand above");
}

#[test]
fn every_target_has_its_program_and_its_corpus() {
    let known: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(names(&fuzz("corpus")), known);
    let programs: BTreeSet<String> = known.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(names(&fuzz("fuzz_targets")), programs);
    let manifest = fs::read_to_string(fuzz("Cargo.toml")).unwrap();
    for name in &known {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is missing in fuzz/Cargo.toml");
        let program = fs::read_to_string(fuzz("fuzz_targets").join(format!("{name}.rs"))).unwrap();
        assert!(program.contains(&format!("\"{name}\"")), "{name}.rs runs something else");
    }
}

#[test]
fn the_corpus_stays_small() {
    let mut total = 0;
    for target in TARGETS {
        let folder = fuzz("corpus").join(target.name);
        for file in names(&folder) {
            total += fs::metadata(folder.join(file)).unwrap().len();
        }
    }
    assert!(total < MOST_BYTES, "{total} bytes");
}
