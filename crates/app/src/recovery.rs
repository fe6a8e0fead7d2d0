//! The recovery sheet: the key of the vault on paper, for the day on which the passphrase is forgotten.

mod pdf;
mod qr;
mod sheet;

pub use sheet::Sheet;

use crate::outside::{self, Existing, Readers};
use crate::session::OpenedBy;
use crate::{Code, Failure, Session, chosen, key_profile, paths, unlock, wire};
use heldby_vault::{
    Error, GroupState, Header, Passphrase, RecoverySheet, SHEET_GROUPS, SheetMistake, Vault, VaultKey,
    read_sheet, typed_groups,
};
use jiff::Timestamp;
use std::path::Path;
use zeroize::Zeroizing;

/// What is remembered of the last sheet: the salt of its key, when it was made, and when it was drilled.
const REMEMBERED: &str = "recovery_sheet";

/// Wrong answers to drills before the vault must be unlocked again: otherwise they would give the sheet away, group by
/// group.
const MOST_WRONG: u8 = 5;

/// Bytes of a file that can be a saved sheet.
const MOST_BYTES: usize = 1 << 20;

/// How things stand with the sheet.
///
/// # Errors
/// [`Code::Locked`].
pub fn recovery(session: &Session) -> Result<wire::Recovery, Failure> {
    let vault = session.open()?.vault();
    let last = Remembered::read(vault)?;
    let state = match &last {
        None => wire::SheetState::None,
        Some(last) if last.salt == salt(vault.header()) => wire::SheetState::Made,
        Some(_) => wire::SheetState::Dead,
    };
    let (made, drilled) = last.map_or((None, None), |last| (Some(last.made), last.drilled));
    Ok(wire::Recovery {
        state,
        made,
        drilled,
        unlocked_by_sheet: session.opened_by() == OpenedBy::Sheet,
        proven: session.paper.is_proven(),
        save_as: paths::home().join("heldby-recovery-sheet.pdf").display().to_string(),
    })
}

/// The sheet, after the passphrase was typed again. Without one only if it was typed a moment ago, on creating the vault
/// or for the sheet that is being looked at. From here on it counts as made, and may be saved for five minutes, or until
/// it is [put away](put_away).
///
/// # Errors
/// [`Code::Locked`], [`Code::WrongPassphrase`], [`Code::EmptyPassphrase`].
pub fn show(session: &mut Session, passphrase: Option<String>) -> Result<Sheet, Failure> {
    let vault = session.open()?.vault();
    match passphrase.filter(|typed| !typed.is_empty()) {
        Some(typed) => {
            vault.require_passphrase(&Passphrase::new(typed)?)?;
            session.paper.prove();
        }
        None if session.paper.is_proven() => {}
        None => return Err(Error::EmptyPassphrase.into()),
    }
    let sheet = current(session)?;
    let (open, _) = session.open_mut()?;
    let salt = salt(open.vault().header());
    let drilled =
        Remembered::read(open.vault())?.filter(|last| last.salt == salt).and_then(|last| last.drilled);
    let remembered = Remembered { salt, made: sheet.made().to_string(), drilled };
    remembered.write(open.vault_mut())?;
    Ok(sheet)
}

/// Forgets that the passphrase was typed a moment ago: the sheet is not shown or saved again without it.
pub fn put_away(session: &mut Session) {
    session.paper.put_away();
}

/// Saves the sheet that is shown, as PDF or as text, as the name ends, for this user alone.
///
/// # Errors
/// [`Code::Locked`]; [`Code::EmptyPassphrase`] if no sheet is shown; [`Code::BadInput`] for another ending, or a name
/// that is kept for vaults; [`Code::FileExists`] unless it may be replaced; whatever the disk says.
pub fn save(session: &Session, path: &Path, replace: bool) -> Result<(), Failure> {
    session.open()?;
    if !session.paper.is_proven() {
        return Err(Failure::new(
            Code::EmptyPassphrase,
            "No sheet is shown, or the passphrase was typed too long ago. Nothing was written.",
            "Close this, show the sheet again with the passphrase, and save it then.",
        ));
    }
    chosen::check(session.path(), path, &["pdf", "txt"])?;
    let sheet = current(session)?;
    let is_pdf = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let bytes =
        if is_pdf { Zeroizing::new(sheet.pdf()) } else { Zeroizing::new(sheet.text().as_bytes().to_vec()) };
    let existing = if replace { Existing::Replace } else { Existing::Keep };
    outside::write(path, Readers::Owner, existing, |out| out.write_all(&bytes))
}

/// Which two groups to type back, counted from 1: whoever can, has the sheet and can read it.
///
/// # Errors
/// [`Code::Locked`]; [`Code::NotFound`] if there is no sheet that works.
pub fn drill_groups(session: &mut Session) -> Result<[u32; 2], Failure> {
    if recovery(session)?.state != wire::SheetState::Made {
        let advice = "Make one first.";
        return Err(Failure::new(
            Code::NotFound,
            "There is no recovery sheet for this vault as it is now.",
            advice,
        ));
    }
    // Which ones does not have to be a secret, only to change.
    let groups = u32::try_from(SHEET_GROUPS).expect("a sheet has few groups");
    let number = Timestamp::now().subsec_nanosecond().unsigned_abs() / 1000;
    let first = number % groups;
    let second = (first + 1 + number / groups % (groups - 1)) % groups;
    let asked = [first.min(second) + 1, first.max(second) + 1];
    session.paper.asked = Some(asked);
    Ok(asked)
}

/// Takes the two groups that were asked for, in their order, and remembers that they were right.
///
/// # Errors
/// [`Code::BadSheet`] names the group that is wrong; [`Code::BadInput`] after too many wrong ones, or if nothing was
/// asked.
pub fn drill(session: &mut Session, typed: [&str; 2]) -> Result<wire::Recovery, Failure> {
    let sheet = RecoverySheet::of(session.open()?.vault().key());
    let asked = session.paper.asked.ok_or_else(|| {
        Failure::bad_input("No groups of the sheet were asked for.", "Start the trial again.")
    })?;
    if session.paper.wrong >= MOST_WRONG {
        return Err(Failure::bad_input(
            "That was wrong too often.",
            "Lock the vault and unlock it again, or make a new sheet. This keeps the sheet from being guessed piece by piece.",
        ));
    }
    let wrong = asked
        .iter()
        .zip(typed)
        .find(|(group, typed)| !sheet.has(usize::try_from(**group).unwrap_or(0), typed));
    if let Some((group, _)) = wrong {
        session.paper.wrong += 1;
        return Err(Failure::new(
            Code::BadSheet,
            format!("Group {group} is not what is on the sheet."),
            "Look at its number and compare each symbol. If the paper is not legible, make a new sheet.",
        ));
    }
    session.paper.asked = None;
    let (open, _) = session.open_mut()?;
    if let Some(mut last) = Remembered::read(open.vault())? {
        last.drilled = Some(today());
        last.write(open.vault_mut())?;
    }
    recovery(session)
}

/// What can be said of a sheet while it is typed. Needs no vault.
pub fn check(typed: &str) -> wire::SheetCheck {
    let view = |state| match state {
        GroupState::Fits => wire::GroupCheck::Fits,
        GroupState::Wrong => wire::GroupCheck::Wrong,
        GroupState::Unfinished => wire::GroupCheck::Unfinished,
    };
    wire::SheetCheck {
        groups: typed_groups(typed).into_iter().map(view).collect(),
        needed: u32::try_from(SHEET_GROUPS).expect("a sheet has few groups"),
        complete: read_sheet(typed).is_ok(),
    }
}

/// Unlocks with a typed, pasted or saved sheet, without deriving anything. A new passphrase can then be
/// [set](set_passphrase) without the old one.
///
/// # Errors
/// [`Code::BadSheet`] names what is wrong with it; [`Code::OldSheet`] for a sheet that is right and does not open this
/// vault; the file's own troubles as [`unlock`](unlock::unlock).
pub fn unlock(session: &mut Session, typed: String) -> Result<wire::Status, Failure> {
    let key = key(&Zeroizing::new(typed))?;
    session.lock();
    match Vault::open_with_key(session.path(), key) {
        Err(Error::WrongPassphrase) => Err(old_sheet()),
        opened => unlock::admit(session, opened?, OpenedBy::Sheet),
    }
}

/// A sheet that is right and does not open the vault.
pub(crate) fn old_sheet() -> Failure {
    Failure::new(
        Code::OldSheet,
        "This recovery sheet is typed correctly, but it does not open this vault.",
        "It belongs to another vault, or the passphrase was changed after it was made: then a later sheet or the new \
         passphrase opens it. If you are sure of the sheet, the beginning of the file may be damaged: go back to a copy.",
    )
}

/// The text of a file that holds a saved sheet.
///
/// # Errors
/// What the disk says; [`Code::BadSheet`] for a file that is no text.
pub fn read_file(path: &Path) -> Result<String, Failure> {
    let bytes = Zeroizing::new(outside::read(path, MOST_BYTES)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        Failure::new(
            Code::BadSheet,
            "This file is no recovery sheet that was saved as text.",
            "A PDF cannot be read back: type its groups, or read its QR code.",
        )
    })?;
    Ok(text.to_owned())
}

/// Sets a new passphrase without the old one, in a session that was unlocked with the sheet. The sheet no longer opens
/// the vault afterwards. `profile` changes how the key is made at the same time.
///
/// # Errors
/// [`Code::Locked`]; [`Code::BadInput`] if the sheet was not used; a weak passphrase; [`Code::OutOfMemory`]; a full disk.
pub fn set_passphrase(
    session: &mut Session,
    new: String,
    weak_ok: bool,
    profile: Option<&str>,
) -> Result<wire::Status, Failure> {
    let new = Passphrase::new(new)?;
    let present = session.open()?.vault().header().profile();
    if session.opened_by() != OpenedBy::Sheet {
        return Err(Failure::bad_input(
            "Only a vault that was unlocked with its recovery sheet takes a new passphrase without the old one.",
            "Change the passphrase with the present one, or lock the vault and use the sheet.",
        ));
    }
    heldby_vault::require_strength(&new, weak_ok)?;
    let profile = profile.map_or(Ok(present), key_profile::parse)?;
    let status = unlock::rekey(session, |vault| vault.set_passphrase(&new, profile))?;
    // Typed a moment ago: a new sheet can be shown at once.
    session.paper.prove();
    Ok(status)
}

fn current(session: &Session) -> Result<Sheet, Failure> {
    let vault = session.open()?.vault();
    let file = vault.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Sheet::new(RecoverySheet::of(vault.key()), file, today()))
}

fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

/// The key that a typed, pasted or saved sheet is.
///
/// # Errors
/// [`Code::BadSheet`] names what is wrong with it.
pub(crate) fn key(typed: &str) -> Result<VaultKey, Failure> {
    read_sheet(typed).map_err(|mistake| mistaken(&mistake))
}

/// What tells the keys of a vault apart without a secret in it.
pub(crate) fn salt(header: &Header) -> String {
    header.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The row of the settings: `<salt> <made> <drilled or ->`.
struct Remembered {
    salt: String,
    made: String,
    drilled: Option<String>,
}

impl Remembered {
    fn read(vault: &Vault) -> Result<Option<Self>, Failure> {
        let Some(text) = vault.setting(REMEMBERED)? else { return Ok(None) };
        let mut words = text.split(' ').map(str::to_owned);
        // What a later version writes in another way is as good as no sheet: a new one can be made.
        Ok(match (words.next(), words.next(), words.next()) {
            (Some(salt), Some(made), Some(drilled)) => {
                Some(Self { salt, made, drilled: Some(drilled).filter(|word| word != "-") })
            }
            _ => None,
        })
    }

    fn write(&self, vault: &mut Vault) -> Result<(), Failure> {
        let text = format!("{} {} {}", self.salt, self.made, self.drilled.as_deref().unwrap_or("-"));
        Ok(vault.set_setting(REMEMBERED, Some(&text))?)
    }
}

fn mistaken(mistake: &SheetMistake) -> Failure {
    let compare = "Compare it with the paper, symbol by symbol. There is no letter I, L, O or U on it.";
    let (message, advice) = match mistake {
        SheetMistake::Nothing => (
            "Nothing was typed that could be a recovery sheet.".into(),
            "Type its fourteen groups, in their order.",
        ),
        SheetMistake::Length { group, symbols } => {
            let symbols = if *symbols == 1 { "1 symbol".to_owned() } else { format!("{symbols} symbols") };
            (format!("Group {group} has {symbols}; every group has five."), compare)
        }
        SheetMistake::Groups(groups) => (wrong_groups(groups), compare),
        SheetMistake::Missing(Some(group)) => {
            (format!("Group {group} is missing."), "Type all fourteen groups, in their order.")
        }
        SheetMistake::Missing(None) => {
            ("There are fewer than fourteen groups.".into(), "Type all of them, in their order.")
        }
        SheetMistake::TooMany(found) => {
            (format!("There are {found} groups; a sheet has fourteen."), "Look for one that was typed twice.")
        }
        SheetMistake::Together => (
            "Each group could be right by itself, but together they are not.".into(),
            "Compare every group with the paper, and make sure that all are from the same sheet.",
        ),
    };
    Failure::new(Code::BadSheet, message, advice)
}

fn wrong_groups(groups: &[usize]) -> String {
    match groups {
        [one] => format!("Group {one} is mistyped."),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(usize::to_string).collect();
            format!("Groups {} and {last} are mistyped.", first.join(", "))
        }
        [] => "A group is mistyped.".into(),
    }
}
