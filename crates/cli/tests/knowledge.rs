//! Updates, layers, breaches of one's own and holders that nobody chose, from a terminal.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod common;

use common::{Home, piped};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn created() -> Home {
    let home = Home::new();
    home.run(&["init"]).ok();
    home
}

/// A key pair of minisign in two files.
fn keys(home: &Home, name: &str) -> (PathBuf, PathBuf) {
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let (public, secret) = (home.path(&format!("{name}.pub")), home.path(&format!("{name}.key")));
    std::fs::write(&public, pair.pk.to_box().unwrap().to_string()).unwrap();
    std::fs::write(&secret, pair.sk.to_box(None).unwrap().to_string()).unwrap();
    (public, secret)
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/tests/fixture")
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn an_update_is_built_signed_checked_and_installed() {
    let home = created();
    let (public, secret) = keys(&home, "mine");
    let file = home.path("out.catalogue");
    let built = piped(&["catalogue", "build", text(&fixture()), "--out", text(&file)], b"").ok();
    assert!(built.contains("Not signed yet"), "{built}");
    let first = std::fs::read(&file).unwrap();
    let (source, here) = (fixture(), home.vault());
    let again = ["catalogue", "build", text(&source), "--out", text(&file)];
    piped(&again, b"").fails(2, &["already a file", "--replace"]);
    piped(&[&again[..], &["--replace"]].concat(), b"").ok();
    // Nothing takes the place of a vault.
    let vault = std::fs::read(home.vault()).unwrap();
    let over = ["catalogue", "build", text(&source), "--out", text(&here), "--replace"];
    piped(&over, b"").fails(2, &["is a vault"]);
    assert_eq!(std::fs::read(home.vault()).unwrap(), vault);
    assert_eq!(std::fs::read(&file).unwrap(), first, "two builds are the same bytes");

    let install = ["catalogue", "install", text(&file)];
    home.run(&install).fails(7, &["Nobody signed", "Nothing was changed"]);
    piped(&["catalogue", "sign", text(&file), "--key", text(&secret)], b"").ok();
    home.run(&install).fails(7, &["is not the project's"]);
    let verify = ["catalogue", "verify", text(&file), "--public-key", text(&public), "--json"];
    let seen = piped(&verify, b"").json();
    assert_eq!((seen["number"].as_u64(), seen["newer"].as_bool()), (Some(7), Some(true)));

    let trusting = ["catalogue", "install", text(&file), "--public-key", text(&public), "--json"];
    let installed = home.run(&trusting).json();
    assert_eq!(installed["catalogue"]["number"], 7);
    home.run(&trusting).fails(7, &["in use already"]);
    let layers = home.run(&["catalogue", "layers", "--json"]).json();
    let update = layers.as_array().unwrap().iter().find(|l| l["id"] == "update").unwrap();
    assert_eq!((&update["in_use"], &update["file"]), (&Value::Bool(true), &Value::from("out.catalogue")));
    let mine = home.run(&["catalogue", "search", "--mine", "--json"]).json();
    assert_eq!(mine.as_array().unwrap().len() as u64, seen["breaches"].as_u64().unwrap());
    home.run(&["catalogue", "remove-layer", "update"]).ok();
    home.run(&["catalogue", "remove-layer", "update"]).fails(4, &["no such layer"]);

    std::fs::write(&file, &first[..first.len() / 2]).unwrap();
    home.run(&install).fails(7, &["damaged", "cut off"]);
    std::fs::write(&file, b"something else").unwrap();
    home.run(&install).fails(7, &["no update of the catalogue"]);
    home.run(&["catalogue", "install", text(&home.path("none"))]).fails(4, &["cannot be read"]);
    piped(&["catalogue", "sign", text(&file), "--key", text(&secret)], b"").fails(7, &["no update"]);
    piped(&["catalogue", "build", text(&home.path("none")), "--out", text(&file)], b"")
        .fails(4, &["There is no folder"]);
    // Nothing of all this lies beside the vault.
    let beside: Vec<_> = std::fs::read_dir(home.vault().parent().unwrap()).unwrap().collect();
    assert_eq!(beside.len(), 2, "the vault and its copies: {beside:?}");
}

#[test]
fn every_breach_is_printed_as_one_array() {
    let all = piped(&["catalogue", "search", "--json"], b"").json();
    let all = all.as_array().unwrap();
    assert!(all.len() > 1_000, "{}", all.len());
    for breach in all {
        for field in ["id", "company", "title", "status", "layer"] {
            assert!(breach[field].as_str().is_some_and(|t| !t.is_empty()), "{field}: {breach}");
        }
        assert!(breach["also"].is_array());
        let groups = breach["groups"].as_array().unwrap();
        assert!(groups.iter().all(|g| g["id"].is_string() && g["exposed"].is_array()), "{breach}");
        assert!(
            ["occurred_from", "occurred_to", "discovered", "disclosed"].iter().any(|f| breach[f].is_string()),
            "{breach}"
        );
    }
    assert!(all.iter().any(|b| b["sensitive"] == true) && all.iter().any(|b| b["layer"] == "long-tail"));
    let some = piped(&["catalogue", "search", "talktalk", "--json"], b"").json();
    assert!(some.as_array().unwrap().iter().any(|b| b["id"] == "talktalk-2015-10"));
}

#[test]
fn a_list_and_a_letter_are_marked_wherever_they_show() {
    let home = created();
    let list = home.path("list.json");
    std::fs::write(&list, "[1]").unwrap();
    home.run(&["catalogue", "add-layer", text(&list)]).fails(2, &["line 1", "Nothing was changed"]);
    std::fs::write(
        &list,
        r#"[{"Name":"ZzShop","Title":"Zz Shop","Domain":"zz-shop.com","BreachDate":"2014-02-01",
            "AddedDate":"2014-05-01T00:00:00Z","PwnCount":12,"DataClasses":["Email addresses"]}]"#,
    )
    .unwrap();
    let said = home.run(&["catalogue", "add-layer", text(&list)]).ok();
    assert!(said.contains("Loaded 1 breaches"), "{said}");
    let found = home.run(&["catalogue", "search", "zz shop", "--mine"]).ok();
    assert!(found.contains("not signed"), "{found}");

    let noted =
        ["breach", "add", "Zz Chess Club", "--from", "2024-05", "--classes", "name,email-address", "--json"];
    let noted = home.run(&noted).json();
    assert_eq!(noted["input"]["title"], "Noted by me");
    let edited = home.run(&["breach", "edit", "1", "--title", "Members' list", "--json"]).json();
    assert_eq!(
        (&edited["input"]["title"], &edited["input"]["occurred_from"]),
        (&"Members' list".into(), &"2024-05".into())
    );
    home.run(&["add", "Zz Chess Club", "--from", "2020"]).ok();
    let report = home.run(&["check"]).ok();
    assert!(report.contains("Members' list"), "{report}");
    let shown = home.run(&["catalogue", "search", "chess", "--mine"]).ok();
    assert!(shown.contains("noted by you"), "{shown}");
    assert!(piped(&["catalogue", "search", "chess club"], b"").ok().contains("Nothing in the catalogue"));
    home.run(&["breach", "remove", "1"]).ok();
    home.run(&["breach", "remove", "1"]).fails(4, &[]);
    home.run(&["breach", "edit", "1"]).fails(4, &["no such breach"]);
}

#[test]
fn holders_that_nobody_chose_depend_on_where_one_lived() {
    let home = created();
    home.run(&["settings", "--lived", "Britain"]).fails(2, &["no country"]);
    let settings = home.run(&["settings", "--lived", "GB,US", "--json"]).json();
    assert_eq!(settings["lived"], serde_json::json!(["GB", "US"]));
    let found = home.run(&["holders", "list", "--json"]).json();
    let holder =
        found.as_array().unwrap().iter().find(|h| !h["breaches"].as_array().unwrap().is_empty()).unwrap();
    let (company, breach) =
        (holder["company"].as_str().unwrap(), holder["breaches"][0]["breach"].as_str().unwrap());
    let report = home.run(&["check"]).ok();
    assert!(report.contains("May hold you anyway") && report.contains(breach), "{report}");
    home.run(&["holders", "answer", company, breach, "told"]).ok();
    let overview = home.run(&["check", "--json"]).json();
    assert_eq!(
        (overview["overview"]["companies"].as_u64(), overview["overview"]["breached"].as_u64()),
        (Some(0), Some(0))
    );
    home.run(&["holders", "answer", "no-such", breach, "told"]).fails(4, &[]);
}

#[test]
fn what_deserves_a_look_is_listed() {
    let found = piped(&["catalogue", "lint", text(&fixture()), "--json"], b"").json();
    let known = [
        "no-source",
        "only-press",
        "total-too-small",
        "no-groups",
        "empty-group",
        "shared-name",
        "public-domain",
        "stale-relation",
        "unverified",
    ];
    for finding in found.as_array().unwrap() {
        assert!(known.contains(&finding["kind"].as_str().unwrap()), "{finding}");
        assert!(finding["id"].as_str().is_some_and(|id| !id.is_empty()));
        let file = fixture().join(finding["file"].as_str().unwrap());
        let line = usize::try_from(finding["line"].as_u64().unwrap()).unwrap();
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.lines().nth(line - 1).unwrap().contains(finding["id"].as_str().unwrap()), "{finding}");
    }
    let names = created();
    assert!(names.run(&["names", "list", "--json"]).json().as_array().unwrap().is_empty());
    names.run(&["names", "forget", "x"]).fails(4, &[]);
    assert!(names.run(&["catalogue", "news", "--read"]).ok().contains("Nothing has changed"));
}
