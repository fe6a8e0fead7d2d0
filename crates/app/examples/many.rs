//! Makes a vault with many companies in it, to measure with: `many FILE COUNT`. Its passphrase is
//! "measure measure measure". The companies are those of the catalogue, in an order that looks like chance.
#![allow(clippy::unwrap_used, reason = "a tool for measuring: a panic is the message")]

use heldby_app::Knowledge;
use heldby_model::{Basis, Relationship, Until};
use heldby_vault::{
    Identifier, IdentifierKind, KdfProfile, NewHolding, Passphrase, PeriodRow, Resolution, Vault,
};
use jiff::Timestamp;
use std::path::Path;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(count)) = (arguments.next(), arguments.next()) else {
        panic!("usage: many FILE COUNT");
    };
    let count: usize = count.parse().unwrap();
    let knowledge = Knowledge::bundled(None);
    let companies = knowledge.catalogue().companies();
    let passphrase = Passphrase::new("measure measure measure".into()).unwrap();
    let mut vault = Vault::create(Path::new(&file), &passphrase, KdfProfile::LowMemory).unwrap();
    let person = vault.persons().unwrap()[0].id;
    let holdings: Vec<NewHolding> = (0..count)
        .map(|n| {
            // A step that shares no factor with the length visits every company before it comes back to the first.
            let company = &companies[n * 7919 % companies.len()];
            NewHolding {
                company: Some(company.id.clone()),
                resolution: Resolution { rule: Some("exact".into()), confirmed: false },
                country: company.countries.first().copied(),
                gave: vec!["name".into(), "email-address".into()],
                note: format!("entry {n}"),
                periods: vec![PeriodRow {
                    relationship: Relationship::Customer,
                    from: format!("{}", 2005 + n % 15).parse().ok(),
                    until: if n % 3 == 0 { Until::Still } else { Until::Ended("2022".parse().unwrap()) },
                    basis: Basis::Stated,
                    attributes: vec![],
                }],
                identifiers: vec![Identifier {
                    kind: IdentifierKind::Email,
                    value: format!("me+{n}@example.org"),
                }],
                ..NewHolding::named(person, &company.name)
            }
        })
        .collect();
    vault.add_holdings(&holdings, Timestamp::now()).unwrap();
    vault.close().unwrap();
}
