//! The catalogue, for browsing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to search the catalogue for; empty parts do not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
pub struct BreachFilter {
    /// Words in company names, aliases or titles.
    #[serde(default)]
    pub text: String,
    /// Two letters.
    #[serde(default)]
    pub country: Option<String>,
    /// A sector.
    #[serde(default)]
    pub sector: Option<String>,
    /// Id of a data class that some group lost.
    #[serde(default)]
    pub class: Option<String>,
    /// Year in which it happened or became known.
    #[serde(default)]
    pub year: Option<i16>,
    /// A status.
    #[serde(default)]
    pub status: Option<String>,
    /// Whether breaches are shown too of which the mere fact of being in them says something intimate.
    #[serde(default)]
    pub sensitive: bool,
}

/// A breach as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BreachRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Id of the company.
    pub company: String,
    /// Name of the company.
    pub company_name: String,
    /// Countries of the company.
    pub countries: Vec<String>,
    /// Sector of the company.
    pub sector: String,
    /// `confirmed`, `exposure`, `disputed`, `denied` or `claimed`.
    pub status: String,
    /// When, in words.
    pub when: String,
    /// First day of what is known, for sorting.
    pub date: Option<String>,
    /// When it became public.
    pub disclosed: Option<String>,
    /// Number of people in words; `null` if not known or only claimed.
    pub people: Option<String>,
    /// Labels of all classes that some group lost, most severe first.
    pub classes: Vec<String>,
    /// How many groups of people it distinguishes.
    pub groups: u32,
    /// `curated`, `long-tail`, `hibp-file` (nobody signed it) or `private` (noted by the person).
    pub layer: String,
    /// Whether the mere fact of being in it says something intimate.
    pub sensitive: bool,
}

/// A group of people in a breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GroupRow {
    /// Its id.
    pub id: String,
    /// Who they are.
    pub who: String,
    /// Relationships in words.
    pub relationships: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// The question that decides membership, if only the person can know.
    pub question: Option<String>,
    /// Number of people in words.
    pub people: String,
    /// How many of those who could be meant.
    pub reach: Option<String>,
    /// The group in which it lies.
    pub within: Option<String>,
    /// Labels of classes lost by all.
    pub exposed: Vec<String>,
    /// Labels of classes lost by some.
    pub possibly: Vec<String>,
    /// Labels of classes ruled out.
    pub ruled_out: Vec<String>,
}

/// A statement that was corrected later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SupersededRow {
    /// As of when.
    pub date: Option<String>,
    /// What was said.
    pub claim: String,
}

/// Where a statement is from. Shown as text to copy; nothing is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BreachSource {
    /// Its address.
    pub url: String,
    /// Who published it.
    pub publisher: String,
    /// `company`, `regulator`, `court`, `press`, `researcher` or `database`.
    pub kind: String,
    /// When.
    pub date: Option<String>,
}

/// Everything about one breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BreachDetail {
    /// The row.
    pub row: BreachRow,
    /// The status in words.
    pub status_text: String,
    /// Through whom it was lost.
    pub via: Option<String>,
    /// Names of affected brands.
    pub brands: Vec<String>,
    /// The window of the stolen records, in words.
    pub records: Option<String>,
    /// When it was discovered.
    pub discovered: Option<String>,
    /// The groups.
    pub groups: Vec<GroupRow>,
    /// Labels of classes ruled out for everybody.
    pub ruled_out: Vec<String>,
    /// Who ruled them out.
    pub ruled_out_by: Option<String>,
    /// Whom a source clears, in words.
    pub not_affected: Vec<String>,
    /// Corrected statements.
    pub superseded: Vec<SupersededRow>,
    /// Remarks.
    pub notes: String,
    /// Not checked against a source.
    pub unverified: Vec<String>,
    /// Sources.
    pub sources: Vec<BreachSource>,
    /// Ids of the same event in other lists.
    pub also: Vec<String>,
}

/// A tie to another company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RelationRow {
    /// In words: "owned by BT Group since January 2016".
    pub text: String,
    /// The other company.
    pub company: String,
    /// Its name.
    pub name: String,
}

/// Where to write to a company. Shown as text to copy; nothing is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ContactView {
    /// E-mail address for questions about data protection.
    pub privacy_email: Option<String>,
    /// Page with a form for such questions.
    pub privacy_form: Option<String>,
    /// Postal address in one line.
    pub address: Option<String>,
    /// Page on which an account is closed, or the page that says how.
    pub deletion_page: Option<String>,
    /// How hard that is: `easy`, `medium`, `hard`, `limited` or `impossible`.
    pub deletion: Option<String>,
    /// Page on which the password is changed.
    pub password_page: Option<String>,
}

/// Everything about one company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CompanyDetail {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Legal names.
    pub legal_names: Vec<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its domains.
    pub domains: Vec<String>,
    /// Where it serves people.
    pub countries: Vec<String>,
    /// Its sector.
    pub sector: String,
    /// Ties to other companies, both directions.
    pub relations: Vec<RelationRow>,
    /// Different organisations of a similar name.
    pub not: Vec<String>,
    /// Parts that nobody has checked.
    pub unverified: Vec<String>,
    /// Whether it may hold people who never chose it.
    pub subject: bool,
    /// Where to write to it, if anything is known.
    pub contacts: Option<ContactView>,
    /// Its breaches, newest first.
    pub breaches: Vec<BreachRow>,
    /// Breaches of other companies that name it.
    pub named_in: Vec<BreachRow>,
}
