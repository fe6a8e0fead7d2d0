//! The first 16 bytes of a vault: the only ones that are not encrypted.
//!
//! SQLCipher stores the salt there that it is given with the key. Ours is
//! `profile id (2 bytes, big endian) || random (14 bytes)`; all 16 bytes are the salt of Argon2id and of
//! the keys of the page authentication, so a vault with a changed header does not open.

use crate::{Error, Foreign, KdfProfile, Result};

/// Length of the header in bytes.
const HEADER_LEN: usize = 16;

/// The first 16 bytes of a plain SQLite database.
const PLAIN_SQLITE: &[u8; HEADER_LEN] = b"SQLite format 3\0";

/// Ids up to here are set aside for profiles to come. What lies above was never written by any Heldby.
const LAST_RESERVED_PROFILE: u16 = 255;

/// Salt and key derivation profile of one vault. Not secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    profile: KdfProfile,
    bytes: [u8; HEADER_LEN],
}

impl Header {
    /// A header with a salt that no vault had before.
    ///
    /// # Errors
    /// [`Error::NoRandomness`].
    pub fn generate(profile: KdfProfile) -> Result<Self> {
        let mut bytes = [0; HEADER_LEN];
        let (id, random) = bytes.split_at_mut(2);
        id.copy_from_slice(&profile.id().to_be_bytes());
        getrandom::fill(random).map_err(|_| Error::NoRandomness)?;
        Ok(Self { profile, bytes })
    }

    /// Reads a header; total over all bytes.
    ///
    /// # Errors
    /// [`Error::NewerFormat`] for a profile of a later version, [`Error::NotAVault`] for everything that is
    /// no header.
    pub fn parse(file: &[u8]) -> Result<Self> {
        let bytes = *file.first_chunk::<HEADER_LEN>().ok_or(Error::NotAVault(Foreign::TooShort))?;
        if &bytes == PLAIN_SQLITE {
            return Err(Error::NotAVault(Foreign::PlainSqlite));
        }
        let id = u16::from_be_bytes([bytes[0], bytes[1]]);
        match KdfProfile::ALL.into_iter().find(|p| p.id() == id) {
            Some(profile) => Ok(Self { profile, bytes }),
            None if (1..=LAST_RESERVED_PROFILE).contains(&id) => Err(Error::NewerFormat),
            None => Err(Error::NotAVault(Foreign::UnknownHeader)),
        }
    }

    /// How the key of this vault is derived.
    pub fn profile(&self) -> KdfProfile {
        self.profile
    }

    /// The bytes as they stand in the file.
    pub fn bytes(&self) -> &[u8; HEADER_LEN] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headers_are_told_apart() {
        let with_id = |id: u16| {
            let mut bytes = [7; 32];
            bytes[..2].copy_from_slice(&id.to_be_bytes());
            Header::parse(&bytes)
        };
        assert_eq!(with_id(1).unwrap().profile(), KdfProfile::Default);
        assert_eq!(with_id(2).unwrap().profile(), KdfProfile::LowMemory);
        assert!(matches!(with_id(3), Err(Error::NewerFormat)));
        assert!(matches!(with_id(255), Err(Error::NewerFormat)));
        assert!(matches!(with_id(0), Err(Error::NotAVault(Foreign::UnknownHeader))));
        assert!(matches!(with_id(256), Err(Error::NotAVault(Foreign::UnknownHeader))));
        assert!(matches!(
            Header::parse(b"SQLite format 3\0..."),
            Err(Error::NotAVault(Foreign::PlainSqlite))
        ));
        assert!(matches!(Header::parse(&[0, 1]), Err(Error::NotAVault(Foreign::TooShort))));
    }

    #[test]
    fn generated_headers_read_back_and_differ() {
        for profile in KdfProfile::ALL {
            let (a, b) = (Header::generate(profile).unwrap(), Header::generate(profile).unwrap());
            assert_eq!(Header::parse(a.bytes()).unwrap(), a);
            assert_ne!(a, b);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_header_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            match Header::parse(&bytes) {
                Ok(header) => prop_assert_eq!(header.bytes().as_slice(), &bytes[..HEADER_LEN]),
                Err(Error::NewerFormat | Error::NotAVault(_)) => {}
                Err(other) => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
