//! Layers of the catalogue, what they change, and breaches of the person's own.

use super::CatalogueView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a release says about itself, after it was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReleaseView {
    /// When its facts were last reviewed.
    pub date: String,
    /// Rises with every release.
    pub number: u32,
    /// How many companies it holds.
    pub companies: u32,
    /// How many breaches it holds.
    pub breaches: u32,
    /// Id of the key that signed it.
    pub signer: String,
    /// Whether it is newer than the catalogue in use.
    pub newer: bool,
}

/// A layer of what is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LayerView {
    /// `bundled`, `update`, `hibp` or `private`.
    pub id: String,
    /// In words.
    pub label: String,
    /// The name of the file that it came from.
    pub file: Option<String>,
    /// The number of a release.
    pub number: Option<u32>,
    /// The day on which it was brought in.
    pub added: Option<String>,
    /// Id of the key that signed it.
    pub signer: Option<String>,
    /// Whether the project's signature was checked when this was put to use, or it came with the program.
    pub signed: bool,
    /// Whether it is in use; an installed update is not once the program itself brings a newer one.
    pub in_use: bool,
    /// How many breaches in use are from it.
    pub breaches: u32,
}

/// What kind of change a newer catalogue brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NewsKind {
    /// A breach at one of the person's companies that was not known before.
    New,
    /// A breach says something else than before. If it had been put away, it is back.
    Corrected,
    /// A breach is not in the catalogue any more.
    Withdrawn,
    /// A name means a company now, or another one than before.
    Linked,
    /// A name does not mean one company any more.
    Unlinked,
}

/// One change that a newer catalogue brought for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NewsItem {
    /// What kind of change.
    pub kind: NewsKind,
    /// The day on which it was noticed.
    pub noticed: String,
    /// Id of the breach concerned.
    pub breach: Option<String>,
    /// Number of the holding concerned.
    #[ts(type = "number | null")]
    pub holding: Option<i64>,
    /// What it is about.
    pub title: String,
    /// What changed, in sentences.
    pub details: Vec<String>,
}

/// What came of bringing a catalogue in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Installed {
    /// The catalogue in use now.
    pub catalogue: CatalogueView,
    /// What it changed for the person; also kept until it is marked as read.
    pub news: Vec<NewsItem>,
    /// The same in a sentence.
    pub summary: String,
}

/// What a person enters about a breach of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnBreachInput {
    /// Id of the company; without it the name is looked up.
    #[serde(default)]
    pub company: Option<String>,
    /// The company's name as typed.
    #[serde(default)]
    pub company_name: String,
    /// What happened, in a few words.
    #[serde(default)]
    pub title: String,
    /// First day (year, month or day).
    #[serde(default)]
    pub occurred_from: Option<String>,
    /// Last day.
    #[serde(default)]
    pub occurred_to: Option<String>,
    /// When the person heard of it.
    #[serde(default)]
    pub disclosed: Option<String>,
    /// Ids of data classes that were lost.
    #[serde(default)]
    pub classes: Vec<String>,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// A breach that the person noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwnBreach {
    /// Number in the vault.
    #[ts(type = "number")]
    pub id: i64,
    /// The id under which it shows among all breaches.
    pub breach: String,
    /// The company's name.
    pub company_shown: String,
    /// What was entered; sending it back unchanged changes nothing.
    pub input: OwnBreachInput,
}
