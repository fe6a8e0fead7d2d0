//! Names: who bears this one, and who of these is meant?

use super::index::{Index, Part, Place, bare, names_of, without_article};
use super::relation::{is_part_of, relation_of};
use super::{Candidate, Decision, Resolution, Rule, country, has_breaches};
use heldby_model::name::{key, tokens};
use heldby_model::{Catalogue, Company, Country};

/// Names of up to this many letters are borne by too many to be taken over into another country.
const SHORT: usize = 3;

/// Words that say what a company does and not who it is. A name that is equal but for them is worth a
/// suggestion.
const TRADE_WORDS: &[&str] = &[
    "account",
    "app",
    "broadband",
    "communications",
    "email",
    "fiber",
    "fibre",
    "group",
    "holdings",
    "incorporated",
    "international",
    "internet",
    "landline",
    "mail",
    "mobile",
    "online",
    "phone",
    "services",
    "shop",
    "store",
    "systems",
    "technologies",
    "telecom",
    "telecommunications",
    "telecoms",
    "tv",
    "webmail",
    "website",
    "wireless",
];

/// A typed name against the names of the catalogue.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub index: &'a Index,
    pub catalogue: &'a Catalogue,
    /// As written, for the explanation.
    pub written: &'a str,
    /// Its key.
    pub typed: &'a str,
}

/// How equal two names are, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Exact,
    LegalForm,
    Spacing,
}

/// What the country says about a name that needs its agreement, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// The company serves the country (whether or not the name needs that).
    Agrees,
    /// The name needs no agreement.
    Free,
    /// The name needs agreement, and no country is known.
    Open,
    /// The name needs agreement, and the company does not serve the country.
    Against,
}

/// A company that bears the name.
#[derive(Debug, Clone)]
pub(super) struct Bearer<'a> {
    pub company: &'a Company,
    pub standing: Standing,
    rank: Rank,
    place: Place,
    /// The record's string.
    matched: &'a str,
}

impl<'a> Names<'a> {
    /// Decides by the name alone.
    pub fn resolve(&self, country: Option<Country>) -> Resolution {
        let direct = self.decide(self.bearers(self.typed, country));
        if direct.decision != Decision::None {
            return direct;
        }
        let name = bare(self.typed);
        if let Some((name, word)) = country::split(name) {
            let named = self.decide(self.in_country(name, word));
            if named.decision != Decision::None {
                return named;
            }
        }
        self.without_trade_words(name, country)
    }

    /// Everybody who bears the name, one entry per company, in no order.
    pub fn bearers(&self, name: &str, country: Option<Country>) -> Vec<Bearer<'a>> {
        let hits: Vec<Hit> = self
            .index
            .names(name)
            .filter_map(|p| Hit::compare(self.catalogue, p, name))
            .collect();
        // A legal name cut down to a word that the records themselves call common is as common as that word.
        let shared = hits.iter().any(|h| !h.cut && h.needs_context(self.catalogue));
        let mut bearers: Vec<Bearer> = Vec::new();
        let mut trapped = false;
        for hit in hits {
            if self.is_trap(hit.company) {
                trapped = true;
                continue;
            }
            let Some(bearer) = hit.bearer(self.catalogue, shared, country) else {
                continue;
            };
            match bearers.iter_mut().find(|b| b.company.id == bearer.company.id) {
                Some(known) if (bearer.standing, bearer.rank) < (known.standing, known.rank) => {
                    *known = bearer
                }
                Some(_) => {}
                None => bearers.push(bearer),
            }
        }
        // Somebody else is known by this very name: then only equal names remain, not similar ones.
        if trapped {
            bearers.retain(|b| b.rank < Rank::Spacing);
        }
        bearers
    }

    /// The company among `bearers` that the name alone is enough for.
    pub fn decide(&self, mut bearers: Vec<Bearer<'a>>) -> Resolution {
        let settled = |b: &Bearer| b.standing <= Standing::Free;
        if bearers.iter().any(|b| settled(b) && b.rank < Rank::Spacing) {
            bearers.retain(|b| b.rank < Rank::Spacing || !settled(b));
        }
        self.sort(&mut bearers);
        let Some(best) = bearers.first().map(|b| b.standing) else {
            return Resolution::none();
        };
        let equal: Vec<&Bearer> = bearers.iter().filter(|b| b.standing == best).collect();
        if best > Standing::Free {
            let decision = if bearers.len() > 1 {
                Decision::Ask
            } else {
                Decision::Suggest
            };
            return Resolution::of(decision, self.candidates(&bearers));
        }
        let specific: Vec<&Bearer> = equal
            .iter()
            .filter(|b| !equal.iter().any(|other| is_part_of(other.company, b.company)))
            .copied()
            .collect();
        let &[winner] = specific.as_slice() else {
            return Resolution::of(Decision::Ask, self.candidates(&bearers));
        };
        let first = self.candidate(winner);
        let decision = winner.decision(self.catalogue);
        let others = bearers
            .iter()
            .filter(|b| b.company.id != winner.company.id)
            .map(|b| self.candidate(b));
        Resolution::of(decision, std::iter::once(first).chain(others).collect())
    }

    /// The candidate that stands for a bearer of the name.
    pub fn candidate(&self, bearer: &Bearer) -> Candidate {
        let alias = bearer.place.alias(self.catalogue);
        let rule = match bearer.rank {
            Rank::Exact if alias.is_some() => Rule::Alias,
            Rank::Exact => Rule::Name,
            Rank::LegalForm => Rule::LegalForm,
            Rank::Spacing => Rule::Spacing,
        };
        Candidate {
            company: bearer.company.id.clone(),
            rule,
            typed: self.written.to_owned(),
            matched: bearer.matched.to_owned(),
            relation: relation_of(self.catalogue, bearer.company, alias),
            score: 1.0,
            implies: alias.map(|a| a.implies.clone()).unwrap_or_default(),
        }
    }

    /// Whether the record says that the typed name is somebody else's. It never says so about its own names.
    pub fn is_trap(&self, company: &Company) -> bool {
        let typed = bare(self.typed);
        let is_typed = |name: &str| compact(bare(&key(name))).eq(compact(typed));
        company.not.iter().any(|trap| is_typed(trap)) && !names_of(company).any(|(_, name)| is_typed(name))
    }

    fn candidates(&self, bearers: &[Bearer]) -> Vec<Candidate> {
        bearers.iter().map(|b| self.candidate(b)).collect()
    }

    /// The bearers of a name with a country word behind it. The word decides, whatever the person's country;
    /// a company that does not serve that country is at most a relative of the one that is meant.
    fn in_country(&self, name: &str, word: Country) -> Vec<Bearer<'a>> {
        let mut bearers = self.bearers(name, Some(word));
        for bearer in &mut bearers {
            if bearer.standing == Standing::Free && !bearer.company.countries.is_empty() {
                bearer.standing = Standing::Open;
            }
        }
        bearers.retain(|b| b.standing != Standing::Against);
        bearers
    }

    /// Suggestions for a name with words of the trade around it ("talktalk.net email", "Adobe Systems").
    fn without_trade_words(&self, name: &str, country: Option<Country>) -> Resolution {
        let mut rest = name.strip_prefix("my ").unwrap_or(name);
        while let Some((head, last)) = rest.rsplit_once(' ') {
            if TRADE_WORDS.binary_search(&last).is_err() {
                break;
            }
            rest = head;
        }
        if rest.len() == name.len() {
            return Resolution::none();
        }
        let mut bearers = self.bearers(rest, country);
        bearers.retain(|b| b.standing != Standing::Against);
        self.sort(&mut bearers);
        let similar = |b: &Bearer| Candidate {
            rule: Rule::Fuzzy,
            score: 0.8,
            ..self.candidate(b)
        };
        Resolution::of(Decision::Suggest, bearers.iter().map(similar).collect())
    }

    fn sort(&self, bearers: &mut [Bearer]) {
        let quiet = |b: &Bearer| !has_breaches(self.catalogue, b.company);
        bearers.sort_by_cached_key(|b| (b.standing, b.rank, quiet(b), b.place.company));
    }
}

impl Bearer<'_> {
    /// What linking to this bearer is called: another name of a company that is known under a new one, or as
    /// a brand of another, shows that tie.
    pub fn decision(&self, catalogue: &Catalogue) -> Decision {
        let alias = self.place.alias(catalogue);
        let tie = alias.and_then(|_| relation_of(catalogue, self.company, alias));
        match tie {
            Some(tie) if tie.kind.changes_identity() => Decision::Related,
            _ => Decision::Same,
        }
    }
}

/// A name of the catalogue that equals the typed one.
struct Hit<'a> {
    company: &'a Company,
    place: Place,
    matched: &'a str,
    rank: Rank,
    /// Whether the record's string equals only after taking its legal form away.
    cut: bool,
}

impl<'a> Hit<'a> {
    /// Compares the strings themselves; `None` if only their digests were equal.
    fn compare(catalogue: &'a Catalogue, place: Place, typed: &str) -> Option<Self> {
        let (company, matched) = place.of(catalogue)?;
        let record = key(matched);
        let (typed_bare, record_bare) = (bare(typed), bare(&record));
        let (typed_plain, record_plain) = (without_article(typed_bare), without_article(record_bare));
        let cut = record_bare.len() < record.len();
        let (rank, cut) = if record == typed {
            (Rank::Exact, false)
        } else if record_bare == typed_bare {
            (Rank::LegalForm, cut)
        } else if compact(&record).eq(compact(typed)) {
            (Rank::Spacing, false)
        } else if compact(record_plain).eq(compact(typed_plain)) || same_words(record_plain, typed_plain) {
            (Rank::Spacing, cut)
        } else {
            return None;
        };
        Some(Self {
            company,
            place,
            matched,
            rank,
            cut,
        })
    }

    /// Whether the record marks the name as one that others bear too.
    fn needs_context(&self, catalogue: &Catalogue) -> bool {
        match self.place.alias(catalogue) {
            Some(alias) => alias.in_context || !alias.countries.is_empty(),
            None => self.company.name_in_context && self.place.part == Part::Name,
        }
    }

    /// `None` if the name counts in certain countries only and this is another one.
    fn bearer(self, catalogue: &'a Catalogue, shared: bool, country: Option<Country>) -> Option<Bearer<'a>> {
        let scope = self
            .place
            .alias(catalogue)
            .map(|a| a.countries.as_slice())
            .filter(|c| !c.is_empty());
        let served = scope.unwrap_or(&self.company.countries);
        let agrees = country.map(|c| served.contains(&c));
        let needs = self.needs_context(catalogue) || (self.cut && shared);
        let short = !served.is_empty() && compact(bare(&key(self.matched))).count() <= SHORT;
        let standing = match agrees {
            Some(true) => Standing::Agrees,
            Some(false) if scope.is_some() => return None,
            Some(false) if needs || short => Standing::Against,
            None if needs => Standing::Open,
            _ => Standing::Free,
        };
        let Self {
            company,
            place,
            matched,
            rank,
            ..
        } = self;
        Some(Bearer {
            company,
            standing,
            rank,
            place,
            matched,
        })
    }
}

fn compact(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|&c| c != ' ')
}

fn same_words(one: &str, other: &str) -> bool {
    let sorted = |key| {
        let mut words: Vec<&str> = tokens(key).collect();
        words.sort_unstable();
        words
    };
    one.len() == other.len() && sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trade_words_are_sorted_for_searching() {
        assert!(TRADE_WORDS.is_sorted());
        assert!(TRADE_WORDS.iter().all(|word| key(word) == *word));
    }
}
