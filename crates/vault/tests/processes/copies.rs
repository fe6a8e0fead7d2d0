//! Killed anywhere while copies are made, thinned out, brought back or merged: the vault is whole, nothing that was
//! acknowledged is missing, and a copy that has its name is a good one.

use crate::child::{said, start_with_fault};
use crate::support::{Folder, at, fill, full_holding, key};
use heldby_vault::{
    BackupFile, BackupKind, Error, Keep, Opener, Snapshot, Vault, backup_folder, backups, plan, restore_at,
    salvage,
};
use std::path::{Path, PathBuf};

const NOW: i64 = 1_795_348_800;

/// The roles of the child that this file adds. Each says what it has done once it is done.
pub const ROLES: [&str; 6] = ["back-up", "thin-out", "restore", "restore-at", "merge", "salvage"];

/// Acts as one of them.
pub fn act(role: &str, path: &Path) -> Result<(), Error> {
    match role {
        "restore-at" => {
            let copy = manual(path);
            let snapshot = Snapshot::open(&copy.path, Opener::Key(&key(1)))?;
            restore_at(path, &snapshot, Opener::Key(&key(1)), at(NOW + 60))?;
            eprintln!("child: done");
            return Ok(());
        }
        "salvage" => {
            salvage(path, Opener::Key(&key(1)), at(NOW + 60))?;
            eprintln!("child: done");
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
            let mut other = vault.contents()?;
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
    eprintln!("child: done");
    vault.close()
}

/// A vault of three rows under `key(1)`, with a copy of its first two made by hand and three by itself.
pub fn prepared() -> Folder {
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

/// Everything that a role may write to: `strace` wants the paths.
pub fn paths(folder: &Folder) -> Vec<PathBuf> {
    let vault = folder.vault();
    let id = all(&vault)[0].vault.clone();
    let place = backup_folder(&vault);
    let beside = |ending: &str| folder.path().join(format!("private{ending}"));
    let mut files = vec![
        vault.clone(),
        beside(&format!(".2026-11-22T120100Z.{id}.replaced.heldby")),
        beside(".salvaged-2026-11-22T120100Z.heldby"),
        folder.path().join("private.heldby.damaged-copy"),
        place.join(format!("private.2026-11-22T120100Z.{id}.automatic.heldby")),
    ];
    files.extend(all(&vault).into_iter().map(|copy| copy.path));
    let mut paths: Vec<PathBuf> = vec![folder.path().to_path_buf(), place];
    for file in files {
        for ending in ["", "-journal", ".unfinished", ".unfinished-journal"] {
            let mut name = file.clone().into_os_string();
            name.push(ending);
            paths.push(name.into());
        }
    }
    paths
}

/// What has to hold whatever happened. `done` is whether the child said that it was.
pub fn check(role: &str, folder: &Folder, done: bool) {
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

/// The calls that make, change and name files, or make that last.
const CALLS: [&str; 7] = ["openat", "pwrite64", "fsync", "rename", "linkat", "unlink", "mkdir"];

/// Every how many calls a child is killed; `HELDBY_SWEEP=all` takes each one.
fn stride() -> usize {
    if std::env::var("HELDBY_SWEEP").is_ok_and(|sweep| sweep == "all") { 1 } else { 9 }
}

/// Kills the child at one call after the other until it lives to the end; how often that was.
fn sweep(role: &str) -> usize {
    let mut kills = 0;
    for call in CALLS {
        for n in (1..).step_by(stride()) {
            let folder = prepared();
            let paths = paths(&folder);
            let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            let fault = format!("{call}:signal=KILL:when={n}");
            let output = start_with_fault(&fault, &paths, role, &folder.vault()).output().unwrap();
            let said = said(&output);
            check(role, &folder, said.iter().any(|line| line == "done"));
            if said.last().is_some_and(|line| line == "end") {
                break;
            }
            assert!(!output.status.success(), "{role}: {said:?}");
            kills += 1;
            assert!(n < 1000, "{call} never ends");
        }
    }
    kills
}

#[test]
fn killed_while_making_a_copy() {
    assert!(sweep("back-up") * stride() > 20);
}

#[test]
fn killed_while_thinning_out() {
    assert!(sweep("thin-out") * stride() > 5);
}

#[test]
fn killed_while_bringing_a_copy_back() {
    assert!(sweep("restore") * stride() > 20);
    assert!(sweep("restore-at") * stride() > 20);
}

#[test]
fn killed_while_merging() {
    assert!(sweep("merge") * stride() > 5);
}

#[test]
fn killed_while_salvaging() {
    assert!(sweep("salvage") * stride() > 20);
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    for role in ROLES {
        for n in [1, 6, 40] {
            let folder = prepared();
            let paths = paths(&folder);
            let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            for call in ["pwrite64", "write"] {
                let fault = format!("{call}:error=ENOSPC:when={n}+");
                let said = said(&start_with_fault(&fault, &paths, role, &folder.vault()).output().unwrap());
                let last = said.last().unwrap();
                assert!(["DiskFull", "end"].contains(&last.as_str()), "{role} {call} {n}: {last}");
                if last == "end" {
                    break;
                }
                check(role, &folder, false);
            }
        }
    }
}
