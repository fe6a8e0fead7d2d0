//! Companies: names, places, domains, relations.

use super::{IRELAND, MOBILE, TEL, check, edited, fixture, problems, same};

#[test]
fn a_company_says_who_it_is() {
    check(MOBILE, r#"id = "example-mobile""#, "", &["1: id: is missing: it has to be given"]);
    check(
        MOBILE,
        r#"id = "example-mobile""#,
        r#"id = "example--mobile""#,
        &[
            r#"1: id: "example--mobile" is no id: use up to 80 lower-case letters, digits and single hyphens between them"#,
        ],
    );
    check(MOBILE, r#"name = "Example Mobile""#, "", &["1: name: is missing: it has to be given"]);
    check(
        MOBILE,
        r#"name = "Example Mobile""#,
        r#"name = """#,
        &["2: name: is empty: give it, or leave the field out"],
    );
    check(
        MOBILE,
        r#"name = "Example Mobile""#,
        r#"name = " Example Mobile""#,
        &[r#"2: name: " Example Mobile" has space around it: remove that"#],
    );
    check(
        MOBILE,
        r#"name = "Example Mobile""#,
        "name = \"Example\u{200B}Mobile\"",
        &["2: name: holds the invisible character U+200B: remove it"],
    );
    check(
        MOBILE,
        r#"name = "Example Mobile""#,
        r#"name = ["Example Mobile"]"#,
        &["2: name: must be a text in quotation marks, but is a list"],
    );
    check(
        MOBILE,
        r#"sector = "telecoms""#,
        r#"sector = """#,
        &["3: sector: is empty: give it, or leave the field out"],
    );
    check(
        MOBILE,
        r#"sector = "telecoms""#,
        r#"sektor = "telecoms""#,
        &[
            "1: sector: is missing: it has to be given",
            "3: sektor: unknown field; known here: id, name, sector, countries, legal_names, aliases, domains, exact_hosts, mail_domains, not, name_in_context, subject, unverified, contacts, relations, breaches",
        ],
    );
    check(
        MOBILE,
        r#"sector = "telecoms""#,
        &format!(r#"sector = "{}""#, "x".repeat(2001)),
        &["3: sector: is longer than 2000 characters: shorten it"],
    );
}

#[test]
fn a_company_lies_in_the_folder_of_one_of_its_countries() {
    check(
        IRELAND,
        r#"countries = ["IE"]"#,
        r#"countries = ["GB"]"#,
        &[r#"4: countries: does not hold "ie", the folder of this file: move it to gb"#],
    );
    check(
        IRELAND,
        r#"countries = ["IE"]"#,
        "countries = []",
        &["4: countries: names no country: give at least one"],
    );
    check(IRELAND, r#"countries = ["IE"]"#, "", &["1: countries: is missing: it has to be given"]);
    check(MOBILE, r#""IE""#, r#""UK""#, &[r#"4: countries[UK]: "UK" has to be written GB"#]);
    check(MOBILE, r#""IE""#, r#""ie""#, &[r#"4: countries[ie]: "ie" has to be written IE"#]);
    check(
        MOBILE,
        r#""IE""#,
        r#""ZZ""#,
        &[r#"4: countries[ZZ]: "ZZ" is the code of no country (ISO 3166-1)"#],
    );
    check(
        MOBILE,
        r#""IE""#,
        r#""Ireland""#,
        &[r#"4: countries[Ireland]: "Ireland" is no country code: use two letters such as GB, US or DE"#],
    );
    check(MOBILE, r#""IE""#, r#""GB""#, &[r#"4: countries[GB]: "GB" stands here twice: leave one out"#]);
}

#[test]
fn a_file_bears_the_id_of_its_company() {
    let mut files = fixture();
    for file in files.iter_mut().filter(|file| file.path == MOBILE) {
        file.path = "companies/gb/mobile.toml".to_owned();
    }
    same(
        &problems(&files),
        &[
            r#"companies/gb/mobile.toml:1: id: "example-mobile" is not the name of the file: rename the file to example-mobile.toml"#,
        ],
    );
    let mut copy = fixture();
    let mobile = copy.iter().find(|file| file.path == MOBILE).expect("a file of the fixture").clone();
    copy.push(heldby_catalogue::SourceFile { path: "companies/ie/example-mobile.toml".to_owned(), ..mobile });
    same(
        &problems(&copy),
        &[
            r#"companies/ie/example-mobile.toml:1: id: "example-mobile" is the id of companies/gb/example-mobile.toml too: ids are unique, rename one"#,
        ],
    );
}

#[test]
fn a_name_counts_once() {
    check(
        TEL,
        r#""Example Broadband""#,
        r#""exámple telecom PLC""#,
        &[
            r#"7: aliases[exámple telecom PLC]: "exámple telecom PLC" reads as "Example Telecom plc" (case, accents and punctuation do not count): leave it out"#,
        ],
    );
    check(
        TEL,
        r#""Example Broadband""#,
        r#""Example Telecom plc""#,
        &[
            r#"7: aliases[Example Telecom plc]: "Example Telecom plc" reads as "Example Telecom plc" (case, accents and punctuation do not count): leave it out"#,
        ],
    );
    check(
        TEL,
        r#""Example Broadband","#,
        r#""Example Broadband", { name = "EXAMPLE BROADBAND" },"#,
        &[
            r#"7: aliases[1]: "EXAMPLE BROADBAND" reads as "Example Broadband" (case, accents and punctuation do not count): leave it out"#,
        ],
    );
    check(
        TEL,
        r#""Example Broadband","#,
        r#""Example Broadband", "Example Broadband","#,
        &[
            r#"7: aliases[Example Broadband]: "Example Broadband" reads as "Example Broadband" (case, accents and punctuation do not count): leave it out"#,
        ],
    );
    check(TEL, r#"{ name = "Ex","#, "{ ", &["10: aliases[3].name: is missing: it has to be given"]);
    check(
        TEL,
        r#"{ name = "Ex","#,
        r#"{ name = "Ex", context = true, "#,
        &[
            "10: aliases[3].context: unknown field; known here: name, in_context, countries, from, until, tags",
        ],
    );
    check(
        TEL,
        r#""Example Broadband","#,
        "7,",
        &["7: aliases[0]: must be a text in quotation marks, but is a number"],
    );
    check(
        TEL,
        r#"{ name = "Example", in_context = true }"#,
        r#"{ name = "Example", in_context = "yes" }"#,
        &["8: aliases[1].in_context: must be true or false, but is a text"],
    );
}

/// "Three" may need context as a name and still count in one country.
#[test]
fn a_name_may_be_repeated_under_a_condition() {
    let files = edited(TEL, r#""Example Broadband","#, r#"{ name = "Example Tel", countries = ["GB"] },"#);
    same(&problems(&files), &[""; 0]);
}

#[test]
fn dates_of_names_and_relations_run_forwards() {
    check(
        TEL,
        r#"from = "2001", until = "2009-07""#,
        r#"from = "2010", until = "2009-07""#,
        &["9: aliases[2].until: 2009-07 lies before from, which is 2010: one of the two is wrong"],
    );
    check(
        TEL,
        r#"from = "2001", until = "2009-07""#,
        r#"from = "2001", until = "2027""#,
        &["9: aliases[2].until: 2027 lies after 2026-11-22, the date of this catalogue in catalogue.toml"],
    );
    check(
        TEL,
        r#"since = "2010-03""#,
        r#"since = "2021""#,
        &["23: relations[0].until: 2020 lies before since, which is 2021: one of the two is wrong"],
    );
    check(
        TEL,
        r#"until = "2020""#,
        r#"until = "2020-13""#,
        &[
            r#"23: relations[0].until: "2020-13" is no date: write a year (2015), a month (2015-10) or a day (2015-10-21), from 1900 to 2199"#,
        ],
    );
    check(
        TEL,
        r#"until = "2020""#,
        "until = 2020",
        &["23: relations[0].until: must be a text in quotation marks, but is a number"],
    );
}

#[test]
fn a_trap_is_no_name_of_the_company() {
    check(
        TEL,
        r#"not = ["Example Theatre"]"#,
        r#"not = ["Example-Tel"]"#,
        &[
            r#"15: not[Example-Tel]: "Example-Tel" is a name of this company itself, which could never be found by it"#,
        ],
    );
    check(
        TEL,
        r#"not = ["Example Theatre"]"#,
        r#"not = ["old name"]"#,
        &[
            r#"15: not[old name]: "old name" is a name of this company itself, which could never be found by it"#,
        ],
    );
}

#[test]
fn a_domain_can_be_registered() {
    check(
        IRELAND,
        "example-tel.ie",
        "co.uk",
        &[
            r#"5: domains[co.uk]: "co.uk" is no domain that can be registered: write one such as example.co.uk"#,
        ],
    );
    check(
        IRELAND,
        "example-tel.ie",
        "www.example-tel.ie",
        &[
            r#"5: domains[www.example-tel.ie]: "www.example-tel.ie" is a host under example-tel.ie: write example-tel.ie, or move it to exact_hosts if others own that"#,
        ],
    );
    check(
        IRELAND,
        "example-tel.ie",
        "Example-Tel.ie",
        &[r#"5: domains[Example-Tel.ie]: "Example-Tel.ie" has to be written example-tel.ie"#],
    );
    check(
        IRELAND,
        "example-tel.ie",
        "https://example-tel.ie/",
        &[
            r#"5: domains[https://example-tel.ie/]: "https://example-tel.ie/" is a host under example-tel.ie: write example-tel.ie, or move it to exact_hosts if others own that"#,
        ],
    );
    check(
        IRELAND,
        "example-tel.ie",
        "example tel",
        &[
            r#"5: domains[example tel]: "example tel" is no domain that can be registered: write one such as example.co.uk"#,
        ],
    );
    check(
        TEL,
        "tel.example.org",
        "example.org",
        &[r#"13: exact_hosts[example.org]: "example.org" can be registered as it is: move it to domains"#],
    );
    check(
        TEL,
        "tel.example.org",
        "tel.example.org/shop",
        &[
            r#"13: exact_hosts[tel.example.org/shop]: "tel.example.org/shop" is no host name: write one such as shop.example.com, in lower case"#,
        ],
    );
    check(
        TEL,
        "example-mail.net",
        "jo@example-mail.net",
        &[
            r#"14: mail_domains[jo@example-mail.net]: "jo@example-mail.net" is no domain: write one such as example.net, in lower case"#,
        ],
    );
}

#[test]
fn a_domain_has_one_owner_or_related_ones() {
    check(
        IRELAND,
        "example-tel.ie",
        "example-mobile.co.uk",
        &[
            r#"5: domains[example-mobile.co.uk]: "example-mobile.co.uk" belongs to companies/gb/example-mobile.toml too, to which no relation leads: add the relation, or leave the domain to one of them"#,
        ],
    );
    check(
        IRELAND,
        "example-tel.ie",
        "tel.example.org",
        &[
            r#"5: domains[tel.example.org]: "tel.example.org" is a host under example.org: write example.org, or move it to exact_hosts if others own that"#,
        ],
    );
    check(
        TEL,
        r#"kind = "brand""#,
        r#"kind = "supplier""#,
        &[
            r#"12: domains[example-tel.co.uk]: "example-tel.co.uk" belongs to companies/gb/example-mobile.toml too, to which no relation leads: add the relation, or leave the domain to one of them"#,
        ],
    );
}

#[test]
fn a_relation_leads_to_another_company() {
    check(
        TEL,
        r#"kind = "brand""#,
        r#"kind = "owner""#,
        &[
            r#"20: relations[0].kind: "owner" is not known here: use parent, brand, renamed_to, merged_into, acquired, supplier"#,
        ],
    );
    check(TEL, "kind = \"brand\"\n", "", &["19: relations[0].kind: is missing: it has to be given"]);
    check(
        TEL,
        "\ncompany = \"example-mobile\"",
        "\ncompany = \"example-tel\"",
        &["21: relations[0].company: is this company itself: name the other one"],
    );
    check(
        TEL,
        "\ncompany = \"example-mobile\"",
        "\ncompany = \"exampel-mobile\"",
        &[
            r#"21: relations[0].company: "exampel-mobile" is the id of no company: correct it, or add companies/<country>/exampel-mobile.toml"#,
        ],
    );
    check(
        TEL,
        r#"note = "bought as a whole""#,
        r#"note = """#,
        &["24: relations[0].note: is empty: give it, or leave the field out"],
    );
    check(
        TEL,
        r#"note = "bought as a whole""#,
        "[[relations]]\nkind = \"brand\"\ncompany = \"example-mobile\"\nsince = \"2010-03\"",
        &[r#"24: relations[1]: repeats an earlier relation to "example-mobile": leave one out"#],
    );
    check(
        TEL,
        r#"brand:example-mobile"] },"#,
        r#"brand:nobody"] },"#,
        &[
            r#"10: aliases[3].tags[brand:nobody]: "nobody" is the id of no company: correct it, or add companies/<country>/nobody.toml"#,
        ],
    );
}

#[test]
fn companies_do_not_end_in_each_other() {
    let mut files = edited(TEL, r#"kind = "brand""#, r#"kind = "merged_into""#);
    for file in files.iter_mut().filter(|file| file.path == MOBILE) {
        file.text.push_str("[[relations]]\nkind = \"renamed_to\"\ncompany = \"example-tel\"\n");
    }
    same(
        &problems(&files),
        &[
            r#"companies/gb/example-mobile.toml:8: relations[0].company: leads from "example-mobile" back to itself: a company cannot end in its own successor"#,
            r#"companies/gb/example-tel.toml:21: relations[0].company: leads from "example-tel" back to itself: a company cannot end in its own successor"#,
        ],
    );
}

/// A name leads to one company, unless it says at both that it needs more, or where and when it means which.
#[test]
fn a_name_has_one_bearer() {
    check(
        IRELAND,
        "name_in_context = true\n",
        "",
        &[
            r#"2: name: "Example Tel" is a name of companies/gb/example-tel.toml too: mark it as in context at both, or say in which countries or years it means which"#,
        ],
    );
    check(
        MOBILE,
        r#"name = "Example Mobile""#,
        r#"name = "Example""#,
        &[
            r#"companies/gb/example-tel.toml:8: aliases[1]: "Example" is a name of companies/gb/example-mobile.toml too: mark it as in context at both, or say in which countries or years it means which"#,
        ],
    );
    check(
        MOBILE,
        r#"name = "Example Mobile""#,
        r#"name = "Example Telecom PLC""#,
        &[
            r#"companies/gb/example-tel.toml:5: legal_names[Example Telecom plc]: "Example Telecom plc" is a name of companies/gb/example-mobile.toml too: mark it as in context at both, or say in which countries or years it means which"#,
        ],
    );
    check(
        MOBILE,
        "domains =",
        "aliases = [{ name = \"Ex\", countries = [\"GB\", \"IE\"] }]\ndomains =",
        &[
            r#"companies/gb/example-tel.toml:10: aliases[3]: "Ex" is a name of companies/gb/example-mobile.toml too: mark it as in context at both, or say in which countries or years it means which"#,
        ],
    );
    check(
        MOBILE,
        "domains =",
        "aliases = [{ name = \"Old Name\", from = \"2009\" }]\ndomains =",
        &[
            r#"companies/gb/example-tel.toml:9: aliases[2]: "Old Name" is a name of companies/gb/example-mobile.toml too: mark it as in context at both, or say in which countries or years it means which"#,
        ],
    );
    for apart in [
        r#"{ name = "Ex", countries = ["IE"] }"#,
        r#"{ name = "Ex", countries = ["GB"], in_context = true }"#,
        r#"{ name = "Old Name", from = "2010" }"#,
    ] {
        let files = edited(MOBILE, "domains =", &format!("aliases = [{apart}]\ndomains ="));
        same(&problems(&files), &[""; 0]);
    }
    check(
        MOBILE,
        r#"name = "Example Mobile""#,
        r#"name = "!?""#,
        &[r#"2: name: "!?" has neither letters nor digits: nobody could find it by that"#],
    );
}
