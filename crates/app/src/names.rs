//! Which company the person means by a name: said once, applied whenever the name is typed again.

use crate::session::Open;
use crate::{Failure, Knowledge, Session, convert, wire};
use heldby_matching::resolve::Query;
use heldby_model::{Catalogue, CompanyId, name};
use heldby_vault::{ConfirmedName, NewHolding};
use jiff::Timestamp;

/// The word kept in place of a rule where a name was linked because of what the person said before.
pub(crate) const REMEMBERED: &str = "remembered";

/// Every name that is remembered, by name.
///
/// # Errors
/// [`Code::Locked`](crate::Code).
pub fn names(session: &Session) -> Result<Vec<wire::RememberedName>, Failure> {
    let catalogue = session.knowledge().catalogue();
    let view = |said: &ConfirmedName| wire::RememberedName {
        name: said.name.clone(),
        country: said.country.map(|c| c.to_string()),
        company: said.company.to_string(),
        company_name: catalogue.company_name(&said.company).to_string(),
        confirmed: said.confirmed.strftime("%Y-%m-%d").to_string(),
    };
    Ok(session.open()?.names.iter().map(view).collect())
}

/// Forgets what a name means. Companies that were linked by it stay linked.
///
/// # Errors
/// [`Code::Locked`](crate::Code), [`Code::NotFound`](crate::Code), [`Code::BadInput`](crate::Code) for what is no
/// country.
pub fn forget(session: &mut Session, typed: &str, country: Option<&str>) -> Result<(), Failure> {
    let (open, knowledge) = session.open_mut()?;
    let country = convert::country(country)?;
    open.vault_mut().forget_name(&name::key(typed), country)?;
    open.reload(knowledge)
}

/// Remembers that the person linked this name to this company themselves, unless it would be linked to it anyway.
pub(crate) fn remember(open: &mut Open, knowledge: &Knowledge, new: &NewHolding) -> Result<(), Failure> {
    let Some(company) = new.company.as_ref().filter(|_| new.resolution.confirmed) else { return Ok(()) };
    let key = name::key(&new.name);
    let query = Query { domain: None, ..crate::companies::query(new) };
    let found = knowledge.resolver().resolve(knowledge.catalogue(), &query);
    let by_itself = crate::companies::linked(&found).is_some_and(|c| &c.company == company);
    let remembered = remembered(knowledge.catalogue(), &open.names, &query) == Some(company);
    if key.is_empty() || remembered || (by_itself && open.names.iter().all(|n| n.key != key)) {
        return Ok(());
    }
    let said = ConfirmedName {
        key,
        country: new.country,
        name: new.name.clone(),
        company: company.clone(),
        confirmed: Timestamp::now(),
    };
    open.vault_mut().confirm_name(&said)?;
    open.names = open.vault().confirmed_names()?;
    Ok(())
}

/// What the person said that this name means: with the same country; else, where one of the two has no country, what
/// agrees with it and is the only thing that was said.
pub(crate) fn remembered<'a>(
    catalogue: &Catalogue,
    names: &'a [ConfirmedName],
    query: &Query,
) -> Option<&'a CompanyId> {
    let key = name::key(query.name);
    let same: Vec<&ConfirmedName> =
        names.iter().filter(|n| n.key == key && catalogue.company(&n.company).is_some()).collect();
    if let Some(exact) = same.iter().find(|n| n.country == query.country) {
        return Some(&exact.company);
    }
    let agrees = |n: &&&ConfirmedName| match (n.country, query.country) {
        (None, Some(country)) => catalogue
            .company(&n.company)
            .is_some_and(|c| c.countries.is_empty() || c.countries.contains(&country)),
        (Some(_), Some(_)) => false,
        _ => true,
    };
    let mut agreeing = same.iter().filter(agrees).map(|n| &n.company);
    let first = agreeing.next()?;
    agreeing.all(|other| other == first).then_some(first)
}
