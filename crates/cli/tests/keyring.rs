//! Quick unlock from a terminal, against a real keyring, with everything that can be in its way.
//!
//! Needs `dbus-daemon`, `dbus-send` and `gnome-keyring-daemon`; without them it fails.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "../../keyring/tests/support/mod.rs"]
mod bus;
mod common;

use bus::Bus;
use common::{Home, Ran, finish, heldby};
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// A vault, and commands on a bus that say no passphrase.
struct Desk {
    home: Home,
    bus: Bus,
}

impl Desk {
    fn new() -> Self {
        let home = Home::new();
        home.run(&["init", "--profile", "low-memory"]).ok();
        home.run(&["add", "TalkTalk"]).ok();
        Self { home, bus: Bus::start() }
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_on(&self.home.vault(), args)
    }

    fn run_on(&self, vault: &Path, args: &[&str]) -> Ran {
        let mut command = heldby();
        self.bus.put_into(&mut command);
        command.arg("--vault").arg(vault).args(args).stdin(Stdio::null());
        finish(command.output().unwrap())
    }

    fn passphrase_file(&self) -> String {
        self.home.path("passphrase").to_str().unwrap().to_owned()
    }

    fn turn_on(&self) -> String {
        self.run(&["--passphrase-file", &self.passphrase_file(), "keyring", "on"]).ok()
    }

    fn mark(&self) -> std::path::PathBuf {
        self.home.path("data/me.heldby.keyring")
    }

    /// The keyring does not help: one line says why, and then the passphrase is asked for, which nobody can type here.
    #[track_caller]
    fn falls_back(&self, why: &str) {
        self.run(&["list"]).fails(3, &[why, "no terminal"]);
        let status = self.run(&["keyring", "status", "--json"]).json();
        assert_eq!((status["on"].as_bool(), status["ready"].as_bool()), (Some(true), Some(false)));
        assert!(status["why"].as_str().unwrap().contains(why), "{status}");
        // With the passphrase everything goes on as ever.
        let listed = self.run(&["--passphrase-file", &self.passphrase_file(), "list"]).ok();
        assert!(listed.contains("TalkTalk"), "{listed}");
    }
}

#[test]
fn the_keyring_opens_the_vault_until_it_is_turned_off() {
    let desk = Desk::new();
    let _keyring = desk.bus.keyring("home");
    assert_eq!(desk.run(&["keyring", "status", "--json"]).json()["on"], false);
    desk.run(&["list"]).fails(3, &["no terminal"]);
    // An open vault is not enough: it is asked for, also where quick unlock would open the vault.
    let wrong = desk.home.path("wrong");
    fs::write(&wrong, "not the passphrase").unwrap();
    desk.run(&["--passphrase-file", wrong.to_str().unwrap(), "keyring", "on"]).fails(3, &[]);
    assert!(!desk.mark().exists());
    assert!(desk.turn_on().contains("no longer ask for the passphrase"));
    assert!(desk.run(&["list"]).ok().contains("TalkTalk"));
    desk.run(&["keyring", "on"]).fails(3, &["no terminal"]);
    let status = desk.run(&["keyring", "status"]).ok();
    assert!(
        status.contains("is on") && status.contains("any program of your user account can read it"),
        "{status}"
    );
    // Nothing of the key is in the file that says that it is on.
    assert_eq!(fs::read(desk.mark()).unwrap(), b"");

    // A changed passphrase goes with it, and so does a changed profile.
    let new = desk.home.path("new");
    fs::write(&new, "orchard signal walnut ember").unwrap();
    let file = desk.passphrase_file();
    let said = desk
        .run(&["--passphrase-file", &file, "passwd", "--new-passphrase-file", new.to_str().unwrap()])
        .ok();
    assert!(!said.contains("Quick unlock"), "{said}");
    assert!(desk.run(&["list"]).ok().contains("TalkTalk"));

    desk.run(&["keyring", "off"]).ok();
    assert!(!desk.mark().exists());
    desk.run(&["list"]).fails(3, &["no terminal"]);
    // The key is gone, not only unused.
    fs::write(desk.mark(), "").unwrap();
    desk.run(&["list"]).fails(3, &["no key for this vault"]);
}

#[test]
fn a_keyring_that_is_locked_gone_or_another_one_is_explained() {
    let desk = Desk::new();
    let keyring = desk.bus.keyring("home");
    desk.turn_on();
    keyring.lock();
    desk.falls_back("keyring is locked");
    drop(keyring);
    desk.falls_back("no keyring that answers");
    let other = desk.bus.keyring("another home");
    desk.falls_back("no key for this vault");
    drop(other);
    // Back at the first one, all is well.
    let _keyring = desk.bus.keyring("home");
    desk.run(&["list"]).ok();
}

#[test]
fn a_key_that_does_not_fit_opens_nothing() {
    let desk = Desk::new();
    let _keyring = desk.bus.keyring("home");
    desk.turn_on();
    // The salt of this vault before the pages of another: the keyring's key belongs to the one and not the other.
    let other = desk.home.path("data/other.heldby");
    desk.home.run_on(&other, &["init", "--profile", "low-memory"]).ok();
    let mut bytes = fs::read(&other).unwrap();
    bytes[..16].copy_from_slice(&fs::read(desk.home.vault()).unwrap()[..16]);
    fs::write(&other, bytes).unwrap();
    fs::write(desk.home.path("data/other.heldby.keyring"), "").unwrap();
    desk.run_on(&other, &["list"]).fails(3, &["does not open this vault", "no terminal"]);
}

#[test]
fn without_a_keyring_it_cannot_be_turned_on_and_off_says_what_may_be_left() {
    let desk = Desk::new();
    let file = desk.passphrase_file();
    desk.run(&["--passphrase-file", &file, "keyring", "on"])
        .fails(1, &["no keyring that answers", "Nothing was changed"]);
    assert!(!desk.mark().exists());
    // What was never there is not said to be left.
    desk.run(&["keyring", "off"]).ok();
    assert!(!desk.run(&["keyring", "status", "--json"]).json()["left"].as_bool().unwrap());
    let keyring = desk.bus.keyring("home");
    desk.turn_on();
    drop(keyring);
    desk.run(&["keyring", "off"]).fails(1, &["may still be in the keyring", "unlock the vault again"]);
    assert!(!desk.mark().exists(), "it is not used any more");
    let left = |desk: &Desk| desk.run(&["keyring", "status", "--json"]).json()["left"].as_bool().unwrap();
    desk.run(&["--passphrase-file", &file, "list"]).ok();
    assert!(left(&desk), "nobody could be asked");
    let _keyring = desk.bus.keyring("home");
    // The next unlocking takes it out.
    desk.run(&["--passphrase-file", &file, "list"]).ok();
    assert!(!left(&desk));
    fs::write(desk.mark(), "").unwrap();
    desk.run(&["list"]).fails(3, &["no key for this vault"]);
}

#[test]
fn the_key_of_an_earlier_passphrase_leaves_the_keyring_as_soon_as_it_can() {
    let desk = Desk::new();
    let keyring = desk.bus.keyring("home");
    desk.turn_on();
    let before = fs::read(desk.home.vault()).unwrap();
    drop(keyring);
    let (old, new) = (desk.passphrase_file(), desk.home.path("new"));
    fs::write(&new, "orchard signal walnut ember").unwrap();
    let new = new.to_str().unwrap();
    desk.run(&["--passphrase-file", &old, "passwd", "--new-passphrase-file", new]).ok();
    let _keyring = desk.bus.keyring("home");
    // A copy made before, with the mark of quick unlock beside it: the old key would open it.
    let copy = desk.home.path("data/copy.heldby");
    fs::write(&copy, before).unwrap();
    fs::write(desk.home.path("data/copy.heldby.keyring"), "").unwrap();
    desk.run_on(&copy, &["list"]).ok();
    desk.run(&["--passphrase-file", new, "list"]).ok();
    desk.run_on(&copy, &["list"]).fails(3, &["no key for this vault"]);
    assert_eq!(desk.run(&["keyring", "status", "--json"]).json()["left"], false);
}
