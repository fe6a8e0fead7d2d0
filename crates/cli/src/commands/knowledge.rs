//! What the person adds to knowledge: breaches of their own, what names mean, answers about holders nobody chose.

use super::companies::{answered, said};
use crate::args::{Holders, Names, OwnBreach, OwnDetails};
use crate::exit::Stop;
use crate::print;
use heldby_app::{
    Code, Failure, Session, breaches, holders as app_holders, names as app_names, own_breaches, wire,
};

/// `heldby breach ...`
pub fn breach(session: &mut Session, command: &OwnBreach) -> Result<(), Stop> {
    match command {
        OwnBreach::List(json) => {
            let all = own_breaches::list(session)?;
            if json.json { print::json(&all) } else { print::catalogue::own(&all) }
        }
        OwnBreach::Add { company, details, json } => {
            let mut input = wire::OwnBreachInput::default();
            set_company(session, &mut input, company);
            apply(&mut input, details);
            let added = own_breaches::add(session, &input)?;
            if json.json { print::json(&added) } else { print::catalogue::own(&[added]) }
        }
        OwnBreach::Edit { number, company, details, json } => {
            let mut input = noted(session, *number)?.input;
            if let Some(company) = company {
                set_company(session, &mut input, company);
            }
            apply(&mut input, details);
            let edited = own_breaches::edit(session, *number, &input)?;
            if json.json { print::json(&edited) } else { print::catalogue::own(&[edited]) }
        }
        OwnBreach::Remove { number } => {
            own_breaches::remove(session, *number)?;
            print::line("Removed.")
        }
    }
}

fn noted(session: &Session, number: i64) -> Result<wire::OwnBreach, Stop> {
    own_breaches::list(session)?.into_iter().find(|b| b.id == number).ok_or_else(|| {
        Failure::new(Code::NotFound, "You noted no such breach.", "Look at `heldby breach list`.").into()
    })
}

/// An id of the catalogue is taken as such, everything else as a name.
fn set_company(session: &Session, input: &mut wire::OwnBreachInput, typed: &str) {
    let known = breaches::company(session.knowledge(), typed).is_ok();
    input.company = known.then(|| typed.to_string());
    input.company_name = if known { String::new() } else { typed.to_string() };
}

fn apply(input: &mut wire::OwnBreachInput, details: &OwnDetails) {
    let date = |to: &mut Option<String>, from: &Option<String>| {
        if let Some(text) = from {
            *to = Some(text.clone()).filter(|t| !t.is_empty());
        }
    };
    date(&mut input.occurred_from, &details.from);
    date(&mut input.occurred_to, &details.until);
    date(&mut input.disclosed, &details.disclosed);
    if let Some(title) = &details.title {
        input.title.clone_from(title);
    }
    if let Some(classes) = &details.classes {
        input.classes = classes.iter().filter(|c| !c.is_empty()).cloned().collect();
    }
    if let Some(note) = &details.note {
        input.note.clone_from(note);
    }
}

/// `heldby holders ...`
pub fn holders(session: &mut Session, command: &Holders) -> Result<(), Stop> {
    match command {
        Holders::List(json) => {
            let found = app_holders::may_hold(session)?;
            if json.json { print::json(&found) } else { print::report::may_hold(&found) }
        }
        Holders::Answer { company, breach, answer } => {
            let detail = app_holders::answer(session, company, breach, &said(answer))?;
            answered(&detail, breach)
        }
    }
}

/// `heldby names ...`
pub fn names(session: &mut Session, command: &Names) -> Result<(), Stop> {
    match command {
        Names::List(json) => {
            let all = app_names::names(session)?;
            if json.json {
                return print::json(&all);
            }
            let rows = all.iter().map(|n| {
                let country = n.country.clone().unwrap_or_else(|| "any".into());
                vec![n.name.clone(), country, n.company_name.clone(), n.confirmed.clone()]
            });
            print::table(&["Name", "Country", "Means", "Since"], rows)
        }
        Names::Forget { name, country } => {
            app_names::forget(session, name, country.as_deref())?;
            print::line("Forgotten. Companies that were linked by it stay linked.")
        }
    }
}
