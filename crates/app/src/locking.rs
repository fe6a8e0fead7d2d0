//! When the vault locks by itself, as the person set it.

use crate::{Failure, Session, wire};
use std::time::Duration;

/// Minutes without use after which the vault may lock, for the person to choose from.
pub const CHOICES: [u32; 6] = [1, 2, 5, 10, 15, 30];

/// Minutes, until the person chooses.
pub const USUAL: u32 = 5;

const AFTER: &str = "lock_after";
const NEVER: &str = "never";
const VEIL: &str = "veil";
const ON: &str = "on";

/// How the vault locks by itself.
///
/// # Errors
/// [`Code::Locked`](crate::Code).
pub fn locking(session: &Session) -> Result<wire::Locking, Failure> {
    let vault = session.open()?.vault();
    let after = match vault.setting(AFTER)? {
        Some(kept) if kept == NEVER => None,
        // A value that a newer version wrote is not guessed at.
        Some(kept) => Some(kept.parse().ok().filter(|minutes| CHOICES.contains(minutes)).unwrap_or(USUAL)),
        None => Some(USUAL),
    };
    Ok(wire::Locking { after, veil: vault.setting(VEIL)?.is_some_and(|kept| kept == ON) })
}

/// Changes how the vault locks by itself.
///
/// # Errors
/// [`Code::Locked`](crate::Code), [`Code::BadInput`](crate::Code) for a time that is not among the
/// [choices](CHOICES).
pub fn set_locking(session: &mut Session, new: &wire::Locking) -> Result<wire::Locking, Failure> {
    let (open, _) = session.open_mut()?;
    let after = match new.after {
        None => NEVER.to_owned(),
        Some(minutes) if CHOICES.contains(&minutes) => minutes.to_string(),
        Some(_) => {
            return Err(Failure::bad_input(
                "The vault cannot lock after that time.",
                "Choose 1, 2, 5, 10, 15 or 30 minutes, or never.",
            ));
        }
    };
    open.vault_mut().set_setting(AFTER, Some(&after))?;
    open.vault_mut().set_setting(VEIL, new.veil.then_some(ON))?;
    locking(session)
}

/// How long the open vault may rest unused. `None`: for ever, or there is nothing to lock.
pub fn limit(session: &Session) -> Option<Duration> {
    if !session.is_unlocked() {
        return None;
    }
    // What cannot be read must not keep the vault open.
    let after = locking(session).map_or(Some(USUAL), |set| set.after);
    after.map(|minutes| Duration::from_secs(u64::from(minutes) * 60))
}
