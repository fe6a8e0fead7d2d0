//! The three lists of data classes: exposed, possibly, ruled out. They are disjoint.

use super::fit::{Classes, classes};
use super::judge::Case;
use heldby_model::{ClassId, ClassSet, Fit, Origin, Verdict};

/// What is known of the data classes.
#[derive(Clone, Copy, Default)]
pub(super) struct Lists {
    /// Lost by every group that fits fully.
    pub exposed: ClassSet,
    /// Lost by others that fit or may fit.
    pub possibly: ClassSet,
    /// Said not to be lost.
    pub ruled_out: ClassSet,
}

/// The three lists of classes, from how the groups fit.
pub(super) fn lists(case: &Case, fits: &[Fit]) -> Lists {
    let breach = case.link.breach;
    let fitting: Vec<(Classes, Fit)> = breach
        .groups
        .iter()
        .zip(fits)
        .filter(|(_, fit)| **fit != Fit::No)
        .map(|(group, fit)| (classes(breach, group), *fit))
        .collect();
    let full = fitting.iter().filter(|(_, fit)| *fit == Fit::Full).map(|(c, _)| c.exposed);
    let exposed = full.reduce(ClassSet::intersection).unwrap_or_default();
    let lost = fitting.iter().fold(ClassSet::EMPTY, |all, (c, _)| all.union(c.exposed).union(c.possibly));
    let possibly = lost.minus(exposed);
    // Ruled out by every group that fits; if none does, that says nothing, and so excludes nothing that vaguer input
    // could bring back.
    let by_groups = match fitting.iter().map(|(c, _)| c.ruled_out).reduce(ClassSet::intersection) {
        Some(by_all) => by_all,
        None => breach.groups.iter().fold(ClassSet::EMPTY, |all, g| all.union(classes(breach, g).ruled_out)),
    };
    // What is implied by something lost is not shown as safe: a lost password hash concerns the password.
    let concerned = case.catalogue.vocabulary().with_implied(lost);
    let ruled_out = breach.ruled_out.union(by_groups).minus(concerned);
    if case.holding.gave_complete {
        Lists { exposed: held(case, exposed), possibly: held(case, possibly), ruled_out }
    } else {
        Lists { exposed, possibly, ruled_out }
    }
}

/// The lost classes that the company held when the person says "that is all I gave": those given, those that hold
/// something given (the hash of a password), and what the company itself makes.
pub(super) fn held(case: &Case, lost: ClassSet) -> ClassSet {
    let vocabulary = case.catalogue.vocabulary();
    let given = vocabulary.with_implied(case.holding.gave);
    let is_held = |class: &ClassId| {
        vocabulary.class(*class).origin == Origin::Assigned
            || !vocabulary.with_implied(ClassSet::from_iter([*class])).intersection(given).is_empty()
    };
    lost.iter().filter(is_held).collect()
}

/// Joins the classes of periods: what the deciding verdict exposes stays exposed, what lesser ones may have
/// exposed is possible, and only what all of them rule out is ruled out.
pub(super) fn join(best: Verdict, parts: impl Iterator<Item = (Verdict, Lists)>) -> Lists {
    let floor = best.min(Verdict::Possible);
    let mut joined: Option<Lists> = None;
    for (verdict, mut lists) in parts.filter(|(verdict, _)| *verdict >= floor) {
        if verdict < best {
            lists.possibly = lists.possibly.union(lists.exposed);
            lists.exposed = ClassSet::EMPTY;
        }
        joined = Some(match joined {
            None => lists,
            Some(before) => Lists {
                exposed: before.exposed.union(lists.exposed),
                possibly: before.possibly.union(lists.possibly),
                ruled_out: before.ruled_out.intersection(lists.ruled_out),
            },
        });
    }
    let mut lists = joined.unwrap_or_default();
    lists.possibly = lists.possibly.minus(lists.exposed);
    lists.ruled_out = lists.ruled_out.minus(lists.exposed).minus(lists.possibly);
    lists
}
