//! Runs the built command line as a user would.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub const PASSPHRASE: &str = "meadow lantern copper violin";

/// What a run printed, and its exit code.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }

    /// Asserts the exit code and that the message holds all the words.
    #[track_caller]
    pub fn fails(self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not said: {}", self.err);
        }
        assert!(!self.err.contains(PASSPHRASE), "the passphrase is in the message");
        assert!(!self.err.contains("panicked"), "{}", self.err);
    }

    #[track_caller]
    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.ok()).unwrap()
    }
}

/// A folder with a vault path and a passphrase file.
pub struct Home {
    pub folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn vault(&self) -> PathBuf {
        self.path("data/me.heldby")
    }

    /// Runs with the vault and the passphrase file of this folder.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_on(&self.vault(), args)
    }

    pub fn run_on(&self, vault: &Path, args: &[&str]) -> Ran {
        self.run_as(heldby(), vault, args)
    }

    /// As [`run_on`](Self::run_on), with a command that ends in the program.
    pub fn run_as(&self, mut command: Command, vault: &Path, args: &[&str]) -> Ran {
        command.arg("--vault").arg(vault).arg("--passphrase-file").arg(self.path("passphrase")).args(args);
        finish(command.stdin(Stdio::null()).output().unwrap())
    }
}

/// The program under test: what Cargo built for it, or the one that `HELDBY_CLI` names. So does `cargo xtask prove` with
/// the one that ships.
pub fn program() -> PathBuf {
    std::env::var_os("HELDBY_CLI").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_heldby")), PathBuf::from)
}

pub fn heldby() -> Command {
    let mut command = Command::new(program());
    command.env_remove("HELDBY_VAULT");
    command
}

/// The program where the kernel answers the named system calls with this error, as `strace` makes believe.
#[cfg(target_os = "linux")]
pub fn where_fails(calls: &str, error: &str) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("inject={calls}:error={error}")]);
    strace.arg(program()).env_remove("HELDBY_VAULT");
    strace
}

/// Runs without a vault, with text on standard input.
pub fn piped(args: &[&str], input: &[u8]) -> Ran {
    let mut child = heldby()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that stops early closes the pipe; that is its right.
        let _closed = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    finish(output)
}

pub fn finish(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
