//! The keys that releases are signed with.

use minisign_verify::PublicKey;
use std::sync::LazyLock;

/// The key of the project, in minisign's form; `docs/releasing.md` says who makes it and how it is kept.
const PROJECT_KEY: &str = include_str!("heldby.pub");

static PROJECT: LazyLock<ReleaseKey> =
    LazyLock::new(|| ReleaseKey::read(PROJECT_KEY).expect("a test of this module reads the embedded key"));

/// A key that releases have to be signed with.
#[derive(Debug, Clone)]
pub struct ReleaseKey {
    pub(super) key: PublicKey,
    id: String,
    line: String,
}

/// The key that the project signs its releases with.
pub fn project_key() -> &'static ReleaseKey {
    &PROJECT
}

impl ReleaseKey {
    /// Reads a public key in minisign's form: the file `*.pub`, or only its second line. `None` if it is none.
    pub fn read(text: &str) -> Option<Self> {
        let line = text.lines().map(str::trim).rfind(|line| !line.is_empty())?;
        let key = PublicKey::from_base64(line).ok()?;
        Some(Self { key, id: key_id(line)?, line: line.to_owned() })
    }

    /// The id of the key, as minisign writes it: 16 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The key itself, as [`read`](Self::read) takes it: one line of base64.
    pub fn line(&self) -> &str {
        &self.line
    }
}

/// The id in a public key or signature in base64: bytes 2 to 9, the last one first.
pub(super) fn key_id(base64: &str) -> Option<String> {
    // Ten bytes are spread over fourteen letters of six bits.
    let mut bits: u128 = 0;
    for letter in base64.bytes().take(14) {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u128::from(value);
    }
    if base64.len() < 14 {
        return None;
    }
    // The lowest four of 84 bits belong to the eleventh byte.
    let id = u64::try_from(bits >> 4 & u128::from(u64::MAX)).ok()?;
    Some(format!("{:016X}", id.swap_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_key_can_be_read() {
        assert_eq!(project_key().id().len(), 16);
        let comment = PROJECT_KEY.lines().next().unwrap();
        assert!(comment.ends_with(project_key().id()), "{comment}");
    }

    #[test]
    fn ids_are_those_that_minisign_writes() {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
        let text = pair.pk.to_box().unwrap().into_string();
        let key = ReleaseKey::read(&text).unwrap();
        assert!(text.contains(key.id()) && key.id().len() == 16, "{text}");
        assert_eq!(ReleaseKey::read(key.line()).unwrap().id(), key.id());
        assert_eq!(text.lines().nth(1), Some(key.line()));
    }

    #[test]
    fn what_is_no_key_is_none() {
        for text in ["", "\n\n", "untrusted comment: a key", "RWQ", "RWQf6LRCGA9i5", "ü".repeat(60).as_str()]
        {
            assert!(ReleaseKey::read(text).is_none(), "{text:?}");
        }
    }
}
