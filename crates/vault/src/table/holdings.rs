//! Holdings: a company holds data about a person.

use super::answers::{self, AnswerRow};
use super::identifiers::{self, Identifier};
use super::periods::{self, PeriodRow};
use super::persons::{self, PersonId};
use super::{ALL, Range, known, split, timestamp};
use crate::error::Doing;
use crate::{Error, MAX_DOMAIN, MAX_NAME, MAX_NOTE, MAX_RULE, Result, Vault, limits};
use heldby_model::{BreachId, CompanyId, Country};
use jiff::Timestamp;
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

/// The number of a holding in one vault. Never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HoldingId(pub i64);

/// How the name of a holding was tied to a company.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolution {
    /// The rule that found it, in the words of the resolver; `None` if none did.
    pub rule: Option<String>,
    /// Whether the person said that it is right.
    pub confirmed: bool,
}

/// Everything about a holding that a person enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHolding {
    /// Whose data it is.
    pub person: PersonId,
    /// The company's name as typed.
    pub name: String,
    /// The company's domain.
    pub domain: Option<String>,
    /// The country of the relationship.
    pub country: Option<Country>,
    /// The company in the catalogue, if it was found.
    pub company: Option<CompanyId>,
    /// How it was found.
    pub resolution: Resolution,
    /// Ids of the data classes that the person gave. Text, so that classes of a later catalogue survive.
    pub gave: Vec<String>,
    /// Whether `gave` is all that was given.
    pub gave_complete: bool,
    /// A remark of the person.
    pub note: String,
    /// When and as what.
    pub periods: Vec<PeriodRow>,
    /// Under which addresses, names and numbers.
    pub identifiers: Vec<Identifier>,
}

impl NewHolding {
    /// A holding of which nothing but a name is known.
    pub fn named(person: PersonId, name: &str) -> Self {
        Self {
            person,
            name: name.to_owned(),
            domain: None,
            country: None,
            company: None,
            resolution: Resolution::default(),
            gave: Vec::new(),
            gave_complete: false,
            note: String::new(),
            periods: Vec::new(),
            identifiers: Vec::new(),
        }
    }
}

/// A holding as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingRow {
    /// Number.
    pub id: HoldingId,
    /// What the person entered.
    pub details: NewHolding,
    /// What the person knows about single breaches.
    pub answers: BTreeMap<BreachId, AnswerRow>,
    /// When it was added; whole seconds.
    pub created: Timestamp,
    /// When its details were last changed; whole seconds.
    pub updated: Timestamp,
}

impl Vault {
    /// All holdings with everything that belongs to them, in the order in which they were added.
    ///
    /// # Errors
    /// [`Error::UnknownValue`], failures of the database.
    pub fn holdings(&self) -> Result<Vec<HoldingRow>> {
        load(self.read()?, ALL)
    }

    /// One holding.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`], otherwise as [`holdings`](Self::holdings).
    pub fn holding(&self, id: HoldingId) -> Result<HoldingRow> {
        one(self.read()?, id)
    }

    /// Adds a holding and returns its number.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`] for an unknown person; texts and lists beyond the [limits](crate::MAX_NAME);
    /// failures of the database.
    pub fn add_holding(&mut self, new: &NewHolding, now: Timestamp) -> Result<HoldingId> {
        self.add_holdings(std::slice::from_ref(new), now).map(|ids| ids[0])
    }

    /// Adds many holdings, all or none, and returns their numbers in the same order.
    ///
    /// # Errors
    /// As [`add_holding`](Self::add_holding), for the first that cannot be added.
    pub fn add_holdings(&mut self, new: &[NewHolding], now: Timestamp) -> Result<Vec<HoldingId>> {
        new.iter().try_for_each(check)?;
        self.write("adding holdings", |tx| {
            new.iter()
                .map(|new| {
                    persons::require(tx, new.person)?;
                    insert(tx, None, new, (now, now)).map(HoldingId)
                })
                .collect()
        })
    }

    /// Changes everything that a person entered about a holding. Its answers stay.
    ///
    /// # Errors
    /// As [`add_holding`](Self::add_holding), and [`Error::NoSuchRow`] for an unknown holding.
    pub fn update_holding(&mut self, id: HoldingId, new: &NewHolding, now: Timestamp) -> Result<()> {
        check(new)?;
        self.write("changing a holding", |tx| update(tx, id, new, now))
    }

    /// Removes a holding with all that belongs to it and returns it, so that
    /// [`restore_holding`](Self::restore_holding) can put it back.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`], failures of the database.
    pub fn remove_holding(&mut self, id: HoldingId) -> Result<HoldingRow> {
        let doing = "removing a holding";
        self.write(doing, |tx| {
            let row = one(tx, id)?;
            tx.execute("DELETE FROM holdings WHERE id = ?1", [id.0]).doing(doing)?;
            Ok(row)
        })
    }

    /// Puts a removed holding back under its own number, with its answers and times.
    ///
    /// # Errors
    /// [`Error::RowExists`], [`Error::NoSuchRow`] if its person is gone, otherwise as
    /// [`add_holding`](Self::add_holding).
    pub fn restore_holding(&mut self, row: &HoldingRow) -> Result<()> {
        check(&row.details)?;
        self.write("restoring a holding", |tx| {
            persons::require(tx, row.details.person)?;
            match one(tx, row.id) {
                Ok(_) => return Err(Error::RowExists { what: "holding" }),
                Err(Error::NoSuchRow { .. }) => {}
                Err(other) => return Err(other),
            }
            insert(tx, Some(row.id.0), &row.details, (row.created, row.updated))?;
            row.answers.iter().try_for_each(|(breach, answer)| answers::insert(tx, row.id.0, breach, answer))
        })
    }
}

pub(crate) fn check(new: &NewHolding) -> Result<()> {
    limits::filled_line("company name", &new.name, MAX_NAME)?;
    if let Some(domain) = &new.domain {
        limits::filled_line("domain", domain, MAX_DOMAIN)?;
    }
    if let Some(rule) = &new.resolution.rule {
        limits::filled_line("rule", rule, MAX_RULE)?;
    }
    limits::ids("data given", &new.gave)?;
    limits::prose("note", &new.note, MAX_NOTE)?;
    periods::check(&new.periods)?;
    identifiers::check(&new.identifiers)
}

/// Writes a checked holding, under a given number or the next one.
pub(crate) fn insert(
    conn: &Connection,
    id: Option<i64>,
    new: &NewHolding,
    times: (Timestamp, Timestamp),
) -> Result<i64> {
    let doing = "storing a holding";
    conn.prepare(
        "INSERT INTO holdings (id, person, name, domain, country, company, rule, confirmed, gave,
                               gave_complete, note, created, updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )
    .and_then(|mut statement| {
        statement.execute(rusqlite::params![
            id,
            new.person.0,
            new.name,
            new.domain,
            new.country.as_ref().map(Country::as_str),
            new.company.as_ref().map(CompanyId::as_str),
            new.resolution.rule,
            new.resolution.confirmed,
            new.gave.join(" "),
            new.gave_complete,
            new.note,
            times.0.as_second(),
            times.1.as_second(),
        ])
    })
    .doing(doing)?;
    let id = conn.last_insert_rowid();
    periods::insert(conn, id, &new.periods)?;
    identifiers::insert(conn, id, &new.identifiers)?;
    Ok(id)
}

/// Replaces what was entered about a holding that is there; it has been checked.
pub(crate) fn update(conn: &Connection, id: HoldingId, new: &NewHolding, now: Timestamp) -> Result<()> {
    let doing = "changing a holding";
    persons::require(conn, new.person)?;
    let changed = conn
        .execute(
            "UPDATE holdings SET person = ?2, name = ?3, domain = ?4, country = ?5, company = ?6,
             rule = ?7, confirmed = ?8, gave = ?9, gave_complete = ?10, note = ?11, updated = ?12
             WHERE id = ?1",
            rusqlite::params![
                id.0,
                new.person.0,
                new.name,
                new.domain,
                new.country.as_ref().map(Country::as_str),
                new.company.as_ref().map(CompanyId::as_str),
                new.resolution.rule,
                new.resolution.confirmed,
                new.gave.join(" "),
                new.gave_complete,
                new.note,
                now.as_second(),
            ],
        )
        .doing(doing)?;
    if changed == 0 {
        return Err(Error::NoSuchRow { what: "holding" });
    }
    conn.execute("DELETE FROM periods WHERE holding = ?1", [id.0]).doing(doing)?;
    conn.execute("DELETE FROM identifiers WHERE holding = ?1", [id.0]).doing(doing)?;
    periods::insert(conn, id.0, &new.periods)?;
    identifiers::insert(conn, id.0, &new.identifiers)
}

pub(crate) fn one(conn: &Connection, id: HoldingId) -> Result<HoldingRow> {
    load(conn, (id.0, id.0))?.pop().ok_or(Error::NoSuchRow { what: "holding" })
}

/// Five queries, however many holdings there are.
fn load(conn: &Connection, range: Range) -> Result<Vec<HoldingRow>> {
    let mut answers = answers::load(conn, range)?;
    let mut holdings = load_bare(conn, range)?;
    for holding in &mut holdings {
        holding.answers = answers.remove(&holding.id.0).unwrap_or_default();
    }
    for (holding, period) in periods::load(conn, range)? {
        of(&mut holdings, holding)?.details.periods.push(period);
    }
    for (holding, identifier) in identifiers::load(conn, range)? {
        of(&mut holdings, holding)?.details.identifiers.push(identifier);
    }
    Ok(holdings)
}

/// The rows of the table itself, without what belongs to them in other tables.
pub(crate) fn load_bare(conn: &Connection, range: Range) -> Result<Vec<HoldingRow>> {
    let doing = "reading the holdings";
    let mut statement = conn
        .prepare(
            "SELECT id, person, name, domain, country, company, rule, confirmed, gave, gave_complete, note,
                    created, updated
             FROM holdings WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
        )
        .doing(doing)?;
    let mut rows = statement.query(range).doing(doing)?;
    let mut holdings = Vec::new();
    while let Some(row) = rows.next().doing(doing)? {
        holdings.push(from_row(row)?);
    }
    Ok(holdings)
}

/// The holding that a row of another table belongs to. Holdings are sorted by number.
fn of(holdings: &mut [HoldingRow], id: i64) -> Result<&mut HoldingRow> {
    match holdings.binary_search_by_key(&id, |h| h.id.0) {
        Ok(index) => Ok(&mut holdings[index]),
        // A foreign key guarantees the holding; without it the file is damaged.
        Err(_) => Err(Error::Damaged),
    }
}

fn from_row(row: &Row<'_>) -> Result<HoldingRow> {
    let doing = "reading the holdings";
    let country: Option<String> = row.get(4).doing(doing)?;
    let company: Option<String> = row.get(5).doing(doing)?;
    let gave: String = row.get(8).doing(doing)?;
    let details = NewHolding {
        person: PersonId(row.get(1).doing(doing)?),
        name: row.get(2).doing(doing)?,
        domain: row.get(3).doing(doing)?,
        country: country.map(|c| known("holdings.country", Country::new(&c).ok())).transpose()?,
        company: company.map(|c| known("holdings.company", CompanyId::new(&c).ok())).transpose()?,
        resolution: Resolution { rule: row.get(6).doing(doing)?, confirmed: row.get(7).doing(doing)? },
        gave: split(&gave),
        gave_complete: row.get(9).doing(doing)?,
        note: row.get(10).doing(doing)?,
        periods: Vec::new(),
        identifiers: Vec::new(),
    };
    Ok(HoldingRow {
        id: HoldingId(row.get(0).doing(doing)?),
        details,
        answers: BTreeMap::new(),
        created: timestamp("holdings.created", row.get(11).doing(doing)?)?,
        updated: timestamp("holdings.updated", row.get(12).doing(doing)?)?,
    })
}
