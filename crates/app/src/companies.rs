//! My companies: add, edit, list, show, remove, bring back.

use crate::session::{Entry, Open};
use crate::{Code, Failure, Knowledge, Session, convert, lookup, names, views, wire, words};
use heldby_matching::resolve::{Decision, Query, Resolution as Resolved, Rule};
use heldby_model::{Attribute, Days, PartialDate, Period, Verdict};
use heldby_vault::{ConfirmedName, HoldingId, NewHolding, PersonId, Resolution};
use jiff::Timestamp;

/// The word kept in place of a rule where the person said that no company of the catalogue is meant.
const REFUSED: &str = "refused";

/// All holdings as rows of the table, in the order in which they were added.
///
/// # Errors
/// [`Code::Locked`].
pub fn holdings(session: &Session) -> Result<Vec<wire::HoldingRow>, Failure> {
    let open = session.open()?;
    Ok(open.entries().iter().map(|e| row(session.knowledge(), open, e)).collect())
}

/// Everything about one holding.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`].
pub fn holding(session: &Session, id: i64) -> Result<wire::HoldingDetail, Failure> {
    let open = session.open()?;
    Ok(detail(session.knowledge(), open, open.entry(id)?))
}

/// Records a company. A name that means one company is linked; any other is stored as typed, with the companies
/// that it may mean.
///
/// # Errors
/// [`Code::Locked`]; [`Code::BadInput`] for what cannot be read.
pub fn add(session: &mut Session, input: &wire::HoldingInput) -> Result<wire::HoldingDetail, Failure> {
    let (open, knowledge) = session.open_mut()?;
    let new = new_holding(knowledge, open, input)?;
    refuse_twin(knowledge, open, &new, None)?;
    let id = open.vault_mut().add_holding(&new, Timestamp::now())?;
    names::remember(open, knowledge, &new)?;
    open.refresh(knowledge, id)?;
    holding(session, id.0)
}

/// Replaces what was entered about a holding. Its answers stay.
///
/// # Errors
/// As [`add`], and [`Code::NotFound`].
pub fn edit(
    session: &mut Session,
    id: i64,
    input: &wire::HoldingInput,
) -> Result<wire::HoldingDetail, Failure> {
    let (open, knowledge) = session.open_mut()?;
    let before = open.entry(id)?.row.details.clone();
    let mut input = input.clone();
    if input.name.trim() != before.name {
        // What the old name said goes with it.
        forget_implied(knowledge, &before, &mut input);
    }
    let mut new = new_holding(knowledge, open, &input)?;
    let refusal_stays = refused(&new) == refused(&before);
    if new.company == before.company && new.name == before.name && refusal_stays {
        new.resolution = before.resolution;
    }
    // How the start of a period is known is not in the form: it stays while the start does.
    for period in &mut new.periods {
        let same =
            |p: &&heldby_vault::PeriodRow| p.relationship == period.relationship && p.from == period.from;
        if let Some(old) = before.periods.iter().find(same) {
            period.basis = old.basis;
        }
    }
    refuse_twin(knowledge, open, &new, Some(id))?;
    open.vault_mut().update_holding(HoldingId(id), &new, Timestamp::now())?;
    if new.company != before.company {
        names::remember(open, knowledge, &new)?;
    }
    open.refresh(knowledge, HoldingId(id))?;
    holding(session, id)
}

/// Removes a holding; [`restore`] brings it back until the vault is locked.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`].
pub fn remove(session: &mut Session, id: i64) -> Result<wire::Removed, Failure> {
    let (open, knowledge) = session.open_mut()?;
    let name = name(knowledge, open.entry(id)?).to_string();
    let row = open.vault_mut().remove_holding(HoldingId(id))?;
    open.forget(HoldingId(id));
    open.removed.push(row);
    Ok(wire::Removed { id, name })
}

/// Brings a removed holding back as it was.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`] if it was not removed since unlocking.
pub fn restore(session: &mut Session, id: i64) -> Result<wire::HoldingDetail, Failure> {
    let (open, knowledge) = session.open_mut()?;
    let place = open.removed.iter().position(|r| r.id.0 == id).ok_or_else(|| {
        Failure::new(
            Code::NotFound,
            "There is nothing to bring back.",
            "A removal can be undone until the vault is locked.",
        )
    })?;
    let row = open.removed[place].clone();
    refuse_twin(knowledge, open, &row.details, None)?;
    open.vault_mut().restore_holding(&row)?;
    open.removed.remove(place);
    open.refresh(knowledge, HoldingId(id))?;
    holding(session, id)
}

fn new_holding(
    knowledge: &Knowledge,
    open: &Open,
    input: &wire::HoldingInput,
) -> Result<NewHolding, Failure> {
    let catalogue = knowledge.catalogue();
    let typed = input.name.trim();
    let domain = convert::domain(input.domain.as_deref())?;
    let country = convert::country(input.country.as_deref())?;
    convert::classes(catalogue, &input.gave)?;

    let mut new = NewHolding {
        domain: domain.map(str::to_string),
        country,
        gave: input.gave.clone(),
        gave_complete: input.gave_complete,
        note: input.note.trim().to_string(),
        periods: convert::periods(&input.periods)?.iter().map(Into::into).collect(),
        identifiers: input
            .identifiers
            .iter()
            .filter(|i| !i.trim().is_empty())
            .map(|i| convert::identifier(i))
            .collect(),
        ..NewHolding::named(person(open, input.person)?, typed)
    };
    match &input.company {
        Some(_) if input.unlinked => {
            return Err(Failure::bad_input(
                "A company is named, and it is said that none is meant.",
                "Keep one of the two.",
            ));
        }
        Some(id) => {
            new.company = Some(convert::company(catalogue, id)?);
            new.resolution = Resolution { rule: Some("chosen".into()), confirmed: true };
        }
        None if input.unlinked => new.resolution = Resolution { rule: Some(REFUSED.into()), confirmed: true },
        None => {
            let said = new.clone();
            link(knowledge, &open.names, &query(&said), &mut new);
        }
    }
    if typed.is_empty() {
        new.name = match &new.company {
            Some(id) => catalogue.company_name(id).to_string(),
            None => domain.unwrap_or_default().to_string(),
        };
    }
    Ok(new)
}

/// Links a holding to the company that its name and domain mean: by what the person said about this name before,
/// else without asking where nobody has to be asked. A domain says more than a name.
pub(crate) fn link(knowledge: &Knowledge, names: &[ConfirmedName], query: &Query, new: &mut NewHolding) {
    let found = knowledge.resolver().resolve(knowledge.catalogue(), query);
    let first = linked(&found);
    let by_site = first.is_some_and(|c| matches!(c.rule, Rule::Domain | Rule::ExactHost | Rule::Family));
    if let Some(said) = names::remembered(knowledge.catalogue(), names, query).filter(|_| !by_site) {
        new.company = Some(said.clone());
        new.resolution = Resolution { rule: Some(names::REMEMBERED.into()), confirmed: true };
        return;
    }
    new.company = first.map(|c| c.company.clone());
    new.resolution = Resolution { rule: first.map(|c| c.rule.as_str().to_string()), confirmed: false };
    if let Some(first) = first {
        let mut periods: Vec<Period> = new.periods.iter().map(heldby_vault::PeriodRow::period).collect();
        imply(&mut periods, &first.implies);
        for (row, period) in new.periods.iter_mut().zip(&periods) {
            let known = |a: &&Attribute| !row.attributes.contains(&a.to_string());
            let added: Vec<String> =
                period.attributes.iter().filter(known).map(ToString::to_string).collect();
            row.attributes.extend(added);
        }
    }
}

/// What a holding says about its company.
pub(crate) fn query(details: &NewHolding) -> Query<'_> {
    Query {
        name: &details.name,
        domain: details.domain.as_deref(),
        country: details.country,
        during: Days::spanning(details.periods.iter().map(|period| (period.from, period.until))),
    }
}

/// The company that a name is linked to without asking.
pub(crate) fn linked(found: &Resolved) -> Option<&heldby_matching::resolve::Candidate> {
    matches!(found.decision, Decision::Same | Decision::Related).then(|| found.candidates.first()).flatten()
}

/// Takes the tags back that only the stored name had said.
fn forget_implied(knowledge: &Knowledge, before: &NewHolding, input: &mut wire::HoldingInput) {
    let found = knowledge.resolver().resolve(knowledge.catalogue(), &query(before));
    let said: Vec<String> =
        linked(&found).map(|c| c.implies.iter().map(ToString::to_string).collect()).unwrap_or_default();
    for period in &mut input.periods {
        period.tags.retain(|tag| !said.contains(tag));
    }
}

/// Adds what a name itself says ("AT&T Wireless" is mobile) where the person noted nothing of that dimension.
pub(crate) fn imply(periods: &mut [Period], implied: &[Attribute]) {
    for period in periods {
        for attribute in implied {
            if !period.attributes.iter().any(|a| a.dimension() == attribute.dimension()) {
                period.attributes.push(attribute.clone());
            }
        }
    }
}

fn person(open: &Open, id: Option<i64>) -> Result<PersonId, Failure> {
    let persons = open.persons();
    let found = match id {
        None => persons.first(),
        Some(id) => persons.iter().find(|p| p.id.0 == id),
    };
    found.map(|p| p.id).ok_or_else(|| {
        Failure::new(Code::NotFound, "There is no such person in this vault.", "Look at the list of persons.")
    })
}

/// The same company twice for one person would count twice: its further periods belong to the one there is.
fn refuse_twin(
    knowledge: &Knowledge,
    open: &Open,
    new: &NewHolding,
    except: Option<i64>,
) -> Result<(), Failure> {
    let twin = open.entries().iter().filter(|e| Some(e.row.id.0) != except).find(|e| {
        let old = &e.row.details;
        let same_company = match (&old.company, &new.company) {
            (Some(a), Some(b)) => {
                a == b && knowledge.country(old.country, Some(a)) == knowledge.country(new.country, Some(b))
            }
            (None, None) => old.name == new.name && old.domain == new.domain && old.country == new.country,
            _ => false,
        };
        old.person == new.person && same_company
    });
    match twin {
        None => Ok(()),
        Some(twin) => Err(Failure::bad_input(
            format!("This company is on your list already (number {}).", twin.row.id.0),
            "Edit that entry; it can have several periods.",
        )),
    }
}

/// The name to show: the company's, or as typed.
pub(crate) fn name<'a>(knowledge: &'a Knowledge, entry: &'a Entry) -> &'a str {
    shown_name(knowledge, &entry.row.details)
}

/// The name to show of what is stored: the company's, or as typed.
pub(crate) fn shown_name<'a>(knowledge: &'a Knowledge, details: &'a NewHolding) -> &'a str {
    details
        .company
        .as_ref()
        .and_then(|id| knowledge.catalogue().company(id))
        .map_or(&details.name, |c| &c.name)
}

/// A holding as a row.
pub(crate) fn row(knowledge: &Knowledge, open: &Open, entry: &Entry) -> wire::HoldingRow {
    let details = &entry.row.details;
    let company = entry.holding.as_ref().and_then(|h| knowledge.catalogue().company(&h.company));
    let person = open.persons().iter().find(|p| p.id == details.person);
    let shown = || entry.found.matches.iter().filter(|m| !m.dismissed);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let exposed = shown()
        .filter(|m| m.verdict.counts())
        .fold(Default::default(), |set: heldby_model::ClassSet, m| set.union(m.exposed));
    let when: Vec<String> = details.periods.iter().map(|p| words::period(&p.period())).collect();
    wire::HoldingRow {
        id: entry.row.id.0,
        name: name(knowledge, entry).to_string(),
        typed: details.name.clone(),
        company: company.map(|c| c.id.to_string()),
        country: knowledge.country(details.country, details.company.as_ref()).map(|c| c.to_string()),
        sector: company.map(|c| c.sector.clone()),
        person: wire::Person {
            id: details.person.0,
            name: person.map(|p| p.name.clone()).unwrap_or_default(),
        },
        when: when.join("; "),
        since_year: details.periods.iter().filter_map(|p| p.from.map(PartialDate::year)).min(),
        verdict: entry.found.verdict().map(Into::into),
        breached: count(shown().filter(|m| m.verdict.counts()).count()),
        possible: count(shown().filter(|m| m.verdict == Verdict::Possible).count()),
        exposed: words::class_labels(knowledge.catalogue(), exposed),
        needs_company: needs_company(entry),
        unlinked: refused(details),
        subject: !entry.is_chosen(),
    }
}

/// Whether the person has to say which company is meant.
pub(crate) fn needs_company(entry: &Entry) -> bool {
    entry.holding.is_none() && !refused(&entry.row.details)
}

/// Whether the person said that no company of the catalogue is meant.
fn refused(details: &NewHolding) -> bool {
    details.company.is_none() && details.resolution.confirmed
}

fn detail(knowledge: &Knowledge, open: &Open, entry: &Entry) -> wire::HoldingDetail {
    let catalogue = knowledge.catalogue();
    let details = &entry.row.details;
    let found = knowledge.resolver().resolve(catalogue, &query(details));
    let resolved = match (&details.company, details.resolution.confirmed) {
        (None, true) => {
            Some("You said that it is none of the companies that the catalogue knows.".to_string())
        }
        (None, false) => None,
        (Some(_), true) if details.resolution.rule.as_deref() == Some(names::REMEMBERED) => {
            Some("You said before that this name means this company.".to_string())
        }
        (Some(_), true) => Some("You said that this is the company meant.".to_string()),
        (Some(id), false) => {
            found.candidates.iter().find(|c| &c.company == id).map(|c| lookup::why(knowledge, c))
        }
    };
    let mut candidates = Vec::new();
    if entry.holding.is_none() {
        candidates.extend(found.candidates.iter().map(|c| lookup::candidate(knowledge, c)));
        lookup::home_first(&mut candidates, details.country.or(open.home()));
    }
    let title = |id| {
        catalogue
            .breach(id)
            .map(|b| format!("{}: {} ({})", catalogue.company_name(&b.company), b.title, words::when(b)))
    };
    wire::HoldingDetail {
        row: row(knowledge, open, entry),
        input: wire::HoldingInput {
            name: details.name.clone(),
            domain: details.domain.clone(),
            country: details.country.map(|c| c.to_string()),
            company: details
                .company
                .as_ref()
                .map(ToString::to_string)
                .filter(|_| details.resolution.confirmed),
            unlinked: refused(details),
            person: Some(details.person.0),
            periods: details.periods.iter().map(convert::wire_period).collect(),
            gave: details.gave.clone(),
            gave_complete: details.gave_complete,
            note: details.note.clone(),
            identifiers: details.identifiers.iter().map(|i| i.value.clone()).collect(),
        },
        resolved,
        candidates,
        matches: entry
            .found
            .matches
            .iter()
            .filter_map(|m| views::match_detail(knowledge, entry, m))
            .collect(),
        same_group: entry.found.same_group.iter().filter_map(title).collect(),
        withdrawn: withdrawn(open, entry),
    }
}

/// Breaches of this company, or that the person answered about, which the catalogue does not list any more.
fn withdrawn(open: &Open, entry: &Entry) -> Vec<String> {
    let here = |s: &&heldby_vault::SeenBreach| {
        entry.row.answers.contains_key(&s.breach) || entry.row.details.company.as_ref() == Some(&s.company)
    };
    let gone = open.seen.values().filter_map(|s| s.withdrawn.map(|day| (s, day)));
    gone.filter(|(s, _)| here(s))
        .map(|(s, day)| {
            format!("{} (withdrawn from the catalogue, noticed {})", s.title, day.strftime("%Y-%m-%d"))
        })
        .collect()
}
