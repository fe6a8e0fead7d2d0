//! The main job from a terminal, and everything that can be in its way.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod common;

use common::{Home, PASSPHRASE, finish, heldby};
use std::fs;
use std::process::Stdio;

#[test]
fn the_main_job() {
    let home = Home::new();
    home.run(&["init"]).ok();
    let added = home
        .run(&["add", "T-Mobile", "--country", "US", "--from", "2020", "--until", "now", "--tag", "prepaid"])
        .ok();
    assert!(added.contains("T-Mobile US: customer since 2020"), "{added}");
    home.run(&[
        "add",
        "Virgin Media",
        "--country",
        "GB",
        "--from",
        "2017",
        "--until",
        "2021",
        "--gave",
        "password,bank-account",
    ])
    .ok();
    home.run(&["add", "Three", "--country", "GB", "--from", "2014", "--until", "2018"]).ok();
    home.run(&["add", "Talk Talk", "--country", "GB", "--from", "2012", "--until", "2014"]).ok();

    let report = home.run(&["check"]).ok();
    assert!(report.starts_with("All 4 of your companies were breached.\n"), "{report}");
    for line in ["tmobile-us-2021-08", "virgin-media-uk-2020", "three-uk-2016", "talktalk-2015-10"] {
        assert!(report.contains(line), "{line}");
    }
    let shown = home.run(&["show", "Virgin Media"]).ok();
    assert!(shown.contains("password (you gave this; says "), "{shown}");

    // An answer survives, and changes the verdict.
    home.run(&["answer", "talktalk", "talktalk-2015-10", "told"]).ok();
    let rows = home.run(&["list", "--json"]).json();
    let verdicts: Vec<_> = rows.as_array().unwrap().iter().map(|r| r["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["likely", "likely", "likely", "told"]);
    home.run(&["answer", "talktalk", "talktalk-2015-10", "dismiss"]).ok();
    assert_eq!(
        home.run(&["list", "--json"]).json()[3]["verdict"],
        "possible",
        "put away: the next one shows"
    );

    // Edit one thing; the others stay.
    home.run(&["edit", "2", "--until", "2018", "--note", "old contract"]).ok();
    let detail = home.run(&["show", "2", "--json"]).json();
    assert_eq!(detail["input"]["periods"][0]["from"], "2017");
    assert_eq!(detail["input"]["periods"][0]["until"], "2018");
    assert_eq!(detail["input"]["note"], "old contract");
    assert_eq!(detail["input"]["gave"].as_array().unwrap().len(), 2);
    assert_eq!(detail["row"]["verdict"], "possible", "left before it was left open");
    home.run(&["edit", "2", "--add-period", "--relationship", "employee", "--from", "2020"]).ok();
    assert_eq!(home.run(&["show", "2", "--json"]).json()["input"]["periods"].as_array().unwrap().len(), 2);
    home.run(&["edit", "2", "--remove-period", "2", "--clear", "note"]).ok();
    assert_eq!(home.run(&["show", "2", "--json"]).json()["input"]["note"], "");

    home.run(&["remove", "Three UK"]).fails(2, &["--yes"]);
    home.run(&["remove", "Three UK", "--yes"]).ok();
    assert_eq!(home.run(&["list", "--json"]).json().as_array().unwrap().len(), 3);
}

#[test]
fn a_household_and_its_settings() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["person", "add", "Zoë"]).ok();
    home.run(&["add", "TalkTalk", "--person", "Zoë"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    let rows = home.run(&["list", "--person", "Zoë", "--json"]).json();
    assert_eq!(rows.as_array().unwrap().len(), 1);
    home.run(&["show", "TalkTalk"]).fails(2, &["Several of your companies"]);
    home.run(&["person", "remove", "Zoë"]).fails(2, &["still has companies"]);
    home.run(&["person", "rename", "Me", "Ann"]).ok();
    assert!(home.run(&["person", "list"]).ok().contains("Ann"));
    home.run(&["person", "remove", "nobody"]).fails(4, &["no such person"]);
    home.run(&["settings", "--country", "gb", "--theme", "dark"]).ok();
    let settings = home.run(&["settings", "--json"]).json();
    assert_eq!((settings["country"].as_str(), settings["theme"].as_str()), (Some("GB"), Some("dark")));
    home.run(&["settings", "--theme", "pink"]).fails(2, &["appearance"]);
}

#[test]
fn the_passphrase_changes_and_the_old_one_no_longer_opens() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&["add", "TalkTalk"]).ok();
    let new = home.path("new");
    fs::write(&new, "orchard signal walnut ember").unwrap();
    home.run(&["passwd", "--new-passphrase-file", new.to_str().unwrap()]).ok();
    home.run(&["list"]).fails(3, &["does not open this vault"]);
    fs::copy(&new, home.path("passphrase")).unwrap();
    assert_eq!(home.run(&["list", "--json"]).json().as_array().unwrap().len(), 1);
    fs::write(&new, "password1").unwrap();
    home.run(&["passwd", "--new-passphrase-file", new.to_str().unwrap()]).fails(3, &["too easy"]);
    assert_eq!(
        home.run(&["list", "--json"]).json().as_array().unwrap().len(),
        1,
        "a refused change changes nothing"
    );
    let both = ["passwd", "--passphrase-file", "-", "--new-passphrase-file", "-"];
    finish(heldby().arg("--vault").arg(home.vault()).args(both).stdin(Stdio::null()).output().unwrap())
        .fails(2, &["standard input"]);
}

#[test]
fn passphrases_that_do_and_do_not_make_a_vault() {
    let home = Home::new();
    let with = |text: &str, more: &[&str]| {
        fs::write(home.path("passphrase"), text).unwrap();
        home.run(&[&["init"], more].concat())
    };
    with("", &[]).fails(3, &["empty"]);
    with("\n", &[]).fails(3, &["empty"]);
    with("hunter2", &[]).fails(3, &["too easy", "--weak-ok"]);
    assert!(!home.vault().exists());
    with(&"long and winding ".repeat(600), &[]).ok();
    home.run(&["list"]).ok();
    with("hunter2", &["--weak-ok"]).fails(5, &["nothing is ever overwritten"]);
    fs::remove_file(home.vault()).unwrap();
    with("hunter2\n", &["--weak-ok"]).ok();
    // Exactly one final newline is dropped.
    fs::write(home.path("passphrase"), "hunter2\n\n").unwrap();
    home.run(&["list"]).fails(3, &["does not open"]);
    fs::write(home.path("passphrase"), "hunter2").unwrap();
    home.run(&["list"]).ok();
}

#[test]
fn places_that_are_no_vault() {
    let home = Home::new();
    home.run(&["list"]).fails(4, &["no vault at this place", "--vault"]);
    home.run_on(home.folder.path(), &["list"]).fails(5, &["folder"]);
    home.run_on(home.folder.path(), &["init"]).fails(5, &["folder"]);

    let file = |name: &str, bytes: &[u8]| {
        fs::write(home.path(name), bytes).unwrap();
        let before = fs::read(home.path(name)).unwrap();
        let ran = home.run_on(&home.path(name), &["list"]);
        assert_eq!(fs::read(home.path(name)).unwrap(), before, "{name} was changed");
        ran
    };
    file("empty", b"").fails(5, &["too short"]);
    file("text", &b"no vault at all, but long enough to be one. ".repeat(400))
        .fails(5, &["not a Heldby vault"]);
    file("sqlite", &[b"SQLite format 3\0".to_vec(), vec![0; 8176]].concat())
        .fails(5, &["unencrypted database"]);

    home.run(&["init"]).ok();
    let vault = fs::read(home.vault()).unwrap();
    file("cut", &vault[..100]).fails(5, &["too short"]);
    let mut newer = vault.clone();
    newer[1] = 3;
    file("newer", &newer).fails(5, &["newer version"]);
    let mut bent = vault.clone();
    bent[200] ^= 1;
    file("first-page", &bent).fails(3, &["beginning of the file may be damaged"]);
    let mut late = vault.clone();
    let last = late.len() - 100;
    late[last] ^= 1;
    file("later-page", &late).fails(5, &["damaged"]);

    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(home.vault(), home.path("link")).unwrap();
        home.run_on(&home.path("link"), &["list"]).ok();
        std::os::unix::fs::symlink(home.path("nowhere"), home.path("dangling")).unwrap();
        home.run_on(&home.path("dangling"), &["list"]).fails(4, &["no vault"]);
    }
}

#[test]
fn values_that_do_not_fit_lose_nothing() {
    let home = Home::new();
    home.run(&["init"]).ok();
    let long = "x".repeat(10_000);
    for (args, words) in [
        (
            vec!["add", "TalkTalk", "--from", "2015", "--until", "2014"],
            vec!["ends (2014) before it begins (2015)"],
        ),
        (vec!["add", "TalkTalk", "--from", "0"], vec!["is no date"]),
        (vec!["add", "TalkTalk", "--from", "9999"], vec!["is no date", "1900 to 2199"]),
        (vec!["add", "TalkTalk", "--from", "yesterday"], vec!["is no date"]),
        (vec!["add", "TalkTalk", "--country", "Britain"], vec!["is no country"]),
        (vec!["add", "TalkTalk", "--tag", "payg"], vec!["unknown tag", "prepaid"]),
        (vec!["add", "TalkTalk", "--gave", "secrets"], vec!["no kind of data"]),
        (vec!["add", "TalkTalk", "--relationship", "former-customer"], vec!["no relationship", "ended"]),
        (vec!["add", &long], vec!["too long"]),
        (vec!["add", "   "], vec!["empty"]),
        (vec!["add", "bell\u{7}"], vec!["cannot be stored"]),
    ] {
        home.run(&args).fails(
            2,
            &words.iter().map(|w| if *w == "unknown tag" { "nknown tag" } else { w }).collect::<Vec<_>>(),
        );
    }
    home.run(&["add", "TalkTalk", "--company", "talktalkk"]).fails(4, &["no company with the id"]);
    for name in ["\u{1f4f1} Telefon \u{1f916}", "شركة الاتصالات", "Ein sehr \u{202e}gedrehter Name"]
    {
        home.run(&["add", name]).ok();
    }
    let rows = home.run(&["list", "--json"]).json();
    assert_eq!(rows.as_array().unwrap().len(), 3);
    assert_eq!(rows[1]["typed"], "شركة الاتصالات");
    home.run(&["add", "TalkTalk"]).ok();
    home.run(&["add", "Talk Talk"]).fails(2, &["on your list already"]);
    home.run(&["answer", "TalkTalk", "no-such-breach", "told"]).fails(4, &["No breach"]);
    home.run(&["show", "nobody"]).fails(4, &["no such company"]);
    home.run(&["edit", "TalkTalk", "--period", "7", "--from", "2012"]).fails(2, &["no period 7"]);
    assert_eq!(home.run(&["list", "--json"]).json().as_array().unwrap().len(), 4);
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let home = Home::new();
    home.run(&["init"]).ok();
    let added = home.run(&["add", "Vodafone"]).ok();
    assert!(added.contains("several companies may be meant"), "{added}");
    let row = &home.run(&["list", "--json"]).json()[0];
    assert_eq!((row["name"].as_str(), row["needs_company"].as_bool()), (Some("Vodafone"), Some(true)));
    home.run(&["edit", "1", "--company", "vodafone-uk"]).ok();
    assert_eq!(home.run(&["show", "1", "--json"]).json()["row"]["company"], "vodafone-uk");
    let no_passphrase =
        heldby().arg("--vault").arg(home.vault()).arg("list").stdin(Stdio::null()).output().unwrap();
    finish(no_passphrase).fails(3, &["no terminal", "--passphrase-file"]);
}

#[test]
fn nothing_readable_is_left_beside_or_in_the_vault() {
    let home = Home::new();
    home.run(&["init"]).ok();
    home.run(&[
        "add",
        "Zyxquarion Telecom",
        "--note",
        "wolframite diary",
        "--identifier",
        "kestrel-4711@example.org",
    ])
    .ok();
    home.run(&["check"]).ok();
    let needles = ["Zyxquarion", "wolframite", "kestrel-4711", PASSPHRASE];
    let files = |folder: &str| -> Vec<_> {
        let entries = fs::read_dir(home.path(folder)).unwrap().map(|e| e.unwrap().path());
        entries.filter(|path| path.is_file()).collect()
    };
    let copies = files("data/me.heldby.backups");
    assert!(!copies.is_empty());
    for path in files("data").into_iter().chain(copies) {
        let bytes = fs::read(&path).unwrap();
        for needle in needles {
            let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let found = |n: &[u8]| bytes.windows(n.len()).any(|w| w == n);
            assert!(!found(needle.as_bytes()) && !found(&wide), "{needle} is readable in {}", path.display());
        }
    }
    assert!(!fs::read(home.vault()).unwrap().starts_with(b"SQLite format 3"));
}
