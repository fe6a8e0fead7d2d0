//! What a release says about itself.

use super::ReleaseError;
use blake2::{Blake2b512, Digest};
use heldby_model::Catalogue;
use serde::{Deserialize, Serialize};

/// What a release says about itself. Bound by the signature; compared with the content before anything is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// When its facts were last reviewed: a year, month or day.
    pub date: String,
    /// Rises with every release.
    pub number: u32,
    /// How many companies it holds.
    pub companies: u32,
    /// How many breaches it holds.
    pub breaches: u32,
    /// BLAKE2b-512 of the payload as hexadecimal digits.
    pub payload_blake2b: String,
}

impl Manifest {
    /// The manifest of a catalogue and its compiled form.
    pub(super) fn of(catalogue: &Catalogue, payload: &[u8]) -> Self {
        let count = |n: usize| u32::try_from(n).expect("a catalogue has far fewer records than 2^32");
        Self {
            date: catalogue.info().date.to_string(),
            number: catalogue.info().number,
            companies: count(catalogue.companies().len()),
            breaches: count(catalogue.breaches().len()),
            payload_blake2b: digest(payload),
        }
    }

    pub(super) fn read(json: &[u8]) -> Result<Self, ReleaseError> {
        serde_json::from_slice(json).map_err(|_| ReleaseError::Damaged("its manifest cannot be read"))
    }

    pub(super) fn write(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers can always be written as JSON")
    }

    /// Whether this manifest was made for these bytes.
    pub(super) fn fits(&self, payload: &[u8]) -> bool {
        self.payload_blake2b == digest(payload)
    }
}

fn digest(payload: &[u8]) -> String {
    Blake2b512::digest(payload).iter().map(|byte| format!("{byte:02x}")).collect()
}
