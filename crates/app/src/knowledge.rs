//! Knowledge: the catalogue, the index of its names, and today's date.

use heldby_catalogue::release::{self, ReleaseKey};
use heldby_matching::assess::breaches_of;
use heldby_matching::resolve::Resolver;
use heldby_model::{Catalogue, CompanyId, Country, Relationship};
use jiff::{Zoned, civil::Date};
use std::sync::Arc;

/// What is known about companies and breaches: the same for every vault, unless one adds to it.
pub struct Knowledge {
    catalogue: Source,
    resolver: Resolver,
    today: Option<Date>,
    origin: Origin,
    trusted: ReleaseKey,
}

/// Where the records are.
enum Source {
    /// In the program.
    Bundled(&'static Catalogue),
    /// Put together from the layers of a vault.
    Layered(Box<Catalogue>),
}

/// What a catalogue was put together from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Id of the key that signed the release in use; `None` for the one in the program.
    pub signer: Option<String>,
    /// Why a layer of the vault is not in use, in words.
    pub troubles: Vec<String>,
    /// What tells this state of knowledge from another.
    pub stamp: String,
}

impl Knowledge {
    /// The catalogue that came with the program. `today` fixes the date; without it the clock is asked each time.
    pub fn bundled(today: Option<Date>) -> Arc<Self> {
        Self::trusting(release::project_key().clone(), today)
    }

    /// As [`bundled`](Self::bundled), but releases have to be signed with this key instead of the project's.
    pub fn trusting(key: ReleaseKey, today: Option<Date>) -> Arc<Self> {
        Self::over(heldby_bundled::catalogue(), key, today)
    }

    /// As [`trusting`](Self::trusting), but over another catalogue. For tests that need a small one.
    #[doc(hidden)]
    pub fn over(catalogue: &'static Catalogue, key: ReleaseKey, today: Option<Date>) -> Arc<Self> {
        let info = catalogue.info();
        let size = heldby_bundled::ARTEFACT.len();
        let origin = Origin {
            stamp: format!("{} {} {} {size}", env!("CARGO_PKG_VERSION"), info.number, info.date),
            ..Origin::default()
        };
        Arc::new(Self {
            catalogue: Source::Bundled(catalogue),
            resolver: Resolver::new(catalogue),
            today,
            origin,
            trusted: key,
        })
    }

    /// The same date and trust over another catalogue.
    pub(crate) fn with(&self, catalogue: Catalogue, origin: Origin) -> Arc<Self> {
        Arc::new(Self {
            resolver: Resolver::new(&catalogue),
            catalogue: Source::Layered(Box::new(catalogue)),
            today: self.today,
            origin,
            trusted: self.trusted.clone(),
        })
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Catalogue {
        match &self.catalogue {
            Source::Bundled(catalogue) => catalogue,
            Source::Layered(catalogue) => catalogue,
        }
    }

    /// What it was put together from.
    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The key that releases have to be signed with.
    pub(crate) fn trusted(&self) -> &ReleaseKey {
        &self.trusted
    }

    /// The index of names.
    pub fn resolver(&self) -> &Resolver {
        &self.resolver
    }

    /// Today where the person is.
    pub fn today(&self) -> Date {
        self.today.unwrap_or_else(|| Zoned::now().date())
    }

    /// Ids of the breaches that may concern people of a company, its own first.
    pub(crate) fn breach_ids(&self, company: &CompanyId) -> Vec<String> {
        breaches_of(self.catalogue(), company).into_iter().map(|b| b.id.to_string()).collect()
    }

    /// The country shown for a holding: what was entered, else the company's only one.
    pub(crate) fn country(&self, entered: Option<Country>, company: Option<&CompanyId>) -> Option<Country> {
        entered.or_else(|| match self.catalogue().company(company?)?.countries.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }
}

/// What a person usually gives to a company of a sector; offered in forms, never filled in silently.
pub(crate) fn usual_data(sector: &str) -> &'static [&'static str] {
    match sector {
        "telecoms" => {
            &["name", "postal-address", "email-address", "phone-number", "date-of-birth", "bank-account"]
        }
        "bank" | "credit reference" | "pensions" | "insurance" => &[
            "name",
            "postal-address",
            "email-address",
            "phone-number",
            "date-of-birth",
            "bank-account",
            "id-document-image",
        ],
        _ => &["name", "postal-address", "email-address", "phone-number", "password", "payment-card"],
    }
}

/// Relationships in the order in which forms offer them. `Subject` is not offered: nobody enters it.
pub(crate) const OFFERED: [Relationship; 10] = [
    Relationship::Customer,
    Relationship::Prospect,
    Relationship::Employee,
    Relationship::Contractor,
    Relationship::Applicant,
    Relationship::Member,
    Relationship::Patient,
    Relationship::Student,
    Relationship::Donor,
    Relationship::Contact,
];
