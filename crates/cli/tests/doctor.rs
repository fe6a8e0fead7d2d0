//! What the command line says about the network: kept off it, and told honestly when it is not.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![cfg(target_os = "linux")]

mod common;

use common::Home;
use serde_json::Value;
use std::process::Output;

fn on_a_kernel_without(calls: &str, arguments: &[&str]) -> Output {
    let mut command = common::where_fails(calls, "ENOSYS");
    command.args(arguments).output().expect("strace runs; `cargo xtask setup` installs it")
}

fn field<'a>(report: &'a Value, list: &str, id: &str, field: &str) -> &'a str {
    let found = report[list].as_array().unwrap().iter().find(|one| one["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} in {report}"))[field].as_str().unwrap()
}

#[test]
fn the_kernel_keeps_the_command_line_off_the_network() {
    let home = Home::new();
    let report = home.run(&["doctor", "--json"]).json();
    assert_eq!(report["offline"], "enforced", "{report}");
    for measure in ["filter", "privileges", "memory", "core"] {
        assert_eq!(field(&report, "measures", measure, "state"), "on", "{measure}");
    }
    for attempt in ["tcp_v4", "tcp_v6", "udp_v4", "udp_v6", "ping", "raw", "packet", "io_uring", "netlink"] {
        assert_eq!(field(&report, "attempts", attempt, "outcome"), "refused", "{attempt}");
    }
    assert_eq!(field(&report, "attempts", "local", "outcome"), "allowed");
    let process = &report["processes"][0];
    assert_eq!((&process["name"], &process["filtered"]), (&"heldby".into(), &true.into()));
    assert_eq!(process["internet_sockets"], 0);
    assert_eq!(report["files"][0]["path"], home.vault().display().to_string());

    // Nobody has to read JSON.
    let text = home.run(&["doctor"]).ok();
    for words in ["keeps Heldby off the network", "TCP over IPv4", "What stays open, and why", "strace"] {
        assert!(text.contains(words), "{words:?} is not said:\n{text}");
    }
}

#[test]
fn a_kernel_that_refuses_is_told_about() {
    let without_filter = on_a_kernel_without("seccomp", &["doctor", "--json"]);
    let without_all = on_a_kernel_without("seccomp,landlock_create_ruleset", &["doctor", "--json"]);
    for (ran, offline) in [(without_filter, ["tcp_only", "open"]), (without_all, ["open", "open"])] {
        let report: Value = serde_json::from_slice(&ran.stdout).unwrap();
        // Where this kernel has no rules for TCP either, nothing is left.
        assert!(offline.contains(&report["offline"].as_str().unwrap()), "{report}");
        assert_eq!(field(&report, "measures", "filter", "state"), "off");
        assert_eq!(field(&report, "attempts", "udp_v4", "outcome"), "allowed");
        assert_eq!(ran.status.code(), Some(1));
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(said.matches("Function not implemented").count(), 1, "said once: {said}");
    }
}

/// It is told, and the person can still work.
#[test]
fn what_the_kernel_refuses_stops_nobody() {
    let ran = on_a_kernel_without("seccomp,landlock_create_ruleset", &["lookup", "Talk Talk", "--json"]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(serde_json::from_slice::<Value>(&ran.stdout).is_ok());
    assert!(String::from_utf8(ran.stderr).unwrap().contains("does not keep Heldby off the network"));
}
