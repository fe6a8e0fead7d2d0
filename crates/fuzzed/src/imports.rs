//! Any bytes as an export, or as somebody's vault, to be taken over: all of it or nothing; twice is once; and what was
//! taken over can be exported and taken over elsewhere.

use crate::calls::everything;
use crate::ground::{Place, key};
use heldby_app::{Code, Failure, Session, companies, export, import, unlock, wire};
use heldby_vault::Vault;
use std::fs;

/// The name under which every file is brought.
const NAME: &str = "brought.json";

/// The bytes are a file that somebody brings.
pub fn run(bytes: &[u8]) {
    locked(bytes);
    let place = Place::with_vault();
    let mut session = place.unlocked();
    let before = everything(&session);
    let looked = match import::look(&mut session, NAME, bytes) {
        Ok(looked) => looked,
        Err(failure) => {
            refused(&failure);
            return assert_eq!(everything(&session), before, "what was refused changed something");
        }
    };
    assert_eq!(everything(&session), before, "looking changed something");
    let Some(plan) = looked.plan else {
        assert!(looked.needs_passphrase);
        return;
    };
    match import::apply(&mut session) {
        Ok(done) => assert_eq!(done.backup.is_none(), plan.nothing, "{}", done.message),
        Err(failure) => {
            refused(&failure);
            return assert_eq!(everything(&session), before, "what was refused was taken over in part");
        }
    }
    let after = everything(&session);
    assert!(nothing_new(&mut session, bytes), "taking a file over twice adds to it");

    // All of it is in the file.
    unlock::lock(&mut session);
    Vault::open_with_key(&place.vault(), key()).unwrap().check().expect("the vault is whole");
    unlock::unlock_with_key(&mut session, key()).expect("the vault opens again");
    assert_eq!(everything(&session), after, "what was shown is not what was stored");
    elsewhere(&place, &mut session);
}

/// What was taken over goes out as an export and into another vault, and neither of the two then knows more.
fn elsewhere(place: &Place, session: &mut Session) {
    let exported = exported(place, session);
    let other_place = Place::with_vault();
    let mut other = other_place.unlocked();
    import::look(&mut other, NAME, &exported).expect("an export can be read");
    import::apply(&mut other).expect("an export can be taken over");
    let count = |session: &Session| companies::holdings(session).unwrap().len();
    assert_eq!(count(&other), count(session), "an export lost a company on its way");
    let back = self::exported(&other_place, &other);
    assert!(nothing_new(session, &back), "what came back knows more than what went out");
    assert!(nothing_new(&mut other, &exported));
}

fn nothing_new(session: &mut Session, bytes: &[u8]) -> bool {
    let looked = import::look(session, NAME, bytes).expect("it could be read before");
    looked.plan.is_some_and(|plan| plan.nothing)
}

fn exported(place: &Place, session: &Session) -> Vec<u8> {
    let path = place.vault().with_file_name("out.json");
    let input = wire::ExportInput {
        path: path.display().to_string(),
        format: "json".into(),
        readable: true,
        replace: true,
    };
    export::export(session, &input).expect("a vault can be exported");
    fs::read(path).unwrap()
}

/// Without an open vault, nothing is looked at.
fn locked(bytes: &[u8]) {
    let place = Place::empty();
    let failure = import::look(&mut place.session(), NAME, bytes).expect_err("there is no open vault");
    assert_eq!(failure.code, Code::Locked);
}

/// A refusal is about the file, and quotes little of it.
fn refused(failure: &Failure) {
    let about_the_file = matches!(
        failure.code,
        Code::NotAnExport
            | Code::BadInput
            | Code::TooLarge
            | Code::NewerFormat
            | Code::NotAVault
            | Code::Damaged
            | Code::WrongPassphrase
    );
    assert!(about_the_file, "{failure:?}");
    assert!(!failure.message.is_empty() && failure.message.len() < 1_000, "{failure:?}");
}
