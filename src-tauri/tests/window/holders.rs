//! Holders that nobody chose, and the countries that decide which are shown.

use crate::{
    page::at,
    prepared::{self, HOUSEHOLD},
    stage::Stage,
};

const HOLDER: &str = "equifax-uk";
const BREACH: &str = "equifax-uk-2017";

#[test]
fn the_countries_where_one_lived_decide_who_may_hold_one() {
    let stage = Stage::set();
    let page = prepared::open(&stage, &HOUSEHOLD);
    page.sees(&at("overview-may-hold").showing("Say where you have lived"));
    assert_eq!(page.count(&at("may-hold-company")), 0, "nothing is guessed");
    page.click(&at("may-hold-lived"));
    page.sees(&at("lived"));
    for country in ["GB", "US", "IE"] {
        page.choose(&at("lived-add"), country);
        page.sees(&at(&format!("lived-remove-{country}")));
        let offered = page.number("return document.querySelector('[data-testid=lived-add]').selectedIndex");
        assert_eq!(offered, 0, "the list offers to add another one");
    }
    page.portraits_of("lived", &at("lived"));
    page.click(&at("lived-remove-IE"));
    page.sees_no(&at("lived-remove-IE"));

    page.click(&at("nav-overview"));
    page.sees(&at("overview-may-hold").showing("United Kingdom, United States"));
    let sentence = page.text(&at("overview-sentence"));
    page.portraits_of("may-hold", &at("overview-may-hold"));
    page.click(&at("may-hold-more"));
    let one = at("may-hold-breach").with("data-breach", BREACH);
    let at_holder = at("may-hold-company").with("data-company", HOLDER).inside(&one);
    page.sees(&at_holder.with("data-verdict", "possible"));
    page.picture("may-hold-all");

    page.click(&at_holder.inside(&at("may-hold-told")));
    page.sees(&at_holder.with("data-verdict", "told"));
    page.picture("may-hold-told");
    assert_eq!(page.text(&at("overview-sentence")), sentence, "it is none of the person's companies");
    page.click(&at_holder.inside(&at("may-hold-undo")));
    page.sees(&at_holder.with("data-verdict", "possible"));
    page.click(&at_holder.inside(&at("may-hold-unaffected")));
    page.sees(&at_holder.showing("not affected"));
    page.picture("may-hold-unaffected");
    page.click(&at_holder.inside(&at("may-hold-undo")));
    page.sees(&at_holder.with("data-verdict", "possible"));
    page.close();
}
