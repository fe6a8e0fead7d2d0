//! Judging holdings against the whole catalogue: all of them, and one after an edit.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use heldby_matching::assess::{assess, assess_one, summarise};
use heldby_measure::{baseline::Baseline, scale::enlarged};
use heldby_model::{Attribute, Catalogue, Holding, PartialDate, Period, Relationship, Until};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::hint::black_box;

/// Holdings assessed at once: more than anybody has.
const HOLDINGS: usize = 5_000;

/// One holding in so many is at a company with a breach of its own.
const BREACHED: usize = 10;

const TODAY: Date = date(2026, 10, 1);

fn benches(criterion: &mut Criterion) {
    let real = heldby_bundled::catalogue();
    let large = enlarged(real, 10);
    for (size, catalogue) in [("1x", real), ("10x", &large)] {
        let holdings = holdings(catalogue);
        let found = assess(catalogue, &holdings, TODAY);
        let matches: usize = found.holdings.iter().map(|h| h.matches.len()).sum();
        println!("assess/{size}: {HOLDINGS} holdings, {matches} matches, {} breached", found.breached);
        let mut group = criterion.benchmark_group("assess 5000 holdings");
        group.sample_size(20);
        group.bench_with_input(BenchmarkId::from_parameter(size), &holdings, |b, holdings| {
            b.iter(|| assess(catalogue, black_box(holdings), TODAY));
        });
        group.finish();
        // An edit judges one holding again; the sum over all is made anew.
        criterion.bench_function(&format!("judge one edited holding/{size}"), |b| {
            b.iter(|| assess_one(catalogue, 0, black_box(&holdings[0]), TODAY));
        });
        criterion.bench_function(&format!("sum up after an edit/{size}"), |b| {
            b.iter_batched(
                || found.holdings.clone(),
                |matches| summarise(catalogue, &holdings, matches),
                criterion::BatchSize::LargeInput,
            );
        });
        let baseline = Baseline::new(catalogue);
        let domains: Vec<&str> = holdings
            .iter()
            .filter_map(|h| catalogue.company(&h.company)?.domains.first().map(String::as_str))
            .collect();
        criterion.bench_function(&format!("join by equal domains/{size}"), |b| {
            b.iter(|| domains.iter().filter(|d| baseline.by_domain(d).is_some()).count());
        });
    }
}

/// Holdings as households have them: most at companies without a breach, dates known to the year or not at all.
fn holdings(catalogue: &Catalogue) -> Vec<Holding> {
    let (breached, quiet): (Vec<_>, Vec<_>) =
        catalogue.companies().iter().partition(|c| catalogue.breaches_at(&c.id).next().is_some());
    let holding = |i: usize| {
        let set = if i.is_multiple_of(BREACHED) || quiet.is_empty() { &breached } else { &quiet };
        let company = set[i * 7_919 % set.len()];
        let mut period = Period::of(Relationship::Customer);
        period.from = (!i.is_multiple_of(3)).then(|| PartialDate::Year(2005 + (i % 18) as i16));
        period.until = match i % 4 {
            0 => Until::Still,
            1 => Until::Ended(PartialDate::Year(2023)),
            _ => Until::Unknown,
        };
        period.attributes = company.countries.first().map(|c| Attribute::Country(*c)).into_iter().collect();
        Holding {
            company: company.id.clone(),
            periods: vec![period],
            gave: Default::default(),
            gave_complete: false,
            answers: BTreeMap::new(),
        }
    };
    (0..HOLDINGS).map(holding).collect()
}

criterion_group!(all, benches);
criterion_main!(all);
