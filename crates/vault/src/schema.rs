//! Whether a database has the tables of its format and nothing else.
//!
//! A view in place of a table, a trigger or an expression in an index is a program of whoever made the file: it would run
//! when rows are read or written, and go on living in every copy. So the list of tables is compared, text by text, with
//! that of a database made new, before any row is read.

use crate::error::Doing;
use crate::{Error, Result, connection};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What leads from each format to the next; the first makes format 1 of an empty file. Released steps never
/// change.
pub(crate) const STEPS: &[&str] = &[include_str!("schema/v1.sql"), include_str!("schema/v2.sql")];

/// A line of the list of tables: type, name, table, and the text by which it was made, which automatic indexes lack.
type Entry = (String, String, String, Option<String>);

/// The lists of the formats, each made when it is first needed.
static KNOWN: [OnceLock<BTreeSet<Entry>>; STEPS.len() + 1] = [const { OnceLock::new() }; STEPS.len() + 1];

/// Refuses a database whose tables are not exactly those of its format.
///
/// # Errors
/// [`Error::Damaged`]; [`Error::NewerFormat`].
pub(crate) fn require(conn: &Connection, version: usize) -> Result<()> {
    let cell = KNOWN.get(version).ok_or(Error::NewerFormat)?;
    let known = match cell.get() {
        Some(known) => known,
        None => {
            let made = make(version)?;
            cell.get_or_init(|| made)
        }
    };
    if read(conn, known.len())? == *known { Ok(()) } else { Err(Error::Damaged) }
}

/// The list of a database that is made new.
fn make(version: usize) -> Result<BTreeSet<Entry>> {
    let conn = connection::scratch()?;
    for step in &STEPS[..version] {
        conn.execute_batch(step).doing("making the list of tables")?;
    }
    read(&conn, usize::MAX)
}

/// Reads the list, up to one entry more than there should be.
fn read(conn: &Connection, most: usize) -> Result<BTreeSet<Entry>> {
    let doing = "reading the list of tables";
    let mut statement = conn.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema").doing(doing)?;
    let mut rows = statement.query([]).doing(doing)?;
    let mut entries = BTreeSet::new();
    while let Some(row) = rows.next().doing(doing)? {
        // A value of another kind is nothing that SQLite writes there; neither is the same line twice.
        let added = Entry::try_from(row).is_ok_and(|entry| entries.insert(entry));
        if !added || entries.len() > most {
            return Err(Error::Damaged);
        }
    }
    Ok(entries)
}
