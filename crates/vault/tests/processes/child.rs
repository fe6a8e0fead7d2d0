//! The second process: its roles, and how to start it.

use crate::support::{Folder, at, full_holding, key, passphrase};
use heldby_vault::{Error, Vault};
use std::io::{IoSlice, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ROLE: &str = "HELDBY_TEST_ROLE";
const VAULT: &str = "HELDBY_TEST_VAULT";
/// Set for a child that is to try a failed step once more.
pub const RETRY: &str = "HELDBY_TEST_RETRY";

/// What the children of most tests write: these words must never be found on the disk.
pub const NEEDLES: [&str; 5] = [
    "Zyxomatic Haberdashers",
    "zyxomatic-domain.example",
    "the parrot knows about the Lisbon account",
    "quixotic.person@needle.example",
    "needle-class-of-data",
];

/// Acts as a role if this process is a child; otherwise shows that starting one works.
#[test]
fn child() {
    let Ok(role) = std::env::var(ROLE) else {
        let folder = Folder::with_vault(0);
        let output = start("add 2", &folder.vault()).output().unwrap();
        assert_eq!(said(&output), ["open", "added", "added", "end"]);
        return;
    };
    let path = std::env::var(VAULT).unwrap();
    let (role, count) = role.split_once(' ').unwrap_or((&role, "1"));
    match act(role, Path::new(&path), count.parse().unwrap()) {
        Ok(()) => say("end"),
        Err(error) => say(&format!("{error:?}")),
    }
}

/// Says a line to the parent, by a call that nothing uses to write files: it is heard even while writing fails.
pub fn say(line: &str) {
    let line = format!("child: {line}\n");
    // The parent judges what it hears, and that it hears too little.
    let _ = std::io::stderr().write_vectored(&[IoSlice::new(line.as_bytes())]);
}

/// Does one step and says so when it is done.
pub fn step(
    vault: &mut Vault,
    done: &str,
    act: impl Fn(&mut Vault) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut outcome = act(vault);
    // What is done and only not confirmed is not done again.
    if let Err(error) = &outcome
        && retries()
        && !matches!(error, Error::Unconfirmed)
    {
        say(&format!("failed: {error:?}"));
        outcome = act(vault);
    }
    outcome?;
    say(done);
    Ok(())
}

/// Whether this child is to try a failed step once more.
pub fn retries() -> bool {
    std::env::var_os(RETRY).is_some()
}

fn act(role: &str, path: &Path, count: usize) -> Result<(), Error> {
    match role {
        "rounds" => return crate::rounds::act(path, count),
        "deriving" => return crate::rounds::act_with_passphrase(path, count),
        _ => {}
    }
    if role == "unlock" {
        return Vault::open(path, &passphrase("anything"))?.close();
    }
    if let Some(outcome) = crate::sweep::act(role, path) {
        return outcome;
    }
    if role == "remember" {
        crate::memory::act(path);
        return Ok(());
    }
    let mut vault = Vault::open_with_key(path, key(1))?;
    say("open");
    match role {
        "hold" => {
            // Until the parent lets go.
            let _ = std::io::stdin().read(&mut [0]);
        }
        "add" => {
            let person = vault.persons()?[0].id;
            for _ in 0..count {
                let mut new = full_holding(person, NEEDLES[0]);
                new.domain = Some(NEEDLES[1].into());
                new.note = NEEDLES[2].repeat(20);
                new.identifiers[0].value = NEEDLES[3].into();
                new.gave = vec![NEEDLES[4].into()];
                vault.add_holding(&new, at(1))?;
                say("added");
            }
        }
        "change" => {
            vault.change_key(key(2))?;
            say("changed");
        }
        other => panic!("no such role: {other}"),
    }
    vault.close()
}

/// A child that is about to act as a role.
pub fn start(role: &str, vault: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env_remove("LD_LIBRARY_PATH");
    as_child(&mut command, role, vault);
    command
}

/// The same, with `strace` interfering as its option `inject` says.
pub fn start_with_fault(inject: &str, role: &str, vault: &Path) -> Command {
    let syscall = inject.split(':').next().unwrap();
    let (trace, inject) = (format!("trace={syscall}"), format!("inject={inject}"));
    start_under(&["-o", "/dev/null", "-e", &trace, "-e", &inject], role, vault)
}

/// The same, under `strace` with these options.
pub fn start_under(options: &[&str], role: &str, vault: &Path) -> Command {
    let mut command = Command::new("strace");
    // Cargo names folders there that the loader of every program would look through, and each look is a call.
    command.env_remove("LD_LIBRARY_PATH");
    // Without `--seccomp-bpf`: with it, strace 6.1 does not count the calls at which it is to interfere.
    command.arg("-f").args(options).arg(std::env::current_exe().unwrap());
    as_child(&mut command, role, vault);
    command
}

/// Makes a command that ends with this program's path start it as a child.
pub fn as_child(command: &mut Command, role: &str, vault: &Path) {
    command
        .args(["child::child", "--exact", "--nocapture", "--test-threads=1"])
        .env(ROLE, role)
        .env(VAULT, vault)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
}

/// What a child said, line by line.
pub fn said(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<String> =
        text.lines().filter_map(|l| l.strip_prefix("child: ")).map(str::to_owned).collect();
    assert!(!lines.is_empty() || !output.status.success(), "the child did not act: {text}");
    lines
}
