//! Lists from outside, read row by row: a table of names to look up, an array of holdings to assess.

use crate::wire::{AssessHolding, AssessResult, LookupRow};
use crate::{Failure, Knowledge, batch};
use std::io::Read;

/// What an entry of an array of holdings has to look like, for messages.
const ASSESS_SHAPE: &str = "an array of objects such as {\"company\":\"talktalk\",\"relationships\":[\"customer\"],\
\"from\":\"2012\",\"until\":\"2014\"}";

/// One row of a table of names.
#[derive(Debug, Clone)]
pub struct Row {
    /// What its name means.
    pub found: LookupRow,
    /// Why it was looked up without its country, in a sentence; `None` if it was not.
    pub trouble: Option<String>,
}

/// Looks up every row of a CSV table with a column `name` or `domain`, and perhaps `country`. Rows are handed on as they
/// are read: a table of any length takes no more memory than its longest row.
///
/// # Errors
/// [`Code::BadInput`](crate::Code) for what is no such table, after the rows before it; and whatever `each` returns.
pub fn lookup_table<E: From<Failure>>(
    knowledge: &Knowledge,
    table: impl Read,
    mut each: impl FnMut(Row) -> Result<(), E>,
) -> Result<(), E> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table);
    let headers = reader.byte_headers().map_err(|e| unreadable(&e))?.clone();
    let column = |wanted: &str| {
        headers
            .iter()
            .position(|h| text(h).trim_start_matches('\u{feff}').trim().eq_ignore_ascii_case(wanted))
    };
    let (name, domain, country) = (column("name"), column("domain"), column("country"));
    if name.is_none() && domain.is_none() {
        return Err(Failure::bad_input(
            "The CSV file has neither a column `name` nor a column `domain`.",
            "Its first line must name the columns, separated by commas: name,domain,country.",
        )
        .into());
    }
    let mut record = csv::ByteRecord::new();
    let mut row = 0;
    while reader.read_byte_record(&mut record).map_err(|e| unreadable(&e))? {
        row += 1;
        let cell = |column: Option<usize>| column.and_then(|i| record.get(i)).map(text).unwrap_or_default();
        let (name, domain, country) = (cell(name), cell(domain), cell(country));
        let domain = Some(domain.trim()).filter(|d| !d.is_empty());
        let looked_up = match batch::lookup_row(knowledge, row, &name, domain, Some(&country)) {
            Ok(found) => Row { found, trouble: None },
            // One unreadable country must not lose the rows behind it.
            Err(failure) => Row {
                found: batch::lookup_row(knowledge, row, &name, domain, None)?,
                trouble: Some(format!("{} It was looked up without a country.", failure.message)),
            },
        };
        each(looked_up)?;
    }
    Ok(())
}

/// Cells that are not UTF-8 are read as far as they go: a damaged letter costs at most a match.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn unreadable(error: &csv::Error) -> Failure {
    let place = error.position().map(|p| format!(" near line {}", p.line())).unwrap_or_default();
    Failure::bad_input(
        format!("The CSV file cannot be read{place}."),
        "Save it as CSV with commas, in UTF-8.",
    )
}

/// Assesses every holding of a JSON array.
///
/// # Errors
/// [`Code::BadInput`](crate::Code) and [`Code::NotFound`](crate::Code) for the first thing that cannot be read, with its
/// place.
pub fn assess_array(knowledge: &Knowledge, json: &[u8]) -> Result<Vec<AssessResult>, Failure> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let list: Vec<serde_json::Value> = serde_json::from_slice(json).map_err(|e| {
        let what = format!("Standard input is no JSON array (line {}, column {}).", e.line(), e.column());
        Failure::bad_input(what, format!("It has to be {ASSESS_SHAPE}."))
    })?;
    list.into_iter().enumerate().map(|(i, holding)| assess_entry(knowledge, i, holding)).collect()
}

fn assess_entry(
    knowledge: &Knowledge,
    index: usize,
    holding: serde_json::Value,
) -> Result<AssessResult, Failure> {
    let place = format!("Holding {}", index + 1);
    let holding: AssessHolding = serde_json::from_value(holding).map_err(|e| {
        // Only names of fields are said back; other messages quote values.
        let message = e.to_string();
        let field = message.split(", expected").next().filter(|m| m.starts_with("unknown field"));
        let what = field.map_or_else(|| "a value has the wrong form".to_string(), str::to_string);
        let advice = format!("Each holding has to be like one in {ASSESS_SHAPE}.");
        Failure::bad_input(format!("{place} cannot be read: {what}."), advice)
    })?;
    batch::assess(knowledge, &holding)
        .map_err(|f| Failure { message: format!("{place}: {}", f.message), ..f })
}
