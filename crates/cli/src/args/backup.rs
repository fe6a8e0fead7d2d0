//! What can be said about copies of the vault, and about what goes out of it and into it.

use super::{Json, Switch};
use clap::{Args as ClapArgs, Subcommand, ValueHint};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Backup {
    /// Make a copy now
    Now(Json),
    /// List the copies (needs no passphrase)
    List(Json),
    /// Read every page and row of a copy, or of all of them (exit code 5: one is damaged; 3: none could be read)
    Verify {
        /// Its name, as `heldby backup list` prints it; without it all of them
        name: Option<String>,
        #[command(flatten)]
        earlier: Earlier,
        #[command(flatten)]
        json: Json,
    },
    /// Look into a copy without bringing it back
    Preview {
        /// Its name, or the path of any vault file
        name: String,
        #[command(flatten)]
        earlier: Earlier,
        #[command(flatten)]
        json: Json,
    },
    /// Bring a copy back; the vault as it is now is kept beside it
    Restore {
        /// Its name, or the path of any vault file
        name: String,
        #[command(flatten)]
        earlier: Earlier,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
        #[command(flatten)]
        json: Json,
    },
    /// Remove copies for good
    Delete {
        /// Their names
        #[arg(required_unless_present = "earlier_passphrase")]
        names: Vec<String>,
        /// All of this vault that open only with an earlier passphrase or sheet
        #[arg(long, conflicts_with = "names")]
        earlier_passphrase: bool,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
    /// Put copies that have an earlier key under the present one
    Reencrypt {
        /// Their names; without them all that the earlier passphrase or sheet opens
        names: Vec<String>,
        #[command(flatten)]
        earlier: Earlier,
    },
    /// Show or change where copies are made and how many stay
    Settings(BackupSettings),
}

/// What opens a copy, where that is not what opens the vault.
#[derive(ClapArgs)]
pub struct Earlier {
    /// Read the passphrase of the copy from this file, if it is an earlier one ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub copy_passphrase_file: Option<PathBuf>,
    /// Open the copy with a recovery sheet of its time that was saved as text ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "copy_passphrase_file")]
    pub copy_sheet_file: Option<PathBuf>,
}

impl Earlier {
    /// Whether anything of it is named.
    pub fn is_given(&self) -> bool {
        self.copy_passphrase_file.is_some() || self.copy_sheet_file.is_some()
    }
}

#[derive(ClapArgs)]
pub struct BackupSettings {
    /// The folder for copies, for example on another disk; "" is beside the vault
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: Option<String>,
    /// Make one whenever the vault is locked and has changed: on or off
    #[arg(long, value_name = "ON|OFF")]
    pub automatic: Option<Switch>,
    /// Keep the newest of this many days
    #[arg(long, value_name = "N")]
    pub daily: Option<u16>,
    /// Keep the newest of this many weeks
    #[arg(long, value_name = "N")]
    pub weekly: Option<u16>,
    /// Keep the newest of this many months
    #[arg(long, value_name = "N")]
    pub monthly: Option<u16>,
    #[command(flatten)]
    pub json: Json,
}

#[derive(ClapArgs)]
pub struct Export {
    /// Where to write it; a folder gets a file of the day's name
    #[arg(value_hint = ValueHint::AnyPath)]
    pub file: PathBuf,
    /// json: everything; csv: the companies, a line for each period
    #[arg(long, default_value = "json", value_name = "FORMAT")]
    pub format: String,
    /// Yes, anybody who gets the file may read it
    #[arg(long)]
    pub readable: bool,
    /// Replace a file of this name
    #[arg(long)]
    pub replace: bool,
    #[command(flatten)]
    pub json: Json,
}

#[derive(ClapArgs)]
pub struct Import {
    /// A JSON export, another vault, or a copy of one
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Only say what would change
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask
    #[arg(long, short, conflicts_with = "dry_run")]
    pub yes: bool,
    /// The companies in it are this person's (for a file of one person)
    #[arg(long = "as", value_name = "PERSON")]
    pub belongs_to: Option<String>,
    /// Read the passphrase of a vault that is brought in from this file ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file_passphrase_file: Option<PathBuf>,
    /// Open a vault that is brought in with its recovery sheet that was saved as text ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "file_passphrase_file")]
    pub file_sheet_file: Option<PathBuf>,
    #[command(flatten)]
    pub json: Json,
}
