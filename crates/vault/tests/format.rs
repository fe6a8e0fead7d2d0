//! The file format, held against something other than this crate: frozen databases of every released format,
//! opened as SQLCipher's own documentation says.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_model::{Answer, Answers, Basis, Relationship, Until};
use heldby_vault::{
    HoldingId, HoldingRow, Identifier, IdentifierKind, KdfProfile, LayerKind, NewHolding, PeriodRow, Person,
    PersonId, Resolution, Vault,
};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Once;
use support::{Folder, at, key};

const RELEASED: [&str; 2] = [include_str!("fixtures/v1.sql"), include_str!("fixtures/v2.sql")];

/// Done once the library has opened a vault.
static READY: Once = Once::new();

/// Opens any SQLCipher file with a raw key (32 times the same byte) and salt, both as text.
fn sqlcipher(path: &Path, key: u8, salt: &[u8]) -> Connection {
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    // As the library itself does: of two first connections on two threads, the second can find no cipher yet.
    READY.call_once(|| {
        Vault::create_with_key(&Folder::new().vault(), support::key(1), KdfProfile::Default).unwrap();
    });
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}{}'\";", hex(&[key; 32]), hex(salt))).unwrap();
    conn
}

fn schema(conn: &Connection) -> Vec<(String, Option<String>)> {
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(|row| row.unwrap()).collect()
}

#[test]
fn every_released_format_opens_with_its_data() {
    for (format, fixture) in (1..).zip(RELEASED) {
        let folder = Folder::new();
        let salt: Vec<u8> = [0, 1].into_iter().chain(100..114).collect();
        sqlcipher(&folder.vault(), 1, &salt).execute_batch(fixture).unwrap();

        let vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
        vault.check().unwrap();
        assert_eq!(vault.header().bytes()[..], salt);
        assert_eq!(
            vault.persons().unwrap(),
            [(1, "Me"), (4, "Ada 🦊")].map(|(id, name)| Person { id: PersonId(id), name: name.into() })
        );
        assert_eq!(vault.setting("theme").unwrap().as_deref(), Some("dark"));
        assert_eq!(vault.holdings().unwrap(), expected_holdings());
        check_knowledge(&vault, format >= 2);
        vault.close().unwrap();

        // What was brought up to date looks like what is made new.
        let fresh = Folder::new();
        let new = Vault::create_with_key(&fresh.vault(), key(1), KdfProfile::Default).unwrap();
        let new_salt = *new.header().bytes();
        drop(new);
        assert_eq!(
            schema(&sqlcipher(&folder.vault(), 1, &salt)),
            schema(&sqlcipher(&fresh.vault(), 1, &new_salt))
        );
    }
}

/// What format 2 brought: there if the fixture has it, empty after an upgrade.
fn check_knowledge(vault: &Vault, there: bool) {
    let all = |n: usize| if there { n } else { 0 };
    let layers = vault.layers().unwrap();
    let breaches = vault.private_breaches().unwrap();
    let names = vault.confirmed_names().unwrap();
    let (seen, news) = (vault.seen_breaches().unwrap(), vault.news().unwrap());
    assert_eq!(
        (layers.len(), breaches.len(), names.len(), seen.len(), news.len()),
        (all(2), all(2), all(1), all(2), all(2))
    );
    assert_eq!(vault.highest_release("0123456789ABCDEF").unwrap(), there.then_some(9));
    assert_eq!(vault.layer_content(LayerKind::Release).unwrap(), there.then(|| vec![0, 255, 16]));
    if !there {
        return;
    }
    let release = layers.iter().find(|l| l.kind == LayerKind::Release).unwrap();
    assert_eq!(
        (release.name.as_str(), release.number, release.signer.as_deref(), release.added, release.size),
        ("heldby-7.catalogue", Some(7), Some("0123456789ABCDEF"), at(1_700_000_400), 3)
    );
    let letter = &breaches[0];
    assert_eq!(
        (letter.id, letter.details.title.as_str(), letter.updated),
        (2, "A letter", at(1_700_000_700))
    );
    assert_eq!(letter.details.company.as_ref().map(|c| c.as_str()), Some("talktalk"));
    assert_eq!(letter.details.occurred_from, Some("2015-10".parse().unwrap()));
    assert_eq!(letter.details.disclosed, Some("2015-10-22".parse().unwrap()));
    assert_eq!(letter.details.classes, ["name", "bank-account"]);
    assert_eq!(letter.details.note, "two\nlines");
    assert_eq!((breaches[1].details.company.as_ref(), breaches[1].details.classes.len()), (None, 0));
    assert_eq!((names[0].name.as_str(), names[0].company.as_str()), ("Talk  Talk", "talktalk"));
    assert_eq!(names[0].country.map(|c| c.to_string()).as_deref(), Some("GB"));
    assert_eq!((seen[0].withdrawn, seen[1].withdrawn), (Some(at(1_700_000_900)), None));
    assert_eq!(seen[1].facts, "status confirmed\npeople 156959");
    assert_eq!(news[0].1.details, ["people: 1", "more"]);
    assert_eq!((news[0].1.holding, news[1].1.holding), (Some(HoldingId(3)), None));
}

fn expected_holdings() -> Vec<HoldingRow> {
    let period = |relationship, from: Option<&str>, until, basis, attributes: &[&str]| PeriodRow {
        relationship,
        from: from.map(|date| date.parse().unwrap()),
        until,
        basis,
        attributes: attributes.iter().map(|a| (*a).to_owned()).collect(),
    };
    let identifier = |kind, value: &str| Identifier { kind, value: value.into() };
    let answer = |breach, notice, dismissed, conditions: &[(&str, bool)], answered| {
        let conditions = conditions
            .iter()
            .map(|(id, holds)| (heldby_model::ConditionId::new(id).unwrap(), *holds))
            .collect();
        let answers = Answers { notice, dismissed, conditions };
        let row = heldby_vault::AnswerRow { answers, answered: at(answered) };
        (heldby_model::BreachId::new(breach).unwrap(), row)
    };
    let first = NewHolding {
        person: PersonId(4),
        name: "Talk Talk".into(),
        domain: Some("talktalk.co.uk".into()),
        country: Some(heldby_model::Country::new("GB").unwrap()),
        company: Some(heldby_model::CompanyId::new("talktalk").unwrap()),
        resolution: Resolution { rule: Some("spacing".into()), confirmed: true },
        gave: vec!["name".into(), "date-of-birth".into()],
        gave_complete: true,
        note: "two\nlines".into(),
        periods: vec![
            period(
                Relationship::Customer,
                Some("2012"),
                Until::Ended("2014-02".parse().unwrap()),
                Basis::Inferred,
                &["broadband", "country:GB"],
            ),
            period(Relationship::Prospect, None, Until::Unknown, Basis::Stated, &[]),
        ],
        identifiers: vec![
            identifier(IdentifierKind::Email, "someone@example.org"),
            identifier(IdentifierKind::Phone, "+44 20 7946 0018"),
        ],
    };
    let mut second = NewHolding::named(PersonId(1), "unknown & co");
    let since = Some("1999-12-31");
    second.periods =
        vec![period(Relationship::Employee, since, Until::Still, Basis::Stated, &["of-a-later-version"])];
    second.identifiers = vec![identifier(IdentifierKind::Username, "u")];
    vec![
        HoldingRow {
            id: HoldingId(3),
            details: first,
            answers: BTreeMap::from([
                answer(
                    "talktalk-2015-10",
                    Some(Answer::Told),
                    false,
                    &[("bank-details", true), ("x", false)],
                    1_700_000_200,
                ),
                answer("hibp:Adobe", Some(Answer::ToldUnaffected), true, &[], 1_700_000_300),
            ]),
            created: at(1_700_000_000),
            updated: at(1_700_000_100),
        },
        HoldingRow {
            id: HoldingId(7),
            details: second,
            answers: BTreeMap::from([answer("a", None, true, &[], 5)]),
            created: at(-5),
            updated: at(0),
        },
    ]
}

#[test]
fn the_file_begins_with_the_profile_and_the_salt_and_nothing_else_is_plain() {
    for profile in KdfProfile::ALL {
        let folder = Folder::new();
        let vault = Vault::create_with_key(&folder.vault(), key(1), profile).unwrap();
        let header = *vault.header();
        drop(vault);
        let bytes = std::fs::read(folder.vault()).unwrap();
        assert_eq!(bytes[..2], profile.id().to_be_bytes());
        assert_eq!(&bytes[..16], header.bytes());
        // A page that is not encrypted has long runs of zeros.
        assert!(!bytes.windows(8).any(|w| w == [0; 8]));
        assert_eq!(bytes.len() % 4096, 0);
    }
}

#[test]
fn a_value_of_a_later_version_is_named_and_not_guessed() {
    let folder = Folder::with_vault(1);
    let salt = *Vault::probe(&folder.vault()).unwrap().bytes();
    let conn = sqlcipher(&folder.vault(), 1, &salt);
    for (change, undo, column) in [
        (
            "UPDATE periods SET relationship = 'pen-pal'",
            "UPDATE periods SET relationship = 'member'",
            "periods.relationship",
        ),
        ("UPDATE periods SET until = 'soon'", "UPDATE periods SET until = 'still'", "periods.until"),
        (
            "UPDATE identifiers SET kind = 'pigeon'",
            "UPDATE identifiers SET kind = 'email'",
            "identifiers.kind",
        ),
        ("UPDATE holdings SET created = 9e18", "UPDATE holdings SET created = 1", "holdings.created"),
    ] {
        conn.execute_batch(change).unwrap();
        let vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
        match vault.holdings() {
            Err(heldby_vault::Error::UnknownValue { column: found }) => assert_eq!(found, column),
            other => panic!("{change}: {other:?}"),
        }
        drop(vault);
        conn.execute_batch(undo).unwrap();
    }
}
