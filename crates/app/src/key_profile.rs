//! How the key is made from the passphrase: how much memory, and so how costly each guess is.

use crate::{Code, Failure, Session, backups, unlock, wire};
use heldby_vault::{KdfProfile, Passphrase};

/// Which profile the person said to leave as it is.
const KEPT: &str = "kept_profile";

/// The ways of making the key, and which one the vault uses.
///
/// # Errors
/// Those of reading an open vault that is damaged.
pub fn profiles(session: &Session) -> Result<wire::KeyProfiles, Failure> {
    let suggested = KdfProfile::suggested();
    let (current, kept) = match session.open() {
        Ok(open) => (Some(open.vault().header().profile()), open.vault().setting(KEPT)?),
        Err(_) => (None, None),
    };
    let upgrade = current.is_some_and(|profile| {
        profile != KdfProfile::default()
            && suggested == KdfProfile::default()
            && kept.as_deref() != Some(id(profile))
    });
    let all = KdfProfile::ALL.map(|profile| wire::KeyProfile {
        id: id(profile).into(),
        label: label(profile).into(),
        mebibytes: profile.mebibytes(),
    });
    Ok(wire::KeyProfiles {
        all: all.into(),
        current: current.map(|profile| id(profile).into()),
        suggested: id(suggested).into(),
        upgrade,
    })
}

/// Changes how the key is made and keeps the passphrase. The file is written anew under a new key: a recovery sheet
/// made before no longer opens it. If anything fails, everything is as it was.
///
/// # Errors
/// [`Code::Locked`], [`Code::WrongPassphrase`], [`Code::BadInput`] for an unknown profile or the present one, [`Code::OutOfMemory`], a full
/// disk.
pub fn change(session: &mut Session, passphrase: String, profile: &str) -> Result<wire::Status, Failure> {
    let passphrase = Passphrase::new(passphrase)?;
    let profile = parse(profile)?;
    let vault = session.open()?.vault();
    if vault.header().profile() == profile {
        return Err(Failure::bad_input(
            format!("The key is made this way already, with {} MiB of memory.", profile.mebibytes()),
            "Nothing was changed. To make a recovery sheet useless that got lost, choose another passphrase.",
        ));
    }
    let earlier = backups::Earlier::of(vault)?;
    unlock::rekey(session, |vault| vault.change_passphrase_and_profile(&passphrase, &passphrase, profile))?;
    // Only what is said of older copies depends on it: the change itself is made.
    let _told_as_earlier = earlier.remember(session.open_mut()?.0.vault_mut());
    Ok(unlock::status(session))
}

/// Leaves the profile as it is, and says no more about a stronger one.
///
/// # Errors
/// [`Code::Locked`].
pub fn keep(session: &mut Session) -> Result<wire::KeyProfiles, Failure> {
    let (open, _) = session.open_mut()?;
    let current = id(open.vault().header().profile());
    open.vault_mut().set_setting(KEPT, Some(current))?;
    profiles(session)
}

/// The profile of an id.
pub(crate) fn parse(named: &str) -> Result<KdfProfile, Failure> {
    let found = KdfProfile::ALL.into_iter().find(|profile| id(*profile) == named.replace('-', "_"));
    found.ok_or_else(|| {
        Failure::new(Code::BadInput, "There is no such way of making the key.", "Use default or low-memory.")
    })
}

fn id(profile: KdfProfile) -> &'static str {
    match profile {
        KdfProfile::Default => "default",
        KdfProfile::LowMemory => "low_memory",
    }
}

fn label(profile: KdfProfile) -> &'static str {
    match profile {
        KdfProfile::Default => "Standard",
        KdfProfile::LowMemory => "For little memory",
    }
}
