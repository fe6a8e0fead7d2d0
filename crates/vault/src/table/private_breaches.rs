//! Breaches that a person noted by hand, from a letter for example.

use super::{ALL, Range, known, split, timestamp};
use crate::error::Doing;
use crate::{Error, MAX_NAME, MAX_NOTE, Result, Vault, limits};
use heldby_model::{BreachId, CompanyId, PartialDate};
use jiff::Timestamp;
use rusqlite::Row;

/// How the ids of a person's own breaches begin in answers; the number follows.
const PREFIX: &str = "private:";

/// Everything that a person enters about a breach of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateBreach {
    /// The company in the catalogue, if it is there.
    pub company: Option<CompanyId>,
    /// Its name as typed.
    pub company_name: String,
    /// What happened, in a few words.
    pub title: String,
    /// First day.
    pub occurred_from: Option<PartialDate>,
    /// Last day.
    pub occurred_to: Option<PartialDate>,
    /// When the person, or everybody, heard of it.
    pub disclosed: Option<PartialDate>,
    /// Ids of the data classes that were lost. Text, so that classes of a later catalogue survive.
    pub classes: Vec<String>,
    /// A remark.
    pub note: String,
}

/// A breach of the person's own as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateBreachRow {
    /// Number; never given twice.
    pub id: i64,
    /// What was entered.
    pub details: PrivateBreach,
    /// When it was added; whole seconds.
    pub created: Timestamp,
    /// When it was last changed; whole seconds.
    pub updated: Timestamp,
}

impl Vault {
    /// All breaches noted by hand, in the order in which they were added.
    ///
    /// # Errors
    /// [`Error::UnknownValue`], failures of the database.
    pub fn private_breaches(&self) -> Result<Vec<PrivateBreachRow>> {
        load(self.read()?, ALL)
    }

    /// Notes a breach and returns its number.
    ///
    /// # Errors
    /// Texts and lists beyond the [limits](crate::MAX_NAME), failures of the database.
    pub fn add_private_breach(&mut self, new: &PrivateBreach, now: Timestamp) -> Result<i64> {
        check(new)?;
        self.write("noting a breach", |tx| {
            insert(tx, None, new, (now, now))?;
            Ok(tx.last_insert_rowid())
        })
    }

    /// Replaces what was entered about a breach.
    ///
    /// # Errors
    /// As [`add_private_breach`](Self::add_private_breach), and [`Error::NoSuchRow`].
    pub fn update_private_breach(&mut self, id: i64, new: &PrivateBreach, now: Timestamp) -> Result<()> {
        check(new)?;
        let doing = "changing a breach";
        self.write(doing, |tx| {
            let created = tx
                .query_row("SELECT created FROM private_breaches WHERE id = ?1", [id], |row| row.get(0))
                .map_err(|e| match e {
                    rusqlite::Error::QueryReturnedNoRows => Error::NoSuchRow { what: "breach" },
                    other => Error::sql(doing, &other),
                })?;
            let created = timestamp("private_breaches.created", created)?;
            insert(tx, Some(id), new, (created, now))
        })
    }

    /// Removes a breach that was noted by hand, and the answers about it.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`], failures of the database.
    pub fn remove_private_breach(&mut self, id: i64) -> Result<()> {
        let doing = "removing a breach";
        self.write(doing, |tx| {
            let removed = tx.execute("DELETE FROM private_breaches WHERE id = ?1", [id]).doing(doing)?;
            if removed == 0 {
                return Err(Error::NoSuchRow { what: "breach" });
            }
            tx.execute("DELETE FROM answers WHERE breach = ?1", [self::id(id).as_str()]).doing(doing)?;
            Ok(())
        })
    }
}

/// The id under which answers know a breach of the person's own.
pub(crate) fn id(number: i64) -> BreachId {
    BreachId::new(&format!("{PREFIX}{number}")).expect("a number has digits only")
}

/// The number of a breach of the person's own, if the id is of one.
pub(crate) fn number(breach: &BreachId) -> Option<i64> {
    breach.as_str().strip_prefix(PREFIX)?.parse().ok()
}

/// The breaches of a range of numbers, in order.
pub(crate) fn load(conn: &rusqlite::Connection, range: Range) -> Result<Vec<PrivateBreachRow>> {
    let doing = "reading your own breaches";
    let sql = "SELECT id, company, company_name, title, occurred_from, occurred_to, disclosed, classes, note,
                      created, updated FROM private_breaches WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
    let mut statement = conn.prepare(sql).doing(doing)?;
    let mut rows = statement.query(range).doing(doing)?;
    let mut breaches = Vec::new();
    while let Some(row) = rows.next().doing(doing)? {
        breaches.push(from_row(row)?);
    }
    Ok(breaches)
}

pub(crate) fn check(new: &PrivateBreach) -> Result<()> {
    limits::filled_line("company name", &new.company_name, MAX_NAME)?;
    limits::filled_line("title", &new.title, MAX_NAME)?;
    limits::ids("data lost", &new.classes)?;
    limits::prose("note", &new.note, MAX_NOTE)
}

pub(crate) fn insert(
    conn: &rusqlite::Connection,
    id: Option<i64>,
    new: &PrivateBreach,
    times: (Timestamp, Timestamp),
) -> Result<()> {
    let text = |date: Option<PartialDate>| date.map(|d| d.to_string());
    conn.execute(
        "INSERT OR REPLACE INTO private_breaches (id, company, company_name, title, occurred_from, occurred_to,
                                                  disclosed, classes, note, created, updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        rusqlite::params![
            id,
            new.company.as_ref().map(CompanyId::as_str),
            new.company_name,
            new.title,
            text(new.occurred_from),
            text(new.occurred_to),
            text(new.disclosed),
            new.classes.join(" "),
            new.note,
            times.0.as_second(),
            times.1.as_second(),
        ],
    )
    .doing("storing a breach")
    .map(drop)
}

fn from_row(row: &Row<'_>) -> Result<PrivateBreachRow> {
    let doing = "reading your own breaches";
    let date = |column: usize| -> Result<Option<PartialDate>> {
        let text: Option<String> = row.get(column).doing(doing)?;
        text.map(|t| known("private_breaches.dates", t.parse().ok())).transpose()
    };
    let company: Option<String> = row.get(1).doing(doing)?;
    let classes: String = row.get(7).doing(doing)?;
    let details = PrivateBreach {
        company: company.map(|c| known("private_breaches.company", CompanyId::new(&c).ok())).transpose()?,
        company_name: row.get(2).doing(doing)?,
        title: row.get(3).doing(doing)?,
        occurred_from: date(4)?,
        occurred_to: date(5)?,
        disclosed: date(6)?,
        classes: split(&classes),
        note: row.get(8).doing(doing)?,
    };
    Ok(PrivateBreachRow {
        id: row.get(0).doing(doing)?,
        details,
        created: timestamp("private_breaches.created", row.get(9).doing(doing)?)?,
        updated: timestamp("private_breaches.updated", row.get(10).doing(doing)?)?,
    })
}
