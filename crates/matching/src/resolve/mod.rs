//! Resolving: which company does a typed name, a domain or an address mean?
//!
//! Evidence is taken in the order of its strength: the company's own domain, then its names, then what is only
//! worth a suggestion. A name that several companies bear is decided by a country that agrees with exactly one
//! of them, or asked about. Every candidate says which rule found it and which two strings were compared.

mod bearer;
mod country;
mod index;
mod keys;
mod names;
mod prefix;
mod relation;
mod similar;
mod site;
mod trade;
mod words;

pub use relation::{NameRelation, NameRelationKind};

use heldby_model::name::key;
use heldby_model::{Attribute, Catalogue, CompanyId, Country, Days};
use index::Index;
use keys::Keys;
use names::Names;
use prefix::Prefixes;
use similar::Similar;
use site::Site;
use std::sync::OnceLock;
use words::Words;

/// More candidates than this help nobody to choose.
const MAX_CANDIDATES: usize = 12;

/// What a person or a file says about a company.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// The name as typed; may be empty if there is a domain.
    pub name: &'a str,
    /// A domain, host, URL or e-mail address at that company. An address also means: somebody's mailbox.
    pub domain: Option<&'a str>,
    /// The country of the person or of the relationship.
    pub country: Option<Country>,
    /// Where the days of the relationship lie. They decide only between companies that bore one name at different
    /// times: people go on using names of the past, and use those of today for the past.
    pub during: Days,
}

/// What to do with the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Link to the first candidate without asking.
    Same,
    /// Link to the first candidate, a brand or predecessor, without asking; its relation is shown.
    Related,
    /// Offer the candidates; nothing is linked unless the person confirms it.
    Suggest,
    /// The name means several companies: the person has to say which.
    Ask,
    /// No company of the catalogue.
    None,
}

/// Why a candidate is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The registrable domain is the company's.
    Domain,
    /// The host is the company's; hosts beside it are not.
    ExactHost,
    /// The domain belongs to the company beside its main one: a brand's, a former name's.
    Family,
    /// The name is the company's name or legal name.
    Name,
    /// As the name, after taking the legal form away.
    LegalForm,
    /// As the name, but for spaces, an article or the order of its words.
    Spacing,
    /// The name is another name of the company.
    Alias,
    /// The domain is one of mailboxes for the company's customers.
    MailDomain,
    /// The domain's label is the company's name.
    Label,
    /// The name is similar.
    Fuzzy,
}

/// One company that may be meant, with the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The company.
    pub company: CompanyId,
    /// Why.
    pub rule: Rule,
    /// What was typed, as far as it was compared.
    pub typed: String,
    /// The record's string that it was compared with.
    pub matched: String,
    /// How the company hangs together with another that the person may know better.
    pub relation: Option<NameRelation>,
    /// How sure the rule is: 1.0 for equality, less for what is only similar or indirect.
    pub score: f32,
    /// What the name itself says about the relationship: "AT&T Wireless" is mobile.
    pub implies: Vec<Attribute>,
}

/// The outcome of resolving.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// What to do.
    pub decision: Decision,
    /// Who may be meant, the likeliest first. For [`Decision::Same`] and [`Decision::Related`] the first is the
    /// company linked, and others bear the same name.
    pub candidates: Vec<Candidate>,
}

/// The names and domains of one catalogue, indexed: every method takes the catalogue that it was built from.
#[derive(Debug)]
pub struct Resolver {
    keys: Keys,
    index: Index,
    /// Built when something is typed for the first time.
    prefixes: OnceLock<Prefixes>,
    /// Built when a name is not found for the first time.
    similar: OnceLock<Similar>,
    /// Built when a name is not found for the first time.
    words: OnceLock<Words>,
}

impl Resolver {
    /// Indexes all names and domains of the catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        let keys = Keys::new(catalogue);
        Self {
            index: Index::new(catalogue, &keys),
            keys,
            prefixes: OnceLock::new(),
            similar: OnceLock::new(),
            words: OnceLock::new(),
        }
    }

    /// Finds the company that is meant.
    pub fn resolve(&self, catalogue: &Catalogue, query: &Query) -> Resolution {
        let typed = key(query.name);
        let names = Names {
            resolver: self,
            catalogue,
            written: query.name.trim(),
            typed: &typed,
            during: query.during,
        };
        let given = query.domain.and_then(Site::read);
        // "hackforums.net" in the place of a name is a domain as well.
        let site = given.clone().or_else(|| Site::read(query.name));
        let Some(site) = site else {
            return names.resolve(query.country);
        };
        site.resolve(&names, query.country, given.is_some())
    }

    /// Companies for a name that is still being typed: by the start of a name, of a word in it, or of a
    /// domain. Best first: equal before starting with, companies of the country first, companies with
    /// breaches first, short names first. If nothing starts like that, names with a typing mistake. Each company
    /// comes once.
    pub fn suggest(
        &self,
        catalogue: &Catalogue,
        typed: &str,
        country: Option<Country>,
        limit: usize,
    ) -> Vec<Candidate> {
        let folded = key(typed);
        let names =
            Names { resolver: self, catalogue, written: typed.trim(), typed: &folded, during: Days::ANY };
        let mut found = self.prefixes(catalogue).find(&names, country, limit);
        if found.is_empty() {
            found = names.alike(country).candidates;
            found.truncate(limit);
        }
        found
    }

    fn prefixes(&self, catalogue: &Catalogue) -> &Prefixes {
        self.prefixes.get_or_init(|| Prefixes::new(catalogue, &self.keys))
    }

    fn similar(&self, catalogue: &Catalogue) -> &Similar {
        self.similar.get_or_init(|| Similar::new(catalogue, &self.keys))
    }

    fn words(&self, catalogue: &Catalogue) -> &Words {
        self.words.get_or_init(|| Words::new(catalogue, &self.keys))
    }
}

impl Resolution {
    /// Nothing found.
    fn none() -> Self {
        Self { decision: Decision::None, candidates: Vec::new() }
    }

    fn of(decision: Decision, mut candidates: Vec<Candidate>) -> Self {
        candidates.truncate(MAX_CANDIDATES);
        if candidates.is_empty() { Self::none() } else { Self { decision, candidates } }
    }

    /// The company linked without asking, if there is one.
    pub fn linked(&self) -> Option<&Candidate> {
        matches!(self.decision, Decision::Same | Decision::Related).then(|| self.candidates.first())?
    }
}

impl Decision {
    /// The word that machines read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Related => "related",
            Self::Suggest => "suggest",
            Self::Ask => "ask",
            Self::None => "none",
        }
    }
}

impl Rule {
    /// The word that machines read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::ExactHost => "host",
            Self::Family => "family",
            Self::Name => "name",
            Self::LegalForm => "legal-form",
            Self::Spacing => "spacing",
            Self::Alias => "alias",
            Self::MailDomain => "mail-domain",
            Self::Label => "label",
            Self::Fuzzy => "fuzzy",
        }
    }
}

#[cfg(test)]
mod tests;
