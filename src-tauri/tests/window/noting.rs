//! Breaches that a person notes: written, changed, removed and brought back.

use crate::{
    page::{Page, at},
    prepared::{self, HOUSEHOLD},
    stage::Stage,
};

const CLUB: &str = "Zz Chess Club";

#[test]
fn a_breach_of_ones_own_is_noted_changed_removed_and_brought_back() {
    let stage = Stage::set();
    let page = prepared::open(&stage, &[HOUSEHOLD[0], (CLUB, "GB", "2012", "2016")]);
    page.click(&at("nav-breaches"));
    page.click(&at("own-breach-add"));
    page.sees(&at("own-breach-form"));
    page.portraits("own-breach-empty");
    page.fill(&at("own-breach-company"), CLUB);
    page.fill(&at("own-breach-title"), "A letter came");
    page.fill(&at("own-breach-from"), "2014-05");
    page.fill(&at("own-breach-to"), "2014-03");
    page.sees(&at("own-breach-form").showing("The end is before the beginning."));
    page.fill(&at("own-breach-to"), "2014-06");
    page.click(&at("own-class-group-contact"));
    page.click(&at("own-class-postal-address"));
    page.fill(&at("own-breach-note"), "Two pages, in the blue folder.");
    page.portraits("own-breach-filled");
    page.click(&at("own-breach-save"));
    page.sees(&at("breach-detail"));
    page.sees(&at("layer-mark").with("data-layer", "private"));
    page.portraits("own-breach");

    // It counts for a company that is known only by its name.
    page.click(&at("nav-companies"));
    page.sees(
        &at("holding-row").with("data-typed", CLUB).inside(&at("verdict").with("data-verdict", "likely")),
    );
    page.click(&at("holding-row").with("data-typed", CLUB));
    page.sees(&at("holding-pane").showing("A letter came"));
    page.portraits("own-breach-pane");

    open_mine(&page);
    page.click(&at("own-breach-edit"));
    page.fill(&at("own-breach-title"), "Two letters came");
    page.picture("own-breach-edit");
    page.click(&at("own-breach-save"));
    page.sees(&at("page-title").showing("Two letters came"));
    page.click(&at("own-breach-remove"));
    page.sees(&at("toast").showing(CLUB));
    page.sees_no(&at("breach-detail"));
    // What can be undone stays for as long as the focus is on it.
    page.focus(&at("toast-undo"));
    page.portraits("own-breach-removed");
    page.click(&at("toast-undo"));
    open_mine(&page);
    page.sees(&at("page-title").showing("Two letters came"));
    page.close();
}

#[test]
fn a_note_about_a_known_company_joins_what_is_known_there() {
    let stage = Stage::set();
    let page = prepared::open(&stage, &HOUSEHOLD);
    page.click(&at("nav-companies"));
    page.click(&at("holding-row").with("data-typed", "TalkTalk"));
    page.click(&at("pane-note"));
    page.fill(&at("own-breach-title"), "A caller knew my account number");
    page.click(&at("own-breach-save"));
    page.sees_no(&at("own-breach-dialog"));
    page.sees(&at("holding-pane").showing("A caller knew my account number"));
    page.click(&at("open-company"));
    page.sees(&at("company-detail").inside(&at("layer-mark").with("data-layer", "private")));
    page.portraits("own-breach-company");
    page.close();
}

fn open_mine(page: &Page) {
    page.click(&at("nav-breaches"));
    page.fill(&at("breach-search"), CLUB);
    page.click(&at("breach-row").showing(CLUB));
    page.sees(&at("breach-detail"));
}
