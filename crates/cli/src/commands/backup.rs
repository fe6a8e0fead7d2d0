//! `heldby backup ...`, `heldby salvage`

use super::{confirmed, locked, unlocked};
use crate::args::{Args, Backup, BackupSettings, Earlier, Json, Switch};
use crate::exit::Stop;
use crate::{passphrase, print};
use heldby_app::backups::{self, Which};
use heldby_app::wire::{self, OpensWith};
use heldby_app::{Code, Failure, Session, Way, quick};
use std::path::Path;

/// Runs a command about copies.
pub fn run(args: &Args, command: &Backup) -> Result<(), Stop> {
    match command {
        Backup::Now(json) => {
            let made = backups::now(&mut unlocked(args)?)?;
            if json.json {
                print::json(&made)
            } else {
                print::line(&format!("Made and checked: {}", made.name))
            }
        }
        Backup::List(json) => {
            let found = backups::list(&locked(args)?)?;
            if json.json { print::json(&found) } else { print::backup::list(&found) }
        }
        Backup::Verify { name, earlier, json } => verify(args, name.as_deref(), earlier, json.json),
        Backup::Preview { name, earlier, json } => {
            let (session, given) = for_copies(args, Some(name), earlier)?;
            let way = way(&session, name, earlier, given)?;
            let found = backups::preview(&session, which(&session, name)?, way)?;
            if json.json { print::json(&found) } else { print::backup::preview(&found) }
        }
        Backup::Restore { name, earlier, yes, json } => restore(args, name, earlier, *yes, json.json),
        Backup::Delete { names, earlier_passphrase, yes } => delete(args, names, *earlier_passphrase, *yes),
        Backup::Reencrypt { names, earlier } => reencrypt(args, names, earlier),
        Backup::Settings(settings) => change(&mut unlocked(args)?, settings),
    }
}

/// `heldby salvage`
pub fn salvage(args: &Args, copy: Option<&str>, json: &Json) -> Result<(), Stop> {
    let mut session = locked(args)?;
    let copy = match copy {
        Some(copy) => Some(which(&session, copy)?),
        None => {
            heldby_app::unlock::ready(&session)?;
            None
        }
    };
    let done = backups::salvage(&mut session, copy, passphrase::way(args)?)?;
    if json.json { print::json(&done) } else { print::backup::salvaged(&done) }
}

fn verify(args: &Args, name: Option<&str>, earlier: &Earlier, json: bool) -> Result<(), Stop> {
    let (session, given) = for_copies(args, None, earlier)?;
    let mut ways: Vec<Way> = given.into_iter().collect();
    if earlier.is_given() {
        ways.push(passphrase::of_copy(earlier)?);
    }
    let checks = backups::verify(&session, name, ways)?;
    if json {
        print::json(&checks)?;
    } else if checks.is_empty() {
        print::line("There are no copies yet. `heldby backup now` makes one.")?;
    } else {
        print::table(&["Copy", "Result"], checks.iter().map(|c| vec![c.name.clone(), c.message.clone()]))?;
    }
    // Somebody who checks from a script must not have to read the words.
    let any = |good| checks.iter().any(|c| c.good == good);
    match (any(Some(false)), any(Some(true)), checks.is_empty()) {
        (true, ..) => Err(Stop::Code(5)),
        (_, false, false) => Err(Stop::Code(3)),
        _ => Ok(()),
    }
}

fn restore(args: &Args, name: &str, earlier: &Earlier, yes: bool, json: bool) -> Result<(), Stop> {
    let (mut session, given) = for_copies(args, Some(name), earlier)?;
    let way = way(&session, name, earlier, given)?;
    let found = backups::preview(&session, which(&session, name)?, way.clone())?;
    if !json {
        print::backup::difference(&found)?;
    }
    if session.is_unlocked() && found.difference.is_none() {
        note!(
            "This is not known as a copy of this vault: all that is in the present one would give way to it."
        );
    }
    let question = if session.path().exists() {
        "Bring it back? The vault as it is now is kept beside it."
    } else {
        "Bring it back?"
    };
    if !yes && !confirmed(question)? {
        return print::line("Nothing was changed.");
    }
    let path = which(&session, name)?;
    let done = backups::restore(&mut session, path, way)?;
    if json { print::json(&done) } else { print::line(&done.message) }
}

fn delete(args: &Args, names: &[String], earlier: bool, yes: bool) -> Result<(), Stop> {
    let mut session = unlocked(args)?;
    let listed = backups::list(&session)?.backups;
    let names: Vec<String> = if earlier {
        let all = || listed.iter().filter(|b| b.opens_with == OpensWith::Earlier);
        // Somebody may have gone on in one of these.
        for vault in all().filter(|b| b.vault) {
            note!("heldby: {} is a vault of its own. It goes only if you name it.", vault.name);
        }
        all().filter(|b| !b.vault).map(|b| b.name.clone()).collect()
    } else {
        names.to_vec()
    };
    if names.is_empty() {
        return print::line("There are none.");
    }
    let own = |b: &&wire::BackupView| !b.vault && b.opens_with != OpensWith::OtherVault;
    let all = listed.iter().filter(own).all(|b| names.contains(&b.name));
    for other in listed.iter().filter(|b| b.opens_with == OpensWith::OtherVault && names.contains(&b.name)) {
        note!("heldby: {} is a copy of another vault.", other.name);
    }
    let question = format!(
        "Remove {} for good?{}",
        if names.len() == 1 { names[0].clone() } else { format!("{} copies", names.len()) },
        if all { " No copy would be left." } else { "" }
    );
    if !yes && !confirmed(&question)? {
        return print::line("Nothing was removed.");
    }
    backups::delete(&mut session, &names)?;
    match &names[..] {
        [one] => print::line(&format!("Removed {one}.")),
        all => print::line(&format!("Removed {} copies.", all.len())),
    }
}

fn change(session: &mut Session, change: &BackupSettings) -> Result<(), Stop> {
    let mut settings = backups::settings(session)?;
    let before = settings.clone();
    if let Some(folder) = &change.folder {
        settings.folder = Some(folder.clone()).filter(|f| !f.is_empty());
    }
    if let Some(automatic) = change.automatic {
        settings.automatic = automatic == Switch::On;
    }
    settings.daily = change.daily.unwrap_or(settings.daily);
    settings.weekly = change.weekly.unwrap_or(settings.weekly);
    settings.monthly = change.monthly.unwrap_or(settings.monthly);
    if settings != before {
        settings = backups::set_settings(session, &settings)?;
    }
    if change.json.json {
        return print::json(&settings);
    }
    let rows = [
        ["by itself".into(), if settings.automatic { "on" } else { "off" }.to_string()],
        ["folder".into(), settings.folder.unwrap_or_else(|| "beside the vault".into())],
        ["days kept".into(), settings.daily.to_string()],
        ["weeks kept".into(), settings.weekly.to_string()],
        ["months kept".into(), settings.monthly.to_string()],
    ];
    print::table(&["Copies", "Value"], rows.into_iter().map(Vec::from))
}

/// A listed copy by its name, else a file.
fn which<'a>(session: &Session, named: &'a str) -> Result<Which<'a>, Stop> {
    if listed(session, named)?.is_some() {
        return Ok(Which::Listed(named));
    }
    let path = Path::new(named);
    if path.exists() {
        return Ok(Which::File(path));
    }
    Err(Failure::new(
        Code::NotFound,
        "There is no such copy, and no file of this name.",
        "Look at `heldby backup list`.",
    )
    .into())
}

fn listed(session: &Session, named: &str) -> Result<Option<wire::BackupView>, Stop> {
    Ok(backups::list(session)?.backups.into_iter().find(|b| b.name == named))
}

/// Puts copies under the present key: those that the present passphrase opens without another word.
fn reencrypt(args: &Args, names: &[String], earlier: &Earlier) -> Result<(), Stop> {
    let (mut session, given) = for_copies(args, None, earlier)?;
    if !session.is_unlocked() {
        // The present key is needed, so say what is in its way.
        session = unlocked(args)?;
    }
    let left = |session: &Session, what: OpensWith| -> Result<bool, Stop> {
        let meant = |b: &wire::BackupView| names.is_empty() || names.contains(&b.name);
        Ok(backups::list(session)?.backups.iter().any(|b| meant(b) && b.opens_with == what))
    };
    let mut adopted = 0;
    if let Some(given @ Way::Passphrase(_)) = given
        && left(&session, OpensWith::PresentPassphrase)?
    {
        adopted += backups::adopt(&mut session, names, given)?;
    }
    let unknown = !names.is_empty() && adopted == 0;
    if earlier.is_given() || unknown || left(&session, OpensWith::Earlier)? {
        adopted += backups::adopt(&mut session, names, passphrase::of_copy(earlier)?)?;
    }
    print::line(&match adopted {
        0 => "Nothing had to be changed.".to_owned(),
        1 => "1 copy is under the present passphrase now.".to_owned(),
        n => format!("{n} copies are under the present passphrase now."),
    })
}

/// A session to look at copies in, and what was given to open it with: unlocked if that opens the vault. A vault that is
/// gone, damaged, or has another passphrase does not keep anybody from its copies. A copy that is `named` and not there is
/// said before anybody types a passphrase.
fn for_copies(args: &Args, named: Option<&str>, earlier: &Earlier) -> Result<(Session, Option<Way>), Stop> {
    let mut session = locked(args)?;
    if let Some(named) = named {
        which(&session, named)?;
    }
    let nothing_given = args.passphrase_file.is_none() && args.sheet_file.is_none();
    // Nothing is there to be opened, and what opens the copy is given already.
    if nothing_given && earlier.is_given() && !session.path().exists() {
        return Ok((session, None));
    }
    if nothing_given && quick::is_on(&session) {
        match quick::unlock(&mut session) {
            Ok(_) => return Ok((session, None)),
            Err(failure) => note!("{}", failure.message),
        }
    }
    let given = passphrase::way(args)?;
    backups::unlock_if_possible(&mut session, given.clone())?;
    Ok((session, Some(given)))
}

/// What opens a copy, if it is not the key of the open vault.
fn way(session: &Session, named: &str, earlier: &Earlier, given: Option<Way>) -> Result<Option<Way>, Stop> {
    if earlier.is_given() {
        return passphrase::of_copy(earlier).map(Some);
    }
    if !session.is_unlocked() {
        return Ok(given);
    }
    let copy = || which(session, named);
    if backups::opens_with(session, copy()?)? == OpensWith::PresentKey {
        return Ok(None);
    }
    // What opened the vault may open the copy, too: then nobody is asked.
    if let Some(given) = given
        && backups::preview(session, copy()?, Some(given.clone())).is_ok()
    {
        return Ok(Some(given));
    }
    passphrase::of_copy(earlier).map(Some)
}
