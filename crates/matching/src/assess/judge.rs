//! One holding against one breach: the decision table, the caps and the classes of matching.
//!
//! The table is applied to each period in each state that its dates leave open; `docs/decisions` records where
//! it was read in one of several ways.

use super::fit::{Classes, Fitting, Gap, Person, classes, fit_groups, values};
use super::link::Link;
use super::time::{Timing, timing};
use heldby_model::{
    Answer, Answers, Attribute, Breach, Catalogue, ClassId, ClassSet, Company, Dimension, Evidence, Fit, Group,
    Holding, LinkKind, Origin, Period, Reach, Relationship, State, Status, Verdict,
};
use jiff::civil::Date;
use std::cmp::Reverse;

/// Everything that a judgement needs and that stays the same over its trials.
pub(super) struct Case<'a> {
    /// Public facts.
    pub catalogue: &'a Catalogue,
    /// The breach and the tie over which it is reached.
    pub link: &'a Link<'a>,
    /// The private record, without its periods.
    pub holding: &'a Holding,
    /// What the person answered about this breach.
    pub answers: &'a Answers,
    /// For periods that go on.
    pub today: Date,
}

/// The outcome for one breach.
pub(super) struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// How each group fits, in the order of the breach.
    pub fits: Vec<Fit>,
    /// Lost by every group that fits fully.
    pub exposed: ClassSet,
    /// Lost by others that fit or may fit.
    pub possibly: ClassSet,
    /// Said not to be lost.
    pub ruled_out: ClassSet,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// Index of the period that decided.
    pub period: usize,
    /// What keeps the fit of the deciding period open.
    pub gaps: Vec<Gap>,
}

/// One period's part in the outcome.
struct Part {
    verdict: Verdict,
    fits: Vec<Fit>,
    lists: Lists,
    evidence: Vec<Evidence>,
    gaps: Vec<Gap>,
}

#[derive(Clone, Copy)]
struct Lists {
    exposed: ClassSet,
    possibly: ClassSet,
    ruled_out: ClassSet,
}

/// Judges the periods; `None` if the tie between the companies reaches none of them.
pub(super) fn judge(case: &Case, periods: &[Period]) -> Option<Judged> {
    let parts: Vec<(usize, Part)> = periods
        .iter()
        .enumerate()
        .filter_map(|(i, p)| judge_period(case, i, p).map(|part| (i, part)))
        .collect();
    let order = |(i, part): &&(usize, Part)| {
        let p = &periods[*i];
        (part.verdict, Reverse((p.relationship, p.from, p.until, p.attributes.clone())))
    };
    let (period, best) = parts.iter().max_by_key(order)?;
    let lists = join_lists(best.verdict, parts.iter().map(|(_, part)| part));
    let fits = (0..case.link.breach.groups.len())
        .map(|g| parts.iter().map(|(_, part)| part.fits[g]).max().unwrap_or(Fit::No))
        .collect();
    Some(Judged {
        verdict: best.verdict,
        fits,
        exposed: lists.exposed,
        possibly: lists.possibly,
        ruled_out: lists.ruled_out,
        evidence: best.evidence.clone(),
        period: *period,
        gaps: best.gaps.clone(),
    })
}

/// Joins the classes of periods: what the deciding verdict exposes stays exposed, what lesser ones may have
/// exposed is possible, and only what all of them rule out is ruled out.
fn join_lists<'a>(best: Verdict, parts: impl Iterator<Item = &'a Part>) -> Lists {
    let floor = best.min(Verdict::Possible);
    let mut joined: Option<Lists> = None;
    for part in parts.filter(|p| p.verdict >= floor) {
        let mut lists = part.lists;
        if part.verdict < best {
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
    let mut lists = joined.unwrap_or(Lists {
        exposed: ClassSet::EMPTY,
        possibly: ClassSet::EMPTY,
        ruled_out: ClassSet::EMPTY,
    });
    lists.possibly = lists.possibly.minus(lists.exposed);
    lists.ruled_out = lists.ruled_out.minus(lists.exposed).minus(lists.possibly);
    lists
}

fn judge_period(case: &Case, index: usize, period: &Period) -> Option<Part> {
    let breach = case.link.breach;
    let conditions = &case.answers.conditions;
    let person = Person { period, company: &case.holding.company, conditions, catalogue: case.catalogue };
    let times = timing(period, breach, case.today);
    let mut evidence = vec![match &case.link.tie {
        None => Evidence::SameCompany,
        Some(tie) => Evidence::Related(tie.clone()),
    }];

    if let Some(cleared) = clearing(case, &person) {
        evidence.push(cleared);
        let lists = lists(case, &breach.groups.iter().map(|_| Fit::No).collect::<Vec<_>>());
        let fits = vec![Fit::No; breach.groups.len()];
        let verdict = answered(case, Verdict::NotAffected, &mut evidence);
        return Some(Part { verdict, fits, lists, evidence, gaps: Vec::new() });
    }
    let cap = tie_cap(case, &person, &times)?;

    evidence.push(Evidence::Timing {
        period: index,
        relationship: period.relationship,
        states: times.states.clone(),
        start_unknown: times.start_unknown,
        records_window: times.records_window,
    });
    if times.began_before_records && times.states.contains(&State::Current) {
        evidence.push(Evidence::BeganBeforeRecords);
    }

    let mut fits = vec![Fit::No; breach.groups.len()];
    let mut gaps = Vec::new();
    let mut verdicts = Vec::with_capacity(times.states.len());
    for &state in &times.states {
        let fittings = fit_groups(&person, breach, state);
        let judged = judge_state(breach, &times, state, &fittings);
        if judged.fits_count {
            for (fit, fitting) in fits.iter_mut().zip(&fittings) {
                *fit = (*fit).max(fitting.fit);
            }
        }
        if judged.verdict < Verdict::Likely {
            gaps.extend(judged.gaps);
            evidence.extend(judged.few);
        }
        verdicts.push(judged.verdict);
    }
    if case.answers.notice == Some(Answer::Told) && fits.iter().all(|f| *f == Fit::No) {
        // Whoever got a notice is in some group, even if nothing that was noted says which.
        fits.fill(Fit::Open);
    }
    gaps.sort();
    gaps.dedup();
    evidence.extend(state_evidence(&times, &fits, &gaps));
    let mut verdict = agree(&verdicts);
    let lists = lists(case, &fits);
    verdict = capped(case, period, cap, verdict, &fits, &mut evidence);
    verdict = answered(case, verdict, &mut evidence);
    Some(Part { verdict, fits, lists, evidence, gaps })
}

/// If all states agree, that is the verdict; else one possible or likely state makes it possible.
fn agree(verdicts: &[Verdict]) -> Verdict {
    match verdicts {
        [first, rest @ ..] if rest.iter().all(|v| v == first) => *first,
        _ if verdicts.iter().any(|v| *v >= Verdict::Possible) => Verdict::Possible,
        _ => Verdict::Unlikely,
    }
}

struct StateJudged {
    verdict: Verdict,
    /// Whether the groups that fit say something about the classes (they do not if the verdict rests on age).
    fits_count: bool,
    gaps: Vec<Gap>,
    few: Option<Evidence>,
}

/// Rows 2 to 6 of the decision table, with the caps that belong to single groups.
fn judge_state(breach: &Breach, times: &Timing, state: State, fittings: &[Fitting]) -> StateJudged {
    let none = |verdict| StateJudged { verdict, fits_count: false, gaps: Vec::new(), few: None };
    if state == State::NotYet {
        return none(if times.start_inferred { Verdict::Unlikely } else { Verdict::NotAffected });
    }
    let mut best: Option<(Verdict, usize)> = None;
    let mut few = None;
    for (i, (group, fitting)) in breach.groups.iter().zip(fittings).enumerate() {
        if fitting.fit == Fit::No {
            continue;
        }
        let implicit_former = fitting.gaps.contains(&Gap::FormerNotListed);
        let mut verdict = match state {
            State::Former if implicit_former && !(times.recently_ended() || times.start_unknown) => {
                Verdict::Unlikely
            }
            State::Former if implicit_former => Verdict::Possible,
            State::Former if !times.recently_ended() => Verdict::Possible,
            _ if fitting.fit == Fit::Full => Verdict::Likely,
            _ => Verdict::Possible,
        };
        if group.reach == Some(Reach::Few) && verdict > Verdict::Possible {
            verdict = Verdict::Possible;
            few = Some(Evidence::FewCap(group.id.clone()));
        }
        if !exposes_for_sure(breach, group) {
            verdict = verdict.min(Verdict::Possible);
        }
        if best.is_none_or(|(v, _)| verdict > v) {
            best = Some((verdict, i));
        }
    }
    let Some((verdict, _)) = best else {
        return none(Verdict::Unlikely);
    };
    let gaps = fittings.iter().flat_map(|f| f.gaps.clone()).collect();
    StateJudged { verdict, fits_count: verdict > Verdict::Unlikely, gaps, few }
}

/// Whether a group lost something for sure: it names an exposed class, or it was counted in a confirmed breach.
fn exposes_for_sure(breach: &Breach, group: &Group) -> bool {
    !classes(breach, group).exposed.is_empty()
        || (breach.status == Status::Confirmed && group.people.is_some())
}

fn state_evidence(times: &Timing, fits: &[Fit], gaps: &[Gap]) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    if times.states.contains(&State::NotYet) && times.start_inferred {
        evidence.push(Evidence::StartInferred);
    }
    if times.states.contains(&State::Former) && (!times.start_unknown || times.years_since > 0) {
        let named = !gaps.contains(&Gap::FormerNotListed) && fits.iter().any(|f| *f != Fit::No);
        evidence.push(Evidence::EndedBefore {
            years: times.years_since,
            named,
            sure: times.states == [State::Former],
        });
    }
    if times.states.iter().any(|s| *s != State::NotYet) && fits.iter().all(|f| *f == Fit::No) {
        evidence.push(Evidence::NoGroupFits);
    }
    evidence.extend(gaps.iter().filter_map(|gap| match gap {
        Gap::Attribute(d) => Some(Evidence::OpenAttribute(*d)),
        Gap::Condition(id) => Some(Evidence::OpenCondition(id.clone())),
        Gap::FormerNotListed => None,
    }));
    evidence
}

/// Row 1: a source clears this company, brand, country or relationship.
fn clearing(case: &Case, person: &Person) -> Option<Evidence> {
    case.link.breach.not_affected.iter().find_map(|n| {
        let company = n.company.as_ref().is_none_or(|c| {
            c == person.company || values(person, Dimension::Brand).contains(&Attribute::Brand(c.clone()))
        });
        let country = n.country.is_none_or(|c| values(person, Dimension::Country) == [Attribute::Country(c)]);
        let relationship = n.relationship.is_none_or(|r| r == person.period.relationship);
        let says_something = n.company.is_some() || n.country.is_some() || n.relationship.is_some();
        (says_something && company && country && relationship).then(|| Evidence::ClearedBy {
            source: n.source,
            company: n.company.clone(),
            country: n.country,
            relationship: n.relationship,
        })
    })
}

/// The highest verdict that a tie between companies allows; `None` if it does not reach this period.
fn tie_cap(case: &Case, person: &Person, times: &Timing) -> Option<Verdict> {
    let Some(tie) = &case.link.tie else {
        return Some(Verdict::Told);
    };
    let brands = values(person, Dimension::Brand);
    Some(match tie.kind {
        LinkKind::NamedBrand | LinkKind::RenamedTo => Verdict::Told,
        LinkKind::NamedCleared => return None,
        LinkKind::BrandNotNamed => Verdict::Unlikely,
        LinkKind::BrandOf | LinkKind::AbsorbedBy => Verdict::Possible,
        LinkKind::OwnsBrand if brands.contains(&Attribute::Brand(tie.other.clone())) => Verdict::Told,
        LinkKind::OwnsBrand if brands != [Attribute::Brand(case.holding.company.clone())] => return None,
        LinkKind::OwnsBrand => Verdict::Possible,
        LinkKind::Succeeds => {
            let began_after =
                tie.since.zip(person.period.from).is_some_and(|(merged, from)| from.first() > merged.last());
            if began_after || times.states == [State::NotYet] {
                return None;
            }
            Verdict::Possible
        }
    })
}

/// The caps that hold for the whole breach; the lowest wins.
fn capped(
    case: &Case,
    period: &Period,
    tie_cap: Verdict,
    verdict: Verdict,
    fits: &[Fit],
    evidence: &mut Vec<Evidence>,
) -> Verdict {
    let breach = case.link.breach;
    let mut verdict = verdict.min(tie_cap);
    let mut cap = |limit: Verdict, why: Evidence| {
        if verdict > limit {
            verdict = limit;
            evidence.push(why);
        }
    };
    match breach.status {
        Status::Denied => cap(Verdict::Unlikely, Evidence::StatusCap(breach.status)),
        Status::Claimed | Status::Disputed => cap(Verdict::Possible, Evidence::StatusCap(breach.status)),
        Status::Confirmed | Status::Exposure => {}
    }
    let subject = case.catalogue.company(&case.holding.company).is_some_and(|c: &Company| c.subject);
    if subject && period.relationship == Relationship::Subject {
        cap(Verdict::Possible, Evidence::SubjectCap);
    }
    let fitting =
        || breach.groups.iter().zip(fits).filter(|(_, fit)| **fit != Fit::No).map(|(group, _)| group);
    if verdict == Verdict::Possible
        && fitting().next().is_some()
        && !fitting().any(|g| exposes_for_sure(breach, g))
    {
        evidence.push(Evidence::NoExposedCap);
    }
    if case.holding.gave_complete && fitting().next().is_some() {
        let lost = fitting()
            .map(|g| classes(breach, g))
            .fold(ClassSet::EMPTY, |all, c| all.union(c.exposed).union(c.possibly));
        if !lost.is_empty() && held(case, lost).is_empty() && verdict > Verdict::Unlikely {
            verdict = Verdict::Unlikely;
            evidence.push(Evidence::GaveNoneCap);
        }
    }
    verdict
}

/// What the person was told wins over what the facts suggest.
fn answered(case: &Case, verdict: Verdict, evidence: &mut Vec<Evidence>) -> Verdict {
    match case.answers.notice {
        Some(Answer::Told) => {
            evidence.push(Evidence::ToldByNotice);
            Verdict::Told
        }
        Some(Answer::ToldUnaffected) => {
            evidence.push(Evidence::ToldUnaffected);
            verdict.min(Verdict::Unlikely)
        }
        None => verdict,
    }
}

/// The lost classes that the company held when the person says "that is all I gave": those given, those that hold
/// something given (the hash of a password), and what the company itself makes.
fn held(case: &Case, lost: ClassSet) -> ClassSet {
    let vocabulary = case.catalogue.vocabulary();
    let given = vocabulary.with_implied(case.holding.gave);
    let is_held = |class: &ClassId| {
        vocabulary.class(*class).origin == Origin::Assigned
            || !vocabulary.with_implied(ClassSet::from_iter([*class])).intersection(given).is_empty()
    };
    lost.iter().filter(is_held).collect()
}

/// The three lists of classes, from how the groups fit.
fn lists(case: &Case, fits: &[Fit]) -> Lists {
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
