//! Breaches: dates, sources, parties.

use super::{IRELAND, TEL, check, same};

#[test]
fn a_breach_says_what_it_is() {
    check(TEL, r#"id = "example-tel-2015-10""#, "", &["26: breaches[0].id: is missing: it has to be given"]);
    check(
        TEL,
        r#"id = "example-tel-2015-10""#,
        r#"id = "example-ie-2019""#,
        &[
            r#"companies/ie/example-ie.toml:9: breaches[example-ie-2019].id: "example-ie-2019" stands for a breach in companies/gb/example-tel.toml already: ids are unique"#,
        ],
    );
    check(
        TEL,
        r#"title = "Web pages read out""#,
        r#"title = "  ""#,
        &["28: breaches[example-tel-2015-10].title: is empty: give it, or leave the field out"],
    );
    check(
        TEL,
        r#"status = "confirmed""#,
        r#"status = "sure""#,
        &[
            r#"30: breaches[example-tel-2015-10].status: "sure" is not known here: use confirmed, exposure, disputed, denied, claimed"#,
        ],
    );
    check(
        TEL,
        r#"status = "confirmed""#,
        "",
        &["26: breaches[example-tel-2015-10].status: is missing: it has to be given"],
    );
    check(
        TEL,
        r#"status = "confirmed""#,
        "status = \"confirmed\"\nstate = \"open\"",
        &[
            "31: breaches[example-tel-2015-10].state: unknown field; known here: id, sources, occurred, title, also, sensitive, status, via, affected_brands, discovered, disclosed, records, people, ruled_out, ruled_out_by, notes, unverified, groups, not_affected, superseded",
        ],
    );
    check(
        TEL,
        r#""hibp:ExampleTel""#,
        r#""HIBP ExampleTel""#,
        &[
            r#"29: breaches[example-tel-2015-10].also[HIBP ExampleTel]: "HIBP ExampleTel" is no id of another list: write the list and the id, such as hibp:Adobe"#,
        ],
    );
    check(
        TEL,
        r#""example-tel-2015""#,
        r#""example-ie-2019""#,
        &[
            r#"companies/ie/example-ie.toml:9: breaches[example-ie-2019].id: "example-ie-2019" stands for a breach in companies/gb/example-tel.toml already: ids are unique"#,
        ],
    );
    check(
        TEL,
        r#""example-tel-2015""#,
        r#""example-tel-2015-10""#,
        &[
            r#"29: breaches[example-tel-2015-10].also[example-tel-2015-10]: "example-tel-2015-10" stands for a breach in companies/gb/example-tel.toml already: ids are unique"#,
        ],
    );
    check(
        TEL,
        r#"unverified = ["That a teenager did it."]"#,
        r#"unverified = "That a teenager did it.""#,
        &["41: breaches[example-tel-2015-10].unverified: must be a list such as [ ... ], but is a text"],
    );
}

#[test]
fn dates_are_possible() {
    check(
        TEL,
        r#"from = "2015-10-15""#,
        r#"from = "2015-10-22""#,
        &[
            "33: breaches[example-tel-2015-10].occurred.to: 2015-10-21 lies before from, which is 2015-10-22: one of the two is wrong",
            "34: breaches[example-tel-2015-10].discovered: 2015-10-21 lies before occurred.from, which is 2015-10-22: one of the two is wrong",
        ],
    );
    check(
        TEL,
        r#"from = "2015-10-15""#,
        r#"from = "2015-02-30""#,
        &[
            r#"33: breaches[example-tel-2015-10].occurred.from: "2015-02-30" is no date: write a year (2015), a month (2015-10) or a day (2015-10-21), from 1900 to 2199"#,
        ],
    );
    check(
        TEL,
        r#"{ from = "2015-10-15", to = "2015-10-21" }"#,
        "{}",
        &[
            "33: breaches[example-tel-2015-10].occurred: gives neither from nor to: leave it out where nothing is known",
        ],
    );
    check(
        TEL,
        r#"{ from = "2015-10-15", to = "2015-10-21" }"#,
        r#""2015-10""#,
        &["33: breaches[example-tel-2015-10].occurred: must be a table such as { ... }, but is a text"],
    );
    check(
        TEL,
        r#"to = "2015-10-21""#,
        r#"until = "2015-10-21""#,
        &["33: breaches[example-tel-2015-10].occurred.until: unknown field; known here: from, to"],
    );
    check(
        TEL,
        r#"discovered = "2015-10-21""#,
        r#"discovered = "2015-10-14""#,
        &[
            "34: breaches[example-tel-2015-10].discovered: 2015-10-14 lies before occurred.from, which is 2015-10-15: one of the two is wrong",
        ],
    );
    check(
        TEL,
        r#"disclosed = "2015-10-22""#,
        r#"disclosed = "2014""#,
        &[
            "35: breaches[example-tel-2015-10].disclosed: 2014 lies before occurred.from, which is 2015-10-15: one of the two is wrong",
        ],
    );
    check(
        TEL,
        r#"disclosed = "2015-10-22""#,
        r#"disclosed = "2026-12""#,
        &[
            "35: breaches[example-tel-2015-10].disclosed: 2026-12 lies after 2026-11-22, the date of this catalogue in catalogue.toml",
        ],
    );
    check(
        TEL,
        r#"disclosed = "2015-10-22""#,
        "disclosed = 2015-10-22",
        &[
            r#"35: breaches[example-tel-2015-10].disclosed: must be a text: put the date in quotation marks, "2015-10-22""#,
        ],
    );
    check(
        IRELAND,
        r#"disclosed = "2019""#,
        "",
        &[
            "8: breaches[example-ie-2019].disclosed: is missing, and so is every other date: give at least one of disclosed, discovered and occurred",
        ],
    );
    check(
        TEL,
        r#"date = "2015-10-23""#,
        r#"date = "2026-11-23""#,
        &[
            "75: breaches[example-tel-2015-10].superseded[0].date: 2026-11-23 lies after 2026-11-22, the date of this catalogue in catalogue.toml",
        ],
    );
    check(
        TEL,
        r#"date = "2016-10""#,
        r#"date = "2027""#,
        &[
            "88: breaches[example-tel-2015-10].sources[1].date: 2027 lies after 2026-11-22, the date of this catalogue in catalogue.toml",
        ],
    );
}

/// A year may well hold the day on which something began.
#[test]
fn coarse_dates_are_not_taken_for_reversed() {
    let files = super::edited(TEL, r#"disclosed = "2015-10-22""#, r#"disclosed = "2015""#);
    same(&super::problems(&files), &[""; 0]);
}

#[test]
fn a_window_of_records_precedes_its_discovery() {
    check(
        TEL,
        r#"from = "2013-09-01""#,
        r#"from = "2015-09-17""#,
        &[
            "36: breaches[example-tel-2015-10].records.to: 2015-09-16 lies before from, which is 2015-09-17: one of the two is wrong",
        ],
    );
    check(
        TEL,
        r#"to = "2015-09-16""#,
        r#"to = "2016""#,
        &[
            "36: breaches[example-tel-2015-10].records.to: 2016 lies after the day on which the loss became known: records cannot be younger than their theft",
        ],
    );
    check(
        TEL,
        r#"of = "start""#,
        r#"of = "end""#,
        &[
            r#"36: breaches[example-tel-2015-10].records.of: "end" is not known here: use relationship, start"#,
        ],
    );
    check(
        TEL,
        r#", of = "start""#,
        "",
        &["36: breaches[example-tel-2015-10].records.of: is missing: it has to be given"],
    );
    check(
        TEL,
        r#"from = "2013-09-01", to = "2015-09-16", "#,
        "",
        &[
            "36: breaches[example-tel-2015-10].records: gives neither from nor to: leave it out where nothing is known",
        ],
    );
}

#[test]
fn whoever_is_named_has_a_record() {
    check(
        TEL,
        r#"affected_brands = ["example-mobile"]"#,
        r#"affected_brands = ["Example Mobile"]"#,
        &[
            r#"32: breaches[example-tel-2015-10].affected_brands[Example Mobile]: "Example Mobile" is no id: use up to 80 lower-case letters, digits and single hyphens between them"#,
        ],
    );
    check(
        TEL,
        r#"affected_brands = ["example-mobile"]"#,
        r#"affected_brands = ["nobody"]"#,
        &[
            r#"32: breaches[example-tel-2015-10].affected_brands[nobody]: "nobody" is the id of no company: correct it, or add companies/<country>/nobody.toml"#,
        ],
    );
    check(
        TEL,
        r#"affected_brands = ["example-mobile"]"#,
        r#"affected_brands = ["example-tel"]"#,
        &[
            "32: breaches[example-tel-2015-10].affected_brands[example-tel]: is the company of this breach: its own customers are meant anyway, leave it out",
        ],
    );
    check(
        TEL,
        r#"via = { company = "callco" }"#,
        r#"via = { company = "nobody" }"#,
        &[
            r#"31: breaches[example-tel-2015-10].via.company: "nobody" is the id of no company: correct it, or add companies/<country>/nobody.toml"#,
        ],
    );
    check(
        TEL,
        r#"via = { company = "callco" }"#,
        r#"via = { company = "example-tel" }"#,
        &[
            "31: breaches[example-tel-2015-10].via: is the company of this breach: via is for a supplier through whom it was lost",
        ],
    );
    check(
        TEL,
        r#"via = { company = "callco" }"#,
        r#"via = { company = "callco", name = "Callco" }"#,
        &[
            "31: breaches[example-tel-2015-10].via: give either the company (the supplier's id) or the name (words for a supplier without a record)",
        ],
    );
    check(
        TEL,
        r#"via = { company = "callco" }"#,
        "via = {}",
        &[
            "31: breaches[example-tel-2015-10].via: give either the company (the supplier's id) or the name (words for a supplier without a record)",
        ],
    );
    check(
        TEL,
        r#"via = { company = "callco" }"#,
        r#"via = "callco""#,
        &["31: breaches[example-tel-2015-10].via: must be a table such as { ... }, but is a text"],
    );
}

#[test]
fn whom_a_source_clears_is_narrowed_down() {
    check(
        TEL,
        r#"company = "example-ie""#,
        r#"company = "nobody""#,
        &[
            r#"66: breaches[example-tel-2015-10].not_affected[0].company: "nobody" is the id of no company: correct it, or add companies/<country>/nobody.toml"#,
        ],
    );
    check(
        TEL,
        r#"company = "example-ie""#,
        "",
        &[
            "65: breaches[example-tel-2015-10].not_affected[0]: clears everybody: say which company, country or relationship the source clears",
        ],
    );
    check(
        TEL,
        r#"company = "example-ie""#,
        r#"company = "example-tel""#,
        &[
            "65: breaches[example-tel-2015-10].not_affected[0]: clears the company of this breach, and with it everybody: narrow it by country or relationship",
        ],
    );
    check(
        TEL,
        r#"company = "example-ie""#,
        r#"company = "example-mobile""#,
        &[
            r#"56: breaches[example-tel-2015-10].groups[bank-details].tags[brand:example-mobile]: names "example-mobile", which not_affected clears: one of the two is wrong"#,
            r#"65: breaches[example-tel-2015-10].not_affected[0]: clears "example-mobile", which stands among the affected brands: one of the two is wrong"#,
        ],
    );
    check(
        TEL,
        r#"country = "IE""#,
        r#"country = "UK""#,
        &[r#"70: breaches[example-tel-2015-10].not_affected[1].country: "UK" has to be written GB"#],
    );
    check(
        TEL,
        r#"relationship = "employee""#,
        r#"relationship = "former-employee""#,
        &[
            r#"71: breaches[example-tel-2015-10].not_affected[1].relationship: "former-employee" is not known here: use customer, prospect, employee, contractor, applicant, patient, student, member, donor, contact, subject"#,
        ],
    );
    check(
        TEL,
        r#"source = "ICO""#,
        r#"source = "the regulator""#,
        &[
            r#"72: breaches[example-tel-2015-10].not_affected[1].source: "the regulator" is the publisher of no source of this breach: use Example Tel, ICO"#,
        ],
    );
    check(
        TEL,
        r#"source = "ICO""#,
        "",
        &["69: breaches[example-tel-2015-10].not_affected[1].source: is missing: it has to be given"],
    );
}

#[test]
fn every_statement_has_a_source() {
    let sources = "[[breaches.sources]]\nurl = \"http://example.ie/news\"\npublisher = \"Example News\"\nkind = \"press\"\n";
    check(
        IRELAND,
        sources,
        "",
        &[
            "8: breaches[example-ie-2019].sources: is missing: a fact without a source is not shown as a fact, give at least one",
        ],
    );
    check(
        IRELAND,
        "url = \"http://example.ie/news\"\n",
        "",
        &["20: breaches[example-ie-2019].sources[0].url: is missing: it has to be given"],
    );
    check(
        IRELAND,
        "http://example.ie/news",
        "example.ie/news",
        &[
            r#"21: breaches[example-ie-2019].sources[0].url: "example.ie/news" is no address: write it whole, beginning with https:// or http://"#,
        ],
    );
    check(
        IRELAND,
        "http://example.ie/news",
        "https://",
        &[
            r#"21: breaches[example-ie-2019].sources[0].url: "https://" is no address: write it whole, beginning with https:// or http://"#,
        ],
    );
    check(
        IRELAND,
        "http://example.ie/news",
        "https://example.ie/a b",
        &[
            r#"21: breaches[example-ie-2019].sources[0].url: "https://example.ie/a b" is no address: write it whole, beginning with https:// or http://"#,
        ],
    );
    check(
        IRELAND,
        "publisher = \"Example News\"\n",
        "",
        &["20: breaches[example-ie-2019].sources[0].publisher: is missing: it has to be given"],
    );
    check(
        IRELAND,
        r#"kind = "press""#,
        r#"kind = "newspaper""#,
        &[
            r#"23: breaches[example-ie-2019].sources[0].kind: "newspaper" is not known here: use company, regulator, court, press, researcher, database"#,
        ],
    );
    check(
        IRELAND,
        sources,
        &format!("{sources}{sources}"),
        &[
            r#"25: breaches[example-ie-2019].sources[1].url: "http://example.ie/news" is a source of this breach already: leave one out"#,
        ],
    );
}

#[test]
fn what_is_ruled_out_is_ruled_out_by_somebody() {
    check(
        TEL,
        r#"ruled_out_by = "ICO""#,
        "",
        &[
            "26: breaches[example-tel-2015-10].ruled_out_by: is missing: name the publisher of the source that says what was not lost",
        ],
    );
    check(
        TEL,
        r#"ruled_out_by = "ICO""#,
        r#"ruled_out_by = "Ofcom""#,
        &[
            r#"39: breaches[example-tel-2015-10].ruled_out_by: "Ofcom" is the publisher of no source of this breach: use Example Tel, ICO"#,
        ],
    );
    check(
        TEL,
        r#"ruled_out = ["payment-card"]"#,
        "",
        &[
            "26: breaches[example-tel-2015-10].ruled_out: is empty, but ruled_out_by names somebody: leave that out or list the classes",
        ],
    );
    check(
        TEL,
        r#"ruled_out = ["payment-card"]"#,
        r#"ruled_out = ["payment-card", "name"]"#,
        &[
            r#"48: breaches[example-tel-2015-10].groups[all].exposed[name]: "name" is ruled out for the whole breach: move it from there to the groups that did not lose it"#,
        ],
    );
    check(
        TEL,
        r#"ruled_out = ["payment-card"]"#,
        r#"ruled_out = ["payment-card", "date-of-birth"]"#,
        &[
            r#"49: breaches[example-tel-2015-10].groups[all].possibly[date-of-birth]: "date-of-birth" is ruled out for the whole breach: move it from there to the groups that did not lose it"#,
        ],
    );
}

/// All mistakes of a file come in one run, in the order of the lines, each once.
#[test]
fn one_run_shows_every_mistake() {
    let mut files = super::edited(TEL, r#"status = "confirmed""#, r#"status = "sure""#);
    for file in files.iter_mut().filter(|file| file.path == TEL) {
        file.text = file
            .text
            .replace(r#""bank-account""#, r#""bank-acount""#)
            .replace("count = 15_656", r#"count = "many""#);
    }
    same(
        &super::problems(&files),
        &[
            r#"companies/gb/example-tel.toml:30: breaches[example-tel-2015-10].status: "sure" is not known here: use confirmed, exposure, disputed, denied, claimed"#,
            "companies/gb/example-tel.toml:58: breaches[example-tel-2015-10].groups[bank-details].people.count: must be a whole number above zero, but is a text",
            r#"companies/gb/example-tel.toml:59: breaches[example-tel-2015-10].groups[bank-details].exposed[bank-acount]: unknown class "bank-acount": use an id of classes.toml, or add it there; close to it: bank-account"#,
        ],
    );
}
