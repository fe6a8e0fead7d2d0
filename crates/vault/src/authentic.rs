//! Whether a page was written with a key, without SQLite: it has to be known before SQLite writes.

use crate::{Header, VaultKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use zeroize::Zeroizing;

/// Bytes of a page of ours.
pub(crate) const PAGE: usize = 4096;

/// Bytes at the end of a page that authenticate what stands before them.
const TAG: usize = 64;

/// Bytes of the header, which stand in the first page and are part of every key.
const SALT: usize = 16;

/// The authentication of the pages of one file, as SECURITY.md describes it under "The file".
pub(crate) struct Pages(Hmac<Sha512>);

impl Pages {
    /// For the file with this header, if the key is its key.
    pub(crate) fn of(key: &VaultKey, header: &Header) -> Self {
        let keyed = |key: &[u8]| Hmac::new_from_slice(key).expect("a key may have any length");
        let round = |parts: &[&[u8]]| {
            let mut mac: Hmac<Sha512> = keyed(key.expose_secret());
            parts.iter().for_each(|part| mac.update(part));
            Zeroizing::new(<[u8; TAG]>::from(mac.finalize().into_bytes()))
        };
        // PBKDF2 in two rounds, of which the first half is taken.
        let first = round(&[&header.bytes().map(|byte| byte ^ 0x3a), &1_u32.to_be_bytes()]);
        let second = round(&[&first[..]]);
        let half: Zeroizing<[u8; 32]> = Zeroizing::new(std::array::from_fn(|at| first[at] ^ second[at]));
        Self(keyed(&half[..]))
    }

    /// Whether this is what was written as the page of this number.
    pub(crate) fn wrote(&self, number: u32, page: &[u8; PAGE]) -> bool {
        let (content, tag) = page.split_at(PAGE - TAG);
        let mut mac = self.0.clone();
        mac.update(if number == 1 { &content[SALT..] } else { content });
        mac.update(&number.to_le_bytes());
        mac.verify_slice(tag).is_ok()
    }
}
