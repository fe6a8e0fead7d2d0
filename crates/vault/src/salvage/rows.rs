//! The rows that were read of a damaged vault, what is missing of them, and a new vault of them.

use super::reader::Reader;
use super::{Lost, SalvagedPart};
use crate::backup::KEEP_BEFORE;
use crate::error::Doing;
use crate::table::{
    Range, answers, confirmed_names, holdings, identifiers, layers, periods, private_breaches, settings,
};
use crate::{AnswerRow, DEFAULT_PERSON, HoldingRow, LayerKind, Result};
use heldby_model::BreachId;
use jiff::Timestamp;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The setting that says which catalogue was compared with last.
const CATALOGUE_SEEN: &str = "catalogue.seen";

/// What could be read.
#[derive(Default)]
pub(super) struct Rows {
    persons: BTreeMap<i64, String>,
    persons_lost: bool,
    holdings: Vec<HoldingRow>,
    holdings_lost: Option<Lost>,
    periods_lost: u64,
    identifiers_lost: u64,
    answers_lost: u64,
    breaches: Vec<crate::PrivateBreachRow>,
    breaches_lost: bool,
    names: Vec<crate::ConfirmedName>,
    names_lost: bool,
    settings: Vec<(String, String)>,
    settings_lost: bool,
    layers: Vec<layers::Whole>,
    layers_lost: Option<Lost>,
    highest: Vec<(String, i64)>,
}

impl Rows {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut rows = Self::default();
        let (persons, lost) =
            reader.both_ends("SELECT id, name FROM persons ORDER BY id", person, |a, b| a.0 == b.0);
        rows.persons = persons.into_iter().collect();
        rows.persons_lost = lost;
        rows.read_holdings(reader);
        rows.read_parts(reader);
        if reader.has("private_breaches")? {
            let (highest, guessed) = reader.highest("private_breaches");
            let (breaches, lost) = reader.ranges((1, highest), private_breaches::load);
            (rows.breaches, rows.breaches_lost) = (breaches, guessed || !lost.is_empty());
        }
        rows.drop_answers_about_lost_breaches();
        if reader.has("confirmed_names")? {
            let sql = format!("{} ORDER BY key", confirmed_names::SELECT);
            (rows.names, rows.names_lost) = reader
                .both_ends(&sql, confirmed_names::from_row, |a, b| a.key == b.key && a.country == b.country);
        }
        let sql = "SELECT key, value FROM settings ORDER BY key";
        (rows.settings, rows.settings_lost) = reader.both_ends(sql, setting, |a, b| a.0 == b.0);
        if reader.has("catalogue_layers")? {
            rows.read_layers(reader);
            let sql = "SELECT signer, number FROM highest_releases ORDER BY signer";
            rows.highest = reader.both_ends(sql, release, |a, b| a.0 == b.0).0;
        }
        Ok(rows)
    }

    fn read_holdings(&mut self, reader: &mut Reader<'_>) {
        // The index by person lies on pages of its own and still knows which numbers there were.
        let sql = "SELECT id FROM holdings INDEXED BY holdings_by_person WHERE person > 0 ORDER BY person";
        let (known, whole) = reader.run(sql, |row| row.get::<_, i64>(0).doing("reading the index"));
        let (highest, guessed) = reader.highest("holdings");
        let highest = if guessed { known.iter().copied().max().unwrap_or(0).max(highest) } else { highest };
        let (holdings, lost) = reader.ranges((1, highest), holdings::load_bare);
        self.holdings = holdings;
        if guessed && !whole {
            // There may be others beyond what was looked for.
            self.holdings_lost = Some(Lost::Some);
            return;
        }
        if lost.is_empty() {
            return;
        }
        let missing: BTreeSet<i64> = known.into_iter().filter(|id| lost.contains(id)).collect();
        self.holdings_lost = Some(match (whole, missing.len()) {
            (true, 0) => Lost::Nothing,
            (true, n) => Lost::Rows(count(n)),
            (false, _) => Lost::Some,
        });
    }

    fn read_layers(&mut self, reader: &mut Reader<'_>) {
        let (mut lost, mut unknown) = (0, false);
        for kind in [LayerKind::Release, LayerKind::Hibp] {
            match reader.attempt(|conn| layers::whole(conn, kind)) {
                Ok(layer) => self.layers.extend(layer),
                // It may be that there was none: then nothing is lost of it.
                Err(_) => match reader.attempt(|conn| layers::has(conn, kind)) {
                    Ok(there) => lost += u64::from(there),
                    Err(_) => unknown = true,
                },
            }
        }
        self.layers_lost = match (lost, unknown) {
            (_, true) => Some(Lost::Some),
            (0, false) => None,
            (n, false) => Some(Lost::Rows(n)),
        };
    }

    /// Reads what belongs to the holdings that were read.
    fn read_parts(&mut self, reader: &mut Reader<'_>) {
        let all = (1, self.holdings.last().map_or(0, |h| h.id.0));
        let place: BTreeMap<i64, usize> =
            self.holdings.iter().enumerate().map(|(i, h)| (h.id.0, i)).collect();
        let of_ours = |lost: Vec<i64>| count(lost.iter().filter(|id| place.contains_key(id)).count());

        let (periods, lost) = reader.ranges(all, periods::load);
        self.periods_lost = of_ours(lost);
        for (holding, period) in periods {
            if let Some(at) = place.get(&holding) {
                self.holdings[*at].details.periods.push(period);
            }
        }
        let (identifiers, lost) = reader.ranges(all, identifiers::load);
        self.identifiers_lost = of_ours(lost);
        for (holding, identifier) in identifiers {
            if let Some(at) = place.get(&holding) {
                self.holdings[*at].details.identifiers.push(identifier);
            }
        }
        let (answers, lost) = reader.ranges(all, answers_of);
        self.answers_lost = of_ours(lost);
        for (holding, answers) in answers {
            if let Some(at) = place.get(&holding) {
                self.holdings[*at].answers = answers;
            }
        }
    }

    /// Their numbers are given again in the new vault: a breach that is noted there must not find them.
    fn drop_answers_about_lost_breaches(&mut self) {
        let saved: BTreeSet<i64> = self.breaches.iter().map(|row| row.id).collect();
        let mut dropped = 0;
        for holding in &mut self.holdings {
            let before = holding.answers.len();
            holding.answers.retain(|id, _| private_breaches::number(id).is_none_or(|n| saved.contains(&n)));
            dropped += u64::from(holding.answers.len() < before);
        }
        // Otherwise they were about breaches that the person removed.
        if self.breaches_lost {
            self.answers_lost += dropped;
        }
    }

    pub(super) fn parts(&self) -> Vec<SalvagedPart> {
        let with = |part: fn(&HoldingRow) -> bool| count(self.holdings.iter().filter(|h| part(h)).count());
        let rows = |n: u64| if n == 0 { Lost::Nothing } else { Lost::Rows(n) };
        let some = |lost: bool| if lost { Lost::Some } else { Lost::Nothing };
        let part = |part, saved, lost| SalvagedPart { part, saved, lost };
        // What belonged to a lost holding is lost with it, whether or not its own pages are good.
        let of_holdings = |n: u64| match (n, self.holdings_lost) {
            (0, Some(Lost::Rows(_) | Lost::Some)) => Lost::WithHoldings,
            (n, _) => rows(n),
        };
        vec![
            part("persons", count(self.persons.len()), some(self.persons_lost)),
            part("holdings", count(self.holdings.len()), self.holdings_lost.unwrap_or(Lost::Nothing)),
            part("periods", with(|h| !h.details.periods.is_empty()), of_holdings(self.periods_lost)),
            part(
                "identifiers",
                with(|h| !h.details.identifiers.is_empty()),
                of_holdings(self.identifiers_lost),
            ),
            part("answers", with(|h| !h.answers.is_empty()), of_holdings(self.answers_lost)),
            // A damaged number may never have been given.
            part("breaches", count(self.breaches.len()), some(self.breaches_lost)),
            part("names", count(self.names.len()), some(self.names_lost)),
            part("settings", count(self.settings.len()), some(self.settings_lost)),
            part("layers", count(self.layers.len()), self.layers_lost.unwrap_or(Lost::Nothing)),
        ]
    }

    /// Has copies from before now kept by the new vault, whatever it thins out later. What was seen of the catalogue is not
    /// saved, so it begins anew: otherwise every breach would be told as news.
    pub(super) fn begin_anew(&mut self, now: Timestamp) {
        self.settings.retain(|(key, _)| key != KEEP_BEFORE && key != CATALOGUE_SEEN);
        self.settings.push((KEEP_BEFORE.to_owned(), now.as_second().to_string()));
    }

    /// Writes everything into an empty vault.
    pub(super) fn store(&self, tx: &Connection) -> Result<()> {
        let doing = "storing what was saved";
        let mut persons = self.persons.clone();
        for holding in &self.holdings {
            let id = holding.details.person.0;
            persons.entry(id).or_insert_with(|| format!("Person {id}"));
        }
        if persons.is_empty() {
            persons.insert(1, DEFAULT_PERSON.to_owned());
        }
        tx.execute("DELETE FROM persons", []).doing(doing)?;
        for (id, name) in &persons {
            tx.execute("INSERT INTO persons (id, name) VALUES (?1, ?2)", (id, name)).doing(doing)?;
        }
        for row in &self.holdings {
            holdings::insert(tx, Some(row.id.0), &row.details, (row.created, row.updated))?;
            for (breach, answer) in &row.answers {
                answers::insert(tx, row.id.0, breach, answer)?;
            }
        }
        for row in &self.breaches {
            private_breaches::insert(tx, Some(row.id), &row.details, (row.created, row.updated))?;
        }
        self.names.iter().try_for_each(|name| confirmed_names::insert(tx, name))?;
        self.settings.iter().try_for_each(|(key, value)| settings::insert(tx, key, value))?;
        self.layers.iter().try_for_each(|layer| layers::store(tx, layer))?;
        for (signer, number) in &self.highest {
            let sql = "INSERT OR REPLACE INTO highest_releases (signer, number) VALUES (?1, ?2)";
            tx.execute(sql, (signer, number)).doing(doing)?;
        }
        Ok(())
    }
}

fn person(row: &rusqlite::Row<'_>) -> Result<(i64, String)> {
    let doing = "reading the persons";
    Ok((row.get(0).doing(doing)?, row.get(1).doing(doing)?))
}

fn setting(row: &rusqlite::Row<'_>) -> Result<(String, String)> {
    let doing = "reading the settings";
    Ok((row.get(0).doing(doing)?, row.get(1).doing(doing)?))
}

fn release(row: &rusqlite::Row<'_>) -> Result<(String, i64)> {
    let doing = "reading the releases";
    Ok((row.get(0).doing(doing)?, row.get(1).doing(doing)?))
}

fn answers_of(conn: &Connection, range: Range) -> Result<Vec<(i64, BTreeMap<BreachId, AnswerRow>)>> {
    answers::load(conn, range).map(|all| all.into_iter().collect())
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
