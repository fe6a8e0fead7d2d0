//! Assess: does a breach touch this person, and with which data?
//!
//! A pure function of holdings, catalogue and today's date. Each holding is judged by itself, so adding one
//! never changes another's matches, and one edit needs only one judgement.

mod caps;
mod fit;
mod judge;
mod link;
mod lists;
mod question;
mod summary;
mod time;

pub use summary::summarise;

use heldby_model::{
    Answers, Assessment, Breach, Catalogue, CompanyId, GroupFit, Holding, HoldingMatches, LinkKind, Match,
    Period, RelationLink, Relationship,
};
use jiff::civil::Date;
use judge::{Case, judge};
use std::cmp::Reverse;

/// Breaches that may concern people of a company: its own, those that name it as affected, and those that reach it
/// over a tie between companies. Its own come first.
pub fn breaches_of<'a>(catalogue: &'a Catalogue, company: &CompanyId) -> Vec<&'a Breach> {
    let cleared = |tie: &RelationLink| matches!(tie.kind, LinkKind::NamedCleared | LinkKind::BrandNotNamed);
    let links = catalogue.company(company).map(|company| link::links(catalogue, company));
    links.into_iter().flatten().filter(|l| !l.tie.as_ref().is_some_and(cleared)).map(|l| l.breach).collect()
}

/// Assesses all holdings. `today` ends periods that go on; breaches that became public later are left out.
pub fn assess(catalogue: &Catalogue, holdings: &[Holding], today: Date) -> Assessment {
    let matches = holdings.iter().enumerate().map(|(i, h)| assess_one(catalogue, i, h, today)).collect();
    summarise(catalogue, holdings, matches)
}

/// Assesses one holding; `index` is its place among all and only copied into the result.
///
/// A holding without periods counts as that of a customer at unknown times.
pub fn assess_one(catalogue: &Catalogue, index: usize, holding: &Holding, today: Date) -> HoldingMatches {
    // Most companies have no breach and no tie to another: the answer for them is here.
    let company = catalogue.position(&holding.company).filter(|&position| catalogue.is_concerned(position));
    let Some(company) = company.map(|position| &catalogue.companies()[position]) else {
        return HoldingMatches { holding: index, matches: Vec::new(), same_group: Vec::new() };
    };
    let unknown = [Period::of(Relationship::Customer)];
    let periods = if holding.periods.is_empty() { &unknown[..] } else { &holding.periods };
    let none = Answers::default();

    let links = link::links(catalogue, company);
    let mut matches = Vec::new();
    let mut matched: Vec<&Breach> = Vec::new();
    for link in &links {
        if link.breach.listed().is_some_and(|day| day.first() > today) {
            continue;
        }
        let answers = holding.answers.get(&link.breach.id).unwrap_or(&none);
        let case = Case { catalogue, link, holding, answers, today };
        let Some(judged) = judge(&case, periods) else {
            continue;
        };
        matched.push(link.breach);
        let question = question::question(&case, periods, &judged);
        let groups = link.breach.groups.iter().zip(&judged.fits);
        matches.push((
            link.breach.listed().map(|d| d.last()),
            Match {
                breach: link.breach.id.clone(),
                verdict: judged.verdict,
                groups: groups.map(|(g, fit)| GroupFit { id: g.id.clone(), fit: *fit }).collect(),
                exposed: judged.exposed,
                possibly: judged.possibly,
                ruled_out: judged.ruled_out,
                evidence: judged.evidence,
                question,
                dismissed: answers.dismissed,
            },
        ));
    }
    matches.sort_by(|(day_a, a), (day_b, b)| {
        (Reverse(a.verdict), Reverse(day_a), &a.breach).cmp(&(Reverse(b.verdict), Reverse(day_b), &b.breach))
    });
    HoldingMatches {
        holding: index,
        matches: matches.into_iter().map(|(_, m)| m).collect(),
        same_group: link::same_group(catalogue, &holding.company, &matched),
    }
}
