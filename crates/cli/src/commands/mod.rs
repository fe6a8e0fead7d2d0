//! The commands, a file for each kind.

mod backup;
mod catalogue;
mod check;
mod companies;
mod doctor;
mod edit;
mod exchange;
mod knowledge;
mod lists;
mod publish;
mod unlocking;
mod vault;

use crate::args::{Args, Command, Mine};
use crate::exit::Stop;
use crate::passphrase;
use clap::CommandFactory;
use heldby_app::{Code, Failure, Knowledge, Session, paths, quick, recovery, unlock};
use jiff::civil::Date;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

/// Runs what the command line says.
pub fn run(args: &Args) -> Result<(), Stop> {
    match &args.command {
        Command::Init(init) => vault::init(args, init),
        Command::Passwd(passwd) => vault::passwd(args, passwd),
        Command::Recovery { command } => unlocking::recovery(args, command),
        Command::Keyring { command } => unlocking::keyring(args, command),
        Command::Add(add) => companies::add(&mut unlocked(args)?, add),
        Command::Edit(edit) => edit::edit(&mut unlocked(args)?, edit),
        Command::List(list) => companies::list(&unlocked(args)?, list),
        Command::Show(show) => companies::show(&unlocked(args)?, show),
        Command::Remove(remove) => companies::remove(&mut unlocked(args)?, remove),
        Command::Check(json) => check::check(&unlocked(args)?, json.json),
        Command::Answer(answer) => companies::answer(&mut unlocked(args)?, answer),
        Command::Person { command } => vault::person(&mut unlocked(args)?, command),
        Command::Settings(settings) => vault::settings(&mut unlocked(args)?, settings),
        Command::Backup { command } => backup::run(args, command),
        Command::Export(export) => exchange::export(args, export),
        Command::Import(import) => exchange::import(args, import),
        Command::Salvage { copy, json } => backup::salvage(args, copy.as_deref(), json),
        Command::Catalogue { command } => catalogue::run(args, command),
        Command::Breach { command } => knowledge::breach(&mut unlocked(args)?, command),
        Command::Holders { command } => knowledge::holders(&mut unlocked(args)?, command),
        Command::Names { command } => knowledge::names(&mut unlocked(args)?, command),
        Command::Lookup(lookup) => lists::lookup(args, lookup),
        Command::Assess(assess) => lists::assess(args, assess),
        Command::Doctor(json) => doctor::doctor(&locked(args)?, json.json),
        Command::Completions { shell } => {
            // Into memory first: the generator panics where a reader closes the pipe.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "heldby", &mut script);
            Ok(io::stdout().write_all(&script)?)
        }
    }
}

/// A locked session over the vault that the command line means. It is locked again when the command ends; a copy of the
/// vault that cannot be made then is said, and the command has done its work all the same.
fn locked(args: &Args) -> Result<Session, Stop> {
    locked_on(args, None)
}

fn locked_on(args: &Args, today: Option<Date>) -> Result<Session, Stop> {
    let session = Session::new(paths::vault_path(args.vault.clone())?, Knowledge::bundled(today));
    Ok(session.telling(|trouble| note!("heldby: No copy of the vault was made. {trouble}")))
}

/// Asks a question that has to be answered with yes.
fn confirmed(question: &str) -> Result<bool, Stop> {
    if !io::stdin().is_terminal() {
        let what = "There is no terminal to ask whether to go on.";
        return Err(Failure::bad_input(what, "Say --yes (for an export: --readable) if you are sure.").into());
    }
    ask!("{question} [y/N] ");
    io::stderr().flush()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes"))
}

/// An unlocked one: with a sheet if one is named, with the keyring if that is on, else with the passphrase.
fn unlocked(args: &Args) -> Result<Session, Stop> {
    unlocked_on(args, None)
}

fn unlocked_on(args: &Args, today: Option<Date>) -> Result<Session, Stop> {
    let mut session = locked_on(args, today)?;
    unlock::ready(&session)?;
    if args.sheet_file.is_some() {
        recovery::unlock(&mut session, passphrase::sheet(args.sheet_file.as_deref())?)?;
        return Ok(session);
    }
    if args.passphrase_file.is_none() && quick::is_on(&session) {
        match quick::unlock(&mut session) {
            Ok(_) => return Ok(session),
            Err(failure) if failure.code == Code::Keyring => note!("{}", failure.message),
            Err(failure) => return Err(failure.into()),
        }
    }
    let passphrase = passphrase::current(args.passphrase_file.as_deref())?;
    unlock::unlock(&mut session, passphrase)?;
    Ok(session)
}

/// Whose knowledge a question is put to.
enum Asked {
    /// What came with the program.
    Program(Arc<Knowledge>),
    /// What the person's vault makes of it.
    Vault(Box<Session>),
}

impl Asked {
    fn knowledge(&self) -> &Knowledge {
        match self {
            Self::Program(knowledge) => knowledge,
            Self::Vault(session) => session.knowledge(),
        }
    }
}

/// The vault's knowledge where the person says so or names a vault, else the program's. `today` fixes the date.
fn asked(args: &Args, mine: &Mine, today: Option<Date>) -> Result<Asked, Stop> {
    Ok(if mine.mine || args.vault.is_some() {
        Asked::Vault(Box::new(unlocked_on(args, today)?))
    } else {
        Asked::Program(Knowledge::bundled(today))
    })
}
