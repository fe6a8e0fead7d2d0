//! Any bytes as a compiled catalogue: what is accepted can be written and read again, and every id in it leads
//! somewhere.

use crate::ground::CATALOGUE;
use heldby_catalogue::artefact::{decode, encode};
use std::sync::LazyLock;

/// What every artefact begins with, the version of the layout included; without it nothing further is looked at.
pub static START: LazyLock<Vec<u8>> = LazyLock::new(|| encode(&CATALOGUE)[..8].to_vec());

pub fn run(bytes: &[u8]) {
    // Whole files come with their beginning, and what the fuzzer makes up without.
    let file = if bytes.starts_with(b"heldby") { bytes.to_vec() } else { [&START, bytes].concat() };
    let Ok(catalogue) = decode(&file) else { return };
    let written = encode(&catalogue);
    let again = decode(&written).expect("what was written can be read");
    assert_eq!(again.companies(), catalogue.companies());
    assert_eq!(again.breaches(), catalogue.breaches());
    assert_eq!(written, encode(&again), "equal catalogues give equal bytes");
    for breach in catalogue.breaches() {
        assert!(catalogue.company(&breach.company).is_some(), "{}", breach.id);
        assert!(breach.affected_brands.iter().all(|brand| catalogue.company(brand).is_some()));
    }
}
