//! The window as it ships, without a WebDriver: every one of its processes is confined, as root and as a user without
//! rights, and what it says about that is true.
#![cfg(target_os = "linux")]
#![cfg(not(feature = "e2e"))]

#[path = "support/desktop.rs"]
mod desktop;
#[path = "support/mod.rs"]
mod support;

use std::{fs, os::unix::fs::MetadataExt, process::Stdio, time::Duration};

use support::{
    PAINTED, Program,
    account::Account,
    display::Display,
    home::Home,
    tree::{Member, tree},
    wait_for,
};

/// The processes without which there is no page, as the kernel cuts their names.
const WINDOW: &str = "heldby-desktop";
const PAGE: &str = "WebKitWebProces";
const LOADER: &str = "WebKitNetworkPr";

#[test]
fn every_process_of_the_window_is_confined() {
    for account in Account::all() {
        let (display, home) = (Display::start(), Home::new());
        let mut command = account.command(&desktop::desktop(), &home);
        command.arg("--vault").arg(home.vault()).env("DISPLAY", display.name()).stdin(Stdio::null());
        // What must not weaken it.
        command
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .env("WEBKIT_INSPECTOR_SERVER", "127.0.0.1:9");
        let mut window = Program::start(&mut command);
        wait_for("the window to be painted", Duration::from_secs(90), || {
            let ended = window.child().try_wait().expect("the window is ours to ask");
            assert!(ended.is_none(), "{account:?}: the window closed by itself: {ended:?}");
            (display.colours() > PAINTED).then_some(())
        });
        let members = tree(window.child().id());
        let named = |name: &str| -> Vec<&Member> {
            members.iter().filter(|member| member.field("Name") == name).collect()
        };
        for name in [WINDOW, PAGE, LOADER] {
            assert!(!named(name).is_empty(), "{account:?}: {name} is not among the processes of the window");
        }
        for member in &members {
            let who = format!("{account:?}: {} ({})", member.field("Name"), member.pid);
            assert_eq!(member.field("Seccomp"), "2", "{who}: no filter for system calls");
            assert_eq!(member.field("NoNewPrivs"), "1", "{who}: may gain rights");
            assert!(member.internet_sockets().unwrap_or(0) == 0, "{who}: an internet socket is open");
            let limits =
                fs::read_to_string(format!("/proc/{}/limits", member.pid)).expect("limits can be read");
            let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
            assert_eq!(core.split_ascii_whitespace().nth(4), Some("0"), "{who}: may dump core: {core}");
        }
        // At least one of them lets us count.
        assert!(
            members.iter().any(|member| member.internet_sockets().is_some()),
            "{account:?}: nothing was counted"
        );
        // The files of a process that may not be traced belong to root.
        let holder = named(WINDOW)[0].pid;
        assert_eq!(
            fs::metadata(format!("/proc/{holder}/environ")).map(|file| file.uid()).ok(),
            Some(0),
            "{account:?}"
        );
    }
}
