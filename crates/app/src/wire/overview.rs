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
    /// Holders that nobody chose; never among the companies counted above.
    pub may_hold: Vec<MayHold>,
    /// The countries in which the person has lived; empty if they were not asked yet.
    pub lived: Vec<String>,
    /// How many changes of the catalogue the person has not read yet.
    pub news: u32,
}

/// A breach at a holder that nobody chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MayHoldBreach {
    /// Its id.
    pub breach: String,
    /// Its title.
    pub title: String,
    /// When, in words.
    pub when: String,
    /// Number of people in words.
    pub people: Option<String>,
    /// The breach's status.
    pub status: String,
    /// At most possible until something was answered.
    pub verdict: VerdictWord,
    /// Whether the person put it away.
    pub dismissed: bool,
    /// Labels of data exposed to everybody affected.
    pub exposed: Vec<String>,
    /// Labels of data exposed to some.
    pub possibly: Vec<String>,
}

/// A company that may hold the person although they never chose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MayHold {
    /// Id of the company.
    pub company: String,
    /// Its name.
    pub name: String,
    /// Its sector.
    pub sector: String,
    /// Countries where it works and the person has lived.
    pub countries: Vec<String>,
    /// Why it is shown, in words.
    pub why: String,
    /// Number of the holding that the first answer made.
    #[ts(type = "number | null")]
    pub holding: Option<i64>,
    /// The highest verdict that is not put away; `null` without a breach that may concern the person.
    pub verdict: Option<VerdictWord>,
    /// The breaches that may concern the person.
    pub breaches: Vec<MayHoldBreach>,
}
