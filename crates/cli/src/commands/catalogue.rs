//! `heldby catalogue ...`

use super::{asked, publish, unlocked};
use crate::args::{Args, Catalogue, Filter};
use crate::exit::Stop;
use crate::print;
use heldby_app::{Code, Failure, Knowledge, breaches, data, layers, news, updates, wire};
use std::path::Path;

/// Runs a command of the catalogue.
pub fn run(args: &Args, command: &Catalogue) -> Result<(), Stop> {
    match command {
        Catalogue::Search { filter, mine, json } => {
            search(asked(args, mine, None)?.knowledge(), filter, json.json)
        }
        Catalogue::Show { id, mine, json } => show(asked(args, mine, None)?.knowledge(), id, json.json),
        Catalogue::Verify { file, public_key, json } => {
            let key = public_key.as_deref().map(text).transpose()?;
            let found =
                updates::verify(&Knowledge::bundled(None), &layers::read_file(file)?, key.as_deref())?;
            if json.json { print::json(&found) } else { print::catalogue::release(&found) }
        }
        Catalogue::Install { file, public_key, json } => {
            let key = public_key.as_deref().map(text).transpose()?;
            // What cannot be read is said before anybody types a passphrase.
            let content = layers::read_file(file)?;
            let mut session = unlocked(args)?;
            let installed = updates::install(&mut session, &name(file), &content, key.as_deref())?;
            if json.json { print::json(&installed) } else { print::catalogue::installed(&installed) }
        }
        Catalogue::AddLayer { file, json } => {
            let content = layers::read_file(file)?;
            let mut session = unlocked(args)?;
            let installed = layers::add_hibp(&mut session, &name(file), &content)?;
            if json.json { print::json(&installed) } else { print::catalogue::installed(&installed) }
        }
        Catalogue::RemoveLayer { layer } => {
            let left = layers::remove(&mut unlocked(args)?, layer)?;
            print::catalogue::layers(&left)
        }
        Catalogue::Layers(json) => {
            let session = unlocked(args)?;
            let found = layers::layers(&session)?;
            for trouble in heldby_app::unlock::status(&session).catalogue.troubles {
                note!("heldby: {trouble}");
            }
            if json.json { print::json(&found) } else { print::catalogue::layers(&found) }
        }
        Catalogue::News { read, json } => {
            let mut session = unlocked(args)?;
            let found = news::news(&session)?;
            if json.json {
                print::json(&found)?
            } else {
                print::catalogue::news(&found)?
            }
            if *read { Ok(news::mark_read(&mut session)?) } else { Ok(()) }
        }
        Catalogue::Validate { folder } => validate(folder),
        Catalogue::Lint { folder, json } => {
            let found = data::lint(folder)?;
            if json.json { print::json(&found) } else { print::catalogue::lint(&found) }
        }
        Catalogue::Build { folder, out, replace } => publish::build(folder, out, *replace),
        Catalogue::Sign { file, key, key_password_file } => {
            publish::sign(file, key, key_password_file.as_deref())
        }
    }
}

fn search(knowledge: &Knowledge, filter: &Filter, json: bool) -> Result<(), Stop> {
    let mut wanted = wire::BreachFilter {
        text: filter.text.clone(),
        country: filter.country.clone(),
        sector: filter.sector.clone(),
        class: filter.class.clone(),
        year: filter.year,
        status: filter.status.clone(),
        sensitive: true,
    };
    if json {
        return print::json(&breaches::records(knowledge, &wanted)?);
    }
    let all = breaches::search(knowledge, &wanted)?.len();
    wanted.sensitive = filter.sensitive;
    let shown = breaches::search(knowledge, &wanted)?;
    print::catalogue::rows(&shown)?;
    match all - shown.len() {
        0 => Ok(()),
        hidden => {
            note!(
                "heldby: {hidden} more, in which being named says something intimate: --sensitive shows them."
            );
            Ok(())
        }
    }
}

fn show(knowledge: &Knowledge, id: &str, json: bool) -> Result<(), Stop> {
    match breaches::breach(knowledge, id) {
        Ok(breach) if json => print::json(&breach),
        Ok(breach) => print::catalogue::breach(&breach),
        Err(_) => match breaches::company(knowledge, id) {
            Ok(company) if json => print::json(&company),
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

fn validate(folder: &Path) -> Result<(), Stop> {
    let checked = data::validate(folder)?;
    if checked.problems.is_empty() {
        let (companies, breaches) = (checked.companies, checked.breaches);
        return print::line(&format!("{companies} companies, {breaches} breaches: no mistakes."));
    }
    for problem in &checked.problems {
        note!("{problem}");
    }
    note!("{} mistakes.", checked.problems.len());
    Err(Stop::Code(6))
}

/// A file's own name, for the vault to keep.
fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A small text file, such as a key.
pub fn text(file: &Path) -> Result<String, Stop> {
    String::from_utf8(layers::read_file(file)?).map_err(|_| {
        Failure::bad_input("This file is no text.", "Give the file of a key, as minisign writes it.").into()
    })
}
