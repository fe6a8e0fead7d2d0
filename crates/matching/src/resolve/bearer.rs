//! Who bears a name: how equal the record's name is to the typed one, and what the country says about it.

use super::index::{Part, Place, bare, without_article};
use super::keys::Keys;
use super::relation::relation_of;
use super::{Decision, country};
use heldby_model::name::{key, tokens};
use heldby_model::{Catalogue, Company, Country};

/// Names of up to this many letters are borne by too many to be taken over into another country.
const SHORT: usize = 3;

/// How equal two names are, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Exact,
    LegalForm,
    Spacing,
    Similar,
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
    /// The name needs agreement, and the company does not serve the country; or another company bore it then.
    Against,
}

/// A company that bears the name.
#[derive(Debug, Clone)]
pub(super) struct Bearer<'a> {
    pub company: &'a Company,
    pub standing: Standing,
    pub rank: Rank,
    pub place: Place,
    /// The record's string.
    pub matched: &'a str,
    /// Whether it bore the name on the days in question, as far as is known.
    pub timely: bool,
}

impl Bearer<'_> {
    /// Which of two names of one company stands for it: the smaller one.
    pub fn order(&self) -> (bool, Standing, Rank) {
        (!self.timely, self.standing, self.rank)
    }

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
pub(super) struct Hit<'a> {
    pub company: &'a Company,
    pub place: Place,
    pub matched: &'a str,
    pub rank: Rank,
    /// Whether the record's string equals only after taking its legal form away.
    pub cut: bool,
}

impl<'a> Hit<'a> {
    /// Compares the strings themselves; `None` if only their digests were equal.
    pub fn compare(catalogue: &'a Catalogue, keys: &Keys, place: Place, typed: &str) -> Option<Self> {
        let (company, matched) = place.of(catalogue)?;
        let record = keys.of(company, place)?;
        let (typed_bare, record_bare) = (bare(typed), bare(record));
        let (typed_plain, record_plain) = (without_article(typed_bare), without_article(record_bare));
        let cut = record_bare.len() < record.len();
        let (rank, cut) = if record == typed {
            (Rank::Exact, false)
        } else if record_bare == typed_bare {
            (Rank::LegalForm, cut)
        } else if compact(record).eq(compact(typed)) {
            (Rank::Spacing, false)
        } else if compact(record_plain).eq(compact(typed_plain)) || same_words(record_plain, typed_plain) {
            (Rank::Spacing, cut)
        } else {
            return None;
        };
        Some(Self { company, place, matched, rank, cut })
    }

    /// Whether the record marks the name as one that others bear too.
    pub fn needs_context(&self, catalogue: &Catalogue) -> bool {
        match self.place.alias(catalogue) {
            Some(alias) => alias.in_context || !alias.countries.is_empty(),
            None => self.company.name_in_context && self.place.part == Part::Name,
        }
    }

    /// `None` if the name counts in certain countries only and this is another one.
    pub fn bearer(
        self,
        catalogue: &'a Catalogue,
        shared: bool,
        country: Option<Country>,
    ) -> Option<Bearer<'a>> {
        let scope = self.place.alias(catalogue).map(|a| a.countries.as_slice()).filter(|c| !c.is_empty());
        let served = scope.unwrap_or(&self.company.countries);
        let agrees = country.map(|c| served.contains(&c));
        let needs = self.needs_context(catalogue) || (self.cut && shared);
        let short = || !served.is_empty() && compact(bare(&key(self.matched))).count() <= SHORT;
        let standing = match agrees {
            Some(true) => Standing::Agrees,
            Some(false) if scope.is_some() => return None,
            Some(false) if needs || short() => Standing::Against,
            None if needs => Standing::Open,
            _ => Standing::Free,
        };
        let Self { company, place, matched, rank, .. } = self;
        Some(Bearer { company, standing, rank, place, matched, timely: true })
    }
}

/// The letters of a key without its spaces.
pub(super) fn compact(key: &str) -> impl Iterator<Item = char> {
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

/// Whether the record says that the bearer of this name in this country is somebody else.
pub(super) fn is_another_in(company: &Company, name: &str, country: Country) -> bool {
    company.not.iter().any(|trap| {
        let trap = key(trap);
        country::split(bare(&trap))
            .is_some_and(|(base, c)| c == country && compact(base).eq(compact(bare(name))))
    })
}
