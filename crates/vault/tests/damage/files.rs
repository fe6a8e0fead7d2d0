//! Faults in the bytes of the file.

use crate::base::{BASE, HMAC, IV, PAGE, PAGES, doctored, sqlcipher};
use crate::support::Folder;
use rusqlite::Connection;
use std::fs;

/// The name of a damaged file (what is wrong with it, and the word for what opening says), and its bytes.
pub type Damaged = (String, Vec<u8>);

/// Every damaged file.
pub fn all() -> Vec<Damaged> {
    [headers(), pages(), lengths(), orders(), replays(), foreign(), formats(), whole()].concat()
}

fn damaged(name: &str, code: &str, change: impl FnOnce(&mut Vec<u8>)) -> Damaged {
    let mut bytes = BASE.to_vec();
    change(&mut bytes);
    (format!("{name}.{code}"), bytes)
}

/// A bit in every byte of the header, and every kind of profile.
fn headers() -> Vec<Damaged> {
    let bits = (0..16).map(|byte| {
        // The base has profile 2. The two lowest bits of it make 3, which a later version may know; one in the upper
        // byte makes a number that none will.
        let code = ["unknown-header", "newer-format"].get(byte).copied().unwrap_or("wrong-passphrase");
        damaged(&format!("header-byte-{byte:02}-bit-0"), code, |b| b[byte] ^= 1)
    });
    let profiles = [
        ("0000", "unknown-header"),
        // A profile that exists, but not the one of this vault: the salt is another then, and with it the key.
        ("0001", "wrong-passphrase"),
        ("0003", "newer-format"),
        ("00ff", "newer-format"),
        ("0100", "unknown-header"),
        ("0200", "unknown-header"),
        ("ffff", "unknown-header"),
    ];
    let profiles = profiles.map(|(id, code)| {
        let value = u16::from_str_radix(id, 16).unwrap().to_be_bytes();
        damaged(&format!("profile-{id}"), code, |b| b[..2].copy_from_slice(&value))
    });
    let others = [
        damaged("salt-of-zeros", "wrong-passphrase", |b| b[2..16].fill(0)),
        damaged("header-of-zeros", "unknown-header", |b| b[..16].fill(0)),
        damaged("header-of-plain-sqlite", "plain-sqlite", |b| b[..16].copy_from_slice(b"SQLite format 3\0")),
        damaged("header-missing", "unknown-header", |b| *b = b.split_off(16)),
    ];
    bits.chain(profiles).chain(others).collect()
}

/// A bit in every region of pages here and there, and whole sectors gone.
fn pages() -> Vec<Damaged> {
    let places = [("first", 0), ("second", 1), ("middle", PAGES / 2), ("last", PAGES - 1)];
    let regions = [("body", 100), ("iv", IV + 3), ("hmac", HMAC + 5), ("last-byte", PAGE - 1)];
    let bits = places.iter().flat_map(|(place, page)| {
        let code = if *page == 0 { "wrong-passphrase" } else { "damaged" };
        let flip = move |(region, at): &(&str, usize)| {
            damaged(&format!("{place}-page-{region}-bit"), code, |b| b[page * PAGE + at] ^= 0x20)
        };
        regions.iter().map(flip).collect::<Vec<_>>()
    });
    let page = PAGES / 2 * PAGE;
    let others = [
        damaged("first-sector-of-zeros-after-the-header", "wrong-passphrase", |b| b[16..512].fill(0)),
        damaged("sector-of-zeros", "damaged", |b| b[page + 512..page + 1024].fill(0)),
        damaged("page-of-zeros", "damaged", |b| b[page..page + PAGE].fill(0)),
        damaged("page-of-ones", "damaged", |b| b[page..page + PAGE].fill(0xff)),
        damaged("second-half-of-zeros", "damaged", |b| b[page..].fill(0)),
        damaged("sector-lost", "damaged", |b| {
            b.drain(page + 512..page + 1024);
        }),
        damaged("sector-twice", "damaged", |b| b.copy_within(page + 512..page + 1024, page + 1024)),
        damaged("line-breaks-converted", "wrong-passphrase", |b| {
            *b = b
                .iter()
                .flat_map(|byte| if *byte == b'\n' { vec![b'\r', b'\n'] } else { vec![*byte] })
                .collect();
        }),
        damaged("high-bits-lost", "wrong-passphrase", |b| b[16..].iter_mut().for_each(|byte| *byte &= 0x7f)),
    ];
    bits.chain(others).collect()
}

/// Cut off at every page and within some, and longer than it was.
fn lengths() -> Vec<Damaged> {
    let at_pages = (0..PAGES).map(|page| {
        let code = if page == 0 { "too-short" } else { "damaged" };
        damaged(&format!("cut-to-{page:02}-pages"), code, |b| b.truncate(page * PAGE))
    });
    let within =
        [1, 2, 15, 16, 17, 512, PAGE - 1, PAGE + 1, PAGE * 2 - 1, PAGE * PAGES / 2 + 7, PAGE * PAGES - 1];
    let within = within.map(|length| {
        let code = if length < PAGE { "too-short" } else { "damaged" };
        damaged(&format!("cut-to-{length:05}-bytes"), code, |b| b.truncate(length))
    });
    let longer = [
        damaged("a-byte-added", "damaged", |b| b.push(7)),
        damaged("a-page-of-zeros-added", "damaged", |b| b.resize(b.len() + PAGE, 0)),
        damaged("the-last-page-twice", "damaged", |b| b.extend_from_within((PAGES - 1) * PAGE..)),
        damaged("the-whole-file-twice", "damaged", |b| b.extend_from_within(..)),
    ];
    at_pages.chain(within).chain(longer).collect()
}

/// Pages in each other's place.
fn orders() -> Vec<Damaged> {
    let swap = |b: &mut Vec<u8>, one: usize, other: usize| {
        let (head, tail) = b.split_at_mut(other * PAGE);
        head[one * PAGE..(one + 1) * PAGE].swap_with_slice(&mut tail[..PAGE]);
    };
    vec![
        damaged("first-and-last-page-swapped", "wrong-passphrase", |b| {
            swap(b, 0, PAGES - 1);
            // With the header where it belongs.
            let (head, tail) = b.split_at_mut((PAGES - 1) * PAGE);
            head[..16].swap_with_slice(&mut tail[..16]);
        }),
        damaged("second-and-third-page-swapped", "damaged", |b| swap(b, 1, 2)),
        damaged("last-pages-swapped", "damaged", |b| swap(b, PAGES - 2, PAGES - 1)),
        damaged("second-page-over-the-third", "damaged", |b| b.copy_within(PAGE..2 * PAGE, 2 * PAGE)),
        damaged("pages-reversed", "wrong-passphrase", |b| {
            *b = b.chunks(PAGE).rev().flatten().copied().collect();
            b[..16].copy_from_slice(&BASE[..16]);
        }),
    ]
}

/// Authentic pages of the same vault at another time. Their HMACs fit; what gives them away is that the pages around
/// them have changed since.
fn replays() -> Vec<Damaged> {
    let grown = doctored(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) \
         INSERT INTO settings (key, value) SELECT 'key-' || i, hex(zeroblob(40)) FROM n;",
    );
    let shrunk = doctored("DELETE FROM catalogue_layers; DELETE FROM identifiers; DELETE FROM periods;");
    let mixed = |new: &[u8], page: usize, old: &[u8]| {
        let mut bytes = new.to_vec();
        bytes[page * PAGE..(page + 1) * PAGE].copy_from_slice(&old[page * PAGE..(page + 1) * PAGE]);
        bytes
    };
    let changed = |new: &[u8]| {
        let differs =
            |page: &usize| new[page * PAGE..(page + 1) * PAGE] != BASE[page * PAGE..(page + 1) * PAGE];
        (1..PAGES).filter(differs).collect::<Vec<_>>()
    };
    let (in_grown, in_shrunk) = (changed(&grown), changed(&shrunk));
    vec![
        ("replayed-first-page-after-growth.damaged".into(), mixed(&grown, 0, BASE)),
        ("replayed-page-after-growth.damaged".into(), mixed(&grown, in_grown[0], BASE)),
        ("replayed-first-page-after-removal.damaged".into(), mixed(&shrunk, 0, BASE)),
        ("replayed-page-after-removal.damaged".into(), mixed(&shrunk, *in_shrunk.last().unwrap(), BASE)),
        ("page-of-the-future.damaged".into(), mixed(BASE, in_grown[0], &grown)),
        ("first-page-of-the-future.damaged".into(), mixed(BASE, 0, &grown)),
    ]
}

/// Files of others.
fn foreign() -> Vec<Damaged> {
    let made = |key: u8, salt: &[u8], sql: &str| {
        let folder = Folder::quick();
        let conn = sqlcipher(&folder.vault(), key, salt);
        conn.execute_batch(sql).unwrap();
        drop(conn);
        fs::read(folder.vault()).unwrap()
    };
    let plain = {
        let folder = Folder::quick();
        let conn = Connection::open(folder.vault()).unwrap();
        conn.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1);").unwrap();
        drop(conn);
        fs::read(folder.vault()).unwrap()
    };
    let table = "CREATE TABLE t (x); INSERT INTO t VALUES (1);";
    let salt = &BASE[..16];
    let other_vault = {
        let folder = Folder::with_vault(3);
        fs::read(folder.vault()).unwrap()
    };
    let mut first_page_of_another = BASE.to_vec();
    first_page_of_another[..PAGE].copy_from_slice(&other_vault[..PAGE]);
    let mut page_of_another = BASE.to_vec();
    page_of_another[PAGE..2 * PAGE].copy_from_slice(&other_vault[PAGE..2 * PAGE]);
    let text = "a text, and not even a short one\n".repeat(400).into_bytes();
    let mut archive = b"PK\x03\x04".to_vec();
    archive.resize(3 * PAGE, 0x55);
    let named: [(&str, Vec<u8>); 13] = [
        ("plain-sqlite.plain-sqlite", plain),
        ("sqlcipher-with-a-random-salt.unknown-header", made(1, &[0x9d; 16], table)),
        ("sqlcipher-with-our-header-and-another-key.wrong-passphrase", made(9, salt, table)),
        ("sqlcipher-with-our-header-and-key.other-application", made(1, salt, table)),
        ("sqlcipher-without-tables.other-application", made(1, salt, "CREATE TABLE t (x); DROP TABLE t;")),
        ("vault-under-another-key.wrong-passphrase", made(9, salt, "PRAGMA application_id = 1212501060;")),
        ("first-page-of-another-vault.damaged", first_page_of_another),
        ("page-of-another-vault-with-this-key.damaged", page_of_another),
        ("text.unknown-header", text),
        ("archive.unknown-header", archive),
        ("zeros.unknown-header", vec![0; 5 * PAGE]),
        ("ones.unknown-header", vec![0xff; 5 * PAGE]),
        ("header-and-noise.wrong-passphrase", noise()),
    ];
    named.map(|(name, bytes)| (name.to_owned(), bytes)).to_vec()
}

fn noise() -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    BASE[..16].iter().copied().chain((0..4 * PAGE - 16).map(|_| next())).collect()
}

/// Whole files whose format says something else than what they are; made by somebody who has the key.
fn formats() -> Vec<Damaged> {
    [
        ("application-id-of-another-program.other-application", "PRAGMA application_id = 7;"),
        ("application-id-missing.other-application", "PRAGMA application_id = 0;"),
        ("format-99.newer-format", "PRAGMA user_version = 99;"),
        (
            "format-99-in-both-places.newer-format",
            "PRAGMA user_version = 99; UPDATE format SET version = 99;",
        ),
        ("format-only-99-in-its-row.damaged", "UPDATE format SET version = 99;"),
        ("format-1-and-2.damaged", "PRAGMA user_version = 1;"),
        ("format-2-and-1.damaged", "UPDATE format SET version = 1;"),
        ("format-0.damaged", "PRAGMA user_version = 0;"),
        ("format-negative.damaged", "PRAGMA user_version = -1;"),
        ("format-row-missing.damaged", "DELETE FROM format;"),
        ("format-table-missing.damaged", "DROP TABLE format;"),
        ("format-row-of-text.damaged", "DROP TABLE format; CREATE TABLE format AS SELECT 'two' AS version;"),
        ("row-without-its-owner.damaged", "PRAGMA foreign_keys = OFF; DELETE FROM persons WHERE id = 1;"),
        (
            "index-without-its-rows.damaged",
            "PRAGMA writable_schema = ON; \
             UPDATE sqlite_schema SET rootpage = 2 WHERE type = 'index' AND rootpage > 2;",
        ),
        (
            "table-without-its-page.damaged",
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 'settings';",
        ),
    ]
    .map(|(name, sql)| (name.to_owned(), doctored(sql)))
    .to_vec()
}

/// Files that no look at them can tell from whole ones: they open with what they say.
fn whole() -> Vec<Damaged> {
    // A page of the same vault from another day, where nothing around it depends on what changed in it. Each page
    // proves who wrote it and where it belongs, but not when: the same goes for an older copy of the whole file.
    let newer = doctored("UPDATE settings SET value = 'pale' WHERE key = 'theme';");
    let page = (1..PAGES)
        .find(|page| newer[page * PAGE..(page + 1) * PAGE] != BASE[page * PAGE..(page + 1) * PAGE])
        .unwrap();
    let mut replayed = newer;
    replayed[page * PAGE..(page + 1) * PAGE].copy_from_slice(&BASE[page * PAGE..(page + 1) * PAGE]);
    vec![("as-it-was.opened".into(), BASE.to_vec()), ("replayed-page-of-equal-shape.opened".into(), replayed)]
}
