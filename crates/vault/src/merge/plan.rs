//! What merging would do, worked out without changing anything.

use super::index::Index;
use super::{Contents, join};
use crate::table::private_breaches as own;
use crate::{
    AnswerRow, ConfirmedName, DEFAULT_PERSON, HoldingId, HoldingRow, NewHolding, Person, PersonId,
    PrivateBreach, PrivateBreachRow, limits,
};
use heldby_model::{BreachId, Country, name};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The settings that are taken over where they are not set: what a person says about themselves and how the window
/// looks. No other, whatever a file holds: one decides when the vault locks, others belong to one file only.
const TRAVELLING: [&str; 3] = ["country", "lived", "theme"];

/// Everything that merging would change. Numbers at or above [`Plan::FIRST_NEW`] stand for rows that are not there yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Persons to add.
    pub persons: Vec<Person>,
    /// Holdings to add.
    pub added: Vec<HoldingRow>,
    /// Holdings that would know more than now.
    pub joined: Vec<Joined>,
    /// Holdings that are here already with everything that is known of them there.
    pub unchanged: usize,
    /// Breaches to note.
    pub private_breaches: Vec<PrivateBreachRow>,
    /// Names to remember.
    pub names: Vec<ConfirmedName>,
    /// Settings to set.
    pub settings: Vec<(String, String)>,
    /// What would not be taken over, because there is no room for it.
    pub left_out: Vec<LeftOut>,
}

/// A holding before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// As it is.
    pub before: HoldingRow,
    /// As it would be.
    pub after: HoldingRow,
}

/// Something that has no room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The name of the holding.
    pub holding: String,
    /// Which part of it.
    pub what: &'static str,
}

impl Plan {
    /// Where the numbers begin that stand for new rows.
    pub const FIRST_NEW: i64 = 1 << 62;

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
            && self.added.is_empty()
            && self.joined.is_empty()
            && self.private_breaches.is_empty()
            && self.names.is_empty()
            && self.settings.is_empty()
    }
}

/// Works out what merging `other` into `own` would do.
///
/// Two holdings are the same if they belong to a person of the same name and name the same company: linked to it in the
/// same country, or not linked and of the same spelling. One that is not linked is the same as a linked one of its
/// spelling. Names are compared as matching does.
pub fn plan(own: &Contents, other: &Contents) -> Plan {
    let mut plan = Plan::default();
    let persons = persons(own, other, &mut plan);
    let breaches = private_breaches(own, other, &mut plan);
    holdings(own, other, &persons, &breaches, &mut plan);
    names(own, other, &mut plan);
    let known = |key: &str| own.settings.iter().any(|(k, _)| k == key);
    let travels = |key: &str| TRAVELLING.contains(&key);
    plan.settings = other.settings.iter().filter(|(key, _)| travels(key) && !known(key)).cloned().collect();
    plan
}

/// Who in this vault is who in the other one.
fn persons(own: &Contents, other: &Contents, plan: &mut Plan) -> HashMap<PersonId, PersonId> {
    let mut by_name: HashMap<String, PersonId> = HashMap::new();
    for person in &own.persons {
        by_name.entry(spoken(&person.name)).or_insert(person.id);
    }
    let with_holdings: HashSet<PersonId> = other.holdings.iter().map(|h| h.details.person).collect();
    let mut map = HashMap::new();
    for person in &other.persons {
        // Every new vault has a first person of this name, which says nothing while they have no holdings.
        if person.name == DEFAULT_PERSON && !with_holdings.contains(&person.id) {
            continue;
        }
        let id = *by_name.entry(spoken(&person.name)).or_insert_with(|| {
            let id = PersonId(Plan::FIRST_NEW + index(plan.persons.len()));
            plan.persons.push(Person { id, name: person.name.clone() });
            id
        });
        map.insert(person.id, id);
    }
    map
}

/// A name as one says it: the case does not matter.
fn spoken(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Adds the breaches that are not noted here and says which number each has or will have.
fn private_breaches(own: &Contents, other: &Contents, plan: &mut Plan) -> HashMap<i64, i64> {
    let key = |b: &PrivateBreach| {
        (name::key(&b.company_name), spoken(&b.title), b.occurred_from.map(|date| date.to_string()))
    };
    let mut known = HashMap::new();
    for row in &own.private_breaches {
        known.entry(key(&row.details)).or_insert(row.id);
    }
    let mut map = HashMap::new();
    for row in &other.private_breaches {
        let id = *known.entry(key(&row.details)).or_insert_with(|| {
            let id = Plan::FIRST_NEW + index(plan.private_breaches.len());
            plan.private_breaches.push(PrivateBreachRow { id, ..row.clone() });
            id
        });
        map.insert(row.id, id);
    }
    map
}

fn names(own: &Contents, other: &Contents, plan: &mut Plan) {
    let mut known: HashSet<(&str, Option<Country>)> =
        own.names.iter().map(|n| (n.key.as_str(), n.country)).collect();
    for said in &other.names {
        if known.insert((said.key.as_str(), said.country)) {
            plan.names.push(said.clone());
        }
    }
}

fn holdings(
    own: &Contents,
    other: &Contents,
    persons: &HashMap<PersonId, PersonId>,
    breaches: &HashMap<i64, i64>,
    plan: &mut Plan,
) {
    let here = own.holdings.len();
    let mut index = Index::of(own.holdings.clone());
    for row in &other.holdings {
        let Some(person) = persons.get(&row.details.person).copied() else { continue };
        let there = translated(row, person, breaches);
        let mut joined: Vec<(usize, HoldingRow, Vec<&'static str>)> = index
            .same(&there.details)
            .into_iter()
            .map(|at| {
                let (row, left_out) = join(&index.rows()[at], &there);
                (at, row, left_out)
            })
            .collect();
        // Where one of them says it all already, nothing has to change: without this, merging twice could differ.
        let says_it_all = joined.iter().position(|(at, row, _)| index.rows()[*at] == *row);
        match (says_it_all, joined.is_empty()) {
            (Some(found), _) => {
                plan.unchanged += 1;
                leave_out(plan, &joined[found].1, &joined[found].2);
            }
            (None, false) => {
                let (at, row, left_out) = joined.swap_remove(0);
                leave_out(plan, &row, &left_out);
                index.replace(at, row);
            }
            (None, true) => {
                let id = HoldingId(Plan::FIRST_NEW + self::index(index.rows().len() - here));
                index.push(HoldingRow { id, ..there });
            }
        }
    }
    let mut rows = index.into_rows();
    plan.added = rows.split_off(here);
    let pairs = own.holdings.iter().zip(rows).filter(|(before, after)| *before != after);
    plan.joined = pairs.map(|(before, after)| Joined { before: before.clone(), after }).collect();
}

/// One holding with what another record of it says. Its name, number and times stay.
fn join(here: &HoldingRow, there: &HoldingRow) -> (HoldingRow, Vec<&'static str>) {
    let mut joined = here.clone();
    let left_out = join::details(&mut joined.details, &there.details);
    for (breach, answer) in &there.answers {
        match joined.answers.get_mut(breach) {
            Some(known) => join::answers(known, answer),
            None => {
                joined.answers.insert(breach.clone(), answer.clone());
            }
        }
    }
    (joined, left_out)
}

fn leave_out(plan: &mut Plan, row: &HoldingRow, what: &[&'static str]) {
    let holding = &row.details.name;
    plan.left_out.extend(what.iter().map(|what| LeftOut { holding: holding.clone(), what }));
}

/// A holding with the numbers that persons and breaches have here. Answers about a breach that is not noted there say
/// nothing, and stay there.
fn translated(row: &HoldingRow, person: PersonId, breaches: &HashMap<i64, i64>) -> HoldingRow {
    let mut answers: BTreeMap<BreachId, AnswerRow> = BTreeMap::new();
    for (breach, answer) in &row.answers {
        let here = match own::number(breach) {
            None => Some(breach.clone()),
            // One that was noted there and removed since: its number may stand for another breach here.
            Some(number) => breaches.get(&number).map(|here| own::id(*here)),
        };
        let Some(here) = here else { continue };
        // Two breaches there can be one here.
        match answers.get_mut(&here) {
            Some(known) => join::answers(known, answer),
            None => drop(answers.insert(here, answer.clone())),
        }
    }
    HoldingRow {
        id: row.id,
        details: NewHolding { person, ..row.details.clone() },
        answers,
        created: row.created,
        updated: row.updated,
    }
}

fn index(n: usize) -> i64 {
    i64::try_from(n).expect("there are fewer rows than that")
}

/// Refuses contents that no vault would hold, before anything is written.
///
/// # Errors
/// The first limit that is broken.
pub(super) fn check(plan: &Plan) -> crate::Result<()> {
    use crate::table::{holdings, private_breaches};
    for person in &plan.persons {
        limits::filled_line("name", &person.name, crate::MAX_NAME)?;
    }
    let rows = plan.added.iter().chain(plan.joined.iter().map(|j| &j.after));
    for row in rows {
        holdings::check(&row.details)?;
        for answer in row.answers.values() {
            limits::entries("answers", answer.answers.conditions.len())?;
        }
    }
    plan.private_breaches.iter().try_for_each(|b| private_breaches::check(&b.details))?;
    plan.names.iter().try_for_each(crate::table::confirmed_names::check)?;
    plan.settings.iter().try_for_each(|(key, value)| crate::table::settings::check(key, Some(value)))
}
