//! The catalogue, browsed: each filter, the records that show only on demand, a company with its ties.

use crate::{
    page::{Page, at},
    prepared::{self, HOUSEHOLD},
    stage::Stage,
};

#[test]
fn each_filter_narrows_what_is_shown() {
    let stage = Stage::set();
    let page = prepared::open(&stage, &HOUSEHOLD);
    page.click(&at("nav-breaches"));
    page.sees(&at("breach-row"));
    let all = shown(&page);
    let filters = [
        ("breach-country", "GB"),
        ("breach-sector", "telecoms"),
        ("breach-class", "bank-account"),
        ("breach-year", "2015"),
        ("breach-status-filter", "confirmed"),
    ];
    for (filter, value) in filters {
        page.choose(&at(filter), value);
        page.until(&format!("{filter} narrows {all}"), || {
            (0 < shown(&page) && shown(&page) < all).then_some(())
        });
        page.click(&at("breach-clear"));
        page.until("all are back", || (shown(&page) == all).then_some(()));
    }
    for (filter, value) in filters {
        page.choose(&at(filter), value);
    }
    page.sees(&at("breach-row").with("data-breach", "talktalk-2015-10"));
    page.portraits("breaches-filtered");
    page.click(&at("breach-clear"));
    page.until("all are back", || (shown(&page) == all).then_some(()));

    page.click(&at("breach-sensitive"));
    page.until("sensitive ones come on demand", || (shown(&page) > all).then_some(()));
    page.fill(&at("breach-search"), "ashley madison");
    page.sees(&at("breach-row").inside(&at("sensitive-mark")));
    page.portraits("breaches-sensitive");
    page.click(&at("breach-sensitive"));
    page.sees_no(&at("breach-row"));
    page.portraits("breaches-none");
    page.close();
}

#[test]
fn a_company_shows_its_ties_and_they_lead_on() {
    let stage = Stage::set();
    let page = prepared::open(&stage, &HOUSEHOLD);
    page.click(&at("nav-breaches"));
    page.fill(&at("breach-search"), "talktalk");
    page.click(&at("breach-row").with("data-breach", "talktalk-2015-10"));
    page.click(&at("breach-company"));
    page.sees(&at("company-detail").with("data-company", "talktalk"));
    page.portraits_of("company-ties", &at("relation"));
    for (from, to) in
        [("talktalk", "tiscali-uk"), ("tiscali-uk", "talktalk"), ("talktalk", "carphone-warehouse")]
    {
        page.sees(&at("company-detail").with("data-company", from));
        page.click(&at("relation").with("data-company", to));
        page.sees(&at("company-detail").with("data-company", to));
    }
    page.portraits("company-tie");
    page.click(&at("back"));
    page.sees(&at("company-detail").with("data-company", "talktalk"));
    page.close();
}

/// How many breaches the list says that it shows.
fn shown(page: &Page) -> usize {
    let text = page.text(&at("breach-count"));
    let digits: String =
        text.split_whitespace().next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("{text:?} begins with no number"))
}
