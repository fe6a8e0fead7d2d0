//! What can go wrong, one variant for each thing that the person can do something about.

use rusqlite::ffi;
use std::io;

/// What Unix calls a failing device.
const EIO: i32 = 5;

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a file is not one of our vaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// Shorter than the smallest vault, or empty.
    TooShort,
    /// A SQLite database that is not encrypted.
    PlainSqlite,
    /// Its first bytes are none that any version of Heldby writes: another kind of file, or damage there.
    UnknownHeader,
    /// The key opens it, but it belongs to another program.
    OtherApplication,
    /// No ordinary file: a device, a pipe or a socket.
    SpecialFile,
}

/// A failed operation on a vault. No text here holds anything that the user entered, nor a path.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing at the path, or a symbolic link that leads nowhere.
    #[error("there is no vault at this place")]
    NotFound,
    /// The path is a folder.
    #[error("this is a folder, not a vault file")]
    IsFolder,
    /// The file is something else. It was not changed.
    #[error("this file is not a Heldby vault ({})", foreign(*.0))]
    NotAVault(Foreign),
    /// The file needs a newer version of the program. It was not changed.
    #[error("this vault was written by a newer version of Heldby")]
    NewerFormat,
    /// Another process, or another window of this one, has the vault open.
    #[error("this vault is in use by another process")]
    InUse,
    /// The key does not fit. Nothing can tell a wrong passphrase from a damaged beginning of the file.
    #[error("wrong passphrase, or the beginning of the file is damaged")]
    WrongPassphrase,
    /// The key fits, but a part of the file is damaged.
    #[error("a part of the vault file is damaged")]
    Damaged,
    /// No space is left on the device.
    #[error("the disk is full")]
    DiskFull,
    /// The disk itself reports a fault: a failing device, a memory stick that was pulled out, a share that is gone.
    #[error("the disk reports an error ({doing})")]
    DiskFailing {
        /// What was being done.
        doing: &'static str,
    },
    /// The change was made, and then the disk did not confirm it: after a power cut now, the state before may be
    /// back. The vault may be closed.
    #[error("the change was made, but the disk did not confirm it")]
    Unconfirmed,
    /// The file was moved, replaced or removed while it was open.
    #[error("the vault file is no longer where it was opened")]
    Moved,
    /// The file, its folder or the whole file system cannot be written to.
    #[error("the vault file or its folder is read-only")]
    ReadOnly,
    /// The system refuses to let this user read the file or reach its folder.
    #[error("the system denies access to the vault file or its folder")]
    PermissionDenied,
    /// There is not enough free memory for deriving the key.
    #[error("not enough free memory: deriving the key takes {mebibytes} MiB")]
    OutOfMemory {
        /// What the profile of this vault takes.
        mebibytes: u32,
    },
    /// Something is already there, and nothing is ever overwritten.
    #[error("there is already something at this place")]
    AlreadyExists,
    /// A journal that nobody has finished lies where the vault's own would, and belongs to another, or was changed by
    /// somebody. SQLite would play it back into the file of this name and destroy it.
    #[error("an unfinished journal that is not of this vault lies beside this place")]
    JournalLeft,
    /// Something else has the name of a folder that is needed.
    #[error("there is no folder at this place, and something else has its name")]
    NoFolder,
    /// The path cannot name a vault: it has no file name, or one that is kept for files beside a vault.
    #[error("a vault cannot have this file name")]
    BadFileName,
    /// The passphrase is easier to guess than [`REQUIRED_SCORE`](crate::REQUIRED_SCORE) allows.
    #[error(
        "the passphrase is too easy to guess (strength {score} of 4, {} is needed)",
        crate::REQUIRED_SCORE
    )]
    WeakPassphrase {
        /// 0 to 4.
        score: u8,
    },
    /// A passphrase without characters.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// A text or list is longer than its limit.
    #[error("{field}: too long, at most {limit} are allowed")]
    TooLong {
        /// What was too long.
        field: &'static str,
        /// Characters of a text (bytes of a passphrase), or entries of a list.
        limit: usize,
    },
    /// A text that must say something does not.
    #[error("{field}: must not be empty")]
    Empty {
        /// What was empty.
        field: &'static str,
    },
    /// A text holds characters that are not for reading, such as a line break in a name.
    #[error("{field}: holds characters that cannot be stored")]
    BadText {
        /// Where.
        field: &'static str,
    },
    /// A row that was named by its number is not there (any more).
    #[error("{what}: there is no such entry (any more)")]
    NoSuchRow {
        /// Which kind of row.
        what: &'static str,
    },
    /// A row that is to be put back is still there.
    #[error("{what}: this entry is already there")]
    RowExists {
        /// Which kind of row.
        what: &'static str,
    },
    /// A person cannot go while there are holdings of theirs.
    #[error("this person still has companies in the vault")]
    PersonHasHoldings,
    /// A vault needs at least one person.
    #[error("the last person of a vault cannot be removed")]
    LastPerson,
    /// A stored value that this version has no word for.
    #[error("{column}: holds a value that this version of Heldby does not know")]
    UnknownValue {
        /// Table and column.
        column: &'static str,
    },
    /// The vault was closed after a failure and must be opened again.
    #[error("the vault is closed")]
    Closed,
    /// The system has no source of random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// SQLite failed for a reason that has no variant of its own.
    #[error("{doing}: the database reports error {code}")]
    Sqlite {
        /// What was being done.
        doing: &'static str,
        /// The extended result code.
        code: i32,
    },
    /// The system failed for a reason that has no variant of its own.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// What the system says.
        source: io::Error,
    },
}

fn foreign(why: Foreign) -> &'static str {
    match why {
        Foreign::TooShort => "it is too short",
        Foreign::PlainSqlite => "it is an unencrypted database",
        Foreign::UnknownHeader => "it begins like no vault does, or its beginning is damaged",
        Foreign::OtherApplication => "it belongs to another program",
        Foreign::SpecialFile => "it is no ordinary file",
    }
}

impl Error {
    /// Translates what the system says about a file.
    pub(crate) fn io(doing: &'static str, source: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match source.kind() {
            Kind::NotFound => Self::NotFound,
            Kind::IsADirectory => Self::IsFolder,
            Kind::AlreadyExists => Self::AlreadyExists,
            Kind::PermissionDenied => Self::PermissionDenied,
            Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::StorageFull | Kind::QuotaExceeded => Self::DiskFull,
            // It has no kind of its own.
            _ if cfg!(unix) && source.raw_os_error() == Some(EIO) => Self::DiskFailing { doing },
            _ => Self::Io { doing, source },
        }
    }

    /// Translates what SQLite says once a key is known to fit. Its own texts are dropped: some quote
    /// values.
    pub(crate) fn sql(doing: &'static str, error: &rusqlite::Error) -> Self {
        let Some(failure) = error.sqlite_error() else {
            return match error {
                rusqlite::Error::QueryReturnedNoRows => Self::NoSuchRow { what: doing },
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..) => Self::UnknownValue { column: doing },
                _ => Self::Sqlite { doing, code: ffi::SQLITE_ERROR },
            };
        };
        match failure.extended_code & 0xff {
            ffi::SQLITE_FULL => Self::DiskFull,
            ffi::SQLITE_READONLY if failure.extended_code == ffi::SQLITE_READONLY_DBMOVED => Self::Moved,
            ffi::SQLITE_READONLY => Self::ReadOnly,
            ffi::SQLITE_PERM | ffi::SQLITE_AUTH => Self::PermissionDenied,
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Self::InUse,
            ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => Self::Damaged,
            _ => Self::Sqlite { doing, code: failure.extended_code },
        }
    }

    /// Whether a file could not be opened or made, and nobody said why.
    pub(crate) fn is_unexplained(&self) -> bool {
        matches!(self, Self::Sqlite { code, .. } if code & 0xff == ffi::SQLITE_CANTOPEN)
    }

    /// Says what the system said where SQLite only says that a file could not be opened, read or written; `errno`
    /// is what it remembers of that.
    pub(crate) fn with_system_error(self, errno: i32) -> Self {
        let Self::Sqlite { doing, code } = self else { return self };
        let cannot_open = code & 0xff == ffi::SQLITE_CANTOPEN;
        let failed = code & 0xff == ffi::SQLITE_IOERR && code != ffi::SQLITE_IOERR_NOMEM;
        if errno == 0 || !(cannot_open || failed) {
            return Self::Sqlite { doing, code };
        }
        let source = io::Error::from_raw_os_error(errno);
        match source.kind() {
            // SQLite looks once more for a file that it could not make: then this is what is remembered.
            io::ErrorKind::NotFound if cannot_open => Self::Sqlite { doing, code },
            // In a folder, missing permission means: read-only.
            io::ErrorKind::PermissionDenied if cannot_open => Self::ReadOnly,
            _ => Self::io(doing, source),
        }
    }
}

/// Says what was being done when SQLite failed.
pub(crate) trait Doing<T> {
    /// Turns an error of SQLite into one of ours; `doing` reads like "storing a holding".
    fn doing(self, doing: &'static str) -> Result<T>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|e| Error::sql(doing, &e))
    }
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|e| Error::io(doing, e))
    }
}
