//! The commands, a file for each kind.

mod catalogue;
mod check;
mod companies;
mod doctor;
mod edit;
mod knowledge;
mod lists;
mod publish;
mod vault;

use crate::args::{Args, Command};
use crate::exit::Stop;
use crate::passphrase;
use clap::CommandFactory;
use heldby_app::{Knowledge, Session, paths, unlock};
use std::io::{self, Write};

/// Runs what the command line says.
pub fn run(args: &Args) -> Result<(), Stop> {
    match &args.command {
        Command::Init(consent) => vault::init(args, consent),
        Command::Passwd(passwd) => vault::passwd(args, passwd),
        Command::Add(add) => companies::add(&mut unlocked(args)?, add),
        Command::Edit(edit) => edit::edit(&mut unlocked(args)?, edit),
        Command::List(list) => companies::list(&unlocked(args)?, list),
        Command::Show(show) => companies::show(&unlocked(args)?, show),
        Command::Remove(remove) => companies::remove(&mut unlocked(args)?, remove),
        Command::Check(json) => check::check(&unlocked(args)?, json.json),
        Command::Answer(answer) => companies::answer(&mut unlocked(args)?, answer),
        Command::Person { command } => vault::person(&mut unlocked(args)?, command),
        Command::Settings(settings) => vault::settings(&mut unlocked(args)?, settings),
        Command::Catalogue { command } => catalogue::run(args, command),
        Command::Breach { command } => knowledge::breach(&mut unlocked(args)?, command),
        Command::Holders { command } => knowledge::holders(&mut unlocked(args)?, command),
        Command::Names { command } => knowledge::names(&mut unlocked(args)?, command),
        Command::Lookup(lookup) => lists::lookup(lookup),
        Command::Assess(assess) => lists::assess(assess),
        Command::Doctor(json) => doctor::doctor(&locked(args)?, json.json),
        Command::Completions { shell } => {
            // Into memory first: the generator panics where a reader closes the pipe.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "heldby", &mut script);
            Ok(io::stdout().write_all(&script)?)
        }
    }
}

/// A locked session over the vault that the command line means.
fn locked(args: &Args) -> Result<Session, Stop> {
    Ok(Session::new(paths::vault_path(args.vault.clone())?, Knowledge::bundled(None)))
}

/// An unlocked one.
fn unlocked(args: &Args) -> Result<Session, Stop> {
    let mut session = locked(args)?;
    unlock::ready(&session)?;
    let passphrase = passphrase::current(args.passphrase_file.as_deref())?;
    unlock::unlock(&mut session, passphrase)?;
    Ok(session)
}
