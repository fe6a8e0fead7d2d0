//! What a person can refuse from a terminal, and what is refused to them.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod common;

use common::{Home, piped};

fn created() -> Home {
    let home = Home::new();
    home.run(&["init"]).ok();
    home
}

#[test]
fn a_name_can_be_kept_without_a_company() {
    let home = created();
    let asked = home.run(&["add", "T-Mobile"]).ok();
    assert!(asked.contains("--company ID") && asked.contains("--no-company"), "{asked}");
    let kept = home.run(&["edit", "1", "--no-company"]).ok();
    assert!(kept.contains("linked to no company") && kept.contains("--clear company"), "{kept}");
    assert!(home.run(&["list"]).ok().contains("not linked"));
    let report = home.run(&["check"]).ok();
    assert!(report.contains("because you said") && !report.contains("Not linked to a company"), "{report}");
    assert!(home.run(&["edit", "1", "--clear", "company"]).ok().contains("--company ID"));

    let row = home.run(&["add", "TalkTalk", "--no-company", "--json"]).json();
    assert_eq!((row["row"]["unlinked"].as_bool(), row["row"]["company"].as_str()), (Some(true), None));
    home.run(&["add", "Sky", "--no-company", "--company", "sky-uk"]).fails(2, &["--no-company"]);
}

#[test]
fn a_period_of_which_nothing_is_said_is_not_added() {
    let home = created();
    home.run(&["add", "TalkTalk", "--country", "GB"]).ok();
    home.run(&["edit", "1", "--add-period"]).fails(2, &["Nothing is said about the period", "--from"]);
    home.run(&["edit", "1", "--add-period", "--note", "x"]).fails(2, &["--from"]);
    let detail = home.run(&["edit", "1", "--add-period", "--from", "2019", "--json"]).json();
    assert_eq!(detail["input"]["periods"].as_array().unwrap().len(), 2);
}

#[test]
fn what_cannot_exist_is_refused_with_a_reason() {
    let home = created();
    home.run(&["add", "Acme", "--domain", "nonsense"]).fails(2, &["no web or e-mail address"]);
    home.run(&["add", "Acme", "--country", "ZZ"]).fails(2, &["no country"]);
    assert!(home.run(&["list"]).ok().contains("empty"));
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_told_with_its_line() {
    let csv = b"name,country\nTalkTalk,GB\n\"Three,GB\nVirgin Media,GB\n";
    let ran = piped(&["lookup", "--csv", "-", "--json"], csv);
    assert_eq!(ran.out.lines().count(), 1, "the row before it was looked up: {}", ran.out);
    ran.fails(2, &["line 3"]);
    // Closed by the beginning of a later cell: that row swallowed others.
    let csv = b"name,country\n\"Three,GB\n\"Virgin Media\",GB\n";
    piped(&["lookup", "--csv", "-", "--json"], csv).fails(2, &["line 2"]);
    // Lines inside of a cell that is not asked about are nobody's business.
    let csv = b"name,note\nTalkTalk,\"two\nlines\"\nSky,\n";
    assert_eq!(piped(&["lookup", "--csv", "-", "--json"], csv).ok().lines().count(), 2);
}

#[test]
fn whose_knowledge_is_asked_is_the_same_for_every_question() {
    let home = created();
    home.run(&["breach", "add", "Zz Chess Club", "--title", "Letter", "--from", "2014"]).ok();
    for ask in
        [&["lookup", "Zz Chess Club", "--json"][..], &["catalogue", "search", "Zz Chess Club", "--json"]]
    {
        // Naming the vault means it, and so does --mine where the vault is the usual one.
        assert!(home.run(ask).ok().contains("private:"), "{ask:?}");
        assert!(!piped(ask, b"").ok().contains("private:"), "{ask:?}");
        let mut mine = common::heldby();
        mine.env("HELDBY_VAULT", home.vault()).arg("--passphrase-file").arg(home.path("passphrase"));
        let ran = common::finish(mine.args(ask).arg("--mine").output().unwrap());
        assert!(ran.ok().contains("private:"), "{ask:?}");
    }
    let mut both = common::heldby();
    both.args(["--passphrase-file", "-", "assess", "--json", "--mine"]);
    common::finish(both.output().unwrap()).fails(2, &["Standard input cannot hold both"]);
}
