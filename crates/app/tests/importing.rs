//! What a file may bring into a vault, and how much.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::{Code, Knowledge, Session, backups, import, locking, settings, unlock};
use std::path::Path;
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::bundled(Some(jiff::civil::date(2026, 11, 22))));

fn created(folder: &Path) -> Session {
    let mut session = Session::new(folder.join("me.heldby"), Arc::clone(&KNOWLEDGE));
    unlock::create(&mut session, "meadow lantern copper violin".into(), false).unwrap();
    session
}

/// A file says what it likes; when the vault locks is not for it to say.
#[test]
fn settings_of_a_file_are_shown_in_words_and_few_are_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    let usual = locking::locking(&session).unwrap();
    let file = |settings: &str| {
        format!(r#"{{"heldby_export": 1, "persons": [], "companies": [], "settings": {settings}}}"#)
            .into_bytes()
    };
    let all = r#"{"lock_after": "never", "veil": "on", "backup.automatic": "off", "of a later version": "x",
        "country": "GB", "lived": "FR GB", "theme": "dark"}"#;
    let plan = import::look(&mut session, "x.json", &file(all)).unwrap().plan.unwrap();
    let shown = [
        "Your country: United Kingdom",
        "Countries where you have lived: France, United Kingdom",
        "Appearance: dark",
    ];
    assert_eq!(plan.settings, shown);
    import::apply(&mut session).unwrap();
    assert_eq!(locking::locking(&session).unwrap(), usual);
    assert!(backups::settings(&session).unwrap().automatic);
    assert_eq!(settings::profile(&session).unwrap().theme, "dark");
    assert_eq!(settings::profile(&session).unwrap().country.as_deref(), Some("GB"));
    assert_eq!(settings::lived(&session).unwrap(), ["FR", "GB"]);

    let other = tempfile::tempdir().unwrap();
    let mut other = created(other.path());
    let nonsense = r#"{"country": "Britain", "lived": "everywhere", "theme": "<b>"}"#;
    assert!(import::look(&mut other, "x.json", &file(nonsense)).unwrap().plan.unwrap().nothing);
}

#[test]
fn a_file_with_more_than_anybody_has_is_refused_before_it_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    let name = r#"{"name": "n", "company": "talktalk", "confirmed": "2026-01-01T00:00:00Z"}"#;
    let person = |n: usize| format!(r#"{{"id": {n}, "name": "p"}}"#);
    let gave = |n: usize| {
        format!(
            r#"{{"person": 1, "name": "n", "gave": [{}], "created": "2026-01-01T00:00:00Z", "updated": "2026-01-01T00:00:00Z"}}"#,
            vec![r#""name""#; n].join(",")
        )
    };
    let file = |persons: String, companies: String, names: String| {
        format!(r#"{{"heldby_export": 1, "persons": [{persons}], "companies": [{companies}], "names": [{names}]}}"#)
            .into_bytes()
    };
    let names = |n: usize| vec![name; n].join(",");
    let persons = |n: usize| (1..=n).map(person).collect::<Vec<_>>().join(",");
    for (bytes, fits) in [
        (file(persons(1_000), String::new(), String::new()), true),
        (file(persons(1_001), String::new(), String::new()), false),
        (file(persons(1), gave(500), String::new()), true),
        (file(persons(1), gave(501), String::new()), false),
        (file(persons(1), String::new(), names(100_000)), true),
        (file(persons(1), String::new(), names(100_001)), false),
    ] {
        match import::look(&mut session, "x.json", &bytes) {
            Ok(_) => assert!(fits),
            Err(failure) => {
                assert_eq!((failure.code, fits), (Code::TooLarge, false), "{failure}");
                assert!(failure.message.contains("Nothing was changed"), "{failure}");
            }
        }
    }
}
