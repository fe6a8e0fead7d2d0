//! Copies, exports, imports and salvage from a terminal.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod common;

use common::Home;
use std::fs;

const OTHER: &str = "orchard signal walnut ember";

fn kinds(home: &Home) -> Vec<String> {
    let list = home.run(&["backup", "list", "--json"]).json();
    list["backups"].as_array().unwrap().iter().map(|b| b["kind"].as_str().unwrap().to_owned()).collect()
}

fn newest(home: &Home, kind: &str) -> String {
    let list = home.run(&["backup", "list", "--json"]).json();
    let backups = list["backups"].as_array().unwrap();
    backups.iter().find(|b| b["kind"] == kind).unwrap()["name"].as_str().unwrap().to_owned()
}

fn typed(home: &Home) -> Vec<String> {
    let rows = home.run(&["list", "--json"]).json();
    rows.as_array().unwrap().iter().map(|r| r["typed"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_command_that_changes_something_leaves_a_copy() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    let before = kinds(&home).len();
    home.run(&["list"]).ok();
    home.run(&["check"]).ok();
    assert_eq!(kinds(&home).len(), before, "reading makes none");
    let made = home.run(&["backup", "now"]).ok();
    assert!(made.starts_with("Made and checked: me."), "{made}");
    home.run(&["backup", "settings", "--automatic", "off", "--daily", "3"]).ok();
    let settings = home.run(&["backup", "settings", "--json"]).json();
    assert_eq!((settings["automatic"].as_bool(), settings["daily"].as_u64()), (Some(false), Some(3)));
    home.run(&["backup", "settings", "--daily", "0"]).fails(2, &["1 to 999"]);
    home.run(&["backup", "settings", "--folder", "/nowhere"]).fails(2, &["no such folder"]);
}

#[test]
fn a_copy_that_cannot_be_made_is_said_and_the_command_has_done_its_work() {
    let home = Home::new();
    home.run(&["init"]).ok();
    fs::remove_dir_all(home.path("data/me.heldby.backups")).unwrap();
    fs::write(home.path("data/me.heldby.backups"), "in the way").unwrap();
    let ran = home.run(&["add", "TalkTalk"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("No copy of the vault was made"), "{}", ran.err);
    assert_eq!(typed(&home), ["TalkTalk"]);
}

#[test]
fn looking_checking_and_going_back() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["add", "TalkTalk", "--from", "2012"]).ok();
    home.run(&["backup", "now"]).ok();
    let copy = newest(&home, "manual");
    home.run(&["add", "Virgin Media"]).ok();
    let shown = home.run(&["backup", "preview", &copy]).ok();
    assert!(shown.contains("1 company") && shown.contains("from 2012"), "{shown}");
    assert!(shown.contains("Would go, because they were added since: 1"), "{shown}");
    assert!(home.run(&["backup", "verify"]).ok().contains("Good: every page is whole"));
    home.run(&["backup", "restore", &copy]).fails(2, &["--yes"]);
    let done = home.run(&["backup", "restore", &copy, "--yes"]).ok();
    assert!(done.contains("is kept as me."), "{done}");
    assert_eq!(typed(&home), ["TalkTalk"]);
    home.run(&["backup", "restore", &newest(&home, "replaced"), "--yes"]).ok();
    assert_eq!(typed(&home), ["TalkTalk", "Virgin Media"]);
    home.run(&["backup", "restore", "nothing", "--yes"]).fails(4, &["no such copy"]);
    home.run(&["backup", "delete", &copy]).fails(2, &["--yes"]);
    home.run(&["backup", "delete", &copy, "--yes"]).ok();
    assert!(!kinds(&home).contains(&"manual".to_owned()));

    // A file anywhere can be looked into and brought back.
    let elsewhere = home.path("elsewhere.heldby");
    fs::copy(home.path("data/me.heldby.backups").join(newest(&home, "automatic")), &elsewhere).unwrap();
    let shown = home.run(&["backup", "preview", elsewhere.to_str().unwrap(), "--json"]).json();
    assert!(!shown["companies"].as_array().unwrap().is_empty());
    assert!(shown["made"].is_null(), "its name tells no time");
    let named = home.path(&newest(&home, "automatic"));
    fs::rename(&elsewhere, &named).unwrap();
    let shown = home.run(&["backup", "preview", named.to_str().unwrap(), "--json"]).json();
    assert!(shown["made"].as_str().unwrap().ends_with('Z'), "{shown}");
}

#[test]
fn after_a_change_of_passphrase() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    home.run(&["backup", "now"]).ok();
    let copy = newest(&home, "manual");
    let (old, new) = (home.path("old"), home.path("new"));
    fs::copy(home.path("passphrase"), &old).unwrap();
    fs::write(&new, OTHER).unwrap();
    let said = home.run(&["passwd", "--new-passphrase-file", new.to_str().unwrap()]).ok();
    assert!(said.contains("backup reencrypt") && said.contains("--earlier-passphrase"), "{said}");
    fs::copy(&new, home.path("passphrase")).unwrap();

    assert!(home.run(&["backup", "list"]).ok().contains("an earlier one"));
    home.run(&["backup", "preview", &copy]).fails(3, &["--copy-passphrase-file"]);
    let wrong = ["backup", "preview", &copy, "--copy-passphrase-file", new.to_str().unwrap()];
    home.run(&wrong).fails(3, &["does not open the copy"]);
    let right = ["backup", "preview", &copy, "--copy-passphrase-file", old.to_str().unwrap()];
    assert!(home.run(&right).ok().contains("TalkTalk"));
    home.run(&["backup", "reencrypt", "--copy-passphrase-file", new.to_str().unwrap()])
        .fails(3, &["opens none"]);
    home.run(&["backup", "reencrypt", &copy, "--copy-passphrase-file", old.to_str().unwrap()]).ok();
    assert!(home.run(&["backup", "preview", &copy]).ok().contains("TalkTalk"));
    home.run(&["backup", "delete", "--earlier-passphrase", "--yes"]).ok();
    assert!(!home.run(&["backup", "list"]).ok().contains("an earlier one"));
}

#[test]
fn a_damaged_vault_is_saved_or_replaced() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    let mut bytes = fs::read(home.vault()).unwrap();
    let last = bytes.len() - 100;
    bytes[last] ^= 1;
    fs::write(home.vault(), &bytes).unwrap();
    home.run(&["list"]).fails(5, &["damaged", "heldby backup list", "heldby salvage"]);
    let done = home.run(&["salvage", "--json"]).json();
    assert_eq!(done["damaged_pages"].as_u64(), Some(1));
    let saved = std::path::PathBuf::from(done["path"].as_str().unwrap());
    home.run_on(&saved, &["list"]).ok();
    assert_eq!(fs::read(home.vault()).unwrap(), bytes, "the damaged file was only read");
    home.run(&["backup", "restore", &newest(&home, "automatic"), "--yes"]).ok();
    assert_eq!(typed(&home), ["TalkTalk"]);
}

#[test]
fn a_vault_that_is_gone_comes_back() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    let copy = newest(&home, "automatic");
    fs::remove_file(home.vault()).unwrap();
    let done = home.run(&["backup", "restore", &copy, "--yes"]).ok();
    assert!(done.contains("Brought back."), "{done}");
    assert_eq!(typed(&home), ["TalkTalk"]);
}

#[test]
fn a_vault_of_its_own_is_told_of_and_goes_only_by_its_name() {
    let home = Home::new();
    home.run(&["init", "--profile", "low-memory"]).ok();
    let format = home.path("data/me.heldby.format-1");
    let name = "me.restored-2026-11-22T152018Z.heldby";
    let own = home.path("data").join(name);
    for file in [&format, &own] {
        fs::copy(home.vault(), file).unwrap();
    }
    let (old, new) = (home.path("old"), home.path("new"));
    fs::copy(home.path("passphrase"), &old).unwrap();
    fs::write(&new, "orchard signal walnut ember").unwrap();
    home.run(&["passwd", "--new-passphrase-file", new.to_str().unwrap()]).ok();
    fs::copy(&new, home.path("passphrase")).unwrap();
    let listed = home.run(&["backup", "list"]).ok();
    assert!(listed.contains("A vault of its own") && listed.contains("before a newer format"), "{listed}");
    let removed = home.run(&["backup", "delete", "--earlier-passphrase", "--yes"]);
    assert!(removed.err.contains(&format!("{name} is a vault of its own")), "{}", removed.err);
    assert!(own.exists() && !format.exists());
    let earlier = ["backup", "reencrypt", "--copy-passphrase-file", old.to_str().unwrap()];
    assert!(home.run(&earlier).ok().contains("copy is under the present passphrase"));
    home.run_on(&own, &["list"]).ok();
    home.run(&["backup", "delete", name, "--yes"]).ok();
    assert!(!own.exists());
}

/// Some file systems hold a file without a name and then refuse it one.
#[cfg(target_os = "linux")]
#[test]
fn a_file_is_written_where_none_can_get_its_name_late() {
    use std::os::unix::fs::PermissionsExt;

    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    let file = home.path("all.json");
    let export = |with: &[&str]| {
        let args = [&["export", file.to_str().unwrap(), "--readable"], with].concat();
        home.run_as(common::where_fails("linkat", "EOPNOTSUPP"), &home.vault(), &args)
    };
    for with in [&[][..], &["--replace"]] {
        export(with).ok();
        assert!(fs::read_to_string(&file).unwrap().contains("TalkTalk"));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!home.path("all.json.unfinished").exists());
        export(&[]).fails(2, &["already a file"]);
    }
}

/// A file of somebody else's shows itself before it is taken over, and must not be able to clear or hide that.
#[test]
fn a_name_that_steers_the_terminal_is_refused_before_it_is_shown() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    let file = home.path("all.json");
    home.run(&["export", file.to_str().unwrap(), "--readable"]).ok();
    let text = fs::read_to_string(&file).unwrap();
    for (name, place) in [("\"Me\"", "persons[0].name"), ("\"TalkTalk\"", "companies[0].name")] {
        assert!(text.contains(name), "{text}");
        fs::write(&file, text.replacen(name, "\"\\u001b[2J nothing would change \\u001b[8m\"", 1)).unwrap();
        home.run(&["import", file.to_str().unwrap(), "--dry-run"]).fails(2, &[place, "cannot be stored"]);
    }
    fs::write(&file, &text[..text.len() / 2]).unwrap();
    home.run(&["import", file.to_str().unwrap()]).fails(2, &["cut off"]);
    home.run(&["export", file.to_str().unwrap(), "--readable", "--replace", "--format", "json"]).ok();
    let table = home.path("all.csv");
    home.run(&["export", table.to_str().unwrap(), "--readable", "--format", "csv"]).ok();
    home.run(&["import", table.to_str().unwrap()]).fails(2, &["table", "JSON"]);
}

/// Standard error that nobody can read changes neither what is done nor the code.
#[cfg(target_os = "linux")]
#[test]
fn a_message_that_nobody_reads_stops_nothing() {
    let home = Home::new();
    home.run(&["init"]).ok();
    let mut command = common::heldby();
    command.arg("--vault").arg(home.vault()).arg("--passphrase-file").arg("/nowhere").arg("list");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    assert_eq!(command.stderr(full).status().unwrap().code(), Some(4));
}

#[test]
fn what_goes_out_comes_in() {
    let (here, there) = (Home::new(), Home::new());
    here.run(&["init"]).ok();
    here.run(&["add", "TalkTalk", "--from", "2012", "--until", "2014", "--note", "blue folder"]).ok();
    let file = here.path("all.json");
    let file = file.to_str().unwrap();
    here.run(&["export", file]).fails(2, &["--readable"]);
    let said = here.run(&["export", file, "--readable"]).ok();
    assert!(said.contains("not encrypted"), "{said}");
    here.run(&["export", file, "--readable"]).fails(2, &["already a file", "--replace"]);
    here.run(&["export", file, "--readable", "--replace"]).ok();
    let script = here.path("start.sh");
    here.run(&["export", script.to_str().unwrap(), "--readable", "--format", "csv"])
        .fails(2, &["ends in .csv"]);
    assert!(!script.exists());
    let table = here.path("all.csv");
    here.run(&["export", table.to_str().unwrap(), "--readable", "--format", "csv"]).ok();
    assert!(fs::read_to_string(table).unwrap().contains("TalkTalk"));

    there.run(&["init"]).ok();
    let look = there.run(&["import", file, "--dry-run"]).ok();
    assert!(
        look.contains("Companies that would be added: 1") && look.contains("TalkTalk (Me, customer"),
        "{look}"
    );
    assert!(typed(&there).is_empty());
    there.run(&["import", file]).fails(2, &["--yes"]);
    let done = there.run(&["import", file, "--yes"]).ok();
    assert!(done.contains("To undo it: heldby backup restore me."), "{done}");
    assert_eq!(typed(&there), ["TalkTalk"]);
    let again = there.run(&["import", file, "--yes"]).ok();
    assert!(again.contains("Nothing would change"), "{again}");
    there.run(&["backup", "restore", &newest(&there, "before-import"), "--yes"]).ok();
    assert!(typed(&there).is_empty());

    // A whole vault, of another passphrase, for another person.
    fs::write(there.path("passphrase"), OTHER).unwrap();
    fs::remove_dir_all(there.path("data")).unwrap();
    there.run(&["init"]).ok();
    let vault = here.vault();
    let vault = vault.to_str().unwrap();
    there.run(&["import", vault, "--yes"]).fails(3, &["no terminal"]);
    let passphrase = here.path("passphrase");
    let with =
        ["import", vault, "--yes", "--as", "Ann", "--file-passphrase-file", passphrase.to_str().unwrap()];
    there.run(&with).ok();
    let row = &there.run(&["list", "--json"]).json()[0];
    assert_eq!((row["typed"].as_str(), row["person"]["name"].as_str()), (Some("TalkTalk"), Some("Ann")));

    // One's own open file, nonsense, and nothing.
    let own = there.vault();
    assert!(there.run(&["import", own.to_str().unwrap(), "--yes"]).ok().contains("Nothing would change"));
    fs::write(there.path("nonsense"), "hello").unwrap();
    there.run(&["import", there.path("nonsense").to_str().unwrap()]).fails(2, &["neither an export"]);
    there.run(&["import", "/nowhere.json"]).fails(4, &["cannot be read"]);
    assert_eq!(typed(&there).len(), 1);
}
