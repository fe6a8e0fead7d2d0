//! What a person opens a file with: the passphrase that it has, or the recovery sheet of its key.

use crate::{Failure, recovery};
use heldby_vault::{Header, Opener, Passphrase, Result, VaultKey};
use zeroize::Zeroizing;

/// What was typed to open a vault or a copy of one.
#[derive(Clone)]
pub enum Way {
    /// Its passphrase.
    Passphrase(Zeroizing<String>),
    /// Its recovery sheet, typed, pasted or saved.
    Sheet(Zeroizing<String>),
}

impl Way {
    /// The typed groups of a recovery sheet.
    pub fn sheet(typed: String) -> Self {
        Self::Sheet(Zeroizing::new(typed))
    }

    /// What it opens files with.
    ///
    /// # Errors
    /// [`Code::EmptyPassphrase`](crate::Code); [`Code::BadSheet`](crate::Code) names what is wrong with a sheet.
    pub(crate) fn read(self) -> std::result::Result<Opens, Failure> {
        Ok(match self {
            Self::Passphrase(mut typed) => Opens::Passphrase(Passphrase::new(std::mem::take(&mut *typed))?),
            Self::Sheet(typed) => Opens::Key(recovery::key(&typed)?),
        })
    }
}

/// A passphrase.
impl From<String> for Way {
    fn from(typed: String) -> Self {
        Self::Passphrase(Zeroizing::new(typed))
    }
}

/// A passphrase.
impl From<&str> for Way {
    fn from(typed: &str) -> Self {
        Self::from(typed.to_owned())
    }
}

/// A [`Way`] that could be one.
pub(crate) enum Opens {
    Passphrase(Passphrase),
    Key(VaultKey),
}

impl Opens {
    /// A sentence about it: "This passphrase ..."
    pub(crate) fn says(&self, what: &str) -> String {
        match self {
            Self::Passphrase(_) => format!("This passphrase {what}"),
            Self::Key(_) => format!("This recovery sheet is typed correctly, but it {what}"),
        }
    }

    /// For one file.
    pub(crate) fn opener(&self) -> Opener<'_> {
        match self {
            Self::Passphrase(passphrase) => Opener::Passphrase(passphrase),
            Self::Key(key) => Opener::Key(key),
        }
    }
}

/// For several files: the key of those with one header is made once.
pub(crate) struct Keys {
    opens: Opens,
    made: Vec<(Header, VaultKey)>,
}

impl Keys {
    pub(crate) fn of(opens: Opens) -> Self {
        Self { opens, made: Vec::new() }
    }

    /// What opens the files with this header, if anything of this does.
    ///
    /// # Errors
    /// No memory to make the key.
    pub(crate) fn opener(&mut self, header: &Header) -> Result<Opener<'_>> {
        let Opens::Passphrase(passphrase) = &self.opens else { return Ok(self.opens.opener()) };
        let at = match self.made.iter().position(|(made, _)| made == header) {
            Some(at) => at,
            None => {
                self.made.push((*header, VaultKey::derive(passphrase, header)?));
                self.made.len() - 1
            }
        };
        Ok(Opener::Key(&self.made[at].1))
    }
}
