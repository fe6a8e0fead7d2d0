//! What can be said about the catalogue: searching, updates, layers, breaches of one's own.

use super::{AnswerKind, Json, Mine};
use clap::{Args as ClapArgs, Subcommand, ValueHint};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Catalogue {
    /// Search the breaches
    Search {
        #[command(flatten)]
        filter: Filter,
        #[command(flatten)]
        mine: Mine,
        #[command(flatten)]
        json: Json,
    },
    /// Show a breach or a company by its id
    Show {
        /// Id of a breach or company
        id: String,
        #[command(flatten)]
        mine: Mine,
        #[command(flatten)]
        json: Json,
    },
    /// Check an update without installing it (needs no vault)
    Verify {
        /// The update
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Trust this public key of minisign instead of the project's
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        public_key: Option<PathBuf>,
        #[command(flatten)]
        json: Json,
    },
    /// Install an update into your vault and say what it changes for you
    Install {
        /// The update
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Trust this public key of minisign instead of the project's. Whoever has its secret half decides what you see
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        public_key: Option<PathBuf>,
        #[command(flatten)]
        json: Json,
    },
    /// What the catalogue changed for you since you last looked
    News {
        /// Mark all of it as read
        #[arg(long)]
        read: bool,
        #[command(flatten)]
        json: Json,
    },
    /// List the layers: what came with the program, updates, lists, your own breaches
    Layers(Json),
    /// Load the breach list of Have I Been Pwned (JSON) as a layer that nobody signed
    AddLayer {
        /// The file, as haveibeenpwned.com/api/v3/breaches gives it
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        #[command(flatten)]
        json: Json,
    },
    /// Take a layer out: update or hibp
    RemoveLayer {
        /// Its id, as `heldby catalogue layers` prints it
        layer: String,
    },
    /// Check a folder of catalogue files
    Validate {
        /// The folder with classes.toml and companies/
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// List what deserves a person's look in a folder of catalogue files
    Lint {
        /// The folder with classes.toml and companies/
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
        #[command(flatten)]
        json: Json,
    },
    /// Compile a folder of catalogue files to an unsigned update
    Build {
        /// The folder with classes.toml and companies/
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
        /// Where to write it
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: PathBuf,
        /// Replace a file of this name
        #[arg(long)]
        replace: bool,
    },
    /// Sign an update with a secret key of minisign
    Sign {
        /// The update; it is signed in place
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// The secret key
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        key: PathBuf,
        /// Read the key's password from this file ("-": standard input); without it, it is asked for where needed
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        key_password_file: Option<PathBuf>,
    },
}

/// What to search for.
#[derive(ClapArgs)]
pub struct Filter {
    /// Words in names or titles; without it every breach
    #[arg(default_value = "")]
    pub text: String,
    /// Two letters
    #[arg(long)]
    pub country: Option<String>,
    /// For example telecoms
    #[arg(long)]
    pub sector: Option<String>,
    /// Id of a data class
    #[arg(long)]
    pub class: Option<String>,
    /// In which it happened or became known
    #[arg(long)]
    pub year: Option<i16>,
    /// confirmed, exposure, disputed, denied or claimed
    #[arg(long)]
    pub status: Option<String>,
    /// Show those too in which being named says something intimate (--json always has them)
    #[arg(long)]
    pub sensitive: bool,
}

#[derive(Subcommand)]
pub enum OwnBreach {
    /// List what you noted
    List(Json),
    /// Note a breach
    Add {
        /// The company's name, or its id in the catalogue
        company: String,
        #[command(flatten)]
        details: OwnDetails,
        #[command(flatten)]
        json: Json,
    },
    /// Change what you noted; what you do not name stays
    Edit {
        /// Its number, as `heldby breach list` prints it
        number: i64,
        /// The company's name, or its id in the catalogue
        #[arg(long)]
        company: Option<String>,
        #[command(flatten)]
        details: OwnDetails,
        #[command(flatten)]
        json: Json,
    },
    /// Remove what you noted
    Remove {
        /// Its number
        number: i64,
    },
}

/// What can be noted about a breach.
#[derive(ClapArgs)]
pub struct OwnDetails {
    /// What happened, in a few words
    #[arg(long)]
    pub title: Option<String>,
    /// First day: a year, month or day
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// When you heard of it
    #[arg(long, value_name = "DATE")]
    pub disclosed: Option<String>,
    /// Data that was lost, by class id: name, email-address, bank-account, ...
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub classes: Option<Vec<String>>,
    /// Your own remark
    #[arg(long)]
    pub note: Option<String>,
}

#[derive(Subcommand)]
pub enum Holders {
    /// List them for the countries where you have lived
    List(Json),
    /// Say what you were told, or know, about a breach at one of them
    Answer {
        /// Id of the company
        company: String,
        /// Id of the breach
        breach: String,
        #[command(subcommand)]
        answer: AnswerKind,
    },
}

#[derive(Subcommand)]
pub enum Names {
    /// List the names of which you said what they mean
    List(Json),
    /// Forget what you meant by a name
    Forget {
        /// The name
        name: String,
        /// The country that was given with it
        #[arg(long)]
        country: Option<String>,
    },
}
