//! Which groups of a breach are about a person, and which data they lost.

use heldby_model::{
    Attribute, Breach, Catalogue, ClassSet, CompanyId, ConditionId, Dimension, Fit, Group, Period, State,
};
use std::collections::BTreeMap;

/// What decides whether a group fits, apart from time.
pub(super) struct Person<'a> {
    /// The period's relationship and attributes.
    pub period: &'a Period,
    /// The holding's company: the brand of a period that names none.
    pub company: &'a CompanyId,
    /// The person's answers to conditions of this breach.
    pub conditions: &'a BTreeMap<ConditionId, bool>,
    /// For the country of a company that is in one country only.
    pub catalogue: &'a Catalogue,
}

/// Why a group fits only if something more is true.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// The period is silent on a dimension.
    Attribute(Dimension),
    /// A condition is not answered.
    Condition(ConditionId),
    /// The group lists the relationship, but not those who had ended it.
    FormerNotListed,
}

/// One group against one period in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fitting {
    /// How it fits.
    pub fit: Fit,
    /// What keeps an open fit open.
    pub gaps: Vec<Gap>,
    /// Whether the group itself lists those who had left (only for [`State::Former`]).
    pub names_former: bool,
}

const NO: Fitting = Fitting { fit: Fit::No, gaps: Vec::new(), names_former: false };

/// How every group of the breach fits, in the order of the breach.
pub(super) fn fit_groups(person: &Person, breach: &Breach, state: State) -> Vec<Fitting> {
    let mut fittings: Vec<Fitting> = breach.groups.iter().map(|g| fit_alone(person, g, state)).collect();
    close_covered_dimensions(breach, &mut fittings);
    if breach.groups.iter().all(|group| group.within.is_none()) {
        return fittings;
    }
    let alone = fittings.clone();
    for (i, group) in breach.groups.iter().enumerate() {
        for outer in outer_groups(breach, group) {
            let outer = &alone[outer];
            if outer.fit < fittings[i].fit {
                fittings[i].fit = outer.fit;
            }
            for gap in &outer.gaps {
                if !fittings[i].gaps.contains(gap) {
                    fittings[i].gaps.push(gap.clone());
                }
            }
        }
    }
    fittings
}

/// The values of a period in one dimension. A period that names no brand means the company itself, and one that
/// names no country means the country of a company that is in just one.
pub(super) fn values(person: &Person, dimension: Dimension) -> Vec<Attribute> {
    let noted: Vec<_> =
        person.period.attributes.iter().filter(|a| a.dimension() == dimension).cloned().collect();
    if !noted.is_empty() {
        return noted;
    }
    match dimension {
        Dimension::Brand => vec![Attribute::Brand(person.company.clone())],
        Dimension::Country => {
            match person.catalogue.company(person.company).map(|c| c.countries.as_slice()) {
                Some([only]) => vec![Attribute::Country(*only)],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn fit_alone(person: &Person, group: &Group, state: State) -> Fitting {
    let listed = |former: bool| {
        group.audiences.iter().any(|a| a.relationship == person.period.relationship && a.former == former)
    };
    let mut gaps = Vec::new();
    let mut names_former = false;
    match state {
        State::NotYet => return NO,
        State::Current if !listed(false) => return NO,
        State::Current => {}
        State::Former if listed(true) => names_former = true,
        State::Former if listed(false) && !group.current_only => gaps.push(Gap::FormerNotListed),
        State::Former => return NO,
    }
    for dimension in Dimension::ALL {
        let wanted: Vec<_> = group.attributes.iter().filter(|a| a.dimension() == dimension).collect();
        if wanted.is_empty() {
            continue;
        }
        let has = values(person, dimension);
        if has.is_empty() {
            gaps.push(Gap::Attribute(dimension));
        } else if !has.iter().any(|v| wanted.contains(&v)) {
            return NO;
        }
    }
    if let Some(condition) = &group.condition {
        match person.conditions.get(&condition.id) {
            Some(true) => {}
            Some(false) => return NO,
            None => gaps.push(Gap::Condition(condition.id.clone())),
        }
    }
    let fit = if gaps.is_empty() { Fit::Full } else { Fit::Open };
    Fitting { fit, gaps, names_former }
}

/// A person who is silent on a dimension is still in *some* group if the groups that fit otherwise list every
/// value of it: then silence leaves nothing open.
fn close_covered_dimensions(breach: &Breach, fittings: &mut [Fitting]) {
    for dimension in Dimension::ALL {
        let Some(all) = dimension.values() else { continue };
        let gap = Gap::Attribute(dimension);
        let only_this: Vec<usize> = (0..fittings.len())
            .filter(|&i| fittings[i].gaps.as_slice() == std::slice::from_ref(&gap))
            .collect();
        let covered = all.iter().all(|value| {
            only_this
                .iter()
                .any(|&i| breach.groups[i].attributes.contains(&Attribute::Word(dimension, value)))
        });
        if covered {
            for i in only_this {
                fittings[i] =
                    Fitting { fit: Fit::Full, gaps: Vec::new(), names_former: fittings[i].names_former };
            }
        }
    }
}

/// Indexes of the groups in which a group lies, from the inside out. The validator excludes circles; the bound
/// keeps a private record that was entered by hand from looping.
fn outer_groups(breach: &Breach, group: &Group) -> Vec<usize> {
    let mut outer = Vec::new();
    let mut next = group.within.as_ref();
    while let Some(i) = next.and_then(|id| breach.groups.iter().position(|g| &g.id == id)) {
        if outer.contains(&i) {
            break;
        }
        outer.push(i);
        next = breach.groups[i].within.as_ref();
    }
    outer
}

/// What the members of a group lost, the groups in which it lies included.
#[derive(Clone, Copy)]
pub(super) struct Classes {
    /// Lost by every member.
    pub exposed: ClassSet,
    /// Lost by some members.
    pub possibly: ClassSet,
    /// Said not to be lost by the members.
    pub ruled_out: ClassSet,
}

/// What the members of a group lost.
pub(super) fn classes(breach: &Breach, group: &Group) -> Classes {
    let outer = outer_groups(breach, group).into_iter().map(|i| &breach.groups[i]);
    let mut all = Classes { exposed: group.exposed, possibly: group.possibly, ruled_out: group.ruled_out };
    for g in outer {
        all.exposed = all.exposed.union(g.exposed);
        all.possibly = all.possibly.union(g.possibly);
        all.ruled_out = all.ruled_out.union(g.ruled_out);
    }
    all.possibly = all.possibly.minus(all.exposed);
    all.ruled_out = all.ruled_out.minus(all.exposed).minus(all.possibly);
    all
}
