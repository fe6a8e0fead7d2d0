//! Where a period stands against the time of a breach.
//!
//! Every date is an interval of possible days, so several states can be possible at once. A state is possible
//! if *some* choice of days gives it.

use heldby_model::{Basis, Breach, Days, Period, RecordsOf, State, Until};
use jiff::{Span, civil::Date};

/// A former customer's data is usually deleted after this many years (limitation periods plus one).
const RETENTION_YEARS: i16 = 7;

/// What the dates of one period say about one breach.
pub(super) struct Timing {
    /// The states that are possible, in the order not yet, current, former; never empty.
    pub states: Vec<State>,
    /// No source says when the loss began.
    pub start_unknown: bool,
    /// If former and the end is known: the fewest whole years between it and the start of the loss.
    pub years_since: Option<i16>,
    /// If former: whether it ended so recently that its data was probably still held.
    pub recently_ended: bool,
    /// The time compared is that of the records.
    pub records_window: bool,
    /// The records are about the start of a relationship, and this one surely began before them.
    pub began_before_records: bool,
    /// "Not yet" rests on a start that was only guessed.
    pub start_inferred: bool,
}

/// Compares a period with the time of a breach.
pub(super) fn timing(period: &Period, breach: &Breach, today: Date) -> Timing {
    let end = breach.end().unwrap_or(Days::ANY);
    // An unknown start may be any day up to the end.
    let start = breach.start().unwrap_or(Days { first: Date::MIN, last: end.last });
    let until = until_days(period, today);
    let from = from_days(period, until);

    let mut states = Vec::with_capacity(3);
    let known_to_have_left_by_end =
        matches!(period.until, Until::Ended(_)) && period.relationship.ends() && until.last <= end.last;
    if from.last > end.first && !known_to_have_left_by_end {
        states.push(State::NotYet);
    }
    if from.first <= end.last && until.last >= start.first {
        states.push(State::Current);
    }
    if period.relationship.ends() && until.first < start.last && from.first <= end.last {
        states.push(State::Former);
    }
    if states.is_empty() {
        // Reached only by contradictory dates (an end before the start): nothing is excluded then.
        states.push(State::Current);
    }

    let reference = if breach.start().is_some() { start.first } else { end.first };
    Timing {
        states,
        start_unknown: breach.start().is_none(),
        years_since: matches!(period.until, Until::Ended(_)).then(|| whole_years(until.last, reference)),
        recently_ended: reference <= until.last.saturating_add(Span::new().years(RETENTION_YEARS)),
        records_window: breach.records.is_some(),
        began_before_records: breach.records.is_some_and(|r| r.of == RecordsOf::Start)
            && period.from.is_some_and(|f| f.last() < start.first),
        start_inferred: period.basis == Basis::Inferred,
    }
}

/// The days on which the relationship may have ended. The end of relationships whose records stay is ignored.
fn until_days(period: &Period, today: Date) -> Days {
    match period.until {
        _ if !period.relationship.ends() => Days { first: Date::MAX, last: Date::MAX },
        Until::Still => Days { first: today, last: Date::MAX },
        Until::Ended(date) => date.days(),
        // Not bounded by the start: an earlier start must never lower a verdict, and "began during the breach, end
        // unknown" must not be surer than "began before it, end unknown".
        Until::Unknown => Days::ANY,
    }
}

/// The days on which it may have begun: any day up to its end, if unknown.
fn from_days(period: &Period, until: Days) -> Days {
    match period.from {
        Some(date) => date.days(),
        None => Days { first: Date::MIN, last: until.last },
    }
}

/// Whole years from one day to a later one, rounded down; 0 if it is not later.
fn whole_years(from: Date, to: Date) -> i16 {
    if to <= from {
        return 0;
    }
    let years = to.year() - from.year();
    if (to.month(), to.day()) < (from.month(), from.day()) { years - 1 } else { years }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn years_are_counted_like_birthdays() {
        assert_eq!(whole_years(date(2008, 10, 15), date(2015, 10, 14)), 6);
        assert_eq!(whole_years(date(2008, 10, 15), date(2015, 10, 15)), 7);
        assert_eq!(whole_years(date(2020, 1, 1), date(2015, 1, 1)), 0);
    }
}
