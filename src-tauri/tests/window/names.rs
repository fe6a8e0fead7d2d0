//! What a name means: asked once, remembered, forgotten again.

use crate::{
    page::{ENTER, ESCAPE, at},
    prepared::{self, HOUSEHOLD},
    stage::Stage,
};

#[test]
fn a_name_is_asked_about_once_and_can_be_forgotten() {
    let stage = Stage::set();
    let page = prepared::open(&stage, &HOUSEHOLD);
    page.click(&at("nav-settings"));
    page.sees(&at("names-empty"));
    page.click(&at("nav-companies"));
    page.fill(&at("add-name"), "T-Mobile");
    page.sees(&at("suggestion"));
    page.press(&at("add-name"), ESCAPE);
    page.press(&at("add-name"), ENTER);
    page.sees(&at("added").inside(&at("candidate").with("data-company", "tmobile-us")));
    page.portraits("candidates");
    page.click(&at("candidate-none"));
    page.sees(&at("added").showing("kept as typed"));
    page.click(&at("added-open"));
    page.sees(&at("holding-pane").showing("none of the companies"));
    page.portraits("refused");
    page.click(&at("look-again"));
    page.click(&at("candidate").with("data-company", "tmobile-us"));
    page.sees(&at("holding-row").with("data-typed", "T-Mobile").inside(&at("verdict")));

    page.click(&at("nav-settings"));
    page.sees(&at("remembered-name").with("data-name", "T-Mobile"));
    page.portraits_of("names", &at("names"));
    page.click(&at("name-forget"));
    page.sees(&at("names-empty"));
    page.sees(&at("toast").showing("T-Mobile"));
    // What was linked by it stays linked.
    page.click(&at("nav-companies"));
    page.sees(&at("holding-row").with("data-typed", "T-Mobile").inside(&at("verdict")));
    page.close();
}

#[test]
fn a_link_can_be_refused_and_edits_wait_for_their_person() {
    let stage = Stage::set();
    let page = prepared::open(&stage, &HOUSEHOLD);
    page.click(&at("nav-companies"));
    page.click(&at("holding-row").with("data-typed", "TalkTalk"));
    page.click(&at("not-this"));
    page.sees(&at("unlinked"));
    page.sees(&at("holding-row").with("data-typed", "TalkTalk").inside(&at("not-linked")));
    page.click(&at("toast-undo"));
    page.sees(&at("resolved").showing("Linked because"));

    page.click(&at("holding-edit"));
    page.fill(&at("form-note"), "the account of my aunt");
    page.portraits_of("company-edit-period", &at("period"));
    page.click(&at("holding-row").with("data-typed", "Virgin Media"));
    page.sees(&at("toast").showing("not saved"));
    page.click(&at("holding-row").with("data-typed", "TalkTalk"));
    page.sees(&at("draft"));
    page.click(&at("form-save"));
    page.sees(&at("holding-pane").showing("the account of my aunt"));
    page.close();
}
