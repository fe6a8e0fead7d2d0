//! What several test files share.
#![allow(dead_code, reason = "each test file uses a part of it")]

use heldby_model::{Answer, Answers, Basis, BreachId, CompanyId, ConditionId, Country, Relationship, Until};
use heldby_vault::{
    Identifier, IdentifierKind, KdfProfile, NewHolding, Passphrase, PeriodRow, PersonId, Resolution, Vault,
    VaultKey,
};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A key that is told apart by one number.
pub fn key(n: u8) -> VaultKey {
    VaultKey::from_bytes(&mut [n; 32])
}

pub fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).unwrap()
}

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

/// A folder that vanishes with the test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One in memory where the system offers that: for thousands of files, whose disk does not matter.
    pub fn quick() -> Self {
        let memory = Path::new("/dev/shm");
        Self(if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn vault(&self) -> PathBuf {
        self.0.path().join("private.heldby")
    }

    /// Every file in the folder with its bytes.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(self.path()).unwrap().map(|e| e.unwrap());
        entries
            .filter(|e| e.file_type().unwrap().is_file())
            .map(|e| (e.file_name().into_string().unwrap(), std::fs::read(e.path()).unwrap()))
            .collect()
    }

    pub fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }

    /// A closed vault under `key(1)` with `count` holdings.
    pub fn with_vault(count: usize) -> Self {
        let folder = Self::new();
        let mut vault = Vault::create_with_key(&folder.vault(), key(1), KdfProfile::LowMemory).unwrap();
        fill(&mut vault, count);
        vault.close().unwrap();
        folder
    }
}

/// Adds holdings with everything that a holding can have.
pub fn fill(vault: &mut Vault, count: usize) {
    let person = vault.persons().unwrap()[0].id;
    for n in 0..count {
        let id =
            vault.add_holding(&full_holding(person, &format!("Company {n}")), at(1_700_000_000)).unwrap();
        let (breach, answers) = full_answer();
        vault.set_answer(id, &breach, &answers, at(1_700_000_001)).unwrap();
    }
}

pub fn full_holding(person: PersonId, name: &str) -> NewHolding {
    NewHolding {
        person,
        name: name.into(),
        domain: Some("example.co.uk".into()),
        country: Some(Country::new("GB").unwrap()),
        company: Some(CompanyId::new("talktalk").unwrap()),
        resolution: Resolution { rule: Some("spacing".into()), confirmed: true },
        gave: vec!["name".into(), "date-of-birth".into(), "a-class-of-the-year-2040".into()],
        gave_complete: true,
        note: "line one\nline two\t\u{1f4de}".into(),
        periods: vec![
            PeriodRow {
                relationship: Relationship::Customer,
                from: Some("2012".parse().unwrap()),
                until: Until::Ended("2014-02".parse().unwrap()),
                basis: Basis::Inferred,
                attributes: vec!["prepaid".into(), "brand:metro-by-tmobile".into(), "colour:blue".into()],
            },
            PeriodRow {
                relationship: Relationship::Employee,
                from: None,
                until: Until::Still,
                basis: Basis::Stated,
                attributes: vec![],
            },
        ],
        identifiers: vec![
            Identifier { kind: IdentifierKind::Email, value: "someone+talk@example.org".into() },
            Identifier { kind: IdentifierKind::Phone, value: "+44 20 7946 0018".into() },
            Identifier { kind: IdentifierKind::Username, value: "ünïcode 🦉".into() },
        ],
    }
}

pub fn full_answer() -> (BreachId, Answers) {
    let conditions = [("bank-details", true), ("upgraded-2016", false)];
    let conditions = conditions.map(|(id, holds)| (ConditionId::new(id).unwrap(), holds)).into();
    (
        BreachId::new("talktalk-2015-10").unwrap(),
        Answers { notice: Some(Answer::Told), dismissed: true, conditions },
    )
}
