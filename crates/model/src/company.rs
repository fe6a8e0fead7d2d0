//! A company as an identity of its own: names, domains, countries, dated relations.

use crate::class::word_enum;
use crate::{Attribute, CompanyId, Country, PartialDate};
use thin_vec::ThinVec;

/// A company or a brand with an identity of its own. Companies of the same name in different countries are
/// different companies.
///
/// Most of the many thousands have one domain and nothing else: a list that is empty takes one pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Stable id.
    pub id: CompanyId,
    /// The name that is shown.
    pub name: String,
    /// Full legal names.
    pub legal_names: ThinVec<String>,
    /// Other names it is or was known by.
    pub aliases: ThinVec<Alias>,
    /// Registrable domains of its own sites.
    pub domains: ThinVec<String>,
    /// Hosts that count only exactly, because their registrable domain belongs to somebody else (`fi.google.com`).
    pub exact_hosts: ThinVec<String>,
    /// Domains of mailboxes for customers: one's own address there proves an account, a stranger's proves nothing.
    pub mail_domains: ThinVec<String>,
    /// Where it serves people.
    pub countries: ThinVec<Country>,
    /// Line of business, for example `telecoms`.
    pub sector: String,
    /// Ties to other companies.
    pub relations: ThinVec<Relation>,
    /// Names of *different* organisations; wins over every rule of resolution.
    pub not: ThinVec<String>,
    /// Whether its bare name is a word or name that others bear too, so that it needs a domain, an agreeing
    /// country or the user's confirmation.
    pub name_in_context: bool,
    /// Whether it holds people who never chose it (a credit bureau, a clearing house).
    pub subject: bool,
    /// Parts of the record that nobody has checked against a source.
    pub unverified: ThinVec<String>,
    /// Where to turn with a question about one's data; most records know nothing of it.
    pub contacts: Option<Box<Contacts>>,
}

impl Company {
    /// A company of which nothing else is known.
    pub fn named(id: CompanyId, name: impl Into<String>, sector: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            sector: sector.into(),
            legal_names: ThinVec::new(),
            aliases: ThinVec::new(),
            domains: ThinVec::new(),
            exact_hosts: ThinVec::new(),
            mail_domains: ThinVec::new(),
            countries: ThinVec::new(),
            relations: ThinVec::new(),
            not: ThinVec::new(),
            name_in_context: false,
            subject: false,
            unverified: ThinVec::new(),
            contacts: None,
        }
    }
}

/// Ways to a company's answer about one's data. Addresses on the web are shown as text, never opened by the app.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
    /// E-mail address for questions about data protection.
    pub privacy_email: Option<String>,
    /// Page with a form for such questions.
    pub privacy_form: Option<String>,
    /// Postal address, its lines joined by commas.
    pub address: Option<String>,
    /// Page on which an account is closed, or the page that says how.
    pub deletion_page: Option<String>,
    /// How hard closing an account is there.
    pub deletion: Option<Deletion>,
    /// Page on which the password is changed.
    pub password_page: Option<String>,
}

word_enum! {
    /// How hard it is to have an account closed.
    Deletion {
        /// A button.
        Easy = "easy",
        /// Several steps.
        Medium = "medium",
        /// Only by writing to somebody.
        Hard = "hard",
        /// Only for those whom a law of their country or state helps.
        Limited = "limited",
        /// Not offered at all.
        Impossible = "impossible",
    }
}

/// Another name of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name as written.
    pub name: String,
    /// Counts only with a domain, an agreeing country or the user's confirmation.
    pub in_context: bool,
    /// Counts only for these countries (empty: everywhere).
    pub countries: ThinVec<Country>,
    /// In use since.
    pub from: Option<PartialDate>,
    /// In use until.
    pub until: Option<PartialDate>,
    /// What the name itself says about the relationship: "AT&T Wireless" is `mobile`.
    pub implies: ThinVec<Attribute>,
}

impl Alias {
    /// A name that counts everywhere and at any time.
    pub fn plain(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            in_context: false,
            countries: ThinVec::new(),
            from: None,
            until: None,
            implies: ThinVec::new(),
        }
    }
}

word_enum! {
    /// How two companies are tied.
    RelationKind {
        /// This company is owned by the other; accounts and controller are its own.
        Parent = "parent",
        /// The other is a brand of this company, with the same controller and accounts.
        Brand = "brand",
        /// This is the old name, the other the new one.
        RenamedTo = "renamed_to",
        /// This company ended and the other took over its customers.
        MergedInto = "merged_into",
        /// This company bought the other, which went on by itself.
        Acquired = "acquired",
        /// The other handles data for this company.
        Supplier = "supplier",
    }
}

/// A dated tie to another company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// How they are tied.
    pub kind: RelationKind,
    /// The other company.
    pub company: CompanyId,
    /// Since when, if known.
    pub since: Option<PartialDate>,
    /// Until when; `None` means still or unknown.
    pub until: Option<PartialDate>,
    /// A remark in our own words.
    pub note: String,
}
