//! What is left to somebody whose vault is damaged or gone, who has only the sheet, or whose copies cannot be made.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod common;

use common::{Home, Ran, finish, heldby};
use std::fs;
use std::path::Path;
use std::process::Stdio;

fn created() -> Home {
    let home = Home::new();
    home.run(&["init", "--profile", "low-memory"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    home
}

fn copies(home: &Home) -> Vec<String> {
    let listed = home.run(&["backup", "list", "--json"]).json();
    listed["backups"].as_array().unwrap().iter().map(|b| b["name"].as_str().unwrap().to_owned()).collect()
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

fn bend_the_end(bytes: &mut [u8]) {
    let at = bytes.len() - 100;
    bytes[at] ^= 1;
}

/// Runs with the sheet and without the passphrase.
fn with_sheet(home: &Home, sheet: &str, args: &[&str]) -> Ran {
    let mut command = heldby();
    command.arg("--vault").arg(home.vault()).args(["--sheet-file", sheet]).args(args).stdin(Stdio::null());
    finish(command.output().unwrap())
}

#[test]
fn a_sheet_alone_saves_a_damaged_vault() {
    let home = created();
    let sheet = home.path("sheet.txt").to_str().unwrap().to_owned();
    home.run(&["recovery", "save", &sheet]).ok();
    for only_passphrase in [&["passwd"][..], &["recovery", "show"], &["keyring", "on"], &["init"]] {
        with_sheet(&home, &sheet, only_passphrase).fails(2, &["sheet is not enough", "recovery use"]);
    }
    let copy = copies(&home).remove(0);
    let whole = fs::read(home.vault()).unwrap();
    edit(&home.vault(), |bytes| bend_the_end(bytes));
    with_sheet(&home, &sheet, &["list"]).fails(5, &["damaged", "backup restore"]);
    assert!(with_sheet(&home, &sheet, &["backup", "verify"]).ok().contains("Good"));
    assert!(with_sheet(&home, &sheet, &["backup", "preview", &copy]).ok().contains("TalkTalk"));
    let saved = with_sheet(&home, &sheet, &["salvage"]).ok();
    assert!(saved.contains("1 of ") && saved.contains("pages are damaged or missing"), "{saved}");
    let back = with_sheet(&home, &sheet, &["backup", "restore", &copy, "--yes"]).ok();
    assert!(back.contains("Brought back"), "{back}");
    assert!(with_sheet(&home, &sheet, &["list"]).ok().contains("TalkTalk"));

    // The beginning of the file, without which the sheet fits no more than a passphrase does.
    fs::write(home.vault(), &whole).unwrap();
    edit(&home.vault(), |bytes| bytes[1000] ^= 1);
    with_sheet(&home, &sheet, &["list"]).fails(3, &["heldby backup list", "backup restore"]);
    home.run(&["list"]).fails(3, &["heldby backup list", "backup restore"]);
    assert!(home.run(&["backup", "verify", &copy]).ok().contains("Good"));
    let back = with_sheet(&home, &sheet, &["backup", "restore", &copy, "--yes"]).ok();
    assert!(back.contains("left as it is"), "{back}");

    // The copies under the key of a sheet that is dead for the vault.
    fs::write(home.vault(), &whole).unwrap();
    let new = home.path("new").to_str().unwrap().to_owned();
    fs::write(&new, "orchard signal walnut ember").unwrap();
    let changed = home.run(&["passwd", "--new-passphrase-file", &new]);
    assert!(changed.err.contains("sheet no longer opens"), "{}", changed.err);
    changed.ok();
    fs::copy(&new, home.path("passphrase")).unwrap();
    home.run(&["backup", "preview", &copy]).fails(3, &["--copy-passphrase-file"]);
    home.run(&["backup", "verify", &copy]).fails(3, &[]);
    let by_sheet = ["backup", "preview", &copy, "--copy-sheet-file", &sheet];
    assert!(home.run(&by_sheet).ok().contains("TalkTalk"));
    home.run(&["backup", "reencrypt", &copy, "--copy-sheet-file", &sheet]).ok();
    assert!(home.run(&["backup", "verify", &copy]).ok().contains("Good"));
    let file = home.path("copy.heldby");
    fs::copy(home.path("data/me.heldby.backups").join(&copy), &file).unwrap();
    home.run(&["import", file.to_str().unwrap(), "--file-sheet-file", &sheet, "--dry-run"]).ok();
}

#[test]
fn a_vault_that_is_gone_is_told_of_and_its_copies_stay_reachable() {
    let home = created();
    let copy = copies(&home).remove(0);
    fs::remove_file(home.vault()).unwrap();
    for command in [&["list"][..], &["passwd"], &["keyring", "off"], &["salvage"]] {
        home.run(command).fails(4, &["gone", "backup list", "backup restore", "heldby init"]);
    }
    assert!(home.run(&["backup", "preview", &copy]).ok().contains("TalkTalk"));
    let new = home.path("new");
    fs::copy(home.path("passphrase"), home.path("old")).unwrap();
    fs::write(&new, "orchard signal walnut ember").unwrap();
    fs::copy(&new, home.path("passphrase")).unwrap();
    let made = home.run(&["init", "--profile", "low-memory"]);
    assert!(
        made.err.contains("There was a vault here") && made.err.contains("backup restore"),
        "{}",
        made.err
    );
    made.ok();
    let listed = home.run(&["backup", "list"]).ok();
    assert!(listed.contains("another vault") && !listed.contains("earlier"), "{listed}");
    let old = home.path("old").to_str().unwrap().to_owned();
    home.run(&["backup", "reencrypt", &copy, "--copy-passphrase-file", &old]).fails(2, &["another vault"]);
    let back = ["backup", "restore", &copy, "--copy-passphrase-file", &old, "--yes"];
    let ran = home.run(&back);
    assert!(ran.err.contains("not known as a copy of this vault"), "{}", ran.err);
    ran.ok();
    assert!(home.run(&["list"]).ok().contains("TalkTalk"));
    home.run(&["import", &copy, "--file-passphrase-file", &old, "--dry-run"]).ok();
    home.run(&["backup", "delete", &copy, "--yes"]).ok();
    assert!(!copies(&home).contains(&copy));
}

/// The only copy is damaged, too: what is readable of it is more than nothing, and the message says so.
#[test]
fn a_damaged_copy_of_a_vault_that_is_gone_is_saved() {
    let home = created();
    let copy = copies(&home).remove(0);
    for other in copies(&home).iter().skip(1) {
        home.run(&["backup", "delete", other, "--yes"]).ok();
    }
    edit(&home.path("data/me.heldby.backups").join(&copy), |bytes| bend_the_end(bytes));
    fs::remove_file(home.vault()).unwrap();
    home.run(&["backup", "restore", &copy, "--yes"]).fails(5, &["damaged", "heldby salvage NAME"]);
    let saved = home.run(&["salvage", &copy, "--json"]).json();
    let path = std::path::PathBuf::from(saved["path"].as_str().unwrap());
    assert_eq!(path.parent(), home.vault().parent());
    assert!(home.run_on(&path, &["list"]).ok().contains("TalkTalk"));
    // With nothing but what opens the copy, nobody is asked for more.
    let sheet = home.path("pw").to_str().unwrap().to_owned();
    fs::copy(home.path("passphrase"), &sheet).unwrap();
    let mut command = heldby();
    command.arg("--vault").arg(home.vault()).args(["backup", "verify", "--copy-passphrase-file", &sheet]);
    let ran = finish(command.stdin(Stdio::null()).output().unwrap());
    assert_eq!(ran.code, 5, "{}", ran.err);
    // Standard input is read once.
    let mut command = heldby();
    command.arg("--vault").arg(home.vault()).args(["--passphrase-file", "-", "backup", "preview", &copy]);
    command.args(["--copy-passphrase-file", "-"]).stdin(fs::File::open(&sheet).unwrap());
    finish(command.output().unwrap()).fails(2, &["Only one of these"]);
}

#[test]
fn what_nothing_can_be_saved_of_leads_to_the_copies() {
    let home = created();
    edit(&home.vault(), |bytes| bytes.truncate(2 * 4096));
    let ran = home.run(&["salvage"]);
    assert!(!ran.err.contains("heldby salvage"), "it recommends itself: {}", ran.err);
    ran.fails(5, &["Nothing of this file can be read", "heldby backup list"]);
}

#[test]
fn a_change_that_changes_nothing_is_refused() {
    let home = created();
    let before = fs::read(home.vault()).unwrap();
    let same = home.path("passphrase").to_str().unwrap().to_owned();
    home.run(&["passwd", "--new-passphrase-file", &same]).fails(2, &["is the present one"]);
    home.run(&["passwd", "--profile", "low-memory"]).fails(2, &["this way already"]);
    assert_eq!(fs::read(home.vault()).unwrap(), before);
    home.run(&["passwd", "--profile", "default"]).ok();
    let copy = copies(&home).pop().unwrap();
    // The passphrase that opens the vault opens the copy, and is not asked for twice.
    assert!(home.run(&["backup", "preview", &copy]).ok().contains("TalkTalk"));
    assert_eq!(
        home.run(&["backup", "delete", "--earlier-passphrase", "--yes"]).ok().trim(),
        "There are none."
    );
}

#[test]
fn a_copy_that_cannot_be_made_is_said_once_and_changes_nothing() {
    let home = created();
    let all = home.path("all.json").to_str().unwrap().to_owned();
    home.run(&["export", &all, "--readable"]).ok();
    let table = home.path("all.csv").to_str().unwrap().to_owned();
    let written = home.run(&["export", &table, "--readable", "--format", "csv"]);
    assert!(written.err.contains("cannot be imported again"), "{}", written.err);
    home.run(&["remove", "TalkTalk", "--yes"]).ok();
    home.run(&["backup", "settings", "--folder", "copies"]).fails(2, &["not the whole path"]);
    fs::remove_dir_all(home.path("data/me.heldby.backups")).unwrap();
    fs::write(home.path("data/me.heldby.backups"), "in the way").unwrap();
    for (command, said) in [
        (&["backup", "now"][..], "is no folder"),
        (&["import", &all, "--yes"], "Nothing was taken over: a copy of the vault is made first."),
    ] {
        let ran = home.run(command);
        assert!(ran.code != 0 && ran.err.contains(said), "{}", ran.err);
        assert!(!ran.err.contains("No copy of the vault was made"), "said twice: {}", ran.err);
    }
    assert!(!home.run(&["list"]).ok().contains("TalkTalk"));
}
