//! Any bytes as the file of a vault: recognised by its first two bytes and nothing else, never opened, never changed.

use crate::ground::{Place, key};
use heldby_vault::{Error, Foreign, Header, KdfProfile, Vault};

/// Bytes of the smallest vault.
const PAGE: usize = 4096;

pub fn run(bytes: &[u8]) {
    let parsed = Header::parse(bytes);
    match &parsed {
        Ok(header) => {
            assert_eq!(header.bytes()[..], bytes[..16]);
            assert_eq!(header.profile().id().to_be_bytes(), bytes[..2]);
            assert!(KdfProfile::ALL.contains(&header.profile()));
        }
        Err(Error::NewerFormat) => assert!(bytes[0] == 0 && bytes[1] > 2),
        Err(Error::NotAVault(Foreign::TooShort)) => assert!(bytes.len() < 16),
        Err(Error::NotAVault(Foreign::PlainSqlite)) => assert!(bytes.starts_with(b"SQLite format 3\0")),
        Err(Error::NotAVault(Foreign::UnknownHeader)) => assert!(bytes[0] != 0 || bytes[1] == 0),
        Err(other) => panic!("{other:?}"),
    }

    // The same as a file, with enough behind it to be one.
    let mut file = bytes.to_vec();
    if bytes.len() >= 16 {
        file.resize(bytes.len().next_multiple_of(PAGE), 0xA5);
    }
    let place = Place::empty();
    std::fs::write(place.vault(), &file).unwrap();
    let error = Vault::open_with_key(&place.vault(), key()).err().expect("made-up bytes open with no key");
    match (&parsed, &error) {
        (Ok(_), Error::WrongPassphrase) => assert!(Vault::probe(&place.vault()).is_ok()),
        (Err(parsed), found) => assert_eq!(parsed.to_string(), found.to_string()),
        (Ok(_), found) => panic!("{found:?}"),
    }
    assert!(std::fs::read(place.vault()).unwrap() == file, "a refused file was changed");
    assert_eq!(std::fs::read_dir(place.vault().parent().unwrap()).unwrap().count(), 1);
}
