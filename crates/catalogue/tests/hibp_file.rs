//! The breach list that a person loads.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_catalogue::hibp_file::{HibpError, MAX_LIST, read};
use heldby_catalogue::{add_records, compile, read_folder};
use heldby_model::{BreachId, Catalogue, Layer, Status};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    compile(&read_folder(&folder).unwrap()).unwrap()
});

fn entry(name: &str, domain: &str) -> Value {
    json!({
        "Name": name, "Title": name, "Domain": domain, "BreachDate": "2019-03-01",
        "AddedDate": "2019-05-20T10:11:12Z", "ModifiedDate": "2019-05-20T10:11:12Z", "PwnCount": 1234,
        "Description": "<b>html</b>", "LogoPath": "x", "DataClasses": ["Email addresses", "Passwords", "Shoe sizes"],
        "IsVerified": true, "IsFabricated": false, "IsSensitive": false, "IsRetired": false, "IsSpamList": false,
        "IsMalware": false, "IsSubscriptionFree": false, "IsStealerLog": false
    })
}

fn with(entry: Value, field: &str, value: Value) -> Value {
    let mut entry = entry;
    entry[field] = value;
    entry
}

fn list(entries: &[Value]) -> Vec<u8> {
    serde_json::to_vec(entries).unwrap()
}

#[test]
fn a_list_adds_what_the_catalogue_does_not_have() {
    let file = list(&[
        entry("SomeShop", "www.someshop.example.com"),
        with(entry("SomeShop2020", "example.com"), "IsSensitive", json!(true)),
        with(entry("Rumour", ""), "IsVerified", json!(false)),
        with(entry("Combo", ""), "IsSpamList", json!(true)),
        with(entry("Invented", ""), "IsFabricated", json!(true)),
        with(entry("Stealer", ""), "IsStealerLog", json!(true)),
        with(entry("Bot", ""), "IsMalware", json!(true)),
    ]);
    let found = read(&[&b"\xef\xbb\xbf"[..], &file].concat(), &CATALOGUE).unwrap();
    assert_eq!((found.breaches.len(), found.known, found.left_out), (3, 0, 4));
    assert_eq!(found.companies.len(), 2, "one domain is one company");
    let first = &found.breaches[0];
    assert_eq!(
        (first.id.as_str(), first.layer, first.status),
        ("hibp:SomeShop", Layer::HibpFile, Status::Confirmed)
    );
    assert_eq!(first.occurred_from.unwrap().to_string(), "2019-03", "a first day is a month");
    assert_eq!(first.disclosed.unwrap().to_string(), "2019-05-20");
    let vocabulary = CATALOGUE.vocabulary();
    assert!(first.groups[0].exposed.contains(vocabulary.get("email-address").unwrap()));
    assert!(
        first.unverified.iter().any(|line| line.contains("Shoe sizes")),
        "an unknown class is not dropped silently"
    );
    assert_eq!(found.breaches[1].company, first.company);
    assert!(found.breaches[1].sensitive);
    assert_eq!(found.breaches[2].status, Status::Claimed);

    let layered = add_records(&CATALOGUE, found.companies, found.breaches);
    assert_eq!(layered.breaches().len(), CATALOGUE.breaches().len() + 3);
    assert!(layered.breach(&BreachId::new("hibp:Rumour").unwrap()).is_some());
    let again = read(&file, &layered).unwrap();
    assert_eq!((again.breaches.len(), again.known), (0, 3), "what is there is not added twice");
}

#[test]
fn an_event_that_the_catalogue_knows_is_not_told_again() {
    let mut breaches = CATALOGUE.breaches().to_vec();
    breaches[0].also.push("hibp:SomeShop".into());
    let knowing = Catalogue::new(
        CATALOGUE.info().clone(),
        CATALOGUE.vocabulary().clone(),
        CATALOGUE.companies().to_vec(),
        breaches,
    );
    let found = read(&list(&[entry("SomeShop", "")]), &knowing).unwrap();
    assert_eq!((found.breaches.len(), found.known), (0, 1));
}

#[test]
fn a_breach_goes_to_the_company_with_the_domain() {
    let company = CATALOGUE.companies().iter().find(|c| !c.domains.is_empty()).unwrap();
    let found = read(&list(&[entry("Any", &company.domains[0])]), &CATALOGUE).unwrap();
    assert_eq!((found.companies.len(), &found.breaches[0].company), (0, &company.id));
    // The name alone is no evidence: it stays a company of its own that needs the domain.
    let found = read(&list(&[with(entry("Any", ""), "Title", json!(company.name))]), &CATALOGUE).unwrap();
    assert!(found.companies[0].name_in_context);
}

#[test]
fn what_is_no_list_is_refused_as_a_whole() {
    for text in ["", "{}", "nonsense", "[1]", "[{}]", "[{\"Name\":\"A\"}]", "[", "[null]", "\"x\""] {
        let refused = read(text.as_bytes(), &CATALOGUE).unwrap_err();
        assert!(matches!(refused, HibpError::NotAList { .. }), "{text:?}: {refused:?}");
    }
    let field = |bad: Value| match read(&list(&[entry("Good", ""), bad]), &CATALOGUE).unwrap_err() {
        HibpError::Entry { entry, field } => (entry, field),
        other => panic!("{other:?}"),
    };
    assert_eq!(field(entry("a b", "")), (2, "Name"));
    assert_eq!(field(entry("", "")), (2, "Name"));
    assert_eq!(field(entry("Good", "")), (2, "Name"), "twice");
    assert_eq!(field(with(entry("A", ""), "BreachDate", json!("2019"))), (2, "BreachDate"));
    assert_eq!(field(with(entry("A", ""), "BreachDate", json!("2019-02-30"))), (2, "BreachDate"));
    assert_eq!(field(with(entry("A", ""), "AddedDate", json!("ü-ü-ü-ü-ü"))), (2, "AddedDate"));
    assert_eq!(field(with(entry("A", ""), "Title", json!("x\u{1b}[31m"))), (2, "Title"));
    assert_eq!(field(with(entry("A", ""), "Domain", json!("x".repeat(300)))), (2, "Domain"));
    assert_eq!(read(&vec![b' '; MAX_LIST + 1], &CATALOGUE).unwrap_err(), HibpError::TooLarge);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_well(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, &CATALOGUE);
    }

    /// Entries of any content: what is read can be laid on the catalogue, and nothing in it is lost.
    #[test]
    fn any_entries_end_well(
        entries in prop::collection::vec(("[A-Za-z0-9]{0,6}", "\\PC{0,12}", "\\PC{0,12}|[a-z]{1,8}\\.com", any::<u64>(),
            prop::collection::vec("\\PC{0,10}|Passwords|Names", 0..4)), 0..8)
    ) {
        let entries: Vec<Value> = entries.into_iter().map(|(name, title, domain, count, classes)| {
            let entry = with(entry(&name, &domain), "Title", json!(title));
            with(with(entry, "PwnCount", json!(count)), "DataClasses", json!(classes))
        }).collect();
        if let Ok(found) = read(&list(&entries), &CATALOGUE) {
            prop_assert_eq!(found.breaches.len() + found.known + found.left_out, entries.len());
            let layered = add_records(&CATALOGUE, found.companies, found.breaches.clone());
            for breach in &found.breaches {
                let kept = layered.breach(&breach.id).unwrap();
                prop_assert!(layered.company(&kept.company).is_some());
            }
        }
    }
}
