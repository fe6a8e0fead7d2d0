//! What the catalogue said when it was last compared, and what has changed since.

use super::{holdings, known, timestamp};
use crate::error::Doing;
use crate::{HoldingId, MAX_NAME, MAX_NOTE, NewHolding, Result, Vault, limits};
use heldby_model::{BreachId, CompanyId};
use jiff::Timestamp;
use rusqlite::Connection;

/// A breach at one of the person's companies, as the catalogue told it when it was last compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenBreach {
    /// Its id.
    pub breach: BreachId,
    /// The company.
    pub company: CompanyId,
    /// Its title.
    pub title: String,
    /// What it said, one fact a line.
    pub facts: String,
    /// When it was found missing in the catalogue; whole seconds.
    pub withdrawn: Option<Timestamp>,
}

/// Something that changed for the person with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What kind of change, in the words of the caller.
    pub kind: String,
    /// The breach concerned.
    pub breach: Option<BreachId>,
    /// The holding concerned. The news goes with it.
    pub holding: Option<HoldingId>,
    /// What it is about.
    pub title: String,
    /// What changed.
    pub details: Vec<String>,
}

impl Vault {
    /// What the catalogue said about the breaches at the person's companies, by id.
    ///
    /// # Errors
    /// [`Error::UnknownValue`](crate::Error::UnknownValue), failures of the database.
    pub fn seen_breaches(&self) -> Result<Vec<SeenBreach>> {
        let doing = "reading the breaches seen";
        let sql = "SELECT breach, company, title, facts, withdrawn FROM seen_breaches ORDER BY breach";
        let mut statement = self.read()?.prepare(sql).doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        let mut seen = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            let (breach, company): (String, String) = (row.get(0).doing(doing)?, row.get(1).doing(doing)?);
            let withdrawn: Option<i64> = row.get(4).doing(doing)?;
            seen.push(SeenBreach {
                breach: known("seen_breaches.breach", BreachId::new(&breach).ok())?,
                company: known("seen_breaches.company", CompanyId::new(&company).ok())?,
                title: row.get(2).doing(doing)?,
                facts: row.get(3).doing(doing)?,
                withdrawn: withdrawn.map(|s| timestamp("seen_breaches.withdrawn", s)).transpose()?,
            });
        }
        Ok(seen)
    }

    /// Notes what the catalogue says now, in place of what it said before, and what that changed for the person:
    /// all of it or nothing. Breaches that are not named stay as they are.
    ///
    /// # Errors
    /// Texts beyond the [limits](crate::MAX_NOTE), failures of the database.
    pub fn note_seen(&mut self, seen: &[SeenBreach], news: &[News], now: Timestamp) -> Result<()> {
        news.iter().try_for_each(check)?;
        self.write("noting what changed", |tx| {
            insert_seen(tx, seen)?;
            news.iter().try_for_each(|item| insert_news(tx, item, now))
        })
    }

    /// Changes what was entered about holdings, with the news of each: all of it or nothing, so that no change goes
    /// untold.
    ///
    /// # Errors
    /// As [`update_holding`](Self::update_holding) and [`note_seen`](Self::note_seen).
    pub fn relink(&mut self, changed: &[(HoldingId, NewHolding, News)], now: Timestamp) -> Result<()> {
        for (_, new, item) in changed {
            holdings::check(new)?;
            check(item)?;
        }
        self.write("linking holdings anew", |tx| {
            changed.iter().try_for_each(|(id, new, item)| {
                holdings::update(tx, *id, new, now)?;
                insert_news(tx, item, now)
            })
        })
    }

    /// Forgets what the catalogue said about breaches that the person took out themselves.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn forget_seen(&mut self, breaches: &[BreachId]) -> Result<()> {
        let doing = "forgetting breaches seen";
        self.write(doing, |tx| {
            let mut statement = tx.prepare("DELETE FROM seen_breaches WHERE breach = ?1").doing(doing)?;
            breaches.iter().try_for_each(|id| statement.execute([id.as_str()]).doing(doing).map(drop))
        })
    }

    /// What changed and was not read yet, the oldest first, with when it was noticed.
    ///
    /// # Errors
    /// [`Error::UnknownValue`](crate::Error::UnknownValue), failures of the database.
    pub fn news(&self) -> Result<Vec<(Timestamp, News)>> {
        let doing = "reading the news";
        let sql = "SELECT noticed, kind, breach, holding, title, details FROM news ORDER BY id";
        let mut statement = self.read()?.prepare(sql).doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            let breach: Option<String> = row.get(2).doing(doing)?;
            let details: String = row.get(5).doing(doing)?;
            let item = News {
                kind: row.get(1).doing(doing)?,
                breach: breach.map(|b| known("news.breach", BreachId::new(&b).ok())).transpose()?,
                holding: row.get::<_, Option<i64>>(3).doing(doing)?.map(HoldingId),
                title: row.get(4).doing(doing)?,
                details: details.lines().map(str::to_owned).collect(),
            };
            all.push((timestamp("news.noticed", row.get(0).doing(doing)?)?, item));
        }
        Ok(all)
    }

    /// Drops all news: the person has read them.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn clear_news(&mut self) -> Result<()> {
        let doing = "dropping the news";
        self.write(doing, |tx| tx.execute("DELETE FROM news", []).doing(doing).map(drop))
    }
}

fn check(item: &News) -> Result<()> {
    limits::filled_line("kind of news", &item.kind, MAX_NAME)?;
    limits::line("title", &item.title, 2 * MAX_NAME)?;
    limits::prose("news", &item.details.join("\n"), MAX_NOTE)
}

fn insert_seen(conn: &Connection, seen: &[SeenBreach]) -> Result<()> {
    let doing = "noting the breaches seen";
    let mut statement = conn
        .prepare(
            "INSERT OR REPLACE INTO seen_breaches (breach, company, title, facts, withdrawn)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )
        .doing(doing)?;
    for row in seen {
        let withdrawn = row.withdrawn.map(Timestamp::as_second);
        statement
            .execute((row.breach.as_str(), row.company.as_str(), &row.title, &row.facts, withdrawn))
            .doing(doing)?;
    }
    Ok(())
}

fn insert_news(conn: &Connection, item: &News, now: Timestamp) -> Result<()> {
    let doing = "noting the news";
    conn.execute(
        "INSERT INTO news (noticed, kind, breach, holding, title, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        rusqlite::params![
            now.as_second(),
            item.kind,
            item.breach.as_ref().map(BreachId::as_str),
            item.holding.map(|h| h.0),
            item.title,
            item.details.join("\n"),
        ],
    )
    .doing(doing)
    .map(drop)
}
