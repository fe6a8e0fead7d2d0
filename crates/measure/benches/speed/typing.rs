//! One key stroke in the field for a company's name. A mean would hide the few that make a hand wait.

use crate::ledger::{Beside, Ledger, Size, Value, What, percentile};
use crate::naming::{mistyped, spread};
use crate::others;
use heldby_matching::resolve::Resolver;
use heldby_model::{Catalogue, Country};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

const FIRST: What = What::plain("first key stroke, builds its indexes");
const MEDIAN: What = What::plain("key stroke");
const MOST: What = What::within("key stroke, 99th percentile", 5).beside(Beside {
    floor: others::DOMAINS.name,
    ceiling: others::SCAN.name,
    share: 1.0 / others::NAMES as f64,
});
const SLOWEST: What = What::plain("key stroke, slowest");

/// Companies offered while typing.
const OFFERED: usize = 8;

/// Names typed letter by letter.
const TYPED: usize = 400;

/// Letters of a name that are typed before one of the names offered is taken.
const LETTERS: usize = 12;

/// Each key stroke is timed so many times, and the middle one counts: what is sought are slow texts and not the moments
/// in which the machine did something else.
const TIMES: usize = 3;

pub fn measure(ledger: &mut Ledger, size: Size, catalogue: &Catalogue) {
    let resolver = Resolver::new(catalogue);
    let country = Country::new("GB").ok();
    let start = Instant::now();
    // Nothing begins like this, so that names with a mistake are looked for as well.
    black_box(resolver.suggest(catalogue, "zzzzzzzzz", country, OFFERED));
    ledger.note(FIRST, size, Value::Time(start.elapsed()));

    let texts = texts(catalogue);
    let mut times: Vec<(Duration, &str)> = texts
        .iter()
        .map(|text| {
            let mut times: Vec<Duration> = (0..TIMES)
                .map(|_| {
                    let start = Instant::now();
                    black_box(resolver.suggest(catalogue, text, country, OFFERED));
                    start.elapsed()
                })
                .collect();
            (percentile(&mut times, 50), text.as_str())
        })
        .collect();
    times.sort_unstable();
    let slow: Vec<_> =
        times.iter().rev().take(8).map(|(time, text)| format!("{text:?} {time:.1?}")).collect();
    println!("{} key strokes; the slowest: {}", times.len(), slow.join(", "));
    let mut times: Vec<Duration> = times.into_iter().map(|(time, _)| time).collect();
    for (what, percent) in [(MEDIAN, 50), (MOST, 99), (SLOWEST, 100)] {
        ledger.note(what, size, Value::Time(percentile(&mut times, percent)));
    }
}

/// What stands in the field after each key stroke: names from all over the catalogue, a quarter of them with a typing
/// mistake, and every letter and every pair of letters that some name begins with.
fn texts(catalogue: &Catalogue) -> Vec<String> {
    let start = |name: &str, letters: usize| name.chars().take(letters).collect::<String>();
    let short: BTreeSet<String> = catalogue
        .companies()
        .iter()
        .flat_map(|company| [1, 2].map(|letters| start(&company.name, letters).to_lowercase()))
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .collect();
    let names = spread(catalogue, TYPED).enumerate().map(|(number, name)| match number % 4 {
        0 => mistyped(name, number * 20),
        _ => name.to_owned(),
    });
    let typed = names.flat_map(|name| {
        let letters = name.chars().count();
        (1..=letters.min(LETTERS))
            .chain((letters > LETTERS).then_some(letters))
            .map(move |n| start(&name, n))
            .collect::<Vec<_>>()
    });
    short.into_iter().chain(typed).collect()
}
