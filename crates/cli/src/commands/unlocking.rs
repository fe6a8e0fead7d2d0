//! The recovery sheet and the keyring.

use super::{locked, unlocked};
use crate::args::{Args, Keyring, Recovery, Use};
use crate::exit::Stop;
use crate::{passphrase, print};
use heldby_app::wire::SheetState;
use heldby_app::{Session, backups, quick, recovery, unlock, wire};

/// `heldby recovery ...`
pub fn recovery(args: &Args, command: &Recovery) -> Result<(), Stop> {
    match command {
        Recovery::Show => show(args),
        Recovery::Save { file, replace } => {
            let mut session = shown(args)?.0;
            recovery::save(&session, file, *replace)?;
            recovery::put_away(&mut session);
            note!(
                "Whoever reads this file can open the vault. Print it or move it to a place of its own, then delete it."
            );
            print::line(&format!("Saved as {}.", file.display()))
        }
        Recovery::Use(how) => use_sheet(args, how),
        Recovery::Drill => drill(&mut unlocked(args)?),
        Recovery::Status(json) => {
            let found = recovery::recovery(&unlocked(args)?)?;
            if json.json { print::json(&found) } else { print::line(&state(&found)) }
        }
    }
}

/// A session and its sheet.
fn shown(args: &Args) -> Result<(Session, recovery::Sheet), Stop> {
    let (mut session, typed) = proven(args)?;
    let sheet = recovery::show(&mut session, Some(typed))?;
    Ok((session, sheet))
}

/// A session and the passphrase that opened it, for what an open vault alone is not enough for.
fn proven(args: &Args) -> Result<(Session, String), Stop> {
    passphrase::only(args)?;
    let mut session = locked(args)?;
    unlock::ready(&session)?;
    let typed = passphrase::current(args.passphrase_file.as_deref())?;
    unlock::unlock(&mut session, typed.clone())?;
    Ok((session, typed))
}

fn show(args: &Args) -> Result<(), Stop> {
    let (_session, sheet) = shown(args)?;
    print::line("HELDBY RECOVERY SHEET\n")?;
    for text in sheet.introduction() {
        print::paragraph(0, &text)?;
    }
    print::line("")?;
    print::line(&sheet.numbered())?;
    print::paragraph(0, &recovery::Sheet::directions().join(" "))?;
    print::line("")?;
    print::line(&sheet.terminal_code())?;
    note!("When it is on paper, clear the terminal, and try the paper with: heldby recovery drill");
    Ok(())
}

fn use_sheet(args: &Args, how: &Use) -> Result<(), Stop> {
    let mut session = locked(args)?;
    unlock::ready(&session)?;
    recovery::unlock(&mut session, passphrase::sheet(args.sheet_file.as_deref())?)?;
    note!("The sheet opens the vault. Now choose a new passphrase; the sheet no longer works after that.");
    let new = passphrase::new(how.new_passphrase_file.as_deref(), "New passphrase", "--new-passphrase-file")?;
    recovery::set_passphrase(
        &mut session,
        new,
        how.consent.weak_ok,
        how.profile.map(|profile| profile.id()),
    )?;
    print::line("The new passphrase is set.")?;
    after_change(&session)
}

fn drill(session: &mut Session) -> Result<(), Stop> {
    let [first, second] = recovery::drill_groups(session)?;
    note!("Take the sheet and type two of its groups.");
    let typed =
        [passphrase::line(&format!("Group {first}: "))?, passphrase::line(&format!("Group {second}: "))?];
    recovery::drill(session, [&typed[0], &typed[1]])?;
    print::line("Both are right: the sheet works. Keep it in a safe place.")
}

fn state(found: &wire::Recovery) -> String {
    let made = found.made.as_deref().unwrap_or_default();
    match (found.state, &found.drilled) {
        (SheetState::None, _) => "There is no recovery sheet. Make one with: heldby recovery show".into(),
        (SheetState::Made, Some(day)) => {
            format!("The sheet of {made} opens the vault. It was tried on {day}.")
        }
        (SheetState::Made, None) => {
            format!("The sheet of {made} opens the vault. It was never tried: heldby recovery drill")
        }
        (SheetState::Dead, _) => format!(
            "The sheet of {made} no longer opens the vault: its key changed since. Copies made before still \
             open with it: destroy it when none of them needs it any more, and make a new one with: heldby recovery show"
        ),
    }
}

/// What to say after the key of a vault changed.
pub fn after_change(session: &Session) -> Result<(), Stop> {
    let earlier = backups::list(session)?.earlier;
    if earlier > 0 {
        let copies = if earlier == 1 {
            "1 copy in your list has".to_owned()
        } else {
            format!("{earlier} copies in your list have")
        };
        print::line(&format!(
            "{copies} an earlier passphrase still: `heldby backup reencrypt`, with the passphrase or the sheet of that time, \
             puts them under the present one, `heldby backup delete --earlier-passphrase` removes them."
        ))?;
    }
    let found = recovery::recovery(session)?;
    if found.state == SheetState::Dead {
        print::line(&state(&found))?;
    }
    let quick = quick::quick(session);
    if quick.on && !quick.ready {
        print::line(&format!(
            "Quick unlock has stopped. {} Turn it on again with: heldby keyring on",
            quick.why
        ))?;
    }
    Ok(())
}

/// `heldby keyring ...`
pub fn keyring(args: &Args, command: &Keyring) -> Result<(), Stop> {
    match command {
        Keyring::On => {
            let (mut session, typed) = proven(args)?;
            let quick = quick::turn_on(&mut session, typed)?;
            note!("{}", quick.caution);
            print::line("Quick unlock is on: commands on this vault no longer ask for the passphrase.")
        }
        Keyring::Off => {
            let mut session = locked(args)?;
            unlock::ready(&session)?;
            let was_on = quick::is_on(&session);
            quick::turn_off(&mut session)?;
            print::line(if was_on {
                "Quick unlock is off, and the key is no longer in the keyring."
            } else {
                "Quick unlock is off."
            })
        }
        Keyring::Status(json) => {
            let session = locked(args)?;
            unlock::ready(&session)?;
            let quick = quick::quick(&session);
            if json.json {
                return print::json(&quick);
            }
            if quick.left {
                note!(
                    "A key of this vault is still in the keyring and should not be. Heldby tries to take it out whenever it \
                     unlocks the vault."
                );
            }
            print::line(&match (quick.on, quick.ready) {
                (false, _) => "Quick unlock is off.".to_owned(),
                (true, true) => format!("Quick unlock is on. {}", quick.caution),
                (true, false) => {
                    format!("Quick unlock is on, but: {} The passphrase opens the vault.", quick.why)
                }
            })
        }
    }
}
