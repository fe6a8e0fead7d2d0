//! Copies of a vault: made, found, verified, thinned out, brought back.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_vault::{
    BackupFile, BackupKind, Error, KdfProfile, Keep, Opener, Restored, Snapshot, Vault, backup_folder,
    backups, remove_backup, restore_at,
};
use jiff::{SignedDuration, Timestamp};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use support::{Folder, at, fill, key, passphrase};

const NOON: i64 = 1_795_348_800;

fn names(vault: &Vault) -> Vec<String> {
    vault.holdings().unwrap().into_iter().map(|h| h.details.name).collect()
}

fn open(folder: &Folder) -> Vault {
    Vault::open_with_key(&folder.vault(), key(1)).unwrap()
}

fn beside(folder: &Folder) -> PathBuf {
    backup_folder(&folder.vault())
}

fn in_folder(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_copy_is_private_whole_and_opens_with_the_same_key() {
    let folder = Folder::with_vault(3);
    let mut vault = open(&folder);
    assert!(vault.backup_due(&beside(&folder)).unwrap());
    let copy = vault.back_up(&beside(&folder), BackupKind::Automatic, at(NOON)).unwrap();
    assert_eq!((copy.kind, copy.made, copy.header), (BackupKind::Automatic, at(NOON), *vault.header()));
    assert_eq!(fs::metadata(&copy.path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(beside(&folder)).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(in_folder(&beside(&folder)), [copy.name()]);
    let read = vault.open_copy(&copy.path).unwrap();
    assert_eq!(read.holdings().unwrap(), vault.holdings().unwrap());
    assert_eq!(read.read_all().unwrap(), vault.contents().unwrap());
    drop(read);
    // It is a vault like any other.
    vault.close().unwrap();
    let opened = Vault::open_with_key(&copy.path, key(1)).unwrap();
    opened.check().unwrap();
    assert_eq!(opened.holdings().unwrap().len(), 3);
}

#[test]
fn a_copy_is_due_when_something_changed_and_only_then() {
    let folder = Folder::with_vault(1);
    let mut vault = open(&folder);
    let place = beside(&folder);
    vault.back_up(&place, BackupKind::Automatic, at(NOON)).unwrap();
    assert!(!vault.backup_due(&place).unwrap());
    vault.close().unwrap();
    let mut vault = open(&folder);
    assert!(!vault.backup_due(&place).unwrap(), "opening and closing changes nothing");
    fill(&mut vault, 1);
    assert!(vault.backup_due(&place).unwrap());
    // Also after a session that had no time to make one.
    drop(vault);
    let mut vault = open(&folder);
    assert!(vault.backup_due(&place).unwrap());
    vault.back_up(&place, BackupKind::Automatic, at(NOON + 1)).unwrap();
    assert!(!vault.backup_due(&place).unwrap());
    assert!(vault.backup_due(&folder.path().join("elsewhere")).unwrap(), "there is none in another folder");
    vault.change_key(key(2)).unwrap();
    assert!(vault.backup_due(&place).unwrap(), "no copy opens with the new passphrase");
}

#[test]
fn two_copies_in_one_second_are_two() {
    let folder = Folder::with_vault(1);
    let mut vault = open(&folder);
    let first = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    let second = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    assert_ne!(first.path, second.path);
    assert_eq!(vault.backups(&beside(&folder)).unwrap(), [second, first], "the newest first");
}

#[test]
fn thinning_out_keeps_what_is_asked_and_touches_nothing_else() {
    let folder = Folder::with_vault(1);
    let mut vault = open(&folder);
    let place = beside(&folder);
    let day = |n: i64| at(NOON) - SignedDuration::from_hours(24 * n);
    let made: Vec<BackupFile> =
        (0..4).map(|n| vault.back_up(&place, BackupKind::Automatic, day(n)).unwrap()).collect();
    let manual = vault.back_up(&place, BackupKind::Manual, day(300)).unwrap();
    let recent = vault.back_up(&place, BackupKind::BeforeImport, day(30)).unwrap();
    let outlived = vault.back_up(&place, BackupKind::BeforeImport, day(100)).unwrap();
    // Files that look like ours and are not.
    let other_vault = place.join("private.2020-01-01T000000Z.00000001.automatic.heldby");
    fs::copy(&made[0].path, &other_vault).unwrap();
    let id = &made[0].vault;
    let not_a_vault = place.join(format!("private.2020-01-01T000000Z.{id}.automatic.heldby"));
    fs::write(&not_a_vault, "a shopping list, no copy of anything").unwrap();
    let link = place.join(format!("private.2020-01-02T000000Z.{id}.automatic.heldby"));
    std::os::unix::fs::symlink(folder.vault(), &link).unwrap();
    let unfinished = place.join(format!("private.2020-01-03T000000Z.{id}.automatic.heldby.unfinished"));
    fs::write(&unfinished, "half").unwrap();

    let keep = Keep { latest: 0, daily: 2, weekly: 0, monthly: 0 };
    assert_eq!(vault.thin_out_backups(&place, &keep, &made[0]).unwrap(), 3);
    for stays in [&made[0].path, &made[1].path, &manual.path, &recent.path, &other_vault, &not_a_vault, &link]
    {
        assert!(fs::symlink_metadata(stays).is_ok(), "{}", stays.display());
    }
    for goes in [&made[2].path, &made[3].path, &outlived.path, &unfinished] {
        assert!(!goes.exists(), "{}", goes.display());
    }
}

#[test]
fn the_newest_good_one_stays_whatever_the_clock_says() {
    let folder = Folder::with_vault(1);
    let mut vault = open(&folder);
    let place = beside(&folder);
    // Made while the clock was years ahead.
    for n in 0..3 {
        vault.back_up(&place, BackupKind::Automatic, at(NOON + 400_000_000 + n * 86_400)).unwrap();
    }
    let newest = vault.back_up(&place, BackupKind::Automatic, at(NOON)).unwrap();
    vault.thin_out_backups(&place, &Keep { latest: 0, daily: 1, weekly: 0, monthly: 0 }, &newest).unwrap();
    assert!(newest.path.exists());
    assert_eq!(in_folder(&place).len(), 2);
}

#[test]
fn a_copy_that_somebody_is_reading_is_not_removed() {
    let folder = Folder::with_vault(1);
    let mut vault = open(&folder);
    let copy = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    let reading = vault.open_copy(&copy.path).unwrap();
    let error = remove_backup(&copy).unwrap_err();
    assert!(matches!(error, Error::InUse), "{error:?}");
    drop(reading);
    remove_backup(&copy).unwrap();
    assert!(in_folder(&beside(&folder)).is_empty());
}

#[test]
fn copies_are_found_without_a_key() {
    let folder = Folder::with_vault(1);
    let mut vault = open(&folder);
    let copy = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    drop(vault);
    fs::remove_file(folder.vault()).unwrap();
    assert_eq!(backups(&folder.vault(), &beside(&folder), None).unwrap(), [copy]);
    assert_eq!(backups(&folder.path().join("other.heldby"), &beside(&folder), None).unwrap(), []);
    assert_eq!(backups(&folder.vault(), &folder.path().join("nowhere"), None).unwrap(), []);
}

#[test]
fn looking_into_a_copy_writes_nothing() {
    let folder = Folder::with_vault(2);
    let mut vault = open(&folder);
    let copy = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    let bytes = fs::read(&copy.path).unwrap();
    fs::set_permissions(&copy.path, fs::Permissions::from_mode(0o400)).unwrap();
    fs::set_permissions(beside(&folder), fs::Permissions::from_mode(0o500)).unwrap();
    let read = vault.open_copy(&copy.path).unwrap();
    assert_eq!(names(&read), ["Company 0", "Company 1"]);
    drop(read);
    fs::set_permissions(beside(&folder), fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(fs::read(&copy.path).unwrap(), bytes);
    assert_eq!(in_folder(&beside(&folder)), [copy.name()]);
}

#[test]
fn a_damaged_copy_is_told_from_a_good_one() {
    let folder = Folder::with_vault(30);
    let mut vault = open(&folder);
    let copy = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    let good = fs::read(&copy.path).unwrap();
    for page in 0..good.len() / 4096 {
        let mut bent = good.clone();
        bent[page * 4096 + 700] ^= 4;
        fs::write(&copy.path, &bent).unwrap();
        let error = vault.open_copy(&copy.path).err().unwrap();
        assert!(matches!(error, Error::Damaged | Error::WrongPassphrase), "page {page}: {error:?}");
        fs::write(&copy.path, &good[..page * 4096]).unwrap();
        assert!(vault.open_copy(&copy.path).is_err(), "cut at page {page}");
    }
    fs::write(&copy.path, &good).unwrap();
    vault.open_copy(&copy.path).unwrap();
}

#[test]
fn an_older_copy_opens_with_the_older_passphrase_until_it_is_adopted() {
    let folder = Folder::new();
    let (old, new) = (passphrase("old"), passphrase("new"));
    let mut vault = Vault::create(&folder.vault(), &old, KdfProfile::LowMemory).unwrap();
    fill(&mut vault, 2);
    let copy = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    let modified = fs::metadata(&copy.path).unwrap().modified().unwrap();
    vault.change_passphrase(&old, &new).unwrap();
    assert_ne!(copy.header, *vault.header());
    let error = vault.open_copy(&copy.path).err().unwrap();
    assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
    assert_eq!(Snapshot::open(&copy.path, Opener::Passphrase(&old)).unwrap().holdings().unwrap().len(), 2);

    let error = vault.adopt_backup(&copy, Opener::Passphrase(&new)).unwrap_err();
    assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
    vault.adopt_backup(&copy, Opener::Passphrase(&old)).unwrap();
    let listed = vault.backups(&beside(&folder)).unwrap();
    assert_eq!((listed.len(), listed[0].made, listed[0].header), (1, copy.made, *vault.header()));
    assert_eq!(fs::metadata(&copy.path).unwrap().modified().unwrap(), modified);
    assert_eq!(vault.open_copy(&copy.path).unwrap().holdings().unwrap().len(), 2);
    assert_eq!(in_folder(&beside(&folder)), [copy.name()]);
}

#[test]
fn an_open_vault_goes_back_and_keeps_what_it_was() {
    let folder = Folder::with_vault(1);
    let mut vault = open(&folder);
    vault.set_setting("backup.folder", Some("/media/stick")).unwrap();
    vault.set_release("a", 7, "signer", b"x", at(1)).unwrap();
    let copy = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    fill(&mut vault, 2);
    vault.set_setting("backup.folder", Some("/media/other")).unwrap();
    vault.set_setting("theme", Some("dark")).unwrap();
    vault.set_release("b", 9, "signer", b"y", at(2)).unwrap();
    let before = vault.contents().unwrap();
    let snapshot = vault.open_copy(&copy.path).unwrap();
    let replaced = vault.restore(&snapshot, at(NOON + 5)).unwrap();
    drop(snapshot);

    assert_eq!(vault.holdings().unwrap().len(), 1);
    assert_eq!(vault.setting("theme").unwrap(), None);
    assert_eq!(
        vault.setting("backup.folder").unwrap().unwrap(),
        "/media/other",
        "where copies lie is no content"
    );
    assert_eq!(vault.highest_release("signer").unwrap(), Some(9), "an old catalogue does not come back");
    fill(&mut vault, 1);
    vault.check().unwrap();
    assert!(matches!(Vault::probe(&folder.vault()), Err(Error::InUse)));
    vault.close().unwrap();

    let kept = Snapshot::open(&replaced, Opener::Key(&key(1))).unwrap();
    assert_eq!(kept.contents().unwrap(), before);
    drop(kept);
    let listed = backups(&folder.vault(), &beside(&folder), None).unwrap();
    let kinds: Vec<BackupKind> = listed.iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [BackupKind::Replaced, BackupKind::Manual]);
    // And back again.
    let mut vault = open(&folder);
    let snapshot = vault.open_copy(&replaced).unwrap();
    vault.restore(&snapshot, at(NOON + 6)).unwrap();
    assert_eq!(vault.contents().unwrap(), before);
}

#[test]
fn a_copy_under_an_older_key_comes_back_under_the_present_one() {
    let folder = Folder::with_vault(2);
    let mut vault = open(&folder);
    let copy = vault.back_up(&beside(&folder), BackupKind::Manual, at(NOON)).unwrap();
    vault.change_key(key(2)).unwrap();
    let snapshot = Snapshot::open(&copy.path, Opener::Key(&key(1))).unwrap();
    vault.restore(&snapshot, at(NOON)).unwrap();
    drop((vault, snapshot));
    assert_eq!(Vault::open_with_key(&folder.vault(), key(2)).unwrap().holdings().unwrap().len(), 2);
}

#[test]
fn copies_of_another_name_are_found_and_not_thinned_out() {
    let folder = Folder::with_vault(1);
    let mut vault = open(&folder);
    let shared = beside(&folder);
    let old = vault.back_up(&shared, BackupKind::Automatic, at(NOON)).unwrap();
    vault.close().unwrap();
    let renamed = folder.path().join("mine.heldby");
    fs::rename(folder.vault(), &renamed).unwrap();

    let mut vault = Vault::open_with_key(&renamed, key(1)).unwrap();
    let new = vault.back_up(&shared, BackupKind::Automatic, at(NOON + 86_400)).unwrap();
    let keep = Keep { latest: 0, daily: 1, weekly: 0, monthly: 0 };
    vault.thin_out_backups(&shared, &keep, &new).unwrap();
    assert_eq!(vault.backups(&shared).unwrap(), [new.clone(), old.clone()]);
    // A twin under the older name has it for its own.
    fs::copy(&renamed, folder.vault()).unwrap();
    assert_eq!(vault.backups(&shared).unwrap(), std::slice::from_ref(&new));
    // A vault that lies beside it is no copy that was made of it today.
    let beside_it = folder.path().join("mine.restored-2026-11-22T152018Z.heldby");
    fs::copy(&renamed, &beside_it).unwrap();
    remove_backup(&new).unwrap();
    assert!(vault.backup_due(&shared).unwrap());
    let found = vault.backups(&shared).unwrap();
    assert_eq!(found.iter().map(|f| f.kind).collect::<Vec<_>>(), [BackupKind::Restored]);
    remove_backup(&found[0]).unwrap();
    assert!(!beside_it.exists());
}

/// A vault with a copy of two holdings and three of its own, closed.
fn with_copy() -> (Folder, BackupFile) {
    let folder = Folder::with_vault(2);
    let mut vault = open(&folder);
    let copy = vault.back_up(&backup_folder(&folder.vault()), BackupKind::Manual, at(NOON)).unwrap();
    fill(&mut vault, 1);
    vault.close().unwrap();
    (folder, copy)
}

fn bring_back(folder: &Folder, copy: &BackupFile, opener: u8) -> Restored {
    let snapshot = Snapshot::open(&copy.path, Opener::Key(&key(1))).unwrap();
    restore_at(&folder.vault(), &snapshot, Opener::Key(&key(opener)), Timestamp::from_second(NOON).unwrap())
        .unwrap()
}

#[test]
fn a_closed_vault_that_opens_is_replaced() {
    let (folder, copy) = with_copy();
    let Restored::InPlace { replaced: Some(replaced) } = bring_back(&folder, &copy, 1) else { panic!() };
    assert_eq!(open(&folder).holdings().unwrap().len(), 2);
    assert_eq!(Snapshot::open(&replaced, Opener::Key(&key(1))).unwrap().holdings().unwrap().len(), 3);
}

#[test]
fn a_vault_that_is_damaged_further_in_is_replaced_and_kept_byte_for_byte() {
    let (folder, copy) = with_copy();
    let mut bytes = fs::read(folder.vault()).unwrap();
    let last = bytes.len() - 50;
    bytes[last] ^= 1;
    fs::write(folder.vault(), &bytes).unwrap();
    let Restored::InPlace { replaced: Some(replaced) } = bring_back(&folder, &copy, 1) else { panic!() };
    assert_eq!(fs::read(replaced).unwrap(), bytes);
    open(&folder).check().unwrap();
}

#[test]
fn a_vault_that_is_gone_comes_back_in_its_place() {
    let (folder, copy) = with_copy();
    fs::remove_file(folder.vault()).unwrap();
    assert_eq!(bring_back(&folder, &copy, 1), Restored::InPlace { replaced: None });
    assert_eq!(open(&folder).holdings().unwrap().len(), 2);
}

#[test]
fn a_file_that_cannot_be_opened_is_left_alone() {
    type Spoil = fn(&Folder);
    let cases: [(&str, Spoil); 5] = [
        ("damaged at the beginning", |f| {
            let mut bytes = fs::read(f.vault()).unwrap();
            bytes[300] ^= 1;
            fs::write(f.vault(), bytes).unwrap();
        }),
        ("too short", |f| fs::write(f.vault(), "x").unwrap()),
        ("another kind of file", |f| fs::write(f.vault(), vec![7; 9000]).unwrap()),
        ("a newer format", |f| {
            let mut bytes = fs::read(f.vault()).unwrap();
            bytes[1] = 3;
            fs::write(f.vault(), bytes).unwrap();
        }),
        ("gone, with a journal left", |f| {
            fs::remove_file(f.vault()).unwrap();
            fs::write(f.path().join("private.heldby-journal"), vec![9; 600]).unwrap();
        }),
    ];
    for (what, spoil) in cases {
        let (folder, copy) = with_copy();
        spoil(&folder);
        let before = folder.files();
        let Restored::Beside(path) = bring_back(&folder, &copy, 1) else { panic!("{what}") };
        assert_eq!(Vault::open_with_key(&path, key(1)).unwrap().holdings().unwrap().len(), 2, "{what}");
        for (name, bytes) in before {
            assert_eq!(fs::read(folder.path().join(&name)).unwrap(), bytes, "{what}: {name}");
        }
    }
    let (folder, copy) = with_copy();
    assert!(matches!(bring_back(&folder, &copy, 2), Restored::Beside(_)), "another key");
}

#[test]
fn an_open_vault_is_not_replaced_from_elsewhere() {
    let (folder, copy) = with_copy();
    let vault = open(&folder);
    let snapshot = Snapshot::open(&copy.path, Opener::Key(&key(1))).unwrap();
    let error = restore_at(&folder.vault(), &snapshot, Opener::Key(&key(1)), at(NOON)).unwrap_err();
    assert!(matches!(error, Error::InUse), "{error:?}");
    assert_eq!(vault.holdings().unwrap().len(), 3);
}

#[test]
fn bytes_that_somebody_brings_are_read_and_not_kept() {
    let folder = Folder::with_vault(1);
    let other = Folder::with_vault(4);
    let vault = open(&folder);
    let bytes = fs::read(other.vault()).unwrap();
    let error = vault.open_brought(&bytes, None).err().unwrap();
    assert!(matches!(error, Error::WrongPassphrase), "another salt needs a passphrase: {error:?}");
    let own = fs::read(folder.vault()).unwrap();
    assert_eq!(vault.open_brought(&own, None).unwrap().holdings().unwrap().len(), 1);
    for nonsense in [&b""[..], b"{}", &[7; 5000], &bytes[..4500]] {
        assert!(vault.open_brought(nonsense, None).is_err());
    }
    assert_eq!(names(&vault).len(), 1);
    drop(vault);
    assert_eq!(folder.names(), ["private.heldby"]);
}
