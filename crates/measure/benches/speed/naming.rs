//! Many names at once, as an import brings them.

use crate::ledger::{Beside, Ledger, Size, What};
use crate::others;
use heldby_matching::resolve::{Query, Resolver};
use heldby_model::Catalogue;

const RESOLVE: What = What::within("resolve 5,000 mixed names", 60).beside(Beside {
    floor: others::DOMAINS.name,
    ceiling: others::SCAN.name,
    share: 1.0,
});

const FIRST: What = What::plain("the same, its indexes not yet built");

pub fn measure(ledger: &mut Ledger, size: Size, catalogue: &Catalogue) {
    let resolver = Resolver::new(catalogue);
    let names = mixed(catalogue, others::NAMES);
    let linked = |resolver: &Resolver| {
        let link = |name: &&String| {
            resolver.resolve(catalogue, &Query { name, ..Query::default() }).linked().is_some()
        };
        names.iter().filter(link).count()
    };
    println!("{} of {} names are linked", linked(&resolver), names.len());
    ledger.time(RESOLVE, size, || linked(&resolver));
    ledger.time(FIRST, size, || {
        let resolver = Resolver::new(catalogue);
        linked(&resolver)
    });
}

/// Names of an import: 85 % as recorded, 10 % with a legal form, 5 % with a typing mistake.
pub fn mixed(catalogue: &Catalogue, count: usize) -> Vec<String> {
    spread(catalogue, count)
        .enumerate()
        .map(|(i, name)| match i % 20 {
            0 => mistyped(name, i),
            1 => format!("{name} Ltd"),
            2 => format!("{name} GmbH"),
            _ => name.to_owned(),
        })
        .collect()
}

/// The name with two neighbouring letters swapped.
pub fn mistyped(name: &str, seed: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 2 {
        let at = 1 + seed / 20 % (letters.len() - 2);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

/// So many names from all over the catalogue.
pub fn spread(catalogue: &Catalogue, count: usize) -> impl Iterator<Item = &str> {
    let companies = catalogue.companies();
    (0..count).map(move |i| companies[i * 7_919 % companies.len()].name.as_str())
}
