//! Ties between companies in words.

use super::{on_date, since_date};
use heldby_matching::resolve::{NameRelation, NameRelationKind};
use heldby_model::{Catalogue, LinkKind, PartialDate, Relation, RelationKind, RelationLink};

fn dated(since: Option<PartialDate>) -> String {
    since.map(|d| format!(" {}", on_date(d))).unwrap_or_default()
}

/// A relation seen from the company that has it: "owned by BT Group since January 2016".
pub fn relation(catalogue: &Catalogue, relation: &Relation) -> String {
    let other = catalogue.company_name(&relation.company);
    let since = since_date(relation.since);
    let until = relation.until.map(|d| format!(" until {}", super::date(d))).unwrap_or_default();
    match relation.kind {
        RelationKind::Parent => format!("owned by {other}{since}{until}"),
        RelationKind::Brand => format!("has the brand {other}{since}{until}"),
        RelationKind::RenamedTo => format!("renamed to {other}{}", dated(relation.since)),
        RelationKind::MergedInto => format!("merged into {other}{}", dated(relation.since)),
        RelationKind::Acquired => format!("bought {other}{}", dated(relation.since)),
        RelationKind::Supplier => format!("uses {other} as a supplier{since}{until}"),
    }
}

/// The same relation seen from the other company; `owner` is the one that has it.
pub fn relation_seen_from_other(owner: &str, relation: &Relation) -> String {
    let since = since_date(relation.since);
    let until = relation.until.map(|d| format!(" until {}", super::date(d))).unwrap_or_default();
    match relation.kind {
        RelationKind::Parent => format!("owns {owner}{since}{until}"),
        RelationKind::Brand => format!("a brand of {owner}{since}{until}"),
        RelationKind::RenamedTo => format!("the new name of {owner}{since}"),
        RelationKind::MergedInto => format!("took over {owner}{}", dated(relation.since)),
        RelationKind::Acquired => format!("bought by {owner}{}", dated(relation.since)),
        RelationKind::Supplier => format!("handles data for {owner}{since}{until}"),
    }
}

/// The tie over which a breach reaches a holding. `here` is the holding's company.
pub fn link(catalogue: &Catalogue, here: &str, link: &RelationLink) -> String {
    let other = catalogue.company_name(&link.other);
    let dated = dated(link.since);
    match link.kind {
        LinkKind::NamedBrand => format!("The breach at {other} names {here} as affected."),
        LinkKind::BrandOf => format!(
            "{here} is a brand of {other}{}. No source says which brands were hit.",
            since_date(link.since)
        ),
        LinkKind::BrandNotNamed => {
            format!("{here} is a brand of {other}, but only other brands are named as affected.")
        }
        LinkKind::OwnsBrand => {
            format!("{here} has the brand {other}, where it happened. Were you with that brand?")
        }
        LinkKind::AbsorbedBy => format!("{here} merged into {other}{dated}, which may have kept your data."),
        LinkKind::RenamedTo => {
            format!("{here} and {other} are one company under two names{}.", since_date(link.since))
        }
        LinkKind::Succeeds => format!("{here} took over {other}{dated}, where it happened."),
        LinkKind::NamedCleared => format!("The breach was at {other}, and a source speaks of {here}."),
    }
}

/// The tie that is shown beside a candidate: "a brand of ...", "now part of ...".
pub fn name_relation(catalogue: &Catalogue, relation: &NameRelation) -> String {
    let other = catalogue.company_name(&relation.company);
    match relation.kind {
        NameRelationKind::FormerName => format!("a name it gave up{}", dated(relation.since)),
        NameRelationKind::RenamedTo => format!("now called {other}{}", since_date(relation.since)),
        NameRelationKind::MergedInto => format!("now part of {other}{}", since_date(relation.since)),
        NameRelationKind::BrandOf => format!("a brand of {other}{}", since_date(relation.since)),
        NameRelationKind::OwnedBy => format!("owned by {other}{}", since_date(relation.since)),
    }
}
