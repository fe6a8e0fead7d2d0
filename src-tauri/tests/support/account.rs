//! Whom the window runs as: whoever runs the test, and when that is root, somebody without any rights too.

use std::{
    ffi::OsStr,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use super::home::Home;

/// An account for one run of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Whoever runs the test.
    Own,
    /// `nobody`, without a single capability. Only root can become it.
    Nobody,
}

/// The number of `nobody` on every Linux.
const NOBODY: &str = "65534";

impl Account {
    /// All that this test can be.
    pub fn all() -> Vec<Self> {
        if rustix::process::geteuid().is_root() { vec![Self::Own, Self::Nobody] } else { vec![Self::Own] }
    }

    /// A command that runs `program` as this account in `home`, which then belongs to it. Call it last: what is put
    /// into the home afterwards does not.
    ///
    /// # Panics
    /// When a tool for it is missing.
    pub fn command(self, program: &Path, home: &Home) -> Command {
        let mut command = match self {
            Self::Own => Command::new(program),
            Self::Nobody => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]);
                command.args(["--inh-caps=-all", "--bounding-set=-all", "--"]).arg(readable(program, home));
                command
            }
        };
        home.put_into(&mut command);
        // Cargo names folders of its own there. The page's sandbox wants to see them, and that user cannot enter them.
        command.env_remove("LD_LIBRARY_PATH");
        if self == Self::Nobody {
            let owned =
                Command::new("chown").args(["-R", &format!("{NOBODY}:{NOBODY}")]).arg(home.path()).status();
            assert!(owned.is_ok_and(|status| status.success()), "chown gives the home away");
        }
        command
    }
}

/// The program where everybody can reach it: a checkout may lie in a folder that only its owner can enter.
fn readable(program: &Path, home: &Home) -> PathBuf {
    let copy = home.path().join(program.file_name().unwrap_or(OsStr::new("program")));
    fs::copy(program, &copy).expect("a copy in the temporary home");
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).expect("the copy is ours");
    copy
}
