//! Finding companies: while typing, and for many names at once, at the size of the catalogue and at ten times it.

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use heldby_matching::resolve::{Query, Resolver};
use heldby_measure::{baseline::Baseline, scale::enlarged};
use heldby_model::{Catalogue, Country};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Names resolved at once.
const NAMES: usize = 5_000;

/// Names that the scan through all names is timed with; it is slow.
const SCANNED: usize = 50;

/// Companies offered while typing.
const OFFERED: usize = 8;

fn benches(criterion: &mut Criterion) {
    let real = heldby_bundled::catalogue();
    let large = enlarged(real, 10);
    for (size, catalogue) in [("1x", real), ("10x", &large)] {
        let title = format!("{} companies", catalogue.companies().len());
        println!("{size}: {title}, {} breaches", catalogue.breaches().len());
        index(criterion, size, catalogue);
        typing(criterion, size, catalogue);
        names(criterion, size, catalogue);
        others(criterion, size, catalogue);
    }
}

fn index(criterion: &mut Criterion, size: &str, catalogue: &Catalogue) {
    criterion
        .bench_function(&format!("index names/{size}"), |b| b.iter(|| Resolver::new(black_box(catalogue))));
}

/// One keystroke: the starts of real names, of one letter and more. The 99th percentile is printed, since a mean
/// hides the few that make a hand wait.
fn typing(criterion: &mut Criterion, size: &str, catalogue: &Catalogue) {
    let resolver = Resolver::new(catalogue);
    let country = Country::new("GB").ok();
    let keystrokes: Vec<String> = spread(catalogue, 200)
        .flat_map(|name| {
            let letters: Vec<char> = name.chars().collect();
            (1..=letters.len().min(12)).map(move |n| letters[..n].iter().collect::<String>())
        })
        .collect();
    // The first keystroke builds the index of beginnings and the one of similar names.
    let first = Instant::now();
    resolver.suggest(catalogue, "zzzzzzzzz", country, OFFERED);
    let first = first.elapsed();
    let mut times: Vec<Duration> = keystrokes
        .iter()
        .map(|typed| {
            let start = Instant::now();
            black_box(resolver.suggest(catalogue, typed, country, OFFERED));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let percentile = |p: usize| times[(times.len() - 1) * p / 100];
    println!(
        "keystroke/{size}: median {:?}, 99th percentile {:?}, slowest {:?}; first one {first:?}; {} keystrokes",
        percentile(50),
        percentile(99),
        percentile(100),
        times.len()
    );
    let mut next = keystrokes.iter().cycle();
    criterion.bench_with_input(BenchmarkId::new("keystroke", size), catalogue, |b, catalogue| {
        b.iter_batched(
            || next.next().map_or("a", String::as_str),
            |typed| resolver.suggest(catalogue, typed, country, OFFERED),
            BatchSize::SmallInput,
        );
    });
}

fn names(criterion: &mut Criterion, size: &str, catalogue: &Catalogue) {
    let resolver = Resolver::new(catalogue);
    let names = mixed(catalogue);
    let resolve_all = || {
        names
            .iter()
            .filter(|name| {
                resolver.resolve(catalogue, &Query { name, ..Query::default() }).linked().is_some()
            })
            .count()
    };
    println!("resolve {NAMES} names/{size}: {} linked", resolve_all());
    let mut group = criterion.benchmark_group(format!("resolve {NAMES} names"));
    group.sample_size(20);
    group.bench_function(size, |b| b.iter(resolve_all));
    group.finish();
}

/// The floor and the ceiling: equal domains in a hash table, and a comparison with every name.
fn others(criterion: &mut Criterion, size: &str, catalogue: &Catalogue) {
    let baseline = Baseline::new(catalogue);
    let domains: Vec<&str> =
        catalogue.companies().iter().filter_map(|c| c.domains.first()).map(String::as_str).collect();
    let asked: Vec<&str> = domains.iter().cycle().copied().step_by(7).take(NAMES).collect();
    criterion.bench_function(&format!("equal domains, {NAMES}/{size}"), |b| {
        b.iter(|| asked.iter().filter(|d| baseline.by_domain(d).is_some()).count());
    });
    let names: Vec<String> = mixed(catalogue).into_iter().step_by(NAMES / SCANNED).collect();
    let mut group = criterion.benchmark_group(format!("scan of all names, {SCANNED}"));
    group.sample_size(10);
    group.bench_function(size, |b| b.iter(|| names.iter().filter_map(|n| baseline.by_ratio(n)).count()));
    group.finish();
}

/// Names as an import brings them: 85 % as recorded, 10 % with a legal form, 5 % with a typing mistake.
fn mixed(catalogue: &Catalogue) -> Vec<String> {
    spread(catalogue, NAMES)
        .enumerate()
        .map(|(i, name)| match i % 20 {
            0 => mistyped(name, i),
            1 => format!("{name} Ltd"),
            2 => format!("{name} GmbH"),
            _ => name.to_owned(),
        })
        .collect()
}

fn mistyped(name: &str, seed: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 2 {
        let at = 1 + seed / 20 % (letters.len() - 2);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

/// So many names from all over the catalogue.
fn spread(catalogue: &Catalogue, count: usize) -> impl Iterator<Item = &str> {
    let companies = catalogue.companies();
    (0..count).map(move |i| companies[i * 7_919 % companies.len()].name.as_str())
}

criterion_group!(all, benches);
criterion_main!(all);
