//! Two processes, one vault.

use crate::child::{said, start};
use crate::support::{Folder, fill, key};
use heldby_vault::{Error, KdfProfile, Vault};
use std::io::{BufRead, BufReader};

#[test]
fn a_vault_that_another_process_has_open_is_in_use_until_that_process_is_gone() {
    let folder = Folder::with_vault(1);
    let mut child = start("hold", &folder.vault()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "child: open"));
    let before = folder.files();
    for _ in 0..3 {
        assert!(matches!(Vault::open_with_key(&folder.vault(), key(1)), Err(Error::InUse)));
        assert!(matches!(Vault::probe(&folder.vault()), Err(Error::InUse)));
        let created = Vault::create_with_key(&folder.vault(), key(1), KdfProfile::Default);
        assert!(matches!(created, Err(Error::AlreadyExists)));
    }
    assert_eq!(folder.files(), before);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(Vault::open_with_key(&folder.vault(), key(1)).unwrap().holdings().unwrap().len(), 1);
}

#[test]
fn another_process_cannot_come_in_between() {
    let folder = Folder::with_vault(0);
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let refused = || assert_eq!(said(&start("add", &folder.vault()).output().unwrap()), ["InUse"]);
    refused();
    fill(&mut vault, 1);
    // A refused attempt in this process drops no lock, and neither does changing the key.
    assert!(matches!(Vault::open_with_key(&folder.vault(), key(1)), Err(Error::InUse)));
    refused();
    vault.change_key(key(1)).unwrap();
    refused();
    fill(&mut vault, 1);
    drop(vault);
    assert_eq!(said(&start("add", &folder.vault()).output().unwrap()), ["open", "added", "end"]);
}
