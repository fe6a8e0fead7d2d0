//! Whatever the files hold, compiling them ends in a catalogue or in problems that lead to a place.

use heldby_catalogue::{SourceFile, compile, read_folder};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

/// The reviewed files of this repository, without the long lists: those are read line by line.
static FILES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut files = read_folder(&folder).expect("the folder is part of the sources");
    files.retain(|file| file.path.ends_with(".toml"));
    files
});

/// Checks that the files compile or that every problem is a line of a file and says something.
fn ends_well(files: &[SourceFile]) {
    let Err(problems) = compile(files) else { return };
    assert!(!problems.is_empty());
    for problem in problems {
        let lines = files
            .iter()
            .filter(|file| file.path == problem.file)
            .map(|file| file.text.matches('\n').count() + 1);
        assert!((1..=lines.max().unwrap_or(1)).contains(&problem.line), "{problem}");
        assert!(!problem.message.is_empty());
        assert_eq!(problem.to_string().lines().count(), 1, "{problem:?}");
    }
}

fn with_text(path: &str, text: String) -> Vec<SourceFile> {
    let mut files = FILES.clone();
    files.retain(|file| file.path != path && !file.path.starts_with("companies/"));
    files.push(SourceFile { path: path.to_owned(), text });
    files
}

/// Lines that look like those of a company's file, in any order and with any value.
fn lines() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "id",
        "name",
        "sector",
        "countries",
        "aliases",
        "domains",
        "not",
        "relations",
        "breaches",
        "title",
        "status",
        "via",
        "occurred",
        "disclosed",
        "records",
        "people",
        "ruled_out",
        "ruled_out_by",
        "who",
        "relationships",
        "tags",
        "condition",
        "exposed",
        "possibly",
        "within",
        "reach",
        "current_only",
        "company",
        "source",
        "url",
        "kind",
        "\"a\\nb\"",
        "\"\"",
        "a.b",
    ]);
    let value = prop::sample::select(vec![
        "\"a\"",
        "\"GB\"",
        "[\"GB\"]",
        "[]",
        "{}",
        "7",
        "-1",
        "0x10",
        "1.5",
        "true",
        "2015-10-22",
        "\"2015\"",
        "[[]]",
        "[{}]",
        "[\"name\", \"name\"]",
        "{ count = 0, kind = \"exact\" }",
        "{ from = \"2020\", to = \"2019\" }",
        "\"customer\"",
        "[\"former-customer\"]",
        "\"\\n\"",
        "\"\\u0000\"",
        "{ name = \"a\", name = \"b\" }",
        "{ id = \"a\", question = \"?\" }",
    ]);
    let header = prop::sample::select(vec![
        "[[relations]]",
        "[[breaches]]",
        "[[breaches.groups]]",
        "[[breaches.sources]]",
        "[[breaches.not_affected]]",
        "[[breaches.superseded]]",
        "[breaches]",
        "[",
        "",
    ]);
    let line = prop_oneof![
        4 => (key, value).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => header.prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 0..30).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>(), path in prop::sample::select(vec!["classes.toml", "catalogue.toml", "companies/gb/a.toml"])) {
        ends_well(&with_text(path, text));
    }

    #[test]
    fn any_path(path in any::<String>()) {
        ends_well(&[SourceFile { path, text: String::new() }]);
    }

    #[test]
    fn any_lines(text in lines()) {
        ends_well(&with_text("companies/gb/a.toml", text));
    }

    /// A real file with a piece cut out or moved elsewhere.
    #[test]
    fn damaged_files(which in any::<prop::sample::Index>(), cut in any::<[prop::sample::Index; 3]>(), moved in any::<bool>()) {
        let files = FILES.clone();
        let file = which.get(&files);
        let mut places = cut.map(|index| {
            let near = index.index(file.text.len() + 1);
            (0..=near).rev().find(|at| file.text.is_char_boundary(*at)).unwrap_or(0)
        });
        places.sort_unstable();
        let [a, b, c] = places;
        let text = &file.text;
        let moved = if moved { &text[a..b] } else { "" };
        ends_well(&with_text(&file.path, format!("{}{}{moved}{}", &text[..a], &text[b..c], &text[c..])));
    }
}
