//! Any bytes as a release of the catalogue: only what was signed opens.

use crate::artefact::START;
use crate::ground::{CATALOGUE, signed_release, trusted};
use blake2::{Blake2b512, Digest};
use heldby_catalogue::release::{ReleaseError, inspect, open};
use std::sync::LazyLock;

static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| signed_release(CATALOGUE.info().number));

/// Bytes of the header in front of the manifest.
const HEADER: usize = 18;

/// The first byte chooses what the rest is: a file, edits of a signed one, or a payload with its right digest.
pub fn run(bytes: &[u8]) {
    match bytes.split_first() {
        None => assert_eq!(open(&[], trusted()).unwrap_err(), ReleaseError::NotARelease),
        Some((0..=63, file)) => foreign(file),
        Some((64..=159, edits)) => edited(edits),
        Some((_, payload)) => wrapped(payload),
    }
}

/// A file that the trusted key never signed.
fn foreign(file: &[u8]) {
    let refused = open(file, trusted()).expect_err("nobody signed it");
    assert!(!refused.to_string().is_empty());
    consistent(file);
}

/// The signed file with bytes of it replaced: five bytes are a place, a value, and how many times it stands there.
fn edited(edits: &[u8]) {
    let mut file = SIGNED.clone();
    for edit in edits.chunks_exact(5) {
        let at = usize::from(u16::from_le_bytes([edit[0], edit[1]])) * 2 + usize::from(edit[4] & 1);
        match edit[4] >> 6 {
            // Cut off.
            0 if edit[4] & 2 != 0 => file.truncate(at),
            // Replaced, from the beginning or the end, or added behind.
            0 | 1 => file.iter_mut().skip(at).take(1 + usize::from(edit[3])).for_each(|b| *b = edit[2]),
            2 => file
                .iter_mut()
                .rev()
                .skip(at % 400)
                .take(1 + usize::from(edit[3] % 8))
                .for_each(|b| *b = edit[2]),
            _ => file.extend(std::iter::repeat_n(edit[2], 1 + usize::from(edit[3]))),
        }
    }
    match open(&file, trusted()) {
        Ok(opened) => {
            assert!(file == *SIGNED, "a changed file passes for a signed one");
            assert_eq!(opened.catalogue.breaches(), CATALOGUE.breaches());
        }
        Err(_) => assert!(file != *SIGNED, "the signed file is refused"),
    }
    consistent(&file);
}

/// What is refused for another reason than its signature can also not be looked at, and for the same reason.
fn consistent(file: &[u8]) {
    if let Err(error) = inspect(file) {
        assert_eq!(open(file, trusted()).expect_err("nothing opens that cannot be looked at"), error);
    }
}

/// What somebody could make who knows everything but the key: manifest and payload, split at a zero byte, with the
/// payload's right digest and right lengths.
fn wrapped(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let said = String::from_utf8_lossy(&bytes[..end]);
    let payload = bytes.get(end + 1..).unwrap_or_default();
    let payload = [&START, payload].concat();
    let digest: String = Blake2b512::digest(&payload).iter().map(|byte| format!("{byte:02x}")).collect();
    let manifest = format!("{{{said}\"payload_blake2b\":\"{digest}\"}}");
    let mut file = b"HELDBY\r\n\x01\0".to_vec();
    file.extend(u32::try_from(manifest.len()).unwrap().to_le_bytes());
    file.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
    assert_eq!(file.len(), HEADER);
    file.extend(manifest.bytes());
    file.extend(&payload);
    assert!(open(&file, trusted()).is_err(), "nobody signed it");
    consistent(&file);
}
