//! Holdings against the whole catalogue: all of them, and one after an edit.

use crate::ledger::{Beside, Ledger, Size, What};
use crate::others;
use heldby_matching::assess::{assess, assess_one, summarise};
use heldby_model::{Attribute, Catalogue, Holding, PartialDate, Period, Relationship, Until};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::hint::black_box;

const ALL: What = What::within("assess 5,000 holdings", 20).beside(Beside {
    floor: others::DOMAINS.name,
    ceiling: others::SCAN.name,
    share: 1.0,
});
const EDIT: What = What::within("assess again after one edit", 1);

/// One holding in so many is at a company with a breach of its own.
const BREACHED: usize = 10;

const TODAY: Date = date(2026, 10, 1);

pub fn measure(ledger: &mut Ledger, size: Size, catalogue: &Catalogue) {
    let holdings = holdings(catalogue);
    let found = assess(catalogue, &holdings, TODAY);
    let matches: usize = found.holdings.iter().map(|h| h.matches.len()).sum();
    println!("{} holdings have {matches} matches, {} companies breached", holdings.len(), found.breached);
    ledger.time(ALL, size, || assess(catalogue, black_box(&holdings), TODAY));
    // An edit judges one holding again, and the sum over all is made anew.
    let mut kept = Some(found.holdings);
    let mut at = 0;
    ledger.time(EDIT, size, || {
        let mut matches = kept.take().expect("it was put back");
        at = (at + BREACHED) % holdings.len();
        matches[at] = assess_one(catalogue, at, black_box(&holdings[at]), TODAY);
        let assessment = summarise(catalogue, &holdings, matches);
        let counts = (assessment.breached, assessment.identity);
        kept = Some(assessment.holdings);
        counts
    });
}

/// Holdings as households have them: most at companies without a breach, dates known to the year or not at all.
fn holdings(catalogue: &Catalogue) -> Vec<Holding> {
    let (breached, quiet): (Vec<_>, Vec<_>) =
        catalogue.companies().iter().partition(|c| catalogue.breaches_at(&c.id).next().is_some());
    let holding = |i: usize| {
        let set = if i.is_multiple_of(BREACHED) || quiet.is_empty() { &breached } else { &quiet };
        let company = set[i * 7_919 % set.len()];
        let mut period = Period::of(Relationship::Customer);
        period.from = (!i.is_multiple_of(3)).then(|| PartialDate::Year(2005 + (i % 18) as i16));
        period.until = match i % 4 {
            0 => Until::Still,
            1 => Until::Ended(PartialDate::Year(2023)),
            _ => Until::Unknown,
        };
        period.attributes = company.countries.first().map(|c| Attribute::Country(*c)).into_iter().collect();
        Holding {
            company: company.id.clone(),
            periods: vec![period],
            gave: Default::default(),
            gave_complete: false,
            answers: BTreeMap::new(),
        }
    };
    (0..others::NAMES).map(holding).collect()
}
