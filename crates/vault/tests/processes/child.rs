//! The second process: its roles, and how to start it.

use crate::support::{Folder, at, full_holding, key, passphrase};
use heldby_vault::{Error, KdfProfile, Vault};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ROLE: &str = "HELDBY_TEST_ROLE";
const VAULT: &str = "HELDBY_TEST_VAULT";

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
        Ok(()) => eprintln!("child: end"),
        Err(error) => eprintln!("child: {error:?}"),
    }
}

fn act(role: &str, path: &Path, count: usize) -> Result<(), Error> {
    if role == "create" {
        return Vault::create_with_key(path, key(1), KdfProfile::LowMemory)?.close();
    }
    if role == "unlock" {
        return Vault::open(path, &passphrase("anything"))?.close();
    }
    if role == "remember" {
        crate::memory::act(path);
        return Ok(());
    }
    let mut vault = Vault::open_with_key(path, key(1))?;
    eprintln!("child: open");
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
                eprintln!("child: added");
            }
        }
        "change" => {
            vault.change_key(key(2))?;
            eprintln!("child: changed");
        }
        other => panic!("no such role: {other}"),
    }
    vault.close()
}

/// A child that is about to act as a role.
pub fn start(role: &str, vault: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    as_child(&mut command, role, vault);
    command
}

/// The same, with `strace` interfering as its option `inject` says, on the files of the vault's folder only
/// if paths are given.
pub fn start_with_fault(inject: &str, paths: &[&Path], role: &str, vault: &Path) -> Command {
    let mut command = Command::new("strace");
    let syscall = inject.split(':').next().unwrap();
    command.args(["-f", "-o", "/dev/null", "-e", &format!("trace={syscall}")]);
    command.args(["-e", &format!("inject={inject}")]);
    for path in paths {
        command.arg("-P").arg(path);
    }
    command.arg(std::env::current_exe().unwrap());
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
