//! Every kind of mistake is refused, with its file, line and field and with a message that says what to do.
//!
//! Each case is one edit of the sound catalogue in `tests/fixture` and the messages that it leads to.

mod breach;
mod company;
mod files;
mod group;

use heldby_catalogue::{SourceFile, compile, read_folder};
use std::path::Path;

const TEL: &str = "companies/gb/example-tel.toml";
const MOBILE: &str = "companies/gb/example-mobile.toml";
const IRELAND: &str = "companies/ie/example-ie.toml";

fn fixture() -> Vec<SourceFile> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture"))
        .expect("the fixture is part of the sources")
}

/// The file with the one place that `from` names replaced by `to`.
fn edited(path: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = fixture();
    let file = files.iter_mut().find(|file| file.path == path).expect("a file of the fixture");
    assert_eq!(file.text.matches(from).count(), 1, "{from:?} is not one place of {path}");
    file.text = file.text.replacen(from, to, 1);
    files
}

fn problems(files: &[SourceFile]) -> Vec<String> {
    compile(files).err().into_iter().flatten().map(|problem| problem.to_string()).collect()
}

/// Checks that an edit leads to exactly these messages. One that begins with its line is about the edited
/// file; others begin with a path.
#[track_caller]
fn check(path: &str, from: &str, to: &str, expected: &[&str]) {
    assert!(!expected.is_empty(), "an edit without a message shows nothing");
    let whole = |message: &&str| match message.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("{path}:{message}"),
        false => (*message).to_owned(),
    };
    let expected: Vec<_> = expected.iter().map(whole).collect();
    same(&problems(&edited(path, from, to)), &expected);
}

#[track_caller]
fn same(found: &[String], expected: &[impl AsRef<str>]) {
    let expected: Vec<_> = expected.iter().map(AsRef::as_ref).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_fixture_itself_is_sound() {
    same(&problems(&fixture()), &[""; 0]);
}
