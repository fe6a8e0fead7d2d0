//! Changing the passphrase, and the files around it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_vault::{Error, KdfProfile, Vault};
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
