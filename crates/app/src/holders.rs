//! Holders that nobody chose: credit bureaus, data brokers, clearing houses. They may hold anybody who lived where
//! they work, so they are shown beside the person's companies and never counted among them.

use crate::session::{Entry, Open};
use crate::{Code, Failure, Session, answers, convert, settings, views, wire, words};
use heldby_matching::assess::assess_one;
use heldby_model::{Attribute, Company, Country, Holding, HoldingMatches, Period, Relationship, Verdict};
use heldby_vault::{NewHolding, PersonId, Resolution};
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Companies that may hold the person anyway, for the countries where they have lived (else for the country of the
/// settings), with what is known to have been lost there. Those among the person's own companies are left out.
///
/// # Errors
/// [`Code::Locked`].
pub fn may_hold(session: &Session) -> Result<Vec<wire::MayHold>, Failure> {
    let open = session.open()?;
    let lived = places(session)?;
    let mut found: Vec<(Reverse<Verdict>, wire::MayHold)> = Vec::new();
    for company in session.knowledge().catalogue().companies().iter().filter(|c| c.subject) {
        let mine: Vec<&Entry> =
            open.entries().iter().filter(|e| e.row.details.company.as_ref() == Some(&company.id)).collect();
        if mine.iter().any(|e| e.is_chosen()) {
            continue;
        }
        let covered: Vec<Country> = lived.iter().copied().filter(|c| company.countries.contains(c)).collect();
        if !covered.is_empty() || !mine.is_empty() {
            found.push(holder(session, company, &covered, mine.first().copied()));
        }
    }
    found.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    Ok(found.into_iter().map(|(_, view)| view).collect())
}

/// Answers about a breach at a holder that nobody chose. The first answer notes the company, as one that holds the
/// person without being asked.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`] for a company that is no such holder, and as [`answers::answer`].
pub fn answer(
    session: &mut Session,
    company: &str,
    breach: &str,
    answer: &wire::AnswerInput,
) -> Result<wire::HoldingDetail, Failure> {
    let lived = places(session)?;
    let (open, knowledge) = session.open_mut()?;
    let catalogue = knowledge.catalogue();
    let id = convert::company(catalogue, company)?;
    let record = catalogue.company(&id).filter(|c| c.subject).ok_or_else(|| {
        Failure::new(
            Code::NotFound,
            "This company holds nobody who did not choose it.",
            "Note it among your companies instead.",
        )
    })?;
    let person = first_person(open)?;
    let at = |e: &&Entry| e.row.details.company.as_ref() == Some(&id) && e.row.details.person == person;
    let holding = match open.entries().iter().find(at) {
        Some(entry) => entry.row.id,
        None => {
            let covered: Vec<Country> = lived.into_iter().filter(|c| record.countries.contains(c)).collect();
            // Whether the breach concerns such a holding is asked before anything is written.
            let trial = Holding {
                company: id.clone(),
                periods: vec![subject(&covered)],
                gave: Default::default(),
                gave_complete: false,
                answers: BTreeMap::new(),
            };
            let found = assess_one(catalogue, 0, &trial, knowledge.today());
            if found.matches.iter().all(|m| m.breach.as_str() != breach) {
                return Err(Failure::new(
                    Code::NotFound,
                    format!("No breach {:?} concerns this company.", convert::short(breach)),
                    "Look at `heldby check`.",
                ));
            }
            let new = NewHolding {
                company: Some(id.clone()),
                resolution: Resolution { rule: Some("subject".into()), confirmed: true },
                country: if let [only] = covered[..] { Some(only) } else { None },
                periods: vec![(&subject(&covered)).into()],
                ..NewHolding::named(person, &record.name)
            };
            let added = open.vault_mut().add_holding(&new, Timestamp::now())?;
            open.refresh(knowledge, added)?;
            added
        }
    };
    answers::answer(session, holding.0, breach, answer)
}

/// Where the person has lived, as far as the vault knows.
fn places(session: &Session) -> Result<Vec<Country>, Failure> {
    let lived: Vec<Country> =
        settings::lived(session)?.iter().filter_map(|code| Country::new(code).ok()).collect();
    if !lived.is_empty() {
        return Ok(lived);
    }
    Ok(settings::profile(session)?.country.and_then(|code| Country::new(&code).ok()).into_iter().collect())
}

/// Held without being asked, at unknown times, in any of these countries.
fn subject(countries: &[Country]) -> Period {
    let attributes = countries.iter().copied().map(Attribute::Country).collect();
    Period { attributes, ..Period::of(Relationship::Subject) }
}

fn first_person(open: &Open) -> Result<PersonId, Failure> {
    open.persons()
        .first()
        .map(|p| p.id)
        .ok_or_else(|| Failure::new(Code::NotFound, "There is no person in this vault.", "Add one first."))
}

fn holder(
    session: &Session,
    company: &Company,
    covered: &[Country],
    noted: Option<&Entry>,
) -> (Reverse<Verdict>, wire::MayHold) {
    let knowledge = session.knowledge();
    let catalogue = knowledge.catalogue();
    let trial = Holding {
        company: company.id.clone(),
        periods: vec![subject(covered)],
        gave: Default::default(),
        gave_complete: false,
        answers: BTreeMap::new(),
    };
    let found: HoldingMatches = match noted {
        Some(entry) => entry.found.clone(),
        None => assess_one(catalogue, 0, &trial, knowledge.today()),
    };
    let rows = found.matches.iter().filter(|m| m.verdict >= Verdict::Possible || noted.is_some());
    let breaches: Vec<wire::MayHoldBreach> = rows
        .filter_map(|m| {
            let breach = catalogue.breach(&m.breach)?;
            Some(wire::MayHoldBreach {
                breach: breach.id.to_string(),
                title: breach.title.clone(),
                when: words::when(breach),
                people: views::people(breach),
                status: breach.status.as_str().into(),
                verdict: m.verdict.into(),
                dismissed: m.dismissed,
                exposed: words::class_labels(catalogue, m.exposed),
                possibly: words::class_labels(catalogue, m.possibly),
            })
        })
        .collect();
    let highest = found.verdict().unwrap_or(Verdict::NotAffected);
    let lived: Vec<String> = covered.iter().map(|c| words::in_country(c.as_str())).collect();
    let why = if lived.is_empty() {
        "You noted something about it.".to_string()
    } else {
        format!("It holds people in {} who never chose it.", words::join(&lived))
    };
    let view = wire::MayHold {
        company: company.id.to_string(),
        name: company.name.clone(),
        sector: company.sector.clone(),
        countries: covered.iter().map(|c| c.to_string()).collect(),
        why,
        holding: noted.map(|e| e.row.id.0),
        verdict: (!breaches.is_empty()).then_some(highest.into()),
        breaches,
    };
    (Reverse(highest), view)
}
