//! A home folder for one test, so that nothing of the person's own is read or written.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A home that is removed when dropped.
pub struct Home(tempfile::TempDir);

impl Home {
    /// An empty home.
    ///
    /// # Panics
    /// When there is no temporary folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The vault of the test.
    pub fn vault(&self) -> PathBuf {
        self.path().join("private").join("test.heldby")
    }

    /// Points every base folder of a command here, and cuts it off from the session's bus and settings.
    pub fn put_into(&self, command: &mut Command) {
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "runtime"),
            ("TMPDIR", "tmp"),
        ] {
            let path = self.path().join(folder);
            std::fs::create_dir_all(&path).expect("a folder in the temporary home");
            command.env(name, path);
        }
        for name in ["WAYLAND_DISPLAY", "HELDBY_VAULT", "GTK_THEME"] {
            command.env_remove(name);
        }
        // An address that is none: without one, libraries would start a bus of their own that outlives the test, and
        // the app would lock whenever the real session does.
        command.env("DBUS_SESSION_BUS_ADDRESS", "disabled:").env("DBUS_SYSTEM_BUS_ADDRESS", "disabled:");
        command.env("NO_AT_BRIDGE", "1");
        // The web view's processes outlive the window by a moment; nothing of theirs is to be kept.
        command.env("MESA_SHADER_CACHE_DISABLE", "true").env("GDK_BACKEND", "x11").env("LC_ALL", "C.UTF-8");
    }
}
