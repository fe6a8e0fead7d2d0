//! Bringing a copy back, and saving what can be read of a damaged vault.

use super::Which;
use super::look::{look_into, not_read};
use super::place::locate;
use crate::way::Opens;
use crate::{Code, Failure, Session, Way, recovery, unlock, wire};
use heldby_vault::{Error, Restored, Snapshot};
use jiff::Timestamp;
use std::path::Path;

/// Brings a copy back. What was there before stays beside it.
///
/// An open vault keeps its passphrase. Without one, `way` has to open the copy; if it opens the file in its place too, the
/// copy takes its place, otherwise it goes beside it and the session goes on there.
///
/// # Errors
/// As [`preview`](super::preview); [`Code::BadInput`] if the vault is locked and this opens it: then it is unlocked first,
/// to see what would change; [`Code::InUse`], [`Code::DiskFull`], [`Code::ReadOnly`], with everything as it was.
pub fn restore(
    session: &mut Session,
    which: Which<'_>,
    way: Option<Way>,
) -> Result<wire::RestoreDone, Failure> {
    let (path, _) = locate(session, which)?;
    if !session.is_unlocked() {
        let way = way.unwrap_or_else(|| Way::from(""));
        // A mistyped passphrase leads here, too. What it opens when it is typed right is not damaged, and nobody has seen
        // what it would lose.
        if unlock_if_possible(session, way.clone())? {
            unlock::lock(session);
            return Err(Failure::bad_input(
                "This opens your vault, which is not damaged. No copy took its place.",
                "Unlock it. In the list of backups you can look at what a copy would change, and bring it back then.",
            ));
        }
        return restore_locked(session, &path, way);
    }
    let snapshot = look_into(session, &path, way)?;
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

fn restore_locked(session: &mut Session, path: &Path, way: Way) -> Result<wire::RestoreDone, Failure> {
    let opens = way.read()?;
    let snapshot = Snapshot::open(path, opens.opener()).map_err(|error| not_read(error, Some(&opens)))?;
    let restored = heldby_vault::restore_at(session.path(), &snapshot, opens.opener(), Timestamp::now())?;
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
                "What was given opens the copy, but not the file in the vault's place, so that was left as it is. It may be \
                 damaged, or have another passphrase and be as good as ever. The copy lies beside it as {}. Only if the file \
                 in the vault's place is of no use any more, move it away and give this one its name.",
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

/// Saves what can be read of a damaged vault, or of a damaged copy of it, into a new vault beside the vault. The damaged
/// file is only read. The session goes on with the new one.
///
/// # Errors
/// As [`unlock::unlock`] and [`recovery::unlock`]; [`Code::NotFound`] for a copy that is not there; [`Code::InUse`] while the
/// vault is open; [`Code::NothingReadable`].
pub fn salvage(
    session: &mut Session,
    copy: Option<Which<'_>>,
    way: Way,
) -> Result<wire::SalvageDone, Failure> {
    let damaged = match copy {
        Some(copy) => locate(session, copy)?.0,
        None => session.path().to_path_buf(),
    };
    let opens = way.read()?;
    session.lock();
    let done = heldby_vault::salvage(&damaged, session.path(), opens.opener(), Timestamp::now());
    let done = done.map_err(|error| match (error, &opens) {
        (Error::Damaged, _) => Failure::new(
            Code::NothingReadable,
            "Nothing of this file can be read: the list of what is in it is damaged.",
            "Bring the newest backup back that is whole. The damaged file was not changed.",
        ),
        (Error::WrongPassphrase, Opens::Key(_)) => recovery::old_sheet(),
        (other, _) => other.into(),
    })?;
    let complete = done.complete();
    let new = done.path.display();
    let message = match (complete, done.damaged_pages) {
        (true, 0) => format!(
            "This file is not damaged. A second vault with the companies and all that you noted is {new} now; remove it if you \
             do not need it."
        ),
        (false, 0) => format!(
            "Every page can be read, but they are not of one time: something may be missing. What was there is in {new}. The \
             file was not changed. Look into a backup before you go on with the new vault."
        ),
        (true, _) => format!(
            "Everything was readable and is now in {new}. The damaged file was not changed. To go on with the new one for \
             good, move the damaged file away and give the new one its name."
        ),
        (false, _) => format!(
            "What was readable was saved and is now in {new}. The damaged file was not changed. A backup from before the \
             damage may hold what is missing: none of those is removed by itself from now on. To go on with the new vault for \
             good, move the damaged file away and give the new one its name."
        ),
    };
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
        Lost::WithHoldings => "those of the lost companies are lost with them".into(),
        Lost::Rows(n) => format!("{n} lost"),
    };
    wire::SalvagePart { label: label.into(), saved: part.saved, lost }
}

/// Unlocks if this opens the vault, and says whether it did. For commands that go on either way.
///
/// # Errors
/// As [`unlock::unlock`] and [`recovery::unlock`], but only for what no copy could mend: nothing typed, a mistyped sheet,
/// no memory, a vault in use or of a newer version.
pub fn unlock_if_possible(session: &mut Session, way: Way) -> Result<bool, Failure> {
    let opened = match way {
        Way::Passphrase(mut typed) => unlock::unlock(session, std::mem::take(&mut *typed)),
        Way::Sheet(mut typed) => recovery::unlock(session, std::mem::take(&mut *typed)),
    };
    match opened {
        Ok(_) => Ok(true),
        Err(failure) => match failure.code {
            Code::NoVault | Code::NotAVault | Code::WrongPassphrase | Code::OldSheet | Code::Damaged => {
                Ok(false)
            }
            _ => Err(failure),
        },
    }
}
