//! The groups of one breach.

use super::Check;
use super::breach::exceeds;
use crate::field::Field;
use heldby_model::{Attribute, Breach, ClassSet, Group, Status, Vocabulary};
use std::collections::BTreeMap;

/// Checks one group, without regard to what it lies in.
pub(super) fn group(
    check: &Check<'_>,
    breach: &Breach,
    group: &Group,
    field: &Field,
    vocabulary: &Vocabulary,
) {
    if group.audiences.is_empty() {
        check.wrong(
            field.key("relationships"),
            "is empty: say what these people were to the company",
        );
    }
    if breach
        .groups
        .iter()
        .take_while(|other| !std::ptr::eq(*other, group))
        .any(|other| other.id == group.id)
    {
        check.wrong(
            field.key("id"),
            format!(
                "{:?} is the id of an earlier group of this breach: rename one",
                group.id
            ),
        );
    }
    let says =
        !group.exposed.union(group.possibly).is_empty() || group.people.is_some() || group.within.is_some();
    if breach.status == Status::Confirmed && !says {
        let message = "says neither how many people nor which data, although the breach is confirmed: give people, exposed or possibly";
        check.wrong(field.key("exposed"), message);
    }
    let twice = |key, set: ClassSet, why: &str| {
        for class in vocabulary.ids(set) {
            check.wrong(field.key(key).item(&class), format!("{class:?} {why}"));
        }
    };
    let lost = group.exposed.union(group.possibly);
    twice(
        "possibly",
        group.exposed.intersection(group.possibly),
        "is exposed for the whole group: leave it out here",
    );
    twice(
        "ruled_out",
        lost.intersection(group.ruled_out),
        "is exposed or possibly exposed in this group, so it cannot be ruled out",
    );
    let key = |class: ClassSet| {
        if group.exposed.intersection(class).is_empty() {
            "possibly"
        } else {
            "exposed"
        }
    };
    for class in lost.intersection(breach.ruled_out).iter() {
        let set = ClassSet::from_iter([class]);
        twice(
            key(set),
            set,
            "is ruled out for the whole breach: move it from there to the groups that did not lose it",
        );
    }
    if group.current_only && group.audiences.iter().any(|a| a.former) {
        check.wrong(
            field.key("current_only"),
            "excludes those who had left, but relationships names a former- one",
        );
    }
    if let (Some(part), Some(whole)) = (group.people, breach.people)
        && exceeds(part, whole)
    {
        let message = format!(
            "{} people are more than the {} of the whole breach",
            part.count, whole.count
        );
        check.wrong(field.key("people"), message);
    }
    for attribute in &group.attributes {
        if let Attribute::Brand(brand) = attribute
            && breach
                .not_affected
                .iter()
                .any(|n| n.company.as_ref() == Some(brand) && n.country.is_none() && n.relationship.is_none())
        {
            check.wrong(
                field.key("tags").item(&attribute.to_string()),
                format!("names {brand:?}, which not_affected clears"),
            );
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
            let known: Vec<_> = breach
                .groups
                .iter()
                .filter(|g| g.id != inner.id)
                .map(|g| g.id.as_str())
                .collect();
            check.wrong(
                at.key("within"),
                format!(
                    "{name:?} is the id of no other group of this breach: {}",
                    known.join(", ")
                ),
            );
            continue;
        };
        let around = outer_groups(breach, inner);
        if around.iter().any(|g| g.id == inner.id) {
            check.wrong(
                at.key("within"),
                "comes back to this group itself: a group lies within a larger one",
            );
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
            for class in vocabulary.ids(outer.exposed.intersection(inner.ruled_out)) {
                let message = format!(
                    "{class:?} is exposed for everybody in {:?}, in which this group lies",
                    outer.id
                );
                check.wrong(at.key("ruled_out").item(&class), message);
            }
            for class in vocabulary.ids(inner.exposed.union(inner.possibly).intersection(outer.ruled_out)) {
                let key = if inner.exposed.iter().any(|c| vocabulary.class(c).id == class) {
                    "exposed"
                } else {
                    "possibly"
                };
                let message = format!(
                    "{class:?} is ruled out for everybody in {:?}, in which this group lies",
                    outer.id
                );
                check.wrong(at.key(key).item(&class), message);
            }
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
