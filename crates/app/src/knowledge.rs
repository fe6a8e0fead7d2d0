//! Public knowledge: the catalogue, the index of its names, and today's date.

use heldby_matching::assess::breaches_of;
use heldby_matching::resolve::Resolver;
use heldby_model::{Catalogue, CompanyId, Country, Relationship};
use jiff::{Zoned, civil::Date};
use std::sync::Arc;

/// What is the same for every vault.
pub struct Knowledge {
    catalogue: &'static Catalogue,
    resolver: Resolver,
    today: Option<Date>,
}

impl Knowledge {
    /// The catalogue that came with the program. `today` fixes the date; without it the clock is asked each time.
    pub fn bundled(today: Option<Date>) -> Arc<Self> {
        let catalogue = heldby_catalogue::bundled();
        Arc::new(Self { catalogue, resolver: Resolver::new(catalogue), today })
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue
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
        breaches_of(self.catalogue, company).into_iter().map(|b| b.id.to_string()).collect()
    }

    /// The country shown for a holding: what was entered, else the company's only one.
    pub(crate) fn country(&self, entered: Option<Country>, company: Option<&CompanyId>) -> Option<Country> {
        entered.or_else(|| match self.catalogue.company(company?)?.countries.as_slice() {
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
