//! Changing the passphrase, and the files around it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_vault::{Error, KdfProfile, RecoverySheet, Vault, read_sheet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use support::{Folder, fill, key, passphrase};

#[test]
fn the_new_passphrase_opens_it_and_the_old_one_does_not() {
    let folder = Folder::new();
    let (old, new) = (passphrase("old"), passphrase(&"new 🗝 ".repeat(1000)));
    let mut vault = Vault::create(&folder.vault(), &old, KdfProfile::LowMemory).unwrap();
    fill(&mut vault, 3);
    let rows = vault.holdings().unwrap();
    let header = *vault.header();

    let error = vault.change_passphrase(&new, &new).unwrap_err();
    assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
    assert_eq!(vault.header(), &header);

    vault.change_passphrase(&old, &new).unwrap();
    assert_ne!(vault.header(), &header);
    // It stays open, and stays ours.
    fill(&mut vault, 1);
    assert_eq!(vault.holdings().unwrap()[..3], rows);
    assert!(matches!(Vault::probe(&folder.vault()), Err(Error::InUse)));
    vault.close().unwrap();

    assert_eq!(folder.names(), ["private.heldby"]);
    assert_eq!(fs::metadata(folder.vault()).unwrap().permissions().mode() & 0o777, 0o600);
    let error = Vault::open(&folder.vault(), &old).err().unwrap();
    assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
    let vault = Vault::open(&folder.vault(), &new).unwrap();
    assert_eq!(vault.holdings().unwrap().len(), 4);
    vault.check().unwrap();
}

#[test]
fn the_same_way_changes_the_profile() {
    let folder = Folder::new();
    let same = passphrase("the same");
    let mut vault = Vault::create(&folder.vault(), &same, KdfProfile::LowMemory).unwrap();
    vault.change_passphrase_and_profile(&same, &same, KdfProfile::Default).unwrap();
    drop(vault);
    assert_eq!(Vault::probe(&folder.vault()).unwrap().profile(), KdfProfile::Default);
    drop(Vault::open(&folder.vault(), &same).unwrap());
}

#[test]
fn whoever_opened_it_by_its_key_needs_no_passphrase_to_set_one() {
    let folder = Folder::new();
    let (forgotten, new) = (passphrase("forgotten"), passphrase("new"));
    let vault = Vault::create(&folder.vault(), &forgotten, KdfProfile::LowMemory).unwrap();
    let sheet = RecoverySheet::of(vault.key());
    vault.require_passphrase(&forgotten).unwrap();
    assert!(matches!(vault.require_passphrase(&new), Err(Error::WrongPassphrase)));
    drop(vault);

    let by_sheet = || Vault::open_with_key(&folder.vault(), read_sheet(sheet.expose_secret()).ok().unwrap());
    let mut vault = by_sheet().unwrap();
    vault.set_passphrase(&new, KdfProfile::LowMemory).unwrap();
    assert_ne!(RecoverySheet::of(vault.key()).expose_secret(), sheet.expose_secret());
    drop(vault);
    // The sheet and the old passphrase are dead.
    assert!(matches!(by_sheet(), Err(Error::WrongPassphrase)));
    assert!(matches!(Vault::open(&folder.vault(), &forgotten), Err(Error::WrongPassphrase)));
    drop(Vault::open(&folder.vault(), &new).unwrap());
}

#[test]
fn beside_a_journal_of_somebody_else_nothing_is_replaced() {
    for (ending, bytes) in [("-journal", b"\xd9\xd5\x05\xf9".as_slice()), ("-wal", b"")] {
        let folder = Folder::with_vault(2);
        let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
        // Put there while the vault is open: SQLite deletes its own when a change is done, and reads no other.
        let journal = folder.path().join(format!("private.heldby{ending}"));
        fs::write(&journal, bytes).unwrap();
        let error = vault.change_key(key(2)).unwrap_err();
        assert!(matches!(error, Error::JournalLeft), "{ending}: {error:?}");
        assert!(journal.exists());
        fs::remove_file(journal).unwrap();
        assert_eq!(vault.holdings().unwrap().len(), 2);
        vault.close().unwrap();
        drop(Vault::open_with_key(&folder.vault(), key(1)).unwrap());
    }
}

#[test]
fn a_lock_on_a_file_without_a_name_is_noticed() {
    let folder = Folder::with_vault(1);
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    // Whoever opened the old file before it was replaced holds a dead one: its lock says nothing of the new one.
    let dead = fs::File::open(folder.vault()).unwrap();
    vault.change_key(key(2)).unwrap();
    vault.close().unwrap();
    dead.try_lock().unwrap();
    let vault = Vault::open_with_key(&folder.vault(), key(2)).unwrap();
    assert!(matches!(Vault::probe(&folder.vault()), Err(Error::InUse)));
    assert_eq!(vault.holdings().unwrap().len(), 1);
}

#[test]
fn a_big_vault_changes_its_key_over_and_over() {
    let folder = Folder::with_vault(200);
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let rows = vault.holdings().unwrap();
    for n in 2..6 {
        vault.change_key(key(n)).unwrap();
        assert_eq!(vault.holdings().unwrap(), rows);
    }
    drop(vault);
    for n in 1..5 {
        let error = Vault::open_with_key(&folder.vault(), key(n)).err().unwrap();
        assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
    }
    assert_eq!(Vault::open_with_key(&folder.vault(), key(5)).unwrap().holdings().unwrap(), rows);
}

#[test]
fn another_change_in_progress_is_left_alone() {
    let folder = Folder::with_vault(1);
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let unfinished = folder.path().join("private.heldby.unfinished");
    let other = fs::File::create(&unfinished).unwrap();
    other.try_lock().unwrap();
    let error = vault.change_key(key(2)).unwrap_err();
    assert!(matches!(error, Error::InUse), "{error:?}");
    assert!(unfinished.exists());
    // What nobody holds is swept away.
    drop(other);
    vault.change_key(key(2)).unwrap();
    assert!(!unfinished.exists());
}

#[test]
fn a_change_that_cannot_replace_the_file_leaves_it_open_and_unchanged() {
    let folder = Folder::with_vault(2);
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    // A folder in place of the successor: it can be neither made nor swept away.
    fs::create_dir(folder.path().join("private.heldby.unfinished")).unwrap();
    vault.change_key(key(2)).unwrap_err();
    assert_eq!(vault.holdings().unwrap().len(), 2);
    fill(&mut vault, 1);
    vault.close().unwrap();
    fs::remove_dir(folder.path().join("private.heldby.unfinished")).unwrap();
    assert_eq!(Vault::open_with_key(&folder.vault(), key(1)).unwrap().holdings().unwrap().len(), 3);
}
