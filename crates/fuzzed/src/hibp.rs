//! Any bytes as the breach list of Have I Been Pwned: every entry is accounted for, and what it adds fits the catalogue.

use crate::ground::CATALOGUE;
use heldby_catalogue::add_records;
use heldby_catalogue::artefact::{decode, encode};
use heldby_catalogue::hibp_file::{HibpError, read};
use heldby_model::Layer;
use std::collections::HashSet;

pub fn run(bytes: &[u8]) {
    let list = match read(bytes, &CATALOGUE) {
        Ok(list) => list,
        Err(HibpError::NotAList { line, column }) => return assert!(line >= 1 && column >= 1),
        Err(HibpError::Entry { entry, field }) => return assert!(entry >= 1 && !field.is_empty()),
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Counted and not looked into: the names of fields that nobody reads may be no text.
    let entries: Vec<serde::de::IgnoredAny> = serde_json::from_slice(text).expect("it was read as an array");
    assert_eq!(list.breaches.len() + list.known + list.left_out, entries.len(), "an entry was lost");

    let ids: HashSet<_> = list.breaches.iter().map(|b| &b.id).collect();
    assert_eq!(ids.len(), list.breaches.len(), "a breach comes twice");
    let companies: HashSet<_> = list.companies.iter().map(|c| &c.id).collect();
    assert_eq!(companies.len(), list.companies.len(), "a company comes twice");
    for breach in &list.breaches {
        assert_eq!(breach.layer, Layer::HibpFile, "what nobody signed is marked");
        assert!(CATALOGUE.breach(&breach.id).is_none());
        assert!(companies.contains(&breach.company) || CATALOGUE.company(&breach.company).is_some());
    }
    assert!(
        companies.iter().all(|id| CATALOGUE.company(id).is_none()),
        "a company of the catalogue is replaced"
    );

    let all = add_records(&CATALOGUE, list.companies.clone(), list.breaches.clone());
    assert_eq!(all.breaches().len(), CATALOGUE.breaches().len() + list.breaches.len());
    assert_eq!(all.companies().len(), CATALOGUE.companies().len() + list.companies.len());
    let again = decode(&encode(&all)).expect("a catalogue with a list on it can be written and read");
    assert_eq!(again.companies(), all.companies());
    // Read once more over what it made, the list adds nothing.
    let twice = read(bytes, &all).expect("the list was read a moment ago");
    assert_eq!((twice.breaches.len(), twice.companies.len()), (0, 0), "reading a list twice adds to it");
}
