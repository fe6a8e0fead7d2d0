//! What lies under the name of a vault's journal: SQLite would write it into the vault before it knows the key.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_vault::{Error, Vault};
use rusqlite::Connection;
use std::fs;
use std::path::PathBuf;
use support::{Folder, key};

const RECORD: usize = 4 + 4096 + 4;

fn journal(folder: &Folder) -> PathBuf {
    folder.path().join("private.heldby-journal")
}

/// The vault as a crash in the middle of a large change leaves it, with its journal.
fn interrupted() -> Folder {
    let folder = Folder::with_vault(60);
    let salt = *Vault::probe(&folder.vault()).unwrap().bytes();
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let conn = Connection::open(folder.vault()).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}{}'\";", hex(&[1; 32]), hex(&salt))).unwrap();
    conn.execute_batch(
        "PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN IMMEDIATE;
         UPDATE identifiers SET value = value || 'x'; UPDATE periods SET attributes = attributes || ' x';
         UPDATE answers SET answered = 1; UPDATE holdings SET note = note || hex(zeroblob(900));",
    )
    .unwrap();
    let taken = (fs::read(folder.vault()).unwrap(), fs::read(journal(&folder)).unwrap());
    conn.execute_batch("ROLLBACK;").unwrap();
    drop(conn);
    fs::write(folder.vault(), taken.0).unwrap();
    fs::write(journal(&folder), taken.1).unwrap();
    folder
}

/// A journal without a page that says that the vault was shorter.
fn cutting(sector: u32) -> Vec<u8> {
    let mut bytes = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    for number in [0, 7, 3, sector, 4096] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    bytes.resize(512, 0);
    bytes
}

/// Where the records of a journal begin that would be played back.
fn records(journal: &[u8]) -> Vec<usize> {
    let number = |at: usize| u32::from_be_bytes(journal[at..at + 4].try_into().unwrap()) as usize;
    let (mut found, mut part) = (Vec::new(), 0);
    while journal[part..].starts_with(&journal[..8]) {
        let begin = part + number(20);
        found.extend((0..number(part + 8)).map(|n| begin + n * RECORD));
        part = (begin + number(part + 8) * RECORD).next_multiple_of(number(20));
    }
    found
}

fn opens(folder: &Folder, with: u8) -> Result<Vault, Error> {
    Vault::open_with_key(&folder.vault(), key(with))
}

fn stays(folder: &Folder, with: u8, expected: fn(&Error) -> bool) {
    let before = folder.files();
    let error = opens(folder, with).err().unwrap();
    assert!(expected(&error), "{error:?}");
    assert!(folder.files() == before, "{error:?} changed something");
}

#[test]
fn a_wrong_key_plays_nothing_back() {
    let wrong = |e: &Error| matches!(e, Error::WrongPassphrase);
    let folder = Folder::with_vault(20);
    fs::write(journal(&folder), cutting(512)).unwrap();
    stays(&folder, 2, wrong);
    let folder = interrupted();
    stays(&folder, 2, wrong);
    // With the right one it is what the journal is for.
    let vault = opens(&folder, 1).unwrap();
    vault.check().unwrap();
    assert!(vault.holdings().unwrap().iter().all(|h| h.details.note.len() < 100));
}

#[test]
fn a_first_page_that_was_half_written_comes_back() {
    let folder = interrupted();
    let mut bytes = fs::read(folder.vault()).unwrap();
    bytes[2048..4096].fill(7);
    fs::write(folder.vault(), bytes).unwrap();
    stays(&folder, 2, |e| matches!(e, Error::WrongPassphrase));
    opens(&folder, 1).unwrap().check().unwrap();
}

#[test]
fn a_journal_that_somebody_else_wrote_is_refused() {
    let left = |e: &Error| matches!(e, Error::JournalLeft);
    let folder = Folder::with_vault(20);
    fs::write(journal(&folder), cutting(512)).unwrap();
    stays(&folder, 1, left);

    // A bit in each of the pages; a page under the number of another.
    let folder = interrupted();
    let whole = fs::read(journal(&folder)).unwrap();
    let records = records(&whole);
    assert!(records.len() > 3, "{records:?}");
    for record in &records {
        let mut bytes = whole.clone();
        // Past the salt; SQLite's own checksum looks at every two hundredth byte only.
        bytes[record + 4 + 33] ^= 1;
        fs::write(journal(&folder), bytes).unwrap();
        stays(&folder, 1, left);
    }
    let mut bytes = whole.clone();
    bytes[records[1] + 3] ^= 1;
    fs::write(journal(&folder), bytes).unwrap();
    stays(&folder, 1, left);
    fs::write(journal(&folder), whole).unwrap();
    opens(&folder, 1).unwrap().check().unwrap();
}

/// SQLite plays back nothing whose sectors have such a size, and neither is it walked through.
#[test]
fn sectors_of_no_size_are_nothing() {
    for sector in [0, 1, 16, 48, 513, 131_072] {
        let folder = Folder::with_vault(20);
        let before = fs::read(folder.vault()).unwrap();
        fs::write(journal(&folder), cutting(sector)).unwrap();
        assert_eq!(opens(&folder, 1).unwrap().holdings().unwrap().len(), 20, "{sector}");
        assert!(fs::read(folder.vault()).unwrap() == before, "{sector}");
    }
    let folder = Folder::with_vault(1);
    fs::write(journal(&folder), cutting(65_536)).unwrap();
    assert!(matches!(opens(&folder, 1), Err(Error::JournalLeft)));
}
