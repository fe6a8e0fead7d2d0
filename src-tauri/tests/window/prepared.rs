//! A vault that exists before the window opens, made by the same use cases.

use std::path::Path;

use heldby_app::{
    Knowledge, Session, companies, unlock,
    wire::{HoldingInput, Period},
};

use crate::{
    household,
    page::{Page, at},
    stage::Stage,
};

/// A company by name and country, and since and until when.
pub type Known = (&'static str, &'static str, &'static str, &'static str);

/// Two companies of one household.
pub const HOUSEHOLD: [Known; 2] =
    [("TalkTalk", "GB", "2012", "2016"), ("Virgin Media", "GB", "2017", "2021")];

/// Creates the vault with these companies in it.
pub fn vault(path: &Path, known: &[Known]) {
    let mut session = Session::new(path.to_path_buf(), Knowledge::bundled(None));
    unlock::create(&mut session, household::PASSPHRASE.into(), false).expect("the folder can be written");
    for (name, country, from, until) in known {
        let period = Period {
            relationship: "customer".to_owned(),
            from: Some((*from).to_owned()),
            until: Some((*until).to_owned()),
            still: false,
            tags: Vec::new(),
        };
        let input = HoldingInput {
            name: (*name).to_owned(),
            country: Some((*country).to_owned()),
            periods: vec![period],
            ..HoldingInput::default()
        };
        companies::add(&mut session, &input).expect("a plain company can be added");
    }
}

/// Opens the window on a vault with these companies and unlocks it.
pub fn open(stage: &Stage, known: &[Known]) -> Page {
    let path = stage.home().vault();
    vault(&path, known);
    let page = stage.open_app(&path);
    household::unlock(&page);
    page.sees(&at("nav-overview"));
    page
}
