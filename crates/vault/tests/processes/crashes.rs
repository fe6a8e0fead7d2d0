//! Killed at every call that changes the disk, a vault is always whole and opens with exactly one key.

use crate::child::{said, start_with_fault};
use crate::support::{Folder, key};
use heldby_vault::{Error, Vault};

/// The calls that make, change and name files, or make that last.
const CALLS: [&str; 6] = ["openat", "pwrite64", "fsync", "rename", "linkat", "unlink"];

/// Every how many calls a child is killed: `HELDBY_SWEEP=all` takes each one, which takes half a minute.
fn stride() -> usize {
    if std::env::var("HELDBY_SWEEP").is_ok_and(|sweep| sweep == "all") { 1 } else { 4 }
}

/// Kills a child at one after the other of each call until it lives to the end, and hands every outcome to
/// `inspect` with what the child had said.
fn sweep(role: &str, folder: impl Fn() -> Folder, inspect: impl Fn(&Folder, &[String])) -> usize {
    let mut kills = 0;
    for call in CALLS {
        for n in (1..).step_by(stride()) {
            let folder = folder();
            // Only the vault's own files count: the child also writes what it has to say.
            let vault = folder.vault();
            let beside = |ending| folder.path().join(format!("private.heldby{ending}"));
            let paths =
                [vault.clone(), beside("-journal"), beside(".unfinished"), beside(".unfinished-journal")];
            let paths: Vec<_> = paths.iter().map(|p| p.as_path()).chain([folder.path()]).collect();
            let fault = format!("{call}:signal=KILL:when={n}");
            let output = start_with_fault(&fault, &paths, role, &vault).output().unwrap();
            let said = said(&output);
            inspect(&folder, &said);
            if said.last().is_some_and(|line| line == "end") {
                break;
            }
            assert!(!output.status.success(), "{said:?}");
            kills += 1;
            assert!(n < 500, "{call} never ends");
        }
    }
    kills
}

#[test]
fn while_changing_the_key() {
    let rows = 12;
    let kills = sweep(
        "change",
        || Folder::with_vault(rows),
        |folder, said| {
            // Looking must not change what is found: the wrong key first, then the right one.
            let (old, new) = (
                Vault::open_with_key(&folder.vault(), key(1)),
                Vault::open_with_key(&folder.vault(), key(2)),
            );
            let new = match (old, new) {
                (Ok(old), Err(Error::InUse)) => {
                    drop(old);
                    let new = Vault::open_with_key(&folder.vault(), key(2)).err().unwrap();
                    assert!(matches!(new, Error::WrongPassphrase), "{new:?}");
                    assert!(!said.iter().any(|line| line == "changed"));
                    Vault::open_with_key(&folder.vault(), key(1)).unwrap()
                }
                (Err(Error::WrongPassphrase), Ok(new)) => new,
                (old, new) => panic!("{:?} {:?}", old.err(), new.err()),
            };
            assert_eq!(new.holdings().unwrap().len(), rows);
            new.check().unwrap();
            new.close().unwrap();
            assert_eq!(folder.names(), ["private.heldby"]);
        },
    );
    assert!(kills * stride() > 20, "{kills}");
}

#[test]
fn while_adding() {
    let kills = sweep(
        "add 3",
        || Folder::with_vault(2),
        |folder, said| {
            let wrong = Vault::open_with_key(&folder.vault(), key(2)).err().unwrap();
            assert!(matches!(wrong, Error::WrongPassphrase), "{wrong:?}");
            let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
            let acknowledged = said.iter().filter(|line| *line == "added").count();
            let found = vault.holdings().unwrap();
            // What was acknowledged is there; at most the one that was being written is there too, whole.
            assert!(
                (acknowledged..=acknowledged + 1).contains(&(found.len() - 2)),
                "{acknowledged} {}",
                found.len()
            );
            for row in &found[2..] {
                assert_eq!((row.details.periods.len(), row.details.identifiers.len()), (2, 3));
            }
            vault.check().unwrap();
            // What the crash left beside the vault is not in the way of replacing it.
            vault.change_key(key(3)).unwrap();
            assert_eq!(vault.holdings().unwrap(), found);
        },
    );
    assert!(kills * stride() > 20, "{kills}");
}

#[test]
fn while_creating() {
    let kills = sweep("create", Folder::new, |folder, said| {
        match Vault::open_with_key(&folder.vault(), key(1)) {
            Ok(vault) => {
                assert_eq!(vault.persons().unwrap().len(), 1);
                vault.check().unwrap();
            }
            Err(Error::NotFound) => {
                assert!(!said.iter().any(|line| line == "end"));
                let path = folder.vault();
                Vault::create_with_key(&path, key(1), heldby_vault::KdfProfile::Default)
                    .unwrap()
                    .close()
                    .unwrap();
            }
            Err(other) => panic!("{other:?}"),
        }
        assert_eq!(folder.names(), ["private.heldby"]);
    });
    assert!(kills * stride() > 10, "{kills}");
}
