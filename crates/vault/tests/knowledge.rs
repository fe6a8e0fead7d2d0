//! What the vault remembers about public facts: layers, breaches of the person's own, names, what changed.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_model::{BreachId, CompanyId, Country};
use heldby_vault::{
    ConfirmedName, Error, HoldingId, LayerKind, MAX_LAYER, NewHolding, News, PrivateBreach, SeenBreach, Vault,
};
use support::{Folder, at, full_answer, key};

fn opened(folder: &Folder) -> Vault {
    Vault::open_with_key(&folder.vault(), key(1)).unwrap()
}

#[test]
fn a_release_replaces_the_one_before_and_its_highest_number_stays() {
    let folder = Folder::with_vault(0);
    let mut vault = opened(&folder);
    vault.set_release("seven", 7, "KEY", b"7", at(1)).unwrap();
    vault.set_release("five", 5, "KEY", b"five", at(2)).unwrap();
    vault.set_release("one", 1, "OTHER", b"x", at(3)).unwrap();
    drop(vault);
    let mut vault = opened(&folder);
    let layers = vault.layers().unwrap();
    assert_eq!(layers.len(), 1);
    assert_eq!((layers[0].number, layers[0].signer.as_deref()), (Some(1), Some("OTHER")));
    vault.remove_layer(LayerKind::Release).unwrap();
    assert!(matches!(vault.remove_layer(LayerKind::Release), Err(Error::NoSuchRow { .. })));
    assert_eq!(vault.highest_release("KEY").unwrap(), Some(7));
    assert_eq!(vault.highest_release("OTHER").unwrap(), Some(1));
    assert_eq!(vault.highest_release("NOBODY").unwrap(), None);
    assert_eq!(vault.layer_content(LayerKind::Release).unwrap(), None);
}

#[test]
fn a_layer_beyond_the_limit_is_refused_and_the_old_one_stays() {
    let folder = Folder::with_vault(0);
    let mut vault = opened(&folder);
    vault.set_hibp_list("list.json", b"[]", at(1)).unwrap();
    let refused = vault.set_hibp_list("big.json", &vec![0; MAX_LAYER + 1], at(2));
    assert!(matches!(refused, Err(Error::TooLong { limit: MAX_LAYER, .. })));
    assert!(matches!(vault.set_hibp_list("a\nb", b"", at(2)), Err(Error::BadText { .. })));
    assert_eq!(vault.layer_content(LayerKind::Hibp).unwrap().as_deref(), Some(&b"[]"[..]));
}

fn letter() -> PrivateBreach {
    PrivateBreach {
        company: None,
        company_name: "The club".into(),
        title: "Members' list".into(),
        occurred_from: Some("2021".parse().unwrap()),
        occurred_to: Some("2021-05".parse().unwrap()),
        disclosed: Some("2021-06-01".parse().unwrap()),
        classes: vec!["name".into(), "of-a-later-catalogue".into()],
        note: "two\nlines".into(),
    }
}

#[test]
fn breaches_noted_by_hand_keep_their_number() {
    let folder = Folder::with_vault(0);
    let mut vault = opened(&folder);
    let first = vault.add_private_breach(&letter(), at(1)).unwrap();
    vault.remove_private_breach(first).unwrap();
    let second = vault.add_private_breach(&letter(), at(2)).unwrap();
    assert!(second > first, "a number is never given twice");
    let changed = PrivateBreach { title: "Another".into(), occurred_to: None, ..letter() };
    vault.update_private_breach(second, &changed, at(9)).unwrap();
    let all = vault.private_breaches().unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(
        (all[0].id, &all[0].details, all[0].created, all[0].updated),
        (second, &changed, at(2), at(9))
    );
    for missing in [first, 99] {
        assert!(matches!(
            vault.update_private_breach(missing, &changed, at(9)),
            Err(Error::NoSuchRow { .. })
        ));
        assert!(matches!(vault.remove_private_breach(missing), Err(Error::NoSuchRow { .. })));
    }
    let untitled = PrivateBreach { title: " ".into(), ..letter() };
    assert!(matches!(vault.add_private_breach(&untitled, at(1)), Err(Error::Empty { field: "title" })));
}

/// They would be left with nothing that they are about, and would leave the vault with an export.
#[test]
fn answers_go_with_the_breach_that_they_are_about() {
    let folder = Folder::with_vault(2);
    let mut vault = opened(&folder);
    let holding = vault.holdings().unwrap()[0].id;
    let kept = vault.holdings().unwrap();
    let number = vault.add_private_breach(&letter(), at(1)).unwrap();
    let about = BreachId::new(&format!("private:{number}")).unwrap();
    vault.set_answer(holding, &about, &full_answer().1, at(2)).unwrap();
    assert!(vault.holdings().unwrap()[0].answers.contains_key(&about));
    vault.remove_private_breach(number).unwrap();
    assert_eq!(vault.holdings().unwrap(), kept, "no other answer goes");
}

#[test]
fn a_name_means_what_was_said_last() {
    let folder = Folder::with_vault(0);
    let mut vault = opened(&folder);
    let gb = Country::new("GB").unwrap();
    let name = |company: &str, country| ConfirmedName {
        key: "three".into(),
        country,
        name: "Three".into(),
        company: CompanyId::new(company).unwrap(),
        confirmed: at(5),
    };
    for said in [name("three-ie", Some(gb)), name("three-uk", Some(gb)), name("three-at", None)] {
        vault.confirm_name(&said).unwrap();
    }
    assert_eq!(vault.confirmed_names().unwrap(), [name("three-at", None), name("three-uk", Some(gb))]);
    vault.forget_name("three", None).unwrap();
    assert!(matches!(vault.forget_name("three", None), Err(Error::NoSuchRow { .. })));
    assert_eq!(vault.confirmed_names().unwrap(), [name("three-uk", Some(gb))]);
}

#[test]
fn news_stay_until_they_are_read_and_go_with_their_holding() {
    let folder = Folder::with_vault(0);
    let mut vault = opened(&folder);
    let person = vault.persons().unwrap()[0].id;
    let holding = vault.add_holding(&NewHolding::named(person, "TalkTalk"), at(1)).unwrap();
    let breach = BreachId::new("talktalk-2015-10").unwrap();
    let seen = SeenBreach {
        breach: breach.clone(),
        company: CompanyId::new("talktalk").unwrap(),
        title: "Theft".into(),
        facts: "a\nb".into(),
        withdrawn: None,
    };
    let item = |holding| News {
        kind: "corrected".into(),
        breach: Some(breach.clone()),
        holding,
        title: "Theft".into(),
        details: vec!["more people".into(), "less data".into()],
    };
    vault.note_seen(std::slice::from_ref(&seen), &[item(Some(holding)), item(None)], at(7)).unwrap();
    let gone = SeenBreach { withdrawn: Some(at(8)), ..seen };
    vault.note_seen(std::slice::from_ref(&gone), &[], at(8)).unwrap();
    assert_eq!(vault.seen_breaches().unwrap(), [gone]);
    assert_eq!(vault.news().unwrap(), [(at(7), item(Some(holding))), (at(7), item(None))]);

    let overlong = News { title: "x".repeat(5_000), ..item(None) };
    assert!(vault.note_seen(&[], &[item(None), overlong], at(9)).is_err());
    assert_eq!(vault.news().unwrap().len(), 2, "all of it or nothing");

    vault.remove_holding(holding).unwrap();
    assert_eq!(vault.news().unwrap(), [(at(7), item(None))]);
    vault.clear_news().unwrap();
    assert_eq!(vault.news().unwrap(), []);
}

#[test]
fn a_holding_means_another_company_only_together_with_its_news() {
    let folder = Folder::with_vault(0);
    let mut vault = opened(&folder);
    let person = vault.persons().unwrap()[0].id;
    let (first, second) = (NewHolding::named(person, "Three"), NewHolding::named(person, "O2"));
    let ids = [&first, &second].map(|new| vault.add_holding(new, at(1)).unwrap());
    let linked =
        |new: &NewHolding| NewHolding { company: Some(CompanyId::new("three-uk").unwrap()), ..new.clone() };
    let item = |holding, title: &str| News {
        kind: "linked".into(),
        breach: None,
        holding: Some(holding),
        title: title.into(),
        details: vec!["It is linked now.".into()],
    };
    let unknown = HoldingId(99);
    for wrong in [item(ids[1], &"x".repeat(5_000)), item(unknown, "nobody's")] {
        let changes = [(ids[0], linked(&first), item(ids[0], "Three")), (ids[1], linked(&second), wrong)];
        assert!(vault.relink(&changes, at(2)).is_err());
        assert!(
            vault.holdings().unwrap().iter().all(|row| row.details.company.is_none()),
            "all of it or nothing"
        );
        assert_eq!(vault.news().unwrap(), []);
    }
    vault.relink(&[(ids[0], linked(&first), item(ids[0], "Three"))], at(3)).unwrap();
    assert_eq!(vault.holdings().unwrap()[0].details, linked(&first));
    assert_eq!(vault.news().unwrap(), [(at(3), item(ids[0], "Three"))]);
}
