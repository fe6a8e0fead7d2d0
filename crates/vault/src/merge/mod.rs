//! Taking over what another vault, a copy or an export holds, without duplicates.
//!
//! What is here is never overwritten and never lost; what is there is added where it is missing. Merging the same
//! contents again changes nothing. The plan is worked out first, as a value that can be shown, and then carried out in
//! one transaction.

mod apply;
mod index;
mod join;
mod plan;

pub use plan::{Joined, LeftOut, Plan, plan};

use crate::{ConfirmedName, HoldingRow, News, Person, PrivateBreachRow, Result, SeenBreach, Snapshot, Vault};
use jiff::Timestamp;

/// Everything that a person entered into a vault.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// The household.
    pub persons: Vec<Person>,
    /// Their holdings, with periods, identifiers and answers.
    pub holdings: Vec<HoldingRow>,
    /// Breaches that they noted.
    pub private_breaches: Vec<PrivateBreachRow>,
    /// What they mean by names.
    pub names: Vec<ConfirmedName>,
    /// Settings by key.
    pub settings: Vec<(String, String)>,
}

/// What the program noted about the catalogue: of no use in another vault, but the person's to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Noted {
    /// What the catalogue said when it was last compared.
    pub seen: Vec<SeenBreach>,
    /// What changed and was not read yet.
    pub news: Vec<(Timestamp, News)>,
}

impl Vault {
    /// Reads all of it.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn contents(&self) -> Result<Contents> {
        Ok(Contents {
            persons: self.persons()?,
            holdings: self.holdings()?,
            private_breaches: self.private_breaches()?,
            names: self.confirmed_names()?,
            settings: self.settings()?,
        })
    }

    /// What the program noted by itself.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn noted(&self) -> Result<Noted> {
        Ok(Noted { seen: self.seen_breaches()?, news: self.news()? })
    }
}

impl Snapshot {
    /// Reads everything, which shows that all of it can be read.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn read_all(&self) -> Result<Contents> {
        self.noted()?;
        self.layers()?;
        self.contents()
    }
}
