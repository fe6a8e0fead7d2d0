//! The recovery sheet and the way in which the key is made, over a session.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::wire::{GroupCheck, SheetState};
use heldby_app::{Code, Knowledge, Session, key_profile, quick, recovery, unlock};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

const PASSPHRASE: &str = "meadow lantern copper violin";
const NEW: &str = "orchard signal walnut ember";

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::bundled(Some(jiff::civil::date(2026, 11, 22))));

/// A vault that was created just now.
struct Made {
    session: Session,
    folder: tempfile::TempDir,
}

impl Made {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::new(folder.path().join("me.heldby"), Arc::clone(&KNOWLEDGE));
        // A quarter of the work of the default.
        unlock::create_as(&mut session, PASSPHRASE.into(), false, Some("low_memory")).unwrap();
        Self { session, folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn groups(&mut self) -> Vec<String> {
        let sheet = recovery::show(&mut self.session, None).unwrap();
        sheet.groups().map(str::to_owned).collect()
    }

    fn state(&self) -> SheetState {
        recovery::recovery(&self.session).unwrap().state
    }
}

#[test]
fn a_sheet_is_made_tried_used_and_dead_after_a_change() {
    let mut made = Made::new();
    let before = recovery::recovery(&made.session).unwrap();
    assert_eq!((before.state, before.proven, before.unlocked_by_sheet), (SheetState::None, true, false));
    assert_eq!(recovery::drill_groups(&mut made.session).unwrap_err().code, Code::NotFound);

    let groups = made.groups();
    assert_eq!(groups.len(), 14);
    let after = recovery::recovery(&made.session).unwrap();
    assert_eq!((after.state, after.made.is_some(), after.drilled), (SheetState::Made, true, None));

    let [first, second] = recovery::drill_groups(&mut made.session).unwrap();
    assert!(first < second && second <= 14, "{first} {second}");
    let group = |n: u32| groups[n as usize - 1].to_lowercase();
    let wrong = recovery::drill(&mut made.session, [&group(first), "AAAAA"]).unwrap_err();
    assert_eq!(wrong.code, Code::BadSheet);
    assert!(wrong.message.contains(&format!("Group {second} ")), "{wrong}");
    let drilled = recovery::drill(&mut made.session, [&group(first), &group(second)]).unwrap();
    assert!(drilled.drilled.is_some());

    unlock::lock(&mut made.session);
    recovery::unlock(&mut made.session, groups.join(" ")).unwrap();
    assert!(recovery::recovery(&made.session).unwrap().unlocked_by_sheet);
    let weak = recovery::set_passphrase(&mut made.session, "hunter2".into(), false, None).unwrap_err();
    assert_eq!(weak.code, Code::WeakPassphrase);
    recovery::set_passphrase(&mut made.session, NEW.into(), false, None).unwrap();
    assert_eq!(made.state(), SheetState::Dead);
    let again = recovery::set_passphrase(&mut made.session, PASSPHRASE.into(), false, None).unwrap_err();
    assert_eq!(again.code, Code::BadInput, "once is enough");

    unlock::lock(&mut made.session);
    let old = recovery::unlock(&mut made.session, groups.join("")).unwrap_err();
    assert_eq!(old.code, Code::OldSheet);
    assert_eq!(unlock::unlock(&mut made.session, PASSPHRASE.into()).unwrap_err().code, Code::WrongPassphrase);
    unlock::unlock(&mut made.session, NEW.into()).unwrap();
    assert_eq!(made.state(), SheetState::Dead);
}

#[test]
fn a_changed_passphrase_is_asked_for_again() {
    let mut made = Made::new();
    let sheet = made.groups().join(" ");
    unlock::lock(&mut made.session);
    recovery::unlock(&mut made.session, sheet).unwrap();
    unlock::change_passphrase(&mut made.session, PASSPHRASE.into(), NEW.into(), false).unwrap();
    assert!(!recovery::recovery(&made.session).unwrap().unlocked_by_sheet);
    let refused = recovery::set_passphrase(&mut made.session, PASSPHRASE.into(), false, None).unwrap_err();
    assert_eq!(refused.code, Code::BadInput);
}

#[test]
fn an_open_vault_alone_does_not_show_the_sheet() {
    let mut made = Made::new();
    let file = made.path("sheet.txt");
    made.groups();
    recovery::put_away(&mut made.session);
    assert!(!recovery::recovery(&made.session).unwrap().proven);
    for typed in [None, Some(String::new())] {
        assert_eq!(recovery::show(&mut made.session, typed).err().unwrap().code, Code::EmptyPassphrase);
    }
    assert_eq!(
        recovery::show(&mut made.session, Some("wrong".into())).err().unwrap().code,
        Code::WrongPassphrase
    );
    assert_eq!(recovery::save(&made.session, &file, false).unwrap_err().code, Code::EmptyPassphrase);
    assert!(!file.exists());
    recovery::show(&mut made.session, Some(PASSPHRASE.into())).unwrap();
    recovery::save(&made.session, &file, false).unwrap();

    // Nor does it hand the key to a keyring.
    for (typed, code) in [("", Code::EmptyPassphrase), ("wrong", Code::WrongPassphrase)] {
        assert_eq!(quick::turn_on(&mut made.session, typed.into()).unwrap_err().code, code);
    }
    assert!(!quick::is_on(&made.session));

    // Nor does asking for its groups until one fits.
    recovery::drill_groups(&mut made.session).unwrap();
    for _ in 0..5 {
        assert_eq!(recovery::drill(&mut made.session, ["AAAAA", "AAAAA"]).unwrap_err().code, Code::BadSheet);
    }
    assert_eq!(recovery::drill(&mut made.session, ["AAAAA", "AAAAA"]).unwrap_err().code, Code::BadInput);

    unlock::lock(&mut made.session);
    let locked = [
        recovery::recovery(&made.session).err(),
        recovery::show(&mut made.session, Some(PASSPHRASE.into())).err(),
        recovery::save(&made.session, &file, true).err(),
        recovery::drill_groups(&mut made.session).err(),
        recovery::drill(&mut made.session, ["", ""]).err(),
        recovery::set_passphrase(&mut made.session, NEW.into(), false, None).err(),
        key_profile::change(&mut made.session, PASSPHRASE.into(), "default").err(),
        key_profile::keep(&mut made.session).err(),
        quick::turn_on(&mut made.session, PASSPHRASE.into()).err(),
    ];
    for (i, failure) in locked.into_iter().enumerate() {
        assert_eq!(failure.map(|f| f.code), Some(Code::Locked), "use case {i}");
    }
}

#[test]
fn a_saved_sheet_is_private_and_opens_the_vault() {
    let mut made = Made::new();
    made.groups();
    let (text, page) = (made.path("sheet.txt"), made.path("sheet.PDF"));
    recovery::save(&made.session, &text, false).unwrap();
    recovery::save(&made.session, &page, false).unwrap();
    assert_eq!(recovery::save(&made.session, &text, false).unwrap_err().code, Code::FileExists);
    recovery::save(&made.session, &text, true).unwrap();
    let vault = fs::read(made.path("me.heldby")).unwrap();
    fs::write(made.path("family.txt"), &vault).unwrap();
    for name in ["me.heldby", "family.txt", "sheet", ".bashrc", "sheet.sh"] {
        let refused = recovery::save(&made.session, &made.path(name), true).unwrap_err();
        assert_eq!(refused.code, Code::BadInput, "{name}");
    }
    assert_eq!(fs::read(made.path("me.heldby")).unwrap(), vault);
    assert_eq!(fs::read(made.path("family.txt")).unwrap(), vault);
    assert!(fs::read(&page).unwrap().starts_with(b"%PDF-"));
    #[cfg(unix)]
    for file in [&text, &page] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
    unlock::lock(&mut made.session);
    assert_eq!(recovery::read_file(&made.path("none")).unwrap_err().code, Code::NotFound);
    let typed = recovery::read_file(&text).unwrap();
    recovery::unlock(&mut made.session, typed).unwrap();
    assert!(made.session.is_unlocked());
}

#[test]
fn a_mistyped_sheet_names_the_group_and_opens_nothing() {
    let mut made = Made::new();
    let right = made.groups();
    let mut groups = right.clone();
    unlock::lock(&mut made.session);
    let last = groups[5].pop().unwrap();
    groups[5].push(if last == '7' { '8' } else { '7' });
    let failure = recovery::unlock(&mut made.session, groups.join("-")).unwrap_err();
    assert_eq!((failure.code, failure.message.as_str()), (Code::BadSheet, "Group 6 is mistyped."));
    assert!(!made.session.is_unlocked());

    let check = recovery::check(&groups[..7].join(" "));
    assert_eq!((check.groups.len(), check.needed, check.complete), (7, 14, false));
    assert_eq!(check.groups[5], GroupCheck::Wrong);
    assert_eq!(check.groups.iter().filter(|group| **group == GroupCheck::Fits).count(), 6);
    let without_third = [&right[..2], &right[3..]].concat();
    let failure = recovery::unlock(&mut made.session, without_third.join(" ")).unwrap_err();
    assert_eq!(failure.message, "Group 3 is missing.");
}

#[test]
fn the_key_is_made_in_another_way_and_the_passphrase_stays() {
    let mut made = Made::new();
    made.groups();
    let profiles = key_profile::profiles(&made.session).unwrap();
    assert_eq!(profiles.current.as_deref(), Some("low_memory"));
    assert_eq!(profiles.all.iter().map(|p| p.mebibytes).collect::<Vec<_>>(), [256, 64]);
    // A machine that is small itself is offered nothing stronger.
    assert_eq!(profiles.upgrade, profiles.suggested == "default");
    assert!(!key_profile::keep(&mut made.session).unwrap().upgrade, "nobody is asked twice");

    let wrong = key_profile::change(&mut made.session, "wrong".into(), "default").unwrap_err();
    assert_eq!(wrong.code, Code::WrongPassphrase);
    let unknown = key_profile::change(&mut made.session, PASSPHRASE.into(), "huge").unwrap_err();
    assert_eq!(unknown.code, Code::BadInput);
    assert_eq!(made.state(), SheetState::Made, "nothing was changed");

    key_profile::change(&mut made.session, PASSPHRASE.into(), "default").unwrap();
    let profiles = key_profile::profiles(&made.session).unwrap();
    assert_eq!((profiles.current.as_deref(), profiles.upgrade), (Some("default"), false));
    assert_eq!(made.state(), SheetState::Dead);
    unlock::lock(&mut made.session);
    assert_eq!(key_profile::profiles(&made.session).unwrap().current, None);
    unlock::unlock(&mut made.session, PASSPHRASE.into()).unwrap();
}
