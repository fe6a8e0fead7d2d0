//! The layout of a release file: taking it apart, checking it, putting it together.

use super::key::key_id;
use super::{Manifest, ReleaseError, ReleaseKey};
use crate::artefact::{self, ArtefactError};
use heldby_model::Catalogue;
use minisign_verify::{Error as MinisignError, Signature};
use std::ops::Range;

/// Bytes of the largest file that is read as a release. A real one has a tenth of that.
pub const MAX_RELEASE: usize = 64 << 20;

/// Bytes of the longest signature that is read.
const MAX_SIGNATURE: usize = 2_000;

const MAGIC: &[u8; 8] = b"HELDBY\r\n";
const VERSION: u16 = 1;
const HEADER: usize = 18;

/// The one comment that a signature may carry: what is not bound by it must not say anything.
pub(super) const COMMENT: &str = "signature of a Heldby catalogue";

/// A release that was checked.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it says about itself.
    pub manifest: Manifest,
    /// What is in it.
    pub catalogue: Catalogue,
    /// Id of the key that signed it.
    pub signer: String,
}

/// Compiles a catalogue to an unsigned release. Equal catalogues give equal bytes.
pub fn build(catalogue: &Catalogue) -> Vec<u8> {
    let payload = artefact::encode(catalogue);
    pack(&Manifest::of(catalogue, &payload).write(), &payload)
}

fn pack(manifest: &[u8], payload: &[u8]) -> Vec<u8> {
    let length = |part: &[u8]| u32::try_from(part.len()).expect("a part has far fewer bytes than 2^32");
    let mut file = Vec::with_capacity(HEADER + manifest.len() + payload.len());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&length(manifest).to_le_bytes());
    file.extend_from_slice(&length(payload).to_le_bytes());
    file.extend_from_slice(manifest);
    file.extend_from_slice(payload);
    file
}

/// Reads the manifest of a whole file, signed or not. It proves nothing about who made it.
///
/// # Errors
/// Every [`ReleaseError`] that does not speak of signatures.
pub fn inspect(file: &[u8]) -> Result<Manifest, ReleaseError> {
    let parts = split(file)?;
    let manifest = Manifest::read(&file[parts.manifest])?;
    if manifest.fits(&file[parts.payload]) {
        Ok(manifest)
    } else {
        Err(ReleaseError::Damaged("its content was changed"))
    }
}

/// Checks a release against a key and reads what is in it. Nothing of the payload is looked at before the signature
/// has been found good.
///
/// # Errors
/// A [`ReleaseError`] for each way in which a file can be something else.
pub fn open(file: &[u8], key: &ReleaseKey) -> Result<Opened, ReleaseError> {
    let manifest = inspect(file)?;
    let parts = split(file)?;
    verify(&file[..parts.signature], &file[parts.signature..], key)?;
    let catalogue = content(file, &manifest)?;
    Ok(Opened { manifest, catalogue, signer: key.id().to_owned() })
}

/// The catalogue in a file whose manifest was read.
fn content(file: &[u8], manifest: &Manifest) -> Result<Catalogue, ReleaseError> {
    let payload = &file[split(file)?.payload];
    let catalogue = artefact::decode(payload).map_err(|error| {
        // Damage is excluded by the digest: program and file are of different ages, or the maker made a mistake.
        match error {
            ArtefactError::Newer(_) => ReleaseError::NewerFormat,
            ArtefactError::Older(_) => ReleaseError::OlderFormat,
            _ => ReleaseError::Contradiction,
        }
    })?;
    if Manifest::of(&catalogue, payload) == *manifest {
        Ok(catalogue)
    } else {
        Err(ReleaseError::Contradiction)
    }
}

/// Where the parts of a file lie.
pub(super) struct Parts {
    manifest: Range<usize>,
    payload: Range<usize>,
    /// Where the signature begins; the end of the file if there is none.
    pub signature: usize,
}

/// Finds the parts of a file.
pub(super) fn split(file: &[u8]) -> Result<Parts, ReleaseError> {
    if file.len() > MAX_RELEASE {
        return Err(ReleaseError::TooLarge);
    }
    if !file.starts_with(MAGIC) {
        // A file that was cut off within its first bytes, or sent as text, is still ours.
        let ours = !file.is_empty() && (MAGIC.starts_with(file) || file.starts_with(b"HELDBY\n"));
        return Err(if ours {
            ReleaseError::Damaged("its beginning was changed")
        } else {
            ReleaseError::NotARelease
        });
    }
    let cut = ReleaseError::Damaged("it is cut off");
    let header = file.first_chunk::<HEADER>().ok_or(cut.clone())?;
    if u16::from_le_bytes([header[8], header[9]]) != VERSION {
        return Err(ReleaseError::NewerFormat);
    }
    let length = |at: usize| {
        let bytes = [header[at], header[at + 1], header[at + 2], header[at + 3]];
        usize::try_from(u32::from_le_bytes(bytes)).map_err(|_| ReleaseError::TooLarge)
    };
    let payload = length(10)?.checked_add(HEADER).ok_or(cut.clone())?;
    let signature = length(14)?.checked_add(payload).ok_or(cut.clone())?;
    if signature > file.len() {
        return Err(cut);
    }
    Ok(Parts { manifest: HEADER..payload, payload: payload..signature, signature })
}

fn verify(signed: &[u8], signature: &[u8], key: &ReleaseKey) -> Result<(), ReleaseError> {
    if signature.is_empty() {
        return Err(ReleaseError::Unsigned);
    }
    let damaged = ReleaseError::Damaged("its signature cannot be read");
    if signature.len() > MAX_SIGNATURE {
        return Err(damaged);
    }
    let text = std::str::from_utf8(signature).map_err(|_| damaged.clone())?;
    let lines: Vec<&str> = text.split('\n').collect();
    let [comment, line, _, _, ""] = lines[..] else {
        return Err(damaged);
    };
    // The reader of signatures would take such a line end too, and there is to be one spelling.
    if text.contains('\r') {
        return Err(damaged);
    }
    if comment.strip_prefix("untrusted comment: ") != Some(COMMENT) {
        return Err(damaged);
    }
    let read = Signature::decode(text).map_err(|_| damaged.clone())?;
    match key.key.verify(signed, &read, false) {
        Ok(()) => Ok(()),
        Err(MinisignError::UnexpectedKeyId) => {
            Err(ReleaseError::ForeignKey { signer: key_id(line).ok_or(damaged)? })
        }
        Err(_) => Err(ReleaseError::BadSignature),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heldby_model::{CatalogueInfo, PartialDate, Vocabulary};

    #[test]
    fn a_payload_of_another_layout_says_which_way_it_differs() {
        let info = CatalogueInfo { date: PartialDate::Year(2026), number: 1 };
        let catalogue = Catalogue::new(info, Vocabulary::new(Vec::new()), Vec::new(), Vec::new());
        let with_layout = |layout: u8| {
            let mut payload = artefact::encode(&catalogue);
            payload[7] = layout;
            let file = pack(&Manifest::of(&catalogue, &payload).write(), &payload);
            content(&file, &inspect(&file)?).map(|_| ())
        };
        assert_eq!(with_layout(artefact::encode(&catalogue)[7]), Ok(()));
        assert_eq!(with_layout(1), Err(ReleaseError::OlderFormat));
        assert_eq!(with_layout(u8::MAX), Err(ReleaseError::NewerFormat));
    }
}
