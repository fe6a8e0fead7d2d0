//! Records on top of a catalogue.

use heldby_model::{Breach, Catalogue, Company};

/// A catalogue with further companies and breaches; release, date and vocabulary stay. A record whose id the
/// catalogue has already is left out: what is below wins, because it was reviewed.
pub fn add_records(base: &Catalogue, companies: Vec<Company>, breaches: Vec<Breach>) -> Catalogue {
    let mut all = base.companies().to_vec();
    all.extend(companies.into_iter().filter(|c| base.company(&c.id).is_none()));
    let mut events = base.breaches().to_vec();
    events.extend(breaches.into_iter().filter(|b| base.breach(&b.id).is_none()));
    Catalogue::new(base.info().clone(), base.vocabulary().clone(), all, events)
}
