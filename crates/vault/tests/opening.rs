//! Everything that can be in the way of opening or creating, each with its own error, and the file as it was.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_vault::{Error, Foreign, KdfProfile, Vault};
use proptest::prelude::*;
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use support::{Folder, fill, key, passphrase};

/// Opens with `key(1)`, expects an error, and expects the folder to be as it was.
fn check(folder: &Folder, expected: impl Fn(&Error) -> bool) {
    check_at(folder, &folder.vault(), 1, expected);
}

fn check_at(folder: &Folder, path: &Path, key_number: u8, expected: impl Fn(&Error) -> bool) {
    let before = folder.files();
    let error = Vault::open_with_key(path, key(key_number)).and_then(|v| v.check()).unwrap_err();
    assert!(expected(&error), "{error:?}");
    assert_eq!(folder.files(), before, "{error:?} changed something");
}

fn change(folder: &Folder, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(folder.vault()).unwrap();
    change(&mut bytes);
    fs::write(folder.vault(), bytes).unwrap();
}

#[test]
fn nothing_there() {
    check(&Folder::new(), |e| matches!(e, Error::NotFound));
    let folder = Folder::with_vault(0);
    check_at(&folder, &folder.vault().join("beyond"), 1, |e| matches!(e, Error::NotFound));
}

#[test]
fn a_folder() {
    let folder = Folder::new();
    fs::create_dir(folder.vault()).unwrap();
    check(&folder, |e| matches!(e, Error::IsFolder));
}

#[test]
fn a_device() {
    let error = Vault::open_with_key(Path::new("/dev/zero"), key(1)).err().unwrap();
    assert!(matches!(error, Error::NotAVault(Foreign::SpecialFile)), "{error:?}");
}

#[test]
fn links_are_followed_once() {
    let folder = Folder::with_vault(1);
    let link = folder.path().join("link");
    symlink(folder.vault(), &link).unwrap();
    let mut vault = Vault::open_with_key(&link, key(1)).unwrap();
    assert_eq!(vault.path(), folder.vault().canonicalize().unwrap());
    // Replacing the vault replaces the file and not the link.
    vault.change_key(key(2)).unwrap();
    vault.close().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(Vault::open_with_key(&folder.vault(), key(2)).unwrap().holdings().unwrap().len(), 1);

    let dangling = folder.path().join("dangling");
    symlink(folder.path().join("nowhere"), &dangling).unwrap();
    check_at(&folder, &dangling, 1, |e| matches!(e, Error::NotFound));
    let error = Vault::create_with_key(&dangling, key(1), KdfProfile::Default).err().unwrap();
    assert!(matches!(error, Error::AlreadyExists), "{error:?}");
}

#[test]
fn empty_and_cut_off() {
    for length in [0, 1, 15, 16, 100, 4095] {
        let folder = Folder::with_vault(1);
        change(&folder, |bytes| bytes.truncate(length));
        check(&folder, |e| matches!(e, Error::NotAVault(Foreign::TooShort)));
    }
}

#[test]
fn cut_off_at_and_within_later_pages() {
    let pages = fs::metadata(Folder::with_vault(40).vault()).unwrap().len() as usize / 4096;
    assert!(pages > 10);
    for page in [1, 2, pages / 2, pages - 1] {
        for rest in [0, 100] {
            let folder = Folder::with_vault(40);
            change(&folder, |bytes| bytes.truncate(page * 4096 + rest));
            check(&folder, |e| matches!(e, Error::Damaged));
        }
    }
}

#[test]
fn wrong_key() {
    let folder = Folder::with_vault(1);
    check_at(&folder, &folder.vault(), 2, |e| matches!(e, Error::WrongPassphrase));
    Vault::open_with_key(&folder.vault(), key(1)).unwrap();
}

#[test]
fn one_bit_in_the_first_page() {
    for (byte, bit) in [(2, 0), (15, 7), (16, 0), (100, 3), (2000, 5), (4095, 7)] {
        let folder = Folder::with_vault(1);
        change(&folder, |bytes| bytes[byte] ^= 1 << bit);
        check(&folder, |e| matches!(e, Error::WrongPassphrase));
    }
}

#[test]
fn one_bit_in_the_profile() {
    // 2 becomes 3, which a later version may know.
    let folder = Folder::with_vault(1);
    change(&folder, |bytes| bytes[1] ^= 1);
    check(&folder, |e| matches!(e, Error::NewerFormat));
    // 2 becomes 258, which no version will.
    let folder = Folder::with_vault(1);
    change(&folder, |bytes| bytes[0] ^= 1);
    check(&folder, |e| matches!(e, Error::NotAVault(Foreign::UnknownHeader)));
}

#[test]
fn one_bit_in_every_later_page() {
    let whole = fs::read(Folder::with_vault(40).vault()).unwrap();
    let folder = Folder::with_vault(40);
    let original = fs::read(folder.vault()).unwrap();
    assert_eq!(whole.len(), original.len());
    for page in 1..original.len() / 4096 {
        let mut bytes = original.clone();
        bytes[page * 4096 + page * 37 % 4096] ^= 0x10;
        fs::write(folder.vault(), bytes).unwrap();
        check(&folder, |e| matches!(e, Error::Damaged));
    }
}

#[test]
fn swapped_and_replayed_pages() {
    let folder = Folder::with_vault(40);
    let old = fs::read(folder.vault()).unwrap();
    let last = old.len() / 4096 - 1;
    change(&folder, |bytes| {
        let (head, tail) = bytes.split_at_mut(last * 4096);
        head[4096 * 3..4096 * 4].swap_with_slice(&mut tail[..4096]);
    });
    check(&folder, |e| matches!(e, Error::Damaged));
}

#[test]
fn a_plain_database() {
    let folder = Folder::new();
    let conn = Connection::open(folder.vault()).unwrap();
    conn.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1);").unwrap();
    drop(conn);
    check(&folder, |e| matches!(e, Error::NotAVault(Foreign::PlainSqlite)));
}

/// A SQLCipher file that others made, with their own passphrase and random salt.
#[test]
fn a_foreign_encrypted_database() {
    let folder = Folder::new();
    let conn = Connection::open(folder.vault()).unwrap();
    let salt = "ff".repeat(16);
    let sql = format!(
        "PRAGMA key = \"x'{}{salt}'\"; CREATE TABLE t (x); INSERT INTO t VALUES (1);",
        "01".repeat(32)
    );
    conn.execute_batch(&sql).unwrap();
    drop(conn);
    check(&folder, |e| matches!(e, Error::NotAVault(Foreign::UnknownHeader)));
}

/// One whose salt looks like our header and whose key fits.
fn encrypted(folder: &Folder, sql: &str) {
    let conn = Connection::open(folder.vault()).unwrap();
    let key = format!("PRAGMA key = \"x'{}0002{}'\";", "01".repeat(32), "ab".repeat(14));
    conn.execute_batch(&key).unwrap();
    conn.execute_batch(sql).unwrap();
}

#[test]
fn another_application() {
    let folder = Folder::new();
    encrypted(&folder, "CREATE TABLE t (x); PRAGMA application_id = 7;");
    check(&folder, |e| matches!(e, Error::NotAVault(Foreign::OtherApplication)));
}

#[test]
fn a_newer_format() {
    let folder = Folder::with_vault(1);
    let vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let salt: String = vault.header().bytes().iter().map(|b| format!("{b:02x}")).collect();
    drop(vault);
    let conn = Connection::open(folder.vault()).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}{salt}'\";", "01".repeat(32))).unwrap();
    conn.execute_batch("PRAGMA user_version = 99;").unwrap();
    drop(conn);
    check(&folder, |e| matches!(e, Error::NewerFormat));
}

#[test]
fn open_already_in_this_process() {
    let folder = Folder::with_vault(1);
    let mut first = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let error = Vault::open_with_key(&folder.vault(), key(1)).err().unwrap();
    assert!(matches!(error, Error::InUse), "{error:?}");
    assert!(matches!(Vault::probe(&folder.vault()), Err(Error::InUse)));
    fill(&mut first, 1);
    first.close().unwrap();
    assert_eq!(Vault::open_with_key(&folder.vault(), key(1)).unwrap().holdings().unwrap().len(), 2);
}

#[test]
fn creating_never_overwrites() {
    let folder = Folder::with_vault(1);
    let before = folder.files();
    for path in [folder.vault(), folder.path().to_owned()] {
        let error = Vault::create_with_key(&path, key(2), KdfProfile::Default).err().unwrap();
        assert!(matches!(error, Error::AlreadyExists), "{error:?}");
    }
    for name in ["a.unfinished", "a-journal", "a-wal", "a.keyring", ".."] {
        let error =
            Vault::create_with_key(&folder.path().join(name), key(2), KdfProfile::Default).err().unwrap();
        assert!(matches!(error, Error::BadFileName), "{error:?}");
    }
    assert_eq!(folder.files(), before);
}

/// SQLite would play the journal of a vanished vault back into the new one.
#[test]
fn creating_beside_a_journal_of_another_vault() {
    let folder = Folder::new();
    let journal = folder.path().join("private.heldby-journal");
    let create = || Vault::create_with_key(&folder.vault(), key(1), KdfProfile::Default);
    for bytes in [&b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7 and so on"[..], b"x"] {
        fs::write(&journal, bytes).unwrap();
        let before = folder.files();
        let error = create().err().unwrap();
        assert!(matches!(error, Error::JournalLeft), "{error:?}");
        assert_eq!(folder.files(), before);
    }
    // One that SQLite finished is in nobody's way.
    fs::write(&journal, [0; 600]).unwrap();
    create().unwrap().close().unwrap();
    assert_eq!(folder.names(), ["private.heldby"]);
    Vault::open_with_key(&folder.vault(), key(1)).unwrap().check().unwrap();
}

#[test]
fn of_many_that_create_at_once_one_wins() {
    for _ in 0..10 {
        let folder = Folder::new();
        let (path, start) = (folder.vault(), std::sync::Barrier::new(8));
        let create = &|n| {
            start.wait();
            Vault::create_with_key(&path, key(n), KdfProfile::Default)?.close()
        };
        let outcomes: Vec<Result<(), Error>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|n| scope.spawn(move || create(n))).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let winners: Vec<u8> = (0..8).filter(|n| outcomes[usize::from(*n)].is_ok()).collect();
        assert_eq!(winners.len(), 1, "{outcomes:?}");
        for loser in outcomes.into_iter().filter_map(Result::err) {
            assert!(matches!(loser, Error::AlreadyExists | Error::InUse), "{loser:?}");
        }
        Vault::open_with_key(&path, key(winners[0])).unwrap().check().unwrap();
        assert_eq!(folder.names(), ["private.heldby"]);
    }
}

#[test]
fn creating_makes_private_files_and_folders() {
    let folder = Folder::new();
    let path = folder.path().join("new/deep/private.heldby");
    let vault = Vault::create_with_key(&path, key(1), KdfProfile::Default).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(path.parent().unwrap().parent().unwrap()), 0o700);
    assert_eq!(vault.persons().unwrap()[0].name, "Me");
    drop(vault);
    let names: Vec<_> =
        fs::read_dir(path.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["private.heldby"]);
}

#[test]
fn a_vault_that_others_could_read_is_taken_from_them_when_it_opens() {
    let folder = Folder::with_vault(1);
    let mode = || fs::metadata(folder.vault()).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(folder.vault(), fs::Permissions::from_mode(0o644)).unwrap();
    check_at(&folder, &folder.vault(), 2, |e| matches!(e, Error::WrongPassphrase));
    assert_eq!(mode(), 0o644, "not by somebody without the key");
    drop(Vault::open_with_key(&folder.vault(), key(1)).unwrap());
    assert_eq!(mode(), 0o600);
}

#[test]
fn what_a_crash_left_behind_is_swept_away() {
    let folder = Folder::with_vault(1);
    for ending in [".unfinished", ".unfinished-journal"] {
        fs::write(folder.path().join(format!("private.heldby{ending}")), "half a copy").unwrap();
    }
    // Not by somebody without the key.
    check_at(&folder, &folder.vault(), 2, |e| matches!(e, Error::WrongPassphrase));
    drop(Vault::open_with_key(&folder.vault(), key(1)).unwrap());
    assert_eq!(folder.names(), ["private.heldby"]);

    let other = folder.path().join("other.heldby");
    fs::write(folder.path().join("other.heldby.unfinished"), "half a vault").unwrap();
    drop(Vault::create_with_key(&other, key(1), KdfProfile::Default).unwrap());
    assert_eq!(folder.names(), ["other.heldby", "private.heldby"]);
}

#[test]
fn the_passphrase_opens_it_in_either_profile() {
    for profile in KdfProfile::ALL {
        let folder = Folder::new();
        drop(Vault::create(&folder.vault(), &passphrase("cafe\u{301} noir"), profile).unwrap());
        assert_eq!(Vault::probe(&folder.vault()).unwrap().profile(), profile);
        let error = Vault::open(&folder.vault(), &passphrase("cafe noir")).err().unwrap();
        assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
        drop(Vault::open(&folder.vault(), &passphrase("caf\u{e9} noir")).unwrap());
    }
}

#[test]
fn messages_hold_no_path() {
    let folder = Folder::new();
    let error = Vault::open_with_key(&folder.vault(), key(1)).err().unwrap();
    assert!(!format!("{error} {error:?}").contains("private"), "{error:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever a file holds, also behind a good header, opening it says no and leaves it alone.
    #[test]
    fn any_file_is_refused_and_left_alone(
        header in proptest::option::of(Just([0, 2])),
        seed in any::<u64>(),
        length in 0..20_000_usize,
    ) {
        let folder = Folder::new();
        let mut state = seed | 1;
        let mut bytes: Vec<u8> = (0..length)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 56) as u8
            })
            .collect();
        if let (Some(header), true) = (header, length >= 2) {
            bytes[..2].copy_from_slice(&header);
        }
        fs::write(folder.vault(), bytes).unwrap();
        check(&folder, |e| {
            matches!(e, Error::NotAVault(_) | Error::NewerFormat | Error::WrongPassphrase | Error::Damaged)
        });
    }
}
