//! The cases that must come out right, row by row, on the real catalogue and through the same door as
//! `heldby assess`.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::wire::{AssessHolding, AssessMatch, AssessResult};
use heldby_app::{Knowledge, batch};
use jiff::civil::date;

fn assess(holding: &str) -> AssessResult {
    let holding: AssessHolding = serde_json::from_str(holding).unwrap();
    batch::assess(&Knowledge::bundled(Some(date(2026, 11, 22))), &holding).unwrap()
}

fn find<'a>(result: &'a AssessResult, breach: &str) -> &'a AssessMatch {
    result
        .matches
        .iter()
        .find(|m| m.breach == breach)
        .unwrap_or_else(|| panic!("{breach} is not among the matches of {:?}", result.company))
}

/// One expectation: verdict, and classes that must be in each list.
struct Want<'a> {
    breach: &'a str,
    verdict: &'a str,
    exposed: &'a [&'a str],
    /// Exposed or possibly exposed.
    concerned: &'a [&'a str],
    ruled_out: &'a [&'a str],
}

#[track_caller]
fn check(holding: &str, want: &Want) {
    let result = assess(holding);
    let found = find(&result, want.breach);
    assert_eq!(found.verdict, want.verdict, "{holding}: {found:#?}");
    let has = |list: &[String], class: &str| list.iter().any(|c| c == class);
    for class in want.exposed {
        assert!(has(&found.exposed, class), "{holding}: {class} is not exposed: {found:#?}");
    }
    for class in want.concerned {
        let concerned = has(&found.exposed, class) || has(&found.possibly, class);
        assert!(concerned, "{holding}: {class} is neither exposed nor possibly: {found:#?}");
    }
    for class in want.ruled_out {
        assert!(has(&found.ruled_out, class), "{holding}: {class} is not ruled out: {found:#?}");
    }
}

fn none(breach: &str) -> Want<'_> {
    Want { breach, verdict: "", exposed: &[], concerned: &[], ruled_out: &[] }
}

#[test]
fn t_mobile_us_postpaid_2018_to_2022() {
    let holding = r#"{"name":"T-Mobile","country":"US","relationships":["customer"],"from":"2018","until":"2022","tags":["postpaid"]}"#;
    check(
        holding,
        &Want {
            verdict: "likely",
            exposed: &["name"],
            concerned: &["date-of-birth", "social-security-number", "drivers-licence-number"],
            ruled_out: &["payment-card", "bank-account"],
            ..none("tmobile-us-2021-08")
        },
    );
    let result = assess(holding);
    let groups = &find(&result, "tmobile-us-2021-08").groups;
    for expected in ["postpaid-first-file", "postpaid-further"] {
        assert!(groups.iter().any(|g| g == expected), "{groups:?}");
    }
    check(holding, &Want { verdict: "possible", ..none("tmobile-us-2023-01") });
}

#[test]
fn t_mobile_us_prepaid_since_2020() {
    check(
        r#"{"company":"tmobile-us","relationships":["customer"],"from":"2020","until":null,"tags":["prepaid"]}"#,
        &Want {
            verdict: "likely",
            exposed: &["name", "phone-number", "account-pin"],
            ruled_out: &["payment-card", "bank-account"],
            ..none("tmobile-us-2021-08")
        },
    );
}

#[test]
fn applied_to_t_mobile_in_2016_but_never_a_customer() {
    check(
        r#"{"company":"tmobile-us","relationships":["prospect"],"from":"2016"}"#,
        &Want {
            verdict: "likely",
            exposed: &["name", "date-of-birth", "social-security-number"],
            concerned: &["drivers-licence-number"],
            ..none("tmobile-us-2021-08")
        },
    );
}

#[test]
fn t_mobile_in_poland_is_another_company() {
    for holding in [
        r#"{"name":"T-Mobile","country":"PL","from":"2015","until":"now"}"#,
        r#"{"company":"tmobile-pl","from":"2015","until":"now"}"#,
    ] {
        let result = assess(holding);
        assert_eq!(result.company.as_deref(), Some("tmobile-pl"));
        assert!(result.matches.iter().all(|m| !m.breach.starts_with("tmobile-us")), "{:#?}", result.matches);
    }
}

#[test]
fn virgin_media_uk_2017_to_2021() {
    check(
        r#"{"name":"Virgin Media","country":"GB","from":"2017","until":"2021","gave":["password","bank-account","name"]}"#,
        &Want {
            verdict: "likely",
            exposed: &["name"],
            concerned: &["email-address", "phone-number", "postal-address"],
            ruled_out: &["password", "bank-account"],
            ..none("virgin-media-uk-2020")
        },
    );
}

#[test]
fn virgin_media_ireland_was_cleared_by_the_company() {
    let holding = r#"{"name":"Virgin Media","country":"IE","from":"2017","until":"2021"}"#;
    check(holding, &Want { verdict: "not-affected", ..none("virgin-media-uk-2020") });
    let result = assess(holding);
    let found = find(&result, "virgin-media-uk-2020");
    assert!(found.evidence.iter().any(|e| e.kind == "cleared_by"), "{found:#?}");
}

#[test]
fn other_virgins_are_strangers() {
    for name in ["Virgin Active", "Virgin Atlantic", "Virgin Money"] {
        let result = assess(&format!(r#"{{"name":"{name}","country":"GB","from":"2015","until":"now"}}"#));
        assert_ne!(result.company.as_deref(), Some("virgin-media-uk"), "{name}");
        assert!(result.matches.iter().all(|m| m.breach != "virgin-media-uk-2020"), "{name}");
        assert!(result.candidates.iter().all(|c| c.company != "virgin-media-uk"), "{name}");
    }
}

#[test]
fn three_uk_2014_to_2018() {
    check(
        r#"{"name":"Three","country":"GB","from":"2014","until":"2018"}"#,
        &Want {
            verdict: "likely",
            concerned: &["phone-number"],
            ruled_out: &["bank-account"],
            ..none("three-uk-2016")
        },
    );
}

#[test]
fn talk_talk_2012_to_2014() {
    let holding = r#"{"name":"Talk Talk","from":"2012","until":"2014"}"#;
    check(
        holding,
        &Want {
            verdict: "likely",
            exposed: &["name", "phone-number", "email-address"],
            concerned: &["bank-account"],
            ruled_out: &["payment-card"],
            ..none("talktalk-2015-10")
        },
    );
    let result = assess(holding);
    let found = find(&result, "talktalk-2015-10");
    assert!(
        found.possibly.iter().any(|c| c == "bank-account"),
        "bank details are possible, not certain: {found:#?}"
    );
    assert!(found.evidence.iter().any(|e| e.text.contains("Former ones are named")), "{found:#?}");
}

#[test]
fn talktalk_at_unknown_times_is_asked_since_when() {
    let result = assess(r#"{"company":"talktalk"}"#);
    let found = find(&result, "talktalk-2015-10");
    assert_eq!(found.verdict, "possible");
    let question = serde_json::to_value(found.question.as_ref().unwrap()).unwrap();
    assert_eq!(question["kind"], "since");
}

#[test]
fn att_records_are_of_2022() {
    let mobile = |from: &str, until: &str| {
        format!(r#"{{"name":"AT&T Wireless","country":"US","from":"{from}","until":"{until}"}}"#)
    };
    check(&mobile("2023", "now"), &Want { verdict: "not-affected", ..none("att-2024-07") });
    check(
        &mobile("2019", "2023"),
        &Want {
            verdict: "likely",
            exposed: &["phone-number", "call-records"],
            ruled_out: &["name"],
            ..none("att-2024-07")
        },
    );
}

#[test]
fn verizon_lost_data_of_employees_only() {
    check(
        r#"{"company":"verizon","from":"2015","until":"now"}"#,
        &Want { verdict: "unlikely", ..none("verizon-2023-employees") },
    );
}

#[test]
fn talktalk_2025_is_a_claim() {
    let holding = r#"{"company":"talktalk","from":"2023","until":"now"}"#;
    check(holding, &Want { verdict: "possible", ..none("talktalk-2025-csg") });
    let result = assess(holding);
    let found = find(&result, "talktalk-2025-csg");
    assert_eq!(found.status, "disputed");
    assert!(found.exposed.is_empty(), "a claim exposes nothing for sure: {found:#?}");
    let breach = heldby_app::breaches::breach(&Knowledge::bundled(None), "talktalk-2025-csg").unwrap();
    assert_eq!(breach.row.people, None, "a claim's count is no fact");
}

#[test]
fn tiscali_uk_2006_to_2009() {
    let holding = r#"{"name":"Tiscali","country":"GB","from":"2006","until":"2009"}"#;
    check(holding, &Want { verdict: "possible", ..none("talktalk-2015-10") });
    let result = assess(holding);
    assert_eq!(result.company.as_deref(), Some("tiscali-uk"));
    let found = find(&result, "talktalk-2015-10");
    assert!(found.evidence.iter().any(|e| e.kind == "related" && e.text.contains("July 2009")), "{found:#?}");
}
