//! A key as text and back: 64 hexadecimal digits after a word that says what it is.

use crate::{KEY_LEN, Key};
use zeroize::Zeroizing;

/// Says what the entry is to whoever finds it in a keyring's own window.
const WORD: &str = "heldby-vault-key:";

/// The text that is kept.
pub fn from_key(key: &[u8]) -> Zeroizing<String> {
    // Room for all of it: a text that grows leaves copies.
    let mut text = Zeroizing::new(String::with_capacity(WORD.len() + 2 * key.len()));
    text.push_str(WORD);
    for byte in key {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).expect("four bits are one digit"));
        }
    }
    text
}

/// The key, if the text is one.
pub fn to_key(text: &[u8]) -> Option<Key> {
    let digits = text.strip_prefix(WORD.as_bytes())?;
    if digits.len() != 2 * KEY_LEN {
        return None;
    }
    let mut key = Zeroizing::new(Vec::with_capacity(KEY_LEN));
    for pair in digits.chunks_exact(2) {
        let [high, low] = [pair[0], pair[1]].map(|digit| char::from(digit).to_digit(16));
        key.push(u8::try_from(high? << 4 | low?).ok()?);
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back() {
        let key: Vec<u8> = (0..32).map(|n: u8| n.wrapping_mul(37)).collect();
        assert_eq!(to_key(from_key(&key).as_bytes()).as_deref(), Some(&key));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let good = from_key(&[0xab; 32]);
        for bad in
            ["", WORD, &good[1..], &good[..good.len() - 1], &format!("{}0", *good), &good.replace('b', "g")]
        {
            assert!(to_key(bad.as_bytes()).is_none(), "{bad}");
        }
        assert!(to_key(&[0xff; 81]).is_none());
    }
}
