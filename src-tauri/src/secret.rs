//! Passphrases on their way from the page to a use case.
//!
//! Every copy made here is wiped. The one that Tauri holds while a request lasts is its own and is not.

use heldby_app::{Failure, Way};
use tauri::ipc::{InvokeBody, Request};
use zeroize::Zeroizing;

/// The header by which the person consents to a weak passphrase, in words on the screen.
const WEAK_OK: &str = "weak-ok";

/// The header that names how the key is to be made.
const KEY_PROFILE: &str = "key-profile";

/// The header that says that what is typed for a file is its recovery sheet.
const SHEET: &str = "sheet";

/// What separates the two passphrases of a change. Nobody can type it.
const BETWEEN: char = '\0';

/// The request's body as text.
///
/// # Errors
/// When the body is no text in UTF-8, which the page never sends.
pub fn text(request: &Request<'_>) -> Result<Zeroizing<String>, Failure> {
    match request.body() {
        InvokeBody::Raw(bytes) => decode(bytes),
        InvokeBody::Json(_) => Err(unreadable()),
    }
}

/// Whether the request consents to a weak passphrase.
pub fn consents_to_weak(request: &Request<'_>) -> bool {
    request.headers().get(WEAK_OK).is_some_and(|value| value == "1")
}

/// How the key is to be made, if the request says so.
pub fn key_profile(request: &Request<'_>) -> Option<String> {
    request.headers().get(KEY_PROFILE).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Two secrets that cross as one: the current and the new passphrase of a change, for example.
///
/// # Errors
/// When there are not exactly two.
pub fn pair(both: &str) -> Result<(Zeroizing<String>, Zeroizing<String>), Failure> {
    match both.split_once(BETWEEN) {
        Some((current, new)) if !new.contains(BETWEEN) => {
            Ok((Zeroizing::new(current.to_owned()), Zeroizing::new(new.to_owned())))
        }
        _ => Err(unreadable()),
    }
}

/// Gives a passphrase to a use case, which wipes it.
pub fn hand_over(mut passphrase: Zeroizing<String>) -> String {
    std::mem::take(&mut *passphrase)
}

/// What was typed to open a file: its passphrase, or its recovery sheet if the request says so.
pub fn way(request: &Request<'_>, typed: Zeroizing<String>) -> Way {
    if is_sheet(request) { Way::Sheet(typed) } else { Way::Passphrase(typed) }
}

fn is_sheet(request: &Request<'_>) -> bool {
    request.headers().get(SHEET).is_some_and(|value| value == "1")
}

/// The same where it may be left out.
pub fn way_if_given(request: &Request<'_>, typed: Zeroizing<String>) -> Option<Way> {
    (!typed.is_empty() || is_sheet(request)).then(|| way(request, typed))
}

fn decode(bytes: &[u8]) -> Result<Zeroizing<String>, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable())?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn unreadable() -> Failure {
    Failure::bad_input("The passphrase did not arrive as text.", "Type it again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_passphrases_cross_as_one_body() {
        let split = |both| pair(both).map(|(current, new)| (current.to_string(), new.to_string())).ok();
        assert_eq!(split("old one\0new ☂"), Some(("old one".to_owned(), "new ☂".to_owned())));
        assert_eq!(split("\0new"), Some((String::new(), "new".to_owned())));
        assert_eq!(split("only one"), None);
        assert_eq!(split("one\0two\0three"), None);
    }

    #[test]
    fn a_body_is_text_or_refused() {
        assert_eq!(decode("пароль".as_bytes()).map(|text| text.to_string()), Ok("пароль".to_owned()));
        assert!(decode(&[0xff, 0xfe]).is_err());
    }
}
