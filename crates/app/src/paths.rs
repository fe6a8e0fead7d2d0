//! Where the vault lies.

use crate::Failure;
use std::ffi::OsString;
use std::path::PathBuf;

/// The vault's path: the one given, else `HELDBY_VAULT`, else `heldby/vault.heldby` in the data folder of the
/// platform.
///
/// # Errors
/// If none is given and the platform's data folder is not known.
pub fn vault_path(given: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(path) = given {
        return Ok(path);
    }
    if let Some(path) = set("HELDBY_VAULT") {
        return Ok(path.into());
    }
    data_folder().map(|folder| folder.join("heldby").join("vault.heldby")).ok_or_else(|| {
        Failure::bad_input(
            "Your data folder is not known: HOME is not set.",
            "Name the vault with --vault FILE, or set HELDBY_VAULT.",
        )
    })
}

/// The person's own folder; the root if the system does not say.
pub fn home() -> PathBuf {
    set(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).map_or_else(|| PathBuf::from("/"), PathBuf::from)
}

fn set(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// XDG base directories on Linux and other Unix; the customary places elsewhere.
fn data_folder() -> Option<PathBuf> {
    if cfg!(target_os = "macos") {
        return set("HOME").map(|home| PathBuf::from(home).join("Library/Application Support"));
    }
    if cfg!(windows) {
        return set("LOCALAPPDATA").map(PathBuf::from);
    }
    let xdg = set("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    xdg.or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".local/share")))
}
