//! `heldby edit`

use super::companies::{apply, apply_period, find, new_period, speaks_of_period};
use crate::args::Edit;
use crate::exit::Stop;
use crate::print;
use heldby_app::{Failure, Session, companies, wire};

/// Changes what was named; everything else stays.
pub fn edit(session: &mut Session, edit: &Edit) -> Result<(), Stop> {
    let id = find(session, &edit.holding)?;
    let mut input = companies::holding(session, id)?.input;
    for field in &edit.clear {
        clear(&mut input, field, edit.period)?;
    }
    if let Some(name) = &edit.name {
        input.name.clone_from(name);
        // The company was chosen, or refused, for the old name.
        input.company = None;
        input.unlinked = false;
    }
    apply(session, &mut input, &edit.details)?;
    if edit.add_period {
        if !speaks_of_period(&edit.details) {
            let what = "Nothing is said about the period that is to be added.";
            return Err(Failure::bad_input(
                what,
                "Say at least one of --relationship, --from, --until and --tag.",
            )
            .into());
        }
        input.periods.push(new_period());
        if let Some(last) = input.periods.last_mut() {
            apply_period(last, &edit.details);
        }
    } else if let Some(n) = edit.remove_period {
        period(&mut input, n)?;
        if input.periods.len() == 1 {
            let what = "This is the only period, and a company without one would say nothing.";
            return Err(Failure::bad_input(what, "Change it, or remove the company.").into());
        }
        input.periods.remove(n - 1);
    } else {
        apply_period(period(&mut input, edit.period)?, &edit.details);
    }
    let detail = companies::edit(session, id, &input)?;
    if edit.json.json { print::json(&detail) } else { print::holding::added(&detail) }
}

fn period(input: &mut wire::HoldingInput, number: usize) -> Result<&mut wire::Period, Stop> {
    let count = input.periods.len();
    number.checked_sub(1).and_then(|i| input.periods.get_mut(i)).ok_or_else(|| {
        let what = format!("There is no period {number}: this company has {count}.");
        Failure::bad_input(what, "Look at `heldby show`; add one with --add-period.").into()
    })
}

fn clear(input: &mut wire::HoldingInput, field: &str, number: usize) -> Result<(), Stop> {
    match field {
        "domain" => input.domain = None,
        "country" => input.country = None,
        "company" => {
            input.company = None;
            input.unlinked = false;
        }
        "gave" => input.gave.clear(),
        "gave-complete" => input.gave_complete = false,
        "note" => input.note.clear(),
        "identifiers" => input.identifiers.clear(),
        "from" => period(input, number)?.from = None,
        "until" => {
            let period = period(input, number)?;
            (period.until, period.still) = (None, false);
        }
        "tags" => period(input, number)?.tags.clear(),
        _ => {
            return Err(Failure::bad_input(
                "There is no such field to clear.",
                "Use domain, country, company, from, until, tags, gave, gave-complete, note or identifiers.",
            )
            .into());
        }
    }
    Ok(())
}
