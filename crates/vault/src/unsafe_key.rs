//! The unsafe calls of this crate: handing the raw key to SQLCipher, and asking SQLite what the system said.
//!
//! As the SQL text `PRAGMA key = …` the key would pass through the statement parser and stay in its memory.
#![allow(unsafe_code, reason = "rusqlite has no safe call for sqlite3_key and sqlite3_system_errno")]

use crate::{Header, VaultKey};
use rusqlite::{Connection, ffi};
use std::ffi::c_int;
use zeroize::Zeroizing;

/// Gives a fresh connection its raw key and salt as `x'<64 hex digits of the key><32 of the salt>'`.
/// Says nothing about whether the key fits: the first read does.
pub(crate) fn set_key(conn: &Connection, key: &VaultKey, header: &Header) -> rusqlite::Result<()> {
    let literal = key_literal(key, header);
    let len = c_int::try_from(literal.len()).expect("the literal has 99 bytes");
    // SAFETY: the handle belongs to `conn`, which outlives the call and is on this thread; SQLCipher reads
    // exactly `len` bytes from a pointer to as many and keeps a copy of its own.
    let code = unsafe { ffi::sqlite3_key(conn.handle(), literal.as_ptr().cast(), len) };
    if code == ffi::SQLITE_OK {
        Ok(())
    } else {
        Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
    }
}

/// What the system said when this connection last failed to open, read or write a file; 0 if it never did.
pub(crate) fn system_error(conn: &Connection) -> i32 {
    // SAFETY: the handle belongs to `conn`, which outlives the call and is on this thread.
    unsafe { ffi::sqlite3_system_errno(conn.handle()) }
}

fn key_literal(key: &VaultKey, header: &Header) -> Zeroizing<Vec<u8>> {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut literal = Zeroizing::new(Vec::with_capacity(2 + 64 + 32 + 1));
    literal.extend_from_slice(b"x'");
    // The key itself is what the database is opened with.
    for byte in key.expose_secret().iter().chain(header.bytes()) {
        literal.extend_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    }
    literal.push(b'\'');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KdfProfile;

    #[test]
    fn the_literal_has_the_form_that_sqlcipher_expects() {
        let header = Header::generate(KdfProfile::Default).unwrap();
        let literal = key_literal(&VaultKey::from_bytes(&mut [0xA7; 32]), &header);
        let text = std::str::from_utf8(&literal).unwrap();
        assert_eq!(text.len(), 99);
        assert!(text.starts_with(&format!("x'{}0001", "a7".repeat(32))), "{text}");
        assert!(text.ends_with('\''));
    }
}
