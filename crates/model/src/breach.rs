//! A breach: who lost what about whom, when, and what was ruled out.

use crate::class::word_enum;
use crate::{
    Attribute, BreachId, ClassSet, CompanyId, ConditionId, Country, Days, GroupId, PartialDate, Relationship,
};

/// One event in which data about people was lost, left open or is claimed to have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Stable id.
    pub id: BreachId,
    /// The company whose data about people it was (not the supplier through whom it was lost).
    pub company: CompanyId,
    /// Ids under which other lists know the same event.
    pub also: Vec<String>,
    /// Where the record is from; shown wherever the breach is.
    pub layer: Layer,
    /// Whether the mere fact of being in it says something intimate: shown only when asked for.
    pub sensitive: bool,
    /// A short title in our own words.
    pub title: String,
    /// Through whom it was lost, if not by the company itself.
    pub via: Option<Supplier>,
    /// Brands and client companies that are named as affected.
    pub affected_brands: Vec<CompanyId>,
    /// First day on which data was taken or lay open.
    pub occurred_from: Option<PartialDate>,
    /// Last such day.
    pub occurred_to: Option<PartialDate>,
    /// When the company or a researcher found out.
    pub discovered: Option<PartialDate>,
    /// When it became public.
    pub disclosed: Option<PartialDate>,
    /// When the stolen *records* are from, where that differs from the time of the theft.
    pub records: Option<RecordsWindow>,
    /// How sure it is.
    pub status: Status,
    /// How many people in all. Groups overlap: their counts are never added up.
    pub people: Option<People>,
    /// Who lost what; at least one.
    pub groups: Vec<Group>,
    /// Classes that somebody said were *not* taken, for everybody.
    pub ruled_out: ClassSet,
    /// Index into [`sources`](Self::sources): who says so.
    pub ruled_out_by: Option<usize>,
    /// Whom a source clears.
    pub not_affected: Vec<NotAffected>,
    /// Statements that were corrected later.
    pub superseded: Vec<Superseded>,
    /// Where all this is from; at least one for a curated breach.
    pub sources: Vec<Source>,
    /// Remarks in our own words; never matched.
    pub notes: String,
    /// Statements that nobody has checked against a source; shown as such, never matched.
    pub unverified: Vec<String>,
}

word_enum! {
    /// Where the record of a breach is from.
    Layer {
        /// Part of a release: reviewed, with sources of its own.
        Curated = "curated",
        /// Part of a release: taken over from the public list of Have I Been Pwned.
        LongTail = "long-tail",
        /// From a list that the person loaded; nobody signed it.
        HibpFile = "hibp-file",
        /// Entered by the person, from a letter for example.
        Private = "private",
    }
}

/// A company that handled the data for the breached one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    /// Its record, if it has one.
    pub company: Option<CompanyId>,
    /// Its name, or words for it where no source names it.
    pub name: String,
}

word_enum! {
    /// How sure it is that data was lost.
    Status {
        /// The company or an authority says so.
        Confirmed = "confirmed",
        /// It lay open; whether anybody took it is not known.
        Exposure = "exposure",
        /// The parties contradict each other.
        Disputed = "disputed",
        /// The company denies it.
        Denied = "denied",
        /// Only a seller or attacker says so.
        Claimed = "claimed",
    }
}

impl Status {
    /// Whether only one side says so: no statement about anybody's data, and its counts are no facts.
    pub fn is_claim(self) -> bool {
        matches!(self, Self::Disputed | Self::Denied | Self::Claimed)
    }
}

word_enum! {
    /// How a count of people is meant.
    PeopleKind {
        /// Counted.
        Exact = "exact",
        /// About.
        Approx = "approx",
        /// At least.
        LowerBound = "lower_bound",
        /// At most.
        UpperBound = "upper_bound",
    }
}

/// A count of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct People {
    /// How many.
    pub count: u64,
    /// How the number is meant.
    pub kind: PeopleKind,
}

word_enum! {
    /// What a window of records is about.
    RecordsOf {
        /// Records made while the relationship lasted (call records of 2022).
        Relationship = "relationship",
        /// Records made when it began (applications made since 2013).
        Start = "start",
    }
}

/// The time from which the stolen records are; replaces the time of the theft when periods are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordsWindow {
    /// First day of the records; unknown means as far back as there were any.
    pub from: Option<PartialDate>,
    /// Last day of the records.
    pub to: Option<PartialDate>,
    /// What the records are about.
    pub of: RecordsOf,
}

/// People inside a breach who lost the same data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Stable id, unique in the breach.
    pub id: GroupId,
    /// Who they are, in our own words.
    pub who: String,
    /// Which relationships they had; former ones only where the source says so.
    pub audiences: Vec<Audience>,
    /// Values of dimensions that members have; several values of one dimension mean any of them.
    pub attributes: Vec<Attribute>,
    /// What only the person can know.
    pub condition: Option<Condition>,
    /// How many they are.
    pub people: Option<People>,
    /// Lost by every member.
    pub exposed: ClassSet,
    /// Lost by some members.
    pub possibly: ClassSet,
    /// Said not to be lost by these members.
    pub ruled_out: ClassSet,
    /// Index into the breach's sources: who says so.
    pub ruled_out_by: Option<usize>,
    /// How many of those who could be meant were hit.
    pub reach: Option<Reach>,
    /// The group in which this one lies: its classes are inherited, its conditions too.
    pub within: Option<GroupId>,
    /// Whether a source or the kind of record excludes people who had left before.
    pub current_only: bool,
}

/// A relationship that a group lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Audience {
    /// The relationship.
    pub relationship: Relationship,
    /// Whether those who had ended it are meant.
    pub former: bool,
}

impl Audience {
    /// Reads `customer`, `former-customer`, `employee`, ...
    pub fn from_word(word: &str) -> Option<Self> {
        let (former, rest) = word.strip_prefix("former-").map_or((false, word), |rest| (true, rest));
        let relationship = Relationship::from_word(rest)?;
        (!former || relationship.ends()).then_some(Self { relationship, former })
    }

    /// The word that [`from_word`](Self::from_word) reads.
    pub fn word(self) -> String {
        format!("{}{}", if self.former { "former-" } else { "" }, self.relationship.as_str())
    }
}

/// Something only the person can know, and the question that asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Unique in the breach; groups that share it share the answer.
    pub id: ConditionId,
    /// A question that yes or no answers.
    pub question: String,
}

word_enum! {
    /// How many of those whom a group could mean were hit.
    Reach {
        /// Every one.
        All = "all",
        /// More than half.
        Most = "most",
        /// A part.
        Some = "some",
        /// "A small number", or under one in a hundred.
        Few = "few",
    }
}

/// Whom a source clears. All given parts must agree with the holding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAffected {
    /// A company or brand.
    pub company: Option<CompanyId>,
    /// A country.
    pub country: Option<Country>,
    /// A relationship.
    pub relationship: Option<Relationship>,
    /// Index into the breach's sources: who says so.
    pub source: usize,
}

/// A statement that was corrected later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// As of when it was said.
    pub date: Option<PartialDate>,
    /// What was said, in our own words.
    pub claim: String,
}

word_enum! {
    /// What kind of publisher a source is.
    SourceKind {
        /// The company itself.
        Company = "company",
        /// An authority.
        Regulator = "regulator",
        /// A court.
        Court = "court",
        /// A newspaper or news site.
        Press = "press",
        /// A security researcher.
        Researcher = "researcher",
        /// A list of breaches.
        Database = "database",
    }
}

/// Where a statement is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its address; shown as text, never opened by the app.
    pub url: String,
    /// Who published it.
    pub publisher: String,
    /// What kind of publisher.
    pub kind: SourceKind,
    /// When it was published.
    pub date: Option<PartialDate>,
}

impl Breach {
    /// When the loss began: unknown unless a source says so.
    pub fn start(&self) -> Option<Days> {
        match self.records {
            Some(window) => window.from.map(PartialDate::days),
            None => self.occurred_from.map(PartialDate::days),
        }
    }

    /// When the loss ended at the latest: the end of the records' window, else the last day of the theft, else
    /// its discovery, else the day it became public. Unknown only if the record has no date at all.
    pub fn end(&self) -> Option<Days> {
        self.records
            .and_then(|window| window.to)
            .or(self.occurred_to)
            .or(self.discovered)
            .or(self.disclosed)
            .map(PartialDate::days)
    }

    /// The day by which breaches are listed: when it became known, else when it happened.
    pub fn listed(&self) -> Option<PartialDate> {
        self.disclosed.or(self.discovered).or(self.occurred_to).or(self.occurred_from)
    }

    /// The group with this id.
    pub fn group(&self, id: &GroupId) -> Option<&Group> {
        self.groups.iter().find(|g| &g.id == id)
    }
}
