//! The command line of the window: which vault, and two texts.

use std::{ffi::OsString, path::PathBuf};

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Open the window.
    Open {
        /// The vault named on the command line; without it the environment and then the platform decide.
        vault: Option<PathBuf>,
    },
    /// Print a text and leave.
    Say(String),
}

const HELP: &str = "\
Heldby: which companies hold your data, and which of them lost it. Offline, in one encrypted file.

Usage: heldby-desktop [--vault FILE]

  --vault FILE   the vault to open or create; without it HELDBY_VAULT, else the platform's data folder
  --version      print the version
  --help         print this text

The command `heldby` does the same in a terminal.";

/// Reads the arguments after the program's name.
///
/// # Errors
/// A message for the person when an argument is not known or `--vault` has no value.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, String> {
    let mut arguments = arguments.into_iter();
    let mut vault = None;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--help" | "-h") => return Ok(Request::Say(HELP.to_owned())),
            Some("--version" | "-V") => {
                return Ok(Request::Say(format!("heldby-desktop {}", env!("CARGO_PKG_VERSION"))));
            }
            Some("--vault") => vault = Some(named(arguments.next())?),
            Some(other) if other.starts_with("--vault=") => {
                vault = Some(named(Some(other["--vault=".len()..].into()))?)
            }
            _ => {
                return Err(format!("`{}` is not known.\n\n{HELP}", argument.to_string_lossy()));
            }
        }
    }
    Ok(Request::Open { vault })
}

fn named(value: Option<OsString>) -> Result<PathBuf, String> {
    match value {
        Some(value) if !value.is_empty() => Ok(PathBuf::from(value)),
        _ => Err(format!("`--vault` needs the name of a file.\n\n{HELP}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Request, String> {
        parse(arguments.iter().map(OsString::from))
    }

    #[test]
    fn the_vault_is_named_in_either_form() {
        for arguments in [&["--vault", "a b.heldby"][..], &["--vault=a b.heldby"]] {
            assert_eq!(parsed(arguments), Ok(Request::Open { vault: Some("a b.heldby".into()) }));
        }
        assert_eq!(parsed(&[]), Ok(Request::Open { vault: None }));
    }

    #[test]
    fn mistakes_are_told_with_the_help() {
        for arguments in
            [&["--vault"][..], &["--vault="], &["--vault", ""], &["x.heldby"], &["--passphrase", "x"]]
        {
            let told = parsed(arguments);
            assert!(matches!(&told, Err(message) if message.contains("Usage:")), "{arguments:?}: {told:?}");
        }
    }

    #[test]
    fn help_and_version_are_said() {
        assert_eq!(parsed(&["--help"]), Ok(Request::Say(HELP.to_owned())));
        assert!(matches!(parsed(&["-V"]), Ok(Request::Say(text)) if text.starts_with("heldby-desktop 0.")));
    }
}
