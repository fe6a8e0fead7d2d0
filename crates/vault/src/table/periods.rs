//! Periods: when a person was what to a company.

use super::{Range, known, split};
use crate::error::Doing;
use crate::{Result, limits};
use heldby_model::{Attribute, Basis, PartialDate, Period, Relationship, Until};
use rusqlite::Connection;

/// One period of one holding, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodRow {
    /// What the person was.
    pub relationship: Relationship,
    /// Since when; `None` is unknown.
    pub from: Option<PartialDate>,
    /// Until when.
    pub until: Until,
    /// How `from` is known.
    pub basis: Basis,
    /// What distinguishes it, in the form of [`Attribute`]'s `Display`. Kept as text so that a value that
    /// this version does not know survives.
    pub attributes: Vec<String>,
}

impl PeriodRow {
    /// The period as matching needs it, without attributes that this version does not know.
    pub fn period(&self) -> Period {
        Period {
            relationship: self.relationship,
            from: self.from,
            until: self.until,
            basis: self.basis,
            attributes: self.attributes.iter().filter_map(|text| Attribute::parse(text).ok()).collect(),
        }
    }
}

impl From<&Period> for PeriodRow {
    fn from(period: &Period) -> Self {
        Self {
            relationship: period.relationship,
            from: period.from,
            until: period.until,
            basis: period.basis,
            attributes: period.attributes.iter().map(ToString::to_string).collect(),
        }
    }
}

pub(super) fn check(periods: &[PeriodRow]) -> Result<()> {
    limits::entries("periods", periods.len())?;
    periods.iter().try_for_each(|p| limits::ids("tags", &p.attributes))
}

pub(crate) fn insert(conn: &Connection, holding: i64, periods: &[PeriodRow]) -> Result<()> {
    let doing = "storing a period";
    let mut statement = conn
        .prepare(
            "INSERT INTO periods (holding, position, relationship, since, until, basis, attributes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .doing(doing)?;
    for (position, period) in (0_i64..).zip(periods) {
        let until = match period.until {
            Until::Unknown => "unknown".to_owned(),
            Until::Still => "still".to_owned(),
            Until::Ended(date) => date.to_string(),
        };
        let basis = match period.basis {
            Basis::Stated => "stated",
            Basis::Inferred => "inferred",
        };
        let since = period.from.map(|d| d.to_string());
        let row = (
            holding,
            position,
            period.relationship.as_str(),
            since,
            until,
            basis,
            period.attributes.join(" "),
        );
        statement.execute(row).doing(doing)?;
    }
    Ok(())
}

/// All periods with the numbers of their holdings, in order.
pub(crate) fn load(conn: &Connection, range: Range) -> Result<Vec<(i64, PeriodRow)>> {
    let doing = "reading the periods";
    let mut statement = conn
        .prepare(
            "SELECT holding, relationship, since, until, basis, attributes FROM periods
             WHERE holding BETWEEN ?1 AND ?2 ORDER BY holding, position",
        )
        .doing(doing)?;
    let mut rows = statement.query(range).doing(doing)?;
    let mut periods = Vec::new();
    while let Some(row) = rows.next().doing(doing)? {
        let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let since =
            row.get_ref(2).doing(doing)?.as_str_or_null().map_err(rusqlite::Error::from).doing(doing)?;
        let date = |column, text: &str| known(column, text.parse::<PartialDate>().ok());
        periods.push((
            row.get(0).doing(doing)?,
            PeriodRow {
                relationship: known("periods.relationship", Relationship::from_word(text(1).doing(doing)?))?,
                from: since.map(|text| date("periods.since", text)).transpose()?,
                until: match text(3).doing(doing)? {
                    "unknown" => Until::Unknown,
                    "still" => Until::Still,
                    ended => Until::Ended(date("periods.until", ended)?),
                },
                basis: match text(4).doing(doing)? {
                    "stated" => Basis::Stated,
                    "inferred" => Basis::Inferred,
                    _ => known("periods.basis", None)?,
                },
                attributes: split(text(5).doing(doing)?),
            },
        ));
    }
    Ok(periods)
}
