//! The groups of one breach.

use super::Check;
use super::breach::exceeds;
use crate::field::Field;
use heldby_model::{Attribute, Breach, ClassSet, Group, Status, Vocabulary};
use std::collections::BTreeMap;

/// Checks the group at this place of a breach, without regard to what it lies in.
pub(super) fn group(
    check: &Check<'_>,
    breach: &Breach,
    index: usize,
    field: &Field,
    vocabulary: &Vocabulary,
) {
    let group = &breach.groups[index];
    if group.audiences.is_empty() {
        check.wrong(field.key("relationships"), "is empty: say what these people were to the company");
    }
    if breach.groups[..index].iter().any(|earlier| earlier.id == group.id) {
        let message = format!("{:?} is the id of an earlier group of this breach: rename one", group.id);
        check.wrong(field.key("id"), message);
    }
    if group.current_only && group.audiences.iter().any(|a| a.former) {
        let message = "excludes those who had left, but relationships names a former- one";
        check.wrong(field.key("current_only"), message);
    }
    if let (Some(part), Some(whole)) = (group.people, breach.people)
        && exceeds(part, whole)
    {
        let message = format!("{} people are more than the {} of the whole breach", part.count, whole.count);
        check.wrong(field.key("people"), message);
    }
    classes(check, breach, group, field, vocabulary);
    brands(check, breach, group, field);
}

/// A class is exposed, possibly exposed or ruled out, never two of these; a confirmed loss says something.
fn classes(check: &Check<'_>, breach: &Breach, group: &Group, field: &Field, vocabulary: &Vocabulary) {
    let lost = group.exposed.union(group.possibly);
    // What lies within another group inherits its classes.
    let says = !lost.is_empty() || group.people.is_some() || group.within.is_some();
    if breach.status == Status::Confirmed && !says {
        let message = "says neither how many people nor which data, although the breach is confirmed: \
                       give people, exposed or possibly";
        check.wrong(field.key("exposed"), message);
    }
    let twice = |key, set: ClassSet, why: &str| {
        for class in vocabulary.ids(set) {
            check.wrong(field.key(key).item(&class), format!("{class:?} {why}"));
        }
    };
    let both = group.exposed.intersection(group.possibly);
    twice("possibly", both, "is exposed for the whole group: leave it out here");
    let denied = lost.intersection(group.ruled_out);
    twice("ruled_out", denied, "is exposed or possibly exposed in this group, so it cannot be ruled out");
    let cleared = "is ruled out for the whole breach: move it from there to the groups that did not lose it";
    twice("exposed", group.exposed.intersection(breach.ruled_out), cleared);
    twice("possibly", group.possibly.intersection(breach.ruled_out), cleared);
}

/// A group is not narrowed to a brand that a source clears as a whole.
fn brands(check: &Check<'_>, breach: &Breach, group: &Group, field: &Field) {
    let whole = breach.not_affected.iter().filter(|n| n.country.is_none() && n.relationship.is_none());
    let cleared: Vec<_> = whole.filter_map(|n| n.company.as_ref()).collect();
    for attribute in &group.attributes {
        if let Attribute::Brand(brand) = attribute
            && cleared.contains(&brand)
        {
            let message = format!("names {brand:?}, which not_affected clears: one of the two is wrong");
            check.wrong(field.key("tags").item(&attribute.to_string()), message);
        }
    }
}

/// Checks what lies within what: the outer group has to exist, to be no smaller, and to say nothing that
/// the inner one denies.
pub(super) fn nesting(check: &Check<'_>, breach: &Breach, field: &Field, vocabulary: &Vocabulary) {
    for (i, inner) in breach.groups.iter().enumerate() {
        let at = field.index(i);
        let Some(name) = &inner.within else { continue };
        let Some(outer) = breach.group(name) else {
            let others = breach.groups.iter().filter(|g| g.id != inner.id).map(|g| g.id.as_str());
            let others = others.collect::<Vec<_>>().join(", ");
            let hint = if others.is_empty() { "there is none".to_owned() } else { format!("use {others}") };
            let message = format!("{name:?} is the id of no other group of this breach: {hint}");
            check.wrong(at.key("within"), message);
            continue;
        };
        let around = outer_groups(breach, inner);
        if around.iter().any(|g| g.id == inner.id) {
            check
                .wrong(at.key("within"), "comes back to this group itself: a group lies within a larger one");
            continue;
        }
        if let (Some(part), Some(whole)) = (inner.people, outer.people)
            && exceeds(part, whole)
        {
            let message = format!(
                "{} people are more than the {} of {name:?}, in which they lie",
                part.count, whole.count
            );
            check.wrong(at.key("people"), message);
        }
        for outer in around {
            let name = &outer.id;
            let report = |key, set, what| {
                for class in vocabulary.ids(set) {
                    let message =
                        format!("{class:?} is {what} for everybody in {name:?}, in which this group lies");
                    check.wrong(at.key(key).item(&class), message);
                }
            };
            report("ruled_out", inner.ruled_out.intersection(outer.exposed), "exposed");
            report("exposed", inner.exposed.intersection(outer.ruled_out), "ruled out");
            report("possibly", inner.possibly.intersection(outer.ruled_out), "ruled out");
        }
    }
}

/// The groups around a group, from the inside; ends where it would go in a circle.
fn outer_groups<'a>(breach: &'a Breach, inner: &Group) -> Vec<&'a Group> {
    let mut around: Vec<&Group> = Vec::new();
    let mut next = inner.within.as_ref();
    while let Some(outer) = next.and_then(|id| breach.group(id)) {
        if around.iter().any(|g| g.id == outer.id) {
            break;
        }
        around.push(outer);
        next = outer.within.as_ref();
    }
    around
}

/// Checks that groups which share a condition ask the same question, for they share the answer.
pub(super) fn conditions(check: &Check<'_>, breach: &Breach, field: &Field) {
    let mut questions = BTreeMap::new();
    for (i, group) in breach.groups.iter().enumerate() {
        let Some(condition) = &group.condition else {
            continue;
        };
        let first = questions.entry(&condition.id).or_insert(&condition.question);
        if *first != &condition.question {
            let message = format!(
                "the condition {:?} asks {first:?} in an earlier group: ask the same, or use another id",
                condition.id
            );
            check.wrong(field.index(i).key("condition"), message);
        }
    }
}
