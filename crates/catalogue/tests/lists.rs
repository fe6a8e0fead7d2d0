//! The long lists of this repository, joined to the curated records.

use heldby_catalogue::{SourceFile, artefact, compile, read_folder};
use heldby_model::{Breach, BreachId, Catalogue, Company, Layer, RelationKind, Status};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

static FILES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    read_folder(&folder).expect("the folder is part of the sources")
});

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| compile(&FILES).unwrap_or_else(|problems| panic!("{problems:#?}")));

fn text(path: &str) -> &'static str {
    &FILES.iter().find(|file| file.path == path).expect("the file is in the folder").text
}

fn breach(id: &str) -> &'static Breach {
    CATALOGUE.breach(&BreachId::new(id).expect("an identifier")).unwrap_or_else(|| panic!("{id} is missing"))
}

fn owner(domain: &str) -> &'static Company {
    let owns = |company: &&Company| company.domains.iter().any(|own| own == domain);
    CATALOGUE.companies().iter().find(owns).unwrap_or_else(|| panic!("{domain} belongs to nobody"))
}

/// A small folder: the vocabulary and the release of this repository, one curated company, and these lists.
fn with_lists(long_tail: &str, directory: &str, families: &str) -> Vec<SourceFile> {
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned() };
    let header = text("long-tail.jsonl").lines().next().expect("the line about the list");
    let curated = r#"
        id = "example-gb"
        name = "Example"
        sector = "telecoms"
        countries = ["GB"]
        domains = ["example.co.uk"]
        [[breaches]]
        id = "example-gb-2020"
        also = ["hibp:Known"]
        title = "A loss"
        status = "confirmed"
        disclosed = "2020"
        [[breaches.groups]]
        id = "all"
        who = "customers"
        relationships = ["customer"]
        exposed = ["name"]
        [[breaches.sources]]
        url = "https://example.org/notice"
        publisher = "Example"
        kind = "company"
    "#;
    vec![
        file("classes.toml", text("classes.toml")),
        file("catalogue.toml", text("catalogue.toml")),
        file("hibp-classes.toml", text("hibp-classes.toml")),
        file("companies/gb/example-gb.toml", curated),
        file("long-tail.jsonl", &format!("{header}\n{long_tail}")),
        file("directory.jsonl", directory),
        file("domain-families.toml", &format!("families = [{families}]")),
    ]
}

fn joined(long_tail: &str, directory: &str, families: &str) -> Catalogue {
    compile(&with_lists(long_tail, directory, families)).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn row(id: &str, rest: &str) -> String {
    format!(
        r#"{{"id":"hibp:{id}","date":"2019-03","listed":"2019-04-02","accounts":5,"classes":["Email addresses"],{rest}}}"#
    )
}

#[test]
fn the_folder_of_this_repository_is_without_mistakes() {
    let of = |layer: Layer| CATALOGUE.breaches().iter().filter(|b| b.layer == layer).count();
    assert!(CATALOGUE.companies().len() >= 17_000, "{}", CATALOGUE.companies().len());
    assert!(of(Layer::Curated) >= 200 && of(Layer::LongTail) >= 950);
    assert_eq!(of(Layer::Curated) + of(Layer::LongTail), CATALOGUE.breaches().len());
}

#[test]
fn every_row_of_the_list_arrives_once() {
    let also: HashSet<&str> = CATALOGUE.breaches().iter().flat_map(|b| &b.also).map(String::as_str).collect();
    let rows: Vec<&str> = text("long-tail.jsonl").lines().skip(1).collect();
    assert!(rows.len() >= 990, "{}", rows.len());
    for row in rows {
        let id = row.split('"').nth(3).expect("the id stands first");
        let own = CATALOGUE.breach(&BreachId::new(id).expect("an identifier"));
        assert_ne!(own.is_some(), also.contains(id), "{id} stands by itself or under a curated breach");
    }
}

#[test]
fn every_class_of_the_list_is_mapped() {
    let table = text("hibp-classes.toml");
    assert_eq!(table.lines().filter(|line| line.starts_with('"')).count(), 163);
    let files: Vec<SourceFile> = with_lists(
        &row("A", r#""name":"A site","domain":"a-site.com""#).replace("Email addresses", "Shoe sizes"),
        "",
        "",
    );
    let problems = compile(&files).expect_err("nobody has mapped that");
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert_eq!((problems[0].file.as_str(), problems[0].line), ("long-tail.jsonl", 2));
    assert!(problems[0].message.contains("Shoe sizes"), "{}", problems[0]);
}

#[test]
fn a_row_says_what_the_list_says_and_no_more() {
    let adobe = breach("hibp:Adobe");
    assert_eq!((adobe.layer, adobe.status, adobe.sensitive), (Layer::LongTail, Status::Confirmed, false));
    assert_eq!(adobe.company, owner("adobe.com").id);
    let source = &adobe.sources[0];
    assert_eq!(source.url, "https://haveibeenpwned.com/Breach/Adobe");
    assert_eq!(source.publisher, "Have I Been Pwned");
    // From its month to the day on which it was listed.
    let days = (adobe.start().expect("a month").first, adobe.end().expect("a day").last);
    assert_eq!((days.0.to_string(), days.1.to_string()), ("2013-10-04".to_owned(), "2013-12-04".to_owned()));
    let [group] = adobe.groups.as_slice() else { panic!("one group: the list knows no others") };
    assert!(group.audiences.iter().all(|audience| !audience.former), "the list names nobody who had left");
    let ids = |set| CATALOGUE.vocabulary().ids(set);
    assert_eq!(ids(group.exposed), ["email-address", "username", "password"]);
    assert_eq!(ids(group.possibly), ["password-hint"]);
    let month = breach("hibp:000webhost").occurred_from.map(|date| date.to_string());
    assert_eq!(month.as_deref(), Some("2015-03"), "the first of a month stands for the month");
    assert!(CATALOGUE.breaches().iter().any(|b| b.layer == Layer::LongTail && b.status == Status::Claimed));
    assert!(CATALOGUE.breaches().iter().filter(|b| b.sensitive).count() > 50);
}

#[test]
fn what_is_no_breach_of_a_company_stays_out() {
    for id in ["hibp:June2026StealerLogs", "hibp:OperationEndgame4", "hibp:RedLineStealer", "hibp:Emotet"] {
        assert!(CATALOGUE.breach(&BreachId::new(id).expect("an identifier")).is_none(), "{id}");
    }
}

#[test]
fn a_domain_has_one_owner_or_several_that_are_related() {
    let mut owners: HashMap<&str, Vec<&Company>> = HashMap::new();
    for company in CATALOGUE.companies() {
        for domain in company.domains.iter().chain(&company.exact_hosts) {
            owners.entry(domain).or_default().push(company);
        }
    }
    let tied = |a: &Company, b: &Company| {
        a.relations.iter().any(|r| r.kind != RelationKind::Supplier && r.company == b.id)
    };
    for (domain, companies) in owners {
        for (i, a) in companies.iter().enumerate() {
            assert!(companies[..i].iter().all(|b| tied(a, b) || tied(b, a)), "{domain}");
        }
    }
}

#[test]
fn a_listed_breach_of_a_curated_event_is_not_counted_twice() {
    let catalogue = joined(&row("Known", r#""name":"Example","domain":"example.co.uk""#), "", "");
    assert_eq!(catalogue.breaches().len(), 1);
}

#[test]
fn a_listed_breach_goes_to_the_company_with_its_site_and_name() {
    let rows = [
        row("Other", r#""name":"Example","domain":"example.co.uk""#),
        row("Strangers", r#""name":"Zebra","domain":"zebra.com""#),
        row("Homonym", r#""name":"Example","domain":"example.io""#),
    ];
    let catalogue = joined(&rows.join("\n"), "", "");
    let at = |id: &str| {
        let breach = catalogue.breach(&BreachId::new(id).expect("an identifier")).expect("it is there");
        catalogue.company(&breach.company).expect("a company")
    };
    assert_eq!(at("hibp:Other").id.as_str(), "example-gb");
    assert_eq!(at("hibp:Strangers").id.as_str(), "zebra.com");
    assert!(!at("hibp:Strangers").name_in_context);
    assert_eq!(at("hibp:Homonym").id.as_str(), "example.io");
    assert!(at("hibp:Homonym").name_in_context, "a curated name stands for the curated company");
}

#[test]
fn a_directory_record_gives_addresses_and_takes_no_names() {
    let directory = r#"{"id":"example.co.uk","name":"Example","aliases":["Sample"],"domains":["example.co.uk"],"privacy_email":"dpo@example.co.uk","from":["added"]}
{"id":"name:example-se","name":"Example","countries":["SE"],"from":["added"]}
{"id":"zebra.com","name":"Zebra","domains":["zebra.com"],"sector":"bank","from":["added"]}"#;
    let catalogue = joined(
        &row("Z", r#""name":"Zebra","domain":"zebra.com""#),
        directory,
        r#"["zebra.com", "zebra.net"], ["example.co.uk", "zebra.com.br", "zebra.org"]"#,
    );
    let ids: Vec<&str> = catalogue.companies().iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["example-gb", "name:example-se", "zebra.com"]);
    let [curated, swedish, zebra] = catalogue.companies() else { panic!("three") };
    assert_eq!(curated.contacts.as_ref().and_then(|c| c.privacy_email.as_deref()), Some("dpo@example.co.uk"));
    assert!(curated.aliases.is_empty() && !curated.name_in_context);
    assert_eq!(curated.domains, ["example.co.uk", "zebra.com.br", "zebra.org"], "a family follows its owner");
    assert!(swedish.name_in_context);
    assert_eq!(
        (zebra.sector.as_str(), zebra.domains.as_slice()),
        ("bank", ["zebra.com".to_owned(), "zebra.net".to_owned()].as_slice())
    );
    assert_eq!(catalogue.breaches_at(&zebra.id).count(), 1);
}

#[test]
fn mistakes_in_the_lists_are_named_by_line_and_field() {
    let directory = r#"{"id":"a.com","name":"A shop","domains":["www.a.com"],"from":["added"]}
{"id":"a.com","name":"!!","countries":["XX"],"from":["elsewhere"]}
{"id":"b.com"}"#;
    let tail = row("B", r#""name":"B","domain":"b.com","accounts":0"#)
        .replace(r#""accounts":5,"#, "")
        .replace("2019-03", "2019-05");
    let problems = compile(&with_lists(&tail, directory, r#"["a.com"]"#)).expect_err("all of it is wrong");
    let places: Vec<(&str, usize, &str)> =
        problems.iter().map(|p| (p.file.as_str(), p.line, p.field.as_str())).collect();
    assert_eq!(
        places,
        [
            ("directory.jsonl", 1, "domains"),
            ("directory.jsonl", 2, "countries"),
            ("directory.jsonl", 2, "from"),
            ("directory.jsonl", 2, "id"),
            ("directory.jsonl", 2, "name"),
            ("directory.jsonl", 3, ""),
            ("domain-families.toml", 1, "families[0]"),
            ("long-tail.jsonl", 2, "accounts"),
            ("long-tail.jsonl", 2, "date"),
        ]
    );
}

#[test]
fn two_builds_give_the_same_bytes() {
    let first = artefact::encode(&CATALOGUE);
    let mut turned = FILES.clone();
    turned.reverse();
    let second = compile(&turned).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(first == artefact::encode(&second), "two builds differ");
    let read = artefact::decode(&first).expect("what was written can be read");
    assert!(first == artefact::encode(&read), "reading and writing again changes something");
    assert!(CATALOGUE.companies() == read.companies() && CATALOGUE.breaches() == read.breaches());
}
