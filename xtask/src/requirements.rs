//! What the machine must have, how to see whether it has it, and what each kind of system calls it.

use crate::process;

/// One thing that Cargo and npm cannot bring along.
pub struct Requirement {
    /// How to see whether it is there.
    pub probe: Probe,
    /// What it is for, in the words of the list that a person without apt gets to read.
    pub purpose: &'static str,
    /// Its Debian and Ubuntu packages, separated by spaces.
    pub debian: &'static str,
    /// Its Fedora packages, separated by spaces.
    pub fedora: &'static str,
    /// Its Arch Linux packages, separated by spaces.
    pub arch: &'static str,
}

/// How to see whether a requirement is there.
pub enum Probe {
    /// A program on the search path.
    Program(&'static str),
    /// A library with its development files, by its pkg-config name.
    Library(&'static str),
}

/// Who needs it: everybody who builds the app, or only who runs all the tests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// To build and start the app.
    Build,
    /// To build it and run every test.
    Test,
}

const BUILD: &[Requirement] = &[
    Requirement {
        probe: Probe::Program("cc"),
        purpose: "a C compiler, for SQLCipher",
        debian: "build-essential",
        fedora: "gcc make",
        arch: "base-devel",
    },
    Requirement {
        probe: Probe::Program("node"),
        purpose: "Node.js, which builds the window's UI",
        debian: "nodejs",
        fedora: "nodejs",
        arch: "nodejs",
    },
    Requirement {
        probe: Probe::Program("npm"),
        purpose: "npm, which brings the UI's build tools",
        debian: "npm",
        fedora: "nodejs-npm",
        arch: "npm",
    },
];

const BUILD_LINUX: &[Requirement] = &[
    Requirement {
        probe: Probe::Program("pkg-config"),
        purpose: "pkg-config, which finds the libraries below",
        debian: "pkg-config",
        fedora: "pkgconf-pkg-config",
        arch: "pkgconf",
    },
    Requirement {
        probe: Probe::Library("webkit2gtk-4.1"),
        purpose: "WebKitGTK 4.1, the web view of the window",
        debian: "libwebkit2gtk-4.1-dev",
        fedora: "webkit2gtk4.1-devel",
        arch: "webkit2gtk-4.1",
    },
    Requirement {
        probe: Probe::Library("libcrypto"),
        purpose: "OpenSSL's libcrypto, with which SQLCipher encrypts the vault",
        debian: "libssl-dev",
        fedora: "openssl-devel",
        arch: "openssl",
    },
];

const TEST_LINUX: &[Requirement] = &[
    Requirement {
        probe: Probe::Program("Xvfb"),
        purpose: "Xvfb, a display without a screen for the window's tests",
        debian: "xvfb",
        fedora: "xorg-x11-server-Xvfb",
        arch: "xorg-server-xvfb",
    },
    Requirement {
        probe: Probe::Program("WebKitWebDriver"),
        purpose: "WebKitWebDriver, which drives the window in its tests",
        debian: "webkit2gtk-driver",
        fedora: "webkit2gtk-driver",
        arch: "webkit2gtk-4.1",
    },
    Requirement {
        probe: Probe::Program("strace"),
        purpose: "strace, which shows that the app opens no network connection",
        debian: "strace",
        fedora: "strace",
        arch: "strace",
    },
    Requirement {
        probe: Probe::Program("setpriv"),
        purpose: "setpriv, with which the window is tried as a user without rights",
        debian: "util-linux",
        fedora: "util-linux",
        arch: "util-linux",
    },
    Requirement {
        probe: Probe::Program("dbus-daemon"),
        purpose: "dbus-daemon, a message bus for the tests of the keyring and of locking",
        debian: "dbus-daemon",
        fedora: "dbus-daemon",
        arch: "dbus",
    },
    Requirement {
        probe: Probe::Program("dbus-send"),
        purpose: "dbus-send, with which those tests lock a keyring",
        debian: "dbus",
        fedora: "dbus-tools",
        arch: "dbus",
    },
    Requirement {
        probe: Probe::Program("gnome-keyring-daemon"),
        purpose: "GNOME Keyring, in which those tests keep a key",
        debian: "gnome-keyring",
        fedora: "gnome-keyring",
        arch: "gnome-keyring",
    },
    Requirement {
        probe: Probe::Program("xclip"),
        purpose: "xclip, which reads what the window copies",
        debian: "xclip",
        fedora: "xclip",
        arch: "xclip",
    },
    Requirement {
        probe: Probe::Program("xdotool"),
        purpose: "xdotool, which presses keys in the window as it ships",
        debian: "xdotool",
        fedora: "xdotool",
        arch: "xdotool",
    },
];

/// The requirements of `scope` that this machine does not meet.
pub fn missing(scope: Scope) -> Vec<&'static Requirement> {
    let linux = cfg!(target_os = "linux");
    let lists: [(&[Requirement], bool); 3] =
        [(BUILD, true), (BUILD_LINUX, linux), (TEST_LINUX, linux && scope == Scope::Test)];
    let wanted = lists.into_iter().filter(|(_, applies)| *applies).flat_map(|(list, _)| list);
    wanted.filter(|requirement| !is_met(&requirement.probe)).collect()
}

fn is_met(probe: &Probe) -> bool {
    match probe {
        Probe::Program(name) => process::find(name).is_some(),
        Probe::Library(name) => process::output("pkg-config", &["--exists", name]).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_requirement_names_its_package_everywhere() {
        for requirement in BUILD.iter().chain(BUILD_LINUX).chain(TEST_LINUX) {
            for packages in [requirement.debian, requirement.fedora, requirement.arch] {
                assert!(!packages.trim().is_empty(), "{} has no package", requirement.purpose);
            }
        }
    }

    #[test]
    fn a_probe_sees_what_is_there_and_what_is_not() {
        assert!(is_met(&Probe::Program("cargo")));
        assert!(!is_met(&Probe::Program("no-such-program-anywhere")));
        assert!(!is_met(&Probe::Library("no-such-library-anywhere")));
    }
}
