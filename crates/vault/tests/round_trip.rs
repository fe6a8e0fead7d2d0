//! What goes in comes out: every table, every field, limits, undo.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_model::{
    Answer, Answers, Attribute, Basis, BreachId, CompanyId, ConditionId, Country, PartialDate, Period,
    Relationship, Until,
};
use heldby_vault::{
    Error, HoldingId, Identifier, IdentifierKind, KdfProfile, MAX_ENTRIES, MAX_NAME, MAX_NOTE, NewHolding,
    PeriodRow, PersonId, Resolution, Vault,
};
use proptest::prelude::*;
use support::{Folder, at, full_answer, full_holding, key};

fn vault() -> (Folder, Vault) {
    let folder = Folder::new();
    let vault = Vault::create_with_key(&folder.vault(), key(1), KdfProfile::LowMemory).unwrap();
    (folder, vault)
}

fn reopen(folder: &Folder, vault: Vault) -> Vault {
    vault.close().unwrap();
    Vault::open_with_key(&folder.vault(), key(1)).unwrap()
}

fn me(vault: &Vault) -> PersonId {
    vault.persons().unwrap()[0].id
}

#[test]
fn a_full_holding_survives_closing() {
    let (folder, mut vault) = vault();
    let names =
        ["Ø2 🇬🇧", "שלום Telecom", "شركة الاتصالات", "👩‍👩‍👧‍👦", "O'Brien; DROP TABLE holdings--", "a\u{202e}b"];
    let (breach, answers) = full_answer();
    for name in names {
        let id = vault.add_holding(&full_holding(me(&vault), name), at(100)).unwrap();
        vault.set_answer(id, &breach, &answers, at(200)).unwrap();
    }
    let before = vault.holdings().unwrap();
    let vault = reopen(&folder, vault);
    let after = vault.holdings().unwrap();
    assert_eq!(after, before);
    for (row, name) in after.iter().zip(names) {
        assert_eq!(row.details, full_holding(me(&vault), name));
        assert_eq!(row.answers[&breach].answers, answers);
        assert_eq!((row.created, row.updated, row.answers[&breach].answered), (at(100), at(100), at(200)));
        assert_eq!(vault.holding(row.id).unwrap(), *row);
    }
}

#[test]
fn many_are_added_all_or_none() {
    let (_folder, mut vault) = vault();
    let mut many: Vec<NewHolding> =
        (0..50).map(|n| full_holding(me(&vault), &format!("Company {n}"))).collect();
    let ids = vault.add_holdings(&many, at(1)).unwrap();
    let before = vault.holdings().unwrap();
    assert_eq!(before.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    assert!(before.iter().map(|row| &row.details).eq(&many));
    assert!(vault.add_holdings(&[], at(1)).unwrap().is_empty());

    many[49].person = PersonId(99);
    assert!(matches!(vault.add_holdings(&many, at(2)), Err(Error::NoSuchRow { what: "person" })));
    many[49].name = String::new();
    assert!(matches!(vault.add_holdings(&many, at(2)), Err(Error::Empty { .. })));
    assert_eq!(vault.holdings().unwrap(), before);
}

#[test]
fn the_three_ways_of_ending_stay_apart() {
    let (folder, mut vault) = vault();
    let ended = Until::Ended("2021-05-06".parse().unwrap());
    let mut new = NewHolding::named(me(&vault), "Three");
    new.periods = [Until::Unknown, Until::Still, ended]
        .map(|until| PeriodRow::from(&Period { until, ..Period::of(Relationship::Customer) }))
        .into();
    let id = vault.add_holding(&new, at(0)).unwrap();
    let row = reopen(&folder, vault).holding(id).unwrap();
    let untils: Vec<Until> = row.details.periods.iter().map(|p| p.until).collect();
    assert_eq!(untils, [Until::Unknown, Until::Still, ended]);
}

#[test]
fn periods_convert_without_losing_what_is_known() {
    let period = Period {
        relationship: Relationship::Customer,
        from: Some("2015-10".parse().unwrap()),
        until: Until::Still,
        basis: Basis::Inferred,
        attributes: vec![Attribute::parse("prepaid").unwrap(), Attribute::parse("country:IE").unwrap()],
    };
    let mut row = PeriodRow::from(&period);
    assert_eq!(row.period(), period);
    row.attributes.push("from-a-later-version".into());
    assert_eq!(row.period(), period);
}

#[test]
fn changing_replaces_everything_but_the_answers() {
    let (folder, mut vault) = vault();
    let id = vault.add_holding(&full_holding(me(&vault), "before"), at(100)).unwrap();
    let (breach, answers) = full_answer();
    vault.set_answer(id, &breach, &answers, at(150)).unwrap();
    let other = vault.add_person("Ada").unwrap();
    let new = NewHolding::named(other.id, "after");
    vault.update_holding(id, &new, at(200)).unwrap();
    let row = reopen(&folder, vault).holding(id).unwrap();
    assert_eq!((row.details, row.created, row.updated), (new, at(100), at(200)));
    assert_eq!(row.answers[&breach].answers, answers);
}

#[test]
fn removing_can_be_undone() {
    let (folder, mut vault) = vault();
    let (breach, answers) = full_answer();
    let ids: Vec<HoldingId> =
        ["a", "b"].map(|name| vault.add_holding(&full_holding(me(&vault), name), at(1)).unwrap()).into();
    vault.set_answer(ids[1], &breach, &answers, at(2)).unwrap();
    let before = vault.holdings().unwrap();

    let removed = vault.remove_holding(ids[1]).unwrap();
    assert_eq!(removed, before[1]);
    assert!(matches!(vault.holding(ids[1]), Err(Error::NoSuchRow { .. })));
    assert!(matches!(vault.remove_holding(ids[1]), Err(Error::NoSuchRow { .. })));

    // The number of the last one is not given again, so that it can come back.
    let third = vault.add_holding(&NewHolding::named(me(&vault), "c"), at(3)).unwrap();
    assert!(third > ids[1]);
    vault.remove_holding(third).unwrap();
    vault.restore_holding(&removed).unwrap();
    assert!(matches!(vault.restore_holding(&removed), Err(Error::RowExists { .. })));
    assert_eq!(reopen(&folder, vault).holdings().unwrap(), before);
}

#[test]
fn answers_replace_and_vanish() {
    let (_folder, mut vault) = vault();
    let id = vault.add_holding(&NewHolding::named(me(&vault), "a"), at(1)).unwrap();
    let (breach, answers) = full_answer();
    vault.set_answer(id, &breach, &answers, at(2)).unwrap();
    let other = Answers { notice: Some(Answer::ToldUnaffected), ..Answers::default() };
    vault.set_answer(id, &breach, &other, at(3)).unwrap();
    let row = vault.holding(id).unwrap();
    assert_eq!(row.answers[&breach].answers, other);
    assert_eq!((row.answers[&breach].answered, row.updated), (at(3), at(1)));
    vault.set_answer(id, &breach, &Answers::default(), at(4)).unwrap();
    assert!(vault.holding(id).unwrap().answers.is_empty());
    let error = vault.set_answer(HoldingId(999), &breach, &other, at(5)).unwrap_err();
    assert!(matches!(error, Error::NoSuchRow { what: "holding" }), "{error:?}");
}

#[test]
fn persons_come_and_go() {
    let (folder, mut vault) = vault();
    let first = me(&vault);
    assert!(matches!(vault.remove_person(first), Err(Error::LastPerson)));
    let ada = vault.add_person("Ada 🦊").unwrap();
    vault.rename_person(first, "Grace").unwrap();
    let id = vault.add_holding(&NewHolding::named(ada.id, "a"), at(1)).unwrap();
    assert!(matches!(vault.remove_person(ada.id), Err(Error::PersonHasHoldings)));
    vault.remove_holding(id).unwrap();
    vault.remove_person(first).unwrap();
    for gone in [first, PersonId(77)] {
        assert!(matches!(vault.remove_person(gone), Err(Error::NoSuchRow { .. })));
        assert!(matches!(vault.rename_person(gone, "x"), Err(Error::NoSuchRow { .. })));
        let error = vault.add_holding(&NewHolding::named(gone, "a"), at(1)).unwrap_err();
        assert!(matches!(error, Error::NoSuchRow { what: "person" }), "{error:?}");
    }
    assert!(matches!(vault.rename_person(ada.id, " "), Err(Error::Empty { .. })));
    assert_eq!(reopen(&folder, vault).persons().unwrap(), [ada]);
}

#[test]
fn settings_are_kept() {
    let (folder, mut vault) = vault();
    assert_eq!(vault.setting("theme").unwrap(), None);
    vault.set_setting("theme", Some("dark")).unwrap();
    vault.set_setting("theme", Some("light")).unwrap();
    vault.set_setting("gone", Some("x")).unwrap();
    vault.set_setting("gone", None).unwrap();
    let vault = reopen(&folder, vault);
    assert_eq!(vault.setting("theme").unwrap().as_deref(), Some("light"));
    assert_eq!(vault.setting("gone").unwrap(), None);
}

#[test]
fn what_is_too_long_or_unreadable_is_refused_and_nothing_is_stored() {
    let (_folder, mut vault) = vault();
    let person = me(&vault);
    let too_long = |e: &Error| matches!(e, Error::TooLong { .. });
    type Spoil = fn(&mut NewHolding);
    type Expected<'a> = &'a dyn Fn(&Error) -> bool;
    let cases: Vec<(Spoil, Expected)> = vec![
        (|h| h.name = "x".repeat(10_000), &too_long),
        (|h| h.name = "é".repeat(MAX_NAME + 1), &too_long),
        (|h| h.note = "x".repeat(MAX_NOTE + 1), &too_long),
        (|h| h.domain = Some("x".repeat(254)), &too_long),
        (|h| h.identifiers[0].value = "x".repeat(321), &too_long),
        (|h| h.gave = vec!["name".into(); MAX_ENTRIES + 1], &too_long),
        (|h| h.periods = vec![h.periods[0].clone(); MAX_ENTRIES + 1], &too_long),
        (|h| h.name = "  ".into(), &|e| matches!(e, Error::Empty { field: "company name" })),
        (|h| h.name = "a\nb".into(), &|e| matches!(e, Error::BadText { .. })),
        (|h| h.note = "a\0b".into(), &|e| matches!(e, Error::BadText { .. })),
        (|h| h.gave = vec!["two words".into()], &|e| matches!(e, Error::BadText { .. })),
        (|h| h.periods[0].attributes = vec![String::new()], &|e| matches!(e, Error::Empty { .. })),
    ];
    let id = vault.add_holding(&full_holding(person, "kept"), at(1)).unwrap();
    let before = vault.holdings().unwrap();
    for (n, (spoil, expected)) in cases.into_iter().enumerate() {
        let mut new = full_holding(person, "name");
        spoil(&mut new);
        let mut row = before[0].clone();
        row.details = new.clone();
        for error in [
            vault.add_holding(&new, at(2)).unwrap_err(),
            vault.update_holding(id, &new, at(2)).unwrap_err(),
            vault.restore_holding(&row).unwrap_err(),
        ] {
            assert!(expected(&error), "case {n}: {error:?}");
            assert!(error.to_string().len() < 200, "case {n}: the message repeats the text");
        }
    }
    let longest =
        NewHolding { note: "🦉".repeat(MAX_NOTE), ..NewHolding::named(person, &"é".repeat(MAX_NAME)) };
    let id = vault.add_holding(&longest, at(3)).unwrap();
    assert_eq!(vault.holding(id).unwrap().details, longest);
    vault.remove_holding(id).unwrap();
    assert_eq!(vault.holdings().unwrap(), before);
}

fn text() -> impl Strategy<Value = String> {
    // Anything that is not a control character, and not white space alone.
    "[^\\p{Cc}]{0,30}[^\\p{Cc}\\s]"
}

fn id() -> impl Strategy<Value = String> {
    "[a-z0-9][a-z0-9:._-]{0,20}"
}

fn date() -> impl Strategy<Value = PartialDate> {
    (1900..2200_i16, 1..=12_u8, 1..=28_u8, 0..3_u8).prop_map(|(y, m, d, precision)| {
        let text = match precision {
            0 => format!("{y}"),
            1 => format!("{y}-{m:02}"),
            _ => format!("{y}-{m:02}-{d:02}"),
        };
        text.parse().unwrap()
    })
}

fn period() -> impl Strategy<Value = PeriodRow> {
    let until = prop_oneof![Just(Until::Unknown), Just(Until::Still), date().prop_map(Until::Ended)];
    let relationship = proptest::sample::select(Relationship::ALL);
    let basis = prop_oneof![Just(Basis::Stated), Just(Basis::Inferred)];
    (relationship, proptest::option::of(date()), until, basis, proptest::collection::vec(id(), 0..4))
        .prop_map(|(relationship, from, until, basis, attributes)| PeriodRow {
            relationship,
            from,
            until,
            basis,
            attributes,
        })
}

fn identifier() -> impl Strategy<Value = Identifier> {
    (proptest::sample::select(&IdentifierKind::ALL[..]), text())
        .prop_map(|(kind, value)| Identifier { kind, value })
}

fn answers() -> impl Strategy<Value = (BreachId, Answers)> {
    let notice = proptest::option::of(prop_oneof![Just(Answer::Told), Just(Answer::ToldUnaffected)]);
    let conditions = proptest::collection::btree_map(
        id().prop_map(|c| ConditionId::new(&c).unwrap()),
        any::<bool>(),
        0..4,
    );
    (id(), notice, any::<bool>(), conditions).prop_map(|(breach, notice, dismissed, conditions)| {
        (BreachId::new(&breach).unwrap(), Answers { notice, dismissed, conditions })
    })
}

prop_compose! {
    fn holding()(
        name in text(),
        domain in proptest::option::of(text()),
        country in proptest::option::of("[A-Z]{2}"),
        company in proptest::option::of(id()),
        rule in proptest::option::of(text()),
        flags in any::<(bool, bool)>(),
        gave in proptest::collection::vec(id(), 0..6),
        note in "[^\\p{Cc}]{0,40}(\n[^\\p{Cc}]{0,40}){0,2}",
        periods in proptest::collection::vec(period(), 0..4),
        identifiers in proptest::collection::vec(identifier(), 0..4),
    ) -> NewHolding {
        NewHolding {
            person: PersonId(1),
            name,
            domain,
            country: country.map(|c| Country::new(&c).unwrap()),
            company: company.map(|c| CompanyId::new(&c).unwrap()),
            resolution: Resolution { rule, confirmed: flags.0 },
            gave,
            gave_complete: flags.1,
            note,
            periods,
            identifiers,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_holdings_survive_closing_changing_and_undoing(
        rows in proptest::collection::vec((holding(), proptest::collection::vec(answers(), 0..4)), 1..5),
        replacement in holding(),
        times in proptest::collection::vec(-10_000_000_000_i64..10_000_000_000, 3),
    ) {
        let (folder, mut vault) = vault();
        for (new, answers) in &rows {
            let id = vault.add_holding(new, at(times[0])).unwrap();
            for (breach, answers) in answers {
                vault.set_answer(id, breach, answers, at(times[1])).unwrap();
            }
        }
        let stored = vault.holdings().unwrap();
        for (row, (new, answers)) in stored.iter().zip(&rows) {
            prop_assert_eq!(&row.details, new);
            prop_assert_eq!(row.created, at(times[0]));
            // The last answer about a breach counts; empty ones leave nothing.
            for (breach, _) in answers {
                let last = &answers.iter().rev().find(|(b, _)| b == breach).unwrap().1;
                let found = row.answers.get(breach).map(|a| &a.answers);
                prop_assert_eq!(found, Some(last).filter(|a| **a != Answers::default()));
            }
        }
        let mut vault = reopen(&folder, vault);
        prop_assert_eq!(&vault.holdings().unwrap(), &stored);

        let removed = vault.remove_holding(stored[0].id).unwrap();
        prop_assert_eq!(&vault.holdings().unwrap(), &stored[1..]);
        vault.restore_holding(&removed).unwrap();
        prop_assert_eq!(&vault.holdings().unwrap(), &stored);

        vault.update_holding(stored[0].id, &replacement, at(times[2])).unwrap();
        let changed = vault.holding(stored[0].id).unwrap();
        prop_assert_eq!(changed.details, replacement);
        prop_assert_eq!(&changed.answers, &stored[0].answers);
        prop_assert_eq!((changed.created, changed.updated), (at(times[0]), at(times[2])));
        vault.check().unwrap();
    }
}
