//! A session bus of its own for one test, with or without a keyring on it.
//!
//! Also used by the tests of the crates that build on this one: nothing here knows of Heldby.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Nothing can be started on this bus by asking for it: what is there, the test has put there.
const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=FOLDER</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A bus that ends with the test.
pub struct Bus {
    daemon: Child,
    address: String,
    folder: TempDir,
}

/// A GNOME Keyring on a bus, unlocked, with entries of its own. It ends when dropped.
pub struct Keyring<'a> {
    daemon: Child,
    bus: &'a Bus,
}

impl Bus {
    /// Starts one.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bus.conf");
        std::fs::write(&file, CONFIGURATION.replace("FOLDER", folder.path().to_str().unwrap())).unwrap();
        let mut command = Command::new("dbus-daemon");
        command.args(["--nofork", "--print-address"]).arg(format!("--config-file={}", file.display()));
        let mut daemon = started(command.stdin(Stdio::null()).stdout(Stdio::piped()));
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        assert!(address.starts_with("unix:"), "the bus did not start: {address}");
        Self { daemon, address: address.trim().into(), folder }
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Lets a program use this bus.
    pub fn put_into(&self, command: &mut Command) {
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
    }

    /// Starts a keyring whose entries are kept under `home`, and waits until it is on the bus.
    pub fn keyring(&self, home: &str) -> Keyring<'_> {
        let home = self.folder.path().join(home);
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--unlock", "--foreground", "--components=secrets"]);
        for (name, folder) in
            [("HOME", ""), ("XDG_DATA_HOME", "data"), ("XDG_RUNTIME_DIR", "run"), ("XDG_CACHE_HOME", "cache")]
        {
            std::fs::create_dir_all(home.join(folder)).unwrap();
            command.env(name, home.join(folder));
        }
        self.put_into(&mut command);
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        let mut daemon = started(command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()));
        // Closing its input tells it that this was the password.
        daemon.stdin.take().unwrap().write_all(b"password of the keyring").unwrap();
        let keyring = Keyring { daemon, bus: self };
        let start = Instant::now();
        while !keyring.is_ready() {
            assert!(start.elapsed() < Duration::from_secs(30), "the keyring is not on the bus");
            std::thread::sleep(Duration::from_millis(50));
        }
        keyring
    }

    /// Calls a method and returns what `dbus-send` prints.
    fn call(&self, to: &str, path: &str, method: &str, arguments: &[&str]) -> String {
        let mut command = Command::new("dbus-send");
        command.arg(format!("--bus={}", self.address)).arg(format!("--dest={to}"));
        let output = command.args(["--print-reply", path, method]).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Keyring<'_> {
    fn is_ready(&self) -> bool {
        let alias = self.bus.call(
            "org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.ReadAlias",
            &["string:default"],
        );
        alias.contains("/collection/login")
    }

    /// Locks everything that is kept.
    pub fn lock(&self) {
        let said = self.bus.call(
            "org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
            &["array:objpath:/org/freedesktop/secrets/collection/login"],
        );
        assert!(said.contains("/collection/login"), "the keyring does not lock: {said}");
    }
}

impl Drop for Keyring<'_> {
    fn drop(&mut self) {
        end(&mut self.daemon);
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        end(&mut self.daemon);
    }
}

fn started(command: &mut Command) -> Child {
    command.spawn().unwrap_or_else(|error| {
        panic!("{:?} does not start ({error}); `cargo xtask setup` installs it", command.get_program())
    })
}

fn end(child: &mut Child) {
    // Ended already is as good as ended now.
    let _ = child.kill();
    let _ = child.wait();
}
