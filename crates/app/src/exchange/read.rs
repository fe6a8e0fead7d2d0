//! From the document back to what a vault holds. Total over all bytes: whatever is wrong is said with its place.

use super::{
    Answer, Company, Document, INFERRED, OwnBreach, Period, STATED, STILL, TOLD, TOLD_UNAFFECTED, UNKNOWN,
    VERSION,
};
use crate::{Code, Failure};
use heldby_model::{
    self as model, Answers, Basis, BreachId, CompanyId, ConditionId, Country, PartialDate, Until, name,
};
use heldby_vault::{
    AnswerRow, ConfirmedName, Contents, HoldingId, HoldingRow, Identifier, IdentifierKind, NewHolding,
    PeriodRow, PersonId, PrivateBreach, PrivateBreachRow, Resolution,
};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fmt::Display;

/// Reads a document.
///
/// # Errors
/// [`Code::NotAnExport`] for anything else, [`Code::NewerFormat`] for one of a later version.
pub(crate) fn read(bytes: &[u8]) -> Result<Contents, Failure> {
    #[derive(serde::Deserialize)]
    struct Head {
        heldby_export: u32,
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head: Head = serde_json::from_slice(bytes).map_err(|e| match () {
        () if super::table::begins(bytes) => table_of_ours(),
        () if e.is_eof() && bytes.trim_ascii_start().starts_with(b"{") => cut_off(),
        () => foreign(),
    })?;
    if head.heldby_export > VERSION {
        return Err(Failure::new(
            Code::NewerFormat,
            "This file was written by a newer version of Heldby. Nothing was changed.",
            "Install the newest version and try again.",
        ));
    }
    // What serde says may quote the file; its place is enough.
    let document: Document = serde_json::from_slice(bytes).map_err(|e| {
        wrong(format!("line {}, column {}", e.line(), e.column()), "something is missing or of another kind")
    })?;
    convert(&document)
}

fn convert(document: &Document) -> Result<Contents, Failure> {
    let mut contents = Contents::default();
    let mut persons = BTreeSet::new();
    for (n, person) in document.persons.iter().enumerate() {
        if !persons.insert(person.id) {
            return Err(wrong(format!("persons[{n}]"), "its id is there twice"));
        }
        contents
            .persons
            .push(heldby_vault::Person { id: PersonId(person.id), name: person.name.trim().to_owned() });
    }
    for (n, company) in document.companies.iter().enumerate() {
        let at = format!("companies[{n}]");
        if !persons.contains(&company.person) {
            return Err(wrong(format!("{at}.person"), "there is no such person in the file"));
        }
        let id = HoldingId(i64::try_from(n).unwrap_or(i64::MAX));
        contents.holdings.push(holding(&at, id, company)?);
    }
    let mut breaches = BTreeSet::new();
    for (n, breach) in document.own_breaches.iter().enumerate() {
        let at = format!("own_breaches[{n}]");
        if !breaches.insert(breach.id) {
            return Err(wrong(at, "its id is there twice"));
        }
        contents.private_breaches.push(own_breach(&at, breach)?);
    }
    for (n, said) in document.names.iter().enumerate() {
        let at = format!("names[{n}]");
        contents.names.push(ConfirmedName {
            key: name::key(&said.name),
            country: country(&at, said.country.as_deref())?,
            name: said.name.clone(),
            company: CompanyId::new(&said.company)
                .map_err(|_| wrong(at.clone() + ".company", "it is no id"))?,
            confirmed: time(&at, "confirmed", &said.confirmed)?,
        });
    }
    contents.settings = document.settings.clone().into_iter().collect();
    Ok(contents)
}

fn holding(at: &str, id: HoldingId, company: &Company) -> Result<HoldingRow, Failure> {
    let periods: Result<Vec<_>, _> =
        company.periods.iter().enumerate().map(|(n, p)| period(&format!("{at}.periods[{n}]"), p)).collect();
    let identifiers: Result<Vec<_>, Failure> = company
        .identifiers
        .iter()
        .map(|i| {
            let kind = IdentifierKind::from_word(&i.kind)
                .ok_or_else(|| wrong(format!("{at}.identifiers"), "there is no such kind"))?;
            Ok(Identifier { kind, value: i.value.clone() })
        })
        .collect();
    let answers: Result<Vec<_>, _> =
        company.answers.iter().enumerate().map(|(n, a)| answer(&format!("{at}.answers[{n}]"), a)).collect();
    Ok(HoldingRow {
        id,
        details: NewHolding {
            person: PersonId(company.person),
            name: company.name.clone(),
            domain: company.domain.clone(),
            country: country(at, company.country.as_deref())?,
            company: company_id(at, company.company.as_deref())?,
            resolution: Resolution { rule: company.rule.clone(), confirmed: company.confirmed },
            gave: company.gave.clone(),
            gave_complete: company.gave_complete,
            note: company.note.clone(),
            periods: periods?,
            identifiers: identifiers?,
        },
        answers: answers?.into_iter().collect(),
        created: time(at, "created", &company.created)?,
        updated: time(at, "updated", &company.updated)?,
    })
}

fn period(at: &str, period: &Period) -> Result<PeriodRow, Failure> {
    let until = match period.until.as_str() {
        STILL => Until::Still,
        UNKNOWN => Until::Unknown,
        ended => Until::Ended(ended.parse().map_err(|_| wrong(format!("{at}.until"), "it is no date"))?),
    };
    let from = date(at, "from", period.from.as_deref())?;
    if let (Some(from), Until::Ended(until)) = (from, until)
        && until.last() < from.first()
    {
        return Err(wrong(at, "it ends before it begins"));
    }
    Ok(PeriodRow {
        relationship: model::Relationship::from_word(&period.relationship)
            .ok_or_else(|| wrong(format!("{at}.relationship"), "there is no such relationship"))?,
        from,
        until,
        basis: match period.basis.as_str() {
            STATED => Basis::Stated,
            INFERRED => Basis::Inferred,
            _ => return Err(wrong(format!("{at}.basis"), "it is neither stated nor inferred")),
        },
        attributes: period.tags.clone(),
    })
}

fn answer(at: &str, answer: &Answer) -> Result<(BreachId, AnswerRow), Failure> {
    let breach = BreachId::new(&answer.breach).map_err(|_| wrong(format!("{at}.breach"), "it is no id"))?;
    let notice = match answer.notice.as_deref() {
        None => None,
        Some(TOLD) => Some(model::Answer::Told),
        Some(TOLD_UNAFFECTED) => Some(model::Answer::ToldUnaffected),
        Some(_) => return Err(wrong(format!("{at}.notice"), "there is no such answer")),
    };
    let conditions: Result<_, Failure> = answer
        .conditions
        .iter()
        .map(|(id, holds)| {
            let id = ConditionId::new(id).map_err(|_| wrong(format!("{at}.conditions"), "a key is no id"))?;
            Ok((id, *holds))
        })
        .collect();
    let answers = Answers { notice, dismissed: answer.dismissed, conditions: conditions? };
    Ok((breach, AnswerRow { answers, answered: time(at, "answered", &answer.answered)? }))
}

fn own_breach(at: &str, breach: &OwnBreach) -> Result<PrivateBreachRow, Failure> {
    Ok(PrivateBreachRow {
        id: breach.id,
        details: PrivateBreach {
            company: company_id(at, breach.company.as_deref())?,
            company_name: breach.company_name.clone(),
            title: breach.title.clone(),
            occurred_from: date(at, "occurred_from", breach.occurred_from.as_deref())?,
            occurred_to: date(at, "occurred_to", breach.occurred_to.as_deref())?,
            disclosed: date(at, "disclosed", breach.disclosed.as_deref())?,
            classes: breach.classes.clone(),
            note: breach.note.clone(),
        },
        created: time(at, "created", &breach.created)?,
        updated: time(at, "updated", &breach.updated)?,
    })
}

fn date(at: &str, field: &str, text: Option<&str>) -> Result<Option<PartialDate>, Failure> {
    text.map(|t| t.parse().map_err(|_| wrong(format!("{at}.{field}"), "it is no date"))).transpose()
}

fn country(at: &str, text: Option<&str>) -> Result<Option<Country>, Failure> {
    text.map(|t| Country::new(t).map_err(|_| wrong(format!("{at}.country"), "it is no country"))).transpose()
}

fn company_id(at: &str, text: Option<&str>) -> Result<Option<CompanyId>, Failure> {
    text.map(|t| CompanyId::new(t).map_err(|_| wrong(format!("{at}.company"), "it is no id"))).transpose()
}

/// Whole seconds, as they are stored: a fraction would make a second import look different from the first.
fn time(at: &str, field: &str, text: &str) -> Result<Timestamp, Failure> {
    let wrong = || wrong(format!("{at}.{field}"), "it is no time such as 2026-11-22T15:20:18Z");
    let read: Timestamp = text.parse().map_err(|_| wrong())?;
    Timestamp::from_second(read.as_second()).map_err(|_| wrong())
}

fn wrong(at: impl Display, what: &str) -> Failure {
    Failure::new(
        Code::NotAnExport,
        format!("This export cannot be read: {at}: {what}. Nothing was changed."),
        "Export it again, or correct that place.",
    )
}

fn table_of_ours() -> Failure {
    Failure::new(
        Code::NotAnExport,
        "This is a table (CSV), which does not hold everything and cannot be brought back. Nothing was changed.",
        "Choose an export in the form JSON, a vault, or a copy of one.",
    )
}

fn cut_off() -> Failure {
    Failure::new(
        Code::NotAnExport,
        "This file ends in the middle: it was cut off. Nothing was changed.",
        "Export it again, or get the whole file.",
    )
}

fn foreign() -> Failure {
    Failure::new(
        Code::NotAnExport,
        "This file is neither an export of Heldby nor a vault. Nothing was changed.",
        "Choose a .json file that Heldby exported, a vault, or a copy of one.",
    )
}
