//! The machine-readable form of `heldby catalogue search`: a public interface, in which fields are added and never
//! renamed. Everything is said by id, so that programs need not read words.

use serde::Serialize;

/// A breach of the catalogue for programs.
#[derive(Debug, Clone, Serialize)]
pub struct BreachRecord {
    /// Its id.
    pub id: String,
    /// Ids of the same event in other lists.
    pub also: Vec<String>,
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
    /// `curated`, `long-tail`, `hibp-file` or `private`.
    pub layer: String,
    /// Whether the mere fact of being in it says something intimate.
    pub sensitive: bool,
    /// First day (year, month or day).
    pub occurred_from: Option<String>,
    /// Last day.
    pub occurred_to: Option<String>,
    /// When it was discovered.
    pub discovered: Option<String>,
    /// When it became public.
    pub disclosed: Option<String>,
    /// How many people in all.
    pub people: Option<PeopleRecord>,
    /// Ids of affected brands.
    pub affected_brands: Vec<String>,
    /// Through whom it was lost.
    pub via: Option<String>,
    /// Class ids ruled out for everybody.
    pub ruled_out: Vec<String>,
    /// Class ids that some group lost, for sure or possibly.
    pub classes: Vec<String>,
    /// Who lost what.
    pub groups: Vec<GroupRecord>,
}

/// A count of people.
#[derive(Debug, Clone, Serialize)]
pub struct PeopleRecord {
    /// How many.
    pub count: u64,
    /// `exact`, `approx`, `lower_bound` or `upper_bound`.
    pub kind: String,
}

/// A group of people in a breach for programs.
#[derive(Debug, Clone, Serialize)]
pub struct GroupRecord {
    /// Its id.
    pub id: String,
    /// Who they are.
    pub who: String,
    /// `customer`, `former-customer`, `employee`, ...
    pub relationships: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Id of the question that decides membership.
    pub condition: Option<String>,
    /// How many they are.
    pub people: Option<PeopleRecord>,
    /// `all`, `most`, `some` or `few`.
    pub reach: Option<String>,
    /// Id of the group in which it lies.
    pub within: Option<String>,
    /// Class ids lost by all.
    pub exposed: Vec<String>,
    /// Class ids lost by some.
    pub possibly: Vec<String>,
    /// Class ids ruled out.
    pub ruled_out: Vec<String>,
}

/// Something in the catalogue that deserves a person's look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LintFinding {
    /// Which rule, for example `only-press`.
    pub kind: String,
    /// Id of the company or breach.
    pub id: String,
    /// What to look at, in words.
    pub text: String,
    /// The file in which it is written, as seen from the catalogue's folder.
    pub file: Option<String>,
    /// The line in it, counted from 1.
    pub line: Option<usize>,
}
