//! `heldby catalogue ...`

use crate::args::Catalogue;
use crate::exit::Stop;
use crate::print;
use heldby_app::{Code, Failure, Knowledge, breaches, data, wire};

/// Runs a command of the catalogue.
pub fn run(command: &Catalogue) -> Result<(), Stop> {
    match command {
        Catalogue::Search { text, country, sector, class, year, status, json } => {
            let filter = wire::BreachFilter {
                text: text.clone(),
                country: country.clone(),
                sector: sector.clone(),
                class: class.clone(),
                year: *year,
                status: status.clone(),
            };
            let rows = breaches::search(&Knowledge::bundled(None), &filter)?;
            if json.json { print::json(&rows) } else { print::catalogue::rows(&rows) }
        }
        Catalogue::Show { id, json } => {
            let knowledge = Knowledge::bundled(None);
            match breaches::breach(&knowledge, id) {
                Ok(breach) if json.json => print::json(&breach),
                Ok(breach) => print::catalogue::breach(&breach),
                Err(_) => match breaches::company(&knowledge, id) {
                    Ok(company) if json.json => print::json(&company),
                    Ok(company) => print::catalogue::company(&company),
                    Err(_) => Err(Failure::new(
                        Code::NotFound,
                        "The catalogue has no breach and no company with this id.",
                        "Search it with `heldby catalogue search TEXT` or `heldby lookup NAME`.",
                    )
                    .into()),
                },
            }
        }
        Catalogue::Validate { folder } => {
            let checked = data::validate(folder)?;
            if checked.problems.is_empty() {
                return print::line(&format!(
                    "{} companies, {} breaches: no mistakes.",
                    checked.companies, checked.breaches
                ));
            }
            for problem in &checked.problems {
                eprintln!("{problem}");
            }
            eprintln!("{} mistakes.", checked.problems.len());
            Err(Stop::Code(6))
        }
    }
}
