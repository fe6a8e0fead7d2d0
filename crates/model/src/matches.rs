//! What comes out of assessing holdings: one value that the whole app lives on.

use crate::{
    BreachId, ClassId, ClassSet, CompanyId, ConditionId, Country, Dimension, GroupId, PartialDate,
    RelationKind, Relationship, Status,
};

/// How far a breach concerns a person, from "not at all" upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Excluded: by time, or cleared by a source.
    NotAffected,
    /// Nothing excludes it, nothing speaks for it.
    Unlikely,
    /// It depends on something not known.
    Possible,
    /// The person fits an affected group. This is no statement of odds.
    Likely,
    /// A notice said so.
    Told,
}

impl Verdict {
    /// The word that machines read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAffected => "not-affected",
            Self::Unlikely => "unlikely",
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Told => "told",
        }
    }

    /// Whether it counts as "breached".
    pub fn counts(self) -> bool {
        self >= Self::Likely
    }
}

/// Where a period stands against the time of a breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Began after the end.
    NotYet,
    /// Overlaps.
    Current,
    /// Ended before the start.
    Former,
}

/// Why a verdict is what it is; `app` turns it into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// The holding's company is the breached one.
    SameCompany,
    /// The holding's company is tied to the breached one.
    Related(RelationLink),
    /// The period that gave the verdict, and where it may stand against the breach.
    Timing {
        /// Index into the holding's periods.
        period: usize,
        /// What the person was in it.
        relationship: Relationship,
        /// The states that the dates leave open.
        states: Vec<State>,
        /// Whether the breach's own start is unknown.
        start_unknown: bool,
        /// Whether the time compared is that of the stolen records and not of the theft.
        records_window: bool,
    },
    /// The stolen records are about the start of a relationship, and this one began before them: they hold the
    /// person only if something was applied for again.
    BeganBeforeRecords,
    /// A former relationship that ended this long before the breach.
    EndedBefore {
        /// Whole years, rounded down; the fewest that the dates allow.
        years: i16,
        /// Whether data is usually still held after that long.
        recent: bool,
        /// Whether a group names former ones explicitly.
        named: bool,
        /// Whether the dates leave nothing but "had left".
        sure: bool,
    },
    /// A source clears this company, country or relationship.
    ClearedBy {
        /// Index into the breach's sources.
        source: usize,
        /// What it clears.
        company: Option<CompanyId>,
        /// What it clears.
        country: Option<Country>,
        /// What it clears.
        relationship: Option<Relationship>,
    },
    /// No group of the breach is about people like this.
    NoGroupFits,
    /// A group fits only if the person has an attribute not noted.
    OpenAttribute(Dimension),
    /// A group fits only if a question is answered with yes.
    OpenCondition(ConditionId),
    /// The verdict was lowered because of the breach's status.
    StatusCap(Status),
    /// The verdict was lowered: only a small number of those who could be meant were hit.
    FewCap(GroupId),
    /// The verdict was lowered: no class is named as exposed for sure.
    NoExposedCap,
    /// The verdict was lowered: none of the data noted as given was exposed, and the list is complete.
    GaveNoneCap,
    /// The person was told: affected.
    ToldByNotice,
    /// The person was told: not affected. The company's claim.
    ToldUnaffected,
    /// The start of the period is a guess from a file, so "began later" clears nobody.
    StartInferred,
    /// The holding's company holds people who never chose it.
    SubjectCap,
}

/// Which way two companies hang together, seen from the holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// The breach names the holding's company among the affected brands.
    NamedBrand,
    /// The holding's company is a brand of the breached one; none is named.
    BrandOf,
    /// The holding's company is a brand of the breached one; others are named instead.
    BrandNotNamed,
    /// The holding's company has the breached one as a brand.
    OwnsBrand,
    /// The holding's company went into the breached one.
    AbsorbedBy,
    /// The holding's company got a new name: the breached one's.
    RenamedTo,
    /// The holding's company took over the breached one.
    Succeeds,
    /// The breach names the holding's company as cleared.
    NamedCleared,
}

/// A tie between the holding's company and the breached one, as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationLink {
    /// Which way.
    pub kind: LinkKind,
    /// The relation in the catalogue that says so, if it is one.
    pub relation: Option<RelationKind>,
    /// The breached company.
    pub other: CompanyId,
    /// Since when they are tied.
    pub since: Option<PartialDate>,
}

/// How a group fits a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// Something contradicts it.
    No,
    /// Something that it depends on is not known.
    Open,
    /// Everything agrees.
    Full,
}

/// One group of a breach and how it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupFit {
    /// Which group.
    pub id: GroupId,
    /// How it fits.
    pub fit: Fit,
}

/// The one thing to ask whose answer would change most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Since when?
    Since,
    /// Until when?
    Until,
    /// Which plan, service, segment, country or brand?
    Attribute(Dimension),
    /// A condition of a group.
    Condition(ConditionId),
}

/// One holding against one breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Which breach.
    pub breach: BreachId,
    /// How far it concerns the person.
    pub verdict: Verdict,
    /// All groups of the breach in its order, with how each fits. Those that fit come with the verdict.
    pub groups: Vec<GroupFit>,
    /// Classes lost by every group that fits fully.
    pub exposed: ClassSet,
    /// Classes lost by some group or some members of a group that fits or may fit.
    pub possibly: ClassSet,
    /// Classes said not to be lost, by a source. Disjoint from the two others.
    pub ruled_out: ClassSet,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// What to ask next, for a verdict that an answer could change.
    pub question: Option<Question>,
    /// Put away by the person.
    pub dismissed: bool,
}

/// All matches of one holding, the highest verdict first, newer breaches before older ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingMatches {
    /// Index of the holding in the input.
    pub holding: usize,
    /// Its matches, unlikely and not-affected ones included.
    pub matches: Vec<Match>,
    /// Breaches of the same group of companies, which say nothing about this holding.
    pub same_group: Vec<BreachId>,
}

impl HoldingMatches {
    /// The highest verdict; dismissed matches do not count.
    pub fn verdict(&self) -> Option<Verdict> {
        self.matches.iter().filter(|m| !m.dismissed).map(|m| m.verdict).max()
    }
}

/// One data class over all holdings: what is the worst that is known?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityRow {
    /// The class.
    pub class: ClassId,
    /// (holding, breach) pairs that are told or likely and exposed it for sure.
    pub exposed: Vec<(usize, BreachId)>,
    /// Pairs that are told or likely and may have exposed it.
    pub possibly: Vec<(usize, BreachId)>,
    /// Pairs whose verdict itself is only possible; counted beside, never as breached. Claims are left out.
    pub open: Vec<(usize, BreachId)>,
}

/// Everything that assessing gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// One entry per holding, in the order of the input.
    pub holdings: Vec<HoldingMatches>,
    /// Per data class with any row, permanent and severe ones first.
    pub identity: Vec<IdentityRow>,
    /// Companies with a told or likely match.
    pub breached: usize,
    /// Further companies with a possible match and none above.
    pub possible: usize,
}
