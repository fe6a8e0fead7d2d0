//! The persons who share the vault.

use crate::{Failure, Session, wire};
use heldby_vault::{Person, PersonId};

fn view(person: &Person) -> wire::Person {
    wire::Person { id: person.id.0, name: person.name.clone() }
}

/// Everybody in the vault; never empty.
///
/// # Errors
/// [`Code::Locked`](crate::Code).
pub fn persons(session: &Session) -> Result<Vec<wire::Person>, Failure> {
    Ok(session.open()?.persons().iter().map(view).collect())
}

/// Adds somebody.
///
/// # Errors
/// [`Code::Locked`](crate::Code), [`Code::BadInput`](crate::Code) for an empty or overlong name.
pub fn add(session: &mut Session, name: &str) -> Result<wire::Person, Failure> {
    let (open, knowledge) = session.open_mut()?;
    let person = open.vault_mut().add_person(name.trim())?;
    open.reload(knowledge)?;
    Ok(view(&person))
}

/// Renames somebody.
///
/// # Errors
/// As [`add`], and [`Code::NotFound`](crate::Code).
pub fn rename(session: &mut Session, id: i64, name: &str) -> Result<wire::Person, Failure> {
    let (open, knowledge) = session.open_mut()?;
    open.vault_mut().rename_person(PersonId(id), name.trim())?;
    open.reload(knowledge)?;
    Ok(wire::Person { id, name: name.trim().to_string() })
}

/// Removes somebody who has no companies.
///
/// # Errors
/// [`Code::Locked`](crate::Code), [`Code::NotFound`](crate::Code); [`Code::BadInput`](crate::Code) for somebody who
/// still has companies and for the last one.
pub fn remove(session: &mut Session, id: i64) -> Result<(), Failure> {
    let (open, knowledge) = session.open_mut()?;
    open.vault_mut().remove_person(PersonId(id))?;
    open.reload(knowledge)
}
