//! Copies, exports and imports as use cases.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::backups::{self, Which};
use heldby_app::wire::{BackupSettings, ExportInput, HoldingInput, OpensWith, Period, StatusKind};
use heldby_app::{
    Code, Failure, Knowledge, Session, companies, export, household, import, own_breaches, unlock,
};
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

const PASSPHRASE: &str = "meadow lantern copper violin";
const OTHER: &str = "orchard signal walnut ember";

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::bundled(Some(jiff::civil::date(2026, 11, 22))));

fn session(folder: &Path) -> Session {
    Session::new(folder.join("me.heldby"), Arc::clone(&KNOWLEDGE))
}

fn created(folder: &Path) -> Session {
    let mut session = session(folder);
    unlock::create(&mut session, PASSPHRASE.into(), false).unwrap();
    session
}

fn company(name: &str) -> HoldingInput {
    HoldingInput { name: name.into(), country: Some("GB".into()), ..HoldingInput::default() }
}

fn add(session: &mut Session, name: &str) -> i64 {
    companies::add(session, &company(name)).unwrap().row.id
}

fn names(session: &Session) -> Vec<String> {
    companies::holdings(session).unwrap().into_iter().map(|row| row.typed).collect()
}

fn copies(session: &Session) -> Vec<String> {
    backups::list(session).unwrap().backups.into_iter().map(|b| b.kind).collect()
}

fn unlocked(session: &mut Session) -> &mut Session {
    unlock::unlock(session, PASSPHRASE.into()).unwrap();
    session
}

#[track_caller]
fn code<T>(result: Result<T, Failure>) -> Code {
    result.err().unwrap().code
}

#[test]
fn locking_makes_a_copy_if_something_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    unlock::lock(&mut session);
    assert_eq!(copies(&session), ["automatic"], "the list needs no passphrase");
    unlock::lock(unlocked(&mut session));
    assert_eq!(copies(&session), ["automatic"], "nothing changed");
    add(unlocked(&mut session), "Virgin Media");
    assert_eq!(unlock::lock(&mut session).backup_trouble, None);
    assert_eq!(copies(&session).len(), 2);

    let settings = BackupSettings { automatic: false, ..backups::settings(unlocked(&mut session)).unwrap() };
    backups::set_settings(&mut session, &settings).unwrap();
    add(&mut session, "Three");
    unlock::lock(&mut session);
    assert_eq!(copies(&session).len(), 2, "they were switched off");
}

#[test]
fn a_copy_that_cannot_be_made_is_told_and_does_not_keep_the_vault_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    // A file has the name of the folder.
    fs::write(folder.path().join("me.heldby.backups"), "in the way").unwrap();
    let status = unlock::lock(&mut session);
    assert_eq!(status.kind, StatusKind::Locked);
    assert!(status.backup_trouble.is_some());
    assert!(code(backups::now(unlocked(&mut session))) != Code::Locked);
    fs::remove_file(folder.path().join("me.heldby.backups")).unwrap();
    backups::now(&mut session).unwrap();
    assert_eq!(backups::list(&session).unwrap().trouble, None);
}

#[test]
fn another_folder_is_used_and_found_again_without_a_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    backups::now(&mut session).unwrap();
    let set = |session: &mut Session, folder: &str| {
        let settings = BackupSettings { folder: Some(folder.into()), ..backups::settings(session).unwrap() };
        backups::set_settings(session, &settings)
    };
    for bad in ["/nowhere/at/all", "relative", "/dev/null"] {
        assert_eq!(code(set(&mut session, bad)), Code::BadInput, "{bad}");
    }
    let path = stick.path().to_str().unwrap().to_owned();
    set(&mut session, &path).unwrap();
    add(&mut session, "TalkTalk");
    unlock::lock(&mut session);
    let found = backups::list(&session).unwrap();
    assert_eq!((found.folder.as_str(), found.backups.len()), (path.as_str(), 2));
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 1);

    // The stick is pulled: told, not in the way.
    stick.close().unwrap();
    add(unlocked(&mut session), "Three");
    let trouble = unlock::lock(&mut session).backup_trouble.unwrap();
    assert!(trouble.contains("is not there"), "{trouble}");
    let settings = BackupSettings { folder: None, ..backups::settings(unlocked(&mut session)).unwrap() };
    backups::set_settings(&mut session, &settings).unwrap();
    assert_eq!(unlock::lock(&mut session).backup_trouble, None);
    let nonsense = BackupSettings { daily: 0, ..settings };
    assert_eq!(code(backups::set_settings(unlocked(&mut session), &nonsense)), Code::BadInput);
}

/// On some systems /home is a link, and SQLite follows none.
#[test]
fn a_folder_behind_a_link_takes_copies() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("real");
    fs::create_dir_all(real.join("copies")).unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let mut session = created(folder.path());
    let typed = link.join("copies").to_str().map(str::to_owned);
    let settings = BackupSettings { folder: typed, ..backups::settings(&session).unwrap() };
    let set = backups::set_settings(&mut session, &settings).unwrap();
    let copies = real.join("copies").canonicalize().unwrap();
    assert_eq!(set.folder.as_deref(), copies.to_str());
    backups::now(&mut session).unwrap();
    assert_eq!(fs::read_dir(&copies).unwrap().count(), 1);

    // One that became a link later, such as the folder beside the vault.
    let settings = BackupSettings { folder: None, ..set };
    backups::set_settings(&mut session, &settings).unwrap();
    std::os::unix::fs::symlink(&copies, folder.path().join("me.heldby.backups")).unwrap();
    backups::now(&mut session).unwrap();
    assert_eq!(backups::list(&session).unwrap().backups.len(), 2);
    add(&mut session, "TalkTalk");
    assert_eq!(unlock::lock(&mut session).backup_trouble, None);
}

#[test]
fn looking_and_going_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    let gone = add(&mut session, "TalkTalk");
    let kept = add(&mut session, "Virgin Media");
    let copy = backups::now(&mut session).unwrap();
    companies::remove(&mut session, gone).unwrap();
    add(&mut session, "Three");
    companies::edit(&mut session, kept, &HoldingInput { note: "changed".into(), ..company("Virgin Media") })
        .unwrap();

    let which = Which::Listed(&copy.name);
    let seen = backups::preview(&session, which, None).unwrap();
    assert_eq!((seen.companies.len(), seen.persons.as_slice()), (2, &["Me".to_string()][..]));
    let difference = seen.difference.unwrap();
    assert_eq!(difference.only_there, ["TalkTalk"]);
    assert_eq!((difference.only_now.len(), difference.changed.len()), (1, 1));
    assert_eq!(names(&session), ["Virgin Media", "Three"], "looking changes nothing");

    let done = backups::restore(&mut session, which, None).unwrap();
    assert_eq!(names(&session), ["TalkTalk", "Virgin Media"]);
    assert!(session.is_unlocked() && !done.beside);
    let replaced = done.replaced.unwrap();
    backups::restore(&mut session, Which::Listed(&replaced), None).unwrap();
    assert_eq!(names(&session), ["Virgin Media", "Three"], "going back can be undone");
    assert_eq!(code(backups::preview(&session, Which::Listed("no such"), None)), Code::NotFound);
}

#[test]
fn checking_tells_good_from_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    let bad = backups::now(&mut session).unwrap();
    backups::now(&mut session).unwrap();
    let path = folder.path().join("me.heldby.backups").join(&bad.name);
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 100;
    bytes[last] ^= 1;
    fs::write(&path, bytes).unwrap();
    let checks = backups::verify(&session, None, Vec::new()).unwrap();
    assert_eq!(checks.len(), 2);
    for check in checks {
        assert_eq!(check.good, Some(check.name != bad.name), "{check:?}");
    }
    assert_eq!(code(backups::restore(&mut session, Which::Listed(&bad.name), None)), Code::Damaged);
    assert_eq!(names(&session), ["TalkTalk"]);
    backups::delete(&mut session, &[bad.name]).unwrap();
    assert_eq!(copies(&session), ["manual"]);
}

/// Chooses the folder for copies, and has none made on locking.
fn choose(session: &mut Session, folder: Option<&Path>) {
    let mut settings = backups::settings(session).unwrap();
    settings.automatic = false;
    settings.folder = folder.map(|folder| folder.to_str().unwrap().to_owned());
    backups::set_settings(session, &settings).unwrap();
}

#[test]
fn whatever_the_older_passphrase_opens_is_told_and_can_follow() {
    let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let stick = stick.path().canonicalize().unwrap();
    let at = |name: &str| folder.path().join(name);
    // Copies of a vault that was called otherwise, beside it and on a stick.
    let mut session = Session::new(at("old.heldby"), Arc::clone(&KNOWLEDGE));
    unlock::create_as(&mut session, PASSPHRASE.into(), false, Some("low_memory")).unwrap();
    choose(&mut session, None);
    let old = backups::now(&mut session).unwrap().name;
    choose(&mut session, Some(&stick));
    backups::now(&mut session).unwrap();
    choose(&mut session, None);
    unlock::lock(&mut session);
    fs::rename(at("old.heldby"), at("me.heldby")).unwrap();

    let mut session = self::session(folder.path());
    unlocked(&mut session);
    // One more on the stick, which is not chosen any more.
    choose(&mut session, Some(&stick));
    backups::now(&mut session).unwrap();
    choose(&mut session, None);
    // What lies beside the vault.
    let stamp = "2026-11-22T152018Z";
    let others = [
        "me.heldby.format-1".to_owned(),
        format!("me.restored-{stamp}.heldby"),
        format!("me.salvaged-{stamp}.heldby"),
    ];
    unlock::lock(&mut session);
    for name in &others {
        fs::copy(at("me.heldby"), at(name)).unwrap();
    }
    // A twin of the same id has its own copies, and what only looks like ours is left alone.
    let of_a_twin = old.replacen("old.", "twin.", 1);
    fs::create_dir(at("twin.heldby.backups")).unwrap();
    for name in ["twin.heldby", "you.heldby.format-1", "me.heldby.format-x", "me.restored-today.heldby"] {
        fs::copy(at("me.heldby"), at(name)).unwrap();
    }
    fs::copy(at("me.heldby"), at("twin.heldby.backups").join(&of_a_twin)).unwrap();

    unlocked(&mut session);
    unlock::change_passphrase(&mut session, PASSPHRASE.into(), OTHER.into(), false).unwrap();
    let listed = backups::list(&session).unwrap();
    let mut kinds = copies(&session);
    kinds.sort();
    assert_eq!(kinds, ["manual", "manual", "manual", "older-format", "restored", "salvaged"]);
    assert_eq!(listed.earlier, 6);
    assert_eq!(listed.backups.iter().filter(|b| b.vault).count(), 2);
    // One that cannot be read keeps none of the others from it, and the vault in an older format stays as it is.
    let restored = fs::read(at(&others[1])).unwrap();
    fs::write(at(&others[1]), &restored[..restored.len() - 100]).unwrap();
    let failure = backups::adopt(&mut session, &[], PASSPHRASE.into()).unwrap_err();
    assert!(failure.message.starts_with(&format!("The copy {} stays", others[1])), "{}", failure.message);
    assert!(failure.message.contains("4 other copies open with"), "{}", failure.message);
    assert_eq!(failure.code, Code::Io, "the vault is not damaged");
    fs::write(at(&others[1]), &restored).unwrap();
    assert_eq!(backups::adopt(&mut session, &[], PASSPHRASE.into()).unwrap(), 1);
    assert_eq!(backups::list(&session).unwrap().earlier, 1);
    backups::delete(&mut session, &others).unwrap();
    assert!(others.iter().all(|name| !at(name).exists()));
    assert!(at("you.heldby.format-1").exists() && at("twin.heldby.backups").join(of_a_twin).exists());
}

#[test]
fn after_a_change_of_passphrase_copies_are_told_apart_and_can_follow() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    let copy = backups::now(&mut session).unwrap();
    unlock::change_passphrase(&mut session, PASSPHRASE.into(), OTHER.into(), false).unwrap();
    let listed = backups::list(&session).unwrap();
    assert_eq!((listed.earlier, listed.backups[0].opens_with), (1, OpensWith::Earlier));
    let which = Which::Listed(&copy.name);
    assert_eq!(code(backups::preview(&session, which, None)), Code::WrongPassphrase);
    assert_eq!(code(backups::preview(&session, which, Some(OTHER.into()))), Code::WrongPassphrase);
    assert_eq!(backups::preview(&session, which, Some(PASSPHRASE.into())).unwrap().companies.len(), 1);
    assert_eq!(backups::verify(&session, None, Vec::new()).unwrap()[0].good, None);
    assert_eq!(backups::verify(&session, None, vec![PASSPHRASE.into()]).unwrap()[0].good, Some(true));

    // Brought back under the present passphrase, and never in place of a locked vault that this opens.
    add(&mut session, "Three");
    unlock::lock(&mut session);
    let before = fs::read(session.path()).unwrap();
    assert_eq!(code(backups::restore(&mut session, which, Some(OTHER.into()))), Code::BadInput);
    assert!(!session.is_unlocked() && fs::read(session.path()).unwrap() == before);
    unlock::unlock(&mut session, OTHER.into()).unwrap();
    backups::restore(&mut session, which, Some(PASSPHRASE.into())).unwrap();
    unlock::lock(&mut session);
    assert_eq!(code(unlock::unlock(&mut session, PASSPHRASE.into())), Code::WrongPassphrase);
    unlock::unlock(&mut session, OTHER.into()).unwrap();
    assert_eq!(names(&session), ["TalkTalk"]);

    assert_eq!(code(backups::adopt(&mut session, &[], "not this one".into())), Code::WrongPassphrase);
    assert_eq!(backups::adopt(&mut session, &[], PASSPHRASE.into()).unwrap(), 1);
    assert_eq!(backups::list(&session).unwrap().earlier, 0);
    assert_eq!(backups::preview(&session, which, None).unwrap().companies.len(), 1);
}

/// A locked session over a vault with two companies, a copy with one, and the name of that copy.
fn damaged(folder: &Path, at: impl Fn(usize) -> usize) -> (Session, String) {
    let mut session = created(folder);
    add(&mut session, "TalkTalk");
    let copy = backups::now(&mut session).unwrap().name;
    add(&mut session, "Three");
    let off = BackupSettings { automatic: false, ..backups::settings(&session).unwrap() };
    backups::set_settings(&mut session, &off).unwrap();
    unlock::lock(&mut session);
    let path = folder.join("me.heldby");
    let mut bytes = fs::read(&path).unwrap();
    let place = at(bytes.len());
    bytes[place] ^= 1;
    fs::write(path, bytes).unwrap();
    (session, copy)
}

#[test]
fn a_damaged_vault_gives_way_to_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, copy) = damaged(folder.path(), |length| length - 100);
    let failure = unlock::unlock(&mut session, PASSPHRASE.into()).unwrap_err();
    assert_eq!(failure.code, Code::Damaged);
    assert!(
        failure.advice.contains("backup") && failure.advice.contains("save what is readable"),
        "{failure}"
    );
    let which = Which::Listed(&copy);
    assert_eq!(code(backups::restore(&mut session, which, None)), Code::EmptyPassphrase);
    assert_eq!(code(backups::restore(&mut session, which, Some("wrong".into()))), Code::WrongPassphrase);
    let done = backups::restore(&mut session, which, Some(PASSPHRASE.into())).unwrap();
    assert!(!done.beside && done.replaced.is_some());
    assert_eq!(names(unlocked(&mut session)), ["TalkTalk"]);
}

#[test]
fn a_vault_whose_beginning_is_damaged_is_left_alone_and_the_copy_goes_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, copy) = damaged(folder.path(), |_| 300);
    let before = fs::read(folder.path().join("me.heldby")).unwrap();
    let done = backups::restore(&mut session, Which::Listed(&copy), Some(PASSPHRASE.into())).unwrap();
    assert!(done.beside && done.vault_path.contains("restored"));
    assert_eq!(names(unlocked(&mut session)), ["TalkTalk"], "the session goes on with it");
    assert_eq!(fs::read(folder.path().join("me.heldby")).unwrap(), before);
}

#[test]
fn what_is_readable_of_a_damaged_vault_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, _) = damaged(folder.path(), |length| length - 100);
    let before = fs::read(folder.path().join("me.heldby")).unwrap();
    assert_eq!(code(backups::salvage(&mut session, None, "wrong".into())), Code::WrongPassphrase);
    let done = backups::salvage(&mut session, None, PASSPHRASE.into()).unwrap();
    assert_eq!(done.damaged_pages, 1);
    assert!(done.parts.iter().any(|p| p.label == "Companies"));
    assert_eq!(fs::read(folder.path().join("me.heldby")).unwrap(), before);
    assert!(unlock::status(unlocked(&mut session)).vault_path.contains("salvaged"));
}

fn exported(session: &Session, path: &Path, format: &str) -> Result<String, Failure> {
    let input = ExportInput {
        path: path.to_str().unwrap().into(),
        format: format.into(),
        readable: true,
        replace: false,
    };
    export::export(session, &input).map(|done| fs::read_to_string(done.path).unwrap())
}

#[test]
fn an_export_is_private_whole_and_never_takes_the_place_of_a_vault() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    companies::add(&mut session, &HoldingInput { note: "=1+1, \"quoted\"".into(), ..company("TalkTalk") })
        .unwrap();
    let path = folder.path().join("all.json");
    let refused = ExportInput {
        path: path.to_str().unwrap().into(),
        format: "json".into(),
        readable: false,
        replace: true,
    };
    assert_eq!(code(export::export(&session, &refused)), Code::BadInput);
    assert!(!path.exists());
    let text = exported(&session, &path, "json").unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (json["heldby_export"].as_u64(), json["companies"][0]["company"].as_str()),
        (Some(1), Some("talktalk"))
    );
    assert!(!text.contains("vault-id"), "settings of the file stay in it");
    assert_eq!(code(exported(&session, &path, "json")), Code::FileExists);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let csv = exported(&session, &folder.path().join("all.csv"), "csv").unwrap();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains("\"'=1+1, \"\"quoted\"\"\""), "{csv}");
    assert_eq!(code(exported(&session, &path, "xml")), Code::BadInput);
    let vault = folder.path().join("me.heldby");
    let before = fs::read(&vault).unwrap();
    fs::copy(&vault, folder.path().join("family.json")).unwrap();
    for kept in [
        "me.heldby",
        "me.heldby-journal",
        "other.heldby",
        "me.heldby.unfinished",
        // A vault by its content, and names of what other programs obey.
        "family.json",
        ".hidden.json",
        "start.sh",
        "all.csv",
    ] {
        let path = folder.path().join(kept).to_str().unwrap().to_owned();
        let input = ExportInput { path, format: "json".into(), readable: true, replace: true };
        assert_eq!(code(export::export(&session, &input)), Code::BadInput, "{kept}");
    }
    assert_eq!(fs::read(&vault).unwrap(), before);
    assert_eq!(fs::read(folder.path().join("family.json")).unwrap(), before);
    assert!(
        exported(&session, folder.path(), "csv").unwrap().contains("TalkTalk"),
        "a folder gets a file of the day"
    );
}

#[test]
fn an_export_comes_back_whole_and_twice_is_once() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut source = created(here.path());
    let period = |from: &str, still| Period {
        relationship: "customer".into(),
        from: Some(from.into()),
        until: None,
        still,
        tags: vec!["prepaid".into()],
    };
    let input = HoldingInput {
        periods: vec![period("2012", false), period("2019-03", true)],
        gave: vec!["name".into()],
        gave_complete: true,
        identifiers: vec!["a@example.org".into(), "+44 20 7946 0018".into()],
        note: "two\nlines".into(),
        ..company("TalkTalk")
    };
    let first = companies::add(&mut source, &input).unwrap();
    household::add(&mut source, "Zoë").unwrap();
    add(&mut source, "Zyxquarion");
    own_breaches::add(
        &mut source,
        &heldby_app::wire::OwnBreachInput {
            company_name: "Club".into(),
            title: "List".into(),
            classes: vec!["name".into()],
            ..Default::default()
        },
    )
    .unwrap();
    let text = exported(&source, &here.path().join("all.json"), "json").unwrap();

    let mut target = created(there.path());
    let look = import::look(&mut target, "/home/x/all.json", text.as_bytes()).unwrap();
    assert_eq!(
        (look.name.as_str(), look.kind.as_str(), look.needs_passphrase),
        ("all.json", "export", false)
    );
    let plan = look.plan.unwrap();
    assert_eq!(
        (plan.added.len(), plan.persons.as_slice(), plan.nothing),
        (2, &["Zoë".to_string()][..], false)
    );
    assert!(names(&target).is_empty(), "looking changes nothing");
    let done = import::apply(&mut target).unwrap();
    assert_eq!(names(&target), ["TalkTalk", "Zyxquarion"]);
    let came = companies::holding(&target, companies::holdings(&target).unwrap()[0].id).unwrap();
    assert_eq!((came.input.periods, came.input.note), (first.input.periods, first.input.note));
    assert_eq!((came.input.identifiers, came.input.gave), (first.input.identifiers, first.input.gave));
    assert_eq!(own_breaches::list(&target).unwrap().len(), 1);
    assert_eq!(code(import::apply(&mut target)), Code::NotFound, "it was taken over");

    let again = import::look(&mut target, "all.json", text.as_bytes()).unwrap();
    assert!(again.plan.unwrap().nothing);
    assert_eq!(import::apply(&mut target).unwrap().backup, None);

    // Undone by the copy that was made before.
    backups::restore(&mut target, Which::Listed(&done.backup.unwrap()), None).unwrap();
    assert!(names(&target).is_empty());
}

#[test]
fn another_vault_is_merged_by_its_own_passphrase() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut source = session(here.path());
    unlock::create(&mut source, OTHER.into(), false).unwrap();
    add(&mut source, "TalkTalk");
    add(&mut source, "Three");
    unlock::lock(&mut source);
    let bytes = fs::read(here.path().join("me.heldby")).unwrap();

    let mut target = created(there.path());
    add(&mut target, "TalkTalk");
    let look = import::look(&mut target, "me.heldby", &bytes).unwrap();
    assert_eq!((look.kind.as_str(), look.needs_passphrase, look.plan), ("vault", true, None));
    assert_eq!(code(import::apply(&mut target)), Code::NotFound);
    assert_eq!(code(import::open_brought(&mut target, PASSPHRASE.into())), Code::BroughtClosed);
    let plan = import::open_brought(&mut target, OTHER.into()).unwrap().plan.unwrap();
    assert_eq!((plan.added.len(), plan.unchanged), (1, 1));
    let plan = import::belongs_to(&mut target, "Ann").unwrap().plan.unwrap();
    assert_eq!((plan.added.len(), plan.persons.as_slice()), (2, &["Ann".to_string()][..]));
    import::apply(&mut target).unwrap();
    assert_eq!(household::persons(&target).unwrap().len(), 2);
    assert_eq!(names(&target).len(), 3);
    unlock::lock(&mut target);
    assert_eq!(code(import::view(&target)), Code::Locked);
    let left: Vec<_> = fs::read_dir(there.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the vault and its copies: {left:?}");
}

#[test]
fn files_that_are_neither_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    let good = exported(&session, &folder.path().join("all.json"), "json").unwrap();
    let vault = fs::read(folder.path().join("me.heldby")).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(good.contains(from), "{from} is not in {good}");
        good.replacen(from, to, 1).into_bytes()
    };
    let mut bent = vault.clone();
    let last = bent.len() - 60;
    bent[last] ^= 1;
    for (what, bytes, expected) in [
        ("nothing", Vec::new(), Code::NotAnExport),
        ("text", b"hello".to_vec(), Code::NotAnExport),
        ("another document", b"{\"companies\": []}".to_vec(), Code::NotAnExport),
        ("a list", b"[1, 2]".to_vec(), Code::NotAnExport),
        ("cut off", good.as_bytes()[..good.len() / 2].to_vec(), Code::NotAnExport),
        ("a later version", changed("\"heldby_export\": 1", "\"heldby_export\": 2"), Code::NewerFormat),
        ("a country that is none", changed("\"GB\"", "\"Britain\""), Code::NotAnExport),
        ("a time that is none", changed("\"created\": \"2", "\"created\": \"x"), Code::NotAnExport),
        ("a person who is not there", changed("\"person\": 1", "\"person\": 7"), Code::NotAnExport),
        ("deep nesting", "[".repeat(100_000).into_bytes(), Code::NotAnExport),
        ("a damaged vault", bent, Code::NotAnExport),
        ("half a vault", vault[..vault.len() / 2].to_vec(), Code::NotAnExport),
    ] {
        let failure = import::look(&mut session, "x", &bytes).unwrap_err();
        assert_eq!(failure.code, expected, "{what}: {failure}");
        assert_eq!(code(import::apply(&mut session)), Code::NotFound, "{what}");
    }
    // Notes that no vault holds are refused when it comes to it, and nothing of the rest is taken over.
    let long = changed("\"note\": \"\"", &format!("\"note\": \"{}\"", "x".repeat(20_000)));
    import::look(&mut session, "x", &long).unwrap();
    assert_eq!(code(import::apply(&mut session)), Code::BadInput);
    assert_eq!(names(&session), ["TalkTalk"]);
}
