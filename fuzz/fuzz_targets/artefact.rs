//! Any bytes as a compiled catalogue: no panic, and what is accepted can be written and read again.
#![no_main]

use heldby_catalogue::artefact::{decode, encode};
use libfuzzer_sys::fuzz_target;

/// What every artefact begins with; without it nothing further is looked at.
const START: &[u8] = b"heldby\0\x01";

fuzz_target!(|bytes: &[u8]| {
    let _ = decode(bytes);
    let Ok(catalogue) = decode(&[START, bytes].concat()) else { return };
    let written = encode(&catalogue);
    let again = decode(&written).expect("what was written can be read");
    assert_eq!(written, encode(&again));
    for breach in catalogue.breaches() {
        assert!(catalogue.company(&breach.company).is_some());
    }
});
