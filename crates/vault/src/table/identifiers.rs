//! Identifiers: under which addresses, names and numbers a company knows the person.

use super::{Range, known};
use crate::error::Doing;
use crate::{MAX_IDENTIFIER, Result, limits};
use rusqlite::Connection;

/// What an identifier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// An e-mail address.
    Email,
    /// A user name or customer number.
    Username,
    /// A telephone number.
    Phone,
}

impl IdentifierKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Email, Self::Username, Self::Phone];

    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Username => "username",
            Self::Phone => "phone",
        }
    }

    /// Reads the word that is stored.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One identifier of one holding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// As typed.
    pub value: String,
}

pub(super) fn check(identifiers: &[Identifier]) -> Result<()> {
    limits::entries("identifiers", identifiers.len())?;
    identifiers.iter().try_for_each(|i| limits::filled_line("identifier", &i.value, MAX_IDENTIFIER))
}

pub(crate) fn insert(conn: &Connection, holding: i64, identifiers: &[Identifier]) -> Result<()> {
    let doing = "storing an identifier";
    let mut statement = conn
        .prepare("INSERT INTO identifiers (holding, position, kind, value) VALUES (?1, ?2, ?3, ?4)")
        .doing(doing)?;
    for (position, identifier) in (0_i64..).zip(identifiers) {
        statement.execute((holding, position, identifier.kind.as_str(), &identifier.value)).doing(doing)?;
    }
    Ok(())
}

/// All identifiers with the numbers of their holdings, in order.
pub(crate) fn load(conn: &Connection, range: Range) -> Result<Vec<(i64, Identifier)>> {
    let doing = "reading the identifiers";
    let mut statement = conn
        .prepare(
            "SELECT holding, kind, value FROM identifiers
             WHERE holding BETWEEN ?1 AND ?2 ORDER BY holding, position",
        )
        .doing(doing)?;
    let mut rows = statement.query(range).doing(doing)?;
    let mut identifiers = Vec::new();
    while let Some(row) = rows.next().doing(doing)? {
        let kind: String = row.get(1).doing(doing)?;
        let kind = known("identifiers.kind", IdentifierKind::from_word(&kind))?;
        let value = row.get(2).doing(doing)?;
        identifiers.push((row.get(0).doing(doing)?, Identifier { kind, value }));
    }
    Ok(identifiers)
}
