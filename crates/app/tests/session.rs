//! The use cases over an open vault.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::wire::{AnswerInput, BreachFilter, HoldingInput, Period, StatusKind, VerdictWord};
use heldby_app::{
    Code, Knowledge, Session, answers, breaches, companies, household, locking, overview, settings, unlock,
    wire,
};
use std::sync::{Arc, LazyLock};

const PASSPHRASE: &str = "meadow lantern copper violin";

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::bundled(Some(jiff::civil::date(2026, 11, 22))));

fn session(folder: &tempfile::TempDir) -> Session {
    Session::new(folder.path().join("me.heldby"), Arc::clone(&KNOWLEDGE))
}

fn created(folder: &tempfile::TempDir) -> Session {
    let mut session = session(folder);
    unlock::create(&mut session, PASSPHRASE.into(), false).unwrap();
    session
}

fn customer(name: &str, country: &str, from: &str, until: &str) -> HoldingInput {
    HoldingInput {
        name: name.into(),
        country: Some(country.into()),
        periods: vec![Period {
            relationship: "customer".into(),
            from: Some(from.into()),
            until: Some(until.into()),
            still: false,
            tags: Vec::new(),
        }],
        ..HoldingInput::default()
    }
}

#[test]
fn a_locked_session_gives_nothing_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    companies::add(&mut session, &customer("TalkTalk", "GB", "2012", "2014")).unwrap();
    assert_eq!(unlock::lock(&mut session).kind, StatusKind::Locked);
    let locked = [
        companies::holdings(&session).err(),
        companies::holding(&session, 1).err(),
        companies::add(&mut session, &customer("Three", "GB", "2014", "2015")).err(),
        companies::edit(&mut session, 1, &customer("Three", "GB", "2014", "2015")).err(),
        companies::remove(&mut session, 1).err(),
        companies::restore(&mut session, 1).err(),
        answers::answer(&mut session, 1, "talktalk-2015-10", &AnswerInput::Told).err(),
        overview::overview(&session).err(),
        household::persons(&session).err(),
        household::add(&mut session, "x").err(),
        household::rename(&mut session, 1, "x").err(),
        household::remove(&mut session, 1).err(),
        settings::profile(&session).err(),
        settings::set_profile(
            &mut session,
            &heldby_app::wire::Profile { country: None, theme: "dark".into() },
        )
        .err(),
        unlock::change_passphrase(
            &mut session,
            PASSPHRASE.into(),
            "orchard signal walnut ember".into(),
            false,
        )
        .err(),
    ];
    for (i, failure) in locked.into_iter().enumerate() {
        assert_eq!(failure.map(|f| f.code), Some(Code::Locked), "use case {i}");
    }
    assert_eq!(unlock::unlock(&mut session, "wrong".into()).unwrap_err().code, Code::WrongPassphrase);
    assert!(!session.is_unlocked());
    unlock::unlock(&mut session, PASSPHRASE.into()).unwrap();
    assert_eq!(companies::holdings(&session).unwrap().len(), 1);
}

#[test]
fn the_sentence_counts_companies_and_not_claims() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    assert!(overview::overview(&session).unwrap().sentence.contains("Which companies"));
    companies::add(&mut session, &customer("TalkTalk", "GB", "2023", "2024")).unwrap();
    let only_disputed = overview::overview(&session).unwrap();
    assert_eq!((only_disputed.breached, only_disputed.first.len()), (0, 0));
    assert!(only_disputed.identity.is_empty(), "a claim says nothing about anybody's data");
    companies::add(&mut session, &customer("Virgin Media", "GB", "2017", "2021")).unwrap();
    companies::add(&mut session, &customer("Zyxquarion", "GB", "2017", "2021")).unwrap();
    let view = overview::overview(&session).unwrap();
    assert_eq!((view.companies, view.breached, view.unresolved), (3, 1, 1));
    assert_eq!(view.sentence, "1 of your 3 companies was breached.");
    // Two persons at one company are one company.
    let other = household::add(&mut session, "Ann").unwrap();
    let input = HoldingInput { person: Some(other.id), ..customer("Virgin Media", "GB", "2018", "2020") };
    companies::add(&mut session, &input).unwrap();
    let view = overview::overview(&session).unwrap();
    assert_eq!((view.companies, view.breached), (3, 1));
}

#[test]
fn answers_are_kept_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let id = companies::add(&mut session, &customer("Virgin Media", "GB", "2017", "2021")).unwrap().row.id;
    let breach = "virgin-media-uk-2020";
    let verdict = |d: &heldby_app::wire::HoldingDetail| {
        d.matches.iter().find(|m| m.brief.breach == breach).unwrap().brief.verdict
    };
    let told = answers::answer(&mut session, id, breach, &AnswerInput::Told).unwrap();
    assert_eq!(verdict(&told), VerdictWord::Told);
    let cleared = answers::answer(&mut session, id, breach, &AnswerInput::ToldUnaffected).unwrap();
    assert_eq!(verdict(&cleared), VerdictWord::Unlikely);
    let neither = answers::answer(&mut session, id, breach, &AnswerInput::NoNotice).unwrap();
    assert_eq!(verdict(&neither), VerdictWord::Likely);
    let away = answers::answer(&mut session, id, breach, &AnswerInput::Dismiss { dismissed: true }).unwrap();
    assert_eq!((verdict(&away), away.row.breached), (VerdictWord::Likely, 0), "put away: the verdict stays");
    assert_eq!(overview::overview(&session).unwrap().breached, 0);

    let asked = neither.matches.iter().find(|m| m.brief.breach == breach).unwrap();
    let open: Vec<_> = asked.groups.iter().filter(|g| g.fit == "open").map(|g| g.id.clone()).collect();
    assert!(!open.is_empty(), "the web form is a question");
    let detail = breaches::breach(&KNOWLEDGE, breach).unwrap();
    let question = detail.groups.iter().find(|g| open.contains(&g.id)).and_then(|g| g.question.clone());
    assert!(question.is_some());
    let unknown = AnswerInput::Condition { id: "no-such".into(), answer: Some(true) };
    assert_eq!(answers::answer(&mut session, id, breach, &unknown).unwrap_err().code, Code::NotFound);

    // All of it is there after unlocking again.
    unlock::lock(&mut session);
    unlock::unlock(&mut session, PASSPHRASE.into()).unwrap();
    let again = companies::holding(&session, id).unwrap();
    assert!(again.matches.iter().find(|m| m.brief.breach == breach).unwrap().answer.dismissed);
}

#[test]
fn a_removal_is_undone_with_everything() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let mut input = customer("TalkTalk", "GB", "2012", "2014");
    input.note = "my first line".into();
    input.identifiers = vec!["me@example.org".into(), "+44 20 7946 0000".into(), "customer-77".into()];
    input.gave = vec!["name".into(), "bank-account".into()];
    let before = companies::add(&mut session, &input).unwrap();
    let before =
        answers::answer(&mut session, before.row.id, "talktalk-2015-10", &AnswerInput::Told).unwrap();
    let removed = companies::remove(&mut session, before.row.id).unwrap();
    assert_eq!(removed.name, "TalkTalk");
    assert!(companies::holdings(&session).unwrap().is_empty());
    assert_eq!(companies::restore(&mut session, removed.id).unwrap(), before);
    assert_eq!(companies::restore(&mut session, removed.id).unwrap_err().code, Code::NotFound);
}

#[test]
fn sending_a_form_back_unchanged_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    for name in ["Talk Talk", "Vodafone", "Zyxquarion \u{1f4f1}"] {
        let before =
            companies::add(&mut session, &HoldingInput { name: name.into(), ..HoldingInput::default() })
                .unwrap();
        let after = companies::edit(&mut session, before.row.id, &before.input).unwrap();
        assert_eq!(before, after);
    }
}

#[test]
fn a_name_says_what_the_service_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let added = companies::add(&mut session, &customer("AT&T Wireless", "US", "2019", "2023")).unwrap();
    assert_eq!(added.input.periods[0].tags, ["mobile"]);
    assert_eq!(added.row.company.as_deref(), Some("att"));
}

#[test]
fn the_passphrase_changes_while_the_session_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    companies::add(&mut session, &customer("TalkTalk", "GB", "2012", "2014")).unwrap();
    let new = "orchard signal walnut ember";
    let wrong = unlock::change_passphrase(&mut session, "not it".into(), new.into(), false).unwrap_err();
    assert_eq!(wrong.code, Code::WrongPassphrase);
    let weak =
        unlock::change_passphrase(&mut session, PASSPHRASE.into(), "letmein".into(), false).unwrap_err();
    assert_eq!(weak.code, Code::WeakPassphrase);
    assert_eq!(companies::holdings(&session).unwrap().len(), 1, "a refused change leaves the session open");
    unlock::change_passphrase(&mut session, PASSPHRASE.into(), new.into(), false).unwrap();
    companies::add(&mut session, &customer("Three", "GB", "2012", "2014")).unwrap();
    unlock::lock(&mut session);
    assert_eq!(unlock::unlock(&mut session, PASSPHRASE.into()).unwrap_err().code, Code::WrongPassphrase);
    unlock::unlock(&mut session, new.into()).unwrap();
    assert_eq!(companies::holdings(&session).unwrap().len(), 2);
}

#[test]
fn two_sessions_do_not_share_a_vault() {
    let folder = tempfile::tempdir().unwrap();
    let _first = created(&folder);
    let mut second = session(&folder);
    assert_eq!(unlock::status(&second).kind, StatusKind::Locked);
    assert_eq!(unlock::unlock(&mut second, PASSPHRASE.into()).unwrap_err().code, Code::InUse);
    assert_eq!(unlock::create(&mut second, PASSPHRASE.into(), false).unwrap_err().code, Code::VaultExists);
}

#[test]
fn the_catalogue_can_be_browsed_by_every_filter() {
    let all = breaches::search(&KNOWLEDGE, &BreachFilter::default()).unwrap();
    let some = |filter: BreachFilter| breaches::search(&KNOWLEDGE, &filter).unwrap().len();
    let text = |t: &str| BreachFilter { text: t.into(), ..BreachFilter::default() };
    assert!(some(text("experian")) >= 1 && some(text("EXPERIAN")) == some(text("experian")));
    assert_eq!(some(text("!!!")), 0);
    assert!(some(BreachFilter { country: Some("gb".into()), ..BreachFilter::default() }) < all.len());
    let telecoms = some(BreachFilter { sector: Some("telecoms".into()), ..BreachFilter::default() });
    assert!((50..all.len()).contains(&telecoms), "{telecoms}");
    let sensitive = some(BreachFilter { sensitive: true, ..BreachFilter::default() });
    assert!(sensitive > all.len(), "what says something intimate is shown only on demand");
    let records =
        breaches::records(&KNOWLEDGE, &BreachFilter { sensitive: true, ..BreachFilter::default() }).unwrap();
    assert_eq!(records.len(), sensitive);
    assert!(records.iter().any(|r| r.also.iter().any(|id| id.starts_with("hibp:"))));
    assert!(some(BreachFilter { status: Some("disputed".into()), ..BreachFilter::default() }) >= 1);
    assert!(some(BreachFilter { year: Some(2015), ..BreachFilter::default() }) >= 3);
    for row in &all {
        let detail = breaches::breach(&KNOWLEDGE, &row.id).unwrap();
        assert!(!detail.groups.is_empty() && !detail.sources.is_empty(), "{}", row.id);
        let company = breaches::company(&KNOWLEDGE, &row.company).unwrap();
        assert!(company.breaches.iter().any(|b| b.id == row.id), "{}", row.id);
    }
    let terms = settings::terms(&KNOWLEDGE);
    for (sector, usual) in &terms.usual {
        for class in usual {
            assert!(terms.classes.iter().any(|c| &c.id == class), "{sector}: {class} is no class");
        }
    }
}

#[test]
fn how_it_locks_is_kept_in_the_vault() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(&folder);
    assert_eq!(locking::limit(&session), None, "there is nothing to lock");
    assert_eq!(locking::locking(&session).unwrap_err().code, Code::Locked);
    unlock::create(&mut session, PASSPHRASE.into(), false).unwrap();
    let minutes = |session: &Session| locking::limit(session).map(|limit| limit.as_secs() / 60);
    assert_eq!(minutes(&session), Some(5));

    let set = wire::Locking { after: Some(30), veil: true };
    assert_eq!(locking::set_locking(&mut session, &set).unwrap(), set);
    for after in [Some(0), Some(3), Some(31), Some(u32::MAX)] {
        let refused = locking::set_locking(&mut session, &wire::Locking { after, veil: false }).unwrap_err();
        assert_eq!(refused.code, Code::BadInput, "{after:?}");
    }
    unlock::lock(&mut session);
    assert_eq!(locking::limit(&session), None);
    unlock::unlock(&mut session, PASSPHRASE.into()).unwrap();
    assert_eq!((locking::locking(&session).unwrap(), minutes(&session)), (set, Some(30)));
    locking::set_locking(&mut session, &wire::Locking { after: None, veil: false }).unwrap();
    assert_eq!(minutes(&session), None, "never");
}
