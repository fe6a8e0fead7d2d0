//! Copies made, thinned out and brought back, merging and salvage, interrupted anywhere: the vault is whole, nothing that
//! was acknowledged is missing, and a copy that has its name is a good one.

use super::operations::Operation;
use super::points;
use crate::child::{retries, say};
use crate::support::{Folder, at, fill, full_holding, key};
use heldby_vault::{
    BackupFile, BackupKind, Error, Keep, Opener, Snapshot, Vault, backup_folder, backups, plan,
};
use std::path::Path;

const NOW: i64 = 1_795_348_800;

/// Acts as one of the roles here; `None` if it is none of them.
pub fn act(role: &str, path: &Path) -> Option<Result<(), Error>> {
    let role = role.strip_prefix("copy-")?;
    points::count_apart();
    let mut outcome = once(role, path);
    if let Err(error) = &outcome
        && retries()
        && !matches!(error, Error::Unconfirmed)
    {
        say(&format!("failed: {error:?}"));
        outcome = once(role, path);
    }
    Some(outcome)
}

fn once(role: &str, path: &Path) -> Result<(), Error> {
    match role {
        "restore-at" => {
            let copy = manual(path);
            let snapshot = Snapshot::open(&copy.path, Opener::Key(&key(1)))?;
            heldby_vault::restore_at(path, &snapshot, Opener::Key(&key(1)), at(NOW + 60))?;
            say("done");
            return Ok(());
        }
        "salvage" => {
            heldby_vault::salvage(path, path, Opener::Key(&key(1)), at(NOW + 60))?;
            say("done");
            return Ok(());
        }
        _ => {}
    }
    let mut vault = Vault::open_with_key(path, key(1))?;
    let folder = backup_folder(path);
    match role {
        "back-up" => drop(vault.back_up(&folder, BackupKind::Automatic, at(NOW + 60))?),
        "thin-out" => {
            let newest = vault.backups(&folder)?.remove(0);
            vault.thin_out_backups(&folder, &Keep { latest: 1, daily: 1, weekly: 0, monthly: 0 }, &newest)?;
        }
        "restore" => {
            let snapshot = vault.open_copy(&manual(path).path)?;
            drop(vault.restore(&snapshot, at(NOW + 60))?);
        }
        "merge" => {
            // The same whenever it is tried: what was done and only sounded as if it had failed is not done twice.
            let mut other = vault.open_copy(&manual(path).path)?.read_all()?;
            for row in &mut other.holdings {
                row.details.note = "what the other one says".into();
                row.details.gave.push("a-class-of-theirs".into());
            }
            let new = full_holding(other.persons[0].id, "A company of theirs");
            let mut added = other.holdings[0].clone();
            (added.details, added.details.company) = (new, None);
            added.details.country = None;
            other.holdings.push(added);
            let plan = plan(&vault.contents()?, &other);
            drop(vault.merge(&plan, at(NOW + 60))?);
        }
        other => panic!("no such role: {other}"),
    }
    say("done");
    vault.close()
}

/// A vault of three rows under `key(1)`, with a copy of its first two made by hand and three by itself.
fn prepared() -> Folder {
    let folder = Folder::with_vault(2);
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let place = backup_folder(&folder.vault());
    vault.back_up(&place, BackupKind::Manual, at(NOW)).unwrap();
    for day in 1..4 {
        vault.back_up(&place, BackupKind::Automatic, at(NOW - day * 86_400)).unwrap();
    }
    fill(&mut vault, 1);
    vault.close().unwrap();
    folder
}

fn all(path: &Path) -> Vec<BackupFile> {
    backups(path, &backup_folder(path), None).unwrap()
}

fn manual(path: &Path) -> BackupFile {
    all(path).into_iter().find(|copy| copy.kind == BackupKind::Manual).unwrap()
}

fn done(said: &[String]) -> bool {
    said.iter().any(|line| line == "done")
}

/// What has to hold whatever happened. `done` is whether the child said that it was.
fn check(role: &str, folder: &Folder, done: bool) {
    let path = folder.vault();
    let vault = Vault::open_with_key(&path, key(1)).unwrap_or_else(|e| panic!("{role}: {e:?}"));
    vault.check().unwrap();
    let rows = vault.holdings().unwrap();
    let copies = all(&path);
    let mut held = Vec::new();
    for copy in &copies {
        let read = Snapshot::open(&copy.path, Opener::Key(&key(1)))
            .unwrap_or_else(|e| panic!("{role}: {} has its name and is not good: {e:?}", copy.name()));
        held.push((copy.kind, read.read_all().unwrap().holdings.len()));
    }
    let copied = |kind| held.iter().filter(|(k, _)| *k == kind).count();
    assert_eq!(copied(BackupKind::Manual), 1, "{role}");
    match role {
        "back-up" => {
            assert_eq!(rows.len(), 3);
            assert!(copied(BackupKind::Automatic) == 4 || (!done && copied(BackupKind::Automatic) == 3));
        }
        "thin-out" => {
            assert_eq!(rows.len(), 3);
            let left = copied(BackupKind::Automatic);
            assert!(left == 1 || (!done && (1..=3).contains(&left)), "{left}");
        }
        "restore" | "restore-at" => {
            assert!(rows.len() == 2 || (!done && rows.len() == 3), "{role}: {}", rows.len());
            if rows.len() == 2 {
                assert!(
                    held.contains(&(BackupKind::Replaced, 3)),
                    "{role}: what was replaced is lost: {held:?}"
                );
            }
        }
        "merge" => {
            let merged = rows.iter().filter(|r| r.details.note.contains("what the other one says")).count();
            // All rows of the vault are of one company, so the first takes what the other ones say.
            assert!((rows.len(), merged) == (4, 1) || (!done && (rows.len(), merged) == (3, 0)), "{merged}");
        }
        "salvage" => {
            assert_eq!(rows.len(), 3);
            let saved = folder.path().join("private.salvaged-2026-11-22T120100Z.heldby");
            match Vault::open_with_key(&saved, key(1)) {
                Ok(saved) => assert_eq!(saved.holdings().unwrap().len(), 3),
                Err(Error::NotFound) => assert!(!done),
                Err(other) => panic!("{other:?}"),
            }
        }
        other => panic!("no such role: {other}"),
    }
    drop(vault);
    // Nothing that is left is in the way of going on.
    let mut vault = Vault::open_with_key(&path, key(1)).unwrap();
    let made = vault.back_up(&backup_folder(&path), BackupKind::Automatic, at(NOW + 120)).unwrap();
    vault.thin_out_backups(&backup_folder(&path), &Keep::default(), &made).unwrap();
    vault.close().unwrap();
    let names: Vec<String> = std::fs::read_dir(backup_folder(&path))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!names.iter().any(|name| name.contains("unfinished")), "{role}: {names:?}");
}

pub fn back_up() -> Operation {
    Operation {
        name: "make a copy",
        role: "copy-back-up",
        at_least: 20,
        prepare: prepared,
        inspect: |folder, said| check("back-up", folder, done(said)),
    }
}

pub fn thin_out() -> Operation {
    Operation {
        name: "thin out copies",
        role: "copy-thin-out",
        at_least: 2,
        prepare: prepared,
        inspect: |folder, said| check("thin-out", folder, done(said)),
    }
}

pub fn restore() -> Operation {
    Operation {
        name: "bring back (open)",
        role: "copy-restore",
        at_least: 20,
        prepare: prepared,
        inspect: |folder, said| check("restore", folder, done(said)),
    }
}

pub fn restore_at() -> Operation {
    Operation {
        name: "bring back (closed)",
        role: "copy-restore-at",
        at_least: 20,
        prepare: prepared,
        inspect: |folder, said| check("restore-at", folder, done(said)),
    }
}

pub fn merge() -> Operation {
    Operation {
        name: "merge",
        role: "copy-merge",
        at_least: 8,
        prepare: prepared,
        inspect: |folder, said| check("merge", folder, done(said)),
    }
}

pub fn salvage() -> Operation {
    Operation {
        name: "salvage",
        role: "copy-salvage",
        at_least: 20,
        prepare: prepared,
        inspect: |folder, said| check("salvage", folder, done(said)),
    }
}
