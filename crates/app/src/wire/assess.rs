//! The machine-readable forms of `heldby lookup` and `heldby assess`. These are a public interface: fields are
//! added, never renamed.

use serde::{Deserialize, Deserializer, Serialize};

/// One holding of `heldby assess`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessHolding {
    /// Id of the company; else it is resolved from the three following.
    pub company: Option<String>,
    /// Name as typed.
    pub name: Option<String>,
    /// Domain, host or e-mail address.
    pub domain: Option<String>,
    /// Two letters.
    pub country: Option<String>,
    /// The single period, unless `periods` is given.
    #[serde(default)]
    pub relationships: Vec<String>,
    /// Since when.
    pub from: Option<DateText>,
    /// Until when; absent: unknown, `null` or `"now"`: still.
    #[serde(default, deserialize_with = "present")]
    pub until: Option<Option<DateText>>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Several periods.
    #[serde(default)]
    pub periods: Vec<AssessPeriod>,
    /// Ids of data classes given.
    #[serde(default)]
    pub gave: Vec<String>,
    /// Whether that is all.
    #[serde(default)]
    pub gave_complete: bool,
}

/// One period of `heldby assess`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessPeriod {
    /// What the person was; `customer` if absent. Several mean several periods of the same dates.
    #[serde(default)]
    pub relationships: Vec<String>,
    /// Since when.
    pub from: Option<DateText>,
    /// Until when; absent: unknown, `null` or `"now"`: still.
    #[serde(default, deserialize_with = "present")]
    pub until: Option<Option<DateText>>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// A date as text, or a bare year as a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum DateText {
    /// `2015`
    Year(i64),
    /// `"2015"`, `"2015-10"`, `"2015-10-21"`
    Text(String),
}

/// Keeps "absent" (outer `None`) and `null` (inner `None`) apart.
fn present<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Option<DateText>>, D::Error> {
    Option::<DateText>::deserialize(d).map(Some)
}

/// What `heldby assess` says about one holding.
#[derive(Debug, Clone, Serialize)]
pub struct AssessResult {
    /// Id of the company; `null` if the name is not linked.
    pub company: Option<String>,
    /// Companies that may be meant, if not linked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<LookupCandidate>,
    /// The matches.
    pub matches: Vec<AssessMatch>,
    /// Breaches of the same group of companies, which say nothing about this holding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_group: Vec<String>,
}

/// One match of `heldby assess`.
#[derive(Debug, Clone, Serialize)]
pub struct AssessMatch {
    /// Id of the breach.
    pub breach: String,
    /// `told`, `likely`, `possible`, `unlikely` or `not-affected`.
    pub verdict: String,
    /// Ids of the groups that fit fully or may fit.
    pub groups: Vec<String>,
    /// Class ids lost by every group that fits.
    pub exposed: Vec<String>,
    /// Class ids lost by some.
    pub possibly: Vec<String>,
    /// Class ids ruled out by a source.
    pub ruled_out: Vec<String>,
    /// Why.
    pub evidence: Vec<super::EvidenceLine>,
    /// What to ask next.
    pub question: Option<super::QuestionView>,
    /// The breach's status.
    pub status: String,
}

/// One row of `heldby lookup --csv`.
#[derive(Debug, Clone, Serialize)]
pub struct LookupRow {
    /// Data row, from 1.
    pub row: u64,
    /// `same`, `related`, `suggest`, `ask` or `none`.
    pub decision: String,
    /// Best first.
    pub candidates: Vec<LookupCandidate>,
}

/// A candidate of `heldby lookup`.
#[derive(Debug, Clone, Serialize)]
pub struct LookupCandidate {
    /// Id of the company.
    pub company: String,
    /// Its name.
    pub name: String,
    /// The rule that fired.
    pub rule: String,
    /// The tie to another company, in words.
    pub relation: Option<String>,
    /// 1.0 for exact rules.
    pub score: f32,
    /// Ids of its breaches.
    pub breaches: Vec<String>,
}
