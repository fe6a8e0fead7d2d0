//! The one question whose answer would change most, found by trying the answers.

use super::fit::Gap;
use super::judge::{Case, Judged, verdict};
use heldby_model::{
    Answers, Attribute, Dimension, LinkKind, PartialDate, Period, Question, Relationship, Until, Verdict,
};
use jiff::{Span, civil::Date};

/// What to ask about an open verdict, if any answer would change it.
pub(super) fn question(case: &Case, periods: &[Period], judged: &Judged) -> Option<Question> {
    if judged.verdict != Verdict::Possible {
        return None;
    }
    let mut best: Option<(u32, Question)> = None;
    for (question, outcomes) in trials(case, periods, judged) {
        let gain = gain(judged.verdict, &outcomes);
        if gain > 0 && best.as_ref().is_none_or(|(most, _)| gain > *most) {
            best = Some((gain, question));
        }
    }
    best.map(|(_, question)| question)
}

/// How far the answers move the verdict on average, in hundredths of a step.
fn gain(now: Verdict, outcomes: &[Verdict]) -> u32 {
    let moved: u32 = outcomes.iter().map(|v| (*v as u32).abs_diff(now as u32)).sum();
    moved * 100 / u32::try_from(outcomes.len()).unwrap_or(1).max(1)
}

fn trials(case: &Case, periods: &[Period], judged: &Judged) -> Vec<(Question, Vec<Verdict>)> {
    let period = &periods[judged.period];
    let with = |change: &dyn Fn(&mut Period)| {
        let mut changed = periods.to_vec();
        change(&mut changed[judged.period]);
        verdict(case, &changed).unwrap_or(Verdict::NotAffected)
    };
    let mut trials = Vec::new();
    if let Some(end) = case.link.breach.end() {
        let start = case.link.breach.start().map_or(end.first, |s| s.first);
        // Nobody knows since when a holder whom they never chose has had their data.
        if !is_day(period.from) && period.relationship != Relationship::Subject {
            let days = [shifted(start, -12), shifted(end.last, 1)];
            let asked = |day: &Date| within(period.from, *day);
            let outcomes =
                days.iter().filter(|d| asked(d)).map(|d| with(&|p| p.from = Some(PartialDate::Day(*d))));
            trials.push((Question::Since, outcomes.collect()));
        }
        if period.relationship.ends()
            && !matches!(period.until, Until::Still | Until::Ended(PartialDate::Day(_)))
        {
            let known = match period.until {
                Until::Ended(date) => Some(date),
                _ => None,
            };
            let mut outcomes: Vec<Verdict> = [shifted(start, -6), shifted(end.last, 1)]
                .iter()
                .filter(|d| within(known, **d) && period.from.is_none_or(|f| f.first() <= **d))
                .map(|d| with(&|p| p.until = Until::Ended(PartialDate::Day(*d))))
                .collect();
            if known.is_none() {
                outcomes.push(with(&|p| p.until = Until::Still));
            }
            trials.push((Question::Until, outcomes));
        }
    }
    for gap in &judged.gaps {
        match gap {
            Gap::Attribute(dimension) => {
                let outcomes =
                    candidates(case, *dimension).into_iter().map(|a| with(&|p| p.attributes.push(a.clone())));
                trials.push((Question::Attribute(*dimension), outcomes.collect()));
            }
            Gap::Condition(id) => {
                let answer = |yes: bool| {
                    let mut conditions = case.answers.conditions.clone();
                    conditions.insert(id.clone(), yes);
                    let answers = Answers { conditions, ..case.answers.clone() };
                    let tried = Case { answers: &answers, ..*case };
                    verdict(&tried, periods).unwrap_or(Verdict::NotAffected)
                };
                trials.push((Question::Condition(id.clone()), vec![answer(true), answer(false)]));
            }
            Gap::FormerNotListed => {}
        }
    }
    if case.link.tie.as_ref().is_some_and(|t| t.kind == LinkKind::OwnsBrand) {
        let own = Attribute::Brand(case.link.breach.company.clone());
        trials.push((Question::Attribute(Dimension::Brand), vec![with(&|p| p.attributes.push(own.clone()))]));
    }
    trials
}

/// The values that the groups of a breach distinguish, and for a closed dimension all others too.
fn candidates(case: &Case, dimension: Dimension) -> Vec<Attribute> {
    if let Some(words) = dimension.values() {
        return words.iter().map(|w| Attribute::Word(dimension, w)).collect();
    }
    let groups = case.link.breach.groups.iter();
    let mut values: Vec<_> =
        groups.flat_map(|g| &g.attributes).filter(|a| a.dimension() == dimension).cloned().collect();
    values.sort();
    values.dedup();
    values
}

fn is_day(date: Option<PartialDate>) -> bool {
    matches!(date, Some(PartialDate::Day(_)))
}

/// Whether a day agrees with what is known of a date so far.
fn within(known: Option<PartialDate>, day: Date) -> bool {
    known.is_none_or(|k| k.first() <= day && day <= k.last())
}

/// A day so many months later or earlier; the day itself where the calendar ends.
fn shifted(day: Date, months: i32) -> Date {
    day.checked_add(Span::new().months(months)).unwrap_or(day)
}
