//! The companies as a table for spreadsheets: one line for each period.

use super::{STILL, UNKNOWN, write};
use heldby_model::CompanyId;
use heldby_vault::Contents;
use std::io::{self, Write};

const COLUMNS: [&str; 13] = [
    "person",
    "name",
    "company",
    "company_id",
    "country",
    "domain",
    "relationship",
    "from",
    "until",
    "tags",
    "gave",
    "identifiers",
    "note",
];

/// Whether a file begins like a table that was written here.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(COLUMNS.join(",").as_bytes())
}

/// Writes the table.
pub(crate) fn table(
    out: &mut dyn Write,
    contents: &Contents,
    name: impl Fn(&CompanyId) -> Option<String>,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for row in &contents.holdings {
        let details = &row.details;
        let person = contents.persons.iter().find(|p| p.id == details.person).map_or("", |p| &p.name);
        let identifiers: Vec<&str> = details.identifiers.iter().map(|i| i.value.as_str()).collect();
        let fixed = [
            person.to_owned(),
            details.name.clone(),
            details.company.as_ref().and_then(&name).unwrap_or_default(),
            details.company.as_ref().map(ToString::to_string).unwrap_or_default(),
            details.country.map(|c| c.to_string()).unwrap_or_default(),
            details.domain.clone().unwrap_or_default(),
        ];
        let rest = [details.gave.join(" "), identifiers.join(" "), details.note.clone()];
        let periods: Vec<[String; 4]> = if details.periods.is_empty() {
            vec![Default::default()]
        } else {
            details.periods.iter().map(write::period).map(spoken).collect()
        };
        for period in periods {
            table.write_record(fixed.iter().chain(&period).chain(&rest).map(|cell| guarded(cell)))?;
        }
    }
    table.flush()
}

fn spoken(period: super::Period) -> [String; 4] {
    let until = match period.until.as_str() {
        UNKNOWN => String::new(),
        STILL => STILL.to_owned(),
        _ => period.until,
    };
    [period.relationship, period.from.unwrap_or_default(), until, period.tags.join(" ")]
}

/// A cell that a spreadsheet would take for a formula becomes text: a name may come from somebody else's file.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+44 20", "'+44 20"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), safe);
        }
    }
}
