//! Prints what unlocking costs: the key derivation of each profile, and everything else for vaults of several
//! sizes. The rest is to stay below 50 ms.
//!
//! `cargo run --release -p heldby-vault --example unlock_cost`

use heldby_model::{Period, Relationship};
use heldby_vault::{
    Header, Identifier, IdentifierKind, KdfProfile, NewHolding, Passphrase, PeriodRow, PersonId, Vault,
    VaultKey,
};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for profile in KdfProfile::ALL {
        let passphrase = Passphrase::new("correct horse battery staple".into())?;
        let header = Header::generate(profile)?;
        let cost = best(|| VaultKey::derive(&passphrase, &header).map(drop))?;
        println!("key derivation, {} MiB: {cost:.1?}", profile.mebibytes());
    }
    for count in [0, 100, 5_000, 20_000] {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("private.heldby");
        let mut vault = Vault::create_with_key(&path, key(1), KdfProfile::Default)?;
        let holdings: Vec<NewHolding> = (0..count).map(holding).collect();
        let now = jiff::Timestamp::UNIX_EPOCH;
        let start = Instant::now();
        vault.add_holdings(&holdings, now)?;
        let adding = start.elapsed();
        let one = best(|| vault.add_holding(&holding(0), now).map(drop))?;
        let start = Instant::now();
        vault.change_key(key(2))?;
        let changing = start.elapsed();
        vault.close()?;

        let opening = best(|| Vault::open_with_key(&path, key(2)).map(drop))?;
        let vault = Vault::open_with_key(&path, key(2))?;
        let reading = best(|| vault.holdings().map(drop))?;
        let checking = best(|| vault.check())?;
        println!(
            "{count} holdings: open and close {opening:.1?}, read all {reading:.1?}, check all {checking:.1?}, \
             add all {adding:.1?}, add one more {one:.1?}, change the key {changing:.1?}"
        );
    }
    Ok(())
}

fn key(n: u8) -> VaultKey {
    VaultKey::from_bytes(&mut [n; 32])
}

fn holding(n: usize) -> NewHolding {
    NewHolding {
        note: "A remark of about the usual length, in a sentence or two.".into(),
        gave: vec!["name".into(), "email".into(), "postal-address".into()],
        periods: vec![PeriodRow::from(&Period::of(Relationship::Customer))],
        identifiers: vec![Identifier { kind: IdentifierKind::Email, value: format!("me+{n}@example.org") }],
        ..NewHolding::named(PersonId(1), &format!("Company {n}"))
    }
}

/// The shortest of five times: what it costs when nothing else is in the way.
fn best<E>(mut run: impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        run()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}
