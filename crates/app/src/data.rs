//! The catalogue's files, for those who edit them.

use crate::{Code, Failure};
use std::path::Path;

/// What a folder of the catalogue holds.
pub struct Checked {
    /// Companies.
    pub companies: usize,
    /// Breaches.
    pub breaches: usize,
    /// One line per mistake: `file:line: field: what is wrong and what to do`.
    pub problems: Vec<String>,
}

/// Checks a folder of the catalogue.
///
/// # Errors
/// [`Code::BadCatalogue`] if the folder cannot be read.
pub fn validate(folder: &Path) -> Result<Checked, Failure> {
    let files = heldby_catalogue::read_folder(folder).map_err(|e| {
        Failure::new(
            Code::BadCatalogue,
            format!("{}.", e),
            "Name the folder that holds classes.toml and companies/.",
        )
    })?;
    Ok(match heldby_catalogue::compile(&files) {
        Ok(catalogue) => Checked {
            companies: catalogue.companies().len(),
            breaches: catalogue.breaches().len(),
            problems: Vec::new(),
        },
        Err(problems) => Checked {
            companies: 0,
            breaches: 0,
            problems: problems.iter().map(ToString::to_string).collect(),
        },
    })
}
