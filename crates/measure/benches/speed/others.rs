//! The floor and the ceiling: equal domains in a hash table, and a comparison with every name.

use crate::ledger::{Ledger, Size, Value, What};
use crate::naming::mixed;
use heldby_measure::baseline::Baseline;
use heldby_model::Catalogue;
use std::hint::black_box;
use std::time::Instant;

pub const DOMAINS: What = What::plain("floor: 5,000 equal domains in a hash table");
pub const SCAN: What = What::plain("ceiling: 5,000 names against every name");

/// Names, domains and holdings that are looked at together.
pub const NAMES: usize = 5_000;

/// Names that the comparison with all names is timed with. All of them would take minutes.
const SCANNED: usize = 20;

pub fn measure(ledger: &mut Ledger, size: Size, catalogue: &Catalogue) {
    let baseline = Baseline::of_all(catalogue);
    let domains: Vec<&str> =
        catalogue.companies().iter().filter_map(|c| c.domains.first()).map(String::as_str).collect();
    let asked: Vec<&str> = domains.iter().cycle().copied().step_by(7).take(NAMES).collect();
    ledger.time(DOMAINS, size, || asked.iter().filter(|d| baseline.by_domain(d).is_some()).count());
    let names: Vec<String> = mixed(catalogue, NAMES).into_iter().step_by(NAMES / SCANNED).collect();
    let start = Instant::now();
    black_box(names.iter().filter_map(|name| baseline.by_ratio(name)).count());
    let all = start.elapsed().mul_f64(NAMES as f64 / names.len() as f64);
    ledger.note(SCAN, size, Value::Time(all));
}
