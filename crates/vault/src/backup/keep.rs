//! Which copies stay: the newest of each of the last days, weeks and months that have one.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// How many copies are kept of those that were made by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// The newest of all, whatever day they are of: a mistake is often noticed within the hour.
    pub latest: u16,
    /// Days of which the newest copy stays; at least 1.
    pub daily: u16,
    /// Weeks, likewise; 0 keeps none for its week.
    pub weekly: u16,
    /// Months, likewise.
    pub monthly: u16,
}

impl Default for Keep {
    fn default() -> Self {
        Self { latest: 5, daily: 7, weekly: 5, monthly: 12 }
    }
}

/// For each copy, the newest first, whether it stays. The newest always does.
pub(crate) fn stays(newest_first: &[Timestamp], keep: &Keep) -> Vec<bool> {
    let mut stays: Vec<bool> = (0..newest_first.len()).map(|n| n < usize::from(keep.latest)).collect();
    let days: Vec<Date> = newest_first.iter().map(|time| time.to_zoned(TimeZone::UTC).date()).collect();
    thin(&mut stays, &days, usize::from(keep.daily.max(1)), |day| (day.year(), i32::from(day.day_of_year())));
    thin(&mut stays, &days, usize::from(keep.weekly), |day| {
        let week = day.iso_week_date();
        (week.year(), i32::from(week.week()))
    });
    thin(&mut stays, &days, usize::from(keep.monthly), |day| (day.year(), i32::from(day.month())));
    stays
}

/// Keeps the first of each of the first `most` spans.
fn thin(stays: &mut [bool], days: &[Date], most: usize, span: impl Fn(Date) -> (i16, i32)) {
    let mut seen = BTreeSet::new();
    for (stay, day) in stays.iter_mut().zip(days) {
        if seen.len() >= most {
            break;
        }
        *stay |= seen.insert(span(*day));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept(days: &[&str], keep: Keep) -> Vec<String> {
        let times: Vec<Timestamp> = days.iter().map(|d| format!("{d}:00Z").parse().unwrap()).collect();
        let stays = stays(&times, &keep);
        days.iter().zip(stays).filter(|(_, stay)| *stay).map(|(day, _)| (*day).to_owned()).collect()
    }

    #[test]
    fn the_newest_of_each_span_stays() {
        let days = [
            "2026-11-22T18:00",
            "2026-11-22T09:00",
            "2026-11-21T09:00",
            "2026-11-20T09:00",
            "2026-11-13T09:00",
            "2026-10-31T09:00",
            "2026-10-01T09:00",
            "2025-12-31T09:00",
        ];
        let only = |daily, weekly, monthly| kept(&days, Keep { latest: 0, daily, weekly, monthly });
        assert_eq!(only(2, 0, 0), ["2026-11-22T18:00", "2026-11-21T09:00"]);
        assert_eq!(only(0, 0, 0), ["2026-11-22T18:00"], "never none");
        assert_eq!(only(1, 2, 0), ["2026-11-22T18:00", "2026-11-13T09:00"]);
        assert_eq!(only(1, 0, 3), ["2026-11-22T18:00", "2026-10-31T09:00", "2025-12-31T09:00"]);
        assert_eq!(kept(&days, Keep { latest: 2, daily: 1, weekly: 0, monthly: 0 }), days[..2]);
        assert_eq!(kept(&[], Keep::default()), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn the_newest_stays_and_no_more_than_asked(
            mut seconds in proptest::collection::vec(0i64..2_000_000_000, 1..80),
            latest in 0u16..10, daily in 0u16..10, weekly in 0u16..10, monthly in 0u16..10,
        ) {
            seconds.sort_unstable_by(|a, b| b.cmp(a));
            let times: Vec<Timestamp> = seconds.iter().map(|s| Timestamp::from_second(*s).unwrap()).collect();
            let keep = Keep { latest, daily, weekly, monthly };
            let first = stays(&times, &keep);
            prop_assert!(first[0]);
            let count = first.iter().filter(|s| **s).count();
            prop_assert!(count <= usize::from(latest + daily.max(1) + weekly + monthly));
            // Thinning what stayed takes nothing more away.
            let left: Vec<Timestamp> = times.iter().zip(&first).filter(|(_, s)| **s).map(|(t, _)| *t).collect();
            prop_assert!(stays(&left, &keep).iter().all(|s| *s));
        }
    }
}
