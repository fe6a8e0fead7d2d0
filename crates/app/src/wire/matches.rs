//! A holding against a breach, ready to show.

use super::{BreachSource, SupersededRow};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The verdict as a word; the screen adds colour, shape and label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictWord {
    /// Excluded by time or cleared by a source.
    NotAffected,
    /// Nothing excludes it, nothing speaks for it.
    Unlikely,
    /// It depends on something not known.
    Possible,
    /// The person fits an affected group.
    Likely,
    /// A notice said so.
    Told,
}

/// What is known of a data class in a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClassStateKind {
    /// Lost by everybody in the groups that fit.
    Exposed,
    /// Lost by some.
    Possibly,
    /// A source says it was not lost.
    RuledOut,
    /// The person noted giving it; no source says anything about it.
    NotStated,
}

/// One data class in a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassState {
    /// Id of the class.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What is known.
    pub state: ClassStateKind,
    /// Whether the person noted giving it.
    pub gave: bool,
    /// Who ruled it out.
    pub by: Option<String>,
    /// `low` to `critical`.
    pub severity: String,
    /// `changeable`, `hard` or `permanent`.
    pub permanence: String,
}

/// How a group fits the holding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GroupFit {
    /// Id of the group.
    pub id: String,
    /// Who they are.
    pub who: String,
    /// `full`, `open` or `no`.
    pub fit: String,
    /// The same in words: "This is your group", "You may be among them", "Not you".
    pub label: String,
    /// "7.8 million people", "up to 52,000 people", "number not known".
    pub people: String,
    /// Of how many, as far as is known: "few of those who could be meant".
    pub reach: Option<String>,
    /// Labels of classes lost by all.
    pub exposed: Vec<String>,
    /// Labels of classes lost by some.
    pub possibly: Vec<String>,
    /// Labels of classes ruled out for the group.
    pub ruled_out: Vec<String>,
}

/// One reason for the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceLine {
    /// Stable word for machines, for example `timing`.
    pub kind: String,
    /// The reason in words.
    pub text: String,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Since when? Answered by editing the period.
    Since,
    /// Until when? Answered by editing the period.
    Until,
    /// Which value of a dimension? Answered by editing the tags.
    Attribute,
    /// Yes or no; answered with `AnswerInput::condition`.
    Condition,
}

/// The one question whose answer would change most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QuestionView {
    /// What it is about.
    pub kind: QuestionKind,
    /// The question in words.
    pub text: String,
    /// Dimension or condition, if it is about one.
    pub id: Option<String>,
    /// Values to choose from, for a dimension.
    pub options: Vec<super::Word>,
}

/// What the person said about one breach.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct MyAnswer {
    /// `told`, `told_unaffected` or `null`.
    pub notice: Option<String>,
    /// Put away.
    pub dismissed: bool,
    /// Conditions answered: (id, question, answer).
    pub conditions: Vec<(String, String, bool)>,
}

/// What the person says about one breach.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AnswerInput {
    /// A notice said: affected.
    Told,
    /// The company said: not affected.
    ToldUnaffected,
    /// Neither any more.
    NoNotice,
    /// Put away, or bring back.
    Dismiss {
        /// Whether it is put away.
        dismissed: bool,
    },
    /// A condition of a group.
    Condition {
        /// Its id.
        id: String,
        /// Yes, no, or not answered any more.
        answer: Option<bool>,
    },
}

/// A match as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatchBrief {
    /// Number of the holding.
    #[ts(type = "number")]
    pub holding: i64,
    /// The holding's name.
    pub holding_name: String,
    /// Id of the breach.
    pub breach: String,
    /// Its title.
    pub title: String,
    /// The breached company's name.
    pub company_name: String,
    /// How far it concerns the person.
    pub verdict: VerdictWord,
    /// `confirmed`, `exposure`, `disputed`, `denied` or `claimed`.
    pub status: String,
    /// `curated`, `long-tail`, `hibp-file` (nobody signed it) or `private` (noted by the person).
    pub layer: String,
    /// When, in words: "15 to 21 October 2015".
    pub when: String,
    /// Day for sorting and drawing (first day of what is known).
    pub date: Option<String>,
    /// Labels of classes exposed for sure, most severe first.
    pub exposed: Vec<String>,
    /// Labels of classes possibly exposed.
    pub possibly: Vec<String>,
}

/// Everything about one match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatchDetail {
    /// The line.
    pub brief: MatchBrief,
    /// The verdict in one sentence.
    pub summary: String,
    /// Why.
    pub evidence: Vec<EvidenceLine>,
    /// The groups of the breach.
    pub groups: Vec<GroupFit>,
    /// Data classes: exposed, possibly, ruled out, then given but not stated.
    pub classes: Vec<ClassState>,
    /// What to ask next.
    pub question: Option<QuestionView>,
    /// What the person said.
    pub answer: MyAnswer,
    /// The status in words: "Left open on the internet; whether anybody took it is not known."
    pub status_text: String,
    /// Through whom it was lost.
    pub via: Option<String>,
    /// Number of people in words. `null` for a claim: a seller's count is no fact.
    pub people: Option<String>,
    /// Remarks.
    pub notes: String,
    /// Not checked against a source.
    pub unverified: Vec<String>,
    /// Statements that were corrected later.
    pub superseded: Vec<SupersededRow>,
    /// Where it is from.
    pub sources: Vec<BreachSource>,
}
