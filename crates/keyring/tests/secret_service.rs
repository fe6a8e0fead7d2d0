//! Against a real keyring on a real bus: what works, and every way in which it can fail to help.
//!
//! Needs `dbus-daemon`, `dbus-send` and `gnome-keyring-daemon`; without them it fails. Which bus is used is a matter of
//! the environment, so each step is a child: this program again, told what to do.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_keyring::{KEY_LEN, LIMIT, Trouble};
use std::process::Command;
use std::time::{Duration, Instant};
use support::Bus;
use zeroize::Zeroizing;

const STEP: &str = "HELDBY_TEST_STEP";
const NAME: &str = "000133445566778899aabbccddeeff00";

/// Does what the environment says, as a child; otherwise shows that a child answers.
#[test]
fn child() {
    let Ok(step) = std::env::var(STEP) else {
        assert_eq!(step_at("disabled:", "look"), "NoService");
        return;
    };
    let said = match step.as_str() {
        "look" => told(heldby_keyring::look(NAME)),
        "keep" => told(heldby_keyring::keep(NAME, Zeroizing::new(key(1)))),
        "keep another" => told(heldby_keyring::keep(NAME, Zeroizing::new(key(2)))),
        "take" => match heldby_keyring::take(NAME) {
            Ok(found) if *found == key(1) => "the key".into(),
            Ok(found) if *found == key(2) => "the other key".into(),
            Ok(_) => "something else".into(),
            Err(trouble) => format!("{trouble:?}"),
        },
        "remove" => told(heldby_keyring::remove(NAME)),
        "spoil" => {
            use keyring_core::api::CredentialStoreApi;
            let store = zbus_secret_service_keyring_store::Store::new().unwrap();
            store.build("org.heldby.Heldby", NAME, None).unwrap().set_secret(b"a note").unwrap();
            "done".into()
        }
        other => panic!("no such step: {other}"),
    };
    eprintln!("child: {said}");
}

fn key(n: u8) -> Vec<u8> {
    (0..KEY_LEN).map(|i| n ^ u8::try_from(i).unwrap().wrapping_mul(31)).collect()
}

fn told(result: Result<(), Trouble>) -> String {
    result.map_or_else(|trouble| format!("{trouble:?}"), |()| "done".into())
}

/// What a child says that did one step on the bus at this address.
fn step_at(address: &str, step: &str) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", "--exact", "--nocapture", "--test-threads=1"]).env(STEP, step);
    let output = command.env("DBUS_SESSION_BUS_ADDRESS", address).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    let said = text.lines().find_map(|line| line.strip_prefix("child: "));
    said.unwrap_or_else(|| panic!("the child did not say anything: {text}")).to_owned()
}

#[track_caller]
fn check(bus: &Bus, steps: &[(&str, &str)]) {
    for (step, expected) in steps {
        assert_eq!(step_at(bus.address(), step), *expected, "{step}");
    }
}

#[test]
fn a_key_is_kept_replaced_taken_and_removed() {
    let bus = Bus::start();
    let _keyring = bus.keyring("home");
    check(
        &bus,
        &[
            ("look", "NoEntry"),
            ("take", "NoEntry"),
            ("remove", "done"),
            ("keep", "done"),
            ("look", "done"),
            ("take", "the key"),
            ("keep another", "done"),
            ("take", "the other key"),
            ("remove", "done"),
            ("look", "NoEntry"),
            ("take", "NoEntry"),
        ],
    );
}

#[test]
fn a_locked_keyring_asks_for_nothing() {
    let bus = Bus::start();
    let keyring = bus.keyring("home");
    check(&bus, &[("keep", "done")]);
    keyring.lock();
    let start = Instant::now();
    check(&bus, &[("look", "Locked"), ("take", "Locked"), ("keep", "Locked"), ("remove", "Locked")]);
    assert!(start.elapsed() < 4 * LIMIT, "{:?}", start.elapsed());
}

#[test]
fn entries_survive_the_keyring_but_not_a_change_to_another_one() {
    let bus = Bus::start();
    let keyring = bus.keyring("home");
    check(&bus, &[("keep", "done")]);
    drop(keyring);
    check(
        &bus,
        &[("look", "NoService"), ("take", "NoService"), ("keep", "NoService"), ("remove", "NoService")],
    );
    let other = bus.keyring("another home");
    check(&bus, &[("look", "NoEntry"), ("take", "NoEntry")]);
    drop(other);
    let _first = bus.keyring("home");
    check(&bus, &[("take", "the key")]);
}

#[test]
fn what_is_no_key_is_not_handed_out() {
    let bus = Bus::start();
    let _keyring = bus.keyring("home");
    check(
        &bus,
        &[("spoil", "done"), ("look", "done"), ("take", "BadEntry"), ("keep", "done"), ("take", "the key")],
    );
}

#[test]
fn no_bus_at_all() {
    for address in ["", "disabled:", "unix:path=/nonexistent/bus", "tcp:host=127.0.0.1,port=9"] {
        for step in ["look", "take", "keep", "remove"] {
            assert_eq!(step_at(address, step), "NoService", "{address} {step}");
        }
    }
}

#[test]
fn a_service_that_never_answers_is_not_waited_for() {
    let bus = Bus::start();
    // It has the name, and reads nothing of what it is sent.
    let silent = zbus::blocking::connection::Builder::address(bus.address()).unwrap();
    let _silent = silent.name("org.freedesktop.secrets").unwrap().build().unwrap();
    for step in ["look", "take", "keep", "remove"] {
        let start = Instant::now();
        assert_eq!(step_at(bus.address(), step), "TooSlow", "{step}");
        assert!(start.elapsed() < LIMIT + Duration::from_secs(4), "{step}: {:?}", start.elapsed());
    }
}
