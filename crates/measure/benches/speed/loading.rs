//! Until a name can be typed: the catalogue from its bytes, the index of its names, and layers on top of it.

use crate::ledger::{Ledger, Size, What};
use heldby_catalogue::artefact::decode;
use heldby_catalogue::{add_records, hibp_file};
use heldby_matching::resolve::Resolver;
use heldby_model::{Catalogue, Layer};
use serde_json::json;
use std::hint::black_box;

const READY: What = What::within("catalogue ready from embedded bytes", 20);
const INDEX: What = What::plain("index of names");
const OWN: What = What::plain("one noted breach on top, with index");
const LIST: What = What::plain("a loaded list on top, with index");

/// Entries of the loaded list that the catalogue does not have.
const NEW: usize = 200;

pub fn measure(ledger: &mut Ledger, size: Size, catalogue: &Catalogue, bytes: &[u8]) {
    ledger.time(READY, size, || decode(black_box(bytes)));
    ledger.time(INDEX, size, || Resolver::new(black_box(catalogue)));
    let own = {
        let mut breach = catalogue.breaches()[0].clone();
        breach.id = heldby_model::BreachId::new("private:1").expect("it is an identifier");
        breach.layer = Layer::Private;
        breach
    };
    ledger.time(OWN, size, || {
        let layered = add_records(catalogue, Vec::new(), vec![own.clone()]);
        let resolver = Resolver::new(&layered);
        (layered, resolver)
    });
    let file = list(catalogue);
    ledger.time(LIST, size, || {
        let list = hibp_file::read(&file, catalogue).expect("the list is well-formed");
        let layered = add_records(catalogue, list.companies, list.breaches);
        let resolver = Resolver::new(&layered);
        (layered, resolver)
    });
}

/// A list as Have I Been Pwned gives it: what the catalogue has of it already, and some more.
fn list(catalogue: &Catalogue) -> Vec<u8> {
    let known = catalogue.breaches().iter().filter_map(|breach| breach.id.as_str().strip_prefix("hibp:"));
    let entry = |name: &str| {
        json!({
            "Name": name, "Title": name, "Domain": format!("{name}.example.com").to_lowercase(),
            "BreachDate": "2024-03-17", "AddedDate": "2024-05-02T10:11:12Z", "PwnCount": 120_345,
            "Description": "Somebody took the records of the members and offered them to others. ".repeat(8),
            "DataClasses": ["Email addresses", "Passwords", "Names", "Phone numbers"], "IsVerified": true,
        })
    };
    let entries: Vec<_> =
        known.map(entry).chain((0..NEW).map(|number| entry(&format!("Unheard{number}")))).collect();
    serde_json::to_vec(&entries).expect("it is JSON already")
}
