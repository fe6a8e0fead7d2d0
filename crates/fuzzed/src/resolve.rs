//! Any text as a name, a domain and a country: a consistent answer, and nobody is meant by nothing.

use heldby_matching::resolve::{Decision, Query, Resolver};
use heldby_model::{Country, domain, name};
use std::collections::HashSet;
use std::sync::LazyLock;

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(heldby_bundled::catalogue()));

/// How many suggestions are asked for.
const OFFERED: usize = 8;

/// Three lines: a name, a domain, a country.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(3, '\n');
    let typed = lines.next().unwrap_or_default();
    let site = lines.next();
    let country = lines.next().and_then(|code| Country::new(code).ok());
    let catalogue = heldby_bundled::catalogue();

    let query = Query { name: typed, domain: site, country, ..Query::default() };
    let found = RESOLVER.resolve(catalogue, &query);
    assert_eq!(found.decision == Decision::None, found.candidates.is_empty());
    let companies: HashSet<_> = found.candidates.iter().map(|c| &c.company).collect();
    assert_eq!(companies.len(), found.candidates.len(), "a company comes once");
    for candidate in &found.candidates {
        assert!((0.0..=1.0).contains(&candidate.score), "{candidate:?}");
        assert!(catalogue.company(&candidate.company).is_some(), "{candidate:?}");
    }

    let is_site = |text: &str| domain::registrable_domain(text).is_some();
    let nothing = name::key(typed).is_empty() && !is_site(typed) && !site.is_some_and(is_site);
    if nothing || !text.chars().any(char::is_alphanumeric) {
        assert_eq!(found.decision, Decision::None, "nothing was typed");
    }
    // White space around what was typed means nothing.
    let padded = format!("  {typed}\t");
    let again = RESOLVER.resolve(catalogue, &Query { name: &padded, ..query });
    assert_eq!(again.decision, found.decision, "spaces around a name change what it means");

    let offered = RESOLVER.suggest(catalogue, typed, country, OFFERED);
    assert!(offered.len() <= OFFERED);
    let distinct: HashSet<_> = offered.iter().map(|s| &s.company).collect();
    assert_eq!(distinct.len(), offered.len(), "a company is offered once");
}
