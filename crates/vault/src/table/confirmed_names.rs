//! Names of which the person said which company they mean.

use super::{known, timestamp};
use crate::error::Doing;
use crate::{Error, MAX_NAME, Result, Vault, limits};
use heldby_model::{CompanyId, Country};
use jiff::Timestamp;
use rusqlite::{Connection, Row};

/// A name and the company that the person means by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedName {
    /// The name, folded so that spellings which mean the same are one.
    pub key: String,
    /// The country that was given with it.
    pub country: Option<Country>,
    /// The name as typed.
    pub name: String,
    /// The company meant.
    pub company: CompanyId,
    /// When the person said so; whole seconds.
    pub confirmed: Timestamp,
}

impl Vault {
    /// All names that the person confirmed, by name.
    ///
    /// # Errors
    /// [`Error::UnknownValue`], failures of the database.
    pub fn confirmed_names(&self) -> Result<Vec<ConfirmedName>> {
        let doing = "reading the confirmed names";
        let mut statement = self.read()?.prepare(&format!("{SELECT} ORDER BY key, country")).doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        let mut names = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            names.push(from_row(row)?);
        }
        Ok(names)
    }

    /// Remembers what the person means by a name, in place of what they meant before.
    ///
    /// # Errors
    /// Texts beyond the [limits](crate::MAX_NAME), failures of the database.
    pub fn confirm_name(&mut self, name: &ConfirmedName) -> Result<()> {
        check(name)?;
        self.write("remembering a name", |tx| insert(tx, name))
    }

    /// Forgets what the person meant by a name.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`], failures of the database.
    pub fn forget_name(&mut self, key: &str, in_country: Option<Country>) -> Result<()> {
        let doing = "forgetting a name";
        self.write(doing, |tx| {
            let sql = "DELETE FROM confirmed_names WHERE key = ?1 AND country = ?2";
            match tx.execute(sql, (key, country(in_country.as_ref()))).doing(doing)? {
                0 => Err(Error::NoSuchRow { what: "name" }),
                _ => Ok(()),
            }
        })
    }
}

/// The columns as [`from_row`] reads them.
pub(crate) const SELECT: &str = "SELECT key, country, name, company, confirmed FROM confirmed_names";

pub(crate) fn from_row(row: &Row<'_>) -> Result<ConfirmedName> {
    let doing = "reading the confirmed names";
    let (country, company): (String, String) = (row.get(1).doing(doing)?, row.get(3).doing(doing)?);
    let country = (!country.is_empty()).then(|| Country::new(&country).ok());
    Ok(ConfirmedName {
        key: row.get(0).doing(doing)?,
        country: country.map(|c| known("confirmed_names.country", c)).transpose()?,
        name: row.get(2).doing(doing)?,
        company: known("confirmed_names.company", CompanyId::new(&company).ok())?,
        confirmed: timestamp("confirmed_names.confirmed", row.get(4).doing(doing)?)?,
    })
}

pub(crate) fn check(name: &ConfirmedName) -> Result<()> {
    // Folding may lengthen a name, never beyond this.
    limits::filled_line("company name", &name.key, 4 * MAX_NAME)?;
    limits::filled_line("company name", &name.name, MAX_NAME)
}

/// Writes a checked name in place of what was meant before.
pub(crate) fn insert(conn: &Connection, name: &ConfirmedName) -> Result<()> {
    conn.execute(
        "INSERT OR REPLACE INTO confirmed_names (key, country, name, company, confirmed)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        rusqlite::params![
            name.key,
            country(name.country.as_ref()),
            name.name,
            name.company.as_str(),
            name.confirmed.as_second()
        ],
    )
    .doing("remembering a name")
    .map(drop)
}

fn country(given: Option<&Country>) -> &str {
    given.map_or("", Country::as_str)
}
