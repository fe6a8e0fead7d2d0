//! Where the record of an id stands, for messages about what is right by the rules and still worth a look.

use crate::SourceFile;
use std::collections::BTreeMap;

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's path inside the catalogue's folder.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// Where each company and breach of a catalogue without mistakes is written, by id. A company that stands in several
/// files is the reviewed one's; one that only a list of breaches knows stands where its first breach does.
pub fn places(files: &[SourceFile]) -> BTreeMap<String, Place> {
    let mut found = BTreeMap::new();
    let (reviewed, lists): (Vec<_>, Vec<_>) = files.iter().partition(|f| f.path.ends_with(".toml"));
    for file in reviewed.into_iter().filter(|f| f.path.starts_with("companies/")) {
        put(&mut found, file, reviewed_ids(&file.text));
    }
    for key in ["id", "domain"] {
        for file in lists.iter().filter(|f| f.path.ends_with(".jsonl")) {
            let lines = file.text.lines().enumerate();
            put(&mut found, file, lines.filter_map(|(at, line)| Some((at + 1, json_text(line, key)?))));
        }
    }
    found
}

fn put<'a>(
    found: &mut BTreeMap<String, Place>,
    file: &SourceFile,
    ids: impl IntoIterator<Item = (usize, &'a str)>,
) {
    for (line, id) in ids {
        found.entry(id.to_owned()).or_insert_with(|| Place { file: file.path.clone(), line });
    }
}

/// The ids of the company and its breaches; those of groups and conditions are none of their own.
fn reviewed_ids(text: &str) -> Vec<(usize, &str)> {
    let mut ids = Vec::new();
    let mut names_a_record = true;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("[[") || (line.starts_with('[') && line.ends_with(']')) {
            names_a_record = line.starts_with("[[breaches]]");
        } else if names_a_record
            && let Some(value) = line.strip_prefix("id").map(str::trim_start)
            && let Some(value) = value.strip_prefix('=').map(str::trim_start)
        {
            ids.extend(value.split(['"', '\'']).nth(1).map(|id| (at + 1, id)));
        }
    }
    ids
}

/// The text of a field in a line of JSON. Ids and domains hold nothing that JSON would escape.
fn json_text<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!("\"{key}\":\""))?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_in_every_kind_of_file() {
        let file = |path: &str, text: &str| SourceFile { path: path.into(), text: text.into() };
        let reviewed = "id = \"acme\"\naliases = [\n  \"Acme Ltd\",\n]\n\n[[breaches]]\nid = \"acme-2020\"\n\n\
                        [[breaches.groups]]\nid = \"all\"\n\n[[breaches]]\nid='acme-2021'\n";
        let found = places(&[
            file("classes.toml", "id = \"name\"\n"),
            file("companies/gb/acme.toml", reviewed),
            file("directory.jsonl", "{\"newest\":\"2026\"}\n{\"id\":\"acme\"}\n{\"id\":\"other.com\"}\n"),
            file("long-tail.jsonl", "{\"id\":\"hibp:Zz\",\"domain\":\"zz.com\"}\n"),
        ]);
        let at = |id: &str| found.get(id).map(|p| (p.file.as_str(), p.line));
        assert_eq!(at("acme"), Some(("companies/gb/acme.toml", 1)));
        assert_eq!(at("acme-2020"), Some(("companies/gb/acme.toml", 7)));
        assert_eq!(at("acme-2021"), Some(("companies/gb/acme.toml", 13)));
        assert_eq!(at("other.com"), Some(("directory.jsonl", 3)));
        assert_eq!(at("hibp:Zz"), Some(("long-tail.jsonl", 1)));
        assert_eq!(at("zz.com"), at("hibp:Zz"));
        assert_eq!((at("all"), at("name")), (None, None));
    }
}
