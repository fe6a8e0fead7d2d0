//! One file per table: its rows, its reads (`&self`) and its writes (`&mut self`, one transaction each).

pub mod answers;
pub mod confirmed_names;
pub mod holdings;
pub mod identifiers;
pub mod layers;
pub mod news;
pub mod periods;
pub mod persons;
pub mod private_breaches;
pub mod settings;

use crate::{Error, Result};
use jiff::Timestamp;

/// The first and the last number of the holdings that a query is about.
pub(crate) type Range = (i64, i64);

/// The range of all holdings.
pub(crate) const ALL: Range = (i64::MIN, i64::MAX);

/// Turns a stored text into a domain value; what cannot be one was not written by this version.
pub(crate) fn known<T>(column: &'static str, value: Option<T>) -> Result<T> {
    value.ok_or(Error::UnknownValue { column })
}

/// Times are stored as whole seconds.
pub(crate) fn timestamp(column: &'static str, seconds: i64) -> Result<Timestamp> {
    known(column, Timestamp::from_second(seconds).ok())
}

/// Splits a list that is stored as one text.
pub(crate) fn split(list: &str) -> Vec<String> {
    list.split_ascii_whitespace().map(str::to_owned).collect()
}
