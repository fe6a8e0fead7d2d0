//! How fast the catalogue is ready, companies are found and holdings are judged: at the size of the catalogue and at
//! ten times it, beside a join by equal domains (the least anybody does) and a comparison with every name (the most).
//!
//! `cargo xtask bench`; at the end, everything stands in one table.

mod judging;
mod ledger;
mod loading;
mod naming;
mod others;
mod resident;
mod typing;

use heldby_catalogue::artefact::{decode, encode};
use heldby_measure::scale::enlarged;
use ledger::{Ledger, Size};
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(file) = resident::asked_for() {
        return resident::report(&file);
    }
    let real = heldby_bundled::catalogue();
    let bytes = encode(&enlarged(real, 10));
    // Read as the app reads its own: records that were sorted after they were made lie all over the memory.
    let large = decode(&bytes).expect("it was compiled just now");
    let mut ledger = Ledger::new();
    for (size, catalogue, bytes) in
        [(Size::One, real, heldby_bundled::ARTEFACT), (Size::Ten, &large, bytes.as_slice())]
    {
        ledger.head(
            size,
            &format!(
                "{} companies, {} breaches, {:.1} MB compiled",
                catalogue.companies().len(),
                catalogue.breaches().len(),
                bytes.len() as f64 / 1e6
            ),
        );
        resident::measure(&mut ledger, size, bytes);
        loading::measure(&mut ledger, size, catalogue, bytes);
        typing::measure(&mut ledger, size, catalogue);
        naming::measure(&mut ledger, size, catalogue);
        judging::measure(&mut ledger, size, catalogue);
        others::measure(&mut ledger, size, catalogue);
    }
    ledger.finish();
    ExitCode::SUCCESS
}
