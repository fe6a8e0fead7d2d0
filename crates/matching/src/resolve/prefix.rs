//! Type-ahead: names that start with what has been typed so far, at any word.

use super::index::{Part, Place, names_of};
use super::names::Names;
use super::relation::relation_of;
use super::{Candidate, Rule, has_breaches};
use heldby_model::domain::host;
use heldby_model::name::{compact, key_into};
use heldby_model::{Catalogue, Country};
use std::collections::HashSet;

/// Every word of every name, sorted by the text that follows: what starts with a typed text lies together.
#[derive(Debug)]
pub(super) struct Prefixes {
    /// All names without spaces, one after another.
    text: String,
    starts: Vec<Start>,
}

/// One word of one name in the text.
#[derive(Debug, Clone, Copy)]
struct Start {
    /// Where the word begins.
    at: u32,
    /// Where its name ends.
    end: u32,
    place: Place,
    /// Whether it is the name's first word.
    first: bool,
    /// Whether the company has no breaches.
    quiet: bool,
}

impl Prefixes {
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(catalogue.companies().len() * 6);
        let mut folded = String::new();
        for (company, number) in catalogue.companies().iter().zip(0..) {
            let quiet = !has_breaches(catalogue, company);
            let domains = company.domains.iter().zip(0..).map(|(d, n)| (Part::Domain(n), d.as_str()));
            for (part, name) in names_of(company).chain(domains) {
                key_into(name, &mut folded);
                let place = Place { company: number, part };
                let from = starts.len();
                let begin = text.len();
                for word in folded.split(' ').filter(|word| !word.is_empty()) {
                    let at = text.len();
                    text.push_str(word);
                    starts.push(Start { at: at as u32, end: 0, place, first: at == begin, quiet });
                }
                let end = text.len() as u32;
                starts[from..].iter_mut().for_each(|s| s.end = end);
            }
        }
        starts.sort_unstable_by(|a, b| a.text(&text).cmp(b.text(&text)));
        Self { text, starts }
    }

    /// The best candidates for a typed text, each company once.
    pub fn find(&self, names: &Names, country: Option<Country>, limit: usize) -> Vec<Candidate> {
        let catalogue = names.catalogue;
        let site = host(names.written);
        let wanted = match &site {
            Some(host) => compact(host.strip_prefix("www.").unwrap_or(host)),
            None => names.typed.replace(' ', ""),
        };
        if wanted.is_empty() {
            return Vec::new();
        }
        let from = self.starts.partition_point(|s| s.text(&self.text) < wanted.as_str());
        let found: Vec<_> = self.starts[from..]
            .iter()
            .take_while(|s| s.text(&self.text).starts_with(&wanted))
            .filter_map(|s| Some((s.rank(catalogue, &wanted, country)?, s)))
            .collect();
        // One letter finds thousands: only the best are put in order, unless too many of them are one company's.
        let enough = limit.saturating_mul(8);
        if found.len() > enough {
            let mut best = found.clone();
            best.select_nth_unstable_by_key(enough, |(rank, _)| *rank);
            best.truncate(enough);
            let best = in_order(best, names, &wanted, limit);
            if best.len() == limit {
                return best;
            }
        }
        in_order(found, names, &wanted, limit)
    }
}

/// The best candidates, each company once.
fn in_order(mut found: Vec<(Rank, &Start)>, names: &Names, wanted: &str, limit: usize) -> Vec<Candidate> {
    found.sort_unstable_by_key(|(rank, _)| *rank);
    let mut seen = HashSet::new();
    found
        .into_iter()
        .filter(|(_, start)| seen.insert(start.place.company))
        .filter_map(|(_, start)| start.candidate(names, wanted))
        .take(limit)
        .collect()
}

/// Smaller is better: (not the whole name, not its first word, another country, no breaches, length, number).
type Rank = (bool, bool, bool, bool, u32, u32);

impl Start {
    fn text(self, all: &str) -> &str {
        &all[self.at as usize..self.end as usize]
    }

    fn rank(self, catalogue: &Catalogue, wanted: &str, country: Option<Country>) -> Option<Rank> {
        let (company, _) = self.place.of(catalogue)?;
        let alias = self.place.alias(catalogue);
        let serves = match alias.map(|a| a.countries.as_slice()) {
            Some(scope) if !scope.is_empty() => scope,
            _ => &company.countries,
        };
        let abroad = country.is_some_and(|c| !serves.contains(&c));
        let length = self.end - self.at;
        let longer = length as usize > wanted.len();
        Some((longer || !self.first, !self.first, abroad, self.quiet, length, self.place.company))
    }

    fn candidate(self, names: &Names, wanted: &str) -> Option<Candidate> {
        let (company, matched) = self.place.of(names.catalogue)?;
        if names.is_trap(company) {
            return None;
        }
        let alias = self.place.alias(names.catalogue);
        let rule = match self.place.part {
            Part::Domain(_) => Rule::Domain,
            Part::Alias(_) => Rule::Alias,
            _ => Rule::Name,
        };
        let length = (self.end - self.at) as f32;
        Some(Candidate {
            company: company.id.clone(),
            rule,
            typed: names.written.to_owned(),
            matched: matched.to_owned(),
            relation: relation_of(names.catalogue, company, alias),
            score: wanted.len() as f32 / length,
            implies: alias.map(|a| a.implies.clone()).unwrap_or_default(),
        })
    }
}
