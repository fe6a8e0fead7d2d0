//! The household of the test, and the steps by which a person enters it.

use std::path::Path;

use heldby_app::{Knowledge, Session, companies, unlock, wire::HoldingInput};

use crate::page::{ENTER, ESCAPE, Page, at};

/// Its passphrase.
pub const PASSPHRASE: &str = "correct horse battery staple 42";

/// What is typed about one company.
pub struct Typed {
    /// The name, as people write it.
    pub name: &'static str,
    /// Two letters.
    pub country: &'static str,
    /// A year.
    pub since: &'static str,
    /// A year; without it: still.
    pub until: Option<&'static str>,
    /// A tag, if any.
    pub tag: Option<&'static str>,
}

/// Its companies.
pub const TYPED: [Typed; 4] = [
    Typed { name: "T-Mobile", country: "US", since: "2020", until: None, tag: Some("prepaid") },
    Typed { name: "Virgin Media", country: "GB", since: "2017", until: Some("2021"), tag: None },
    Typed { name: "Three", country: "GB", since: "2014", until: Some("2018"), tag: None },
    Typed { name: "Talk Talk", country: "GB", since: "2012", until: Some("2014"), tag: None },
];

/// Makes the vault without the window, with one company and a remark about it.
pub fn make_vault(vault: &Path, company: &str, note: &str) {
    let mut session = Session::new(vault.to_path_buf(), Knowledge::bundled(None));
    unlock::create(&mut session, PASSPHRASE.to_owned(), false).expect("an empty home takes a vault");
    let input = HoldingInput { name: company.to_owned(), note: note.to_owned(), ..HoldingInput::default() };
    companies::add(&mut session, &input).expect("the vault takes a company");
}

/// Creates the vault on the first screen, after a passphrase that is too weak.
pub fn create_vault(page: &Page) {
    page.sees(&at("gate-title"));
    page.fill(&at("create-passphrase"), "letmein");
    page.sees(&at("create-weak"));
    page.picture("create-weak");
    page.fill(&at("create-passphrase"), PASSPHRASE);
    page.fill(&at("create-repeat"), PASSPHRASE);
    page.sees_no(&at("create-weak"));
    page.picture("create");
    page.click(&at("create-submit"));
    page.click(&at("sheet-later"));
    page.sees(&at("overview-empty"));
    page.picture("overview-empty");
}

/// Adds one company and waits for its row.
pub fn add(page: &Page, typed: &Typed) {
    page.click(&at("nav-companies"));
    page.fill(&at("add-name"), typed.name);
    page.sees(&at("suggestion"));
    page.picture("companies-suggestions");
    page.press(&at("add-name"), ESCAPE);
    page.choose(&at("add-country"), typed.country);
    page.fill(&at("add-since"), typed.since);
    match typed.until {
        Some(until) => page.fill(&at("add-until"), until),
        None => page.click(&at("add-still")),
    }
    if let Some(tag) = typed.tag {
        page.click(&at(&format!("add-tag-{tag}")));
    }
    page.picture("companies-add");
    page.press(&at("add-since"), ENTER);
    page.sees(&at("holding-row").with("data-typed", typed.name));
}

/// Unlocks with the right passphrase.
pub fn unlock(page: &Page) {
    page.fill(&at("unlock-passphrase"), PASSPHRASE);
    page.press(&at("unlock-passphrase"), ENTER);
    page.sees(&at("nav-overview"));
}
