//! A vault with other tables than Heldby makes: its views, triggers and expressions would run when it is read. It is
//! refused, whichever way it comes in, before a row of it is read.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_vault::{Error, Opener, Snapshot, Vault, restore_at, salvage};
use rusqlite::Connection;
use std::fs;
use std::time::{Duration, Instant};
use support::{Folder, at, key};

/// A list without an end, for whoever asks a view for its rows.
const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";

/// Does something to the tables of a vault under `key(1)`, as its owner's own tools could.
fn doctored(sql: &str) -> Folder {
    let folder = Folder::with_vault(2);
    let salt = *Vault::probe(&folder.vault()).unwrap().bytes();
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let conn = Connection::open(folder.vault()).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}{}'\";", hex(&[1; 32]), hex(&salt))).unwrap();
    conn.execute_batch(sql).unwrap();
    folder
}

fn is_damaged<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Damaged))
}

#[test]
fn a_vault_with_other_tables_is_refused_everywhere() {
    let cases = [
        format!(
            "DROP TABLE settings; CREATE VIEW settings (key, value) AS {ENDLESS} SELECT 'k' || i, 'v' FROM n;"
        ),
        format!(
            "DROP TABLE format; CREATE VIEW format (only_row, version) AS {ENDLESS} SELECT 1, 2 FROM n WHERE i < 0;"
        ),
        "CREATE TABLE kept (name TEXT);
         CREATE TRIGGER spy BEFORE DELETE ON holdings BEGIN INSERT INTO kept VALUES (old.name); END;"
            .into(),
        "CREATE TABLE \"kept\"\"x\" (name TEXT);".into(),
        "CREATE INDEX more ON persons (name);".into(),
        "CREATE INDEX slow ON persons (hex(zeroblob(1000000)));".into(),
        "DROP INDEX holdings_by_person;".into(),
        "DROP TABLE news;".into(),
        "ALTER TABLE persons ADD COLUMN born TEXT;".into(),
        "ANALYZE;".into(),
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT') WHERE name = 'persons';"
            .into(),
        "PRAGMA writable_schema = ON;
         INSERT INTO sqlite_schema SELECT type, name || '2', tbl_name, rootpage, sql FROM sqlite_schema WHERE type = 'index';"
            .into(),
    ];
    for sql in &cases {
        let folder = doctored(sql);
        let (path, before) = (folder.vault(), folder.files());
        let begun = Instant::now();
        assert!(is_damaged(Vault::open_with_key(&path, key(1))), "{sql}");
        assert!(is_damaged(Snapshot::open(&path, Opener::Key(&key(1)))), "{sql}");
        assert!(is_damaged(salvage(&path, &path, Opener::Key(&key(1)), at(0))), "{sql}");

        let other = Folder::new();
        let own =
            Vault::create_with_key(&other.vault(), key(1), heldby_vault::KdfProfile::LowMemory).unwrap();
        let copy = other.path().join("copy");
        fs::copy(&path, &copy).unwrap();
        assert!(is_damaged(own.open_copy(&copy)), "{sql}");
        assert_eq!(folder.files(), before, "{sql} changed something");
        assert!(begun.elapsed() < Duration::from_secs(20), "{sql} ran");
    }
    // The same way of writing to a vault, without other tables, does it no harm.
    let folder = doctored("UPDATE persons SET name = 'Ada';");
    assert_eq!(Vault::open_with_key(&folder.vault(), key(1)).unwrap().persons().unwrap()[0].name, "Ada");
}

/// The file that a copy replaces opens with the key, and is not ours: it goes, and nothing that it says is carried over.
#[test]
fn what_a_copy_replaces_is_not_asked_either() {
    let folder = doctored(&format!(
        "DROP TABLE settings; CREATE VIEW settings (key, value) AS {ENDLESS} SELECT 'backup.' || i, 'v' FROM n;"
    ));
    let good = Folder::with_vault(1);
    let from = Snapshot::open(&good.vault(), Opener::Key(&key(1))).unwrap();
    restore_at(&folder.vault(), &from, Opener::Key(&key(1)), at(0)).unwrap();
    let vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    assert_eq!((vault.holdings().unwrap().len(), vault.settings().unwrap().len()), (1, 0));
}
