//! Between what a person types, what is stored, and what matching sees.

use crate::{Failure, wire};
use heldby_model::{
    Attribute, Catalogue, CompanyId, Country, Holding, PartialDate, Period, Relationship, Until, domain,
};
use heldby_vault::{HoldingRow, Identifier, IdentifierKind, PeriodRow};

/// A stored holding as matching sees it; `None` if it is not linked to a company of this catalogue. Classes that
/// this catalogue does not know are left out here and stay in the vault.
pub(crate) fn holding(catalogue: &Catalogue, row: &HoldingRow) -> Option<Holding> {
    let company = row.details.company.clone().filter(|id| catalogue.company(id).is_some())?;
    let country = row.details.country.map(Attribute::Country);
    let periods = row.details.periods.iter().map(|p| {
        let mut period = p.period();
        let silent = !period.attributes.iter().any(|a| matches!(a, Attribute::Country(_)));
        if silent {
            period.attributes.extend(country.clone());
        }
        period
    });
    Some(Holding {
        company,
        periods: periods.collect(),
        gave: row.details.gave.iter().filter_map(|id| catalogue.vocabulary().get(id)).collect(),
        gave_complete: row.details.gave_complete,
        answers: row.answers.iter().map(|(breach, a)| (breach.clone(), a.answers.clone())).collect(),
    })
}

/// Reads the periods of a form. None at all means: a customer at unknown times.
///
/// # Errors
/// Unknown relationships, dates and tags; an end before the start.
pub(crate) fn periods(typed: &[wire::Period]) -> Result<Vec<Period>, Failure> {
    if typed.is_empty() {
        return Ok(vec![Period::of(Relationship::Customer)]);
    }
    typed.iter().map(period).collect()
}

fn period(typed: &wire::Period) -> Result<Period, Failure> {
    let until = match (date(typed.until.as_deref())?, typed.still) {
        (Some(_), true) => {
            return Err(Failure::bad_input(
                "A period has both an end and \u{201c}still\u{201d}.",
                "Keep one of the two.",
            ));
        }
        (Some(end), false) => Until::Ended(end),
        (None, true) => Until::Still,
        (None, false) => Until::Unknown,
    };
    checked(&typed.relationship, date(typed.from.as_deref())?, until, &typed.tags)
}

/// One period from its parts.
///
/// # Errors
/// Unknown relationship or tag; an end before the start.
pub(crate) fn checked(
    relationship_word: &str,
    from: Option<PartialDate>,
    until: Until,
    tags: &[String],
) -> Result<Period, Failure> {
    let attributes: Result<Vec<_>, _> = tags.iter().map(|t| Attribute::parse(t)).collect();
    let attributes = attributes.map_err(|e| {
        Failure::bad_input(
            crate::failure::sentence(&e.to_string()),
            "Choose one of the known tags, or leave it out.",
        )
    })?;
    if let (Some(start), Until::Ended(end)) = (from, until)
        && end.last() < start.first()
    {
        return Err(Failure::bad_input(
            format!("The period ends ({end}) before it begins ({start})."),
            "Correct one of the two dates, or leave out what you do not know.",
        ));
    }
    Ok(Period { from, until, attributes, ..Period::of(relationship(relationship_word)?) })
}

/// Reads a relationship; `former-customer` and the like are derived and never entered.
pub(crate) fn relationship(word: &str) -> Result<Relationship, Failure> {
    Relationship::from_word(word).ok_or_else(|| {
        let known: Vec<_> = Relationship::ALL.iter().map(|r| r.as_str()).collect();
        Failure::bad_input(
            format!("{:?} is no relationship.", short(word)),
            format!("Use one of: {}. For a former one, give the date on which it ended.", known.join(", ")),
        )
    })
}

/// Reads a date; an empty text is unknown.
pub(crate) fn date(typed: Option<&str>) -> Result<Option<PartialDate>, Failure> {
    match typed.map(str::trim).filter(|t| !t.is_empty()) {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| {
            Failure::bad_input(
                format!("{:?} is no date.", short(text)),
                "Write a year (2015), a month (2015-10) or a day (2015-10-21), from 1900 to 2199.",
            )
        }),
    }
}

/// Reads a country; an empty text is unknown.
pub(crate) fn country(typed: Option<&str>) -> Result<Option<Country>, Failure> {
    match typed.map(str::trim).filter(|t| !t.is_empty()) {
        None => Ok(None),
        Some(text) => match Country::new(text) {
            Ok(country) if country.is_assigned() => Ok(Some(country)),
            _ => Err(Failure::bad_input(
                format!("{:?} is no country.", short(text)),
                "Use two letters such as GB, US or DE.",
            )),
        },
    }
}

/// Checks a web or e-mail address that is to be stored: one that cannot exist would never tell which company is meant.
pub(crate) fn domain(typed: Option<&str>) -> Result<Option<&str>, Failure> {
    let Some(text) = typed.map(str::trim).filter(|t| !t.is_empty()) else { return Ok(None) };
    let possible = |host: &String| {
        let last = host.rsplit('.').next().unwrap_or_default();
        let names_a_suffix = last.starts_with("xn--") || last.bytes().all(|b| b.is_ascii_alphabetic());
        names_a_suffix && !domain::is_public_suffix(host)
    };
    match domain::host(text).filter(possible) {
        Some(_) => Ok(Some(text)),
        None => Err(Failure::bad_input(
            format!("{:?} is no web or e-mail address of a company.", short(text)),
            "Write it like example.com or me@example.com, or leave it out.",
        )),
    }
}

/// Reads the id of a company of this catalogue.
pub(crate) fn company(catalogue: &Catalogue, typed: &str) -> Result<CompanyId, Failure> {
    CompanyId::new(typed).ok().filter(|id| catalogue.company(id).is_some()).ok_or_else(|| {
        Failure::new(
            crate::Code::NotFound,
            format!("The catalogue has no company with the id {:?}.", short(typed)),
            "Search the catalogue by name.",
        )
    })
}

/// Checks the ids of data classes against the vocabulary.
pub(crate) fn classes(catalogue: &Catalogue, ids: &[String]) -> Result<heldby_model::ClassSet, Failure> {
    ids.iter()
        .map(|id| {
            catalogue.vocabulary().get(id).ok_or_else(|| {
                Failure::bad_input(
                    format!("{:?} is no kind of data that the catalogue knows.", short(id)),
                    "Use ids such as name, email-address, bank-account or date-of-birth.",
                )
            })
        })
        .collect()
}

/// A stored period as the form shows it.
pub(crate) fn wire_period(row: &PeriodRow) -> wire::Period {
    wire::Period {
        relationship: row.relationship.as_str().into(),
        from: row.from.map(|d| d.to_string()),
        until: match row.until {
            Until::Ended(d) => Some(d.to_string()),
            Until::Still | Until::Unknown => None,
        },
        still: row.until == Until::Still,
        tags: row.attributes.clone(),
    }
}

/// What kind of identifier a typed text is.
pub(crate) fn identifier(typed: &str) -> Identifier {
    let value = typed.trim().to_string();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let phone_like = value.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c));
    let kind = if value.contains('@') {
        IdentifierKind::Email
    } else if phone_like && digits >= 6 {
        IdentifierKind::Phone
    } else {
        IdentifierKind::Username
    };
    Identifier { kind, value }
}

/// At most 40 characters of what was typed, to be quoted back.
pub(crate) fn short(text: &str) -> String {
    let mut out: String = text.chars().take(40).collect();
    if out.len() < text.len() {
        out.push('\u{2026}');
    }
    out
}
