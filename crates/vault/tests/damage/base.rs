//! The vault that is damaged: one frozen file, so that every damaged one has the same bytes on every machine.

use crate::support::{Folder, key};
use heldby_vault::{Error, Foreign, LayerKind, Result, Vault};
use rusqlite::Connection;
use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The frozen file, written by the example `damage_base` and opened by `key(1)`.
pub const BASE: &[u8] = include_bytes!("base.heldby");

/// Bytes of a page.
pub const PAGE: usize = 4096;

/// Bytes at the end of each page that hold its initialisation vector and its HMAC.
pub const IV: usize = PAGE - 80;
pub const HMAC: usize = PAGE - 64;

/// Pages of the frozen file.
pub const PAGES: usize = BASE.len() / PAGE;

/// The time that every damaged file claims to be from: a write of any kind shows.
const LONG_AGO: Duration = Duration::from_secs(1_000_000_000);

/// A folder with a vault of these bytes. In memory where the system offers that.
pub fn folder_with(bytes: &[u8]) -> Folder {
    let folder = Folder::quick();
    put(&folder.vault(), bytes);
    folder
}

/// Writes a file and makes it old.
pub fn put(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + LONG_AGO;
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_times(FileTimes::new().set_modified(long_ago))
        .unwrap();
}

/// Whether a file still has these bytes and was not written since [`put`].
pub fn untouched(path: &Path, bytes: &[u8]) -> bool {
    let modified = fs::metadata(path).unwrap().modified().unwrap();
    modified == SystemTime::UNIX_EPOCH + LONG_AGO && fs::read(path).unwrap() == bytes
}

/// Opens it, checks it, reads all of it.
pub fn use_all(path: &Path, key_number: u8) -> Result<String> {
    let vault = Vault::open_with_key(path, key(key_number))?;
    vault.check()?;
    let all = everything(&vault)?;
    vault.close()?;
    Ok(all)
}

/// All that is in a vault, as text.
pub fn everything(vault: &Vault) -> Result<String> {
    let first = (vault.persons()?, vault.holdings()?, vault.setting("theme")?, vault.layers()?);
    let second = (vault.layer_content(LayerKind::Hibp)?, vault.private_breaches()?, vault.confirmed_names()?);
    Ok(format!("{first:?} {second:?} {:?} {:?}", vault.seen_breaches()?, vault.news()?))
}

/// The word for an error in the names of damaged files.
pub fn code(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "not-found",
        Error::IsFolder => "is-folder",
        Error::NotAVault(Foreign::TooShort) => "too-short",
        Error::NotAVault(Foreign::PlainSqlite) => "plain-sqlite",
        Error::NotAVault(Foreign::UnknownHeader) => "unknown-header",
        Error::NotAVault(Foreign::OtherApplication) => "other-application",
        Error::NotAVault(Foreign::SpecialFile) => "special-file",
        Error::NewerFormat => "newer-format",
        Error::WrongPassphrase => "wrong-passphrase",
        Error::Damaged => "damaged",
        Error::ReadOnly => "read-only",
        Error::PermissionDenied => "permission-denied",
        Error::InUse => "in-use",
        Error::JournalLeft => "journal-left",
        Error::Io { .. } => "io",
        Error::Sqlite { .. } => "sqlite",
        other => panic!("no damaged file should lead to {other:?}"),
    }
}

/// Opens a SQLCipher file as its own documentation says, with a raw key of 32 times the same byte. A new one gets the
/// salt.
pub fn sqlcipher(path: &Path, key_byte: u8, salt: &[u8]) -> Connection {
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}{}'\";", hex(&[key_byte; 32]), hex(salt))).unwrap();
    conn
}

/// The frozen vault after this SQL, by somebody who has its key.
pub fn doctored(sql: &str) -> Vec<u8> {
    let folder = folder_with(BASE);
    let conn = sqlcipher(&folder.vault(), 1, &BASE[..16]);
    conn.execute_batch(sql).unwrap();
    drop(conn);
    fs::read(folder.vault()).unwrap()
}
