//! Lists for machines: names to look up, holdings to assess.

use super::asked;
use crate::args::{Args, Assess, Lookup};
use crate::exit::Stop;
use crate::print;
use heldby_app::{Code, Failure, Knowledge, batch, lists, lookup as app};
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
    let read = lists::lookup_table(knowledge, input, |row| {
        if let Some(trouble) = &row.trouble {
            note!("heldby: row {}: {trouble}", row.found.row);
        }
        serde_json::to_writer(&mut out, &row.found)?;
        out.write_all(b"\n")?;
        Ok::<(), Stop>(())
    });
    // The rows before a mistake were found all the same.
    out.flush()?;
    read
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
    print::json(&lists::assess_array(knowledge, &bytes)?)
}
