//! The recovery sheet from a terminal, and the way in which the key is made.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod common;

use common::{Home, PASSPHRASE, Ran, finish, heldby};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

const NEW: &str = "orchard signal walnut ember";

fn created() -> Home {
    let home = Home::new();
    home.run(&["init", "--profile", "low-memory"]).ok();
    home
}

/// Runs without a passphrase file.
fn bare(home: &Home, args: &[&str]) -> Ran {
    let mut command = heldby();
    command.arg("--vault").arg(home.vault()).args(args).stdin(Stdio::null());
    finish(command.output().unwrap())
}

fn saved(home: &Home, name: &str) -> String {
    let path = home.path(name).to_str().unwrap().to_owned();
    home.run(&["recovery", "save", &path]).ok();
    path
}

/// The groups in a saved text, in order.
fn groups(path: &str) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| line.starts_with("    "));
    let words = lines.flat_map(str::split_whitespace).filter(|word| word.len() == 5);
    words.map(str::to_owned).collect()
}

#[test]
fn a_forgotten_passphrase_is_replaced_with_the_sheet() {
    let home = created();
    home.run(&["add", "TalkTalk"]).ok();
    assert_eq!(home.run(&["recovery", "status", "--json"]).json()["state"], "none");
    let sheet = saved(&home, "sheet.txt");
    assert_eq!(home.run(&["recovery", "status", "--json"]).json()["state"], "made");
    home.run(&["recovery", "save", &sheet]).fails(2, &["already a file"]);
    home.run(&["recovery", "save", &sheet, "--replace"]).ok();
    let before = fs::read(home.vault()).unwrap();
    let vault = home.vault().to_str().unwrap().to_owned();
    home.run(&["recovery", "save", &vault, "--replace"]).fails(2, &["is a vault"]);
    assert_eq!(fs::read(home.vault()).unwrap(), before, "the sheet is not written over the vault");
    let hidden = home.path(".bashrc").to_str().unwrap().to_owned();
    home.run(&["recovery", "save", &hidden]).fails(2, &["ends in .pdf or .txt"]);
    assert!(!home.path(".bashrc").exists());

    // Any command opens with it; no passphrase is needed.
    assert!(bare(&home, &["--sheet-file", &sheet, "list"]).ok().contains("TalkTalk"));
    fs::write(home.path("new"), NEW).unwrap();
    let new = home.path("new").to_str().unwrap().to_owned();
    let used = bare(&home, &["--sheet-file", &sheet, "recovery", "use", "--new-passphrase-file", &new]).ok();
    assert!(used.contains("new passphrase is set"), "{used}");

    home.run(&["list"]).fails(3, &["does not open"]);
    bare(&home, &["--sheet-file", &sheet, "list"]).fails(3, &["typed correctly", "passphrase was changed"]);
    fs::write(home.path("passphrase"), NEW).unwrap();
    home.run(&["list"]).ok();
    let status = home.run(&["recovery", "status"]).ok();
    assert!(status.contains("no longer opens"), "{status}");
}

#[test]
fn what_is_wrong_with_a_sheet_is_said() {
    let home = created();
    let sheet = saved(&home, "sheet.txt");
    let groups = groups(&sheet);
    assert_eq!(groups.len(), 14, "{groups:?}");
    let with = |groups: &[String]| {
        fs::write(home.path("typed"), groups.join("\n")).unwrap();
        bare(&home, &["--sheet-file", home.path("typed").to_str().unwrap(), "list"])
    };
    with(&groups).ok();
    let mut wrong = groups.clone();
    wrong[9] = "ZZZZZ".into();
    wrong[12] = "ZZZZZ".into();
    with(&wrong).fails(3, &["Groups 10 and 13 are mistyped"]);
    with(&groups[..13]).fails(3, &["Group 14 is missing"]);
    with(&groups[..12]).fails(3, &["fewer than fourteen"]);
    with(&["hello".into()]).fails(3, &["fewer than fourteen"]);
    with(&[]).fails(3, &["Nothing was typed"]);
    bare(&home, &["--sheet-file", "/nonexistent/sheet", "list"]).fails(4, &["cannot be read"]);
    let page = saved(&home, "sheet.pdf");
    bare(&home, &["--sheet-file", &page, "list"]).fails(3, &["PDF cannot be read back"]);
    bare(&home, &["recovery", "use"]).fails(3, &["no terminal", "--sheet-file"]);
    home.run(&["--sheet-file", &sheet, "list"]).fails(2, &["cannot be used with"]);
}

#[test]
fn the_sheet_is_shown_with_a_code_and_tried() {
    let home = created();
    let shown = home.run(&["recovery", "show"]).ok();
    assert!(shown.contains("HELDBY RECOVERY SHEET") && shown.contains("██"), "{shown}");
    let sheet = saved(&home, "sheet.txt");
    let groups = groups(&sheet);
    assert!(groups.iter().all(|group| shown.contains(group.as_str())), "{shown}");

    let try_it = |answer: &dyn Fn(usize) -> String| {
        let mut command = heldby();
        command.arg("--vault").arg(home.vault()).arg("--passphrase-file").arg(home.path("passphrase"));
        command
            .args(["recovery", "drill"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut asked = BufReader::new(child.stderr.take().unwrap());
        asked.read_line(&mut String::new()).unwrap();
        for _ in 0..2 {
            let mut prompt = Vec::new();
            asked.read_until(b':', &mut prompt).unwrap();
            let prompt = String::from_utf8(prompt).unwrap();
            let number =
                prompt.trim().strip_prefix("Group ").and_then(|rest| rest.strip_suffix(':')).unwrap();
            writeln!(stdin, "{}", answer(number.parse().unwrap())).unwrap();
        }
        let mut rest = String::new();
        asked.read_to_string(&mut rest).unwrap();
        (child.wait().unwrap().code(), rest)
    };
    let (code, said) = try_it(&|_| "AAAAA".into());
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("is not what is on the sheet"), "{said}");
    let (code, said) = try_it(&|n| groups[n - 1].to_lowercase());
    assert_eq!(code, Some(0), "{said}");
    assert!(home.run(&["recovery", "status", "--json"]).json()["drilled"].is_string());
}

#[test]
fn the_profile_changes_and_the_passphrase_stays() {
    let home = created();
    saved(&home, "sheet.txt");
    assert_eq!(&fs::read(home.vault()).unwrap()[..2], [0, 2]);
    let said = home.run(&["passwd", "--profile", "default"]).ok();
    assert!(said.contains("256 MiB") && said.contains("no longer opens the vault"), "{said}");
    assert_eq!(&fs::read(home.vault()).unwrap()[..2], [0, 1]);
    home.run(&["list"]).ok();
    // Both at once.
    fs::write(home.path("new"), NEW).unwrap();
    let new = home.path("new").to_str().unwrap().to_owned();
    home.run(&["passwd", "--profile", "low-memory", "--new-passphrase-file", &new]).ok();
    assert_eq!(&fs::read(home.vault()).unwrap()[..2], [0, 2]);
    home.run(&["list"]).fails(3, &["does not open"]);
    fs::write(home.path("passphrase"), NEW).unwrap();
    home.run(&["list"]).ok();
    assert_ne!(PASSPHRASE, NEW);
}
