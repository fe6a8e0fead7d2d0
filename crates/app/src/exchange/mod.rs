//! The readable form of a vault's contents: one JSON document, and a table of the companies.

mod read;
mod table;
mod write;

pub(crate) use read::read;
pub(crate) use table::table;
pub(crate) use write::document;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the document. Rises when a reader of the old one would misunderstand the new one.
pub(crate) const VERSION: u32 = 1;

/// Everything that a person entered, and what the program noted about it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Document {
    /// The version of this form; also what tells such a document from others.
    pub heldby_export: u32,
    /// When it was written.
    #[serde(default)]
    pub exported: String,
    /// By which version of Heldby.
    #[serde(default)]
    pub program: String,
    pub persons: Vec<Person>,
    pub companies: Vec<Company>,
    #[serde(default)]
    pub own_breaches: Vec<OwnBreach>,
    #[serde(default)]
    pub names: Vec<Name>,
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// Catalogues that were brought in: what they are, not what is in them.
    #[serde(default)]
    pub catalogues: Vec<Catalogue>,
    /// What the catalogue said when it was last compared. Not read back: it is made anew.
    #[serde(default)]
    pub seen: Vec<Seen>,
    /// What changed and was not read. Not read back.
    #[serde(default)]
    pub news: Vec<News>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Person {
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Company {
    /// The id of a person.
    pub person: i64,
    pub name: String,
    #[serde(default)]
    pub domain: Option<String>,
    #[serde(default)]
    pub country: Option<String>,
    /// Id in the catalogue.
    #[serde(default)]
    pub company: Option<String>,
    /// Its name in the catalogue, for people. Not read back.
    #[serde(default)]
    pub company_name: Option<String>,
    #[serde(default)]
    pub rule: Option<String>,
    #[serde(default)]
    pub confirmed: bool,
    #[serde(default)]
    pub gave: Vec<String>,
    #[serde(default)]
    pub gave_complete: bool,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub periods: Vec<Period>,
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
    #[serde(default)]
    pub answers: Vec<Answer>,
    pub created: String,
    pub updated: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Period {
    pub relationship: String,
    #[serde(default)]
    pub from: Option<String>,
    /// A date, `still` or `unknown`.
    pub until: String,
    /// `stated` or `inferred`.
    pub basis: String,
    #[serde(default)]
    pub tags: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Identifier {
    /// `email`, `username` or `phone`.
    pub kind: String,
    pub value: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// Id of the breach; `private:` and the id of one of `own_breaches`.
    pub breach: String,
    /// `told` or `told-unaffected`.
    #[serde(default)]
    pub notice: Option<String>,
    #[serde(default)]
    pub dismissed: bool,
    #[serde(default)]
    pub conditions: BTreeMap<String, bool>,
    pub answered: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct OwnBreach {
    pub id: i64,
    #[serde(default)]
    pub company: Option<String>,
    pub company_name: String,
    pub title: String,
    #[serde(default)]
    pub occurred_from: Option<String>,
    #[serde(default)]
    pub occurred_to: Option<String>,
    #[serde(default)]
    pub disclosed: Option<String>,
    #[serde(default)]
    pub classes: Vec<String>,
    #[serde(default)]
    pub note: String,
    pub created: String,
    pub updated: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Name {
    pub name: String,
    #[serde(default)]
    pub country: Option<String>,
    pub company: String,
    pub confirmed: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Catalogue {
    pub kind: String,
    pub file: String,
    pub number: Option<u32>,
    pub signer: Option<String>,
    pub added: String,
    pub bytes: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub breach: String,
    pub company: String,
    pub title: String,
    pub facts: Vec<String>,
    pub withdrawn: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct News {
    pub noticed: String,
    pub kind: String,
    pub breach: Option<String>,
    pub title: String,
    pub details: Vec<String>,
}

/// The words for how a period ends, other than a date.
pub(crate) const STILL: &str = "still";
pub(crate) const UNKNOWN: &str = "unknown";
/// The words for how a start is known.
pub(crate) const STATED: &str = "stated";
pub(crate) const INFERRED: &str = "inferred";
/// The words for a notice.
pub(crate) const TOLD: &str = "told";
pub(crate) const TOLD_UNAFFECTED: &str = "told-unaffected";
