//! Small values: dates, words of closed lists, sets of classes.

use super::ArtefactError;
use heldby_model::{
    Attribute, Category, ClassId, ClassSet, Country, DataClass, Origin, PartialDate, Permanence, Severity,
};
use jiff::civil;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use thin_vec::ThinVec;

const WORD: ArtefactError = ArtefactError::Damaged("a word is unknown");
const NO_COUNTRY: ArtefactError = ArtefactError::Damaged("a country is none");

/// A partial date.
#[derive(Serialize, Deserialize)]
pub(super) enum Date {
    Year(i16),
    Month(i16, i8),
    Day(i16, i8, i8),
}

impl From<PartialDate> for Date {
    fn from(date: PartialDate) -> Self {
        match date {
            PartialDate::Year(year) => Self::Year(year),
            PartialDate::Month(year, month) => Self::Month(year, month),
            PartialDate::Day(day) => Self::Day(day.year(), day.month(), day.day()),
        }
    }
}

impl Date {
    pub(super) fn read(self) -> Result<PartialDate, ArtefactError> {
        // The same years as in texts, so that no date can be read here that could not be written there.
        const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;
        let (year, month, day) = match self {
            Self::Year(year) => (year, 1, 1),
            Self::Month(year, month) => (year, month, 1),
            Self::Day(year, month, day) => (year, month, day),
        };
        let first = civil::Date::new(year, month, day).ok().filter(|_| YEARS.contains(&year));
        let first = first.ok_or(ArtefactError::Damaged("a date is impossible"))?;
        Ok(match self {
            Self::Year(year) => PartialDate::Year(year),
            Self::Month(year, month) => PartialDate::Month(year, month),
            Self::Day(..) => PartialDate::Day(first),
        })
    }
}

/// A date that may be unknown.
pub(super) fn date(date: Option<Date>) -> Result<Option<PartialDate>, ArtefactError> {
    date.map(Date::read).transpose()
}

/// Reads each, into a list of just that length: most of them stay in memory for as long as the program runs.
pub(super) fn each<R, T>(
    records: Vec<R>,
    mut read: impl FnMut(R) -> Result<T, ArtefactError>,
) -> Result<Vec<T>, ArtefactError> {
    let mut all = Vec::with_capacity(records.len());
    for record in records {
        all.push(read(record)?);
    }
    Ok(all)
}

/// The place of a word in its closed list.
pub(super) fn place<T: PartialEq>(all: &[T], word: T) -> u8 {
    let place = all.iter().position(|other| *other == word).expect("a closed list holds all its words");
    u8::try_from(place).expect("closed lists are short")
}

/// The word at a place of its closed list.
pub(super) fn word<T: Copy>(all: &[T], place: u8) -> Result<T, ArtefactError> {
    all.get(usize::from(place)).copied().ok_or(WORD)
}

/// The two letters of a country.
pub(super) type Code = [u8; 2];

/// The letters of several countries, one after the other.
pub(super) type Codes<'a> = Cow<'a, [u8]>;

/// Countries as letters.
pub(super) fn codes(countries: &[Country]) -> Codes<'static> {
    countries.iter().flat_map(|country| code(*country)).collect()
}

/// The letters of a country.
pub(super) fn code(country: Country) -> Code {
    country.as_str().as_bytes().try_into().expect("a country has two letters")
}

/// Countries from their letters.
pub(super) fn countries(codes: &[u8]) -> Result<ThinVec<Country>, ArtefactError> {
    let (codes, rest) = codes.as_chunks();
    if !rest.is_empty() {
        return Err(NO_COUNTRY);
    }
    let mut all = ThinVec::with_capacity(codes.len());
    for code in codes {
        all.push(country(*code)?);
    }
    Ok(all)
}

/// The country with these letters.
pub(super) fn country(code: Code) -> Result<Country, ArtefactError> {
    Country::new(std::str::from_utf8(&code).map_err(|_| NO_COUNTRY)?).map_err(|_| NO_COUNTRY)
}

pub(super) fn attributes(words: Vec<String>) -> Result<Vec<Attribute>, ArtefactError> {
    each(words, |word| Attribute::parse(&word).map_err(|_| WORD))
}

/// The places of a set's classes in the vocabulary.
pub(super) fn places(set: ClassSet) -> Vec<u8> {
    set.iter().map(|class| class.0).collect()
}

/// The set of the classes at these places of a vocabulary of `count`.
pub(super) fn set(places: &[u8], count: usize) -> Result<ClassSet, ArtefactError> {
    if places.iter().any(|&place| usize::from(place) >= count) {
        return Err(ArtefactError::Damaged("a data class is not in its vocabulary"));
    }
    Ok(places.iter().copied().map(ClassId).collect())
}

/// A data class.
#[derive(Serialize, Deserialize)]
pub(super) struct Class<'a> {
    id: &'a str,
    label: &'a str,
    category: u8,
    permanence: u8,
    severity: u8,
    origin: u8,
    implies: Vec<u8>,
}

impl<'a> From<&'a DataClass> for Class<'a> {
    fn from(class: &'a DataClass) -> Self {
        Self {
            id: &class.id,
            label: &class.label,
            category: place(Category::ALL, class.category),
            permanence: place(Permanence::ALL, class.permanence),
            severity: place(Severity::ALL, class.severity),
            origin: place(Origin::ALL, class.origin),
            implies: places(class.implies),
        }
    }
}

impl Class<'_> {
    /// Reads the class of a vocabulary of `count`.
    pub(super) fn read(self, count: usize) -> Result<DataClass, ArtefactError> {
        Ok(DataClass {
            id: self.id.to_owned(),
            label: self.label.to_owned(),
            category: word(Category::ALL, self.category)?,
            permanence: word(Permanence::ALL, self.permanence)?,
            severity: word(Severity::ALL, self.severity)?,
            origin: word(Origin::ALL, self.origin)?,
            implies: set(&self.implies, count)?,
        })
    }
}
