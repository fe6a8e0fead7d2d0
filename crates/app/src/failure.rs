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
    /// No space left.
    DiskFull,
    /// The file or folder cannot be written.
    ReadOnly,
    /// Not enough memory to derive the key.
    OutOfMemory,
    /// The passphrase is too easy to guess.
    WeakPassphrase,
    /// The passphrase is empty.
    EmptyPassphrase,
    /// The vault is locked.
    Locked,
    /// A value that was entered does not fit.
    BadInput,
    /// Something that was named does not exist.
    NotFound,
    /// The catalogue's files have mistakes.
    BadCatalogue,
    /// Anything else that the system refused.
    Io,
}

/// A failure: what happened, then what to do. Never holds user data or secrets.
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
