//! Damaged vaults, one fault each. Every one has a name that ends in the word for what opening it must say, and the names
//! stand in `vectors.txt`: that list is the specification, and this program makes the files. Whatever is wrong with a
//! file, opening it does not panic, does not write to it, and never passes for a whole vault.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "../support/mod.rs"]
mod support;

mod base;
mod edits;
mod files;
mod places;

use base::{BASE, code, folder_with, untouched, use_all};
use heldby_vault::Result;
use std::collections::BTreeSet;
use support::Folder;

const VECTORS: &str = include_str!("vectors.txt");

/// The word that a name ends in.
fn expected(name: &str) -> &str {
    name.rsplit_once('.').unwrap().1
}

/// What opening said, as a word.
fn word(outcome: &Result<String>) -> &'static str {
    outcome.as_ref().map_or_else(code, |_| "opened")
}

#[test]
fn every_damaged_file_is_known_for_what_it_is() {
    let whole = use_all(&folder_with(BASE).vault(), 1).unwrap();
    let mut wrong = Vec::new();
    for (name, bytes) in files::all() {
        let folder = folder_with(&bytes);
        let found = use_all(&folder.vault(), 1);
        if word(&found) != expected(&name) {
            wrong.push(format!("{name}: {}", word(&found)));
        }
        assert!(untouched(&folder.vault(), &bytes), "{name} was written to");
        assert_eq!(folder.names(), ["private.heldby"], "{name} left something behind");
        if let Ok(all) = found {
            assert_eq!(all, whole, "{name} opened with something else in it");
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_place_in_which_a_vault_cannot_be_used_is_known_for_what_it_is() {
    let whole = use_all(&folder_with(BASE).vault(), 1).unwrap();
    let mut wrong = Vec::new();
    for place in places::ALL {
        let folder = folder_with(BASE);
        (place.prepare)(&folder);
        let before = places::listing(&folder);
        let found = places::open(&folder, place);
        if found.word != expected(place.name) {
            wrong.push(format!("{}: {}", place.name, found.word));
        }
        match found.content {
            Some(content) => assert_eq!(content, whole, "{} opened with something else in it", place.name),
            None => assert!(places::listing(&folder) == before, "{} changed something", place.name),
        }
        if place.vault_stays {
            assert!(untouched(&places::real(&folder), BASE), "{}: the vault was written to", place.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_key_of_another_vault_opens_nothing() {
    let folder = folder_with(BASE);
    assert_eq!(word(&use_all(&folder.vault(), 2)), "wrong-passphrase");
    assert!(untouched(&folder.vault(), BASE));
}

#[test]
fn the_list_of_names_is_complete() {
    let made: BTreeSet<String> = files::all()
        .into_iter()
        .map(|(name, _)| name)
        .chain(places::ALL.iter().map(|place| place.name.to_owned()))
        .collect();
    let listed: BTreeSet<String> = VECTORS.lines().map(str::to_owned).collect();
    let missing: Vec<_> = made.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&made).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not listed: {missing:#?}\nnot made: {gone:#?}");
    assert!(listed.len() >= 40, "{}", listed.len());
}

#[test]
fn the_frozen_vault_is_what_the_faults_need() {
    assert_eq!(BASE[..2], [0, 2]);
    assert_eq!(BASE.len() % base::PAGE, 0);
    assert!((12..=40).contains(&base::PAGES), "{} pages", base::PAGES);
    let folder: Folder = folder_with(BASE);
    let unused: i64 = base::sqlcipher(&folder.vault(), 1, &BASE[..16])
        .query_row("PRAGMA freelist_count", [], |row| row.get(0))
        .unwrap();
    assert!(unused > 0, "no page is unused");
}
