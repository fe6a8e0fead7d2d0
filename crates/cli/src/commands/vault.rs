//! The vault itself, who shares it, and settings.

use super::{locked, unlocking};
use crate::args::{Args, Init, Passwd, Person, Profile, Settings, Switch};
use crate::exit::Stop;
use crate::{passphrase, print};
use heldby_app::{
    Failure, Session, household, key_profile, locking, recovery, settings as app_settings, unlock, wire,
};
use serde::Serialize;

/// `heldby init`
pub fn init(args: &Args, init: &Init) -> Result<(), Stop> {
    let mut session = locked(args)?;
    passphrase::only(args)?;
    unlock::vacant(&session)?;
    if let Some(what) = unlock::left_of_it(&session) {
        note!(
            "There was a vault here: {what}. `heldby backup list` shows them, `heldby backup restore NAME` brings one back. \
             A new vault begins empty."
        );
    }
    note!("Your vault will be {}.", session.path().display());
    note!(
        "The passphrase is the only key. If it is lost, only a recovery sheet opens the vault; without one, nothing does."
    );
    let passphrase = passphrase::new(args.passphrase_file.as_deref(), "New passphrase", "--passphrase-file")?;
    unlock::create_as(&mut session, passphrase, init.consent.weak_ok, Some(init.profile.id()))?;
    print::line("Created. Note your first company with: heldby add \"T-Mobile\" --country US --from 2020")?;
    print::line("Make a way in for the day on which you forget the passphrase: heldby recovery show")?;
    Ok(())
}

/// `heldby passwd`
pub fn passwd(args: &Args, passwd: &Passwd) -> Result<(), Stop> {
    let mut session = locked(args)?;
    passphrase::only(args)?;
    unlock::ready(&session)?;
    let both_from_stdin = [args.passphrase_file.as_deref(), passwd.new_passphrase_file.as_deref()]
        .iter()
        .all(|file| file.is_some_and(|f| f.as_os_str() == "-"));
    if both_from_stdin {
        let what = "Only one of the two passphrases can come from standard input.";
        return Err(Failure::bad_input(what, "Put the other one into a file.").into());
    }
    let current = passphrase::current(args.passphrase_file.as_deref())?;
    unlock::unlock(&mut session, current.clone())?;
    if recovery::recovery(&session)?.state == wire::SheetState::Made {
        note!("The recovery sheet no longer opens the vault after this: make a new one then.");
    }
    match (passwd.profile, &passwd.new_passphrase_file) {
        (Some(profile), None) => {
            key_profile::change(&mut session, current, profile.id())?;
            let label = if matches!(profile, Profile::LowMemory) { "64 MiB" } else { "256 MiB" };
            print::line(&format!(
                "Changed: making the key now takes {label} of memory. The passphrase is the same."
            ))?;
        }
        (profile, file) => {
            let new = passphrase::new(file.as_deref(), "New passphrase", "--new-passphrase-file")?;
            let profile = profile.map(Profile::id);
            unlock::change_passphrase_as(&mut session, current, new, passwd.consent.weak_ok, profile)?;
            print::line("Changed. Copies of the vault made before still open with the old passphrase.")?;
        }
    }
    unlocking::after_change(&session)
}

/// `heldby person ...`
pub fn person(session: &mut Session, command: &Person) -> Result<(), Stop> {
    match command {
        Person::List(json) => {
            let persons = household::persons(session)?;
            if json.json {
                return print::json(&persons);
            }
            let rows = persons.iter().map(|p| vec![p.id.to_string(), p.name.clone()]);
            print::table(&["No.", "Name"], rows)
        }
        Person::Add { name } => {
            let person = household::add(session, name)?;
            print::line(&format!("Added {} (number {}).", person.name, person.id))
        }
        Person::Rename { person, name } => {
            let id = find_person(session, person)?.id;
            household::rename(session, id, name)?;
            print::line("Renamed.")
        }
        Person::Remove { person } => {
            let id = find_person(session, person)?.id;
            household::remove(session, id)?;
            print::line("Removed.")
        }
    }
}

/// A person by number or name.
pub fn find_person(session: &Session, named: &str) -> Result<wire::Person, Stop> {
    let persons = household::persons(session)?;
    let number = named.parse::<i64>().ok();
    let found = persons.iter().find(|p| Some(p.id) == number || p.name == named);
    found.cloned().ok_or_else(|| {
        Failure::new(
            heldby_app::Code::NotFound,
            "There is no such person in this vault.",
            "Look at `heldby person list`, or add them with `heldby person add NAME`.",
        )
        .into()
    })
}

/// The settings for programs.
#[derive(Serialize)]
struct Settled {
    #[serde(flatten)]
    profile: wire::Profile,
    lived: Vec<String>,
    /// Minutes; `null` for never.
    lock_after: Option<u32>,
    veil: bool,
}

/// `heldby settings`
pub fn settings(session: &mut Session, settings: &Settings) -> Result<(), Stop> {
    let mut profile = app_settings::profile(session)?;
    if settings.country.is_some() || settings.theme.is_some() {
        if let Some(country) = &settings.country {
            profile.country = Some(country.clone()).filter(|c| !c.is_empty());
        }
        if let Some(theme) = &settings.theme {
            profile.theme.clone_from(theme);
        }
        profile = app_settings::set_profile(session, &profile)?;
    }
    let lived = match &settings.lived {
        Some(countries) => app_settings::set_lived(session, countries)?,
        None => app_settings::lived(session)?,
    };
    let locking = set_locking(session, settings)?;
    if settings.json.json {
        return print::json(&Settled { profile, lived, lock_after: locking.after, veil: locking.veil });
    }
    let country = profile.country.unwrap_or_else(|| "not set".into());
    print::table(
        &["Setting", "Value"],
        [
            vec!["country".into(), country],
            vec!["theme".into(), profile.theme],
            vec!["lived in".into(), if lived.is_empty() { "not set".into() } else { lived.join(", ") }],
            vec!["window locks".into(), lock_words(locking.after)],
            vec!["veil".into(), if locking.veil { "on" } else { "off" }.into()],
        ]
        .into_iter(),
    )
}

fn set_locking(session: &mut Session, settings: &Settings) -> Result<wire::Locking, Failure> {
    let mut new = locking::locking(session)?;
    if settings.lock_after.is_none() && settings.veil.is_none() {
        return Ok(new);
    }
    if let Some(after) = &settings.lock_after {
        // What is neither a number nor a word is refused with the choices, as a number outside of them is.
        new.after = if after == "never" { None } else { Some(after.parse().unwrap_or(0)) };
    }
    if let Some(veil) = settings.veil {
        new.veil = veil == Switch::On;
    }
    locking::set_locking(session, &new)
}

fn lock_words(after: Option<u32>) -> String {
    match after {
        None => "never by itself when idle: lock it with Ctrl+L or close it".into(),
        Some(1) => "after 1 minute without use".into(),
        Some(minutes) => format!("after {minutes} minutes without use"),
    }
}
