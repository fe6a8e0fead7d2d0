//! The recovery sheet, the keyring, and how the key is made.

use super::{Consent, Json};
use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// How costly one guess at the passphrase is.
#[derive(Clone, Copy, ValueEnum)]
pub enum Profile {
    /// 256 MiB of memory for each guess
    Default,
    /// 64 MiB, for machines with little memory
    LowMemory,
}

impl Profile {
    /// Its id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::LowMemory => "low_memory",
        }
    }
}

#[derive(Subcommand)]
pub enum Recovery {
    /// Show the sheet, with a QR code; asks for the passphrase
    Show,
    /// Save the sheet as PDF or as text, as the name ends (.pdf or .txt), readable for you alone
    Save {
        /// The file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Replace a file of this name
        #[arg(long)]
        replace: bool,
    },
    /// Unlock with the sheet (typed, or --sheet-file) and set a new passphrase, without the old one
    Use(Use),
    /// Type two groups of the sheet back, to know that the paper is legible
    Drill,
    /// Whether there is a sheet that works, and since when
    Status(Json),
}

#[derive(ClapArgs)]
pub struct Use {
    /// Read the new passphrase from this file ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub new_passphrase_file: Option<PathBuf>,
    /// Change how the key is made at the same time
    #[arg(long, value_enum)]
    pub profile: Option<Profile>,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Subcommand)]
pub enum Keyring {
    /// Keep the vault's key in this computer's keyring, after the passphrase: later commands unlock without asking
    On,
    /// Take it out again
    Off,
    /// Whether it is on, and whether it would work now
    Status(Json),
}
