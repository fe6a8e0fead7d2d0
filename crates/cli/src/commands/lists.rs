//! Lists for machines: names to look up, holdings to assess.

use crate::args::{Assess, Lookup};
use crate::exit::Stop;
use crate::print;
use heldby_app::{Code, Failure, Knowledge, batch, lists, lookup as app};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// `heldby lookup`
pub fn lookup(args: &Lookup) -> Result<(), Stop> {
    let knowledge = Knowledge::bundled(None);
    if let Some(csv) = &args.csv {
        return table(&knowledge, csv);
    }
    let name = args.name.as_deref().unwrap_or_default();
    let (domain, country) = (args.domain.as_deref(), args.country.as_deref());
    if args.json {
        return print::json_line(&batch::lookup_row(&knowledge, 1, name, domain, country)?);
    }
    print::catalogue::lookup(&app::lookup(&knowledge, name, domain, country)?)
}

/// Every row of a CSV file, printed as it is read.
fn table(knowledge: &Knowledge, path: &Path) -> Result<(), Stop> {
    let input: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(|e| {
            let code = if e.kind() == io::ErrorKind::NotFound { Code::NotFound } else { Code::Io };
            Failure::new(code, format!("The CSV file cannot be read ({e})."), "Check its path.")
        })?)
    };
    let mut out = BufWriter::new(io::stdout().lock());
    lists::lookup_table(knowledge, input, |row| {
        if let Some(trouble) = &row.trouble {
            eprintln!("heldby: row {}: {trouble}", row.found.row);
        }
        serde_json::to_writer(&mut out, &row.found)?;
        out.write_all(b"\n")?;
        Ok::<(), Stop>(())
    })?;
    out.flush()?;
    Ok(())
}

/// `heldby assess`
pub fn assess(args: &Assess) -> Result<(), Stop> {
    let knowledge = Knowledge::bundled(args.as_of);
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    print::json(&lists::assess_array(&knowledge, &bytes)?)
}
