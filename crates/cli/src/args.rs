//! The command line: what can be said, with examples.

mod backup;
mod catalogue;
mod unlocking;

pub use backup::{Backup, BackupSettings, Earlier, Export, Import};
pub use catalogue::{Catalogue, Filter, Holders, Names, OwnBreach, OwnDetails};
pub use unlocking::{Keyring, Profile, Recovery, Use};

use crate::exit;
use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand, ValueHint};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  heldby init
  heldby add \"T-Mobile\" --country US --from 2020 --until now --tag prepaid
  heldby add \"Talk Talk\" --country GB --from 2012 --until 2014 --gave bank-account
  heldby check
  heldby answer talktalk talktalk-2015-10 told
  heldby lookup \"Virgin Media\" --country GB
  heldby catalogue search telecom --year 2023
  heldby catalogue install heldby-12.catalogue
  heldby backup list
  heldby export my-data.json
  heldby breach add \"My club\" --title \"Members' list\" --from 2024-05 --classes name,email-address";

/// Who holds your data, and what of it has leaked. Private and offline.
#[derive(Parser)]
#[command(name = "heldby", version, after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\n{}", exit::HELP))]
pub struct Args {
    /// The vault; without it HELDBY_VAULT, else vault.heldby in your data folder
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub vault: Option<PathBuf>,

    /// Read the passphrase from this file ("-": standard input); one final newline is dropped
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub passphrase_file: Option<PathBuf>,

    /// Unlock with a recovery sheet that was saved as text, instead of the passphrase ("-": standard input)
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "passphrase_file")]
    pub sheet_file: Option<PathBuf>,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Create a vault
    Init(Init),
    /// Change the passphrase, or how the key is made from it
    Passwd(Passwd),
    /// The recovery sheet: a way in when the passphrase is forgotten
    Recovery {
        #[command(subcommand)]
        command: Recovery,
    },
    /// Quick unlock through this computer's keyring
    Keyring {
        #[command(subcommand)]
        command: Keyring,
    },
    /// Note that a company holds your data
    Add(Add),
    /// Change what is noted about a company; what you do not name stays
    Edit(Edit),
    /// List your companies
    List(List),
    /// Show one of your companies with all its breaches
    Show(Show),
    /// Remove a company from your list
    Remove(Remove),
    /// What of your data is exposed: a readable report
    Check(Json),
    /// Say what you were told, or know, about a breach
    Answer(Answer),
    /// The persons who share the vault
    Person {
        #[command(subcommand)]
        command: Person,
    },
    /// Show or change your settings
    Settings(Settings),
    /// Copies of the vault: make, list, check, look into, bring back
    Backup {
        #[command(subcommand)]
        command: Backup,
    },
    /// Write everything into a file that anybody can read
    Export(Export),
    /// Take over what an export, another vault or a copy holds, without duplicates
    Import(Import),
    /// Save what can be read of a damaged vault, or of a damaged copy of it, into a new one
    Salvage {
        /// The name of a copy, or the path of any vault file; without it the vault itself
        copy: Option<String>,
        #[command(flatten)]
        json: Json,
    },
    /// The catalogue of companies and breaches: search, updates, layers
    Catalogue {
        #[command(subcommand)]
        command: Catalogue,
    },
    /// Breaches that you noted yourself, from a letter for example
    Breach {
        #[command(subcommand)]
        command: OwnBreach,
    },
    /// Companies that may hold you although you never chose them
    Holders {
        #[command(subcommand)]
        command: Holders,
    },
    /// What you mean by names of companies
    Names {
        #[command(subcommand)]
        command: Names,
    },
    /// Is a company in the catalogue? Records nothing, and needs no vault unless you say --mine
    Lookup(Lookup),
    /// Assess holdings given as JSON on standard input (needs no vault unless you say --mine)
    #[command(after_help = ASSESS)]
    Assess(Assess),
    /// What the operating system keeps from Heldby right now, and what stays open: tried and read back
    Doctor(Json),
    /// Print completions for a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
}

const ASSESS: &str = "\
Input: an array of holdings. company (an id), or name, domain, country; relationships; from, until (year, month or day;
absent is unknown, null or \"now\" is still); tags; gave; gave_complete; or periods with several of these.
Example:
  echo '[{\"name\":\"Talk Talk\",\"from\":2012,\"until\":2014}]' | heldby assess --json";

#[derive(ClapArgs)]
pub struct Consent {
    /// Take a passphrase that is easy to guess. Whoever gets the file can then guess it
    #[arg(long)]
    pub weak_ok: bool,
}

#[derive(ClapArgs)]
pub struct Init {
    #[command(flatten)]
    pub consent: Consent,
    /// How the key is made from the passphrase
    #[arg(long, value_enum, default_value = "default")]
    pub profile: Profile,
}

#[derive(ClapArgs)]
pub struct Passwd {
    /// Change how the key is made; without --new-passphrase-file the passphrase stays the same
    #[arg(long, value_enum)]
    pub profile: Option<Profile>,
    /// Read the new passphrase from this file ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub new_passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    pub consent: Consent,
}

/// What can be noted about a company.
#[derive(ClapArgs)]
pub struct Details {
    /// A domain, web or e-mail address at the company
    #[arg(long)]
    pub domain: Option<String>,
    /// Two letters: GB, US, DE, ...
    #[arg(long)]
    pub country: Option<String>,
    /// The company meant, by its id in the catalogue
    #[arg(long, value_name = "ID", conflicts_with = "no_company")]
    pub company: Option<String>,
    /// It is none of the companies in the catalogue: keep the name as typed, and do not ask again
    #[arg(long)]
    pub no_company: bool,
    /// customer, prospect, employee, contractor, applicant, patient, student, member, donor, contact
    #[arg(long)]
    pub relationship: Option<String>,
    /// Since when: a year, month or day
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Until when; "now" if it goes on
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// What distinguishes it: prepaid, postpaid, mobile, broadband, landline, tv, consumer, business
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',')]
    pub tags: Vec<String>,
    /// Data you gave, by class id: name, email-address, bank-account, ... (edit: added to what is noted)
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub gave: Vec<String>,
    /// That is all you gave
    #[arg(long)]
    pub gave_complete: bool,
    /// Whose data: a name or number from `heldby person list`
    #[arg(long)]
    pub person: Option<String>,
    /// Your own remark
    #[arg(long)]
    pub note: Option<String>,
    /// A username, address or number that you use there
    #[arg(long = "identifier", value_name = "TEXT")]
    pub identifiers: Vec<String>,
}

#[derive(ClapArgs)]
pub struct Add {
    /// The company's name as you know it
    pub name: String,
    #[command(flatten)]
    pub details: Details,
    #[command(flatten)]
    pub json: Json,
}

#[derive(ClapArgs)]
pub struct Edit {
    /// Number or name of one of your companies
    pub holding: String,
    /// A new name
    #[arg(long)]
    pub name: Option<String>,
    #[command(flatten)]
    pub details: Details,
    /// Which period --relationship, --from, --until and --tag change (from 1)
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with_all = ["add_period", "remove_period"])]
    pub period: usize,
    /// Add a further period from --relationship, --from, --until and --tag
    #[arg(long, conflicts_with = "remove_period")]
    pub add_period: bool,
    /// Remove a period (from 1)
    #[arg(long, value_name = "N")]
    pub remove_period: Option<usize>,
    /// Forget a value: domain, country, company, from, until, tags, gave, gave-complete, note, identifiers
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    pub clear: Vec<String>,
    #[command(flatten)]
    pub json: Json,
}

#[derive(ClapArgs)]
pub struct Json {
    /// Print one JSON value, for programs
    #[arg(long)]
    pub json: bool,
}

#[derive(ClapArgs)]
pub struct List {
    /// Only this person's companies
    #[arg(long)]
    pub person: Option<String>,
    #[command(flatten)]
    pub json: Json,
}

#[derive(ClapArgs)]
pub struct Show {
    /// Number or name of one of your companies
    pub holding: String,
    #[command(flatten)]
    pub json: Json,
}

#[derive(ClapArgs)]
pub struct Remove {
    /// Number or name of one of your companies
    pub holding: String,
    /// Do not ask
    #[arg(long, short)]
    pub yes: bool,
}

#[derive(ClapArgs)]
pub struct Answer {
    /// Number or name of one of your companies
    pub holding: String,
    /// Id of the breach, as `heldby show` prints it
    pub breach: String,
    #[command(subcommand)]
    pub answer: AnswerKind,
}

#[derive(Subcommand)]
pub enum AnswerKind {
    /// A notice told you that you are affected
    Told,
    /// The company told you that you are not affected
    ToldUnaffected,
    /// Neither any more
    NoNotice,
    /// Put the breach away; its verdict stays
    Dismiss,
    /// Bring it back
    Undismiss,
    /// Yes to the question with this id
    Yes {
        /// Id of the question, as `heldby show` prints it
        question: String,
    },
    /// No to the question with this id
    No {
        /// Id of the question, as `heldby show` prints it
        question: String,
    },
    /// Take an answer to the question with this id back
    Unanswer {
        /// Id of the question, as `heldby show` prints it
        question: String,
    },
}

#[derive(Subcommand)]
pub enum Person {
    /// List everybody
    List(Json),
    /// Add somebody
    Add {
        /// Name
        name: String,
    },
    /// Rename somebody
    Rename {
        /// Name or number
        person: String,
        /// The new name
        name: String,
    },
    /// Remove somebody who has no companies
    Remove {
        /// Name or number
        person: String,
    },
}

#[derive(ClapArgs)]
pub struct Settings {
    /// Your country, which puts its companies first; "" forgets it
    #[arg(long)]
    pub country: Option<String>,
    /// How the window looks: system, light or dark
    #[arg(long)]
    pub theme: Option<String>,
    /// Every country where you have lived: decides which holders that nobody chose are shown; "" forgets them
    #[arg(long, value_name = "COUNTRY", value_delimiter = ',')]
    pub lived: Option<Vec<String>>,
    /// Minutes without use after which the window locks: 1, 2, 5, 10, 15, 30 or never. A command locks when it ends
    #[arg(long, value_name = "MINUTES")]
    pub lock_after: Option<String>,
    /// Whether the window hides what it shows while another window is in front: on or off
    #[arg(long, value_name = "ON|OFF")]
    pub veil: Option<Switch>,
    #[command(flatten)]
    pub json: Json,
}

/// Something that is on or off.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    On,
    Off,
}

#[derive(ClapArgs)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["name", "domain", "csv"]))]
pub struct Lookup {
    /// The company's name as you know it
    #[arg(conflicts_with = "csv")]
    pub name: Option<String>,
    /// A domain, web or e-mail address at the company
    #[arg(long, conflicts_with = "csv")]
    pub domain: Option<String>,
    /// Two letters
    #[arg(long, conflicts_with = "csv")]
    pub country: Option<String>,
    /// Look up every row of a CSV file with columns name, domain, country ("-": standard input); one JSON object a row
    #[arg(long, value_name = "FILE", requires = "json", value_hint = ValueHint::FilePath)]
    pub csv: Option<PathBuf>,
    #[command(flatten)]
    pub mine: Mine,
    /// Print JSON, for programs
    #[arg(long)]
    pub json: bool,
}

/// Whose knowledge is asked.
#[derive(ClapArgs)]
pub struct Mine {
    /// Ask what your vault knows, with updates, lists that you loaded and your own breaches, instead of what came with
    /// the program. Naming a vault with --vault means the same
    #[arg(long)]
    pub mine: bool,
}

#[derive(ClapArgs)]
pub struct Assess {
    /// Print JSON (the only form there is)
    #[arg(long, required = true)]
    pub json: bool,
    /// Judge as if today were this day
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<jiff::civil::Date>,
    #[command(flatten)]
    pub mine: Mine,
}
