//! Joining two records of the same thing. Each function adds to `own` what only `other` says, and reports whether that
//! changed anything; doing it again never does.

use crate::{AnswerRow, MAX_ENTRIES, MAX_NOTE, NewHolding, PeriodRow};
use heldby_model::{Basis, Until};

/// Joins what was entered about a holding; the person is not compared. Returns what did not fit.
pub(super) fn details(own: &mut NewHolding, other: &NewHolding) -> Vec<&'static str> {
    let mut left_out = Vec::new();
    fill(&mut own.domain, other.domain.as_ref());
    fill(&mut own.country, other.country.as_ref());
    if own.company.is_none() && other.company.is_some() {
        own.company.clone_from(&other.company);
        own.resolution.clone_from(&other.resolution);
    }
    // What was given is complete only if the other side knows nothing beyond it.
    let within = |a: &NewHolding, b: &NewHolding| a.gave.iter().all(|class| b.gave.contains(class));
    let complete = (own.gave_complete && within(other, own)) || (other.gave_complete && within(own, other));
    if !add_all(&mut own.gave, &other.gave) {
        left_out.push("data given");
    }
    own.gave_complete = complete;
    if !add_all(&mut own.identifiers, &other.identifiers) {
        left_out.push("identifiers");
    }
    if !other.periods.iter().all(|p| period(&mut own.periods, p)) {
        left_out.push("periods");
    }
    if !note(&mut own.note, &other.note) {
        left_out.push("note");
    }
    left_out
}

/// Joins answers about one breach: what was answered here stays.
pub(super) fn answers(own: &mut AnswerRow, other: &AnswerRow) {
    fill(&mut own.answers.notice, other.answers.notice.as_ref());
    for (condition, holds) in &other.answers.conditions {
        if !own.answers.conditions.contains_key(condition) && own.answers.conditions.len() < MAX_ENTRIES {
            own.answers.conditions.insert(condition.clone(), *holds);
        }
    }
}

fn fill<T: Clone>(own: &mut Option<T>, other: Option<&T>) {
    if own.is_none() {
        *own = other.cloned();
    }
}

/// Adds what is missing, in order. False if it did not all fit.
fn add_all<T: Clone + PartialEq>(own: &mut Vec<T>, other: &[T]) -> bool {
    for item in other {
        if !own.contains(item) {
            if own.len() >= MAX_ENTRIES {
                return false;
            }
            own.push(item.clone());
        }
    }
    true
}

fn note(own: &mut String, other: &str) -> bool {
    let other = other.trim();
    if own.contains(other) {
        return true;
    }
    if own.trim().is_empty() {
        *own = other.to_owned();
        return true;
    }
    if own.chars().count() + 2 + other.chars().count() > MAX_NOTE {
        return false;
    }
    own.push_str("\n\n");
    own.push_str(other);
    true
}

/// Adds a period unless one says as much already; one that says less is made precise.
fn period(own: &mut Vec<PeriodRow>, other: &PeriodRow) -> bool {
    if own.iter().any(|p| says_as_much(p, other)) {
        return true;
    }
    if let Some(vaguer) = own.iter_mut().find(|p| says_as_much(other, p)) {
        vaguer.clone_from(other);
        return true;
    }
    if own.len() >= MAX_ENTRIES {
        return false;
    }
    own.push(other.clone());
    true
}

/// Whether everything that `less` says is said by `more` too.
fn says_as_much(more: &PeriodRow, less: &PeriodRow) -> bool {
    let from = match less.from {
        None => true,
        some => more.from == some && (more.basis == Basis::Stated || less.basis == Basis::Inferred),
    };
    from && more.relationship == less.relationship
        && (less.until == Until::Unknown || more.until == less.until)
        && less.attributes.iter().all(|a| more.attributes.contains(a))
}
