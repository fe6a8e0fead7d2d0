//! Taking over what an export, another vault or a copy holds: looked at first, then merged without duplicates.

use crate::backups::{self, preview_row};
use crate::news::Change;
use crate::way::Opens;
use crate::{
    Code, Failure, Session, Way, brought, companies, convert, exchange, layers, settings, wire, words,
};
use heldby_vault::{BackupKind, Contents, Error, Header, HoldingRow, Joined, Plan};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Bytes of the largest file that is taken over: a vault of 100,000 companies takes less than a third of it.
pub const MOST_BYTES: usize = 256 << 20;

/// A file that was brought in and not taken over yet. It goes with the lock.
pub(crate) struct Pending {
    name: String,
    kind: &'static str,
    /// A vault whose passphrase is not known yet.
    closed: Option<Vec<u8>>,
    contents: Option<Contents>,
}

/// Looks at a file and says what taking it over would change. Nothing is changed.
///
/// # Errors
/// [`Code::Locked`]; [`Code::NotAnExport`] for a file that is neither, or damaged; others of a vault that cannot be
/// read; [`Code::TooLarge`], also for more entries than anybody has.
pub fn look(session: &mut Session, name: &str, bytes: &[u8]) -> Result<wire::ImportLook, Failure> {
    let (open, _) = session.open_mut()?;
    open.pending = None;
    if bytes.len() > MOST_BYTES {
        return Err(Failure::new(
            Code::TooLarge,
            format!("This file is larger than {} MiB. Nothing was changed.", MOST_BYTES >> 20),
            "Check that it is the file you meant.",
        ));
    }
    let name = layers::file_name(name);
    let pending = match Header::parse(bytes) {
        Ok(_) => match open.vault().open_brought(bytes, None) {
            Ok(snapshot) => {
                let contents = brought::accept(snapshot.read_all().map_err(|error| not_read(error, None))?)?;
                Pending { name, kind: "vault", closed: None, contents: Some(contents) }
            }
            Err(Error::WrongPassphrase) => {
                Pending { name, kind: "vault", closed: Some(bytes.to_vec()), contents: None }
            }
            Err(other) => return Err(not_read(other, None)),
        },
        Err(Error::NewerFormat) if !looks_like_json(bytes) => {
            return Err(Error::NewerFormat.into());
        }
        Err(_) => {
            let contents = brought::accept(exchange::read(bytes)?)?;
            Pending { name, kind: "export", closed: None, contents: Some(contents) }
        }
    };
    open.pending = Some(Box::new(pending));
    view(session)
}

/// Opens a vault that was brought, by the passphrase that it has or by its recovery sheet.
///
/// # Errors
/// [`Code::Locked`]; [`Code::NotFound`] if none was brought; [`Code::BroughtClosed`] for what does not open
/// it; [`Code::BadSheet`]; [`Code::NotAnExport`] for a damaged one; [`Code::TooLarge`].
pub fn open_brought(session: &mut Session, way: Way) -> Result<wire::ImportLook, Failure> {
    let opens = way.read()?;
    let (open, _) = session.open_mut()?;
    let bytes = open.pending.as_ref().and_then(|p| p.closed.as_deref()).ok_or_else(nothing_brought)?;
    let snapshot = open
        .vault()
        .open_brought(bytes, Some(opens.opener()))
        .map_err(|error| not_read(error, Some(&opens)))?;
    let contents = brought::accept(snapshot.read_all().map_err(|error| not_read(error, None))?)?;
    drop(snapshot);
    if let Some(pending) = &mut open.pending {
        (pending.closed, pending.contents) = (None, Some(contents));
    }
    view(session)
}

/// Says whose data the file is, where it is that of one person only: they may be called differently here.
///
/// # Errors
/// [`Code::Locked`]; [`Code::NotFound`] if nothing was brought; [`Code::BadInput`] for a file of several persons.
pub fn belongs_to(session: &mut Session, person: &str) -> Result<wire::ImportLook, Failure> {
    let (open, _) = session.open_mut()?;
    let contents = open.pending.as_mut().and_then(|p| p.contents.as_mut()).ok_or_else(nothing_brought)?;
    let owners: BTreeSet<_> = contents.holdings.iter().map(|h| h.details.person).collect();
    let with_companies: Vec<_> =
        contents.persons.iter().map(|p| p.id).filter(|id| owners.contains(id)).collect();
    let [only] = with_companies[..] else {
        return Err(Failure::bad_input(
            "This file holds the companies of several persons.",
            "Take it over with the names that it has, and rename them afterwards.",
        ));
    };
    if let Some(found) = contents.persons.iter_mut().find(|p| p.id == only) {
        person.trim().clone_into(&mut found.name);
    }
    view(session)
}

/// What taking the file over that was brought would change now.
///
/// # Errors
/// [`Code::Locked`]; [`Code::NotFound`] if nothing was brought.
pub fn view(session: &Session) -> Result<wire::ImportLook, Failure> {
    let open = session.open()?;
    let pending = open.pending.as_ref().ok_or_else(nothing_brought)?;
    let own = open.vault().contents()?;
    Ok(wire::ImportLook {
        name: pending.name.clone(),
        kind: pending.kind.into(),
        needs_passphrase: pending.closed.is_some(),
        persons: pending.contents.iter().flat_map(|c| &c.persons).map(|p| p.name.clone()).collect(),
        plan: pending.contents.as_ref().map(|other| {
            let plan = heldby_vault::plan(&own, other);
            plan_view(session, &own, &plan)
        }),
    })
}

/// Takes it over, all of it or nothing, after making a copy of the vault as it is: bringing that back undoes it.
///
/// # Errors
/// [`Code::Locked`]; [`Code::NotFound`] if nothing was brought; [`Code::BadInput`] for what no vault holds; those of
/// making a copy. Nothing is changed then.
pub fn apply(session: &mut Session) -> Result<wire::ImportDone, Failure> {
    let (open, _) = session.open_mut()?;
    let contents = open.pending.as_ref().and_then(|p| p.contents.as_ref()).ok_or_else(nothing_brought)?;
    let plan = heldby_vault::plan(&open.vault().contents()?, contents);
    if plan.is_empty() {
        open.pending = None;
        return Ok(wire::ImportDone { message: "Nothing was new in it.".into(), backup: None });
    }
    let made = backups::make(open.vault_mut(), BackupKind::BeforeImport);
    let backup = match made {
        Ok(backup) => backup,
        Err(failure) => {
            session.tried_backup(false);
            let message =
                format!("Nothing was taken over: a copy of the vault is made first. {}", failure.message);
            return Err(Failure::new(failure.code, message, failure.advice));
        }
    };
    open.vault_mut().merge(&plan, Timestamp::now())?;
    open.pending = None;
    session.relearn(Change::Own)?;
    let (added, joined) = (plan.added.len(), plan.joined.len());
    let some = |n: usize| if n == 1 { "1 company".to_string() } else { format!("{n} companies") };
    Ok(wire::ImportDone {
        message: format!(
            "Taken over: {} added, {} completed. A copy of the vault as it was before has been made.",
            some(added),
            some(joined)
        ),
        backup: Some(backup.name()),
    })
}

/// Lets go of a file that was brought.
///
/// # Errors
/// [`Code::Locked`].
pub fn forget(session: &mut Session) -> Result<(), Failure> {
    session.open_mut()?.0.pending = None;
    Ok(())
}

fn plan_view(session: &Session, own: &Contents, plan: &Plan) -> wire::ImportPlan {
    let mut with_new = Contents { persons: own.persons.clone(), ..Contents::default() };
    with_new.persons.extend(plan.persons.iter().cloned());
    wire::ImportPlan {
        nothing: plan.is_empty(),
        persons: plan.persons.iter().map(|p| p.name.clone()).collect(),
        added: plan.added.iter().map(|row| preview_row(session, &with_new, row)).collect(),
        joined: plan
            .joined
            .iter()
            .map(|joined| wire::ImportJoined {
                name: companies::shown_name(session.knowledge(), &joined.before.details).to_string(),
                what: news_of(session, joined),
            })
            .collect(),
        unchanged: u32::try_from(plan.unchanged).unwrap_or(u32::MAX),
        breaches: plan
            .private_breaches
            .iter()
            .map(|b| format!("{}: {}", b.details.company_name, b.details.title))
            .collect(),
        names: plan.names.iter().map(|n| n.name.clone()).collect(),
        settings: plan.settings.iter().filter_map(|(key, value)| settings::in_words(key, value)).collect(),
        left_out: plan
            .left_out
            .iter()
            .map(|left| {
                format!("{}: {} (there is no room for more)", convert::short(&left.holding), left.what)
            })
            .collect(),
    }
}

/// What a company would know that it does not know now.
fn news_of(session: &Session, joined: &Joined) -> Vec<String> {
    let (before, after) = (&joined.before.details, &joined.after.details);
    let mut what = Vec::new();
    for period in after.periods.iter().filter(|p| !before.periods.contains(p)) {
        what.push(words::period(&period.period()));
    }
    let classes: Vec<String> = after
        .gave
        .iter()
        .filter(|id| !before.gave.contains(id))
        .map(|id| {
            let vocabulary = session.knowledge().catalogue().vocabulary();
            let known = vocabulary.iter().find(|(_, class)| &class.id == id);
            known.map_or_else(|| id.clone(), |(_, class)| class.label.clone())
        })
        .collect();
    if !classes.is_empty() {
        what.push(format!("data given: {}", classes.join(", ")));
    }
    let added: Vec<&str> = after
        .identifiers
        .iter()
        .filter(|i| !before.identifiers.contains(i))
        .map(|i| i.value.as_str())
        .collect();
    if !added.is_empty() {
        what.push(format!("used there: {}", added.join(", ")));
    }
    for (changed, word) in [
        (before.company != after.company, "which company it is"),
        (before.country != after.country, "country"),
        (before.domain != after.domain, "domain"),
        (before.note != after.note, "note"),
        (before.gave_complete != after.gave_complete, "whether that was all data given"),
        (answers_of(&joined.before) != answers_of(&joined.after), "answers about breaches"),
    ] {
        if changed {
            what.push(word.into());
        }
    }
    what
}

fn answers_of(row: &HoldingRow) -> Vec<(&heldby_model::BreachId, &heldby_model::Answers)> {
    row.answers.iter().map(|(breach, answer)| (breach, &answer.answers)).collect()
}

/// What to say of a vault that was brought and cannot be read: nobody is to think that it is their own.
fn not_read(error: Error, opens: Option<&Opens>) -> Failure {
    match error {
        Error::WrongPassphrase => Failure::new(
            Code::BroughtClosed,
            opens
                .map_or_else(|| "This file does not open.".to_owned(), |o| o.says("does not open the file.")),
            "Give the passphrase that this file has, or its recovery sheet. Nothing was changed.",
        ),
        Error::Damaged => Failure::new(
            Code::NotAnExport,
            "A part of the file that was brought is damaged. Your vault is not: nothing of it was changed.",
            "Take another copy of that file. What is readable of it can be saved into a vault of its own.",
        ),
        other => other.into(),
    }
}

fn looks_like_json(bytes: &[u8]) -> bool {
    bytes.iter().find(|b| !b.is_ascii_whitespace()).is_some_and(|b| *b == b'{')
}

fn nothing_brought() -> Failure {
    Failure::new(Code::NotFound, "No file was brought in.", "Choose one first.")
}
