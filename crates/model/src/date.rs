//! Dates with the precision they are known with.

use jiff::civil::{Date, date};
use std::fmt;
use std::str::FromStr;

/// A civil date known to the day, the month or the year. It stands for the interval from its
/// [first](PartialDate::first) to its [last](PartialDate::last) possible day.
///
/// ```
/// use heldby_model::PartialDate;
/// let march: PartialDate = "2020-03".parse().unwrap();
/// assert_eq!(march.first().to_string(), "2020-03-01");
/// assert_eq!(march.last().to_string(), "2020-03-31");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Only the year is known.
    Year(i16),
    /// Year and month (1 to 12).
    Month(i16, i8),
    /// The day itself.
    Day(Date),
}

/// A text that is no year, month or day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date: write a year (2015), a month (2015-10) or a day (2015-10-21), from 1900 to 2199")]
pub struct InvalidDate(pub String);

/// Years outside this range are typing mistakes: nobody alive was a customer before, and no breach is known after.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

impl PartialDate {
    /// The earliest day it can mean.
    pub fn first(self) -> Date {
        match self {
            Self::Year(y) => date(y, 1, 1),
            Self::Month(y, m) => date(y, m, 1),
            Self::Day(d) => d,
        }
    }

    /// The latest day it can mean.
    pub fn last(self) -> Date {
        match self {
            Self::Year(y) => date(y, 12, 31),
            Self::Month(y, m) => date(y, m, 1).last_of_month(),
            Self::Day(d) => d,
        }
    }

    /// The days it can mean.
    pub fn days(self) -> Days {
        Days { first: self.first(), last: self.last() }
    }

    /// The year, known in every precision.
    pub fn year(self) -> i16 {
        self.first().year()
    }
}

impl FromStr for PartialDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let bad = || InvalidDate(text.chars().take(40).collect());
        let digits = |part: &str, n: usize| -> Option<i16> {
            (part.len() == n && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let mut parts = text.trim().split('-');
        let year = parts.next().and_then(|y| digits(y, 4)).filter(|y| YEARS.contains(y)).ok_or_else(bad)?;
        let Some(month) = parts.next() else {
            return Ok(Self::Year(year));
        };
        let month = digits(month, 2).filter(|m| (1..=12).contains(m)).ok_or_else(bad)? as i8;
        let Some(day) = parts.next() else {
            return Ok(Self::Month(year, month));
        };
        let day = digits(day, 2).ok_or_else(bad)? as i8;
        if parts.next().is_some() {
            return Err(bad());
        }
        Date::new(year, month, day).map(Self::Day).map_err(|_| bad())
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(d) => write!(f, "{d}"),
        }
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An interval of whole days, both ends included: all the days on which something may have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// Earliest possible day.
    pub first: Date,
    /// Latest possible day.
    pub last: Date,
}

impl Days {
    /// Every day there is: nothing is known.
    pub const ANY: Self = Self { first: Date::MIN, last: Date::MAX };

    /// Whether something that began and ended then may have gone on within them.
    pub fn touch(&self, from: Option<PartialDate>, until: Option<PartialDate>) -> bool {
        from.is_none_or(|from| from.first() <= self.last)
            && until.is_none_or(|until| until.last() >= self.first)
    }
}

impl Default for Days {
    fn default() -> Self {
        Self::ANY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_every_precision() {
        for text in ["2015", "2015-10", "2015-10-21", "2020-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for bad in [
            "",
            "0",
            "0000",
            "9999",
            "15",
            "2015-13",
            "2015-00",
            "2015-02-30",
            "2015-1-1",
            "2015-10-21-3",
            "x",
        ] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn february_of_a_leap_year_ends_on_the_29th() {
        assert_eq!(PartialDate::Month(2020, 2).last(), date(2020, 2, 29));
        assert_eq!(
            PartialDate::Year(2019).days(),
            Days { first: date(2019, 1, 1), last: date(2019, 12, 31) }
        );
    }
}
