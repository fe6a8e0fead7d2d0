//! Type-ahead: names that start with what has been typed so far, at any word.

use super::index::{Part, Place, order};
use super::keys::Keys;
use super::names::Names;
use super::relation::relation_of;
use super::{Candidate, Rule};
use heldby_model::domain::host;
use heldby_model::name::{compact, key_into};
use heldby_model::{Catalogue, Company, Country};
use std::collections::{BinaryHeap, HashMap, HashSet};

/// Every word of every name, sorted by the text that follows: what starts with a typed text lies together.
#[derive(Debug)]
pub(super) struct Prefixes {
    /// All names without spaces, one after another.
    text: String,
    starts: Vec<Start>,
    /// Every list of countries that some name counts in.
    served: Vec<Served>,
}

/// One word of one name in the text. It holds all that its rank depends on: one letter finds thousands, and looking
/// into their records would make a hand wait.
#[derive(Debug, Clone, Copy)]
struct Start {
    /// Where the word begins.
    at: u32,
    /// Where its name ends.
    end: u32,
    place: Place,
    /// Which of the lists of countries is the name's.
    served: u32,
    /// Whether it is the name's first word.
    first: bool,
    /// Whether the company has no breaches.
    quiet: bool,
}

/// A bit for each country there can be.
#[derive(Debug, Default)]
struct Served([u64; 11]);

impl Prefixes {
    pub fn new(catalogue: &Catalogue, keys: &Keys) -> Self {
        let companies = catalogue.companies();
        let mut all = Self {
            text: String::with_capacity(companies.len() * 32),
            starts: Vec::with_capacity(companies.len() * 6),
            served: Vec::new(),
        };
        let mut known = HashMap::new();
        for (place, key) in keys.each(catalogue) {
            let Some(company) = companies.get(place.company as usize) else { continue };
            let served = all.served_at(&mut known, countries(company, place));
            all.add(key, place, served, !catalogue.has_breaches(place.company as usize));
        }
        let mut folded = String::new();
        for (company, number) in companies.iter().zip(0..) {
            for (domain, n) in company.domains.iter().zip(0..) {
                key_into(domain, &mut folded);
                let served = all.served_at(&mut known, &company.countries);
                let place = Place { company: number, part: Part::Domain(n) };
                all.add(&folded, place, served, !catalogue.has_breaches(number as usize));
            }
        }
        all.text.shrink_to_fit();
        all.sort();
        all
    }

    fn add(&mut self, key: &str, place: Place, served: u32, quiet: bool) {
        let from = self.starts.len();
        let begin = self.text.len();
        for word in key.split(' ').filter(|word| !word.is_empty()) {
            let at = self.text.len();
            self.text.push_str(word);
            self.starts.push(Start { at: at as u32, end: 0, place, served, first: at == begin, quiet });
        }
        let end = self.text.len() as u32;
        self.starts[from..].iter_mut().for_each(|start| start.end = end);
    }

    fn served_at<'a>(&mut self, known: &mut HashMap<&'a [Country], u32>, countries: &'a [Country]) -> u32 {
        *known.entry(countries).or_insert_with(|| {
            self.served.push(Served::of(countries));
            self.served.len() as u32 - 1
        })
    }

    /// Sorts by text. The first letters decide nearly always, and lie in the list that is sorted.
    fn sort(&mut self) {
        let head = |start: &Start| {
            let text = start.text(&self.text).as_bytes();
            let mut head = [0; 8];
            let length = text.len().min(8);
            head[..length].copy_from_slice(&text[..length]);
            u64::from_be_bytes(head)
        };
        let mut sorted: Vec<(u64, Start)> = self.starts.iter().map(|start| (head(start), *start)).collect();
        sorted.sort_unstable_by(|(head, one), (other_head, other)| {
            let rest = || one.text(&self.text).cmp(other.text(&self.text));
            // Equal texts come in the order of their records, so that nothing is left to chance.
            let place = |start: &Start| (start.place.company, order(start.place.part), start.at);
            head.cmp(other_head).then_with(rest).then_with(|| place(one).cmp(&place(other)))
        });
        self.starts = sorted.into_iter().map(|(_, start)| start).collect();
    }

    /// The best candidates for a typed text, each company once.
    pub fn find(&self, names: &Names, country: Option<Country>, limit: usize) -> Vec<Candidate> {
        let site = host(names.written);
        let wanted = match &site {
            Some(host) => compact(host.strip_prefix("www.").unwrap_or(host)),
            None => names.typed.replace(' ', ""),
        };
        if wanted.is_empty() {
            return Vec::new();
        }
        let text = |start: &Start| start.text(&self.text);
        let from = self.starts.partition_point(|start| text(start) < wanted.as_str());
        let count = self.starts[from..].partition_point(|start| text(start).starts_with(&wanted));
        let found = &self.starts[from..from + count];
        let rank = |start: &Start| {
            let abroad = country.is_some_and(|country| !self.served[start.served as usize].contains(country));
            start.rank(wanted.len(), abroad)
        };
        // One letter finds thousands: only the best are put in order, unless too many of them are one company's.
        let enough = limit.saturating_mul(8);
        if count > enough {
            let best = in_order(best(found, rank, enough), found, names, &wanted, limit);
            if best.len() == limit {
                return best;
            }
        }
        let all = found.iter().zip(0..).map(|(start, nth)| (rank(start), nth)).collect();
        in_order(all, found, names, &wanted, limit)
    }
}

/// A rank (smaller is better), and which of the found it belongs to.
type Ranked = (u64, usize);

/// So many of the best, in no order.
fn best(found: &[Start], rank: impl Fn(&Start) -> u64, enough: usize) -> Vec<Ranked> {
    let mut best: BinaryHeap<Ranked> = BinaryHeap::with_capacity(enough + 1);
    for ranked in found.iter().zip(0..).map(|(start, nth)| (rank(start), nth)) {
        if best.len() < enough {
            best.push(ranked);
        } else if best.peek().is_some_and(|worst| ranked < *worst) {
            best.push(ranked);
            best.pop();
        }
    }
    best.into_vec()
}

/// The best candidates, each company once.
fn in_order(
    mut ranked: Vec<Ranked>,
    found: &[Start],
    names: &Names,
    wanted: &str,
    limit: usize,
) -> Vec<Candidate> {
    ranked.sort_unstable();
    let mut seen = HashSet::new();
    ranked
        .into_iter()
        .map(|(_, nth)| found[nth])
        .filter(|start| seen.insert(start.place.company))
        .filter_map(|start| start.candidate(names, wanted))
        .take(limit)
        .collect()
}

/// Where a name counts: an alias has its own list, or its company's.
fn countries(company: &Company, place: Place) -> &[Country] {
    let alias = match place.part {
        Part::Alias(n) => company.aliases.get(usize::from(n)),
        _ => None,
    };
    match alias.map(|alias| alias.countries.as_slice()) {
        Some(scope) if !scope.is_empty() => scope,
        _ => &company.countries,
    }
}

impl Served {
    fn of(countries: &[Country]) -> Self {
        let mut all = Self::default();
        for country in countries {
            let (word, bit) = Self::bit(*country);
            all.0[word] |= bit;
        }
        all
    }

    fn contains(&self, country: Country) -> bool {
        let (word, bit) = Self::bit(country);
        self.0[word] & bit != 0
    }

    fn bit(country: Country) -> (usize, u64) {
        // Two letters from A to Z.
        let number = country.as_str().bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A'));
        (number / 64, 1 << (number % 64))
    }
}

impl Start {
    fn text(self, all: &str) -> &str {
        &all[self.at as usize..self.end as usize]
    }

    /// Smaller is better. From what decides first: not the whole name, not its first word, another country, no
    /// breaches, length, number of the company.
    fn rank(self, wanted: usize, abroad: bool) -> u64 {
        const LONGEST: u32 = (1 << 28) - 1;
        let length = self.end - self.at;
        let longer = length as usize > wanted;
        let marks = [longer || !self.first, !self.first, abroad, self.quiet];
        let marks = marks.into_iter().fold(0, |all, mark| all << 1 | u64::from(mark));
        marks << 60 | u64::from(length.min(LONGEST)) << 32 | u64::from(self.place.company)
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
            implies: alias.map(|a| a.implies.to_vec()).unwrap_or_default(),
        })
    }
}
