//! Failures with a closed code for programs and plain words for people.

use serde::Serialize;
use ts_rs::TS;

/// What went wrong, for programs. The window chooses its screen by it, the command line its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// There is no vault at the path.
    NoVault,
    /// There is something at the path already.
    VaultExists,
    /// The path is a folder.
    IsFolder,
    /// The file is no vault.
    NotAVault,
    /// Written by a newer version of Heldby.
    NewerFormat,
    /// Open in another program.
    InUse,
    /// The passphrase is wrong, or the first page is damaged; the two cannot be told apart.
    WrongPassphrase,
    /// Damaged further in.
    Damaged,
    /// What was given does not open a file that was brought in.
    BroughtClosed,
    /// Damaged so that nothing of it can be saved.
    NothingReadable,
    /// There is no vault at the path, but copies of one are there.
    VaultGone,
    /// No space left.
    DiskFull,
    /// The file or folder cannot be written.
    ReadOnly,
    /// The system denies access to the file or its folder.
    PermissionDenied,
    /// Not enough memory to derive the key.
    OutOfMemory,
    /// The passphrase is too easy to guess.
    WeakPassphrase,
    /// The passphrase is empty.
    EmptyPassphrase,
    /// A recovery sheet is mistyped; the message names where.
    BadSheet,
    /// A recovery sheet is right and does not open this vault (any more).
    OldSheet,
    /// The system's keyring cannot help; the passphrase can.
    Keyring,
    /// The vault is locked.
    Locked,
    /// A value that was entered does not fit.
    BadInput,
    /// Something that was named does not exist.
    NotFound,
    /// The catalogue's files have mistakes.
    BadCatalogue,
    /// A file that was brought in is larger than any catalogue.
    TooLarge,
    /// A file is no release of the catalogue.
    NotAnUpdate,
    /// A release needs a newer version of the program.
    UpdateTooNew,
    /// A release was cut off or changed on the way.
    UpdateDamaged,
    /// A release is whole, but not signed.
    UpdateUnsigned,
    /// A release is signed with a key that is not trusted.
    UpdateForeignKey,
    /// A release was changed after it was signed.
    UpdateForged,
    /// A release is not newer than what was in use before.
    UpdateNotNewer,
    /// A file is no list of breaches.
    BadLayer,
    /// There is a file of this name already, and nobody said that it may be replaced.
    FileExists,
    /// A file that was brought in is neither an export nor a vault.
    NotAnExport,
    /// Anything else that the system refused.
    Io,
}

/// A failure: what happened, then what to do. Never holds a secret or anything from the vault; at most it quotes,
/// shortened, a value that was just typed and does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Failure {
    /// For programs.
    pub code: Code,
    /// What happened.
    pub message: String,
    /// What to do.
    pub advice: String,
}

impl Failure {
    /// A failure with its words.
    pub fn new(code: Code, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { code, message: message.into(), advice: advice.into() }
    }

    /// A value that does not fit.
    pub fn bad_input(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Code::BadInput, message, advice)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        if !self.advice.is_empty() {
            write!(f, " {}", self.advice)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

impl From<heldby_vault::Error> for Failure {
    fn from(error: heldby_vault::Error) -> Self {
        use heldby_vault::{Error as E, Foreign};
        let (code, message, advice): (Code, String, &str) = match &error {
            E::NotFound => {
                (Code::NoVault, "There is no vault at this place.".into(), "Create one, or check the path.")
            }
            E::IsFolder => (
                Code::IsFolder,
                "This is a folder, not a vault file.".into(),
                "Name a file in it, for example me.heldby.",
            ),
            E::NotAVault(Foreign::PlainSqlite) => (
                Code::NotAVault,
                "This file is an unencrypted database, not a Heldby vault. It was not changed.".into(),
                "Check the path.",
            ),
            E::NotAVault(Foreign::TooShort) => (
                Code::NotAVault,
                "This file is too short to be a Heldby vault. It was not changed.".into(),
                "Check the path. If this was your vault, it was cut off: go back to a copy of it.",
            ),
            E::NotAVault(_) => (
                Code::NotAVault,
                "This file is not a Heldby vault, or its beginning is damaged. It was not changed.".into(),
                "Check the path. If this was your vault, go back to a copy of it.",
            ),
            E::NewerFormat => (
                Code::NewerFormat,
                "This vault was written by a newer version of Heldby. It was not changed.".into(),
                "Install the newest version and try again.",
            ),
            E::InUse => (
                Code::InUse,
                "This vault is open in another window or program.".into(),
                "Close it there, then try again.",
            ),
            E::WrongPassphrase => (
                Code::WrongPassphrase,
                "The passphrase does not open this vault.".into(),
                "Check capital letters and the keyboard layout, then try again. If you are sure of it, the beginning \
                 of the file may be damaged, which looks the same: then bring a backup back. Nothing was changed.",
            ),
            E::Damaged => (
                Code::Damaged,
                "The key is right, but a part of the vault file is damaged.".into(),
                "Bring the newest backup back, or save what is readable of it into a new vault. Nothing was changed.",
            ),
            E::DiskFull => (
                Code::DiskFull,
                "The disk is full. The change was not saved; everything saved before is intact.".into(),
                "Free some space and try again.",
            ),
            E::Moved => (
                Code::Io,
                "The vault file was moved, replaced or removed while it was open. This change was not saved.".into(),
                "Make a copy now (Back up now), which holds all that was saved, then lock and look what lies in the vault's \
                 place.",
            ),
            E::ReadOnly => (
                Code::ReadOnly,
                "The vault file or its folder cannot be written to.".into(),
                "Check the permissions of the file and its folder. If the disk is read-only, copy the file to another one and open it \
                 there.",
            ),
            E::DiskFailing { .. } => (
                Code::Io,
                // An error at the very last step of saving comes after the change is on the disk.
                "The disk reports an error. Everything saved before is intact; whether this change was saved is not certain."
                    .into(),
                "Lock, and unlock again to see whether it is there. If it goes on, copy the vault file to another disk.",
            ),
            E::Unconfirmed => (
                Code::Io,
                "The change was made, but then the disk reported an error.".into(),
                "Unlock the vault (if it is still open, lock it first) to see that it is there. Then copy the vault file to another disk.",
            ),
            E::PermissionDenied => (
                Code::PermissionDenied,
                "The system denies access to the vault file or its folder.".into(),
                "Check who owns the file and its folder.",
            ),
            E::OutOfMemory { mebibytes } => (
                Code::OutOfMemory,
                format!("There is not enough free memory: deriving the key takes {mebibytes} MiB."),
                "Close other programs and try again. Nothing was changed. A recovery sheet opens a vault without this memory; \
                 a new vault can be made for little memory.",
            ),
            E::AlreadyExists => (
                Code::VaultExists,
                "There is already something at this place, and nothing is ever overwritten.".into(),
                "Unlock the vault that is there, or choose another place.",
            ),
            E::JournalLeft => (
                Code::VaultExists,
                "Beside this place lies an unfinished journal that is not of this vault, or was changed."
                    .into(),
                "Choose another place, or move the journal (the file ending in -journal or -wal) away if its vault is gone. \
                 Copies of the vault are not touched by it.",
            ),
            E::NoFolder => (
                Code::BadInput,
                "There is no folder at this place, and something else has its name.".into(),
                "Choose another place.",
            ),
            E::BadFileName => (
                Code::BadInput,
                "A vault cannot have this file name.".into(),
                "Choose a name such as me.heldby.",
            ),
            E::WeakPassphrase { score } => (
                Code::WeakPassphrase,
                format!("This passphrase is too easy to guess (strength {score} of 4)."),
                "Take four or more random words. If you insist on this one, say so.",
            ),
            E::EmptyPassphrase => (
                Code::EmptyPassphrase,
                "The passphrase is empty.".into(),
                "Type at least one word, better four or more.",
            ),
            E::NoSuchRow { what } => {
                (Code::NotFound, format!("There is no such {what} (any more)."), "Look at the list.")
            }
            E::PersonHasHoldings => (
                Code::BadInput,
                "This person still has companies in the vault.".into(),
                "Remove them or give them to somebody else first.",
            ),
            E::LastPerson => {
                (Code::BadInput, "A vault needs at least one person.".into(), "Rename this one instead.")
            }
            E::Closed => (
                Code::Locked,
                "The vault was closed after a failure.".into(),
                "Unlock it again; everything saved before is intact.",
            ),
            E::TooLong { .. } | E::Empty { .. } | E::BadText { .. } => {
                (Code::BadInput, sentence(&error.to_string()), "Shorten or correct it, then try again.")
            }
            _ => (
                Code::Io,
                sentence(&error.to_string()),
                "Try again. If it goes on, copy the vault file to another disk.",
            ),
        };
        Self::new(code, message, advice)
    }
}

/// The text as a sentence of its own.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut out: String =
        letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
    out.push('.');
    out
}
