//! Passphrases and keys: newtypes that are wiped when dropped and cannot be printed, copied or serialised.

use crate::{Error, Result};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Bytes of the longest passphrase that is accepted.
pub const MAX_PASSPHRASE: usize = 1024 * 1024;

/// What the person types to open the vault.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl Passphrase {
    /// Takes over what was typed, unchanged: spaces and line breaks count.
    ///
    /// # Errors
    /// [`Error::EmptyPassphrase`], or [`Error::TooLong`] above a mebibyte. The text is wiped in both cases.
    pub fn new(typed: String) -> Result<Self> {
        let passphrase = Self(typed);
        match passphrase.0.len() {
            0 => Err(Error::EmptyPassphrase),
            n if n > MAX_PASSPHRASE => Err(Error::TooLong { field: "passphrase", limit: MAX_PASSPHRASE }),
            _ => Ok(passphrase),
        }
    }

    /// What was typed. For estimating its [strength](crate::strength()) only.
    pub fn expose_secret(&self) -> &str {
        &self.0
    }

    /// The form from which the key is derived: NFC, so that it does not matter whether a keyboard sends
    /// "é" as one character or as two.
    pub(crate) fn normalised(&self) -> Zeroizing<String> {
        // NFC takes at most three times the bytes in UTF-8; a buffer that never grows leaves no copies.
        let mut text = Zeroizing::new(String::with_capacity(self.0.len() * 3));
        text.extend(self.0.nfc());
        text
    }
}

/// The 32 bytes that open the vault without its passphrase. They stay in one place until they are wiped:
/// moving this value moves a pointer, and leaves no copies on the stack.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct VaultKey(Box<[u8; 32]>);

impl VaultKey {
    /// Takes over a key as it is, for example from a keyring, and wipes where it came from.
    pub fn from_bytes(bytes: &mut [u8; 32]) -> Self {
        let key = Self::fill(|place| place.copy_from_slice(bytes));
        bytes.zeroize();
        key
    }

    /// Lets the key be written where it will stay.
    pub(crate) fn fill(write: impl FnOnce(&mut [u8; 32])) -> Self {
        let mut key = Self(Box::new([0; 32]));
        write(&mut key.0);
        key
    }

    /// A second copy, wiped like the first: for a file under the same key.
    pub(crate) fn duplicate(&self) -> Self {
        Self::fill(|place| place.copy_from_slice(&*self.0))
    }

    /// The key itself: whoever sees it can read the vault.
    pub fn expose_secret(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether both are the same, in a time that does not depend on where they differ.
    pub(crate) fn same(&self, other: &Self) -> bool {
        std::hint::black_box(self.0.iter().zip(other.0.iter()).fold(0, |acc, (a, b)| acc | (a ^ b))) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passphrases_are_limited_and_normalised() {
        assert!(matches!(Passphrase::new(String::new()), Err(Error::EmptyPassphrase)));
        assert!(Passphrase::new("x".repeat(10_000)).is_ok());
        assert!(matches!(Passphrase::new("x".repeat(MAX_PASSPHRASE + 1)), Err(Error::TooLong { .. })));
        let composed = Passphrase::new("caf\u{e9}".into()).unwrap();
        let decomposed = Passphrase::new("cafe\u{301}".into()).unwrap();
        assert_eq!(*composed.normalised(), *decomposed.normalised());
    }

    #[test]
    fn normalising_never_grows_its_buffer() {
        // U+1D160 and U+0390 are among the characters whose NFC is longest.
        for c in ['\u{1D160}', '\u{390}', '\u{FB2C}', 'a', '\u{AC01}'] {
            let passphrase = Passphrase::new(c.to_string().repeat(1000)).unwrap();
            assert!(passphrase.normalised().len() <= passphrase.0.len() * 3, "{c:?}");
        }
    }

    #[test]
    fn keys_compare_by_value() {
        let key = VaultKey::from_bytes(&mut [7; 32]);
        assert!(key.same(&VaultKey::from_bytes(&mut [7; 32])));
        for i in 0..32 {
            let mut other = [7; 32];
            other[i] ^= 1;
            assert!(!key.same(&VaultKey::from_bytes(&mut other)), "byte {i}");
        }
    }
}
