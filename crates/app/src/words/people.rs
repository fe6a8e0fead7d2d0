//! Counts of people in words.

use heldby_model::{People, PeopleKind};

/// "156,959 people", "about 7.8 million people", "up to 52,000 people".
pub fn people(people: People) -> String {
    let noun = if people.count == 1 { "person" } else { "people" };
    match people.kind {
        PeopleKind::Exact => format!("{} {noun}", number(people.count)),
        PeopleKind::Approx => format!("about {} {noun}", round(people.count)),
        PeopleKind::LowerBound => format!("at least {} {noun}", round(people.count)),
        PeopleKind::UpperBound => format!("up to {} {noun}", round(people.count)),
    }
}

/// Whole millions and tenths of them are said as such; everything else is written out.
fn round(count: u64) -> String {
    match count {
        1_000_000.. if count.is_multiple_of(1_000_000) => format!("{} million", number(count / 1_000_000)),
        1_000_000.. if count.is_multiple_of(100_000) => {
            format!("{}.{} million", number(count / 1_000_000), count / 100_000 % 10)
        }
        _ => number(count),
    }
}

/// "1,204": with a comma between thousands.
pub fn number(count: impl Into<u64>) -> String {
    let count: u64 = count.into();
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_naturally() {
        use PeopleKind::{Approx, Exact, LowerBound, UpperBound};
        for (count, kind, words) in [
            (156_959, Exact, "156,959 people"),
            (7_800_000, Approx, "about 7.8 million people"),
            (40_000_000, LowerBound, "at least 40 million people"),
            (52_000, UpperBound, "up to 52,000 people"),
            (1, Exact, "1 person"),
            (0, Exact, "0 people"),
            (4_851_517, Exact, "4,851,517 people"),
        ] {
            assert_eq!(people(People { count, kind }), words);
        }
    }
}
