//! Breaches that the person noted themselves, from a letter for example. They never leave the vault.

use crate::news::Change;
use crate::{Code, Failure, Session, convert, wire};
use heldby_matching::resolve::Query;
use heldby_model::{
    Audience, Breach, BreachId, Catalogue, Company, CompanyId, Group, GroupId, Layer, Relationship, Status,
    name,
};
use heldby_vault::{PrivateBreach, PrivateBreachRow};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What the ids of the person's own breaches and companies begin with; no record of a catalogue has it.
const PREFIX: &str = "private:";

/// All breaches of one's own, in the order in which they were noted.
///
/// # Errors
/// [`Code::Locked`].
pub fn list(session: &Session) -> Result<Vec<wire::OwnBreach>, Failure> {
    let rows = session.open()?.vault().private_breaches()?;
    Ok(rows.iter().map(|row| view(session, row)).collect())
}

/// Notes a breach. The company is looked up like that of a holding; one that the catalogue does not have becomes
/// known by this name.
///
/// # Errors
/// [`Code::Locked`], [`Code::BadInput`] for what cannot be read, [`Code::NotFound`] for an unknown company id.
pub fn add(session: &mut Session, input: &wire::OwnBreachInput) -> Result<wire::OwnBreach, Failure> {
    let new = read(session, input)?;
    let (open, _) = session.open_mut()?;
    let id = open.vault_mut().add_private_breach(&new, Timestamp::now())?;
    session.relearn(Change::Own)?;
    one(session, id)
}

/// Replaces what was noted about a breach. Answers about it stay.
///
/// # Errors
/// As [`add`], and [`Code::NotFound`].
pub fn edit(
    session: &mut Session,
    id: i64,
    input: &wire::OwnBreachInput,
) -> Result<wire::OwnBreach, Failure> {
    let new = read(session, input)?;
    let (open, _) = session.open_mut()?;
    open.vault_mut().update_private_breach(id, &new, Timestamp::now())?;
    session.relearn(Change::Own)?;
    one(session, id)
}

/// Removes a breach that was noted.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`].
pub fn remove(session: &mut Session, id: i64) -> Result<(), Failure> {
    let (open, _) = session.open_mut()?;
    open.vault_mut().remove_private_breach(id)?;
    session.relearn(Change::Own).map(drop)
}

fn one(session: &Session, id: i64) -> Result<wire::OwnBreach, Failure> {
    let rows = session.open()?.vault().private_breaches()?;
    let row = rows.iter().find(|row| row.id == id);
    row.map(|row| view(session, row)).ok_or_else(|| {
        Failure::new(Code::NotFound, "You noted no such breach (any more).", "Look at `heldby breach list`.")
    })
}

fn view(session: &Session, row: &PrivateBreachRow) -> wire::OwnBreach {
    let details = &row.details;
    let text = |date: Option<heldby_model::PartialDate>| date.map(|d| d.to_string());
    let known = details.company.as_ref().and_then(|id| session.knowledge().catalogue().company(id));
    wire::OwnBreach {
        id: row.id,
        breach: breach_id(row.id).to_string(),
        company_shown: known.map_or(&details.company_name, |c| &c.name).clone(),
        input: wire::OwnBreachInput {
            company: details.company.as_ref().map(ToString::to_string),
            company_name: details.company_name.clone(),
            title: details.title.clone(),
            occurred_from: text(details.occurred_from),
            occurred_to: text(details.occurred_to),
            disclosed: text(details.disclosed),
            classes: details.classes.clone(),
            note: details.note.clone(),
        },
    }
}

fn read(session: &Session, input: &wire::OwnBreachInput) -> Result<PrivateBreach, Failure> {
    session.open()?;
    let knowledge = session.knowledge();
    let catalogue = knowledge.catalogue();
    let typed = input.company_name.trim();
    // A company that only this vault knows is kept by its name: it has no record to point at.
    let chosen = input.company.as_deref().filter(|id| !id.is_empty() && !id.starts_with(PREFIX));
    let company = match chosen {
        Some(id) => Some(convert::company(catalogue, id)?),
        None => {
            let query = Query { name: typed, ..Query::default() };
            let found = knowledge.resolver().resolve(catalogue, &query);
            let linked = crate::companies::linked(&found).map(|c| c.company.clone());
            linked.filter(|id| !id.as_str().starts_with(PREFIX))
        }
    };
    let company_name = match (&company, typed) {
        (Some(id), "") => catalogue.company_name(id).to_string(),
        (None, "") => {
            return Err(Failure::bad_input(
                "The breach names no company.",
                "Say whose data it was that was lost.",
            ));
        }
        (_, typed) => typed.to_string(),
    };
    if company.is_none() && name::key(&company_name).is_empty() {
        return Err(Failure::bad_input(
            "This company name has no letter or digit.",
            "Write the name as the company does.",
        ));
    }
    let (from, to) =
        (convert::date(input.occurred_from.as_deref())?, convert::date(input.occurred_to.as_deref())?);
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| to.last() < from.first()) {
        return Err(Failure::bad_input(
            format!("The breach ends ({to}) before it begins ({from})."),
            "Correct one of the two dates, or leave out what you do not know.",
        ));
    }
    convert::classes(catalogue, &input.classes)?;
    Ok(PrivateBreach {
        company,
        company_name,
        title: if input.title.trim().is_empty() { "Noted by me".into() } else { input.title.trim().into() },
        occurred_from: from,
        occurred_to: to,
        disclosed: convert::date(input.disclosed.as_deref())?,
        classes: input.classes.clone(),
        note: input.note.trim().to_string(),
    })
}

/// The records that the notes make: breaches, and companies that the catalogue does not have.
pub(crate) fn records(catalogue: &Catalogue, rows: &[PrivateBreachRow]) -> (Vec<Company>, Vec<Breach>) {
    let mut companies: BTreeMap<CompanyId, Company> = BTreeMap::new();
    let breaches = rows
        .iter()
        .map(|row| {
            let known = row.details.company.clone().filter(|id| catalogue.company(id).is_some());
            let company = known.unwrap_or_else(|| {
                let company = own_company(&row.details.company_name);
                let id = company.id.clone();
                companies.entry(id.clone()).or_insert(company);
                id
            });
            own_breach(catalogue, row, company)
        })
        .collect();
    (companies.into_values().collect(), breaches)
}

/// A company of which nothing is known but how somebody calls it. Equal names give one company.
fn own_company(typed: &str) -> Company {
    // Ids are plain letters; others are written as their number.
    let plain = |c: char| match c {
        ' ' => "-".to_string(),
        c if c.is_ascii_alphanumeric() => c.to_string(),
        c => format!("u{:x}", u32::from(c)),
    };
    let letters: String = name::key(typed).chars().map(plain).collect::<String>().chars().take(100).collect();
    let id = CompanyId::new(&format!("{PREFIX}{letters}")).expect("it was made of allowed letters only");
    Company::named(id, typed, "other")
}

fn breach_id(number: i64) -> BreachId {
    BreachId::new(&format!("{PREFIX}{number}")).expect("a number has digits only")
}

fn own_breach(catalogue: &Catalogue, row: &PrivateBreachRow, company: CompanyId) -> Breach {
    let details = &row.details;
    let classes = details.classes.iter().filter_map(|id| catalogue.vocabulary().get(id)).collect();
    // Whoever notes a breach means themselves, whatever they were to the company.
    let audiences = Relationship::ALL.iter().flat_map(|r| {
        let former = r.ends().then_some(Audience { relationship: *r, former: true });
        [Some(Audience { relationship: *r, former: false }), former].into_iter().flatten()
    });
    Breach {
        id: breach_id(row.id),
        company,
        also: Vec::new(),
        title: details.title.clone(),
        via: None,
        affected_brands: Vec::new(),
        occurred_from: details.occurred_from,
        occurred_to: details.occurred_to,
        discovered: None,
        disclosed: details.disclosed,
        records: None,
        status: Status::Confirmed,
        layer: Layer::Private,
        sensitive: false,
        people: None,
        groups: vec![Group {
            id: GroupId::new("noted").expect("it is an identifier"),
            who: "whom you noted it for".into(),
            audiences: audiences.collect(),
            attributes: Vec::new(),
            condition: None,
            people: None,
            exposed: classes,
            possibly: Default::default(),
            ruled_out: Default::default(),
            ruled_out_by: None,
            reach: None,
            within: None,
            current_only: false,
        }],
        ruled_out: Default::default(),
        ruled_out_by: None,
        not_affected: Vec::new(),
        superseded: Vec::new(),
        sources: Vec::new(),
        notes: details.note.clone(),
        unverified: Vec::new(),
    }
}
