//! Holdings, and finding the company that a name means.

use super::{MatchDetail, VerdictWord};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person of the household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Person {
    /// Number in the vault.
    #[ts(type = "number")]
    pub id: i64,
    /// The name that is shown.
    pub name: String,
}

/// One stretch of one relationship.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Period {
    /// `customer`, `prospect`, `employee`, ...
    pub relationship: String,
    /// Since when (year, month or day); `null` if unknown.
    #[serde(default)]
    pub from: Option<String>,
    /// Until when (year, month or day); `null` if unknown or still, see `still`.
    #[serde(default)]
    pub until: Option<String>,
    /// Whether it goes on.
    #[serde(default)]
    pub still: bool,
    /// Tags such as `prepaid`.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// What a person enters about a company.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoldingInput {
    /// The name as typed.
    pub name: String,
    /// A domain, address or e-mail address at the company, if known.
    #[serde(default)]
    pub domain: Option<String>,
    /// Two letters, if known.
    #[serde(default)]
    pub country: Option<String>,
    /// The company that the person confirmed; without it the name is resolved.
    #[serde(default)]
    pub company: Option<String>,
    /// The person said that no company which the catalogue knows is meant: the name is not resolved.
    #[serde(default)]
    pub unlinked: bool,
    /// Number of the person; the first one if absent.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub person: Option<i64>,
    /// When and as what. Empty: a customer at unknown times.
    #[serde(default)]
    pub periods: Vec<Period>,
    /// Ids of data classes given.
    #[serde(default)]
    pub gave: Vec<String>,
    /// Whether that is all that was given.
    #[serde(default)]
    pub gave_complete: bool,
    /// The person's own remark.
    #[serde(default)]
    pub note: String,
    /// Usernames, addresses or numbers used there.
    #[serde(default)]
    pub identifiers: Vec<String>,
}

/// A holding as a row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HoldingRow {
    /// Number in the vault.
    #[ts(type = "number")]
    pub id: i64,
    /// The company's name, or the name as typed if it is not linked.
    pub name: String,
    /// The name as typed.
    pub typed: String,
    /// Id of the company, if linked.
    pub company: Option<String>,
    /// Its country, as entered or the company's only one.
    pub country: Option<String>,
    /// Its sector, if linked.
    pub sector: Option<String>,
    /// Who.
    pub person: Person,
    /// The periods in words: "customer, 2012 to 2014".
    pub when: String,
    /// First known year over the periods, for sorting.
    pub since_year: Option<i16>,
    /// The highest verdict that is not put away; `null` if nothing matches or the name is not linked.
    pub verdict: Option<VerdictWord>,
    /// Matches that are told or likely and not put away.
    pub breached: u32,
    /// Matches that are possible and not put away.
    pub possible: u32,
    /// Labels of data exposed for sure, most severe first.
    pub exposed: Vec<String>,
    /// Whether the person has to say which company is meant.
    pub needs_company: bool,
    /// Whether the person said that no company which the catalogue knows is meant; they are not asked again.
    pub unlinked: bool,
    /// Whether the company holds the person without being asked: shown under "may hold you anyway", never counted.
    pub subject: bool,
}

/// Everything about one holding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HoldingDetail {
    /// The row.
    pub row: HoldingRow,
    /// What was entered; sending it back unchanged changes nothing.
    pub input: HoldingInput,
    /// How the name was linked, in words: "because 'Talk Talk' is TalkTalk without the space".
    pub resolved: Option<String>,
    /// Companies that could be meant, if not linked.
    pub candidates: Vec<Candidate>,
    /// The matches, highest verdict first; unlikely and not-affected ones included.
    pub matches: Vec<MatchDetail>,
    /// Titles of breaches at other companies of the same group, which say nothing about this holding.
    pub same_group: Vec<String>,
    /// Breaches that the catalogue listed here before and has withdrawn.
    pub withdrawn: Vec<String>,
}

/// A name and the company that the person means by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RememberedName {
    /// As typed.
    pub name: String,
    /// With which country.
    pub country: Option<String>,
    /// Id of the company.
    pub company: String,
    /// Its name.
    pub company_name: String,
    /// The day on which the person said so.
    pub confirmed: String,
}

/// A holding that was removed; it can be brought back until the vault is locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Removed {
    /// Number in the vault.
    #[ts(type = "number")]
    pub id: i64,
    /// The name that was shown.
    pub name: String,
}

/// A company offered while typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Suggestion {
    /// Id of the company.
    pub company: String,
    /// Its name.
    pub name: String,
    /// The string that fits what was typed, if it is not the name ("formerly Tiscali").
    pub matched: Option<String>,
    /// Where it serves people.
    pub countries: Vec<String>,
    /// Its sector.
    pub sector: String,
    /// How many breaches the catalogue has at it or names it in.
    pub breaches: u32,
    /// Tags that the name itself says.
    pub tags: Vec<String>,
}

/// A company that a name may mean, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Candidate {
    /// Id of the company.
    pub company: String,
    /// Its name.
    pub name: String,
    /// Where it serves people.
    pub countries: Vec<String>,
    /// Its sector.
    pub sector: String,
    /// The rule that fired, for example `spacing`.
    pub rule: String,
    /// The reason in words.
    pub why: String,
    /// The tie to another company in words ("merged into TalkTalk in July 2009"), if the link goes over one.
    pub relation: Option<String>,
    /// 1.0 for exact rules.
    pub score: f32,
    /// Ids of its breaches, newest first.
    pub breaches: Vec<String>,
}

impl Eq for Candidate {}

/// What a name means, without recording it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Lookup {
    /// `same`, `related`, `suggest`, `ask` or `none`.
    pub decision: String,
    /// Best first. For `same` and `related` the first is the company meant.
    pub candidates: Vec<Candidate>,
    /// The breaches of the first candidate, or of all if it is open which is meant.
    pub breaches: Vec<super::BreachRow>,
}
