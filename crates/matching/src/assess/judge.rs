//! One holding against one breach: the decision table, the caps and the classes of matching.
//!
//! The table is applied to each period in each state that its dates leave open; `docs/decisions` records where
//! it was read in one of several ways.

use super::caps::{answered, capped, clearing, exposes_for_sure, tie_cap};
use super::fit::{Fitting, Gap, Person, fit_groups};
use super::link::Link;
use super::lists::{self, lists};
use super::time::{Timing, timing};
use heldby_model::{
    Answer, Answers, Breach, Catalogue, ClassSet, Evidence, Fit, Holding, Period, Reach, State, Verdict,
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
    evidence: Vec<Evidence>,
    gaps: Vec<Gap>,
}

/// Judges the periods; `None` if the tie between the companies reaches none of them.
pub(super) fn judge(case: &Case, periods: &[Period]) -> Option<Judged> {
    let mut parts: Vec<(usize, Part)> = periods
        .iter()
        .enumerate()
        .filter_map(|(i, p)| judge_period(case, i, p).map(|part| (i, part)))
        .collect();
    let order = |(i, part): &(usize, Part)| {
        let p = &periods[*i];
        (part.verdict, Reverse((p.relationship, p.from, p.until, &p.attributes)))
    };
    let best = (0..parts.len()).max_by_key(|&at| order(&parts[at]))?;
    let of_each = parts.iter().map(|(_, part)| (part.verdict, lists(case, &part.fits)));
    let lists = lists::join(parts[best].1.verdict, of_each);
    let fits = match parts.as_slice() {
        [(_, only)] => only.fits.clone(),
        _ => (0..case.link.breach.groups.len())
            .map(|g| parts.iter().map(|(_, part)| part.fits[g]).max().unwrap_or(Fit::No))
            .collect(),
    };
    let (period, best) = parts.swap_remove(best);
    Some(Judged {
        verdict: best.verdict,
        fits,
        exposed: lists.exposed,
        possibly: lists.possibly,
        ruled_out: lists.ruled_out,
        evidence: best.evidence,
        period,
        gaps: best.gaps,
    })
}

/// The verdict alone, as [`judge`] gives it.
pub(super) fn verdict(case: &Case, periods: &[Period]) -> Option<Verdict> {
    let parts = periods.iter().enumerate().filter_map(|(i, period)| judge_period(case, i, period));
    parts.map(|part| part.verdict).max()
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
        let fits = vec![Fit::No; breach.groups.len()];
        let verdict = answered(case, Verdict::NotAffected, &mut evidence);
        return Some(Part { verdict, fits, evidence, gaps: Vec::new() });
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
    let mut former_named = false;
    for &state in &times.states {
        let fittings = fit_groups(&person, breach, state);
        let judged = judge_state(breach, &times, state, &fittings);
        former_named |= fittings.iter().any(|f| f.names_former && f.fit != Fit::No);
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
    evidence.extend(state_evidence(&times, &fits, &gaps, former_named));
    let mut verdict = agree(&verdicts);
    verdict = capped(case, period, cap, verdict, &fits, &mut evidence);
    verdict = answered(case, verdict, &mut evidence);
    Some(Part { verdict, fits, evidence, gaps })
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
    for (i, (group, fitting)) in breach.groups.iter().zip(fittings).enumerate() {
        if fitting.fit == Fit::No {
            continue;
        }
        let implicit_former = fitting.gaps.contains(&Gap::FormerNotListed);
        let mut verdict = match state {
            State::Former if implicit_former && !(times.recently_ended || times.start_unknown) => {
                Verdict::Unlikely
            }
            State::Former if implicit_former => Verdict::Possible,
            State::Former if !times.recently_ended => Verdict::Possible,
            _ if fitting.fit == Fit::Full => Verdict::Likely,
            _ => Verdict::Possible,
        };
        if group.reach == Some(Reach::Few) || !exposes_for_sure(breach, group) {
            verdict = verdict.min(Verdict::Possible);
        }
        if best.is_none_or(|(v, _)| verdict > v) {
            best = Some((verdict, i));
        }
    }
    let Some((verdict, decided)) = best else {
        return none(Verdict::Unlikely);
    };
    let decided = &breach.groups[decided];
    let few = (decided.reach == Some(Reach::Few) && verdict == Verdict::Possible)
        .then(|| Evidence::FewCap(decided.id.clone()));
    let gaps = fittings.iter().flat_map(|f| f.gaps.clone()).collect();
    StateJudged { verdict, fits_count: verdict > Verdict::Unlikely, gaps, few }
}

fn state_evidence(times: &Timing, fits: &[Fit], gaps: &[Gap], former_named: bool) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let some_group_fits = fits.iter().any(|f| *f != Fit::No);
    if times.states.contains(&State::NotYet) && times.start_inferred {
        evidence.push(Evidence::StartInferred);
    }
    let former_matters = some_group_fits || gaps.contains(&Gap::FormerNotListed);
    if times.states.contains(&State::Former)
        && former_matters
        && let Some(years) = times.years_since
    {
        evidence.push(Evidence::EndedBefore {
            years,
            recent: times.recently_ended,
            named: former_named,
            sure: times.states == [State::Former],
        });
    }
    if times.states.iter().any(|s| *s != State::NotYet) && !some_group_fits && !former_matters {
        evidence.push(Evidence::NoGroupFits);
    }
    evidence.extend(gaps.iter().filter_map(|gap| match gap {
        Gap::Attribute(d) => Some(Evidence::OpenAttribute(*d)),
        Gap::Condition(id) => Some(Evidence::OpenCondition(id.clone())),
        Gap::FormerNotListed => None,
    }));
    evidence
}
