//! `cargo xtask setup`: everything between a fresh clone and the first build.

use std::{
    io::{BufRead, IsTerminal, Write},
    process::Command,
};

use crate::{
    Outcome, is_ci, process,
    requirements::{self, Requirement, Scope},
    ui,
};

/// The first Node.js that the UI's build tools run on.
const NODE: (u32, u32) = (20, 19);

/// Installs what is missing for building and testing, and builds the UI.
///
/// # Errors
/// When something is missing that cannot be installed from here; the message lists it.
pub fn everything() -> Outcome {
    for_scope(Scope::Test)?;
    println!("Everything is there.");
    Ok(())
}

/// Installs what is missing for `scope` and builds the UI.
///
/// # Errors
/// As [`everything`].
pub fn for_scope(scope: Scope) -> Outcome {
    let missing = requirements::missing(scope);
    if !missing.is_empty() {
        install(&missing)?;
        let still = requirements::missing(scope);
        if !still.is_empty() {
            return Err(format!("Installed, and yet still missing:\n{}", listed(&still)));
        }
    }
    check_node()?;
    ui::install_packages()?;
    ui::build()
}

fn install(missing: &[&Requirement]) -> Outcome {
    println!("Missing on this machine:\n{}", listed(missing));
    if process::find("apt-get").is_none() {
        return Err(by_hand(missing));
    }
    let packages: Vec<&str> = missing.iter().flat_map(|requirement| requirement.debian.split(' ')).collect();
    let root = process::output("id", &["-u"]).as_deref() == Some("0");
    if !root {
        if process::find("sudo").is_none() {
            return Err(format!(
                "Install them as root, then try again:\n\n  apt-get install {}",
                packages.join(" ")
            ));
        }
        if !is_ci() && !agreed(&packages)? {
            return Err(format!(
                "Nothing was installed. By hand:\n\n  sudo apt-get install {}",
                packages.join(" ")
            ));
        }
    }
    apt(root, &["update"])?;
    apt(root, &[&["install", "--yes", "--no-install-recommends"], packages.as_slice()].concat())
}

fn apt(root: bool, arguments: &[&str]) -> Outcome {
    let mut command = if root {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    } else {
        let mut command = Command::new("sudo");
        command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    };
    process::run_command(command.args(arguments))
}

/// Asks before anything runs with more rights than the user's own.
fn agreed(packages: &[&str]) -> Result<bool, String> {
    let question = format!("Install them now with `sudo apt-get install {}`? [Y/n] ", packages.join(" "));
    if !std::io::stdin().is_terminal() {
        return Err(format!(
            "{question}\nThere is no terminal to answer on. Run it yourself, or set CI=true."
        ));
    }
    print!("{question}");
    let mut answer = String::new();
    std::io::stdout().flush().map_err(|error| error.to_string())?;
    std::io::stdin().lock().read_line(&mut answer).map_err(|error| error.to_string())?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes"))
}

fn check_node() -> Outcome {
    let told = process::output("node", &["--version"]).unwrap_or_default();
    match node_version(&told) {
        Some(version) if version >= NODE => Ok(()),
        _ => Err(format!(
            "The window's UI needs Node.js {}.{} or newer to build; this machine has {}.\n\
             Newer ones: the packages of your distribution's next release, or https://nodejs.org.",
            NODE.0,
            NODE.1,
            if told.is_empty() { "none that runs" } else { &told },
        )),
    }
}

fn node_version(told: &str) -> Option<(u32, u32)> {
    let mut parts = told.trim().strip_prefix('v')?.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

fn listed(missing: &[&Requirement]) -> String {
    missing.iter().map(|requirement| format!("  - {}\n", requirement.purpose)).collect()
}

fn by_hand(missing: &[&Requirement]) -> String {
    let packages = |of: fn(&Requirement) -> &'static str| {
        missing.iter().map(|requirement| of(requirement)).collect::<Vec<_>>().join(" ")
    };
    format!(
        "Please install them, then try again:\n\n  Fedora      dnf install {}\n  Arch Linux  pacman -S {}\n  Debian      apt-get install {}",
        packages(|requirement| requirement.fedora),
        packages(|requirement| requirement.arch),
        packages(|requirement| requirement.debian),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_read_and_compared() {
        for (told, enough) in [
            ("v20.19.0", true),
            ("v20.18.3", false),
            ("v18.20.4", false),
            ("v22.1.0\n", true),
            ("v9.99.0", false),
        ] {
            assert_eq!(node_version(told).is_some_and(|version| version >= NODE), enough, "{told}");
        }
        for told in ["", "20.19.0", "v20", "vx.y"] {
            assert_eq!(node_version(told), None, "{told}");
        }
    }
}
