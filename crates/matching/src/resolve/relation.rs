//! The tie that is shown beside a candidate: "brand of", "formerly", "now part of".

use heldby_model::{Alias, Catalogue, Company, CompanyId, PartialDate, RelationKind};

/// What a candidate is to another company, or a name to its company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameRelationKind {
    /// The typed name is one that the company gave up; `since` is when.
    FormerName,
    /// The candidate goes by the name of the other company now.
    RenamedTo,
    /// The candidate ended; the other company took over its customers.
    MergedInto,
    /// The candidate is a brand of the other company.
    BrandOf,
    /// The candidate belongs to the other company but stands for itself.
    OwnedBy,
}

/// A tie between a candidate and another company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRelation {
    /// How they are tied.
    pub kind: NameRelationKind,
    /// The other company; the candidate itself for a former name.
    pub company: CompanyId,
    /// Since when, if known.
    pub since: Option<PartialDate>,
}

impl NameRelationKind {
    /// The word that machines read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FormerName => "former-name",
            Self::RenamedTo => "renamed-to",
            Self::MergedInto => "merged-into",
            Self::BrandOf => "brand-of",
            Self::OwnedBy => "owned-by",
        }
    }

    /// Whether the person probably knows the company under the other name: then linking says so.
    pub(super) fn changes_identity(self) -> bool {
        matches!(self, Self::RenamedTo | Self::MergedInto | Self::BrandOf)
    }
}

/// The tie to show for a company found by `alias` (or by its own name or domain): what became of it, else
/// whose brand it is, else whether the name is an old one, else who owns it.
pub(super) fn relation_of(
    catalogue: &Catalogue,
    company: &Company,
    alias: Option<&Alias>,
) -> Option<NameRelation> {
    let tie = |kind, wanted| {
        let lasting = |r: &&heldby_model::Relation| r.kind == wanted && r.until.is_none();
        let relation = company.relations.iter().find(lasting)?;
        Some(NameRelation { kind, company: relation.company.clone(), since: relation.since })
    };
    let brand = || {
        let owner = catalogue.companies_with(RelationKind::Brand, &company.id).next()?;
        let relation =
            owner.relations.iter().find(|r| r.kind == RelationKind::Brand && r.company == company.id)?;
        let kind = NameRelationKind::BrandOf;
        relation.until.is_none().then(|| NameRelation {
            kind,
            company: owner.id.clone(),
            since: relation.since,
        })
    };
    let former = || {
        let since = alias?.until?;
        Some(NameRelation {
            kind: NameRelationKind::FormerName,
            company: company.id.clone(),
            since: Some(since),
        })
    };
    tie(NameRelationKind::RenamedTo, RelationKind::RenamedTo)
        .or_else(|| tie(NameRelationKind::MergedInto, RelationKind::MergedInto))
        .or_else(brand)
        .or_else(former)
        .or_else(|| tie(NameRelationKind::OwnedBy, RelationKind::Parent))
}

/// Whether `one` is a brand, predecessor or subsidiary of `other`: the more specific record of the two.
pub(super) fn is_part_of(one: &Company, other: &Company) -> bool {
    let up = [RelationKind::RenamedTo, RelationKind::MergedInto, RelationKind::Parent];
    one.relations.iter().any(|r| r.company == other.id && up.contains(&r.kind))
        || other.relations.iter().any(|r| r.company == one.id && r.kind == RelationKind::Brand)
}
