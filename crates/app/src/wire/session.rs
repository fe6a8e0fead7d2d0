//! The session, the catalogue in use, and the words that forms offer.

use serde::Serialize;
use ts_rs::TS;

/// Whether there is a vault and whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatusKind {
    /// There is no file at the vault's place: offer to create one.
    NoVault,
    /// There is a file; it takes a passphrase to open it.
    Locked,
    /// Open in this program.
    Unlocked,
}

/// What the window needs to know before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Status {
    /// Whether there is a vault and whether it is open.
    pub kind: StatusKind,
    /// Where the vault lies or would lie.
    pub vault_path: String,
    /// The version of Heldby.
    pub version: String,
    /// The catalogue in use.
    pub catalogue: CatalogueView,
    /// Why the last copy of the vault could not be made, in words.
    pub backup_trouble: Option<String>,
}

/// Which catalogue is in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CatalogueView {
    /// When its facts were last reviewed.
    pub date: String,
    /// Rises with every release.
    pub number: u32,
    /// Days since that date.
    pub age_days: i32,
    /// Whether it is older than 60 days and the person should look for a newer one.
    pub old: bool,
    /// How many companies it knows.
    pub companies: u32,
    /// How many breaches it knows.
    pub breaches: u32,
    /// Id of the key that signed the installed update; `null` for the catalogue that came with the program.
    pub signer: Option<String>,
    /// Why a layer of the vault is not in use, in words.
    pub troubles: Vec<String>,
    /// Whether a list that nobody signed lies on top.
    pub unsigned: bool,
    /// How many changes the person has not read yet.
    pub news: u32,
}

/// How hard a passphrase is to guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Strength {
    /// 0 (guessed at once) to 4 (very hard). The first passphrase of a vault needs 3.
    pub score: u8,
    /// Whether it is enough without a spelled-out consent.
    pub enough: bool,
    /// How long guessing would take somebody with the file, in words.
    pub crack_time: String,
    /// What makes it weak, in words; may be empty.
    pub warning: String,
    /// What would make it stronger, in words.
    pub suggestions: Vec<String>,
}

/// Settings of the person, kept in the vault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize, TS)]
pub struct Profile {
    /// The country that orders candidates and is proposed for new companies, for example `GB`.
    pub country: Option<String>,
    /// `light`, `dark` or `system`.
    pub theme: String,
}

/// One data class for forms and cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassInfo {
    /// Stable id, for example `date-of-birth`.
    pub id: String,
    /// Words for the screen.
    pub label: String,
    /// Id of its category.
    pub category: String,
    /// `changeable`, `hard` or `permanent`.
    pub permanence: String,
    /// `low`, `medium`, `high` or `critical`.
    pub severity: String,
    /// Whether a person gives it (otherwise the company makes it, such as a SIM number).
    pub given: bool,
}

/// A word of a closed list and its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Word {
    /// The word that commands take.
    pub id: String,
    /// Words for the screen.
    pub label: String,
}

/// A dimension of tags and its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Dimension {
    /// For example `plan`.
    pub id: String,
    /// Words for the screen.
    pub label: String,
    /// Its values.
    pub values: Vec<Word>,
}

/// The closed lists that forms offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Terms {
    /// All data classes in the order in which they are shown.
    pub classes: Vec<ClassInfo>,
    /// The categories of data classes, in order.
    pub categories: Vec<Word>,
    /// What a person can be to a company.
    pub relationships: Vec<Word>,
    /// Tags by dimension; only the closed ones.
    pub dimensions: Vec<Dimension>,
    /// Countries of the catalogue's companies, by English name.
    pub countries: Vec<Word>,
    /// Sectors of the catalogue's companies.
    pub sectors: Vec<Word>,
    /// What a person usually gives, per sector: (sector, class ids).
    pub usual: Vec<(String, Vec<String>)>,
}
