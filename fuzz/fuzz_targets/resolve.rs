//! Any text as a name, a domain and a country: no panic, a consistent answer, and nobody is meant by nothing.
#![no_main]

use heldby_matching::resolve::{Decision, Query, Resolver};
use heldby_model::{Country, domain, name};
use libfuzzer_sys::fuzz_target;
use std::collections::HashSet;
use std::sync::LazyLock;

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(heldby_bundled::catalogue()));

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let typed = lines.next().unwrap_or_default();
    let site = lines.next();
    let country = lines.next().and_then(|code| Country::new(code).ok());
    let catalogue = heldby_bundled::catalogue();

    let found = RESOLVER.resolve(catalogue, &Query { name: typed, domain: site, country });
    assert_eq!(found.decision == Decision::None, found.candidates.is_empty());
    let companies: HashSet<_> = found.candidates.iter().map(|c| &c.company).collect();
    assert_eq!(companies.len(), found.candidates.len(), "a company comes once");
    assert!(found.candidates.iter().all(|c| (0.0..=1.0).contains(&c.score)));
    let nothing =
        name::key(typed).is_empty() && site.is_none_or(|site| domain::registrable_domain(site).is_none());
    if nothing && domain::registrable_domain(typed).is_none() {
        assert_eq!(found.decision, Decision::None, "nothing was typed");
    }

    let offered = RESOLVER.suggest(catalogue, typed, country, 8);
    assert!(offered.len() <= 8);
});
