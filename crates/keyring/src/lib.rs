//! The key of a vault in the keyring of the operating system.
//!
//! Invariants of this crate:
//! - Nothing here is required: whatever goes wrong is a [`Trouble`] of one line, after which the passphrase still opens
//!   the vault.
//! - Nothing here waits longer than [`LIMIT`], and nothing makes the system ask the person for a password.
//! - Only the bus of this machine is spoken to, over a Unix socket, never an address on a network.
//! - The key is wiped wherever this crate has held it.

mod store;
mod text;

use std::sync::mpsc;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a keyring has to answer. Somebody is waiting to type a passphrase instead.
pub const LIMIT: Duration = Duration::from_secs(3);

/// Bytes of a key.
pub const KEY_LEN: usize = 32;

/// A key on its way, wiped when dropped.
pub type Key = Zeroizing<Vec<u8>>;

/// Why the keyring cannot help. Each text is one line for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Trouble {
    /// Nothing answers where a keyring should, or it keeps no lasting entries.
    #[error("This computer has no keyring that answers.")]
    NoService,
    /// It is there and locked; it would have to ask for its own password.
    #[error("This computer's keyring is locked.")]
    Locked,
    /// It has no entry for this vault: removed, or kept by another keyring program.
    #[error("This computer's keyring has no key for this vault (any more).")]
    NoEntry,
    /// The entry is there and is not a key.
    #[error("What this computer's keyring has for this vault is not a key.")]
    BadEntry,
    /// It refused.
    #[error("This computer's keyring refused.")]
    Refused,
    /// No answer within [`LIMIT`].
    #[error("This computer's keyring does not answer.")]
    TooSlow,
}

/// Result of this crate.
pub type Result<T, E = Trouble> = std::result::Result<T, E>;

/// Whether the keyring has an entry of this name that can be taken out without asking anybody.
///
/// # Errors
/// Why not.
pub fn look(name: &str) -> Result<()> {
    let name = name.to_owned();
    within_limit(move || store::look(&name), drop)
}

/// Keeps a key under a name, in place of what was there under it.
///
/// # Errors
/// A keyring that takes it after [`Trouble::TooSlow`] is asked to remove it, if this process still runs by then. See [`Trouble`]; [`Trouble::BadEntry`] if `key` does not have [`KEY_LEN`] bytes.
pub fn keep(name: &str, key: Key) -> Result<()> {
    if key.len() != KEY_LEN {
        return Err(Trouble::BadEntry);
    }
    let (name, late) = (name.to_owned(), name.to_owned());
    let keep = move || {
        // Some keyrings keep nothing but text.
        store::keep(&name, text::from_key(&key).as_bytes())
    };
    let undo = move |()| {
        // What was given up is not kept after all; if that fails too, nobody is there to tell.
        let _ = store::remove(&late);
    };
    within_limit(keep, undo)
}

/// The key under a name. It stays in the keyring.
///
/// # Errors
/// See [`Trouble`].
pub fn take(name: &str) -> Result<Key> {
    let name = name.to_owned();
    let take = move || {
        store::look(&name)?;
        text::to_key(&Zeroizing::new(store::take(&name)?)).ok_or(Trouble::BadEntry)
    };
    within_limit(take, drop)
}

/// Removes what is kept under a name. Nothing there is as good.
///
/// # Errors
/// See [`Trouble`]; the entry may still be there.
pub fn remove(name: &str) -> Result<()> {
    let name = name.to_owned();
    let remove = move || match store::look(&name) {
        Ok(()) => store::remove(&name),
        Err(Trouble::NoEntry) => Ok(()),
        Err(other) => Err(other),
    };
    within_limit(remove, drop)
}

/// Runs what may wait for another program on a thread of its own. One that does not come back in time is left alone:
/// it holds nothing but a connection, and ends when the other program answers or goes. What it did all the same is handed
/// to `late`.
fn within_limit<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
    late: impl FnOnce(T) + Send + 'static,
) -> Result<T> {
    // Without room in between, what was sent was taken; nobody takes anything after the limit.
    let (send, receive) = mpsc::sync_channel(0);
    let started = std::thread::Builder::new().name("keyring".into()).spawn(move || {
        if let Err(mpsc::SendError(Ok(done))) = send.send(work()) {
            late(done);
        }
    });
    if started.is_err() {
        return Err(Trouble::NoService);
    }
    // A thread that ended without an answer panicked in one of the keyring libraries.
    receive.recv_timeout(LIMIT).map_err(|e| match e {
        mpsc::RecvTimeoutError::Timeout => Trouble::TooSlow,
        mpsc::RecvTimeoutError::Disconnected => Trouble::NoService,
    })?
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn nobody_waits_longer_than_the_limit() {
        let start = Instant::now();
        let work = || {
            std::thread::sleep(Duration::from_secs(60));
            Ok(7)
        };
        let answer = within_limit(work, |_| {});
        assert_eq!(answer, Err(Trouble::TooSlow));
        assert!(start.elapsed() < LIMIT + Duration::from_secs(2));
    }

    #[test]
    fn what_is_done_after_the_limit_is_undone() {
        let (tell, told) = mpsc::channel();
        let work = || {
            std::thread::sleep(LIMIT + Duration::from_millis(500));
            Ok(7)
        };
        let late = move |done| tell.send(done).expect("the test waits");
        assert_eq!(within_limit(work, late), Err(Trouble::TooSlow));
        assert_eq!(told.recv_timeout(Duration::from_secs(30)), Ok(7));
        let never = |_: i32| panic!("it was in time");
        assert_eq!(within_limit(|| Ok(8), never), Ok(8));
    }

    #[test]
    fn what_has_the_wrong_length_is_no_key() {
        assert_eq!(keep("x", Zeroizing::new(vec![1; 31])), Err(Trouble::BadEntry));
    }
}
