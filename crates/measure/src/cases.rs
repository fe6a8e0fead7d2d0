//! Labelled cases: what a person or a file gives, and which company is meant.

use std::path::Path;

/// What has to become of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tier {
    /// Link without asking.
    Auto,
    /// A brand, predecessor or successor: link or offer, and show the tie.
    Related,
    /// Offer, never link silently.
    Suggest,
    /// Ambiguous: ask, all right answers among the candidates.
    Ask,
    /// No company with a breach may be linked or offered.
    None,
}

/// One labelled case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The name as typed.
    pub name: String,
    /// The domain, host, URL or address as given; may be empty.
    pub domain: String,
    /// Country code; may be empty.
    pub country: String,
    /// Ids of companies, or of breaches (`hibp:NAME`) that the company meant has to list; lower case.
    pub expect: Vec<String>,
    /// What has to become of it.
    pub tier: Tier,
}

impl Tier {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "auto" => Self::Auto,
            "related" => Self::Related,
            "suggest" => Self::Suggest,
            "ask" => Self::Ask,
            "none" => Self::None,
            _ => return None,
        })
    }
}

/// Reads cases from a table with the columns name, domain, country, expect (several joined by `;`), tier.
///
/// # Errors
/// One message: the file cannot be read, a column is missing, or a tier is unknown.
pub fn read(path: &Path) -> Result<Vec<Case>, String> {
    let shown = path.display();
    let mut reader = csv::Reader::from_path(path).map_err(|error| format!("{shown}: {error}"))?;
    let headers = reader.headers().map_err(|error| format!("{shown}: {error}"))?.clone();
    let column = |name: &str| {
        headers.iter().position(|h| h == name).ok_or_else(|| format!("{shown}: there is no column {name:?}"))
    };
    let columns =
        [column("name")?, column("domain")?, column("country")?, column("expect")?, column("tier")?];
    let mut cases = Vec::new();
    for (row, line) in reader.records().zip(2..) {
        let row = row.map_err(|error| format!("{shown}: {error}"))?;
        let [name, domain, country, expect, tier] = columns.map(|c| row.get(c).unwrap_or_default().trim());
        cases.push(Case {
            name: name.to_owned(),
            domain: domain.to_owned(),
            country: country.to_owned(),
            expect: expect.split(';').map(|id| id.trim().to_lowercase()).collect(),
            tier: Tier::read(tier).ok_or_else(|| format!("{shown}, line {line}: no tier {tier:?}"))?,
        });
    }
    Ok(cases)
}
