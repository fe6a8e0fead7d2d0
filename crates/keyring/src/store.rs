//! The keyring of each system, behind `keyring-core`, and what only its own interface can tell.

#[cfg_attr(all(unix, not(target_os = "macos")), path = "store/secret_service.rs")]
#[cfg_attr(any(target_os = "macos", windows), path = "store/built_in.rs")]
mod system;

use crate::{Result, Trouble};
use keyring_core::{Entry, Error};

/// Under which our entries are found; the same as the application's id.
const SERVICE: &str = "org.heldby.Heldby";

/// Whether an entry can be taken out now, without asking the person.
pub fn look(name: &str) -> Result<()> {
    system::look(SERVICE, name)
}

/// Stores a text.
pub fn keep(name: &str, text: &[u8]) -> Result<()> {
    system::ready()?;
    entry(name)?.set_secret(text).map_err(trouble)
}

/// Reads a text.
pub fn take(name: &str) -> Result<Vec<u8>> {
    entry(name)?.get_secret().map_err(trouble)
}

/// Removes an entry.
pub fn remove(name: &str) -> Result<()> {
    match entry(name)?.delete_credential() {
        // Somebody else was faster.
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(other) => Err(trouble(other)),
    }
}

fn entry(name: &str) -> Result<Entry> {
    system::entry(SERVICE, name).map_err(trouble)
}

fn trouble(error: Error) -> Trouble {
    match error {
        Error::NoEntry => Trouble::NoEntry,
        Error::NoStorageAccess(_) => Trouble::Locked,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => Trouble::BadEntry,
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => Trouble::NoService,
        // Several entries under one name are somebody else's doing; none of them can be trusted more than the others.
        Error::Ambiguous(_) => Trouble::BadEntry,
        _ => Trouble::Refused,
    }
}
