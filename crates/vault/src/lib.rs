//! The vault: one encrypted SQLite file that holds everything private.
//!
//! Invariants of this crate:
//! - One place opens the database ([`Vault`]), one place turns a passphrase into a key
//!   ([`VaultKey::derive`]).
//! - No code path deletes, truncates or recreates a vault file. A change that concerns the whole file is
//!   built beside it as `<file>.unfinished`, verified, and renamed into place.
//! - A wrong key is not corruption, and SQLite cannot tell one from a damaged first page:
//!   [`Error::WrongPassphrase`] says so.
//! - Passphrases and keys are wiped when dropped and have no `Debug`, `Clone` or serialisation. Error texts
//!   hold no data of the user.
//! - Exactly one process has a vault open. The guard is a lock on one long-lived descriptor, taken before
//!   SQLite opens the file; nobody else may open and close the file in this process, because closing any
//!   descriptor of a file drops the POSIX locks that SQLite holds on it.

mod authentic;
mod backup;
mod connection;
mod error;
mod header;
mod journal;
mod kdf;
mod limits;
mod lock;
mod memory;
mod merge;
mod migrate;
mod place;
mod recovery;
mod rekey;
mod salvage;
mod schema;
mod secret;
mod snapshot;
mod strength;
mod table;
mod unsafe_key;
mod vault;

pub use backup::{
    BackupFile, BackupKind, Keep, Restored, backup_folder, backups, belongs_to_the_file, made_by_name,
    remove_backup, restore_at,
};
pub use error::{Error, Foreign, Result};
pub use header::Header;
pub use kdf::KdfProfile;
pub use limits::*;
pub use merge::{Contents, Joined, LeftOut, Noted, Plan, plan};
pub use recovery::{
    GROUP_SYMBOLS, GroupState, RecoverySheet, SHEET_GROUPS, SheetMistake, read_sheet, typed_groups,
};
pub use salvage::{Lost, Salvaged, SalvagedPart, salvage};
pub use secret::{MAX_PASSPHRASE, Passphrase, VaultKey};
pub use snapshot::{Opener, Snapshot};
pub use strength::{REQUIRED_SCORE, Strength, require_strength, strength};
pub use table::answers::AnswerRow;
pub use table::confirmed_names::ConfirmedName;
pub use table::holdings::{HoldingId, HoldingRow, NewHolding, Resolution};
pub use table::identifiers::{Identifier, IdentifierKind};
pub use table::layers::{LayerKind, LayerRow};
pub use table::news::{News, SeenBreach};
pub use table::periods::PeriodRow;
pub use table::persons::{DEFAULT_PERSON, Person, PersonId};
pub use table::private_breaches::{PrivateBreach, PrivateBreachRow};
pub use vault::Vault;
