//! The shipped window on a display of its own, used through its keys.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    memory::{Process, tree},
    support::{
        Program,
        display::{Display, difference},
        home::Home,
        wait_for,
    },
};

/// More colours than an empty window shows: text with smooth edges is on the screen.
const PAINTED: usize = 24;

/// How long the screen must rest to count as at rest: longer than a transition, shorter than a blinking cursor takes
/// to matter, which is told apart by the number of its pixels.
const REST: Duration = Duration::from_millis(1500);

/// Long enough for a key derivation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// A window, before and while it is open.
pub struct Window {
    traced: Option<Program>,
    display: Display,
    home: Home,
    trace: tempfile::TempDir,
}

impl Window {
    /// A display and an empty home.
    ///
    /// # Panics
    /// When a tool is missing; this holds for every step.
    pub fn prepare() -> Self {
        let trace = tempfile::tempdir().expect("a temporary folder");
        Self { traced: None, display: Display::start(), home: Home::new(), trace }
    }

    /// The folder of everything that the app may call its own.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The vault.
    pub fn vault(&self) -> PathBuf {
        self.home.vault()
    }

    /// Where every file is written down that a process of the app made or opened to write.
    pub fn trace(&self) -> PathBuf {
        self.trace.path().join("trace")
    }

    /// Opens the window and waits until it is painted.
    pub fn open(&mut self) {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "--seccomp-bpf", "-s", "4096", "-e"]);
        command
            .arg("trace=open,openat,creat,rename,renameat,renameat2,link,linkat")
            .arg("-o")
            .arg(self.trace());
        command.arg(crate::desktop::desktop()).arg("--vault").arg(self.vault());
        command.env("DISPLAY", self.display.name());
        self.home.put_into(&mut command);
        self.traced = Some(Program::start(&mut command));
        wait_for("the window to be painted", PATIENCE, || (self.display.colours() > PAINTED).then_some(()));
        self.settle();
        self.tool(&["search", "--onlyvisible", "--name", "^Heldby$", "windowfocus"]);
    }

    /// Opens the vault from its locked page.
    pub fn unlock(&self, passphrase: &str) {
        self.turn_page(|| {
            self.type_text(passphrase);
            self.press("Return");
        });
    }

    /// Locks the vault.
    pub fn lock(&self) {
        self.turn_page(|| self.press("ctrl+l"));
    }

    /// Does something that brings another page, and waits until it is there and at rest. Rest alone would not do: on a
    /// busy machine the signs of work rest, too.
    fn turn_page(&self, act: impl FnOnce()) {
        let before = self.display.frame();
        act();
        let turned = || difference(&self.display.frame(), &before) > ANOTHER_PAGE;
        wait_for("another page", PATIENCE, || turned().then_some(()));
        self.settle();
    }

    /// Types a text wherever the focus is.
    pub fn type_text(&self, text: &str) {
        self.tool(&["type", "--delay", "30", text]);
    }

    /// Presses a key by its name, after anything that the last one set going.
    pub fn press(&self, key: &str) {
        self.tool(&["key", key]);
    }

    /// Presses a key until the screen shows that it was heard, and waits until it is at rest: a window that is just
    /// drawing itself may hear none.
    pub fn press_and_see(&self, key: &str) {
        const MOMENT: Duration = Duration::from_secs(3);
        let before = self.display.frame();
        let begin = Instant::now();
        loop {
            self.press(key);
            let pressed = Instant::now();
            while pressed.elapsed() < MOMENT {
                std::thread::sleep(Duration::from_millis(100));
                if difference(&self.display.frame(), &before) > CURSOR {
                    return self.settle();
                }
            }
            assert!(begin.elapsed() < PATIENCE, "{key} changes nothing on the screen");
        }
    }

    /// Waits until the screen is at rest.
    pub fn settle(&self) {
        let begin = Instant::now();
        let (mut last, mut since) = (self.display.frame(), Instant::now());
        while since.elapsed() < REST {
            assert!(begin.elapsed() < PATIENCE, "the screen does not come to rest");
            std::thread::sleep(Duration::from_millis(100));
            let now = self.display.frame();
            if difference(&now, &last) > CURSOR {
                (last, since) = (now, Instant::now());
            }
        }
    }

    /// All processes of the app, without the tool that traces them.
    pub fn processes(&self) -> Vec<Process> {
        let traced = self.traced.as_ref().expect("the window is open");
        tree(traced.id()).into_iter().filter(|one| one.name != "strace").collect()
    }

    /// Ends the app as the end of the person's session does, and waits until every process has ended.
    pub fn end(&mut self) {
        let app = self.processes().into_iter().find(|one| one.name == "heldby-desktop").expect("it runs");
        let id = i32::try_from(app.id)
            .ok()
            .and_then(rustix::process::Pid::from_raw)
            .expect("the number of a process");
        rustix::process::kill_process(id, rustix::process::Signal::TERM).expect("the app is ours");
        let mut traced = self.traced.take().expect("the window is open");
        wait_for("the app to end", PATIENCE, || traced.child().try_wait().expect("strace is ours to ask"));
    }

    fn tool(&self, arguments: &[&str]) {
        let status = Command::new("xdotool").args(arguments).env("DISPLAY", self.display.name()).status();
        let status = status.unwrap_or_else(|error| {
            panic!("xdotool does not start ({error}); `cargo xtask setup` installs it")
        });
        assert!(status.success(), "xdotool {arguments:?}: {status}");
    }
}

/// Pixels of a blinking cursor.
const CURSOR: usize = 120;

/// Pixels by which pages differ: the locked one from an open one in some 200,000, a page from itself with a text typed
/// into it in some 2,000.
const ANOTHER_PAGE: usize = 50_000;
