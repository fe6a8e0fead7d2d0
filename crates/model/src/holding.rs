//! A holding: a company holds my data, since when, as what, and what I gave it.

use crate::class::word_enum;
use crate::{Attribute, BreachId, ClassSet, CompanyId, ConditionId, Days, PartialDate};
use std::collections::BTreeMap;

word_enum! {
    /// What a person is to a company.
    Relationship {
        /// Buys or bought from it, has or had an account.
        Customer = "customer",
        /// Enquired, applied for a service or was referred, whether or not a contract followed.
        Prospect = "prospect",
        /// Works or worked for it.
        Employee = "employee",
        /// Works or worked for it on a contract for services.
        Contractor = "contractor",
        /// Applied for a job.
        Applicant = "applicant",
        /// Was treated.
        Patient = "patient",
        /// Was taught.
        Student = "student",
        /// Belongs or belonged to it.
        Member = "member",
        /// Gave money.
        Donor = "donor",
        /// Is known to it through somebody else.
        Contact = "contact",
        /// Is held without ever having chosen it.
        Subject = "subject",
    }
}

impl Relationship {
    /// Whether it ends, so that "former" means something. The records of all others stay.
    pub fn ends(self) -> bool {
        matches!(self, Self::Customer | Self::Employee | Self::Contractor)
    }
}

/// When a period ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Until {
    /// Not known.
    #[default]
    Unknown,
    /// It goes on.
    Still,
    /// It ended then.
    Ended(PartialDate),
}

impl Days {
    /// From the first to the last of several periods, each since and until when; open where one of them is.
    pub fn spanning(periods: impl IntoIterator<Item = (Option<PartialDate>, Until)>) -> Self {
        let days = periods.into_iter().map(|(from, until)| Self {
            first: from.map_or(Self::ANY.first, PartialDate::first),
            last: match until {
                Until::Ended(end) => end.last(),
                Until::Unknown | Until::Still => Self::ANY.last,
            },
        });
        days.reduce(|a, b| Self { first: a.first.min(b.first), last: a.last.max(b.last) }).unwrap_or_default()
    }
}

/// How the start of a period is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Basis {
    /// The person said so, or a document of the start itself.
    #[default]
    Stated,
    /// Guessed from a file: the relationship may be older.
    Inferred,
}

/// One stretch of one relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// What the person was.
    pub relationship: Relationship,
    /// Since when; unknown never clears anybody.
    pub from: Option<PartialDate>,
    /// Until when; ignored for relationships that do not [end](Relationship::ends).
    pub until: Until,
    /// How `from` is known.
    pub basis: Basis,
    /// What distinguishes it (prepaid, mobile, ...).
    pub attributes: Vec<Attribute>,
}

impl Period {
    /// A period of which nothing but the relationship is known.
    pub fn of(relationship: Relationship) -> Self {
        Self { relationship, from: None, until: Until::Unknown, basis: Basis::Stated, attributes: Vec::new() }
    }
}

/// A company holds data about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The company, as resolved.
    pub company: CompanyId,
    /// When and as what; at least one for a match to arise.
    pub periods: Vec<Period>,
    /// Data classes that the person remembers giving.
    pub gave: ClassSet,
    /// Whether `gave` is all that was given. Only the person can say so.
    pub gave_complete: bool,
    /// What the person was told or knows about single breaches.
    pub answers: BTreeMap<BreachId, Answers>,
}

/// What a notice or the company said to the person about one breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// A notice said: you are affected.
    Told,
    /// The company said: you are not affected.
    ToldUnaffected,
}

/// All that a person answered about one breach.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// What was said to the person.
    pub notice: Option<Answer>,
    /// Put away by the person: changes the display only, never the verdict.
    pub dismissed: bool,
    /// Answers to the conditions of groups.
    pub conditions: BTreeMap<ConditionId, bool>,
}
