//! Exit codes, and what is said on the way out.

use heldby_app::{Code, Failure};
use std::io;
use std::process::ExitCode;

/// Printed by `--help`; the numbers are an interface.
pub const HELP: &str = "\
Exit codes:
  0  done
  1  the system refused (disk full, read-only, no access, no memory, no keyring, other input or output errors)
  2  wrong usage, or a value that does not fit
  3  the passphrase is wrong, empty, too weak or missing, or the recovery sheet does not open the vault
  4  there is no such vault, company, breach, person, file or folder
  5  the vault cannot be used (not a vault, damaged, in use, newer format, exists already)
  6  the catalogue's files have mistakes
  7  an update of the catalogue was refused";

/// Why a command ended early.
pub enum Stop {
    /// A use case failed.
    Failure(Failure),
    /// Output or input failed.
    Io(io::Error),
    /// Everything was said already; only the code is left.
    Code(u8),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}

/// Says why and gives the exit code. A reader that closed the pipe is no error.
pub fn report(stop: &Stop) -> ExitCode {
    match stop {
        Stop::Failure(failure) => {
            note!("heldby: {}", failure.message);
            if !failure.advice.is_empty() {
                note!("        {}", failure.advice);
            }
            if let Some(hint) = hint(failure.code) {
                note!("        {hint}");
            }
            ExitCode::from(code(failure.code))
        }
        Stop::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Stop::Io(error) => {
            note!("heldby: {error}");
            ExitCode::from(1)
        }
        Stop::Code(code) => ExitCode::from(*code),
    }
}

/// What to type, where the advice for everybody does not say it.
fn hint(code: Code) -> Option<&'static str> {
    match code {
        Code::NoVault => Some("`heldby init` creates one; --vault FILE or HELDBY_VAULT names another place."),
        Code::VaultGone => Some(
            "`heldby backup list` shows the copies, `heldby backup restore NAME` brings one back; `heldby init` begins anew.",
        ),
        Code::VaultExists => Some("--vault FILE names another place."),
        Code::WeakPassphrase => Some("--weak-ok takes it all the same."),
        Code::OutOfMemory => Some(
            "`heldby init --profile low-memory` makes such a vault; --sheet-file FILE opens one with its sheet.",
        ),
        Code::WrongPassphrase | Code::OldSheet | Code::NotAVault | Code::NothingReadable => {
            Some("`heldby backup list` shows the backups, `heldby backup restore NAME` brings one back.")
        }
        Code::Damaged => Some(
            "`heldby backup list` shows the backups, `heldby backup restore NAME` brings one back, `heldby salvage` saves \
             what is readable, `heldby salvage NAME` what is readable of a copy.",
        ),
        Code::FileExists => Some("--replace replaces it."),
        _ => None,
    }
}

fn code(code: Code) -> u8 {
    match code {
        Code::DiskFull
        | Code::ReadOnly
        | Code::PermissionDenied
        | Code::OutOfMemory
        | Code::Keyring
        | Code::Io => 1,
        Code::BadInput | Code::TooLarge | Code::BadLayer | Code::FileExists | Code::NotAnExport => 2,
        Code::WrongPassphrase
        | Code::BroughtClosed
        | Code::WeakPassphrase
        | Code::EmptyPassphrase
        | Code::BadSheet
        | Code::OldSheet
        | Code::Locked => 3,
        Code::NoVault | Code::VaultGone | Code::NotFound => 4,
        Code::VaultExists
        | Code::IsFolder
        | Code::NotAVault
        | Code::NewerFormat
        | Code::InUse
        | Code::NothingReadable
        | Code::Damaged => 5,
        Code::BadCatalogue => 6,
        Code::NotAnUpdate
        | Code::UpdateTooNew
        | Code::UpdateDamaged
        | Code::UpdateUnsigned
        | Code::UpdateForeignKey
        | Code::UpdateForged
        | Code::UpdateNotNewer => 7,
    }
}
