//! From a vault to the document.

use super::{
    Answer, Catalogue, Company, Document, INFERRED, Identifier, Name, News, OwnBreach, Period, Person,
    STATED, STILL, Seen, TOLD, TOLD_UNAFFECTED, UNKNOWN, VERSION,
};
use crate::layers::signer_id;
use heldby_model::{self as model, Basis, PartialDate, Until};
use heldby_vault::{Contents, HoldingRow, LayerKind, LayerRow, Noted, PeriodRow, PrivateBreachRow};
use jiff::Timestamp;

/// Everything that a vault holds. `name` gives the catalogue's name of a company.
pub(crate) fn document(
    contents: &Contents,
    noted: &Noted,
    layers: &[LayerRow],
    now: Timestamp,
    name: impl Fn(&model::CompanyId) -> Option<String>,
) -> Document {
    let of_vault = |(key, _): &&(String, String)| !heldby_vault::belongs_to_the_file(key);
    Document {
        heldby_export: VERSION,
        exported: time(Timestamp::from_second(now.as_second()).unwrap_or(now)),
        program: env!("CARGO_PKG_VERSION").into(),
        persons: contents.persons.iter().map(|p| Person { id: p.id.0, name: p.name.clone() }).collect(),
        companies: contents.holdings.iter().map(|row| company(row, &name)).collect(),
        own_breaches: contents.private_breaches.iter().map(own_breach).collect(),
        names: contents
            .names
            .iter()
            .map(|said| Name {
                name: said.name.clone(),
                country: said.country.map(|c| c.to_string()),
                company: said.company.to_string(),
                confirmed: time(said.confirmed),
            })
            .collect(),
        settings: contents.settings.iter().filter(of_vault).cloned().collect(),
        catalogues: layers.iter().map(catalogue).collect(),
        seen: noted
            .seen
            .iter()
            .map(|seen| Seen {
                breach: seen.breach.to_string(),
                company: seen.company.to_string(),
                title: seen.title.clone(),
                facts: seen.facts.lines().map(str::to_owned).collect(),
                withdrawn: seen.withdrawn.map(time),
            })
            .collect(),
        news: noted
            .news
            .iter()
            .map(|(noticed, news)| News {
                noticed: time(*noticed),
                kind: news.kind.clone(),
                breach: news.breach.as_ref().map(ToString::to_string),
                title: news.title.clone(),
                details: news.details.clone(),
            })
            .collect(),
    }
}

fn company(row: &HoldingRow, name: impl Fn(&model::CompanyId) -> Option<String>) -> Company {
    let details = &row.details;
    Company {
        person: details.person.0,
        name: details.name.clone(),
        domain: details.domain.clone(),
        country: details.country.map(|c| c.to_string()),
        company: details.company.as_ref().map(ToString::to_string),
        company_name: details.company.as_ref().and_then(name),
        rule: details.resolution.rule.clone(),
        confirmed: details.resolution.confirmed,
        gave: details.gave.clone(),
        gave_complete: details.gave_complete,
        note: details.note.clone(),
        periods: details.periods.iter().map(period).collect(),
        identifiers: details
            .identifiers
            .iter()
            .map(|i| Identifier { kind: i.kind.as_str().into(), value: i.value.clone() })
            .collect(),
        answers: row
            .answers
            .iter()
            .map(|(breach, answer)| Answer {
                breach: breach.to_string(),
                notice: answer.answers.notice.map(|notice| {
                    match notice {
                        model::Answer::Told => TOLD,
                        model::Answer::ToldUnaffected => TOLD_UNAFFECTED,
                    }
                    .to_owned()
                }),
                dismissed: answer.answers.dismissed,
                conditions: answer
                    .answers
                    .conditions
                    .iter()
                    .map(|(id, holds)| (id.to_string(), *holds))
                    .collect(),
                answered: time(answer.answered),
            })
            .collect(),
        created: time(row.created),
        updated: time(row.updated),
    }
}

pub(super) fn period(period: &PeriodRow) -> Period {
    Period {
        relationship: period.relationship.as_str().into(),
        from: period.from.map(|date| date.to_string()),
        until: match period.until {
            Until::Unknown => UNKNOWN.into(),
            Until::Still => STILL.into(),
            Until::Ended(date) => date.to_string(),
        },
        basis: match period.basis {
            Basis::Stated => STATED.into(),
            Basis::Inferred => INFERRED.into(),
        },
        tags: period.attributes.clone(),
    }
}

fn own_breach(row: &PrivateBreachRow) -> OwnBreach {
    let date = |date: Option<PartialDate>| date.map(|d| d.to_string());
    let details = &row.details;
    OwnBreach {
        id: row.id,
        company: details.company.as_ref().map(ToString::to_string),
        company_name: details.company_name.clone(),
        title: details.title.clone(),
        occurred_from: date(details.occurred_from),
        occurred_to: date(details.occurred_to),
        disclosed: date(details.disclosed),
        classes: details.classes.clone(),
        note: details.note.clone(),
        created: time(row.created),
        updated: time(row.updated),
    }
}

fn catalogue(row: &LayerRow) -> Catalogue {
    Catalogue {
        kind: match row.kind {
            LayerKind::Release => "release".into(),
            LayerKind::Hibp => "hibp".into(),
        },
        file: row.name.clone(),
        number: row.number,
        signer: row.signer.clone().map(signer_id),
        added: time(row.added),
        bytes: row.size,
    }
}

fn time(time: Timestamp) -> String {
    time.to_string()
}
