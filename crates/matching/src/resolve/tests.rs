//! Cases of resolution, on a hand-built catalogue with the difficult neighbours.

pub(super) mod fixture;
mod laws;
mod names;
mod sites;
mod typing;

use super::*;
use fixture::catalogue;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);
static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(&CATALOGUE));

/// Resolves (name, domain, country), empty for unknown.
fn resolve(name: &str, domain: &str, country: &str) -> Resolution {
    let domain = Some(domain).filter(|d| !d.is_empty());
    RESOLVER
        .resolve(&CATALOGUE, &Query { name, domain, country: Country::new(country).ok(), ..Query::default() })
}

/// "decision: ids", at most three of these.
fn outcome(resolution: &Resolution) -> String {
    let ids: Vec<&str> = resolution.candidates.iter().take(3).map(|c| c.company.as_str()).collect();
    format!("{}: {}", resolution.decision.as_str(), ids.join(" ")).trim_end().to_string()
}

/// Each case: name, domain, country and the start of the outcome.
#[track_caller]
fn check(cases: &[(&str, &str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(name, domain, country, expected)| {
            let got = outcome(&resolve(name, domain, country));
            let fits = got == *expected || got.starts_with(&format!("{expected} "));
            (!fits).then(|| format!("{name:?} {domain:?} {country:?}: expected {expected:?}, got {got:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
