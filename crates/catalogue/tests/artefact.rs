//! Any bytes can be read: they are a catalogue, or there is a reason why not.

use heldby_catalogue::artefact::{ArtefactError, MAX_ARTEFACT, decode, encode};
use heldby_catalogue::{compile, read_folder};
use heldby_model::Catalogue;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| encode(&fixture()));

fn fixture() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    let files = read_folder(&folder).expect("the fixture is part of the sources");
    compile(&files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// What every catalogue promises to those who use it.
fn holds_together(catalogue: &Catalogue) {
    for breach in catalogue.breaches() {
        assert!(catalogue.company(&breach.company).is_some());
        let named = breach.groups.iter().filter_map(|group| group.ruled_out_by).chain(breach.ruled_out_by);
        assert!(named.chain(breach.not_affected.iter().map(|n| n.source)).all(|s| s < breach.sources.len()));
        for group in &breach.groups {
            let all = group.exposed.union(group.possibly).union(group.ruled_out);
            let count = catalogue.vocabulary().iter().count();
            assert!(all.iter().all(|class| usize::from(class.0) < count));
        }
    }
}

#[test]
fn what_was_written_is_read_again() {
    let (before, after) = (fixture(), decode(&BYTES).expect("it was written just now"));
    assert_eq!(before.companies(), after.companies());
    assert_eq!(before.breaches(), after.breaches());
    assert_eq!(before.info(), after.info());
    assert_eq!(encode(&after), *BYTES);
    holds_together(&after);
}

#[test]
fn bytes_of_something_else_are_refused_with_a_reason() {
    let reason = |bytes: &[u8]| decode(bytes).expect_err("it is no catalogue");
    assert_eq!(reason(b""), ArtefactError::NotACatalogue);
    assert_eq!(reason(b"heldby\0"), ArtefactError::NotACatalogue);
    assert_eq!(reason(b"PK\x03\x04 and more"), ArtefactError::NotACatalogue);
    assert_eq!(reason(&vec![0; MAX_ARTEFACT + 1]), ArtefactError::TooLarge);
    let mut other = BYTES.clone();
    other[7] = 200;
    assert_eq!(reason(&other), ArtefactError::Newer(200));
    other[7] = 1;
    assert_eq!(reason(&other), ArtefactError::Older(1));
    let mut longer = BYTES.clone();
    longer.push(0);
    assert!(matches!(reason(&longer), ArtefactError::Damaged(_)));
}

#[test]
fn no_beginning_of_it_is_a_catalogue() {
    for end in 0..BYTES.len() {
        assert!(decode(&BYTES[..end]).is_err(), "cut off after {end} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(tail in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut bytes = BYTES[..8].to_vec();
        bytes.extend(&tail);
        let _ = decode(&tail);
        if let Ok(catalogue) = decode(&bytes) {
            holds_together(&catalogue);
        }
    }

    #[test]
    fn damaged_bytes(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = BYTES.clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Ok(catalogue) = decode(&bytes) {
            holds_together(&catalogue);
        }
    }
}
