//! One breach by itself.

use super::{Check, group};
use crate::field::Field;
use crate::text::shorten;
use heldby_model::{Breach, People, PeopleKind, Vocabulary};

/// Checks a breach and its groups.
pub(crate) fn breach(check: &Check<'_>, breach: &Breach, field: &Field, vocabulary: &Vocabulary) {
    dates(check, breach, field);
    parties(check, breach, field);
    sources(check, breach, field);
    said_by(check, breach, field);
    if breach.groups.is_empty() {
        check.wrong(field.key("groups"), "is missing: say in at least one group who lost what");
    }
    for i in 0..breach.groups.len() {
        group::group(check, breach, i, &field.key("groups").index(i), vocabulary);
    }
    group::nesting(check, breach, &field.key("groups"), vocabulary);
    group::conditions(check, breach, &field.key("groups"));
}

fn dates(check: &Check<'_>, breach: &Breach, field: &Field) {
    let occurred = field.key("occurred");
    let from = ("from", breach.occurred_from);
    check.order(&occurred, from, ("to", breach.occurred_to));
    check.past(&occurred, from);
    check.past(&occurred, ("to", breach.occurred_to));
    let began = ("occurred.from", breach.occurred_from);
    let discovered = ("discovered", breach.discovered);
    let disclosed = ("disclosed", breach.disclosed);
    check.order(field, began, discovered);
    check.order(field, began, disclosed);
    check.order(field, discovered, disclosed);
    check.past(field, discovered);
    check.past(field, disclosed);
    if breach.listed().is_none() {
        check.wrong(
            field.key("disclosed"),
            "is missing, and so is every other date: give at least one of disclosed, discovered and occurred",
        );
    }
    if let Some(window) = breach.records {
        let records = field.key("records");
        check.order(&records, ("from", window.from), ("to", window.to));
        check.past(&records, ("to", window.to));
        let known = [breach.occurred_to, breach.discovered, breach.disclosed]
            .into_iter()
            .flatten()
            .map(|date| date.last())
            .max();
        for (key, date) in [("from", window.from), ("to", window.to)] {
            if let (Some(date), Some(known)) = (date, known)
                && date.first() > known
            {
                let message = format!(
                    "{date} lies after the day on which the loss became known: records cannot be younger than their theft"
                );
                check.wrong(records.key(key), message);
            }
        }
    }
    for (i, claim) in breach.superseded.iter().enumerate() {
        check.past(&field.key("superseded").index(i), ("date", claim.date));
    }
}

/// The companies that a breach names beside its own.
fn parties(check: &Check<'_>, breach: &Breach, field: &Field) {
    if breach.affected_brands.contains(&breach.company) {
        let field = field.key("affected_brands").item(breach.company.as_str());
        check.wrong(field, "is the company of this breach: its own customers are meant anyway, leave it out");
    }
    if breach.via.as_ref().is_some_and(|via| via.company.as_ref() == Some(&breach.company)) {
        check.wrong(
            field.key("via"),
            "is the company of this breach: via is for a supplier through whom it was lost",
        );
    }
    for (i, cleared) in breach.not_affected.iter().enumerate() {
        let field = field.key("not_affected").index(i);
        let alone = cleared.country.is_none() && cleared.relationship.is_none();
        let Some(company) = &cleared.company else { continue };
        if alone && *company == breach.company {
            check.wrong(field, "clears the company of this breach, and with it everybody: narrow it by country or relationship");
        } else if alone && breach.affected_brands.contains(company) {
            check.wrong(
                field,
                format!(
                    "clears {company:?}, which stands among the affected brands: one of the two is wrong"
                ),
            );
        }
    }
}

fn sources(check: &Check<'_>, breach: &Breach, field: &Field) {
    if breach.sources.is_empty() {
        check.wrong(
            field.key("sources"),
            "is missing: a fact without a source is not shown as a fact, give at least one",
        );
    }
    for (i, source) in breach.sources.iter().enumerate() {
        let field = field.key("sources").index(i);
        check.past(&field, ("date", source.date));
        let repeats = |s: &heldby_model::Source| s.url == source.url && s.date == source.date;
        if !source.url.is_empty() && breach.sources[..i].iter().any(repeats) {
            check.wrong(
                field.key("url"),
                format!("{:?} is a source of this breach already: leave one out", shorten(&source.url)),
            );
        }
    }
}

/// Whoever says that something was not lost has to be named, and whoever is named has to say something. A
/// group that names nobody leans on the breach.
fn said_by(check: &Check<'_>, breach: &Breach, field: &Field) {
    let unnamed = "is missing: name the publisher of the source that says what was not lost";
    let unsaid = "is empty, but ruled_out_by names somebody: leave that out or list the classes";
    let own = (field.clone(), breach.ruled_out, breach.ruled_out_by);
    let groups = breach.groups.iter().enumerate();
    let groups = groups.map(|(i, g)| (field.key("groups").index(i), g.ruled_out, g.ruled_out_by));
    let leaned_on = breach.groups.iter().any(|g| !g.ruled_out.is_empty() && g.ruled_out_by.is_none());
    for (i, (field, ruled_out, by)) in std::iter::once(own).chain(groups).enumerate() {
        let is_breach = i == 0;
        if !ruled_out.is_empty() && by.is_none() && (is_breach || breach.ruled_out_by.is_none()) {
            check.wrong(field.key("ruled_out_by"), unnamed);
        }
        if ruled_out.is_empty() && by.is_some() && !(is_breach && leaned_on) {
            check.wrong(field.key("ruled_out"), unsaid);
        }
    }
}

/// Whether the first count is certainly larger than the second.
pub(super) fn exceeds(part: People, whole: People) -> bool {
    part.kind != PeopleKind::UpperBound && whole.kind != PeopleKind::LowerBound && part.count > whole.count
}
