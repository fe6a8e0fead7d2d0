//! The first screen.

use super::{MatchBrief, VerdictWord};
use serde::Serialize;
use ts_rs::TS;

/// What is known about one class at one holding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IdentityCell {
    /// Number of the holding.
    #[ts(type = "number")]
    pub holding: i64,
    /// Its name.
    pub holding_name: String,
    /// Id of the breach.
    pub breach: String,
    /// Title of the breach.
    pub title: String,
    /// When, in words.
    pub when: String,
    /// Verdict of the match.
    pub verdict: VerdictWord,
}

/// One data class over all holdings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IdentityRow {
    /// Id of the class.
    pub class: String,
    /// Its label.
    pub label: String,
    /// Its category.
    pub category: String,
    /// `changeable`, `hard` or `permanent`.
    pub permanence: String,
    /// `low` to `critical`.
    pub severity: String,
    /// `exposed`, `possibly` or `open` (only through matches that are themselves only possible).
    pub state: String,
    /// Where it was exposed for sure.
    pub exposed: Vec<IdentityCell>,
    /// Where it may have been, among told and likely matches.
    pub possibly: Vec<IdentityCell>,
    /// Where a possible match would have exposed it.
    pub open: Vec<IdentityCell>,
}

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Overview {
    /// The one sentence.
    pub sentence: String,
    /// The second, smaller one; may be empty.
    pub detail: String,
    /// Companies recorded.
    pub companies: u32,
    /// Companies with a told or likely match.
    pub breached: u32,
    /// Further companies with a possible match.
    pub possible: u32,
    /// Names that are not linked to a company yet.
    pub unresolved: u32,
    /// Told and likely matches, the gravest first.
    pub first: Vec<MatchBrief>,
    /// Possible matches, the gravest first.
    pub open: Vec<MatchBrief>,
    /// The identity card.
    pub identity: Vec<IdentityRow>,
}
