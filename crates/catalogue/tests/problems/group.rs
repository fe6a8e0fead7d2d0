//! Groups: who lost what, and how groups lie in each other.

use super::{IRELAND, TEL, check, edited, problems, same};

const BANK: &str = r#"exposed = ["bank-account"]"#;

#[test]
fn a_group_says_who_lost_what() {
    let group = "[[breaches.groups]]\nid = \"customers\"\nwho = \"customers, says a seller\"\nrelationships = [\"customer\"]\n";
    check(
        IRELAND,
        group,
        "",
        &["8: breaches[example-ie-2019].groups: is missing: say in at least one group who lost what"],
    );
    check(
        IRELAND,
        group,
        &format!("{group}{group}"),
        &[
            r#"20: breaches[example-ie-2019].groups[customers].id: "customers" is the id of an earlier group of this breach: rename one"#,
        ],
    );
    check(
        IRELAND,
        r#"who = "customers, says a seller""#,
        "",
        &["15: breaches[example-ie-2019].groups[customers].who: is missing: it has to be given"],
    );
    check(
        IRELAND,
        r#"id = "customers""#,
        r#"id = "the customers""#,
        &[
            r#"16: breaches[example-ie-2019].groups[the customers].id: "the customers" is no id: use up to 80 lower-case letters, digits and single hyphens between them"#,
        ],
    );
    check(
        IRELAND,
        r#"relationships = ["customer"]"#,
        "",
        &["15: breaches[example-ie-2019].groups[customers].relationships: is missing: it has to be given"],
    );
    check(
        IRELAND,
        r#"relationships = ["customer"]"#,
        "relationships = []",
        &[
            "18: breaches[example-ie-2019].groups[customers].relationships: is empty: say what these people were to the company",
        ],
    );
    check(
        IRELAND,
        r#"status = "claimed""#,
        r#"status = "confirmed""#,
        &[
            "15: breaches[example-ie-2019].groups[customers].exposed: says neither how many people nor which data, although the breach is confirmed: give people, exposed or possibly",
        ],
    );
}

/// A claim needs neither a count nor classes, and of a confirmed breach either is enough.
#[test]
fn a_confirmed_group_needs_people_or_classes() {
    for (from, to) in [
        (r#"relationships = ["customer"]"#, r#"people = { count = 5, kind = "lower_bound" }"#),
        (r#"relationships = ["customer"]"#, r#"possibly = ["name"]"#),
    ] {
        let mut files = edited(IRELAND, from, &format!("{from}\n{to}"));
        for file in files.iter_mut().filter(|file| file.path == IRELAND) {
            file.text = file.text.replace(r#""claimed""#, r#""confirmed""#);
        }
        same(&problems(&files), &[""; 0]);
    }
}

#[test]
fn relationships_are_known() {
    check(
        IRELAND,
        r#"["customer"]"#,
        r#"["client"]"#,
        &[
            r#"18: breaches[example-ie-2019].groups[customers].relationships[client]: "client" is no relationship: use customer, prospect, employee, contractor, applicant, patient, student, member, donor, contact, subject; former- goes with customer, employee, contractor"#,
        ],
    );
    check(
        IRELAND,
        r#"["customer"]"#,
        r#"["former-patient"]"#,
        &[
            r#"18: breaches[example-ie-2019].groups[customers].relationships[former-patient]: "former-patient" means nothing, because patient does not end: write "patient"; former- goes with customer, employee, contractor"#,
        ],
    );
    check(
        IRELAND,
        r#"["customer"]"#,
        r#"["customer", "customer"]"#,
        &[
            r#"18: breaches[example-ie-2019].groups[customers].relationships[customer]: "customer" stands here twice: leave one out"#,
        ],
    );
    check(
        IRELAND,
        r#"["customer"]"#,
        r#""customer""#,
        &[
            "18: breaches[example-ie-2019].groups[customers].relationships: must be a list such as [ ... ], but is a text",
        ],
    );
}

#[test]
fn tags_are_known() {
    check(
        TEL,
        r#""broadband", "landline""#,
        r#""payg", "landline""#,
        &[
            r#"56: breaches[example-tel-2015-10].groups[bank-details].tags[payg]: unknown tag "payg"; known are prepaid, postpaid (plan), mobile, broadband, landline, tv (service), consumer, business (segment), country:XX and brand:COMPANY-ID"#,
        ],
    );
    check(
        TEL,
        r#""broadband", "landline""#,
        r#""Landline", "landline""#,
        &[
            r#"56: breaches[example-tel-2015-10].groups[bank-details].tags[Landline]: "Landline" has to be written landline"#,
        ],
    );
    check(
        TEL,
        r#""country:GB""#,
        r#""country:UK""#,
        &[
            r#"56: breaches[example-tel-2015-10].groups[bank-details].tags[country:UK]: "country:UK" has to be written country:GB"#,
        ],
    );
    check(
        TEL,
        r#""country:GB""#,
        r#""country:ZZ""#,
        &[
            r#"56: breaches[example-tel-2015-10].groups[bank-details].tags[country:ZZ]: "ZZ" is the code of no country (ISO 3166-1)"#,
        ],
    );
    check(
        TEL,
        r#""country:GB", "brand:example-mobile""#,
        r#""brand:nobody""#,
        &[
            r#"56: breaches[example-tel-2015-10].groups[bank-details].tags[brand:nobody]: "nobody" is the id of no company: correct it, or add companies/<country>/nobody.toml"#,
        ],
    );
    check(
        TEL,
        r#""country:GB", "brand:example-mobile""#,
        r#""brand:example-ie""#,
        &[
            r#"56: breaches[example-tel-2015-10].groups[bank-details].tags[brand:example-ie]: names "example-ie", which not_affected clears: one of the two is wrong"#,
        ],
    );
}

#[test]
fn classes_are_known_and_agree() {
    check(
        TEL,
        BANK,
        r#"exposed = ["bank"]"#,
        &[
            r#"59: breaches[example-tel-2015-10].groups[bank-details].exposed[bank]: unknown class "bank": use an id of classes.toml, or add it there; close to it: bank-account"#,
        ],
    );
    check(
        TEL,
        BANK,
        r#"exposed = ["iban"]"#,
        &[
            r#"59: breaches[example-tel-2015-10].groups[bank-details].exposed[iban]: unknown class "iban": use an id of classes.toml, or add it there"#,
        ],
    );
    check(
        TEL,
        BANK,
        r#"exposed = ["bank-account", "bank-account"]"#,
        &[
            r#"59: breaches[example-tel-2015-10].groups[bank-details].exposed[bank-account]: "bank-account" stands here twice: leave one out"#,
        ],
    );
    check(
        TEL,
        BANK,
        r#"exposed = ["bank-account", "password"]"#,
        &[
            r#"60: breaches[example-tel-2015-10].groups[bank-details].ruled_out[password]: "password" is exposed or possibly exposed in this group, so it cannot be ruled out"#,
        ],
    );
    check(
        TEL,
        BANK,
        "exposed = [\"bank-account\"]\npossibly = [\"password\"]",
        &[
            r#"61: breaches[example-tel-2015-10].groups[bank-details].ruled_out[password]: "password" is exposed or possibly exposed in this group, so it cannot be ruled out"#,
        ],
    );
    check(
        TEL,
        BANK,
        "exposed = [\"bank-account\"]\npossibly = [\"bank-account\"]",
        &[
            r#"60: breaches[example-tel-2015-10].groups[bank-details].possibly[bank-account]: "bank-account" is exposed for the whole group: leave it out here"#,
        ],
    );
    check(
        TEL,
        BANK,
        r#"exposed = ["bank-account", "payment-card"]"#,
        &[
            r#"59: breaches[example-tel-2015-10].groups[bank-details].exposed[payment-card]: "payment-card" is ruled out for the whole breach: move it from there to the groups that did not lose it"#,
        ],
    );
    check(
        TEL,
        BANK,
        "exposed = [7]",
        &[
            "59: breaches[example-tel-2015-10].groups[bank-details].exposed[0]: must be a text in quotation marks, but is a number",
        ],
    );
}

#[test]
fn who_rules_out_is_a_source() {
    check(
        TEL,
        r#"ruled_out_by = "Example Tel""#,
        r#"ruled_out_by = "Example""#,
        &[
            r#"61: breaches[example-tel-2015-10].groups[bank-details].ruled_out_by: "Example" is the publisher of no source of this breach: use Example Tel, ICO"#,
        ],
    );
    check(
        TEL,
        "ruled_out = [\"password\"]\n",
        "",
        &[
            "52: breaches[example-tel-2015-10].groups[bank-details].ruled_out: is empty, but ruled_out_by names somebody: leave that out or list the classes",
        ],
    );
    check(
        IRELAND,
        r#"relationships = ["customer"]"#,
        "relationships = [\"customer\"]\nruled_out = [\"password\"]",
        &[
            "15: breaches[example-ie-2019].groups[customers].ruled_out_by: is missing: name the publisher of the source that says what was not lost",
        ],
    );
}

/// A group that names nobody leans on the breach, which may rule out nothing for everybody.
#[test]
fn a_group_leans_on_the_breach_for_who_says_so() {
    let mut files = edited(TEL, "ruled_out_by = \"Example Tel\"\n", "");
    for file in files.iter_mut().filter(|file| file.path == TEL) {
        file.text = file.text.replace("ruled_out = [\"payment-card\"]\n", "");
    }
    same(&problems(&files), &[""; 0]);
}

#[test]
fn counts_fit_into_each_other() {
    check(
        TEL,
        "count = 15_656",
        "count = 156_960",
        &[
            "58: breaches[example-tel-2015-10].groups[bank-details].people: 156960 people are more than the 156959 of the whole breach",
        ],
    );
    check(
        TEL,
        r#"people = { count = 15_656, kind = "approx" }"#,
        "people = 15_656",
        &[
            "58: breaches[example-tel-2015-10].groups[bank-details].people: must be a table such as { ... }, but is a number",
        ],
    );
    check(
        TEL,
        r#"{ count = 15_656, kind = "approx" }"#,
        "{ count = 15_656 }",
        &[
            "58: breaches[example-tel-2015-10].groups[bank-details].people.kind: is missing: it has to be given",
        ],
    );
    check(
        TEL,
        r#"{ count = 15_656, kind = "approx" }"#,
        r#"{ kind = "approx" }"#,
        &[
            "58: breaches[example-tel-2015-10].groups[bank-details].people.count: is missing: it has to be given",
        ],
    );
    check(
        TEL,
        r#"kind = "approx""#,
        r#"kind = "about""#,
        &[
            r#"58: breaches[example-tel-2015-10].groups[bank-details].people.kind: "about" is not known here: use exact, approx, lower_bound, upper_bound"#,
        ],
    );
    let upper = edited(TEL, r#"count = 15_656, kind = "approx""#, r#"count = 999_999, kind = "upper_bound""#);
    same(&problems(&upper), &[""; 0]);
}

#[test]
fn groups_lie_in_larger_ones() {
    check(
        TEL,
        r#"within = "all""#,
        r#"within = "everybody""#,
        &[
            r#"62: breaches[example-tel-2015-10].groups[bank-details].within: "everybody" is the id of no other group of this breach: use all"#,
        ],
    );
    check(
        TEL,
        r#"within = "all""#,
        r#"within = "bank-details""#,
        &[
            "62: breaches[example-tel-2015-10].groups[bank-details].within: comes back to this group itself: a group lies within a larger one",
        ],
    );
    check(
        TEL,
        r#"reach = "some""#,
        r#"within = "bank-details""#,
        &[
            "50: breaches[example-tel-2015-10].groups[all].within: comes back to this group itself: a group lies within a larger one",
            "62: breaches[example-tel-2015-10].groups[bank-details].within: comes back to this group itself: a group lies within a larger one",
        ],
    );
    check(
        TEL,
        r#"ruled_out = ["password"]"#,
        r#"ruled_out = ["name"]"#,
        &[
            r#"60: breaches[example-tel-2015-10].groups[bank-details].ruled_out[name]: "name" is exposed for everybody in "all", in which this group lies"#,
        ],
    );
    check(
        TEL,
        r#"possibly = ["date-of-birth"]"#,
        r#"ruled_out = ["bank-account"]"#,
        &[
            r#"59: breaches[example-tel-2015-10].groups[bank-details].exposed[bank-account]: "bank-account" is ruled out for everybody in "all", in which this group lies"#,
        ],
    );
}

#[test]
fn what_a_group_is_narrowed_by_makes_sense() {
    check(
        TEL,
        r#"reach = "some""#,
        r#"reach = "a few""#,
        &[
            r#"50: breaches[example-tel-2015-10].groups[all].reach: "a few" is not known here: use all, most, some, few"#,
        ],
    );
    check(
        TEL,
        r#"reach = "some""#,
        "current_only = true",
        &[
            "50: breaches[example-tel-2015-10].groups[all].current_only: excludes those who had left, but relationships names a former- one",
        ],
    );
    check(
        TEL,
        "current_only = true",
        r#"current_only = "yes""#,
        &[
            "63: breaches[example-tel-2015-10].groups[bank-details].current_only: must be true or false, but is a text",
        ],
    );
    check(
        TEL,
        r#"question = "Did you use the web form?""#,
        r#"question = "You used the web form.""#,
        &[
            "57: breaches[example-tel-2015-10].groups[bank-details].condition.question: is no question: end it with a question mark",
        ],
    );
    check(
        TEL,
        r#"id = "web-form", "#,
        "",
        &[
            "57: breaches[example-tel-2015-10].groups[bank-details].condition.id: is missing: it has to be given",
        ],
    );
    let other =
        "reach = \"some\"\ncondition = { id = \"web-form\", question = \"Did you write to the shop?\" }";
    check(
        TEL,
        r#"reach = "some""#,
        other,
        &[
            r#"58: breaches[example-tel-2015-10].groups[bank-details].condition: the condition "web-form" asks "Did you write to the shop?" in an earlier group: ask the same, or use another id"#,
        ],
    );
}
