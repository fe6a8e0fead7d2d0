//! Bringing a copy back, and saving what can be read of a damaged vault.

use super::Which;
use super::look::look_into;
use super::place::locate;
use crate::{Code, Failure, Session, unlock, wire};
use heldby_vault::{Error, Opener, Passphrase, Restored, Snapshot};
use jiff::Timestamp;
use std::path::Path;

/// Brings a copy back. What was there before stays beside it.
///
/// An open vault keeps its passphrase. Without one, `passphrase` has to open the copy; if it opens the file in its place
/// too, the copy takes its place, otherwise it goes beside it and the session goes on there.
///
/// # Errors
/// As [`preview`]; [`Code::BadInput`] if the vault is locked and this passphrase opens it: then it is unlocked first, to
/// see what would change; [`Code::InUse`], [`Code::DiskFull`], [`Code::ReadOnly`], with everything as it was.
pub fn restore(
    session: &mut Session,
    which: Which<'_>,
    passphrase: Option<String>,
) -> Result<wire::RestoreDone, Failure> {
    let (path, _) = locate(session, which)?;
    if !session.is_unlocked() {
        // A mistyped passphrase leads here, too. What it opens when it is typed right is not damaged, and nobody has seen
        // what it would lose.
        let typed = passphrase.clone().unwrap_or_default();
        if !typed.is_empty() && unlock_if_possible(session, typed)? {
            unlock::lock(session);
            return Err(Failure::bad_input(
                "This passphrase opens your vault, which is not damaged. No copy took its place.",
                "Unlock it. In the list of backups you can look at what a copy would change, and bring it back then.",
            ));
        }
        return restore_locked(session, &path, passphrase);
    }
    let snapshot = look_into(session, &path, passphrase)?;
    let (mut vault, removed) = session.take_vault()?;
    let restored = vault.restore(&snapshot, Timestamp::now());
    drop(snapshot);
    // The vault goes on as it was when bringing back failed, with what can be undone in it.
    let back = session.unlocked(vault);
    if restored.is_err() && back.is_ok() {
        session.open_mut()?.0.removed = removed;
    }
    let kept = restored?;
    back?;
    let kept = kept.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(wire::RestoreDone {
        vault_path: session.path().display().to_string(),
        message: format!("Brought back. The vault as it was before is kept as {kept}."),
        replaced: Some(kept),
        beside: false,
    })
}

fn restore_locked(
    session: &mut Session,
    path: &Path,
    passphrase: Option<String>,
) -> Result<wire::RestoreDone, Failure> {
    let passphrase = Passphrase::new(passphrase.unwrap_or_default())?;
    let opener = Opener::Passphrase(&passphrase);
    let snapshot = Snapshot::open(path, opener)?;
    let restored = heldby_vault::restore_at(session.path(), &snapshot, opener, Timestamp::now())?;
    Ok(match restored {
        Restored::InPlace { replaced } => {
            let kept = replaced.map(|p| p.file_name().unwrap_or_default().to_string_lossy().into_owned());
            let message = match &kept {
                Some(kept) => {
                    format!("Brought back. The file as it was before is kept as {kept}. Unlock it now.")
                }
                None => "Brought back. Unlock it now.".to_string(),
            };
            wire::RestoreDone {
                vault_path: session.path().display().to_string(),
                replaced: kept,
                beside: false,
                message,
            }
        }
        Restored::Beside(beside) => {
            let message = format!(
                "The file in the vault's place could not be opened, so it was left as it is. The copy lies beside it as \
                 {}. To go on with it for good, move the old file away and give this one its name.",
                beside.display()
            );
            session.go_on_at(beside.clone());
            wire::RestoreDone {
                vault_path: beside.display().to_string(),
                replaced: None,
                beside: true,
                message,
            }
        }
    })
}

/// Saves what can be read of a damaged vault into a new one beside it. The damaged file is only read. The session goes
/// on with the new one.
///
/// # Errors
/// As [`unlock::unlock`]; [`Code::InUse`] while the vault is open.
pub fn salvage(session: &mut Session, passphrase: String) -> Result<wire::SalvageDone, Failure> {
    let passphrase = Passphrase::new(passphrase)?;
    session.lock();
    let done = heldby_vault::salvage(session.path(), Opener::Passphrase(&passphrase), Timestamp::now());
    let done = done.map_err(|error| match error {
        Error::Damaged => Failure::new(
            Code::Damaged,
            "Nothing of this file can be read: the list of what is in it is damaged.",
            "Bring the newest backup back. The damaged file was not changed.",
        ),
        other => other.into(),
    })?;
    let complete = done.complete();
    let what = if complete { "Everything was readable" } else { "What was readable was saved" };
    let message = format!(
        "{what} and is now in {}. The damaged file was not changed. To go on with the new one for good, move the damaged \
         file away and give the new one its name.",
        done.path.display()
    );
    let parts = done.parts.iter().map(salvage_part).collect();
    session.go_on_at(done.path.clone());
    Ok(wire::SalvageDone {
        path: done.path.display().to_string(),
        complete,
        pages: done.pages,
        damaged_pages: done.damaged_pages,
        parts,
        message,
    })
}

fn salvage_part(part: &heldby_vault::SalvagedPart) -> wire::SalvagePart {
    use heldby_vault::Lost;
    let of_holdings = matches!(part.part, "periods" | "identifiers" | "answers");
    let label = match part.part {
        "persons" => "Persons",
        "holdings" => "Companies",
        "periods" => "Companies with periods",
        "identifiers" => "Companies with addresses or names",
        "answers" => "Companies with answers",
        "breaches" => "Breaches noted by you",
        "names" => "Remembered names",
        "settings" => "Settings",
        "layers" => "Catalogues brought in",
        other => other,
    };
    let lost = match part.lost {
        Lost::Nothing => String::new(),
        Lost::Some => "some may be missing; the damage does not let us count them".into(),
        Lost::Rows(n) if of_holdings => {
            format!("could not be read for {n} {}", if n == 1 { "company" } else { "companies" })
        }
        Lost::Rows(n) => format!("{n} lost"),
    };
    wire::SalvagePart { label: label.into(), saved: part.saved, lost }
}

/// Unlocks if the passphrase opens the vault; says why not otherwise. For commands that go on either way.
///
/// # Errors
/// As [`unlock::unlock`], but only for what no copy could mend: no memory, a vault in use.
pub fn unlock_if_possible(session: &mut Session, passphrase: String) -> Result<bool, Failure> {
    match unlock::unlock(session, passphrase) {
        Ok(_) => Ok(true),
        Err(failure) => match failure.code {
            Code::NoVault | Code::NotAVault | Code::NewerFormat | Code::WrongPassphrase | Code::Damaged => {
                Ok(false)
            }
            _ => Err(failure),
        },
    }
}
