//! What is swept: for each operation the vault that it starts from, what its child does, and what must be true
//! afterwards, wherever it ended.

use super::points;
use crate::child::{say, step};
use crate::support::{Folder, at, fill, full_answer, full_holding, key};
use heldby_model::{BreachId, CompanyId};
use heldby_vault::{Error, HoldingRow, KdfProfile, LayerKind, NewHolding, News, SeenBreach, Vault};
use rusqlite::Connection;
use std::path::Path;

/// One operation.
pub struct Operation {
    /// For the table.
    pub name: &'static str,
    /// What the child is told.
    pub role: &'static str,
    /// How many points it has at the least: fewer would mean that they are not seen.
    pub at_least: usize,
    /// What it starts from.
    pub prepare: fn() -> Folder,
    /// Panics if the folder is not as it must be after what the child had said.
    pub inspect: fn(&Folder, &[String]),
}

/// Acts as one of the roles here; `None` if it is none of them.
pub fn act(role: &str, path: &Path) -> Option<Result<(), Error>> {
    if role.starts_with("sweep-") {
        points::count_apart();
    }
    Some(match role {
        "sweep-create" => created(path),
        "sweep-add" => on_open(path, |vault| {
            let person = vault.persons()?[0].id;
            (0..3).try_for_each(|n| {
                let new = full_holding(person, &format!("Added {n}"));
                step(vault, "done", |v| v.add_holding(&new, at(9)).map(drop))
            })
        }),
        "sweep-edit" => on_open(path, |vault| {
            let rows = vault.holdings()?;
            rows.iter()
                .try_for_each(|row| step(vault, "done", |v| v.update_holding(row.id, &edited(row), at(9))))
        }),
        "sweep-delete" => on_open(path, |vault| {
            let rows = vault.holdings()?;
            rows.iter().try_for_each(|row| {
                step(vault, "done", |v| match v.remove_holding(row.id) {
                    // The attempt before did it, although it was told otherwise.
                    Err(Error::NoSuchRow { .. }) => Ok(()),
                    other => other.map(drop),
                })
            })
        }),
        "sweep-answer" => on_open(path, |vault| {
            let (breach, mut answers) = full_answer();
            answers.dismissed = false;
            let rows = vault.holdings()?;
            rows.iter()
                .try_for_each(|row| step(vault, "done", |v| v.set_answer(row.id, &breach, &answers, at(9))))
        }),
        "sweep-change" => on_open(path, |vault| step(vault, "done", |v| v.change_key(key(2)))),
        "sweep-profile" => on_open(path, |vault| {
            step(vault, "done", |v| v.change_key_and_profile(key(2), KdfProfile::Default))
        }),
        "sweep-open" => on_open(path, |_| {
            say("done");
            Ok(())
        }),
        "sweep-release" => on_open(path, |vault| {
            step(vault, "done", |v| v.set_release("heldby-2.catalogue", 2, SIGNER, &content(2), at(9)))?;
            step(vault, "done", |v| v.note_seen(&[seen(2)], &[news()], at(9)))
        }),
        "sweep-list" => on_open(path, |vault| {
            step(vault, "done", |v| v.set_hibp_list("breaches.json", &content(2), at(9)))
        }),
        _ => return None,
    })
}

/// Opens, acts, closes. Opening is a step like others: it writes, and can be tried again.
fn on_open(path: &Path, act: impl FnOnce(&mut Vault) -> Result<(), Error>) -> Result<(), Error> {
    let mut opened = Vault::open_with_key(path, key(1));
    if let Err(error) = &opened
        && crate::child::retries()
    {
        say(&format!("failed: {error:?}"));
        opened = Vault::open_with_key(path, key(1));
    }
    let mut vault = opened?;
    act(&mut vault)?;
    vault.close()
}

fn created(path: &Path) -> Result<(), Error> {
    let create = || Vault::create_with_key(path, key(1), KdfProfile::LowMemory);
    let mut made = create();
    if let Err(error) = &made
        && crate::child::retries()
    {
        say(&format!("failed: {error:?}"));
        // It is there, and only could not be opened.
        let there = matches!(error, Error::Unconfirmed);
        made = if there { Vault::open_with_key(path, key(1)) } else { create() };
    }
    let vault = made?;
    say("done");
    vault.close()
}

fn acknowledged(said: &[String]) -> usize {
    said.iter().filter(|line| *line == "done").count()
}

fn failures(said: &[String]) -> usize {
    said.iter().filter(|line| line.starts_with("failed")).count()
}

/// Opens the vault with the one known key that opens it, after showing that no other does: the wrong ones first,
/// because looking must not change what is found.
fn open_with_exactly_one(folder: &Folder) -> (u8, Vault) {
    let mut fitting = Vec::new();
    for n in [3, 2, 1] {
        match Vault::open_with_key(&folder.vault(), key(n)) {
            Ok(vault) => {
                fitting.push(n);
                vault.close().unwrap();
            }
            Err(Error::WrongPassphrase) => {}
            Err(other) => panic!("key {n}: {other:?}"),
        }
    }
    assert_eq!(fitting.len(), 1, "opened by {fitting:?}");
    let vault = Vault::open_with_key(&folder.vault(), key(fitting[0])).unwrap();
    vault.check().unwrap();
    (fitting[0], vault)
}

fn open(folder: &Folder) -> Vault {
    let (key, vault) = open_with_exactly_one(folder);
    assert_eq!(key, 1);
    vault
}

/// What is left beside the vault is in the way of nothing: it can be replaced, and then it is alone.
fn goes_on(folder: &Folder, mut vault: Vault, beside: &[&str]) {
    let rows = vault.holdings().unwrap();
    vault.change_key(key(4)).unwrap();
    fill(&mut vault, 1);
    assert_eq!(vault.holdings().unwrap()[..rows.len()], rows);
    vault.close().unwrap();
    let names = folder.names();
    let expected: Vec<_> = std::iter::once("private.heldby").chain(beside.iter().copied()).collect();
    assert_eq!(names, expected);
}

/// That the rows up to the acknowledged one are as they became, the others as they were; the one in between may
/// be either, but whole.
fn check_progress<T: PartialEq + std::fmt::Debug>(found: &[T], before: &[T], after: &[T], done: usize) {
    for (i, row) in found.iter().enumerate() {
        match i {
            _ if i < done => assert_eq!(row, &after[i], "row {i} was acknowledged"),
            _ if i == done => assert!(row == &before[i] || row == &after[i], "row {i}: {row:?}"),
            _ => assert_eq!(row, &before[i], "row {i} was not reached"),
        }
    }
}

fn edited(row: &HoldingRow) -> NewHolding {
    NewHolding { note: "edited".repeat(100), periods: vec![], ..row.details.clone() }
}

pub fn create() -> Operation {
    Operation {
        name: "create",
        role: "sweep-create",
        at_least: 15,
        prepare: Folder::new,
        inspect: |folder, said| {
            if !folder.vault().exists() {
                assert_eq!(acknowledged(said), 0);
                assert!(
                    !said.iter().any(|line| line.ends_with("Unconfirmed")),
                    "it was told that it is there"
                );
                Vault::create_with_key(&folder.vault(), key(1), KdfProfile::Default)
                    .unwrap()
                    .close()
                    .unwrap();
            }
            let vault = open(folder);
            assert_eq!(vault.persons().unwrap().len(), 1);
            goes_on(folder, vault, &[]);
        },
    }
}

pub fn add() -> Operation {
    Operation {
        name: "add",
        role: "sweep-add",
        at_least: 20,
        prepare: || Folder::with_vault(2),
        inspect: |folder, said| {
            let vault = open(folder);
            let found = vault.holdings().unwrap();
            let added: Vec<&HoldingRow> = found[2..].iter().collect();
            let person = found[0].details.person;
            // One that was not acknowledged may be there, once or (tried again) twice; each is whole.
            let (done, failed) = (acknowledged(said), failures(said));
            assert!(
                (done..=(done + 1 + failed).min(3 + failed)).contains(&added.len()),
                "{done} {}",
                added.len()
            );
            for row in added {
                assert_eq!(row.details, full_holding(person, &row.details.name));
            }
            for n in 0..done {
                assert!(found.iter().any(|row| row.details.name == format!("Added {n}")), "{n}");
            }
            goes_on(folder, vault, &[]);
        },
    }
}

pub fn edit() -> Operation {
    Operation {
        name: "edit",
        role: "sweep-edit",
        at_least: 20,
        prepare: || Folder::with_vault(3),
        inspect: |folder, said| {
            let template = Folder::with_vault(3);
            let before = Vault::open_with_key(&template.vault(), key(1)).unwrap().holdings().unwrap();
            let after: Vec<NewHolding> = before.iter().map(edited).collect();
            let before: Vec<NewHolding> = before.into_iter().map(|row| row.details).collect();
            let vault = open(folder);
            let found: Vec<_> = vault.holdings().unwrap().into_iter().map(|row| row.details).collect();
            assert_eq!(found.len(), 3);
            check_progress(&found, &before, &after, acknowledged(said));
            goes_on(folder, vault, &[]);
        },
    }
}

pub fn delete() -> Operation {
    Operation {
        name: "delete",
        role: "sweep-delete",
        at_least: 20,
        prepare: || Folder::with_vault(3),
        inspect: |folder, said| {
            let vault = open(folder);
            let done = acknowledged(said);
            let found = vault.holdings().unwrap();
            assert!(found.len() == 3 - done || done < 3 && found.len() == 2 - done, "{done} {}", found.len());
            for (row, n) in found.iter().rev().zip([2, 1, 0]) {
                assert_eq!(row.details, full_holding(row.details.person, &format!("Company {n}")));
                assert_eq!(row.answers.len(), 1);
            }
            goes_on(folder, vault, &[]);
        },
    }
}

pub fn answer() -> Operation {
    Operation {
        name: "answer",
        role: "sweep-answer",
        at_least: 20,
        prepare: || Folder::with_vault(3),
        inspect: |folder, said| {
            let vault = open(folder);
            let (breach, answers) = full_answer();
            let mut answered = answers.clone();
            answered.dismissed = false;
            let found: Vec<_> =
                vault.holdings().unwrap().iter().map(|row| row.answers[&breach].answers.clone()).collect();
            check_progress(&found, &vec![answers; 3], &vec![answered; 3], acknowledged(said));
            goes_on(folder, vault, &[]);
        },
    }
}

fn check_changed(folder: &Folder, said: &[String], profile: KdfProfile) {
    let (key, vault) = open_with_exactly_one(folder);
    if acknowledged(said) > 0 || said.iter().any(|line| line.ends_with("Unconfirmed")) {
        assert_eq!(key, 2, "it was told that the key is another one");
    } else if said.last().is_some_and(|line| line.starts_with("Disk")) {
        assert_eq!(key, 1, "it was told that nothing was changed");
    }
    let profile = if key == 2 { profile } else { KdfProfile::LowMemory };
    assert_eq!(vault.header().profile(), profile);
    assert_eq!(vault.holdings().unwrap().len(), 12);
    goes_on(folder, vault, &[]);
}

pub fn change_key() -> Operation {
    Operation {
        name: "passphrase change",
        role: "sweep-change",
        at_least: 20,
        prepare: || Folder::with_vault(12),
        inspect: |folder, said| check_changed(folder, said, KdfProfile::LowMemory),
    }
}

pub fn change_profile() -> Operation {
    Operation {
        name: "profile change",
        role: "sweep-profile",
        at_least: 20,
        prepare: || Folder::with_vault(12),
        inspect: |folder, said| check_changed(folder, said, KdfProfile::Default),
    }
}

/// A vault of the first format, as the first release wrote it.
fn of_format_1() -> Folder {
    let folder = Folder::new();
    let conn = raw(&folder.vault());
    conn.execute_batch(include_str!("../../fixtures/v1.sql")).unwrap();
    conn.close().unwrap();
    folder
}

/// A file under the first key and the salt of the fixture, as SQLCipher's documentation says: without this crate,
/// which would bring it up to date.
fn raw(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    let salt: String = [0, 1].into_iter().chain(100..114).map(|b: u8| format!("{b:02x}")).collect();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}{salt}'\";", "01".repeat(32))).unwrap();
    conn
}

pub fn migrate() -> Operation {
    Operation {
        name: "migration",
        role: "sweep-open",
        at_least: 20,
        prepare: of_format_1,
        inspect: |folder, _| {
            let vault = open(folder);
            assert_eq!((vault.persons().unwrap().len(), vault.holdings().unwrap().len()), (2, 2));
            assert_eq!(vault.setting("theme").unwrap().as_deref(), Some("dark"));
            assert!(vault.layers().unwrap().is_empty(), "a table of format 2");
            // Whenever it has become format 2, the copy of what it was is whole.
            let copy = raw(&folder.path().join("private.heldby.format-1"));
            let number = |sql| copy.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
            assert_eq!(number("PRAGMA user_version"), 1);
            assert_eq!(number("SELECT count(*) FROM holdings"), 2);
            let answer: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(answer, "ok");
            drop(copy);
            goes_on(folder, vault, &["private.heldby.format-1"]);
        },
    }
}

const SIGNER: &str = "0123456789ABCDEF";

fn content(number: u8) -> Vec<u8> {
    vec![number; 100_000]
}

fn seen(number: u8) -> SeenBreach {
    SeenBreach {
        breach: BreachId::new("talktalk-2015-10").unwrap(),
        company: CompanyId::new("talktalk").unwrap(),
        title: "TalkTalk".into(),
        facts: format!("release {number}"),
        withdrawn: None,
    }
}

fn news() -> News {
    News {
        kind: "corrected".into(),
        breach: None,
        holding: None,
        title: "TalkTalk".into(),
        details: vec!["more people".into()],
    }
}

fn with_layers() -> Folder {
    let folder = Folder::with_vault(1);
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    vault.set_release("heldby-1.catalogue", 1, SIGNER, &content(1), at(1)).unwrap();
    vault.note_seen(&[seen(1)], &[], at(1)).unwrap();
    vault.set_hibp_list("old.json", &content(1), at(1)).unwrap();
    vault.close().unwrap();
    folder
}

pub fn install_release() -> Operation {
    Operation {
        name: "install update",
        role: "sweep-release",
        at_least: 20,
        prepare: with_layers,
        inspect: |folder, said| {
            let vault = open(folder);
            let release = vault.layer_content(LayerKind::Release).unwrap().unwrap();
            let installed = release == content(2);
            assert!(installed || release == content(1));
            assert_eq!(vault.highest_release(SIGNER).unwrap(), Some(if installed { 2 } else { 1 }));
            let noted = vault.seen_breaches().unwrap() == [seen(2)];
            // Told if and only if noted; once more if that was done, sounded as if it had failed, and was done again.
            let told = vault.news().unwrap().len();
            assert!(told == usize::from(noted) || noted && told == 1 + failures(said), "{told}");
            assert!(installed || acknowledged(said) == 0);
            assert!(noted || acknowledged(said) < 2);
            assert!(installed || !noted);
            goes_on(folder, vault, &[]);
        },
    }
}

pub fn add_list() -> Operation {
    Operation {
        name: "add breach list",
        role: "sweep-list",
        at_least: 20,
        prepare: with_layers,
        inspect: |folder, said| {
            let vault = open(folder);
            let list = vault.layer_content(LayerKind::Hibp).unwrap().unwrap();
            assert!(list == content(2) || list == content(1) && acknowledged(said) == 0);
            assert_eq!(vault.layer_content(LayerKind::Release).unwrap().unwrap(), content(1));
            goes_on(folder, vault, &[]);
        },
    }
}
