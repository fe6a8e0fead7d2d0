//! What a file that was brought in may hold, whether it is an export or a vault.

use crate::{Code, Failure, settings};
use heldby_vault::{Contents, HoldingRow, MAX_ENTRIES};

/// Entries of each kind that are taken over at once: more than a household has, and few enough to be compared while the
/// person waits.
const MOST_PERSONS: usize = 1_000;
const MOST_COMPANIES: usize = 200_000;
const MOST_BREACHES: usize = 10_000;
const MOST_NAMES: usize = 100_000;

/// Refuses contents that nobody entered by hand, and leaves out settings that do not travel or mean nothing.
///
/// # Errors
/// [`Code::TooLarge`]; [`Code::NotAnExport`] for a name that no vault takes.
pub(crate) fn accept(mut contents: Contents) -> Result<Contents, Failure> {
    for (what, found, most) in [
        ("persons", contents.persons.len(), MOST_PERSONS),
        ("companies", contents.holdings.len(), MOST_COMPANIES),
        ("breaches of one's own", contents.private_breaches.len(), MOST_BREACHES),
        ("names", contents.names.len(), MOST_NAMES),
        (
            "entries about one company",
            contents.holdings.iter().map(longest_list).max().unwrap_or(0),
            MAX_ENTRIES,
        ),
    ] {
        if found > most {
            return Err(Failure::new(
                Code::TooLarge,
                format!(
                    "This file holds {found} {what}; at most {most} are taken over. Nothing was changed."
                ),
                "Check that it is the file you meant.",
            ));
        }
    }
    let persons = contents.persons.iter().enumerate().map(|(n, person)| ("persons", n, &person.name));
    let companies = contents.holdings.iter().enumerate().map(|(n, row)| ("companies", n, &row.details.name));
    let mut names = persons.chain(companies);
    if let Some((list, n, _)) = names.find(|(_, _, name)| name.chars().any(char::is_control)) {
        // Before anything of it is shown: such a name could steer a terminal, and no vault takes it.
        return Err(Failure::new(
            Code::NotAnExport,
            format!(
                "This file cannot be taken over: {list}[{n}].name holds characters that cannot be stored. Nothing was changed."
            ),
            "Correct that place, or export it again.",
        ));
    }
    contents.settings.retain(|(key, value)| settings::in_words(key, value).is_some());
    Ok(contents)
}

/// The length of the longest list of a holding.
fn longest_list(row: &HoldingRow) -> usize {
    let details = &row.details;
    let of_periods = details.periods.iter().map(|period| period.attributes.len());
    let of_answers = row.answers.values().map(|answer| answer.answers.conditions.len());
    let own = [details.gave.len(), details.periods.len(), details.identifiers.len()];
    own.into_iter().chain(of_periods).chain(of_answers).max().unwrap_or(0)
}
