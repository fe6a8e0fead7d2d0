//! The persons of a household; every holding belongs to one.

use crate::error::Doing;
use crate::{Error, MAX_NAME, Result, Vault, limits};
use rusqlite::Connection;

/// The name of the first person of a new vault.
pub const DEFAULT_PERSON: &str = "Me";

/// The number of a person in one vault. Never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub i64);

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Number.
    pub id: PersonId,
    /// Name as typed.
    pub name: String,
}

impl Vault {
    /// All persons, in the order in which they were added. Never empty.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn persons(&self) -> Result<Vec<Person>> {
        let doing = "reading the persons";
        let mut statement = self.read()?.prepare("SELECT id, name FROM persons ORDER BY id").doing(doing)?;
        let rows = statement
            .query_map([], |row| Ok(Person { id: PersonId(row.get(0)?), name: row.get(1)? }))
            .doing(doing)?;
        rows.collect::<rusqlite::Result<_>>().doing(doing)
    }

    /// Adds a person.
    ///
    /// # Errors
    /// A name beyond the [limits](MAX_NAME), failures of the database.
    pub fn add_person(&mut self, name: &str) -> Result<Person> {
        limits::filled_line("name", name, MAX_NAME)?;
        self.write("adding a person", |tx| insert(tx, name))
    }

    /// Changes the name of a person.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`], a name beyond the [limits](MAX_NAME), failures of the database.
    pub fn rename_person(&mut self, id: PersonId, name: &str) -> Result<()> {
        limits::filled_line("name", name, MAX_NAME)?;
        self.write("renaming a person", |tx| {
            let changed = tx
                .execute("UPDATE persons SET name = ?2 WHERE id = ?1", (id.0, name))
                .doing("renaming a person")?;
            if changed == 1 { Ok(()) } else { Err(Error::NoSuchRow { what: "person" }) }
        })
    }

    /// Removes a person who has no holdings.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`], [`Error::PersonHasHoldings`], [`Error::LastPerson`], failures of the database.
    pub fn remove_person(&mut self, id: PersonId) -> Result<()> {
        let doing = "removing a person";
        self.write(doing, |tx| {
            let (known, holdings, persons): (bool, i64, i64) = tx
                .query_row(
                    "SELECT EXISTS (SELECT 1 FROM persons WHERE id = ?1),
                            (SELECT count(*) FROM holdings WHERE person = ?1),
                            (SELECT count(*) FROM persons)",
                    [id.0],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .doing(doing)?;
            match (known, holdings, persons) {
                (false, ..) => Err(Error::NoSuchRow { what: "person" }),
                (true, 1.., _) => Err(Error::PersonHasHoldings),
                (true, _, 1) => Err(Error::LastPerson),
                _ => tx.execute("DELETE FROM persons WHERE id = ?1", [id.0]).doing(doing).map(drop),
            }
        })
    }
}

/// Writes the row; the name has been checked.
pub(crate) fn insert(conn: &Connection, name: &str) -> Result<Person> {
    conn.execute("INSERT INTO persons (name) VALUES (?1)", [name]).doing("adding a person")?;
    Ok(Person { id: PersonId(conn.last_insert_rowid()), name: name.to_owned() })
}

/// Whether there is such a person.
pub(crate) fn require(conn: &Connection, id: PersonId) -> Result<()> {
    conn.query_row("SELECT 1 FROM persons WHERE id = ?1", [id.0], |_| Ok(())).map_err(|e| match e {
        rusqlite::Error::QueryReturnedNoRows => Error::NoSuchRow { what: "person" },
        other => Error::sql("looking a person up", &other),
    })
}
