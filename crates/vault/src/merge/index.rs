//! The holdings of a vault as they would be after merging, found by what they are.

use crate::{HoldingRow, NewHolding, PersonId};
use heldby_model::{CompanyId, Country, name};
use std::collections::{BTreeSet, HashMap};

/// How many holdings are compared with one that is brought. No person has that many companies that could be the same; a
/// file that was made to keep the program busy has.
const MOST_ALIKE: usize = 256;

/// By what a holding can be found.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    /// The company that it is linked to, in one country, or in none that is known.
    Company(PersonId, CompanyId, Option<Country>),
    /// The company, wherever.
    CompanyAnywhere(PersonId, CompanyId),
    /// The spelling of one that is linked.
    Linked(PersonId, String, Option<Country>),
    /// The same, wherever.
    LinkedAnywhere(PersonId, String),
    /// The spelling of one that is not linked.
    Unlinked(PersonId, String, Option<Country>),
    /// All that can be known of one that is not linked.
    Alike(PersonId, String, Option<Country>, Option<String>),
}

/// Holdings with what finds them. A number is a place in the list, and stays.
#[derive(Default)]
pub(super) struct Index {
    rows: Vec<HoldingRow>,
    found: HashMap<Key, BTreeSet<usize>>,
}

impl Index {
    pub(super) fn of(rows: Vec<HoldingRow>) -> Self {
        let mut index = Self::default();
        rows.into_iter().for_each(|row| index.push(row));
        index
    }

    pub(super) fn rows(&self) -> &[HoldingRow] {
        &self.rows
    }

    pub(super) fn into_rows(self) -> Vec<HoldingRow> {
        self.rows
    }

    pub(super) fn push(&mut self, row: HoldingRow) {
        for key in keys(&row.details) {
            self.found.entry(key).or_default().insert(self.rows.len());
        }
        self.rows.push(row);
    }

    /// Puts a row in the place of one that knew less: it may be found by more then.
    pub(super) fn replace(&mut self, at: usize, row: HoldingRow) {
        for key in keys(&self.rows[at].details) {
            if let Some(places) = self.found.get_mut(&key) {
                places.remove(&at);
            }
        }
        for key in keys(&row.details) {
            self.found.entry(key).or_default().insert(at);
        }
        self.rows[at] = row;
    }

    /// The holdings here that are the same as one there, the most alike first: of the same company before one of the
    /// same spelling, of the same country before one that merely does not contradict it.
    pub(super) fn same(&self, there: &NewHolding) -> Vec<usize> {
        let (person, country) = (there.person, there.country);
        let name = || spelling(there);
        let wanted = match (&there.company, country) {
            (Some(company), Some(_)) => vec![
                Key::Company(person, company.clone(), country),
                Key::Company(person, company.clone(), None),
                Key::Unlinked(person, name(), country),
                Key::Unlinked(person, name(), None),
            ],
            (Some(company), None) => vec![
                Key::Company(person, company.clone(), None),
                Key::CompanyAnywhere(person, company.clone()),
                Key::Unlinked(person, name(), None),
            ],
            (None, Some(_)) => vec![
                Key::Alike(person, name(), country, there.domain.clone()),
                Key::Linked(person, name(), country),
                Key::Linked(person, name(), None),
            ],
            (None, None) => vec![
                Key::Alike(person, name(), None, there.domain.clone()),
                Key::Linked(person, name(), None),
                Key::LinkedAnywhere(person, name()),
            ],
        };
        let mut same = Vec::new();
        for at in wanted.iter().filter_map(|key| self.found.get(key)).flatten() {
            if same.len() == MOST_ALIKE {
                break;
            }
            // Those of no known country are among those of any.
            if !same.contains(at) {
                same.push(*at);
            }
        }
        same
    }
}

/// Everything that finds a holding.
fn keys(details: &NewHolding) -> Vec<Key> {
    let (person, name, country) = (details.person, spelling(details), details.country);
    match &details.company {
        Some(company) => vec![
            Key::Company(person, company.clone(), country),
            Key::CompanyAnywhere(person, company.clone()),
            Key::Linked(person, name.clone(), country),
            Key::LinkedAnywhere(person, name),
        ],
        None => vec![
            Key::Unlinked(person, name.clone(), country),
            Key::Alike(person, name, country, details.domain.clone()),
        ],
    }
}

fn spelling(details: &NewHolding) -> String {
    let key = name::key(&details.name);
    // A name without a letter is itself.
    if key.is_empty() { details.name.clone() } else { key }
}
