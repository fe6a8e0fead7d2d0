//! What stands in the files arrives in the catalogue, whatever the order of the files.

use heldby_catalogue::{Error, SourceFile, compile, read_folder};
use heldby_model::{
    Alias, Attribute, Audience, Breach, BreachId, Catalogue, ClassSet, Company, CompanyId, Condition,
    ConditionId, Contacts, Country, Deletion, Group, GroupId, Layer, NotAffected, PartialDate, People,
    PeopleKind, Reach, RecordsOf, RecordsWindow, Relation, RelationKind, Relationship, Source, SourceKind,
    Status, Superseded, Supplier,
};
use std::fs;
use std::path::{Path, PathBuf};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn fixture() -> Vec<SourceFile> {
    read_folder(&folder("tests/fixture")).expect("the fixture is part of the sources")
}

fn repository() -> Vec<SourceFile> {
    read_folder(&folder("../../catalogue")).expect("the folder is part of the sources")
}

fn sound(files: &[SourceFile]) -> Catalogue {
    compile(files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn company(id: &str) -> CompanyId {
    CompanyId::new(id).expect("an identifier")
}

fn date(text: &str) -> Option<PartialDate> {
    Some(text.parse().expect("a date"))
}

fn country(code: &str) -> Country {
    Country::new(code).expect("a country")
}

fn tag(text: &str) -> Attribute {
    Attribute::parse(text).expect("a tag")
}

#[test]
fn every_field_of_a_company_arrives() {
    let catalogue = sound(&fixture());
    let alias = |name: &str| Alias::plain(name);
    let expected = Company {
        id: company("example-tel"),
        name: "Example Tel".to_owned(),
        legal_names: ["Example Telecom plc".to_owned()].into(),
        aliases: [
            alias("Example Broadband"),
            Alias { in_context: true, ..alias("Example") },
            Alias { from: date("2001"), until: date("2009-07"), ..alias("Old Name") },
            Alias {
                countries: [country("GB")].into(),
                implies: [tag("mobile"), tag("brand:example-mobile")].into(),
                ..alias("Ex")
            },
        ]
        .into(),
        domains: ["example-tel.co.uk".to_owned()].into(),
        exact_hosts: ["tel.example.org".to_owned()].into(),
        mail_domains: ["example-mail.net".to_owned()].into(),
        countries: [country("GB")].into(),
        sector: "telecoms".to_owned(),
        relations: [Relation {
            kind: RelationKind::Brand,
            company: company("example-mobile"),
            since: date("2010-03"),
            until: date("2020"),
            note: "bought as a whole".to_owned(),
        }]
        .into(),
        not: ["Example Theatre".to_owned()].into(),
        name_in_context: true,
        subject: false,
        unverified: ["aliases".to_owned()].into(),
        contacts: Some(Box::new(Contacts {
            privacy_email: Some("privacy@example-tel.co.uk".to_owned()),
            privacy_form: Some("https://example-tel.co.uk/privacy".to_owned()),
            address: Some("1 Example Street, London".to_owned()),
            deletion_page: Some("https://example-tel.co.uk/close".to_owned()),
            deletion: Some(Deletion::Medium),
            password_page: Some("https://example-tel.co.uk/password".to_owned()),
        })),
    };
    assert_eq!(catalogue.company(&expected.id), Some(&expected));
    assert!(catalogue.company(&company("callco")).is_some_and(|callco| callco.subject));
    assert_eq!(catalogue.companies().len(), 4);
}

#[test]
fn every_field_of_a_breach_arrives() {
    let catalogue = sound(&fixture());
    let class = |id: &str| catalogue.vocabulary().get(id).expect("a class of the fixture");
    let classes = |ids: &[&str]| ids.iter().map(|id| class(id)).collect::<ClassSet>();
    let people = |count, kind| Some(People { count, kind });
    let audience = |relationship, former| Audience { relationship, former };
    let expected = Breach {
        id: BreachId::new("example-tel-2015-10").expect("an identifier"),
        company: company("example-tel"),
        also: vec!["hibp:ExampleTel".to_owned(), "example-tel-2015".to_owned()],
        layer: Layer::Curated,
        sensitive: true,
        title: "Web pages read out".to_owned(),
        via: Some(Supplier { company: Some(company("callco")), name: "Callco".to_owned() }),
        affected_brands: vec![company("example-mobile")],
        occurred_from: date("2015-10-15"),
        occurred_to: date("2015-10-21"),
        discovered: date("2015-10-21"),
        disclosed: date("2015-10-22"),
        records: Some(RecordsWindow {
            from: date("2013-09-01"),
            to: date("2015-09-16"),
            of: RecordsOf::Start,
        }),
        status: Status::Confirmed,
        people: people(156_959, PeopleKind::Exact),
        groups: vec![
            Group {
                id: GroupId::new("all").expect("an identifier"),
                who: "customers whose contact data was read".to_owned(),
                audiences: vec![
                    audience(Relationship::Customer, false),
                    audience(Relationship::Customer, true),
                ],
                attributes: vec![],
                condition: None,
                people: people(156_959, PeopleKind::Exact),
                exposed: classes(&["name", "email-address"]),
                possibly: classes(&["date-of-birth"]),
                ruled_out: ClassSet::EMPTY,
                ruled_out_by: None,
                reach: Some(Reach::Some),
                within: None,
                current_only: false,
            },
            Group {
                id: GroupId::new("bank-details").expect("an identifier"),
                who: "customers whose bank account was read too".to_owned(),
                audiences: vec![audience(Relationship::Customer, false)],
                attributes: ["broadband", "landline", "country:GB", "brand:example-mobile"].map(tag).to_vec(),
                condition: Some(Condition {
                    id: ConditionId::new("web-form").expect("an identifier"),
                    question: "Did you use the web form?".to_owned(),
                }),
                people: people(15_656, PeopleKind::Approx),
                exposed: classes(&["bank-account"]),
                possibly: ClassSet::EMPTY,
                ruled_out: classes(&["password"]),
                ruled_out_by: Some(0),
                reach: None,
                within: Some(GroupId::new("all").expect("an identifier")),
                current_only: true,
            },
        ],
        ruled_out: classes(&["payment-card"]),
        ruled_out_by: Some(1),
        not_affected: vec![
            NotAffected {
                company: Some(company("example-ie")),
                country: None,
                relationship: None,
                source: 0,
            },
            NotAffected {
                company: None,
                country: Some(country("IE")),
                relationship: Some(Relationship::Employee),
                source: 1,
            },
        ],
        superseded: vec![Superseded {
            date: date("2015-10-23"),
            claim: "every customer might be meant".to_owned(),
        }],
        sources: vec![
            Source {
                url: "https://example.org/notice".to_owned(),
                publisher: "Example Tel".to_owned(),
                kind: SourceKind::Company,
                date: date("2015-10-22"),
            },
            Source {
                url: "https://example.org/penalty?no=1".to_owned(),
                publisher: "ICO".to_owned(),
                kind: SourceKind::Regulator,
                date: date("2016-10"),
            },
        ],
        notes: "The regulator counted again a year later.".to_owned(),
        unverified: vec!["That a teenager did it.".to_owned()],
    };
    assert_eq!(catalogue.breach(&expected.id), Some(&expected));
    let claim = catalogue.breaches_at(&company("example-ie")).next().expect("its one breach");
    let via = Supplier { company: None, name: "a call centre (not named)".to_owned() };
    assert_eq!((claim.status, claim.via.as_ref()), (Status::Claimed, Some(&via)));
}

#[test]
fn the_release_and_the_vocabulary_arrive() {
    let catalogue = sound(&fixture());
    assert_eq!((catalogue.info().date.to_string().as_str(), catalogue.info().number), ("2026-11-22", 7));
    let vocabulary = catalogue.vocabulary();
    let hash = vocabulary.get("password-hash").expect("a class of the fixture");
    assert_eq!(vocabulary.ids(vocabulary.class(hash).implies), ["password"]);
    let listed: Vec<_> = vocabulary.iter().map(|(_, class)| class.id.as_str()).collect();
    assert_eq!(listed[..3], ["name", "date-of-birth", "email-address"]);
}

/// A catalogue in words, to compare two of them.
fn described(catalogue: &Catalogue) -> String {
    let classes: Vec<_> = catalogue.vocabulary().iter().collect();
    format!("{:?}\n{classes:?}\n{:?}\n{:?}", catalogue.info(), catalogue.companies(), catalogue.breaches())
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    // The long lists are one file each, whose lines are sorted when they are joined.
    let mut files = repository();
    files.retain(|file| file.path.ends_with(".toml"));
    let expected = described(&sound(&files));
    let mut broken = files.clone();
    for file in broken.iter_mut().step_by(7) {
        file.text.push_str("\nnonsense = 1\n");
    }
    let problems = compile(&broken).expect_err("every seventh file has a mistake");
    for turn in [1, files.len() / 2, files.len() - 1] {
        let mut turned = files.clone();
        turned.rotate_left(turn);
        turned.reverse();
        assert_eq!(described(&sound(&turned)), expected);
        broken.rotate_right(turn);
        assert_eq!(compile(&broken).expect_err("they still have"), problems);
    }
}

#[test]
fn a_folder_is_read_in_order_and_without_what_is_hidden() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(folder.path().join("companies/gb")).expect("a folder");
    for name in
        ["classes.toml", "companies/gb/b.toml", "companies/gb/a.toml", ".hidden", "README.md", "stray.txt"]
    {
        fs::write(folder.path().join(name), name).expect("a file");
    }
    let read = read_folder(folder.path()).expect("a folder of texts");
    let paths: Vec<_> = read.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["classes.toml", "companies/gb/a.toml", "companies/gb/b.toml", "stray.txt"]);
    assert!(read.iter().all(|file| file.path == file.text));
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let absent = folder.path().join("absent");
    assert!(matches!(read_folder(&absent), Err(Error::Read { path, .. }) if path == absent));
    let binary = folder.path().join("classes.toml");
    fs::write(&binary, [0xFF, 0xFE, 0x00]).expect("a file");
    let error = read_folder(folder.path()).expect_err("the file is no text");
    assert!(error.to_string().contains("classes.toml"), "{error}");
}
