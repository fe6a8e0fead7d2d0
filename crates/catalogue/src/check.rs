//! Whether records agree with themselves and with each other.
//!
//! What is checked here was read field by field without a mistake, or has a finding already; checks never
//! report a field as missing that only could not be read.

pub(crate) mod across;
pub(crate) mod breach;
pub(crate) mod company;
mod group;
mod shared;

use crate::field::Field;
use crate::problem::Report;
use heldby_model::PartialDate;

/// The file under check.
pub(crate) struct Check<'a> {
    pub(crate) report: &'a Report,
    /// The date of the catalogue: no fact in it can be younger.
    pub(crate) today: Option<PartialDate>,
}

impl Check<'_> {
    /// Reports a field.
    fn wrong(&self, field: Field, message: impl Into<String>) {
        self.report.add_if_sound(field, message);
    }

    /// Reports an interval whose end certainly lies before its start.
    fn order(&self, field: &Field, (from_key, from): Dated, (to_key, to): Dated) {
        if let (Some(from), Some(to)) = (from, to)
            && to.last() < from.first()
        {
            self.wrong(
                field.key(to_key),
                format!("{to} lies before {from_key}, which is {from}: one of the two is wrong"),
            );
        }
    }

    /// Reports a date after the catalogue's own.
    fn past(&self, field: &Field, (key, date): Dated) {
        if let (Some(date), Some(today)) = (date, self.today)
            && date.first() > today.last()
        {
            self.wrong(
                field.key(key),
                format!("{date} lies after {today}, the date of this catalogue in catalogue.toml"),
            );
        }
    }
}

/// A date and the name of the field that it is from.
type Dated = (&'static str, Option<PartialDate>);
