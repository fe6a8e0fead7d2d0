//! Files as a whole, the release and the vocabulary.

use super::{TEL, check, fixture, problems, same};
use heldby_catalogue::SourceFile;

/// Checks the messages after a file was added or replaced.
#[track_caller]
fn with_file(path: &str, text: &str, expected: &[&str]) {
    let mut files: Vec<_> = fixture().into_iter().filter(|file| file.path != path).collect();
    files.push(SourceFile { path: path.to_owned(), text: text.to_owned() });
    same(&problems(&files), expected);
}

#[test]
fn a_file_has_its_place() {
    with_file(
        "companies/gb/Example.toml",
        "",
        &[
            r#"companies/gb/Example.toml:1: the file's name: "Example" is no id: use up to 80 lower-case letters, digits and single hyphens between them"#,
        ],
    );
    with_file(
        "companies/uk/example.toml",
        "",
        &[r#"companies/uk/example.toml:1: the folder's name: "UK" has to be written GB"#],
    );
    with_file(
        "companies/xx/example.toml",
        "",
        &[r#"companies/xx/example.toml:1: the folder's name: "XX" is the code of no country (ISO 3166-1)"#],
    );
    with_file(
        "companies/GB/example.toml",
        "",
        &[r#"companies/GB/example.toml:1: the folder's name "GB" has to be written gb"#],
    );
    with_file(
        "companies/gb/example.tml",
        "",
        &[
            "companies/gb/example.tml:1: is no part of the catalogue: companies are companies/<country>/<id>.toml, the country as two lower-case letters",
        ],
    );
    with_file(
        "companies/example.toml",
        "",
        &[
            "companies/example.toml:1: is no part of the catalogue: that is catalogue.toml, classes.toml, hibp-classes.toml, \
             long-tail.jsonl, directory.jsonl, domain-families.toml and companies/<country>/<id>.toml, the country as two lower-case letters",
        ],
    );
    with_file(
        "breaches.toml",
        "",
        &[
            "breaches.toml:1: is no part of the catalogue: that is catalogue.toml, classes.toml, hibp-classes.toml, \
             long-tail.jsonl, directory.jsonl, domain-families.toml and companies/<country>/<id>.toml, the country as two lower-case letters",
        ],
    );
}

#[test]
fn a_file_is_given_once() {
    let mut files = fixture();
    files.push(files[0].clone());
    same(&problems(&files), &["catalogue.toml:1: is given twice: a catalogue holds each file once"]);
}

#[test]
fn an_empty_file_says_what_a_company_needs() {
    with_file(
        "companies/gb/empty.toml",
        "# nothing\n",
        &[
            "companies/gb/empty.toml:1: countries: is missing: it has to be given",
            "companies/gb/empty.toml:1: id: is missing: it has to be given",
            "companies/gb/empty.toml:1: name: is missing: it has to be given",
            "companies/gb/empty.toml:1: sector: is missing: it has to be given",
        ],
    );
}

#[test]
fn text_that_is_no_toml_is_pointed_at() {
    check(
        TEL,
        r#"sector = "telecoms""#,
        "sector = telecoms",
        &["3: cannot be read as TOML: invalid boolean, expected `true`"],
    );
    check(
        TEL,
        "countries = [\"GB\"]\nlegal",
        "countries = [\"GB\"\nlegal",
        &["5: cannot be read as TOML: missing comma between array elements, expected `,`"],
    );
    check(TEL, "sector =", "name = \"Again\"\nsector =", &["3: cannot be read as TOML: duplicate key"]);
    check(
        TEL,
        r#"id = "example-tel""#,
        "\u{0}",
        &["1: cannot be read as TOML: key with no value, expected `=`"],
    );
}

#[test]
fn the_release_and_the_vocabulary_have_to_be_there() {
    let without = |path: &str| {
        let files: Vec<_> = fixture().into_iter().filter(|file| file.path != path).collect();
        problems(&files)
    };
    same(
        &without("catalogue.toml"),
        &["catalogue.toml:1: is missing: it holds the date and the number of the release"],
    );
    same(&without("classes.toml"), &["classes.toml:1: is missing: it holds the vocabulary of data classes"]);
    assert_eq!(problems(&[]).len(), 2);
}

#[test]
fn a_release_has_a_date_and_a_number() {
    let release = "catalogue.toml";
    check(release, r#"date = "2026-11-22""#, "", &["1: date: is missing: it has to be given"]);
    check(
        release,
        r#"date = "2026-11-22""#,
        "date = 2026-11-22",
        &[r#"1: date: must be a text: put the date in quotation marks, "2026-11-22""#],
    );
    check(
        release,
        r#"date = "2026-11-22""#,
        r#"date = "22.11.2026""#,
        &[
            r#"1: date: "22.11.2026" is no date: write a year (2015), a month (2015-10) or a day (2015-10-21), from 1900 to 2199"#,
        ],
    );
    check(release, "number = 7", "", &["1: number: is missing: it has to be given"]);
    check(
        release,
        "number = 7",
        "number = 0",
        &["2: number: must be a whole number above zero, but is zero"],
    );
    check(
        release,
        "number = 7",
        "number = -7",
        &["2: number: must be a whole number above zero, but is below zero"],
    );
    check(
        release,
        "number = 7",
        "number = 5_000_000_000",
        &["2: number: is too large: releases are counted from 1"],
    );
    check(
        release,
        "number = 7",
        "number = 7.5",
        &["2: number: must be a whole number above zero, but is a fraction"],
    );
    check(
        release,
        "number = 7",
        "number = 7\nversion = 1",
        &["3: version: unknown field; known here: date, number"],
    );
}

#[test]
fn classes_are_told_apart() {
    let classes = "classes.toml";
    check(
        classes,
        r#"id = "name""#,
        r#"id = "password""#,
        &[r#"6: classes[password].id: the id "password" is used twice: rename or merge one"#],
    );
    check(
        classes,
        r#"label = "date of birth""#,
        r#"label = "name""#,
        &[
            r#"3: classes[date-of-birth].label: the label "name" is used twice: nobody could tell the two apart"#,
        ],
    );
    check(
        classes,
        r#"id = "name""#,
        r#"id = "Name""#,
        &[
            r#"2: classes[Name].id: "Name" is no id: use up to 80 lower-case letters, digits and single hyphens between them"#,
        ],
    );
    check(
        classes,
        r#"category = "contact""#,
        r#"category = "contacts""#,
        &[
            r#"4: classes[email-address].category: "contacts" is not known here: use identity, contact, government, access, financial, telecom, health, sensitive, content, behaviour, work"#,
        ],
    );
    check(
        classes,
        r#"permanence = "permanent""#,
        r#"permanence = "forever""#,
        &[
            r#"3: classes[date-of-birth].permanence: "forever" is not known here: use changeable, hard, permanent"#,
        ],
    );
    check(
        classes,
        r#"severity = "low""#,
        "severity = 1",
        &["2: classes[name].severity: must be a text in quotation marks, but is a number"],
    );
    check(
        classes,
        r#"origin = "assigned""#,
        r#"origin = "made""#,
        &[r#"7: classes[account-number].origin: "made" is not known here: use given, assigned"#],
    );
    check(
        classes,
        r#"severity = "low""#,
        "weight = 1",
        &[
            "2: classes[name].severity: is missing: it has to be given",
            "2: classes[name].weight: unknown field; known here: id, label, category, permanence, severity, origin, implies",
        ],
    );
}

#[test]
fn a_class_implies_weaker_ones() {
    let classes = "classes.toml";
    check(
        classes,
        r#"["password"]"#,
        r#"["passwords"]"#,
        &[
            r#"5: classes[password-hash].implies[passwords]: "passwords" is the id of no class of this file: correct it, or leave it out"#,
        ],
    );
    check(
        classes,
        r#"["password"]"#,
        r#"["password", "password-hash"]"#,
        &[
            r#"5: classes[password-hash].implies: "password-hash" comes back to itself: only the stronger class implies the weaker"#,
        ],
    );
    check(
        classes,
        r#"["password"]"#,
        r#""password""#,
        &["5: classes[password-hash].implies: must be a list such as [ ... ], but is a text"],
    );
}

#[test]
fn a_vocabulary_is_neither_empty_nor_too_large() {
    with_file(
        "classes.toml",
        "",
        &["classes.toml:1: classes: holds no class: without a vocabulary nothing can be said to be lost"],
    );
    let entry = |n| {
        format!(
            "{{ id = \"c{n}\", label = \"c{n}\", category = \"work\", permanence = \"hard\", severity = \"low\" }},\n"
        )
    };
    let many: String = (0..257).map(entry).collect();
    with_file(
        "classes.toml",
        &format!("classes = [\n{many}]\n"),
        &["classes.toml:258: classes[c256]: is one too many: 256 classes is the most"],
    );
}

/// Companies whose every class would be unknown are not reported for a vocabulary that cannot be read.
#[test]
fn a_broken_vocabulary_is_the_only_thing_reported() {
    check(
        "classes.toml",
        "classes = [",
        "classes = ",
        &["2: cannot be read as TOML: invalid key-value pair, expected key"],
    );
}
