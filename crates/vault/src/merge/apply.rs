//! Carrying a plan out: all of it or nothing.

use super::plan::{self, Plan};
use crate::error::Doing;
use crate::table::{answers, confirmed_names, holdings, persons, private_breaches, settings};
use crate::{Error, HoldingId, HoldingRow, PersonId, Result, Vault};
use jiff::Timestamp;
use rusqlite::Connection;
use std::collections::HashMap;

impl Vault {
    /// Carries out a plan that was made for this vault as it is now. Returns the numbers of the holdings that it added.
    ///
    /// # Errors
    /// Texts and lists beyond the [limits](crate::MAX_NAME); [`Error::NoSuchRow`] if the vault changed since; failures
    /// of the database. Nothing has changed then.
    pub fn merge(&mut self, plan: &Plan, now: Timestamp) -> Result<Vec<HoldingId>> {
        plan::check(plan)?;
        if plan.is_empty() {
            return Ok(Vec::new());
        }
        self.write("merging", |tx| apply(tx, plan, now))
    }
}

fn apply(tx: &Connection, plan: &Plan, now: Timestamp) -> Result<Vec<HoldingId>> {
    let mut numbers = Numbers::default();
    for person in &plan.persons {
        numbers.persons.insert(person.id, persons::insert(tx, &person.name)?.id);
    }
    for row in &plan.private_breaches {
        private_breaches::insert(tx, None, &row.details, (row.created, row.updated))?;
        numbers.breaches.insert(row.id, tx.last_insert_rowid());
    }
    let mut added = Vec::with_capacity(plan.added.len());
    for row in &plan.added {
        let row = numbers.of(row);
        persons::require(tx, row.details.person)?;
        let id = holdings::insert(tx, None, &row.details, (row.created, row.updated))?;
        row.answers.iter().try_for_each(|(breach, answer)| answers::insert(tx, id, breach, answer))?;
        added.push(HoldingId(id));
    }
    for joined in &plan.joined {
        let (before, after) = (&joined.before, numbers.of(&joined.after));
        if holdings::one(tx, before.id)? != *before {
            // Somebody would lose what they entered since the plan was shown.
            return Err(Error::NoSuchRow { what: "state of the vault" });
        }
        if before.details != after.details {
            holdings::update(tx, after.id, &after.details, now)?;
        }
        for (breach, answer) in &after.answers {
            if before.answers.get(breach) != Some(answer) {
                let doing = "storing an answer";
                let sql = "DELETE FROM answers WHERE holding = ?1 AND breach = ?2";
                tx.execute(sql, (after.id.0, breach.as_str())).doing(doing)?;
                answers::insert(tx, after.id.0, breach, answer)?;
            }
        }
    }
    plan.names.iter().try_for_each(|name| confirmed_names::insert(tx, name))?;
    plan.settings.iter().try_for_each(|(key, value)| settings::insert(tx, key, value))?;
    Ok(added)
}

/// Which numbers the new rows got.
#[derive(Default)]
struct Numbers {
    persons: HashMap<PersonId, PersonId>,
    breaches: HashMap<i64, i64>,
}

impl Numbers {
    fn of(&self, row: &HoldingRow) -> HoldingRow {
        let mut row = row.clone();
        if let Some(person) = self.persons.get(&row.details.person) {
            row.details.person = *person;
        }
        row.answers = row
            .answers
            .into_iter()
            .map(|(breach, answer)| {
                let number = private_breaches::number(&breach).and_then(|n| self.breaches.get(&n));
                (number.map_or(breach, |n| private_breaches::id(*n)), answer)
            })
            .collect();
        row
    }
}
