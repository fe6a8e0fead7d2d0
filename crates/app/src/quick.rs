//! Quick unlock: the key of the vault in the system's keyring, if the person wants that. Never required.
//!
//! An entry of the keyring has the name of the vault's salt, so that each vault and each key has one of its own. Beside
//! the vault lies an empty file that says that quick unlock is on: without it nobody looks into the keyring, and with it
//! an entry that is missing is something to explain. Turning it on or off asks the keyring, and so does unlocking where
//! keys are [left] that should be gone.

mod left;

use crate::outside::{self, Existing, Readers};
use crate::session::OpenedBy;
use crate::{Code, Failure, Session, unlock, wire};
use heldby_keyring::{KEY_LEN, Key, Trouble};
use heldby_vault::{Error, Header, Passphrase, Vault, VaultKey};
use std::path::{Path, PathBuf};

/// The ending of the file that says that quick unlock is on.
const MARK: &str = ".keyring";

/// Who can read a key in this system's keyring.
const CAUTION: &str = if cfg!(target_os = "macos") {
    "While it is on, the key lies in your login keychain: it is as safe as your account on this computer. macOS asks before another \
     program reads it."
} else if cfg!(windows) {
    "While it is on, the key lies in the Credential Manager: any program that runs under your account can read it."
} else {
    "While it is on, the key lies in your keyring: while that is unlocked, any program of your user account can read it."
};

/// Whether quick unlock is on. Asks nobody.
pub fn is_on(session: &Session) -> bool {
    marked(session.path())
}

/// Whether quick unlock is on, and whether it would work now. Waits at most a few seconds for the keyring, and only if
/// it is on.
pub fn quick(session: &Session) -> wire::QuickUnlock {
    let on = is_on(session);
    let look = || match name(session) {
        Ok(name) => heldby_keyring::look(&name).map_err(|trouble| trouble.to_string()),
        // What is wrong with the file is said when it is unlocked.
        Err(_) => Err(String::new()),
    };
    let found = if on { look() } else { Err(String::new()) };
    wire::QuickUnlock {
        on,
        ready: found.is_ok(),
        why: found.err().unwrap_or_default(),
        left: !left::names(session.path()).is_empty(),
        caution: CAUTION.into(),
    }
}

/// Unlocks with the key from the keyring, without deriving anything.
///
/// # Errors
/// [`Code::Keyring`] with the reason in one line: the passphrase is the way then. The file's own troubles as
/// [`unlock`](unlock::unlock).
pub fn unlock(session: &mut Session) -> Result<wire::Status, Failure> {
    unlock::ready(session)?;
    if !is_on(session) {
        return Err(fall_back("Quick unlock is off for this vault on this computer."));
    }
    session.lock();
    let mut key = heldby_keyring::take(&name(session)?).map_err(|trouble| fall_back(&trouble.to_string()))?;
    let key = vault_key(&mut key).ok_or_else(|| fall_back(&Trouble::BadEntry.to_string()))?;
    match Vault::open_with_key(session.path(), key) {
        Err(Error::WrongPassphrase) => {
            Err(fall_back("The key in this computer's keyring does not open this vault."))
        }
        opened => unlock::admit(session, opened?, OpenedBy::Keyring),
    }
}

/// Puts the key into the keyring, after the passphrase was typed again: whoever finds the vault open must not be able to
/// take its key out, neither on a sheet nor by way of a keyring.
///
/// # Errors
/// [`Code::Locked`]; [`Code::EmptyPassphrase`], [`Code::WrongPassphrase`]; [`Code::Keyring`] if the keyring does not take it; a folder that cannot be written.
pub fn turn_on(session: &mut Session, passphrase: String) -> Result<wire::QuickUnlock, Failure> {
    let vault = session.open()?.vault();
    vault.require_passphrase(&Passphrase::new(passphrase)?)?;
    keep(vault).map_err(|trouble| {
        let advice = if trouble == Trouble::TooSlow {
            // It may have got through. A mark that is there already says that it is wanted.
            left::note(vault.path(), &hex(vault.header()));
            "Should it still take the key, Heldby takes it out again, at the latest at the next unlocking. Your passphrase \
             opens the vault."
        } else {
            "Quick unlock needs a keyring that is there and unlocked. Nothing was changed; your passphrase opens the vault."
        };
        Failure::new(Code::Keyring, trouble.to_string(), advice)
    })?;
    left::strike(vault.path(), &hex(vault.header()));
    outside::write(&mark(session.path()), Readers::Owner, Existing::Replace, |_| Ok(()))?;
    Ok(quick(session))
}

/// Takes the key out of the keyring. Needs no passphrase: it takes a right away.
///
/// # Errors
/// [`Code::Keyring`] if the keyring cannot be asked. Heldby does not use the entry any more, and goes on trying to remove
/// it at each unlocking.
pub fn turn_off(session: &mut Session) -> Result<wire::QuickUnlock, Failure> {
    let name = name(session)?;
    let was_on = marked(session.path()) || left::names(session.path()).contains(&name);
    match std::fs::remove_file(mark(session.path())) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            let advice = "Check the permissions of the vault's folder.";
            return Err(Failure::new(
                Code::Io,
                format!("Quick unlock could not be turned off ({e})."),
                advice,
            ));
        }
        _ => {}
    }
    if !was_on {
        // Tried all the same, for a vault that was moved without its mark; but nothing is known to be there.
        let _nothing_to_say = heldby_keyring::remove(&name);
        return Ok(quick(session));
    }
    forget(session.path(), &name).map_err(|trouble| {
        Failure::new(
            Code::Keyring,
            format!("Quick unlock is off, but the key may still be in the keyring. {trouble}"),
            "Unlock the keyring and unlock the vault again: then Heldby takes it out. Until then it opens the vault, and \
             after a change of the passphrase the copies made before.",
        )
    })?;
    Ok(quick(session))
}

/// Keeps the keyring in step with a key that changed: the new one in, the old one out. If the keyring does not take the
/// new one, quick unlock says so the next time.
pub(crate) fn follow(before: &Header, vault: &Vault) {
    if !marked(vault.path()) {
        return;
    }
    // A missing new one is explained; an old one opens the copies made before and is tried again at each unlocking.
    let _ = keep(vault);
    let _ = forget(vault.path(), &hex(before));
}

/// Tries again to remove what is left in the keyring. Asks nobody if nothing is.
pub(crate) fn clear_left(session: &Session) {
    let (path, wanted) = (session.path(), is_on(session).then(|| name(session).ok()).flatten());
    for name in left::names(path) {
        if wanted.as_ref() == Some(&name) {
            left::strike(path, &name);
        } else if forget(path, &name).is_err() {
            // Nor would it take out the others, and somebody is waiting.
            return;
        }
    }
}

/// Removes a key, and remembers that it is to be removed until that is done.
fn forget(vault: &Path, name: &str) -> Result<(), Trouble> {
    left::note(vault, name);
    heldby_keyring::remove(name)?;
    left::strike(vault, name);
    Ok(())
}

fn keep(vault: &Vault) -> Result<(), Trouble> {
    // Into the keyring, as the person asked.
    let key = Key::new(vault.key().expose_secret().to_vec());
    heldby_keyring::keep(&hex(vault.header()), key)
}

fn vault_key(key: &mut Key) -> Option<VaultKey> {
    <&mut [u8; KEY_LEN]>::try_from(key.as_mut_slice()).ok().map(VaultKey::from_bytes)
}

fn fall_back(why: &str) -> Failure {
    Failure::new(Code::Keyring, why, "Use your passphrase.")
}

fn marked(vault: &Path) -> bool {
    mark(vault).is_file()
}

fn mark(vault: &Path) -> PathBuf {
    beside(vault, MARK)
}

/// Beside the file itself, wherever a link to it lies.
fn beside(vault: &Path, ending: &str) -> PathBuf {
    let file = vault.canonicalize().unwrap_or_else(|_| vault.to_path_buf());
    let mut name = file.into_os_string();
    name.push(ending);
    name.into()
}

fn name(session: &Session) -> Result<String, Failure> {
    Ok(match session.open() {
        Ok(open) => hex(open.vault().header()),
        Err(_) => hex(&Vault::probe(session.path())?),
    })
}

fn hex(header: &Header) -> String {
    header.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}
