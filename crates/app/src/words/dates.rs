//! Dates in words, with the precision they are known with.

use super::relationship;
use heldby_model::{Breach, PartialDate, Period, Until};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or("?")
}

/// "2019", "March 2020", "21 October 2015".
pub fn date(date: PartialDate) -> String {
    match date {
        PartialDate::Year(y) => y.to_string(),
        PartialDate::Month(y, m) => format!("{} {y}", month(m)),
        PartialDate::Day(d) => format!("{} {} {}", d.day(), month(d.month()), d.year()),
    }
}

/// "in 2019", "in March 2020", "on 21 October 2015".
pub fn on_date(when: PartialDate) -> String {
    let preposition = if matches!(when, PartialDate::Day(_)) { "on" } else { "in" };
    format!("{preposition} {}", date(when))
}

/// " since March 2020", or nothing if unknown.
pub fn since_date(since: Option<PartialDate>) -> String {
    since.map(|d| format!(" since {}", date(d))).unwrap_or_default()
}

/// "15 to 21 October 2015", "April 2019 to 28 February 2020", "until 16 September 2015", "from 2013".
pub fn span(from: Option<PartialDate>, to: Option<PartialDate>) -> Option<String> {
    Some(match (from, to) {
        (None, None) => return None,
        (Some(a), Some(b)) if a == b => date(a),
        (Some(PartialDate::Day(a)), Some(PartialDate::Day(b)))
            if (a.year(), a.month()) == (b.year(), b.month()) =>
        {
            format!("{} to {}", a.day(), date(PartialDate::Day(b)))
        }
        (Some(PartialDate::Month(y, m)), Some(b @ PartialDate::Month(y2, _))) if y == y2 => {
            format!("{} to {}", month(m), date(b))
        }
        (Some(a), Some(b)) => format!("{} to {}", date(a), date(b)),
        (Some(a), None) => format!("from {}", date(a)),
        (None, Some(b)) => format!("until {}", date(b)),
    })
}

/// When a breach happened, or as much as is known of that. Where no source says when it ended, the day on which it
/// was found, or became known, is said instead: it is the end that dates are compared with.
pub fn when(breach: &Breach) -> String {
    let ended = breach.discovered.map(|d| format!("found {}", on_date(d)));
    let ended = ended.or_else(|| breach.disclosed.map(|d| format!("made public {}", on_date(d))));
    match (span(breach.occurred_from, breach.occurred_to), ended) {
        (Some(span), Some(ended)) if breach.occurred_to.is_none() => format!("{span}, {ended}"),
        (Some(span), _) => span,
        (None, Some(ended)) => ended,
        (None, None) => "date not known".into(),
    }
}

/// "customer, 2012 to 2014", "customer since 2020", "prospect, 2016", "customer, dates not known".
pub fn period(period: &Period) -> String {
    let who = relationship(period.relationship);
    let one_time = !period.relationship.ends();
    match (period.from, period.until) {
        (Some(from), _) if one_time => format!("{who}, {}", date(from)),
        (Some(from), Until::Ended(to)) if from == to => format!("{who}, {}", date(from)),
        (Some(from), Until::Ended(to)) => format!("{who}, {} to {}", date(from), date(to)),
        (Some(from), Until::Still) => format!("{who} since {}", date(from)),
        (Some(from), Until::Unknown) => format!("{who}, from {}", date(from)),
        (None, Until::Ended(to)) if !one_time => format!("{who} until {}", date(to)),
        (None, Until::Still) if !one_time => format!("{who} now"),
        (None, _) => format!("{who}, dates not known"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_naturally() {
        let d = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        for (from, to, words) in [
            ("2015-10-15", "2015-10-21", "15 to 21 October 2015"),
            ("2019-04", "2020-02-28", "April 2019 to 28 February 2020"),
            ("2020-09", "2020-11", "September to November 2020"),
            ("2016", "2016", "2016"),
            ("", "2015-09-16", "until 16 September 2015"),
            ("2013", "", "from 2013"),
        ] {
            assert_eq!(span(d(from), d(to)).unwrap(), words);
        }
        assert_eq!(span(None, None), None);
    }

    #[test]
    fn periods_read_naturally() {
        let p = |from: &str, until| Period {
            from: (!from.is_empty()).then(|| from.parse().unwrap()),
            until,
            ..Period::of(heldby_model::Relationship::Customer)
        };
        let year = |y| Until::Ended(PartialDate::Year(y));
        for (shown, words) in [
            (p("2012", year(2014)), "customer, 2012 to 2014"),
            (p("2020", Until::Still), "customer since 2020"),
            (p("", year(2014)), "customer until 2014"),
            (p("", Until::Unknown), "customer, dates not known"),
        ] {
            assert_eq!(period(&shown), words);
        }
    }
}
