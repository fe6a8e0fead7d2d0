//! Any text as a file of the catalogue's folder: a catalogue that survives being compiled, or mistakes that each have a
//! place.

use heldby_catalogue::artefact::{decode, encode};
use heldby_catalogue::{SourceFile, compile};

const CLASSES: &str = include_str!("../../../catalogue/classes.toml");
const HIBP_CLASSES: &str = include_str!("../../../catalogue/hibp-classes.toml");
const RELEASE: &str = include_str!("../../../catalogue/catalogue.toml");

const PATHS: [&str; 4] =
    ["companies/gb/a.toml", "directory.jsonl", "long-tail.jsonl", "domain-families.toml"];

/// The first byte chooses the file, the rest is its text.
pub fn run(bytes: &[u8]) {
    let Some((kind, text)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned() };
    let files = [
        file("classes.toml", CLASSES),
        file("hibp-classes.toml", HIBP_CLASSES),
        file("catalogue.toml", RELEASE),
        file(PATHS[usize::from(*kind) % PATHS.len()], &text),
    ];
    match compile(&files) {
        Ok(catalogue) => {
            let again = decode(&encode(&catalogue)).expect("what compiles can be read again");
            assert_eq!(again.companies(), catalogue.companies());
            assert_eq!(again.breaches(), catalogue.breaches());
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in &problems {
                let file = files.iter().find(|file| file.path == problem.file);
                let lines = file.map_or(1, |file| file.text.matches('\n').count() + 1);
                assert!((1..=lines).contains(&problem.line), "{problem:?}");
                assert!(!problem.message.is_empty());
                assert_eq!(problem.to_string().lines().count(), 1, "{problem:?}");
            }
        }
    }
}
