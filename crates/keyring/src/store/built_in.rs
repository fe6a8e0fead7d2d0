//! macOS (the login keychain) and Windows (the Credential Manager): part of the system, always there.

use crate::{Result, Trouble};
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
#[cfg(windows)]
use std::collections::HashMap;

/// There is nothing to be found out before storing.
pub fn ready() -> Result<()> {
    Ok(())
}

/// Whether there is an entry.
pub fn look(service: &str, name: &str) -> Result<()> {
    match entry(service, name).and_then(|entry| entry.get_credential().map(drop)) {
        Ok(()) => Ok(()),
        Err(Error::NoEntry) => Err(Trouble::NoEntry),
        Err(Error::NoStorageAccess(_)) => Err(Trouble::Locked),
        Err(_) => Err(Trouble::Refused),
    }
}

/// The entry of a name, which need not be there.
#[cfg(target_os = "macos")]
pub fn entry(service: &str, name: &str) -> keyring_core::Result<Entry> {
    apple_native_keyring_store::keychain::Store::new()?.build(service, name, None)
}

/// The entry of a name, which need not be there. It stays on this machine: by default it would roam with the account.
#[cfg(windows)]
pub fn entry(service: &str, name: &str) -> keyring_core::Result<Entry> {
    let here = HashMap::from([("persistence", "Local")]);
    windows_native_keyring_store::Store::new()?.build(service, name, Some(&here))
}
