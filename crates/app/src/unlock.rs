//! Creating, unlocking and locking the vault, and changing its passphrase.

use crate::session::OpenedBy;
use crate::{Code, Failure, Session, backups, key_profile, privacy, quick, wire};
use heldby_model::Layer;
use heldby_vault::{KdfProfile, Passphrase, Vault, VaultKey};

/// A catalogue older than this many days is called old.
const OLD_AFTER_DAYS: i32 = 60;

/// Bytes up to which every page of a vault is checked on unlocking: a few milliseconds, thousands of companies.
const CHECKED_UP_TO: u64 = 4 << 20;

/// Whether there is a vault, whether it is open, and which catalogue is in use.
pub fn status(session: &Session) -> wire::Status {
    let kind = if session.is_unlocked() {
        wire::StatusKind::Unlocked
    } else if session.path().symlink_metadata().is_ok() {
        wire::StatusKind::Locked
    } else {
        wire::StatusKind::NoVault
    };
    wire::Status {
        kind,
        vault_path: session.path().display().to_string(),
        version: env!("CARGO_PKG_VERSION").into(),
        catalogue: catalogue(session),
        offline_warning: privacy::warning(),
        backup_trouble: session.backup_trouble().map(ToString::to_string),
    }
}

fn catalogue(session: &Session) -> wire::CatalogueView {
    let knowledge = session.knowledge();
    let catalogue = knowledge.catalogue();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let date = catalogue.info().date;
    let age_days = (knowledge.today() - date.last()).get_days();
    wire::CatalogueView {
        date: date.to_string(),
        number: catalogue.info().number,
        age_days,
        old: age_days > OLD_AFTER_DAYS,
        companies: count(catalogue.companies().len()),
        breaches: count(catalogue.breaches().len()),
        signer: knowledge.origin().signer.clone(),
        troubles: knowledge.origin().troubles.clone(),
        unsigned: catalogue.breaches().iter().any(|b| b.layer == Layer::HibpFile),
        news: session.open().map_or(0, |open| count(open.news.len())),
    }
}

/// Whether there is a vault to unlock, asked before anybody types a passphrase.
///
/// # Errors
/// [`Code::NoVault`], [`Code::VaultGone`], [`Code::IsFolder`].
pub fn ready(session: &Session) -> Result<(), Failure> {
    match session.path().metadata() {
        Ok(found) if found.is_dir() => Err(heldby_vault::Error::IsFolder.into()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(match left_of_it(session) {
            Some(what) => Failure::new(
                Code::VaultGone,
                format!("The vault is gone, but {what}."),
                "Bring the newest one back, with the passphrase or the recovery sheet that the vault had when it was made.",
            ),
            None => heldby_vault::Error::NotFound.into(),
        }),
        // Anything else is found out, and said, on opening.
        _ => Ok(()),
    }
}

/// What is left of a vault that lay here: its copies, and where they are.
pub fn left_of_it(session: &Session) -> Option<String> {
    let found = backups::list(session).ok()?;
    let folder = &found.folder;
    let copies = match found.backups.len() {
        1 => "1 copy of it is".to_owned(),
        n => format!("{n} copies of it are"),
    };
    Some(match (found.backups.len(), found.folder_missing) {
        (0, false) => return None,
        (0, true) => {
            format!("copies of it may be in {folder}, which is not there now: plug in its disk first")
        }
        (_, false) => format!("{copies} in {folder} or beside it"),
        (_, true) => {
            format!(
                "{copies} here. Newer ones may be in {folder}, which is not there now: plug in its disk first"
            )
        }
    })
}

/// Whether there is room for a new vault, asked before anybody types a passphrase.
///
/// # Errors
/// [`Code::VaultExists`], [`Code::IsFolder`].
pub fn vacant(session: &Session) -> Result<(), Failure> {
    match session.path().symlink_metadata() {
        Ok(found) if found.is_dir() => Err(heldby_vault::Error::IsFolder.into()),
        Ok(_) => Err(heldby_vault::Error::AlreadyExists.into()),
        Err(_) => Ok(()),
    }
}

/// How hard a passphrase is to guess; for the meter while typing.
pub fn strength(typed: &str) -> wire::Strength {
    let found = heldby_vault::strength(typed);
    wire::Strength {
        score: found.score,
        enough: found.score >= heldby_vault::REQUIRED_SCORE,
        crack_time: found.crack_time,
        warning: found.warning.unwrap_or_default(),
        suggestions: found.suggestions,
    }
}

/// Creates the vault and leaves it unlocked. `weak_ok` is the person's spelled-out consent to a weak passphrase.
///
/// # Errors
/// An empty or weak passphrase, something at the path already, a folder that cannot be written, a full disk.
pub fn create(session: &mut Session, passphrase: String, weak_ok: bool) -> Result<wire::Status, Failure> {
    create_as(session, passphrase, weak_ok, None)
}

/// Creates the vault with a named way of making its key, or the default one.
///
/// # Errors
/// As [`create`], and [`Code::OutOfMemory`], after which `low_memory` may work.
pub fn create_as(
    session: &mut Session,
    passphrase: String,
    weak_ok: bool,
    profile: Option<&str>,
) -> Result<wire::Status, Failure> {
    let passphrase = Passphrase::new(passphrase)?;
    let profile = profile.map_or(Ok(KdfProfile::default()), key_profile::parse)?;
    heldby_vault::require_strength(&passphrase, weak_ok)?;
    session.lock();
    let vault = Vault::create(session.path(), &passphrase, profile)?;
    session.unlocked(vault)?;
    // Typed a moment ago: the recovery sheet can be shown at once.
    session.paper.prove();
    Ok(status(session))
}

/// Unlocks the vault.
///
/// # Errors
/// See [`Code`]: no vault, wrong passphrase, damaged, in use, newer format, ...
pub fn unlock(session: &mut Session, passphrase: String) -> Result<wire::Status, Failure> {
    let passphrase = Passphrase::new(passphrase)?;
    session.lock();
    let vault = Vault::open(session.path(), &passphrase)?;
    admit(session, vault, OpenedBy::Passphrase)
}

/// Unlocks the vault with its key, without deriving anything. For tests that cannot pay the key derivation.
#[doc(hidden)]
pub fn unlock_with_key(session: &mut Session, key: VaultKey) -> Result<wire::Status, Failure> {
    session.lock();
    let vault = Vault::open_with_key(session.path(), key)?;
    admit(session, vault, OpenedBy::Passphrase)
}

/// Takes over a vault that was just opened.
pub(crate) fn admit(session: &mut Session, vault: Vault, by: OpenedBy) -> Result<wire::Status, Failure> {
    // A damaged page is found now and not in the middle of a change. Reading all of a large file would take longer
    // than deriving the key; there, damage is found when a page is read.
    if session.path().metadata().is_ok_and(|file| file.len() <= CHECKED_UP_TO) {
        vault.check()?;
    }
    session.unlocked(vault)?;
    session.set_opened_by(by);
    quick::clear_left(session);
    Ok(status(session))
}

/// Locks: closes the vault, wipes its key and forgets every row.
pub fn lock(session: &mut Session) -> wire::Status {
    session.lock();
    status(session)
}

/// Changes the passphrase of the unlocked vault. If anything fails, the old passphrase still opens it.
///
/// # Errors
/// A wrong current passphrase; a new one that is weak or the current one; a full disk.
pub fn change_passphrase(
    session: &mut Session,
    current: String,
    new: String,
    weak_ok: bool,
) -> Result<wire::Status, Failure> {
    change_passphrase_as(session, current, new, weak_ok, None)
}

/// Changes the passphrase, and how the key is made from it if a profile is named.
///
/// # Errors
/// As [`change_passphrase`], and [`Code::OutOfMemory`].
pub fn change_passphrase_as(
    session: &mut Session,
    current: String,
    new: String,
    weak_ok: bool,
    profile: Option<&str>,
) -> Result<wire::Status, Failure> {
    let current = Passphrase::new(current)?;
    let new = Passphrase::new(new)?;
    let present = session.open()?.vault().header().profile();
    let profile = profile.map_or(Ok(present), key_profile::parse)?;
    if current.expose_secret() == new.expose_secret() {
        session.open()?.vault().require_passphrase(&current)?;
        return Err(Failure::bad_input(
            "The new passphrase is the present one. Nothing was changed.",
            "Choose another one. How the key is made can be changed by itself.",
        ));
    }
    heldby_vault::require_strength(&new, weak_ok)?;
    rekey(session, |vault| vault.change_passphrase_and_profile(&current, &new, profile))
}

/// Gives the open vault a new key, which replaces the whole file. If that fails, the vault goes on under the old key.
pub(crate) fn rekey(
    session: &mut Session,
    change: impl FnOnce(&mut Vault) -> heldby_vault::Result<()>,
) -> Result<wire::Status, Failure> {
    let (mut vault, removed) = session.take_vault()?;
    let before = *vault.header();
    let outcome = change(&mut vault);
    if *vault.header() != before {
        quick::follow(&before, &vault);
        // Only what is said of older copies depends on it: the change itself is made.
        let _told_as_unknown = backups::remember_former_key(&mut vault, &before);
    }
    let back = session.unlocked(vault);
    if back.is_ok() {
        // What was removed can be brought back until the vault is locked, whichever passphrase it has.
        session.open_mut()?.0.removed = removed;
    }
    outcome?;
    back?;
    // The sheet that may have opened it is dead: from here on the passphrase is known, and is asked for.
    session.set_opened_by(OpenedBy::Passphrase);
    Ok(status(session))
}
