//! Settings of the person, and the closed lists that forms offer.

use crate::knowledge::{OFFERED, usual_data};
use crate::{Failure, Knowledge, Session, convert, locking, wire, words};
use heldby_model::{Attribute, Category, Country, Dimension, Origin};
use std::collections::BTreeSet;

/// The setting that holds the person's own country.
pub(crate) const COUNTRY: &str = "country";
const THEME: &str = "theme";
const LIVED: &str = "lived";
const THEMES: [&str; 3] = ["system", "light", "dark"];

/// The settings kept in the vault.
///
/// # Errors
/// [`Code::Locked`](crate::Code).
pub fn profile(session: &Session) -> Result<wire::Profile, Failure> {
    let vault = session.open()?.vault();
    Ok(wire::Profile {
        country: vault.setting(COUNTRY)?,
        theme: vault
            .setting(THEME)?
            .filter(|t| THEMES.contains(&t.as_str()))
            .unwrap_or_else(|| THEMES[0].into()),
    })
}

/// Replaces the settings.
///
/// # Errors
/// [`Code::Locked`](crate::Code), [`Code::BadInput`](crate::Code) for an unknown country or theme.
pub fn set_profile(session: &mut Session, new: &wire::Profile) -> Result<wire::Profile, Failure> {
    session.open()?;
    let country = convert::country(new.country.as_deref())?;
    if !THEMES.contains(&new.theme.as_str()) {
        return Err(Failure::bad_input("There is no such appearance.", "Use system, light or dark."));
    }
    let (open, _) = session.open_mut()?;
    open.vault_mut().set_setting(COUNTRY, country.as_ref().map(Country::as_str))?;
    open.vault_mut().set_setting(THEME, Some(&new.theme))?;
    profile(session)
}

/// The countries in which the person has lived, as codes. They decide which holders nobody chose are shown.
///
/// # Errors
/// [`Code::Locked`](crate::Code).
pub fn lived(session: &Session) -> Result<Vec<String>, Failure> {
    let kept = session.open()?.vault().setting(LIVED)?.unwrap_or_default();
    Ok(kept.split_ascii_whitespace().map(str::to_owned).collect())
}

/// Replaces the countries in which the person has lived.
///
/// # Errors
/// [`Code::Locked`](crate::Code), [`Code::BadInput`](crate::Code) for what is no country.
pub fn set_lived(session: &mut Session, countries: &[String]) -> Result<Vec<String>, Failure> {
    session.open()?;
    let read: Result<Vec<_>, _> = countries.iter().map(|c| convert::country(Some(c))).collect();
    let codes: BTreeSet<String> = read?.into_iter().flatten().map(|c| c.to_string()).collect();
    let text = codes.into_iter().collect::<Vec<_>>().join(" ");
    let (open, _) = session.open_mut()?;
    open.vault_mut().set_setting(LIVED, Some(text.as_str()).filter(|t| !t.is_empty()))?;
    lived(session)
}

/// What a setting says that a file brings, if it is one of those that travel and means something.
pub(crate) fn in_words(key: &str, value: &str) -> Option<String> {
    let country = |code: &str| Country::new(code).is_ok_and(|read| read.as_str() == code);
    match key {
        COUNTRY if country(value) => Some(format!("Your country: {}", words::country(value))),
        LIVED if value.split(' ').all(country) => {
            let countries: Vec<&str> = value.split(' ').map(words::country).collect();
            Some(format!("Countries where you have lived: {}", countries.join(", ")))
        }
        THEME if THEMES.contains(&value) => Some(format!("Appearance: {value}")),
        _ => None,
    }
}

/// The closed lists that forms offer.
pub fn terms(knowledge: &Knowledge) -> wire::Terms {
    let catalogue = knowledge.catalogue();
    let word = |id: &str, label: &str| wire::Word { id: id.into(), label: label.into() };
    let countries: BTreeSet<_> = catalogue.companies().iter().flat_map(|c| &c.countries).collect();
    let sectors: BTreeSet<_> = catalogue.companies().iter().map(|c| c.sector.as_str()).collect();
    let mut countries: Vec<_> =
        countries.iter().map(|c| word(c.as_str(), words::country(c.as_str()))).collect();
    countries.sort_by(|a, b| a.label.cmp(&b.label));
    let closed = Dimension::ALL.into_iter().filter_map(|d| d.values().map(|values| (d, values)));
    wire::Terms {
        classes: catalogue
            .vocabulary()
            .iter()
            .map(|(_, c)| wire::ClassInfo {
                id: c.id.clone(),
                label: c.label.clone(),
                category: c.category.as_str().into(),
                permanence: c.permanence.as_str().into(),
                severity: c.severity.as_str().into(),
                given: c.origin == Origin::Given,
            })
            .collect(),
        categories: Category::ALL.iter().map(|c| word(c.as_str(), words::category(*c))).collect(),
        relationships: OFFERED.iter().map(|r| word(r.as_str(), words::relationship(*r))).collect(),
        dimensions: closed
            .map(|(d, values)| wire::Dimension {
                id: d.as_str().into(),
                label: words::dimension(d).into(),
                values: values
                    .iter()
                    .map(|v| word(v, &words::attribute(catalogue, &Attribute::Word(d, v))))
                    .collect(),
            })
            .collect(),
        countries,
        usual: sectors
            .iter()
            .map(|s| (s.to_string(), usual_data(s).iter().map(|id| id.to_string()).collect()))
            .collect(),
        sectors: sectors.iter().map(|s| word(s, s)).collect(),
        lock_after: locking::CHOICES.to_vec(),
    }
}
