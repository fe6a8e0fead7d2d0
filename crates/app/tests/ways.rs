//! What opens which file: passphrases and sheets of now and of earlier, for vaults and for copies of them.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::backups::{self, Which};
use heldby_app::wire::{BackupSettings, HoldingInput, OpensWith};
use heldby_app::{Code, Failure, Knowledge, Session, Way, companies, import, key_profile, recovery, unlock};
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

const PASSPHRASE: &str = "meadow lantern copper violin";
const OTHER: &str = "orchard signal walnut ember";

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::bundled(Some(jiff::civil::date(2026, 11, 22))));

fn at(path: &Path) -> Session {
    Session::new(path.to_path_buf(), Arc::clone(&KNOWLEDGE))
}

fn created(folder: &Path) -> Session {
    let mut session = at(&folder.join("me.heldby"));
    unlock::create_as(&mut session, PASSPHRASE.into(), false, Some("low_memory")).unwrap();
    session
}

fn add(session: &mut Session, name: &str) {
    companies::add(session, &HoldingInput { name: name.into(), ..HoldingInput::default() }).unwrap();
}

fn names(session: &Session) -> Vec<String> {
    companies::holdings(session).unwrap().into_iter().map(|row| row.typed).collect()
}

/// The sheet as somebody saved it.
fn sheet(session: &mut Session) -> Way {
    Way::sheet(recovery::show(session, Some(PASSPHRASE.into())).unwrap().text().to_string())
}

fn by_itself(session: &mut Session, automatic: bool) {
    let settings = BackupSettings { automatic, ..backups::settings(session).unwrap() };
    backups::set_settings(session, &settings).unwrap();
}

fn opens_with(session: &Session) -> Vec<OpensWith> {
    backups::list(session).unwrap().backups.iter().map(|b| b.opens_with).collect()
}

/// Two copies may be of one second.
fn in_any_order(session: &Session) -> Vec<String> {
    let mut all: Vec<String> = opens_with(session).iter().map(|one| format!("{one:?}")).collect();
    all.sort();
    all
}

fn bend(path: &Path, place: impl Fn(usize) -> usize) {
    let mut bytes = fs::read(path).unwrap();
    let at = place(bytes.len());
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[track_caller]
fn code<T>(result: Result<T, Failure>) -> Code {
    result.err().unwrap().code
}

/// Somebody who forgot the passphrase has only the sheet when the file is damaged, too.
#[test]
fn a_sheet_does_for_copies_what_the_passphrase_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    let sheet = sheet(&mut session);
    add(&mut session, "TalkTalk");
    let copy = backups::now(&mut session).unwrap().name;
    let which = Which::Listed(&copy);
    add(&mut session, "Three");
    by_itself(&mut session, false);
    unlock::lock(&mut session);
    let whole = fs::read(session.path()).unwrap();

    // A healthy vault does not give way to it unseen.
    assert_eq!(code(backups::restore(&mut session, which, Some(sheet.clone()))), Code::BadInput);
    // A damaged one keeps nobody from looking, checking, saving and going back.
    bend(session.path(), |length| length - 100);
    assert_eq!(code(backups::verify(&session, None, Vec::new())), Code::Locked);
    assert_eq!(backups::verify(&session, None, vec![sheet.clone()]).unwrap()[0].good, Some(true));
    assert_eq!(backups::verify(&session, None, vec![PASSPHRASE.into()]).unwrap()[0].good, Some(true));
    assert_eq!(backups::verify(&session, None, vec![OTHER.into()]).unwrap()[0].good, None);
    assert_eq!(backups::preview(&session, which, Some(sheet.clone())).unwrap().companies.len(), 1);
    let done = backups::restore(&mut session, which, Some(sheet.clone())).unwrap();
    assert!(!done.beside && done.replaced.is_some(), "{}", done.message);
    assert!(backups::unlock_if_possible(&mut session, sheet.clone()).unwrap());
    assert_eq!(names(&session), ["TalkTalk"]);
    by_itself(&mut session, false);
    unlock::lock(&mut session);

    fs::write(session.path(), &whole).unwrap();
    bend(session.path(), |length| length - 100);
    let saved = backups::salvage(&mut session, None, sheet.clone()).unwrap();
    assert!(saved.damaged_pages == 1 && Path::new(&saved.path).exists());
    assert_eq!(session.path(), Path::new(&saved.path));

    // A vault of somebody else, and a copy under an earlier key.
    let mut other = at(&folder.path().join("other.heldby"));
    unlock::create_as(&mut other, OTHER.into(), false, Some("low_memory")).unwrap();
    let bytes = fs::read(folder.path().join("me.heldby.backups").join(&copy)).unwrap();
    assert!(import::look(&mut other, "copy", &bytes).unwrap().needs_passphrase);
    assert_eq!(code(import::open_brought(&mut other, Way::sheet("8ET22".into()))), Code::BadSheet);
    assert_eq!(import::open_brought(&mut other, sheet.clone()).unwrap().plan.unwrap().added.len(), 1);

    let mut session = at(&folder.path().join("me.heldby"));
    fs::write(session.path(), &whole).unwrap();
    unlock::unlock(&mut session, PASSPHRASE.into()).unwrap();
    unlock::change_passphrase(&mut session, PASSPHRASE.into(), OTHER.into(), false).unwrap();
    assert_eq!(code(backups::preview(&session, which, None)), Code::WrongPassphrase);
    assert_eq!(backups::preview(&session, which, Some(sheet.clone())).unwrap().companies.len(), 1);
    assert_eq!(backups::adopt(&mut session, std::slice::from_ref(&copy), sheet.clone()).unwrap(), 1);
    assert_eq!(backups::preview(&session, which, None).unwrap().companies.len(), 1);
    assert_eq!(code(backups::preview(&session, which, Some(sheet))), Code::OldSheet);
}

#[test]
fn a_copy_under_the_same_passphrase_is_not_one_under_an_earlier() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    let copy = backups::now(&mut session).unwrap().name;
    assert_eq!(opens_with(&session), [OpensWith::PresentKey]);
    for same in ["low_memory", "low-memory"] {
        assert_eq!(code(key_profile::change(&mut session, PASSPHRASE.into(), same)), Code::BadInput);
    }
    let same = unlock::change_passphrase(&mut session, PASSPHRASE.into(), PASSPHRASE.into(), false);
    assert_eq!(code(same), Code::BadInput);
    assert_eq!(opens_with(&session), [OpensWith::PresentKey], "nothing was changed");

    for profile in ["default", "low_memory"] {
        key_profile::change(&mut session, PASSPHRASE.into(), profile).unwrap();
        assert_eq!(opens_with(&session), [OpensWith::PresentPassphrase]);
    }
    assert_eq!(backups::list(&session).unwrap().earlier, 0, "no passphrase became an earlier one");
    let which = Which::Listed(&copy);
    assert_eq!(backups::preview(&session, which, Some(PASSPHRASE.into())).unwrap().companies.len(), 1);
    // What the vault knows cannot be read while it is locked.
    by_itself(&mut session, false);
    backups::now(&mut session).unwrap();
    unlock::lock(&mut session);
    assert_eq!(opens_with(&session), [OpensWith::PresentKey, OpensWith::Earlier]);

    unlock::unlock(&mut session, PASSPHRASE.into()).unwrap();
    unlock::change_passphrase(&mut session, PASSPHRASE.into(), OTHER.into(), false).unwrap();
    assert_eq!(opens_with(&session), [OpensWith::Earlier, OpensWith::Earlier]);
}

#[test]
fn the_copies_of_a_vault_that_is_gone_are_told_of_and_stay_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    assert_eq!(unlock::ready(&session), Ok(()));
    add(&mut session, "TalkTalk");
    let copy = backups::now(&mut session).unwrap().name;
    unlock::lock(&mut session);
    fs::remove_file(session.path()).unwrap();
    let gone = unlock::ready(&session).unwrap_err();
    assert_eq!(gone.code, Code::VaultGone);
    assert!(gone.message.contains("1 copy of it"), "{}", gone.message);

    unlock::create_as(&mut session, OTHER.into(), false, Some("low_memory")).unwrap();
    assert_eq!(opens_with(&session), [OpensWith::OtherVault]);
    add(&mut session, "Three");
    backups::now(&mut session).unwrap();
    assert_eq!(in_any_order(&session), ["OtherVault", "PresentKey"]);
    by_itself(&mut session, false);
    unlock::lock(&mut session);
    assert_eq!(in_any_order(&session), ["OtherVault", "PresentKey"]);
    bend(session.path(), |_| 3);
    assert_eq!(opens_with(&session), [OpensWith::Unknown, OpensWith::Unknown]);
    bend(session.path(), |_| 3);

    unlock::unlock(&mut session, OTHER.into()).unwrap();
    assert_eq!(backups::adopt(&mut session, &[], PASSPHRASE.into()).unwrap(), 0, "they are not its own");
    let named = std::slice::from_ref(&copy);
    assert_eq!(code(backups::adopt(&mut session, named, PASSPHRASE.into())), Code::BadInput);
    assert_eq!(code(backups::adopt(&mut session, &["none".into()], OTHER.into())), Code::NotFound);
    let which = Which::Listed(&copy);
    let seen = backups::preview(&session, which, Some(PASSPHRASE.into())).unwrap();
    assert!(seen.companies.len() == 1 && seen.difference.is_none());
    backups::restore(&mut session, which, Some(PASSPHRASE.into())).unwrap();
    assert_eq!(names(&session), ["TalkTalk"]);
    assert_eq!(opens_with(&session).iter().filter(|o| **o == OpensWith::PresentKey).count(), 2);
    backups::delete(&mut session, named).unwrap();
    assert!(!opens_with(&session).contains(&OpensWith::OtherVault));
}

#[test]
fn what_cannot_be_saved_is_not_said_to_be_savable() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    by_itself(&mut session, false);
    unlock::lock(&mut session);
    let whole = fs::read(session.path()).unwrap();
    fs::write(session.path(), &whole[..2 * 4096]).unwrap();
    assert_eq!(code(backups::salvage(&mut session, None, PASSPHRASE.into())), Code::NothingReadable);
    fs::write(session.path(), &whole).unwrap();
    let done = backups::salvage(&mut session, None, PASSPHRASE.into()).unwrap();
    assert!(done.complete && done.message.contains("not damaged"), "{}", done.message);
    assert!(done.parts.iter().all(|part| part.lost.is_empty()));
}

/// A vault of its own without an id in its name may be of the vault that lay here before.
#[test]
fn what_may_be_of_another_vault_is_not_touched_unless_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    by_itself(&mut session, false);
    unlock::lock(&mut session);
    let saved = backups::salvage(&mut session, None, PASSPHRASE.into()).unwrap().path;
    let mut session = at(&folder.path().join("me.heldby"));
    fs::remove_file(session.path()).unwrap();
    unlock::create_as(&mut session, OTHER.into(), false, Some("low_memory")).unwrap();
    assert_eq!(opens_with(&session), [OpensWith::Unknown]);
    let before = fs::read(&saved).unwrap();
    assert_eq!(backups::adopt(&mut session, &[], PASSPHRASE.into()).unwrap(), 0);
    assert_eq!(fs::read(&saved).unwrap(), before);

    // One of its own is known by the keys that it had, whether or not a copy tells.
    let third = "quartz bellow thicket ramp";
    let own = folder.path().join("me.salvaged-2026-11-22T152018Z.heldby");
    fs::copy(session.path(), &own).unwrap();
    unlock::change_passphrase(&mut session, OTHER.into(), third.into(), false).unwrap();
    assert_eq!(in_any_order(&session), ["Earlier", "Unknown"]);
    assert_eq!(backups::adopt(&mut session, &[], OTHER.into()).unwrap(), 1);
    assert_eq!(in_any_order(&session), ["PresentKey", "Unknown"]);
    let name = Path::new(&saved).file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(backups::adopt(&mut session, &[name], PASSPHRASE.into()).unwrap(), 1);
}

#[test]
fn folders_for_copies_are_found_again_without_a_passphrase_or_told_as_missing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(folder.path());
    add(&mut session, "TalkTalk");
    let choose = |session: &mut Session, name: Option<&str>| {
        let chosen = name.map(|name| {
            let path = folder.path().join(name);
            fs::create_dir_all(&path).unwrap();
            path.to_str().unwrap().to_owned()
        });
        let settings = BackupSettings { folder: chosen, ..backups::settings(session).unwrap() };
        backups::set_settings(session, &settings).unwrap();
        backups::now(session).unwrap();
    };
    choose(&mut session, Some("first"));
    choose(&mut session, Some("second"));
    choose(&mut session, None);
    by_itself(&mut session, false);
    unlock::lock(&mut session);
    fs::remove_file(session.path()).unwrap();
    assert_eq!(backups::list(&session).unwrap().backups.len(), 3, "also those in folders chosen before");

    let mut session = at(&folder.path().join("other.heldby"));
    unlock::create_as(&mut session, PASSPHRASE.into(), false, Some("low_memory")).unwrap();
    choose(&mut session, Some("stick"));
    by_itself(&mut session, false);
    unlock::lock(&mut session);
    fs::remove_file(session.path()).unwrap();
    assert!(!backups::list(&session).unwrap().folder_missing);
    fs::rename(folder.path().join("stick"), folder.path().join("unplugged")).unwrap();
    assert!(backups::list(&session).unwrap().folder_missing);
    let gone = unlock::ready(&session).unwrap_err();
    assert!(gone.message.contains("plug in its disk"), "{}", gone.message);
}
