//! How much memory the catalogue takes: measured in a process of its own, because one that has measured other things
//! holds memory that it may use again.

use crate::ledger::{Ledger, Size, Value, What};
use heldby_catalogue::artefact::decode;
use heldby_matching::resolve::Resolver;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

const RECORDS: What =
    What { name: "memory of the catalogue", goal: Some(Value::Bytes(30_000_000)), beside: None };
const INDEXED: What =
    What { name: "memory with the index of names", goal: Some(Value::Bytes(30_000_000)), beside: None };
const TYPED: What = What::plain("memory after typing, all indexes");

/// Names the file with the compiled catalogue whose memory is asked for.
const VARIABLE: &str = "HELDBY_MEASURE_RESIDENT";

/// The file, if this process was started to report on one.
pub fn asked_for() -> Option<PathBuf> {
    env::var_os(VARIABLE).map(PathBuf::from)
}

/// Starts a process that reads the compiled catalogue, and takes down what it needs.
pub fn measure(ledger: &mut Ledger, size: Size, bytes: &[u8]) {
    if !Path::new(STATUS).exists() {
        println!("memory is not measured on this system: it has no {STATUS}");
        return;
    }
    let file = env::temp_dir().join(format!("heldby-measure-{}.catalogue", std::process::id()));
    fs::write(&file, bytes).expect("the folder of temporary files can be written");
    let own = env::current_exe().expect("the system knows the running program");
    let output = Command::new(own).env(VARIABLE, &file).output().expect("it can be started again");
    fs::remove_file(&file).expect("it was written just now");
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<u64> = text.split_whitespace().map_while(|word| word.parse().ok()).collect();
    let &[records, indexed, typed] = numbers.as_slice() else { panic!("no three numbers: {output:?}") };
    ledger.note(RECORDS, size, Value::Bytes(records));
    ledger.note(INDEXED, size, Value::Bytes(indexed));
    ledger.note(TYPED, size, Value::Bytes(typed));
}

/// Prints what this process holds more than before: with the catalogue, with its index, and once something was typed.
pub fn report(file: &Path) -> ExitCode {
    let bytes = fs::read(file).expect("the file was just written");
    let before = resident();
    let catalogue = decode(&bytes).expect("the file is a compiled catalogue");
    let records = resident() - before;
    let resolver = Resolver::new(&catalogue);
    let indexed = resident() - before;
    black_box(resolver.suggest(&catalogue, "zzzzzzzzz", None, 8));
    let typed = resident() - before;
    println!("{records} {indexed} {typed}");
    ExitCode::SUCCESS
}

const STATUS: &str = "/proc/self/status";

/// Bytes that this process has in memory and that are no part of a file.
fn resident() -> u64 {
    let status = fs::read_to_string(STATUS).expect("it was there when this process was started");
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("Linux tells it");
    let kilo: u64 = line.trim().trim_end_matches("kB").trim().parse().expect("it is a number of kilobytes");
    kilo * 1024
}
