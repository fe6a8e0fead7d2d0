//! Answers: what a person knows about one holding and one breach.

use super::{Range, known, timestamp};
use crate::error::Doing;
use crate::{Error, HoldingId, Result, Vault, limits};
use heldby_model::{Answer, Answers, BreachId, ConditionId};
use jiff::Timestamp;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// All answers about one breach, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The answers.
    pub answers: Answers,
    /// When they were last changed; whole seconds.
    pub answered: Timestamp,
}

impl Vault {
    /// Sets all answers of a holding about a breach, in place of earlier ones. Empty answers remove the row.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`] for an unknown holding, failures of the database.
    pub fn set_answer(
        &mut self,
        holding: HoldingId,
        breach: &BreachId,
        answers: &Answers,
        now: Timestamp,
    ) -> Result<()> {
        limits::entries("answers", answers.conditions.len())?;
        let doing = "storing an answer";
        self.write(doing, |tx| {
            let known: bool = tx
                .query_row("SELECT EXISTS (SELECT 1 FROM holdings WHERE id = ?1)", [holding.0], |r| r.get(0))
                .doing(doing)?;
            if !known {
                return Err(Error::NoSuchRow { what: "holding" });
            }
            tx.execute(
                "DELETE FROM answers WHERE holding = ?1 AND breach = ?2",
                (holding.0, breach.as_str()),
            )
            .doing(doing)?;
            if *answers == Answers::default() {
                return Ok(());
            }
            insert(tx, holding.0, breach, &AnswerRow { answers: answers.clone(), answered: now })
        })
    }
}

pub(crate) fn insert(conn: &Connection, holding: i64, breach: &BreachId, row: &AnswerRow) -> Result<()> {
    let doing = "storing an answer";
    let notice = row.answers.notice.map(|notice| match notice {
        Answer::Told => "told",
        Answer::ToldUnaffected => "told-unaffected",
    });
    conn.prepare(
        "INSERT INTO answers (holding, breach, notice, dismissed, answered) VALUES (?1, ?2, ?3, ?4, ?5)",
    )
    .and_then(|mut s| {
        s.execute((holding, breach.as_str(), notice, row.answers.dismissed, row.answered.as_second()))
    })
    .doing(doing)?;
    let mut statement = conn
        .prepare("INSERT INTO condition_answers (holding, breach, condition, holds) VALUES (?1, ?2, ?3, ?4)")
        .doing(doing)?;
    for (condition, holds) in &row.answers.conditions {
        statement.execute((holding, breach.as_str(), condition.as_str(), holds)).doing(doing)?;
    }
    Ok(())
}

/// All answers by holding.
pub(crate) fn load(conn: &Connection, range: Range) -> Result<BTreeMap<i64, BTreeMap<BreachId, AnswerRow>>> {
    let doing = "reading the answers";
    let mut all: BTreeMap<i64, BTreeMap<BreachId, AnswerRow>> = BTreeMap::new();
    let mut statement = conn
        .prepare(
            "SELECT holding, breach, notice, dismissed, answered FROM answers
             WHERE holding BETWEEN ?1 AND ?2",
        )
        .doing(doing)?;
    let mut rows = statement.query(range).doing(doing)?;
    while let Some(row) = rows.next().doing(doing)? {
        let breach = breach_id(row.get(1).doing(doing)?)?;
        let notice = match row.get::<_, Option<String>>(2).doing(doing)?.as_deref() {
            None => None,
            Some("told") => Some(Answer::Told),
            Some("told-unaffected") => Some(Answer::ToldUnaffected),
            Some(_) => known("answers.notice", None)?,
        };
        let dismissed = row.get(3).doing(doing)?;
        let answers = Answers { notice, dismissed, conditions: BTreeMap::new() };
        let answered = timestamp("answers.answered", row.get(4).doing(doing)?)?;
        all.entry(row.get(0).doing(doing)?).or_default().insert(breach, AnswerRow { answers, answered });
    }
    let mut statement = conn
        .prepare(
            "SELECT holding, breach, condition, holds FROM condition_answers
             WHERE holding BETWEEN ?1 AND ?2",
        )
        .doing(doing)?;
    let mut rows = statement.query(range).doing(doing)?;
    while let Some(row) = rows.next().doing(doing)? {
        let breach = breach_id(row.get(1).doing(doing)?)?;
        let condition: String = row.get(2).doing(doing)?;
        let condition = known("condition_answers.condition", ConditionId::new(&condition).ok())?;
        let answer = all.get_mut(&row.get(0).doing(doing)?).and_then(|of| of.get_mut(&breach));
        // A foreign key guarantees the row; without it the file is damaged.
        answer.ok_or(Error::Damaged)?.answers.conditions.insert(condition, row.get(3).doing(doing)?);
    }
    Ok(all)
}

fn breach_id(text: String) -> Result<BreachId> {
    known("answers.breach", BreachId::new(&text).ok())
}
