//! Lists for machines: names to look up, holdings to assess.

use super::asked;
use super::quotes::Quotes;
use crate::args::{Args, Assess, Lookup};
use crate::exit::Stop;
use crate::print;
use heldby_app::batch::{self, ASSESS_SHAPE};
use heldby_app::wire::{AssessHolding, AssessResult};
use heldby_app::{Code, Failure, Knowledge, lookup as app};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// `heldby lookup`
pub fn lookup(args: &Args, lookup: &Lookup) -> Result<(), Stop> {
    let asked = asked(args, &lookup.mine, None)?;
    let knowledge = asked.knowledge();
    if let Some(csv) = &lookup.csv {
        return table(knowledge, csv);
    }
    let name = lookup.name.as_deref().unwrap_or_default();
    let (domain, country) = (lookup.domain.as_deref(), lookup.country.as_deref());
    if lookup.json {
        return print::json_line(&batch::lookup_row(knowledge, 1, name, domain, country)?);
    }
    print::catalogue::lookup(&app::lookup(knowledge, name, domain, country)?)
}

/// Every row of a CSV file, as it is read: a file of any size takes no more memory than a row.
fn table(knowledge: &Knowledge, path: &Path) -> Result<(), Stop> {
    let input: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(|e| {
            let code = if e.kind() == io::ErrorKind::NotFound { Code::NotFound } else { Code::Io };
            Failure::new(code, format!("The CSV file cannot be read ({e})."), "Check its path.")
        })?)
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(Quotes::new(input));
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
    let mut out = BufWriter::new(io::stdout().lock());
    let mut record = csv::ByteRecord::new();
    let mut row = 0;
    while reader.read_byte_record(&mut record).map_err(|e| unreadable(&e))? {
        row += 1;
        // A quotation mark that nobody closed takes all that follows into one cell.
        let swallowed = [name, domain, country].into_iter().flatten().filter_map(|i| record.get(i));
        let opened = reader.get_ref().unclosed().or_else(|| {
            let line = record.position().map(csv::Position::line);
            swallowed.into_iter().any(|cell| cell.contains(&b'\n')).then_some(line).flatten()
        });
        if let Some(line) = opened {
            out.flush()?;
            return Err(Failure::bad_input(
                format!("A quotation mark in line {line} of the CSV file is not closed. The rows before it were looked up."),
                "Close it, or double it if it belongs to the name.",
            )
            .into());
        }
        let cell = |column: Option<usize>| column.and_then(|i| record.get(i)).map(text).unwrap_or_default();
        let (name, domain, country) = (cell(name), cell(domain), cell(country));
        let domain = Some(domain.trim()).filter(|d| !d.is_empty());
        let found = batch::lookup_row(knowledge, row, &name, domain, Some(&country)).or_else(|failure| {
            // One unreadable country must not lose the rows behind it.
            eprintln!("heldby: row {row}: {} It was looked up without a country.", failure.message);
            batch::lookup_row(knowledge, row, &name, domain, None)
        })?;
        serde_json::to_writer(&mut out, &found)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Cells that are not UTF-8 are read as far as they go: a damaged letter costs at most a match.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn unreadable(error: &csv::Error) -> Stop {
    let place = error.position().map(|p| format!(" near line {}", p.line())).unwrap_or_default();
    Failure::bad_input(
        format!("The CSV file cannot be read{place}."),
        "Save it as CSV with commas, in UTF-8.",
    )
    .into()
}

/// `heldby assess`
pub fn assess(args: &Args, assess: &Assess) -> Result<(), Stop> {
    if args.passphrase_file.as_deref() == Some(Path::new("-")) {
        let what = "Standard input cannot hold both the holdings and the passphrase.";
        return Err(Failure::bad_input(what, "Put the passphrase into a file of its own.").into());
    }
    let asked = asked(args, &assess.mine, assess.as_of)?;
    let knowledge = asked.knowledge();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let list: Vec<serde_json::Value> = serde_json::from_slice(bytes).map_err(|e| {
        let what = format!("Standard input is no JSON array (line {}, column {}).", e.line(), e.column());
        Failure::bad_input(what, format!("It has to be {ASSESS_SHAPE}."))
    })?;
    let results: Result<Vec<AssessResult>, Failure> =
        list.into_iter().enumerate().map(|(i, holding)| one(knowledge, i, holding)).collect();
    print::json(&results?)
}

fn one(knowledge: &Knowledge, index: usize, holding: serde_json::Value) -> Result<AssessResult, Failure> {
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
