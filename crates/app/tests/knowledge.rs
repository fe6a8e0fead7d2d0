//! What a person brings in: updates, lists, breaches of their own, what names mean; and what that changes for them.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use base64::prelude::{BASE64_STANDARD, Engine};
use heldby_app::wire::{AnswerInput, HoldingInput, NewsItem, NewsKind, OwnBreachInput, Period, VerdictWord};
use heldby_app::{
    Code, Knowledge, ReleaseKey, Session, answers, backups, breaches, companies, holders, layers, names,
    news, overview, own_breaches, settings, unlock, updates,
};
use heldby_catalogue::release;
use heldby_model::{Breach, BreachId, Catalogue, CatalogueInfo, Company, CompanyId, Status};
use std::sync::{Arc, LazyLock};

const PASSPHRASE: &str = "meadow lantern copper violin";
const BREACH: &str = "talktalk-2015-10";

/// A key that only this run trusts, public and secret half.
static KEY: LazyLock<(ReleaseKey, String)> = LazyLock::new(key);
static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::trusting(KEY.0.clone(), Some(jiff::civil::date(2026, 11, 22))));

fn key() -> (ReleaseKey, String) {
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let public = ReleaseKey::read(&pair.pk.to_box().unwrap().into_string()).unwrap();
    (public, pair.sk.to_box(None).unwrap().into_string())
}

fn created(folder: &tempfile::TempDir) -> Session {
    let mut session = Session::new(folder.path().join("me.heldby"), Arc::clone(&KNOWLEDGE));
    unlock::create(&mut session, PASSPHRASE.into(), false).unwrap();
    session
}

fn reopen(session: &mut Session) {
    unlock::lock(session);
    unlock::unlock(session, PASSPHRASE.into()).unwrap();
}

fn customer(name: &str, country: &str) -> HoldingInput {
    HoldingInput {
        name: name.into(),
        country: Some(country.into()),
        periods: vec![Period {
            relationship: "customer".into(),
            from: Some("2012".into()),
            until: Some("2016".into()),
            still: false,
            tags: Vec::new(),
        }],
        ..HoldingInput::default()
    }
}

/// The bundled catalogue as another release, with changes.
fn release(number: u32, change: impl FnOnce(&mut Vec<Company>, &mut Vec<Breach>)) -> Vec<u8> {
    let base = KNOWLEDGE.catalogue();
    let (mut companies, mut breaches) = (base.companies().to_vec(), base.breaches().to_vec());
    change(&mut companies, &mut breaches);
    let info = CatalogueInfo { number, ..base.info().clone() };
    let changed = Catalogue::new(info, base.vocabulary().clone(), companies, breaches);
    release::sign(&release::build(&changed), &KEY.1, None).unwrap()
}

fn find<'a>(breaches: &'a mut [Breach], id: &str) -> &'a mut Breach {
    breaches.iter_mut().find(|b| b.id.as_str() == id).unwrap()
}

fn kinds(items: &[NewsItem]) -> Vec<(NewsKind, Option<&str>)> {
    items.iter().map(|item| (item.kind, item.breach.as_deref())).collect()
}

#[test]
fn an_update_tells_what_it_changes_for_this_person() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let id = companies::add(&mut session, &customer("TalkTalk", "GB")).unwrap().row.id;
    answers::answer(&mut session, id, BREACH, &AnswerInput::Dismiss { dismissed: true }).unwrap();
    assert!(news::news(&session).unwrap().is_empty(), "what one does oneself is no news");

    let withdrawn = "talktalk-2014-12";
    let has_it = KNOWLEDGE.catalogue().breach(&BreachId::new(withdrawn).unwrap()).is_some();
    let file = release(7, |_, breaches| {
        let mut fresh = find(breaches, BREACH).clone();
        fresh.id = BreachId::new("talktalk-2016-99").unwrap();
        fresh.also = Vec::new();
        let corrected = find(breaches, BREACH);
        corrected.people = None;
        corrected.status = Status::Disputed;
        breaches.retain(|b| b.id.as_str() != withdrawn);
        breaches.push(fresh);
        // A change elsewhere is nobody's news.
        find(breaches, "virgin-media-uk-2020").status = Status::Denied;
    });
    let view = updates::verify(session.knowledge(), &file, None).unwrap();
    assert_eq!((view.number, view.newer, view.signer.as_str()), (7, true, KEY.0.id()));
    let installed = updates::install(&mut session, "/x/heldby-7.catalogue", &file, None).unwrap();
    assert_eq!((installed.catalogue.number, installed.catalogue.news as usize), (7, installed.news.len()));
    let mut expected = vec![(NewsKind::Corrected, Some(BREACH)), (NewsKind::New, Some("talktalk-2016-99"))];
    if has_it {
        expected.push((NewsKind::Withdrawn, Some(withdrawn)));
    }
    let mut found = kinds(&installed.news);
    found.sort_by_key(|(_, id)| *id);
    expected.sort_by_key(|(_, id)| *id);
    assert_eq!(found, expected);
    let corrected = installed.news.iter().find(|n| n.kind == NewsKind::Corrected).unwrap();
    let said = corrected.details.join(" ");
    assert!(said.contains("disputed") && said.contains("not known") && said.contains("it is back"), "{said}");

    // What had been put away is back, with a verdict that follows the correction.
    let detail = companies::holding(&session, id).unwrap();
    let again = detail.matches.iter().find(|m| m.brief.breach == BREACH).unwrap();
    assert_eq!((again.answer.dismissed, again.brief.verdict), (false, VerdictWord::Possible));
    assert_eq!(detail.withdrawn.len(), usize::from(has_it));

    // All of it is there after unlocking again, until it is read.
    reopen(&mut session);
    assert_eq!(session.knowledge().catalogue().info().number, 7);
    assert_eq!(kinds(&news::news(&session).unwrap()), kinds(&installed.news));
    assert_eq!(overview::overview(&session).unwrap().news as usize, installed.news.len());
    news::mark_read(&mut session).unwrap();
    assert!(news::news(&session).unwrap().is_empty());
    reopen(&mut session);
    assert!(news::news(&session).unwrap().is_empty(), "told once");

    // Going back to what came with the program is the person's own doing.
    let left = layers::remove(&mut session, "update").unwrap();
    assert!(left.iter().all(|l| l.id != "update"));
    assert!(news::news(&session).unwrap().is_empty());
    assert_eq!(session.knowledge().catalogue().info().number, KNOWLEDGE.catalogue().info().number);
}

#[test]
fn every_bad_update_is_refused_with_its_own_code_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    companies::add(&mut session, &customer("TalkTalk", "GB")).unwrap();
    let seven = release(7, |_, _| {});
    updates::install(&mut session, "7", &seven, None).unwrap();
    let before = layers::layers(&session).unwrap();

    let unsigned = release::build(KNOWLEDGE.catalogue());
    let foreign = release::sign(&unsigned, &key().1, None).unwrap();
    let mut flipped = seven.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let mut forged = seven.clone();
    // The signature of another file, by the same key.
    let other = release(9, |_, _| {});
    let length = |file: &[u8]| {
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        18 + number(10) + number(14)
    };
    forged.truncate(length(&seven));
    forged.extend_from_slice(&other[length(&other)..]);
    let mut later = seven.clone();
    later[8] = 9;
    let cases: [(Code, Vec<u8>); 9] = [
        (Code::NotAnUpdate, b"PK\x03\x04".to_vec()),
        (Code::UpdateTooNew, later),
        (Code::UpdateDamaged, flipped),
        (Code::UpdateDamaged, seven[..seven.len() - 30].to_vec()),
        (Code::UpdateUnsigned, unsigned),
        (Code::UpdateForeignKey, foreign),
        (Code::UpdateForged, forged),
        (Code::UpdateNotNewer, seven.clone()),
        (Code::UpdateNotNewer, release(6, |_, _| {})),
    ];
    for (code, file) in cases {
        let refused = updates::install(&mut session, "bad", &file, None).unwrap_err();
        assert_eq!(refused.code, code, "{}", refused.message);
        assert!(refused.message.contains("Nothing was changed."), "{}", refused.message);
        assert_eq!(layers::layers(&session).unwrap(), before, "{code:?}");
    }
    let big = vec![b'H'; release::MAX_RELEASE + 1];
    assert_eq!(updates::install(&mut session, "big", &big, None).unwrap_err().code, Code::TooLarge);
    // The highest number stays when the update goes.
    layers::remove(&mut session, "update").unwrap();
    for number in [6, 7] {
        let again = updates::install(&mut session, "again", &release(number, |_, _| {}), None).unwrap_err();
        assert_eq!(again.code, Code::UpdateNotNewer);
    }
    updates::install(&mut session, "8", &release(8, |_, _| {}), None).unwrap();
    unlock::lock(&mut session);
    assert_eq!(updates::install(&mut session, "9", &other, None).unwrap_err().code, Code::Locked);
}

#[test]
fn another_key_is_trusted_only_when_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let public = pair.pk.to_box().unwrap().into_string();
    let secret = pair.sk.to_box(None).unwrap().into_string();
    let file = release::sign(&release(3, |_, _| {}), &secret, None).unwrap();
    assert_eq!(updates::verify(session.knowledge(), &file, None).unwrap_err().code, Code::UpdateForeignKey);
    let bad_key = updates::verify(session.knowledge(), &file, Some("no key")).unwrap_err();
    assert_eq!(bad_key.code, Code::BadInput);
    let installed = updates::install(&mut session, "theirs", &file, Some(&public)).unwrap();
    let theirs = release::ReleaseKey::read(&public).unwrap();
    assert_eq!(installed.catalogue.signer.as_deref(), Some(theirs.id()));
    // It is checked with their key whenever it is put to use.
    reopen(&mut session);
    assert_eq!(unlock::status(&session).catalogue.signer.as_deref(), Some(theirs.id()));
    let update = |session: &Session| layers::layers(session).unwrap().into_iter().find(|l| l.id == "update");
    assert_eq!(update(&session).unwrap().signer.as_deref(), Some(theirs.id()));
    // Their numbers say nothing about ours.
    updates::install(&mut session, "ours", &release(2, |_, _| {}), None).unwrap();
    reopen(&mut session);
    assert_eq!(unlock::status(&session).catalogue.signer.as_deref(), Some(KEY.0.id()));
}

/// What the layers say about the update: label, whether signed by the project, whether in use.
fn update_layer(session: &Session) -> (String, bool, bool) {
    let layers = layers::layers(session).unwrap();
    let update = layers.into_iter().find(|l| l.id == "update").unwrap();
    (update.label, update.signed, update.in_use)
}

/// A vault of a stranger, who has its key and can write what they like into it.
fn strangers(folder: &tempfile::TempDir, number: u32, signer: &str, file: &[u8]) -> std::path::PathBuf {
    let path = folder.path().join("stranger.heldby");
    let mut session = Session::new(path.clone(), Arc::clone(&KNOWLEDGE));
    unlock::create_as(&mut session, PASSPHRASE.into(), false, Some("low_memory")).unwrap();
    drop(session);
    let passphrase = heldby_vault::Passphrase::new(PASSPHRASE.into()).unwrap();
    let mut vault = heldby_vault::Vault::open(&path, &passphrase).unwrap();
    vault.set_release("x", number, signer, file, jiff::Timestamp::now()).unwrap();
    path
}

#[test]
fn a_release_in_a_strangers_vault_is_checked_before_it_is_used() {
    let base = KNOWLEDGE.catalogue();
    let info = CatalogueInfo { number: 4_000_000_000, ..base.info().clone() };
    let empty = Catalogue::new(info, base.vocabulary().clone(), base.companies().to_vec(), Vec::new());
    let unsigned = release::build(&empty);
    let (_, other) = key();
    let foreign = release::sign(&unsigned, &other, None).unwrap();
    let old = release(0, |_, breaches| breaches.clear());
    for (signer, file, trouble) in [
        (KEY.0.id(), &unsigned, "it is not signed"),
        (KEY.0.id(), &foreign, "which is not trusted"),
        ("the project", &unsigned, "it is not signed"),
        // A key that the project had before, or somebody's that nobody named here.
        ("0123456789ABCDEF", &foreign, "which is not trusted"),
        // Signed by the project, but older than what came with the program, whatever the vault says.
        (KEY.0.id(), &old, ""),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = strangers(&folder, 4_000_000_000, signer, file);
        // Opened as it is, and, the first of them, brought back into an empty place and over a vault.
        let mut places = vec![Session::new(path.clone(), Arc::clone(&KNOWLEDGE))];
        if trouble == "it is not signed" && signer == KEY.0.id() {
            for name in ["alone.heldby", "over.heldby"] {
                places.push(Session::new(folder.path().join(name), Arc::clone(&KNOWLEDGE)));
            }
            unlock::create_as(&mut places[2], PASSPHRASE.into(), false, Some("low_memory")).unwrap();
            for place in &mut places[1..] {
                backups::restore(place, backups::Which::File(&path), Some(PASSPHRASE.into())).unwrap();
            }
        }
        for mut session in places {
            reopen(&mut session);
            let place = session.path().display().to_string();
            let status = unlock::status(&session);
            assert_eq!(status.catalogue.signer, None, "{place}");
            assert_eq!(status.catalogue.number, base.info().number, "{place}");
            let troubles = status.catalogue.troubles.join(" ");
            assert!(troubles.contains(trouble) && troubles.is_empty() == trouble.is_empty(), "{troubles}");
            assert_eq!(update_layer(&session), ("Update of the catalogue".into(), false, false), "{place}");
            if session.path() != path {
                // The number that the stranger wrote down bars no update.
                updates::install(&mut session, "7", &release(7, |_, _| {}), None).unwrap();
                let label = "Update of the catalogue, signed by the project".to_owned();
                assert_eq!(update_layer(&session), (label, true, true));
            }
        }
    }
}

#[test]
fn what_another_key_signed_is_never_called_the_projects() {
    let folder = tempfile::tempdir().unwrap();
    let (public, secret) = key();
    let file = release::sign(&release::build(KNOWLEDGE.catalogue()), &secret, None).unwrap();
    let path = strangers(&folder, 3, public.line(), &file);
    let mut session = Session::new(path, Arc::clone(&KNOWLEDGE));
    unlock::unlock(&mut session, PASSPHRASE.into()).unwrap();
    let label = format!("Update of the catalogue, signed by {}, not by the project", public.id());
    assert_eq!(update_layer(&session), (label, false, true));
}

/// A key or a signature of minisign with the id of the project's key, which is bound by nothing: two bytes for the
/// algorithm, eight for the id, the rest.
fn with_the_projects_id(line: &str) -> String {
    let mut bytes = BASE64_STANDARD.decode(line).unwrap();
    bytes[2..10].copy_from_slice(&BASE64_STANDARD.decode(KEY.0.line()).unwrap()[2..10]);
    BASE64_STANDARD.encode(bytes)
}

#[test]
fn a_key_that_bears_the_projects_id_is_not_the_projects() {
    let (public, secret) = key();
    let forged = with_the_projects_id(public.line());
    let mut file = release::sign(&release::build(KNOWLEDGE.catalogue()), &secret, None).unwrap();
    let begin = b"untrusted comment";
    let at = file.windows(begin.len()).rposition(|bytes| bytes == begin).unwrap();
    let signature = String::from_utf8(file.split_off(at)).unwrap();
    let line = signature.lines().nth(1).unwrap();
    file.extend(signature.replace(line, &with_the_projects_id(line)).bytes());
    assert!(release::open(&file, &ReleaseKey::read(&forged).unwrap()).is_ok(), "the forgery is a good one");

    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::new(strangers(&folder, 4_000_000_000, &forged, &file), Arc::clone(&KNOWLEDGE));
    unlock::unlock(&mut session, PASSPHRASE.into()).unwrap();
    assert_eq!(unlock::status(&session).catalogue.signer, None);
    assert_eq!(update_layer(&session), ("Update of the catalogue".into(), false, false));
    let named = updates::install(&mut session, "x", &file, Some(&forged)).unwrap_err();
    assert_eq!(named.code, Code::BadInput);
    assert!(named.message.contains("bears the id"), "{}", named.message);
}

#[test]
fn a_copy_that_is_brought_back_alone_takes_nothing_older_than_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    updates::install(&mut session, "7", &release(7, |_, _| {}), None).unwrap();
    unlock::lock(&mut session);
    let mut alone = Session::new(folder.path().join("alone.heldby"), Arc::clone(&KNOWLEDGE));
    let which = backups::Which::File(session.path());
    backups::restore(&mut alone, which, Some(PASSPHRASE.into())).unwrap();
    reopen(&mut alone);
    for number in [6, 7] {
        let refused = updates::install(&mut alone, "old", &release(number, |_, _| {}), None).unwrap_err();
        assert_eq!(refused.code, Code::UpdateNotNewer);
    }
    updates::install(&mut alone, "8", &release(8, |_, _| {}), None).unwrap();
}

const LIST: &str = r#"[
 {"Name":"ZzTestShop","Title":"Zz Test Shop","Domain":"zz-test-shop.com","BreachDate":"2014-02-01",
  "AddedDate":"2014-05-01T00:00:00Z","PwnCount":12,"DataClasses":["Email addresses","Passwords"],"IsVerified":true},
 {"Name":"ZzMore","Title":"More","Domain":"talktalk.co.uk","BreachDate":"2014-02-03",
  "AddedDate":"2014-05-01T00:00:00Z","PwnCount":12,"DataClasses":["Email addresses"],"IsVerified":true}]"#;

#[test]
fn a_list_is_a_layer_that_is_marked_and_can_go_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    companies::add(&mut session, &customer("TalkTalk", "GB")).unwrap();
    let bad = layers::add_hibp(&mut session, "x", b"{}").unwrap_err();
    assert_eq!(bad.code, Code::BadLayer);
    let unknown = companies::add(&mut session, &customer("Zz Test Shop", "GB")).unwrap();
    assert!(unknown.row.needs_company);

    let installed = layers::add_hibp(&mut session, "C:\\list.json", LIST.as_bytes()).unwrap();
    assert!(installed.catalogue.unsigned);
    let mut told = kinds(&installed.news);
    told.sort_by_key(|(_, id)| *id);
    let expected = [
        (NewsKind::Linked, None),
        (NewsKind::New, Some("hibp:ZzMore")),
        (NewsKind::New, Some("hibp:ZzTestShop")),
    ];
    assert_eq!(told, expected, "a name that was not known is linked now");
    let row = breaches::breach(session.knowledge(), "hibp:ZzMore").unwrap().row;
    assert_eq!((row.layer.as_str(), row.company.as_str()), ("hibp-file", "talktalk"));
    let layer = layers::layers(&session).unwrap().into_iter().find(|l| l.id == "hibp").unwrap();
    assert_eq!((layer.file.as_deref(), layer.signed, layer.breaches), (Some("list.json"), false, 2));

    layers::remove(&mut session, "hibp").unwrap();
    assert_eq!(layers::remove(&mut session, "hibp").unwrap_err().code, Code::NotFound);
    assert_eq!(layers::remove(&mut session, "bundled").unwrap_err().code, Code::NotFound);
    assert!(breaches::breach(session.knowledge(), "hibp:ZzMore").is_err());
    let shop =
        companies::holdings(&session).unwrap().into_iter().find(|r| r.typed == "Zz Test Shop").unwrap();
    assert!(shop.needs_company, "what only the list knew is not known any more");
}

fn letter(company: &str) -> OwnBreachInput {
    OwnBreachInput {
        company_name: company.into(),
        title: "A letter came".into(),
        occurred_from: Some("2014-03".into()),
        disclosed: Some("2014-06-01".into()),
        classes: vec!["name".into(), "bank-account".into()],
        note: "two\nlines".into(),
        ..OwnBreachInput::default()
    }
}

#[test]
fn a_breach_of_ones_own_counts_like_any_other_and_stays_private() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let own = own_breaches::add(&mut session, &letter("Zz Chess Club")).unwrap();
    let holding = companies::add(&mut session, &customer("zz chess club", "GB")).unwrap();
    assert_eq!(holding.row.breached, 1, "a company that only the vault knows is found by its name");
    let found = &holding.matches[0];
    assert_eq!(
        (found.brief.breach.as_str(), found.brief.verdict),
        (own.breach.as_str(), VerdictWord::Likely)
    );
    assert_eq!(breaches::breach(session.knowledge(), &own.breach).unwrap().row.layer, "private");
    assert!(KNOWLEDGE.catalogue().breach(&BreachId::new(&own.breach).unwrap()).is_none());

    // At a company of the catalogue it joins what is known there.
    let known = own_breaches::add(&mut session, &letter("TalkTalk")).unwrap();
    assert_eq!(known.input.company.as_deref(), Some("talktalk"));
    assert_eq!(own_breaches::edit(&mut session, known.id, &known.input).unwrap(), known);
    let talktalk = companies::add(&mut session, &customer("TalkTalk", "GB")).unwrap();
    assert!(talktalk.matches.iter().any(|m| m.brief.breach == known.breach));
    answers::answer(&mut session, talktalk.row.id, &known.breach, &AnswerInput::Told).unwrap();
    assert!(news::news(&session).unwrap().is_empty(), "one's own notes are no news");

    reopen(&mut session);
    assert_eq!(own_breaches::list(&session).unwrap(), [own.clone(), known.clone()]);
    let told = companies::holding(&session, talktalk.row.id).unwrap();
    let told = told.matches.iter().find(|m| m.brief.breach == known.breach).unwrap();
    assert_eq!(told.brief.verdict, VerdictWord::Told);

    for (bad, code) in [
        (OwnBreachInput::default(), Code::BadInput),
        (OwnBreachInput { classes: vec!["nonsense".into()], ..letter("X1") }, Code::BadInput),
        (OwnBreachInput { occurred_to: Some("2013".into()), ..letter("X1") }, Code::BadInput),
        (OwnBreachInput { company: Some("no-such-company".into()), ..letter("X1") }, Code::NotFound),
        (letter("!!!"), Code::BadInput),
    ] {
        assert_eq!(own_breaches::add(&mut session, &bad).unwrap_err().code, code, "{bad:?}");
    }
    own_breaches::remove(&mut session, own.id).unwrap();
    assert_eq!(own_breaches::remove(&mut session, own.id).unwrap_err().code, Code::NotFound);
    let club =
        companies::holdings(&session).unwrap().into_iter().find(|r| r.typed == "zz chess club").unwrap();
    assert!(club.needs_company);
}

#[test]
fn a_name_is_asked_about_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let ask = HoldingInput { name: "T-Mobile".into(), ..HoldingInput::default() };
    let asked = companies::add(&mut session, &ask).unwrap();
    assert!(asked.row.needs_company);
    let candidate = asked.candidates[0].company.clone();
    let chosen = HoldingInput { company: Some(candidate.clone()), ..asked.input.clone() };
    companies::edit(&mut session, asked.row.id, &chosen).unwrap();
    let other = heldby_app::household::add(&mut session, "Ann").unwrap();
    let again = HoldingInput { name: " t mobile".into(), person: Some(other.id), ..ask.clone() };
    let again = companies::add(&mut session, &again).unwrap();
    assert_eq!(again.row.company.as_deref(), Some(candidate.as_str()));
    assert!(again.resolved.is_some_and(|why| why.contains("before")));
    let said = names::names(&session).unwrap();
    assert_eq!((said.len(), said[0].company.as_str()), (1, candidate.as_str()));

    reopen(&mut session);
    names::forget(&mut session, "T-MOBILE", None).unwrap();
    assert_eq!(names::forget(&mut session, "T-Mobile", None).unwrap_err().code, Code::NotFound);
    let third = heldby_app::household::add(&mut session, "Ben").unwrap();
    let third = HoldingInput { person: Some(third.id), ..ask };
    assert!(companies::add(&mut session, &third).unwrap().row.needs_company);
    // What was linked by it stays linked, and so does what needs no memory.
    let kept = companies::holding(&session, again.row.id).unwrap();
    assert_eq!(kept.row.company.as_deref(), Some(candidate.as_str()));
    companies::add(&mut session, &customer("TalkTalk", "GB")).unwrap();
    assert!(names::names(&session).unwrap().is_empty());
}

#[test]
fn holders_that_nobody_chose_are_shown_and_never_counted() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    assert!(holders::may_hold(&session).unwrap().is_empty(), "nothing is known of where the person lived");
    assert_eq!(settings::set_lived(&mut session, &["us".into(), "GB".into()]).unwrap(), ["GB", "US"]);
    assert_eq!(settings::set_lived(&mut session, &["Britain".into()]).unwrap_err().code, Code::BadInput);
    let found = holders::may_hold(&session).unwrap();
    let open = found.iter().find(|h| !h.breaches.is_empty()).unwrap();
    assert!(found.iter().flat_map(|h| &h.breaches).all(|b| b.verdict == VerdictWord::Possible));
    let view = overview::overview(&session).unwrap();
    assert_eq!((view.companies, view.breached, view.possible, view.open.len()), (0, 0, 0, 0));
    assert_eq!(view.may_hold, found);

    let breach = open.breaches[0].breach.clone();
    let unknown = holders::answer(&mut session, &open.company, "no-such", &AnswerInput::Told).unwrap_err();
    assert_eq!(unknown.code, Code::NotFound);
    assert!(companies::holdings(&session).unwrap().is_empty(), "a refused answer notes nothing");
    let not_one = holders::answer(&mut session, "talktalk", BREACH, &AnswerInput::Told).unwrap_err();
    assert_eq!(not_one.code, Code::NotFound);
    let told = holders::answer(&mut session, &open.company, &breach, &AnswerInput::Told).unwrap();
    assert!(told.row.subject);
    let view = overview::overview(&session).unwrap();
    assert_eq!((view.companies, view.breached), (0, 0), "told, and still no company of the person's");
    assert!(view.first.iter().any(|m| m.breach == breach && m.verdict == VerdictWord::Told));
    let now = view.may_hold.iter().find(|h| h.company == open.company).unwrap();
    assert_eq!((now.holding, now.verdict), (Some(told.row.id), Some(VerdictWord::Told)));
    // A second answer goes to the same entry.
    let away = AnswerInput::Dismiss { dismissed: true };
    let same = holders::answer(&mut session, &open.company, &breach, &away).unwrap();
    assert_eq!(same.row.id, told.row.id);
    assert!(companies::holdings(&session).unwrap().len() == 1);
}

#[test]
fn a_locked_session_says_nothing_of_what_was_brought_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    layers::add_hibp(&mut session, "list", LIST.as_bytes()).unwrap();
    own_breaches::add(&mut session, &letter("Zz Chess Club")).unwrap();
    unlock::lock(&mut session);
    let company = CompanyId::new("hibp:ZzTestShop").unwrap();
    assert!(session.knowledge().catalogue().company(&company).is_none());
    let locked = [
        layers::layers(&session).err(),
        layers::add_hibp(&mut session, "x", LIST.as_bytes()).err(),
        layers::remove(&mut session, "hibp").err(),
        news::news(&session).err(),
        news::mark_read(&mut session).err(),
        names::names(&session).err(),
        names::forget(&mut session, "x", None).err(),
        holders::may_hold(&session).err(),
        holders::answer(&mut session, "x", "y", &AnswerInput::Told).err(),
        own_breaches::list(&session).err(),
        own_breaches::add(&mut session, &letter("x")).err(),
        own_breaches::edit(&mut session, 1, &letter("x")).err(),
        own_breaches::remove(&mut session, 1).err(),
        settings::lived(&session).err(),
        settings::set_lived(&mut session, &[]).err(),
    ];
    for (i, failure) in locked.into_iter().enumerate() {
        assert_eq!(failure.map(|f| f.code), Some(Code::Locked), "use case {i}");
    }
}
