//! Attributes: what a person knows about a relationship and a breach distinguishes, in closed dimensions.
//!
//! This is the one table. What has no place here is either a [`Condition`](crate::Condition), which asks
//! the person, or plain text, which never matches.

use crate::{CompanyId, Country};

/// A dimension along which the groups of a breach can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// How a contract is paid: `prepaid` or `postpaid`.
    Plan,
    /// What is supplied: `mobile`, `broadband`, `landline` or `tv`.
    Service,
    /// To whom: `consumer` or `business`.
    Segment,
    /// The country of the relationship, for a company that is in several.
    Country,
    /// The brand under which the company was known to the person.
    Brand,
}

/// One value of one dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// A word of one of the closed dimensions (plan, service, segment).
    Word(Dimension, &'static str),
    /// A country.
    Country(Country),
    /// A brand that has a record of its own.
    Brand(CompanyId),
}

/// An attribute that no dimension knows. The message lists what is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown tag {0:?}; known are prepaid, postpaid (plan), mobile, broadband, landline, tv (service), \
     consumer, business (segment), country:XX and brand:COMPANY-ID"
)]
pub struct UnknownAttribute(pub String);

const WORDS: &[(Dimension, &[&str])] = &[
    (Dimension::Plan, &["prepaid", "postpaid"]),
    (Dimension::Service, &["mobile", "broadband", "landline", "tv"]),
    (Dimension::Segment, &["consumer", "business"]),
];

impl Dimension {
    /// All dimensions, in the order in which they are asked about.
    pub const ALL: [Self; 5] = [Self::Plan, Self::Service, Self::Segment, Self::Country, Self::Brand];

    /// The values of a closed dimension; `None` for countries and brands, of which there is no end.
    pub fn values(self) -> Option<&'static [&'static str]> {
        WORDS.iter().find(|(d, _)| *d == self).map(|(_, values)| *values)
    }

    /// The word for this dimension in files and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Service => "service",
            Self::Segment => "segment",
            Self::Country => "country",
            Self::Brand => "brand",
        }
    }
}

impl Attribute {
    /// Reads a value: `prepaid`, `mobile`, `business`, `country:IE`, `brand:metro-by-tmobile`.
    /// A dimension in front of a word is accepted too: `plan:prepaid`.
    ///
    /// # Errors
    /// [`UnknownAttribute`], which names the known values.
    ///
    /// ```
    /// use heldby_model::{Attribute, Dimension};
    /// assert_eq!(Attribute::parse("Prepaid").unwrap().dimension(), Dimension::Plan);
    /// assert!(Attribute::parse("payg").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, UnknownAttribute> {
        let bad = || UnknownAttribute(text.chars().take(60).collect());
        let lower = text.trim().to_lowercase();
        let (dimension, value) = match lower.split_once(':') {
            Some((d, v)) => (Some(d), v),
            None => (None, lower.as_str()),
        };
        match dimension {
            Some("country") => return Country::new(value).map(Self::Country).map_err(|_| bad()),
            Some("brand") => return CompanyId::new(value).map(Self::Brand).map_err(|_| bad()),
            _ => {}
        }
        WORDS
            .iter()
            .filter(|(d, _)| dimension.is_none_or(|name| name == d.as_str()))
            .find_map(|(d, values)| values.iter().find(|v| **v == value).map(|v| Self::Word(*d, v)))
            .ok_or_else(bad)
    }

    /// The dimension that it is a value of.
    pub fn dimension(&self) -> Dimension {
        match self {
            Self::Word(d, _) => *d,
            Self::Country(_) => Dimension::Country,
            Self::Brand(_) => Dimension::Brand,
        }
    }
}

/// Writes the form that [`Attribute::parse`] reads.
impl std::fmt::Display for Attribute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(_, word) => f.write_str(word),
            Self::Country(c) => write!(f, "country:{c}"),
            Self::Brand(b) => write!(f, "brand:{b}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_reads_back() {
        let words = WORDS.iter().flat_map(|(_, values)| values.iter().map(|v| (*v).to_string()));
        for text in words.chain(["country:IE".into(), "brand:metro-by-tmobile".into()]) {
            assert_eq!(Attribute::parse(&text).unwrap().to_string(), text);
        }
        assert_eq!(Attribute::parse("plan:prepaid"), Attribute::parse("prepaid"));
        for bad in ["", "payg", "plan:mobile", "country:GBR", "brand:", "size:big"] {
            assert!(Attribute::parse(bad).unwrap_err().to_string().contains("prepaid"), "{bad:?}");
        }
    }
}
