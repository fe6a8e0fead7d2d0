//! Any text as a file of the catalogue's folder: no panic, and every mistake has a place.
#![no_main]

use heldby_catalogue::{SourceFile, compile};
use libfuzzer_sys::fuzz_target;

const CLASSES: &str = include_str!("../../catalogue/classes.toml");
const HIBP_CLASSES: &str = include_str!("../../catalogue/hibp-classes.toml");
const RELEASE: &str = include_str!("../../catalogue/catalogue.toml");

fuzz_target!(|input: (u8, &str)| {
    let (kind, text) = input;
    let path = ["companies/gb/a.toml", "directory.jsonl", "long-tail.jsonl", "domain-families.toml"];
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned() };
    let files = [
        file("classes.toml", CLASSES),
        file("hibp-classes.toml", HIBP_CLASSES),
        file("catalogue.toml", RELEASE),
        file(path[usize::from(kind) % path.len()], text),
    ];
    if let Err(problems) = compile(&files) {
        assert!(problems.iter().all(|problem| problem.line >= 1 && !problem.message.is_empty()));
    }
});
