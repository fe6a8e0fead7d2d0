//! Releases: what is refused, and that every refusal has its own reason.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_catalogue::release::{
    MAX_RELEASE, ReleaseError, ReleaseKey, SignError, build, inspect, open, project_key, sign,
};
use heldby_catalogue::{compile, read_folder};
use heldby_model::Catalogue;
use minisign::KeyPair;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    compile(&read_folder(&folder).unwrap()).unwrap()
});

/// The one key that tests trust, made for this run.
static PAIR: LazyLock<(ReleaseKey, String)> = LazyLock::new(key);
static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| sign(&build(&CATALOGUE), &PAIR.1, None).unwrap());

fn key() -> (ReleaseKey, String) {
    let pair = KeyPair::generate_unencrypted_keypair().unwrap();
    let public = pair.pk.to_box().unwrap().into_string();
    (ReleaseKey::read(&public).unwrap(), pair.sk.to_box(None).unwrap().into_string())
}

fn refused(file: &[u8]) -> ReleaseError {
    open(file, &PAIR.0).unwrap_err()
}

#[test]
fn a_signed_release_opens_as_what_was_built() {
    let opened = open(&SIGNED, &PAIR.0).unwrap();
    assert_eq!(opened.signer, PAIR.0.id());
    assert_eq!(opened.catalogue.companies(), CATALOGUE.companies());
    assert_eq!(opened.catalogue.breaches(), CATALOGUE.breaches());
    assert_eq!(opened.manifest.number, CATALOGUE.info().number);
    assert_eq!(opened.manifest.date, CATALOGUE.info().date.to_string());
    assert_eq!(opened.manifest.breaches as usize, CATALOGUE.breaches().len());
    assert_eq!(inspect(&SIGNED).unwrap(), opened.manifest);
    assert_eq!(build(&CATALOGUE), build(&opened.catalogue), "equal catalogues give equal bytes");
    // Signing anew replaces the signature.
    let again = sign(&SIGNED, &PAIR.1, None).unwrap();
    assert!(open(&again, &PAIR.0).is_ok());
    assert_eq!(again.len(), SIGNED.len());
}

#[test]
fn what_is_not_signed_by_the_trusted_key_is_refused() {
    let unsigned = build(&CATALOGUE);
    assert_eq!(refused(&unsigned), ReleaseError::Unsigned);
    let (foreign, secret) = key();
    let by_foreigner = sign(&unsigned, &secret, None).unwrap();
    assert_eq!(refused(&by_foreigner), ReleaseError::ForeignKey { signer: foreign.id().to_owned() });
    assert!(open(&by_foreigner, &foreign).is_ok());
    assert!(matches!(open(&SIGNED, project_key()), Err(ReleaseError::ForeignKey { .. })));
    // The signature of another file, by the right key.
    let mut other = CATALOGUE.clone();
    other = Catalogue::new(
        heldby_model::CatalogueInfo { number: 999, ..other.info().clone() },
        other.vocabulary().clone(),
        other.companies().to_vec(),
        other.breaches().to_vec(),
    );
    let other = sign(&build(&other), &PAIR.1, None).unwrap();
    let signature = &other[build_length(&other)..];
    assert_eq!(refused(&[&unsigned[..], signature].concat()), ReleaseError::BadSignature);
    // A signature of the old kind, which is not accepted any more.
    let text = String::from_utf8(SIGNED[unsigned.len()..].to_vec()).unwrap();
    let legacy = text.replacen("\nRU", "\nRW", 1);
    assert_ne!(text, legacy);
    assert_eq!(refused(&[&unsigned[..], legacy.as_bytes()].concat()), ReleaseError::BadSignature);
}

/// Where the signature begins, by the lengths in the header.
fn build_length(file: &[u8]) -> usize {
    let length = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    18 + length(10) + length(14)
}

#[test]
fn what_is_damaged_says_so() {
    let is_damaged = |file: &[u8]| matches!(refused(file), ReleaseError::Damaged(_));
    let body = build_length(&SIGNED);
    for end in [1, 7, 8, 9, 17, 18, 30, body / 2, body - 1, body + 1, body + 40, SIGNED.len() - 1] {
        assert!(is_damaged(&SIGNED[..end]), "cut off at {end}: {:?}", refused(&SIGNED[..end]));
    }
    assert!(is_damaged(&[&SIGNED[..], b"\n"].concat()), "something behind the signature");
    let mut spelled = SIGNED[..body].to_vec();
    for byte in &SIGNED[body..] {
        spelled.extend_from_slice(if *byte == b'\n' { b"\r\n" } else { std::slice::from_ref(byte) });
    }
    assert!(is_damaged(&spelled), "other line ends in the signature");
    let (first, rest) = spelled.split_at(body + SIGNED[body..].iter().position(|b| *b == b'\n').unwrap());
    assert!(is_damaged(&[first, &rest[1..]].concat()), "other line ends behind the comment");
    let mut payload = SIGNED.clone();
    payload[body - 5] ^= 1;
    assert!(is_damaged(&payload));
    let text = SIGNED.iter().copied().filter(|b| *b != b'\r').collect::<Vec<u8>>();
    assert!(is_damaged(&text), "sent as text");
    for other in [&b""[..], b"PK\x03\x04", b"SQLite format 3\0", b"[]", b"heldby"] {
        assert_eq!(refused(other), ReleaseError::NotARelease, "{other:?}");
    }
    let mut later = SIGNED.clone();
    later[8] = 2;
    assert_eq!(refused(&later), ReleaseError::NewerFormat);
    assert_eq!(refused(&vec![b'H'; MAX_RELEASE + 1]), ReleaseError::TooLarge);
}

#[test]
fn a_manifest_that_promises_something_else_is_refused() {
    // Made by somebody who has the key and lies: another number, with the same length.
    let unsigned = build(&CATALOGUE);
    let needle = format!("\"number\":{}", CATALOGUE.info().number);
    let at = unsigned.windows(needle.len()).position(|w| w == needle.as_bytes()).unwrap() + needle.len() - 1;
    let mut lying = unsigned;
    lying[at] = if lying[at] == b'9' { b'8' } else { b'9' };
    let lying = sign(&lying, &PAIR.1, None).unwrap();
    assert_eq!(refused(&lying), ReleaseError::Contradiction);
}

#[test]
fn keys_with_a_password_need_it() {
    let pair = KeyPair::generate_encrypted_keypair(Some("letmein".into())).unwrap();
    let secret = pair.sk.to_box(None).unwrap().into_string();
    let file = build(&CATALOGUE);
    assert!(sign(&file, &secret, Some("letmein".into())).is_ok());
    assert_eq!(sign(&file, &secret, Some("wrong".into())).unwrap_err(), SignError::WrongPassword);
    assert_eq!(sign(&file, &secret, None).unwrap_err(), SignError::NoKey);
    assert_eq!(sign(&file, "no key", None).unwrap_err(), SignError::NoKey);
    assert_eq!(sign(b"", &PAIR.1, None).unwrap_err(), SignError::Release(ReleaseError::NotARelease));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), ours in any::<bool>()) {
        let file = if ours { [b"HELDBY\r\n\x01\0", &bytes[..]].concat() } else { bytes };
        prop_assert!(open(&file, &PAIR.0).is_err());
    }

    /// Every bit is bound: by the signature, or by the one spelling of it.
    #[test]
    fn a_changed_bit_is_refused(at in any::<prop::sample::Index>(), bit in 0_u8..8, in_signature in any::<bool>()) {
        let mut file = SIGNED.clone();
        let from = if in_signature { build_length(&file) } else { 0 };
        let at = from + at.index(file.len() - from);
        file[at] ^= 1 << bit;
        prop_assert!(open(&file, &PAIR.0).is_err(), "byte {at}, bit {bit}");
    }
}
