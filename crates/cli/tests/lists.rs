//! What machines call: look-ups and assessments without a vault.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod common;

use common::{finish, heldby, piped};
use serde_json::{Value, json};

fn lookup(csv: &[u8]) -> Vec<Value> {
    let out = piped(&["lookup", "--csv", "-", "--json"], csv).ok();
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_look_up_says_which_company_and_why() {
    let row = piped(&["lookup", "Talk Talk", "--json"], b"").json();
    assert_eq!((row["row"].as_u64(), row["decision"].as_str()), (Some(1), Some("same")));
    let first = &row["candidates"][0];
    assert_eq!((first["company"].as_str(), first["name"].as_str()), (Some("talktalk"), Some("TalkTalk")));
    assert_eq!(
        (first["rule"].as_str(), &first["relation"], first["score"].as_f64()),
        (Some("spacing"), &Value::Null, Some(1.0))
    );
    assert!(first["breaches"].as_array().unwrap().contains(&json!("talktalk-2015-10")));

    let said = piped(&["lookup", "Virgin Active"], b"").ok();
    assert!(said.contains("no proof that nothing happened"), "{said}");
    let asked = piped(&["lookup", "T-Mobile"], b"").ok();
    assert!(asked.starts_with("Several companies may be meant"), "{asked}");
}

#[test]
fn tables_of_every_make_are_read() {
    let plain = b"name,domain,country\nTalkTalk,,GB\n,virginmedia.com,\n";
    let expected: Vec<_> = lookup(plain).iter().map(|r| r["candidates"][0]["company"].clone()).collect();
    assert_eq!(expected, [json!("talktalk"), json!("virgin-media-uk")]);
    // A byte order mark, Windows line ends, other columns in another order, short rows, quotes.
    let odd = b"\xef\xbb\xbfnote,Country,NAME\r\nx,GB,\"TalkTalk\"\r\n,GB\r\n,,\"Virgin, Media\"\r\n";
    let rows = lookup(odd);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["candidates"][0]["company"], "talktalk");
    assert_eq!((rows[1]["row"].as_u64(), rows[1]["decision"].as_str()), (Some(2), Some("none")));
    // Bytes that are no UTF-8, a NUL, a country that is none: the rows behind are not lost.
    let rows = lookup(b"name,country\nT\xff\xfelk,GB\nTalk\0Talk,Britain\nTalkTalk,GB\n");
    assert_eq!(rows[2]["candidates"][0]["company"], "talktalk");
}

#[test]
fn tables_that_cannot_be_read_say_so() {
    piped(&["lookup", "--csv", "-", "--json"], b"company,site\nTalkTalk,\n")
        .fails(2, &["`name`", "`domain`"]);
    piped(&["lookup", "--csv", "-", "--json"], b"").fails(2, &["`name`"]);
    piped(&["lookup", "--csv", "/no/such/file.csv", "--json"], b"").fails(4, &["cannot be read"]);
    piped(&["lookup", "--csv", "-"], b"name\nx\n").fails(2, &["--json"]);
    piped(&["lookup"], b"").fails(2, &[]);
    piped(&["lookup", "Three", "--country", "England"], b"").fails(2, &["is no country"]);
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    use std::io::Read;
    let many = format!("name\n{}", "TalkTalk\n".repeat(20_000));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("many.csv"), many).unwrap();
    let mut child = heldby()
        .args(["lookup", "--json", "--csv"])
        .arg(folder.path().join("many.csv"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let ran = finish(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

fn assess(input: &Value) -> Value {
    piped(&["assess", "--json", "--as-of", "2026-11-22"], input.to_string().as_bytes()).json()
}

fn verdict(holding: Value, breach: &str) -> String {
    let result = assess(&json!([holding]));
    let matches = result[0]["matches"].as_array().unwrap();
    let found = matches.iter().find(|m| m["breach"] == breach).unwrap_or_else(|| panic!("{result}"));
    found["verdict"].as_str().unwrap().to_string()
}

#[test]
fn an_end_that_is_absent_and_one_that_is_null_differ() {
    let at = |until: Option<Value>| {
        let mut holding = json!({"company": "verizon", "from": "2010", "relationships": ["employee"]});
        if let Some(until) = until {
            holding["until"] = until;
        }
        verdict(holding, "verizon-2023-employees")
    };
    assert_eq!(at(Some(Value::Null)), "likely", "still");
    assert_eq!(at(Some(json!("now"))), "likely", "still, in words");
    assert_eq!(at(None), "possible", "unknown: may have left before");
    assert_eq!(at(Some(json!(2012))), "unlikely", "a bare year is a number");
}

#[test]
fn several_periods_and_their_common_tags() {
    let holding = json!({
        "company": "tmobile-us", "tags": ["prepaid"],
        "periods": [
            {"relationships": ["customer"], "from": "2005", "until": "2006"},
            {"relationships": ["customer"], "from": "2020", "until": null}
        ]
    });
    let result = assess(&json!([holding]));
    let m = result[0]["matches"]
        .as_array()
        .unwrap()
        .iter()
        .find(|m| m["breach"] == "tmobile-us-2021-08")
        .unwrap();
    assert_eq!(m["verdict"], "likely");
    assert!(m["exposed"].as_array().unwrap().contains(&json!("account-pin")));
    assert!(m["evidence"].as_array().unwrap().iter().any(|e| e["kind"] == "timing"));
}

#[test]
fn names_that_are_not_linked_come_back_with_candidates() {
    let result = assess(
        &json!([{"name": "Vodafone"}, {"name": "Zyxquarion"}, {"domain": "https://www.talktalk.co.uk/login"}]),
    );
    assert_eq!(result[0]["company"], Value::Null);
    assert!(result[0]["candidates"].as_array().unwrap().len() > 3);
    assert_eq!(result[0]["matches"], json!([]));
    assert_eq!((&result[1]["company"], &result[1]["matches"]), (&Value::Null, &json!([])));
    assert_eq!(result[2]["company"], "talktalk");
    assert_eq!(assess(&json!([])), json!([]));
}

#[test]
fn what_was_not_public_yet_is_left_out() {
    let input = json!([{"company": "talktalk", "from": "2012", "until": null}]).to_string();
    let result = piped(&["assess", "--json", "--as-of", "2016-01-01"], input.as_bytes()).json();
    let breaches: Vec<_> =
        result[0]["matches"].as_array().unwrap().iter().map(|m| m["breach"].as_str().unwrap()).collect();
    assert!(
        breaches.contains(&"talktalk-2015-10") && !breaches.contains(&"talktalk-2025-csg"),
        "{breaches:?}"
    );
}

#[test]
fn input_that_is_no_list_of_holdings_says_where() {
    let bad = |input: &[u8], words: &[&str]| piped(&["assess", "--json"], input).fails(2, words);
    bad(b"", &["no JSON array", "line 1"]);
    bad(b"{\"company\":\"talktalk\"}", &["no JSON array"]);
    bad(b"[{\"company\":\"talktalk\"},\n{\"company\":", &["line 2"]);
    bad(b"[{\"company\":\"talktalk\",\"form\":\"2012\"}]", &["Holding 1", "unknown field `form`"]);
    bad(b"[{},{}]", &["Holding 1", "names no company"]);
    bad(
        b"[{\"company\":\"talktalk\"},{\"company\":\"talktalk\",\"from\":\"2014\",\"until\":\"2012\"}]",
        &["Holding 2", "before it begins"],
    );
    bad(b"[{\"company\":\"talktalk\",\"from\":{}}]", &["Holding 1", "wrong form"]);
    bad(b"[{\"company\":\"talktalk\",\"tags\":[\"gold\"]}]", &["gold", "prepaid"]);
    bad(
        b"[{\"company\":\"talktalk\",\"from\":\"2012\",\"periods\":[{\"from\":\"2010\"}]}]",
        &["both `periods`"],
    );
    piped(&["assess", "--json"], b"[{\"company\":\"nobody\"}]")
        .fails(4, &["Holding 1", "no company with the id"]);
    // A byte order mark is no mistake.
    piped(&["assess", "--json"], b"\xef\xbb\xbf[]").ok();
}

#[test]
fn the_catalogue_is_searched_shown_and_checked() {
    let rows = piped(&["catalogue", "search", "--json"], b"").json();
    assert!(rows.as_array().unwrap().len() > 1_000, "an empty text means every breach");
    let rows = piped(&["catalogue", "search", "talk talk", "--json"], b"").json();
    for id in ["talktalk-2014-wipro", "talktalk-2015-10", "talktalk-2025-csg"] {
        assert!(rows.as_array().unwrap().iter().any(|r| r["id"] == id), "{id}");
    }
    assert!(rows.as_array().unwrap().len() < 10, "and little else");
    let rows = piped(
        &["catalogue", "search", "--class", "account-pin", "--country", "US", "--year", "2021", "--json"],
        b"",
    )
    .json();
    assert!(rows.as_array().unwrap().iter().any(|r| r["id"] == "tmobile-us-2021-08"));
    piped(&["catalogue", "search", "--class", "nonsense"], b"").fails(2, &["no kind of data"]);
    let shown = piped(&["catalogue", "show", "tmobile-us-2021-08"], b"").ok();
    assert!(shown.contains("ruled out for all"), "{shown}");
    assert!(
        piped(&["catalogue", "show", "tiscali-uk"], b"").ok().contains("merged into TalkTalk in July 2009")
    );
    piped(&["catalogue", "show", "nothing"], b"").fails(4, &["no breach and no company"]);

    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue");
    assert!(piped(&["catalogue", "validate", folder], b"").ok().contains("no mistakes"));
    let copy = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(copy.path().join("companies/gb")).unwrap();
    for file in ["classes.toml", "catalogue.toml"] {
        std::fs::copy(format!("{folder}/{file}"), copy.path().join(file)).unwrap();
    }
    std::fs::write(
        copy.path().join("companies/gb/bad.toml"),
        "id = \"bad\"\nname = \"Bad\"\nsector = \"telecoms\"\n\ncountries = [\"Britain\"]\n",
    )
    .unwrap();
    piped(&["catalogue", "validate", copy.path().to_str().unwrap()], b"")
        .fails(6, &["bad.toml:5", "countries"]);
    piped(&["catalogue", "validate", "/no/such/folder"], b"")
        .fails(4, &["There is no folder /no/such/folder."]);
}

#[test]
fn help_and_completions() {
    let help = piped(&["--help"], b"").ok();
    assert!(help.contains("Examples:") && help.contains("Exit codes:"), "{help}");
    for shell in ["bash", "zsh", "fish"] {
        assert!(piped(&["completions", shell], b"").ok().contains("lookup"));
    }
    let help = piped(&["add", "--help"], b"").ok();
    assert!(!help.contains("--passphrase <"), "a passphrase is never an argument: {help}");
}
