//! Merging: nothing is lost, nothing is there twice, and doing it again changes nothing.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_model::{Answer, Answers, Basis, BreachId, CompanyId, ConditionId, Country, Relationship, Until};
use heldby_vault::{
    AnswerRow, ConfirmedName, Contents, HoldingId, HoldingRow, Identifier, IdentifierKind, KdfProfile,
    NewHolding, PeriodRow, Person, PersonId, Plan, PrivateBreach, PrivateBreachRow, Resolution, Vault, plan,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::{Folder, at, key};

fn vault() -> (Folder, Vault) {
    let folder = Folder::new();
    let vault = Vault::create_with_key(&folder.vault(), key(1), KdfProfile::LowMemory).unwrap();
    (folder, vault)
}

/// Merges and returns what there is then; merging again must change nothing.
fn merged(own: &Contents, other: &Contents) -> Contents {
    let (_folder, mut vault) = vault();
    vault.merge(&plan(&vault.contents().unwrap(), own), at(10)).unwrap();
    let first = plan(&vault.contents().unwrap(), other);
    vault.merge(&first, at(20)).unwrap();
    let after = vault.contents().unwrap();
    let again = plan(&after, other);
    assert!(again.is_empty(), "a second time changes {again:#?}");
    vault.merge(&again, at(30)).unwrap();
    assert_eq!(vault.contents().unwrap(), after);
    vault.check().unwrap();
    after
}

fn of(rows: Vec<NewHolding>) -> Contents {
    let holdings = rows.into_iter().enumerate().map(|(n, details)| HoldingRow {
        id: HoldingId(n as i64 + 1),
        details,
        answers: BTreeMap::new(),
        created: at(1),
        updated: at(1),
    });
    Contents {
        persons: vec![Person { id: PersonId(1), name: "Me".into() }],
        holdings: holdings.collect(),
        ..Contents::default()
    }
}

fn linked(name: &str, company: &str) -> NewHolding {
    NewHolding { company: Some(CompanyId::new(company).unwrap()), ..NewHolding::named(PersonId(1), name) }
}

fn period(from: Option<&str>, until: Until) -> PeriodRow {
    PeriodRow {
        relationship: Relationship::Customer,
        from: from.map(|f| f.parse().unwrap()),
        until,
        basis: Basis::Stated,
        attributes: Vec::new(),
    }
}

#[test]
fn one_company_of_one_person_is_one() {
    let mut here = linked("Talk Talk", "talktalk");
    here.periods = vec![period(Some("2012"), Until::Unknown)];
    here.gave = vec!["name".into()];
    here.note = "mine".into();
    let mut there = linked("TalkTalk plc", "talktalk");
    there.periods =
        vec![period(Some("2012"), Until::Ended("2014".parse().unwrap())), period(Some("2020"), Until::Still)];
    there.gave = vec!["name".into(), "phone-number".into()];
    there.note = "theirs".into();
    there.country = Some(Country::new("GB").unwrap());
    there.identifiers = vec![Identifier { kind: IdentifierKind::Email, value: "a@example.org".into() }];
    let after = merged(&of(vec![here]), &of(vec![there.clone()]));
    let [row] = &after.holdings[..] else { panic!("{:?}", after.holdings) };
    assert_eq!(row.details.name, "Talk Talk", "what is here is not overwritten");
    assert_eq!(row.details.periods, there.periods, "the vague period became precise, the other one came");
    assert_eq!(row.details.gave, ["name", "phone-number"]);
    assert_eq!(row.details.note, "mine\n\ntheirs");
    assert_eq!((row.details.country, row.details.identifiers.len()), (there.country, 1));
}

#[test]
fn what_only_looks_alike_stays_apart() {
    let gb = NewHolding { country: Some(Country::new("GB").unwrap()), ..linked("Three", "three-uk") };
    let ie = NewHolding { country: Some(Country::new("IE").unwrap()), ..linked("Three", "three-ie") };
    let mut other_person = of(vec![gb.clone()]);
    other_person.persons[0].name = "Ann".into();
    let after = merged(&of(vec![gb]), &of(vec![ie]));
    assert_eq!(after.holdings.len(), 2);
    let after = merged(&after, &other_person);
    assert_eq!((after.holdings.len(), after.persons.len()), (3, 2));
}

#[test]
fn persons_are_the_same_by_name_and_an_empty_first_one_does_not_come() {
    let mut own = of(vec![NewHolding::named(PersonId(1), "Club")]);
    own.persons[0].name = "Zoë".into();
    let mut there = of(vec![NewHolding { person: PersonId(2), ..NewHolding::named(PersonId(1), "Bank") }]);
    there.persons.push(Person { id: PersonId(2), name: "  zoë ".into() });
    let after = merged(&own, &there);
    let names: Vec<_> = after.persons.iter().map(|p| p.name.as_str()).collect();
    // "Me" is the first person of the vault that was made for this test.
    assert_eq!(names, ["Me", "Zoë"]);
    assert!(after.holdings.iter().all(|h| h.details.person == after.persons[1].id));
}

#[test]
fn answers_here_win_and_those_about_own_breaches_follow_them() {
    let breach = PrivateBreach {
        company: None,
        company_name: "Club".into(),
        title: "List".into(),
        occurred_from: None,
        occurred_to: None,
        disclosed: None,
        classes: vec!["name".into()],
        note: String::new(),
    };
    let noted = |id, title: &str| PrivateBreachRow {
        id,
        details: PrivateBreach { title: title.into(), ..breach.clone() },
        created: at(1),
        updated: at(1),
    };
    let answer = |notice| AnswerRow { answers: Answers { notice, ..Answers::default() }, answered: at(3) };
    let id = |text: &str| BreachId::new(text).unwrap();
    let mut own = of(vec![NewHolding::named(PersonId(1), "Club")]);
    own.private_breaches = vec![noted(1, "Another"), noted(2, "List")];
    own.holdings[0].answers = [(id("x-1"), answer(Some(Answer::Told)))].into();
    let mut there = of(vec![NewHolding::named(PersonId(1), "Club")]);
    there.private_breaches = vec![noted(1, "list"), noted(7, "Third")];
    there.holdings[0].answers = [
        (id("x-1"), answer(Some(Answer::ToldUnaffected))),
        (id("private:1"), answer(Some(Answer::Told))),
        (id("private:7"), answer(Some(Answer::Told))),
    ]
    .into();
    let after = merged(&own, &there);
    assert_eq!(after.private_breaches.len(), 3);
    let answers = &after.holdings[0].answers;
    assert_eq!(answers[&id("x-1")].answers.notice, Some(Answer::Told), "what was answered here stays");
    let number = |title: &str| after.private_breaches.iter().find(|b| b.details.title == title).unwrap().id;
    for title in ["List", "Third"] {
        assert!(answers.contains_key(&id(&format!("private:{}", number(title)))), "{title}");
    }
    assert_eq!(answers.len(), 3);
}

/// Numbers of own breaches mean something in their own vault only.
#[test]
fn an_answer_about_a_breach_that_is_not_noted_there_stays_there() {
    let breach = |title: &str| PrivateBreach {
        company: None,
        company_name: "Club".into(),
        title: title.into(),
        occurred_from: None,
        occurred_to: None,
        disclosed: None,
        classes: Vec::new(),
        note: String::new(),
    };
    let noted =
        |id, title: &str| PrivateBreachRow { id, details: breach(title), created: at(1), updated: at(1) };
    let answer = |answers| AnswerRow { answers, answered: at(3) };
    let told = || answer(Answers { notice: Some(Answer::Told), ..Answers::default() });
    let nothing = || answer(Answers { dismissed: true, ..Answers::default() });
    let about = |number: i64| BreachId::new(&format!("private:{number}")).unwrap();
    let mut own = of(Vec::new());
    own.private_breaches = vec![noted(1, "Here")];
    let mut there = of(vec![NewHolding::named(PersonId(1), "Club")]);
    // The second breach was removed by a program that left the answer; the other two are one here.
    there.private_breaches = vec![noted(1, "There"), noted(3, "there")];
    there.holdings[0].answers = [(about(1), told()), (about(2), told()), (about(3), nothing())].into();
    let after = merged(&own, &there);
    let titles: Vec<_> = after.private_breaches.iter().map(|b| (b.id, b.details.title.as_str())).collect();
    assert_eq!(titles, [(1, "Here"), (2, "There")]);
    let answers = &after.holdings[0].answers;
    assert_eq!(answers.keys().cloned().collect::<Vec<_>>(), [about(2)]);
    assert_eq!(answers[&about(2)].answers.notice, Some(Answer::Told));
}

#[test]
fn names_and_settings_are_not_overwritten_and_few_settings_travel() {
    let name = |company: &str| ConfirmedName {
        key: "three".into(),
        country: None,
        name: "Three".into(),
        company: CompanyId::new(company).unwrap(),
        confirmed: at(1),
    };
    let mut own = of(vec![]);
    own.names = vec![name("three-uk")];
    own.settings = vec![("theme".into(), "dark".into())];
    let mut there = of(vec![]);
    there.names = vec![name("three-ie"), ConfirmedName { key: "four".into(), ..name("four") }];
    there.settings = [
        ("theme", "light"),
        ("country", "GB"),
        ("vault-id", "x"),
        ("backup.folder", "/x"),
        ("catalogue.seen", "y"),
        ("lock_after", "never"),
        ("of a later version", "z"),
    ]
    .map(|(k, v)| (k.to_owned(), v.to_owned()))
    .to_vec();
    let after = merged(&own, &there);
    assert_eq!(after.names.len(), 2);
    assert!(after.names.contains(&name("three-uk")));
    let expected = [("country", "GB"), ("theme", "dark")].map(|(k, v)| (k.to_owned(), v.to_owned()));
    assert_eq!(after.settings, expected);
}

#[test]
fn a_plan_that_is_out_of_date_changes_nothing() {
    let (_folder, mut vault) = vault();
    let id = vault.add_holding(&linked("Talk Talk", "talktalk"), at(1)).unwrap();
    let stale = plan(
        &vault.contents().unwrap(),
        &of(vec![
            NewHolding { note: "theirs".into(), ..linked("Talk Talk", "talktalk") },
            linked("New", "new"),
        ]),
    );
    assert_eq!((stale.added.len(), stale.joined.len()), (1, 1));
    vault
        .update_holding(
            id,
            &NewHolding { note: "typed meanwhile".into(), ..linked("Talk Talk", "talktalk") },
            at(2),
        )
        .unwrap();
    let before = vault.contents().unwrap();
    vault.merge(&stale, at(3)).unwrap_err();
    assert_eq!(vault.contents().unwrap(), before);
}

#[test]
fn what_no_vault_would_hold_is_refused_whole() {
    let (_folder, mut vault) = vault();
    let before = vault.contents().unwrap();
    let bad = of(vec![linked("Fine", "fine"), NewHolding::named(PersonId(1), &"x".repeat(10_000))]);
    vault.merge(&plan(&before, &bad), at(1)).unwrap_err();
    assert_eq!(vault.contents().unwrap(), before);
    assert!(vault.merge(&Plan::default(), at(1)).unwrap().is_empty());
}

// Few different words, so that much collides.
fn any_period() -> impl Strategy<Value = PeriodRow> {
    let from = prop_oneof![Just(None), Just(Some("2012")), Just(Some("2015-03"))];
    let until =
        prop_oneof![Just(Until::Unknown), Just(Until::Still), Just(Until::Ended("2018".parse().unwrap())),];
    (
        from,
        until,
        any::<bool>(),
        any::<bool>(),
        proptest::collection::vec(prop_oneof!["prepaid", "mobile"], 0..2),
    )
        .prop_map(|(from, until, stated, employee, attributes)| PeriodRow {
            relationship: if employee { Relationship::Employee } else { Relationship::Customer },
            from: from.map(|f| f.parse().unwrap()),
            until,
            basis: if stated { Basis::Stated } else { Basis::Inferred },
            attributes,
        })
}

fn any_holding() -> impl Strategy<Value = HoldingRow> {
    let country = || prop_oneof![Just(None), Just(Some("GB")), Just(Some("IE"))];
    let company = prop_oneof![Just(None), Just(Some("three-uk")), Just(Some("talktalk"))];
    let notice = prop_oneof![Just(None), Just(Some(Answer::Told)), Just(Some(Answer::ToldUnaffected))];
    (
        (1i64..4, prop_oneof!["Three", "three ltd", "Talk Talk", "\u{1f916}"], country(), company),
        (any::<bool>(), proptest::collection::vec("[ab]", 0..3), any::<bool>(), "[xy ]{0,2}"),
        proptest::collection::vec(any_period(), 0..3),
        proptest::collection::vec("[pq]", 0..2),
        (notice, any::<bool>(), proptest::collection::btree_map("[cd]", any::<bool>(), 0..2), 0i64..4),
    )
        .prop_map(
            |(
                (person, name, country, company),
                (domain, gave, complete, note),
                periods,
                identifiers,
                answer,
            )| {
                let (notice, dismissed, conditions, breach) = answer;
                let conditions =
                    conditions.into_iter().map(|(c, holds)| (ConditionId::new(&c).unwrap(), holds)).collect();
                let answers = Answers { notice, dismissed, conditions };
                HoldingRow {
                    id: HoldingId(0),
                    details: NewHolding {
                        domain: domain.then(|| "example.org".to_owned()),
                        country: country.map(|c| Country::new(c).unwrap()),
                        company: company.map(|c| CompanyId::new(c).unwrap()),
                        resolution: Resolution { rule: company.map(|_| "exact".into()), confirmed: false },
                        gave,
                        gave_complete: complete,
                        note,
                        periods,
                        identifiers: identifiers
                            .into_iter()
                            .map(|value| Identifier { kind: IdentifierKind::Username, value })
                            .collect(),
                        ..NewHolding::named(PersonId(person), &name)
                    },
                    answers: [(
                        BreachId::new(&format!("private:{breach}")).unwrap(),
                        AnswerRow { answers, answered: at(2) },
                    )]
                    .into(),
                    created: at(1),
                    updated: at(1),
                }
            },
        )
}

fn any_contents() -> impl Strategy<Value = Contents> {
    let breach = prop_oneof!["one", "two"];
    (
        proptest::collection::vec(any_holding(), 0..7),
        proptest::collection::vec(prop_oneof!["Me", "Ann", "ann", "Bob"], 3),
        proptest::collection::vec(breach, 0..3),
        proptest::collection::vec("[mn]", 0..2),
    )
        .prop_map(|(mut holdings, persons, breaches, names)| {
            for (n, holding) in holdings.iter_mut().enumerate() {
                holding.id = HoldingId(n as i64 + 1);
            }
            Contents {
                persons: (1..).zip(persons).map(|(id, name)| Person { id: PersonId(id), name }).collect(),
                holdings,
                private_breaches: (1..)
                    .zip(breaches)
                    .map(|(id, title)| PrivateBreachRow {
                        id,
                        details: PrivateBreach {
                            company: None,
                            company_name: "Club".into(),
                            title,
                            occurred_from: None,
                            occurred_to: None,
                            disclosed: None,
                            classes: Vec::new(),
                            note: String::new(),
                        },
                        created: at(1),
                        updated: at(1),
                    })
                    .collect(),
                names: names
                    .into_iter()
                    .map(|key| ConfirmedName {
                        name: key.clone(),
                        key,
                        country: None,
                        company: CompanyId::new("three-uk").unwrap(),
                        confirmed: at(1),
                    })
                    .collect(),
                settings: Vec::new(),
            }
        })
}

fn person_name(contents: &Contents, id: PersonId) -> String {
    contents.persons.iter().find(|p| p.id == id).unwrap().name.to_lowercase()
}

/// Whether all that a holding says is said by one of those that there are.
fn is_said(all: &Contents, from: &Contents, row: &HoldingRow) -> bool {
    let details = &row.details;
    all.holdings.iter().any(|found| {
        let here = &found.details;
        person_name(all, here.person) == person_name(from, details.person)
            && details.company.as_ref().is_none_or(|c| here.company.as_ref() == Some(c))
            && details.country.is_none_or(|c| here.country == Some(c))
            && details.gave.iter().all(|c| here.gave.contains(c))
            && details.identifiers.iter().all(|i| here.identifiers.contains(i))
            && here.note.contains(details.note.trim())
            && details.periods.iter().all(|p| {
                here.periods.iter().any(|h| {
                    h.relationship == p.relationship
                        && (p.from.is_none() || h.from == p.from)
                        && (p.until == Until::Unknown || h.until == p.until)
                        && p.attributes.iter().all(|a| h.attributes.contains(a))
                })
            })
            && row.answers.iter().all(|(breach, a)| {
                let Some(title) = title(from, breach) else { return true };
                a.answers.notice.is_none()
                    || found.answers.iter().any(|(there, h)| {
                        self::title(all, there) == Some(title) && h.answers.notice.is_some()
                    })
            })
    })
}

/// What an answer is about; nothing, if the breach is not noted.
fn title<'a>(contents: &'a Contents, breach: &BreachId) -> Option<&'a str> {
    let number: i64 = breach.as_str().strip_prefix("private:").unwrap().parse().unwrap();
    contents.private_breaches.iter().find(|b| b.id == number).map(|b| b.details.title.as_str())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Through a real vault: twice is once, nothing is lost.
    #[test]
    fn merging_is_idempotent_and_loses_nothing(own in any_contents(), other in any_contents()) {
        let after = merged(&own, &other);
        for breach in after.holdings.iter().flat_map(|h| h.answers.keys()) {
            prop_assert!(title(&after, breach).is_some(), "{breach} is about nothing");
        }
        for (from, row) in own.holdings.iter().map(|r| (&own, r)).chain(other.holdings.iter().map(|r| (&other, r))) {
            prop_assert!(is_said(&after, from, row), "{row:#?}\nis not in\n{:#?}", after.holdings);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// A vault merged with itself is itself, and its holdings keep their numbers, names and order in any merge.
    #[test]
    fn what_is_here_stays(own in any_contents(), other in any_contents()) {
        let first = plan(&own, &other);
        for joined in &first.joined {
            prop_assert_eq!(joined.before.id, joined.after.id);
            prop_assert_eq!(&joined.before.details.name, &joined.after.details.name);
            prop_assert_eq!(joined.before.details.person, joined.after.details.person);
            if joined.before.details.company.is_some() {
                prop_assert_eq!(&joined.before.details.company, &joined.after.details.company);
            }
            for (breach, answer) in &joined.before.answers {
                let after = &joined.after.answers[breach].answers;
                prop_assert!(answer.answers.notice.is_none() || after.notice == answer.answers.notice);
                prop_assert_eq!(after.dismissed, answer.answers.dismissed);
            }
        }
        prop_assert_eq!(first.unchanged + first.added.len() <= other.holdings.len(), true);
    }
}

/// What a file of a few megabytes can hold that was made to keep the program busy: everything alike, nothing the same.
#[test]
fn a_plan_takes_its_time_from_what_there_is_and_not_from_its_square() {
    let name = |n: usize| ConfirmedName {
        key: format!("n{n}"),
        country: None,
        name: format!("n{n}"),
        company: CompanyId::new("talktalk").unwrap(),
        confirmed: at(1),
    };
    let one_name = |n: usize| NewHolding {
        domain: Some(format!("d{n}.example")),
        ..NewHolding::named(PersonId(1), "Club")
    };
    let names = Contents { names: (0..80_000).map(name).collect(), ..Contents::default() };
    let nameless = of((0..10_000).map(one_name).collect());
    let links = of((0..10_000).map(|n| linked("Club", &format!("c{n}"))).collect());
    // Each of these completes one of those that are not linked, or fits any of those that are.
    let both = of(nameless.holdings.iter().chain(&links.holdings).map(|h| h.details.clone()).collect());
    let persons = Contents {
        persons: (0..1_000).map(|n| Person { id: PersonId(n + 2), name: "Me".into() }).collect(),
        ..nameless.clone()
    };
    let none = Contents::default();
    for (what, own, other) in [
        ("names", &none, &names),
        ("one name", &none, &nameless),
        ("one name, linked", &none, &links),
        ("both", &none, &both),
        ("unlinked to linked", &links, &nameless),
        ("linked to unlinked", &nameless, &links),
        ("persons", &none, &persons),
    ] {
        let begun = std::time::Instant::now();
        let _ = plan(own, other);
        assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{what}: {:?}", begun.elapsed());
    }
}
