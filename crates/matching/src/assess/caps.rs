//! What lowers a verdict: sources that clear, ties between companies, doubts about the breach, and what the person
//! was told.

use super::fit::{Person, classes, values};
use super::judge::Case;
use super::lists::held;
use super::time::Timing;
use heldby_model::{
    Answer, Attribute, Breach, ClassSet, Company, Dimension, Evidence, Fit, Group, LinkKind, Period,
    Relationship, State, Status, Verdict,
};

/// Row 1: a source clears this company, brand, country or relationship.
pub(super) fn clearing(case: &Case, person: &Person) -> Option<Evidence> {
    case.link.breach.not_affected.iter().find_map(|n| {
        let company = n.company.as_ref().is_none_or(|c| {
            c == person.company || values(person, Dimension::Brand).contains(&Attribute::Brand(c.clone()))
        });
        let country = n.country.is_none_or(|c| values(person, Dimension::Country) == [Attribute::Country(c)]);
        let relationship = n.relationship.is_none_or(|r| r == person.period.relationship);
        let says_something = n.company.is_some() || n.country.is_some() || n.relationship.is_some();
        (says_something && company && country && relationship).then(|| Evidence::ClearedBy {
            source: n.source,
            company: n.company.clone(),
            country: n.country,
            relationship: n.relationship,
        })
    })
}

/// The highest verdict that a tie between companies allows; `None` if it does not reach this period.
pub(super) fn tie_cap(case: &Case, person: &Person, times: &Timing) -> Option<Verdict> {
    let Some(tie) = &case.link.tie else {
        return Some(Verdict::Told);
    };
    let brands = values(person, Dimension::Brand);
    Some(match tie.kind {
        LinkKind::NamedBrand | LinkKind::RenamedTo => Verdict::Told,
        LinkKind::NamedCleared => return None,
        LinkKind::BrandNotNamed => Verdict::Unlikely,
        LinkKind::BrandOf | LinkKind::AbsorbedBy => Verdict::Possible,
        LinkKind::OwnsBrand if brands.contains(&Attribute::Brand(tie.other.clone())) => Verdict::Told,
        LinkKind::OwnsBrand if brands != [Attribute::Brand(case.holding.company.clone())] => return None,
        LinkKind::OwnsBrand => Verdict::Possible,
        LinkKind::Succeeds => {
            let began_after =
                tie.since.zip(person.period.from).is_some_and(|(merged, from)| from.first() > merged.last());
            if began_after || times.states == [State::NotYet] {
                return None;
            }
            Verdict::Possible
        }
    })
}

/// The caps that hold for the whole breach; the lowest wins.
pub(super) fn capped(
    case: &Case,
    period: &Period,
    tie_cap: Verdict,
    verdict: Verdict,
    fits: &[Fit],
    evidence: &mut Vec<Evidence>,
) -> Verdict {
    let breach = case.link.breach;
    let mut verdict = verdict.min(tie_cap);
    // Said even where another cap was lower already: a claim is always explained as one.
    let mut cap = |limit: Verdict, why: Evidence| {
        if verdict >= limit {
            verdict = limit;
            evidence.push(why);
        }
    };
    match breach.status {
        Status::Denied => cap(Verdict::Unlikely, Evidence::StatusCap(breach.status)),
        Status::Claimed | Status::Disputed => cap(Verdict::Possible, Evidence::StatusCap(breach.status)),
        Status::Confirmed | Status::Exposure => {}
    }
    let subject = case.catalogue.company(&case.holding.company).is_some_and(|c: &Company| c.subject);
    if subject && period.relationship == Relationship::Subject {
        cap(Verdict::Possible, Evidence::SubjectCap);
    }
    let fitting =
        || breach.groups.iter().zip(fits).filter(|(_, fit)| **fit != Fit::No).map(|(group, _)| group);
    if verdict == Verdict::Possible
        && fitting().next().is_some()
        && !fitting().any(|g| exposes_for_sure(breach, g))
    {
        evidence.push(Evidence::NoExposedCap);
    }
    if case.holding.gave_complete && fitting().next().is_some() {
        let lost = fitting()
            .map(|g| classes(breach, g))
            .fold(ClassSet::EMPTY, |all, c| all.union(c.exposed).union(c.possibly));
        if !lost.is_empty() && held(case, lost).is_empty() && verdict > Verdict::Unlikely {
            verdict = Verdict::Unlikely;
            evidence.push(Evidence::GaveNoneCap);
        }
    }
    verdict
}

/// Whether a group lost something for sure: it names an exposed class, or it was counted in a confirmed breach.
pub(super) fn exposes_for_sure(breach: &Breach, group: &Group) -> bool {
    !classes(breach, group).exposed.is_empty()
        || (breach.status == Status::Confirmed && group.people.is_some())
}

/// What the person was told wins over what the facts suggest.
pub(super) fn answered(case: &Case, verdict: Verdict, evidence: &mut Vec<Evidence>) -> Verdict {
    match case.answers.notice {
        Some(Answer::Told) => {
            evidence.push(Evidence::ToldByNotice);
            Verdict::Told
        }
        Some(Answer::ToldUnaffected) => {
            evidence.push(Evidence::ToldUnaffected);
            verdict.min(Verdict::Unlikely)
        }
        None => verdict,
    }
}
