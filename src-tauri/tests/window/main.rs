//! The main job, end to end, in the real window: from an empty home to a vault that keeps everything, and what the
//! window says when a vault does not open.
//!
//! Needs Xvfb and WebKitWebDriver; without them it fails. Pictures of every screen in both themes are written to
//! `target/screenshots`.

#![cfg(target_os = "linux")]

#[path = "../../../crates/keyring/tests/support/mod.rs"]
#[allow(clippy::unwrap_used, reason = "in a test a panic is the message")]
mod bus;
mod confinement;
mod copies;
mod household;
mod page;
mod refusals;
mod stage;
#[path = "../support/mod.rs"]
mod support;
mod unlocking;
mod webdriver;

use household::{PASSPHRASE, TYPED, add, create_vault, unlock};
use page::{ENTER, ESCAPE, Page, at};
use stage::Stage;

/// What the person notes about the first company; nothing else on the disk says this.
const NOTE: &str = "contract in the blue folder";

const WRONG: &str = "correct horse battery stable 42";

/// A breach, its verdict for the household, and data classes with what is known about each.
type Expected = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const EXPECTED: [Expected; 4] = [
    (
        "tmobile-us-2021-08",
        "likely",
        &[
            ("name", "exposed"),
            ("phone-number", "exposed"),
            ("account-pin", "exposed"),
            ("bank-account", "ruled_out"),
        ],
    ),
    (
        "virgin-media-uk-2020",
        "likely",
        &[("name", "exposed"), ("password", "ruled_out"), ("bank-account", "ruled_out")],
    ),
    ("three-uk-2016", "likely", &[("name", "possibly"), ("bank-account", "ruled_out")]),
    ("talktalk-2015-10", "likely", &[("name", "exposed"), ("bank-account", "possibly")]),
];

/// The breach that is answered, and what the answer makes of its verdict.
const ANSWERED: (&str, &str) = ("talktalk-2015-10", "told");

#[test]
fn from_an_empty_home_to_a_vault_that_keeps_everything() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    let page = stage.open_app(&vault);
    create_vault(&page);
    for typed in &TYPED {
        add(&page, typed);
    }
    page.picture("companies");
    read_the_overview(&page);
    for (breach, verdict, classes) in EXPECTED {
        read_a_match(&page, breach, verdict, classes);
    }
    answer(&page);
    everything_is_there(&page);
    browse(&page);
    lock(&page);
    refuse_a_wrong_passphrase(&page);
    unlock(&page);
    everything_is_there(&page);
    page.close();

    let page = stage.open_app(&vault);
    unlock(&page);
    everything_is_there(&page);
    fit_a_small_window(&page);
    page.close();
    confinement::no_file_tells(stage.home().path(), &[PASSPHRASE, NOTE, "Talk Talk", "T-Mobile US"]);
}

fn read_the_overview(page: &Page) {
    page.click(&at("nav-overview"));
    page.sees(&at("overview-sentence").showing("All 4 of your companies were breached"));
    for (breach, verdict, _) in EXPECTED {
        let first = at("overview-first").inside(&at("match-open").with("data-breach", breach));
        page.sees(&first.inside(&at("verdict").with("data-verdict", verdict)));
    }
    page.sees(&at("identity-row").with("data-class", "phone-number").with("data-state", "exposed"));
    page.picture("overview");
}

fn read_a_match(page: &Page, breach: &str, verdict: &str, classes: &[(&str, &str)]) {
    page.click(&at("nav-overview"));
    page.click(&at("match-open").with("data-breach", breach));
    page.sees(&at("match").with("data-breach", breach).with("data-verdict", verdict));
    for (class, state) in classes {
        page.sees(&at("class-state").with("data-class", class).with("data-state", state));
    }
    assert!(!page.text(&at("evidence")).is_empty(), "{breach} says why it matches");
    assert!(!page.text(&at("sources")).is_empty(), "{breach} names its sources");
    page.picture(&format!("match-{breach}"));
}

fn answer(page: &Page) {
    let (breach, verdict) = ANSWERED;
    page.sees(&at("match").with("data-breach", breach));
    page.click(&at("answer-told"));
    page.sees(&at("match").with("data-breach", breach).with("data-verdict", verdict));
    page.sees(&at("answer-told").with("aria-pressed", "true"));
    page.picture("match-answered");
}

fn everything_is_there(page: &Page) {
    page.click(&at("nav-companies"));
    for typed in &TYPED {
        let verdict = if typed.name == "Talk Talk" { ANSWERED.1 } else { "likely" };
        let row = at("holding-row").with("data-typed", typed.name);
        page.sees(&row.inside(&at("verdict").with("data-verdict", verdict)));
    }
    page.click(&at("holding-row").with("data-typed", "T-Mobile"));
    page.sees(&at("holding-pane").showing("2020").showing("prepaid"));
}

/// The screens that the main job does not pass.
fn browse(page: &Page) {
    page.picture("company-pane");
    page.click(&at("holding-edit"));
    page.sees(&at("holding-form"));
    page.fill(&at("form-note"), NOTE);
    page.picture("company-edit");
    page.click(&at("form-save"));
    page.sees(&at("holding-pane").showing(NOTE));
    page.click(&at("open-company"));
    page.sees(&at("company-detail").with("data-company", "tmobile-us"));
    page.picture("company");

    page.click(&at("nav-breaches"));
    page.sees(&at("breach-row"));
    page.picture("breaches");
    page.fill(&at("breach-search"), "talktalk");
    page.click(&at("breach-row").with("data-breach", ANSWERED.0));
    page.sees(&at("breach-detail").with("data-breach", ANSWERED.0));
    page.picture("breach");
    page.click(&at("back"));

    page.click(&at("mode-lookup"));
    page.picture("lookup");
    page.fill(&at("lookup-name"), "Zyxquarion Airways");
    page.press(&at("lookup-name"), ENTER);
    page.sees(&at("lookup-result").with("data-decision", "none"));
    page.picture("lookup-none");
    page.fill(&at("lookup-name"), "Tiscali");
    page.press(&at("lookup-name"), ENTER);
    page.sees(&at("lookup-candidate").with("data-company", "tiscali-uk"));
    page.picture("lookup-related");

    page.click(&at("nav-settings"));
    page.sees(&at("catalogue"));
    page.picture("settings");
    page.click(&at("passphrase-change"));
    page.sees(&at("passphrase-dialog"));
    page.picture("passphrase-change");
    page.press(&at("passphrase-current"), ESCAPE);
    page.sees_no(&at("passphrase-dialog"));
}

fn lock(page: &Page) {
    page.press_control("l");
    page.sees(&at("unlock-passphrase"));
    let shown = page.all_text();
    for typed in &TYPED {
        assert!(!shown.contains(typed.name), "the locked window still shows {}: {shown}", typed.name);
    }
    page.picture("unlock");
}

fn refuse_a_wrong_passphrase(page: &Page) {
    page.fill(&at("unlock-passphrase"), WRONG);
    page.press(&at("unlock-passphrase"), ENTER);
    page.sees(&at("unlock-error").with("data-code", "wrong_passphrase"));
    page.picture("unlock-wrong");
}

/// Nothing is cut off and nothing scrolls sideways at the smallest size of the window.
fn fit_a_small_window(page: &Page) {
    page.resize(900, 600);
    let check = |name: &str| {
        let overflow =
            page.number("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(overflow, 0, "{name} scrolls sideways at 900 x 600");
        page.picture(&format!("small-{name}"));
    };
    page.sees(&at("holding-pane"));
    check("company-pane");
    page.click(&at("nav-overview"));
    page.sees(&at("overview-first"));
    check("overview");
    page.click(&at("match-open").with("data-breach", ANSWERED.0));
    page.sees(&at("match"));
    check("match");
    page.click(&at("nav-breaches"));
    page.sees(&at("breach-row"));
    check("breaches");
    page.press_control("l");
    page.sees(&at("unlock-passphrase"));
    check("unlock");
}

#[test]
fn a_vault_that_does_not_open_says_why() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    let page = stage.open_app(&vault);
    create_vault(&page);
    add(&page, &TYPED[0]);
    page.close();

    for refusal in refusals::all(&vault) {
        let page = stage.open_app(&refusal.path);
        page.fill(&at("unlock-passphrase"), PASSPHRASE);
        page.press(&at("unlock-passphrase"), ENTER);
        page.sees(&at("unlock-error").with("data-code", refusal.code));
        page.picture(&format!("refused-{}", refusal.code.replace('_', "-")));
        page.close();
        refusal.is_untouched();
    }
}

#[test]
fn the_page_can_do_nothing_but_call_our_commands() {
    let stage = Stage::set();
    let page = stage.open_app(&stage.home().vault());
    page.sees(&at("gate-title"));
    confinement::commands_of_others_are_refused(&page);
    confinement::no_request_leaves(&page);
    confinement::the_page_stays(&page);
    page.close();
}
