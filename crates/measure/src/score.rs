//! From what came out of cases to figures.

use crate::cases::{Case, Tier};
use heldby_matching::assess::breaches_of;
use heldby_matching::resolve::{Decision, Resolver};
use heldby_model::{Catalogue, CompanyId, Country};
use std::fmt;

/// As many candidates as a person looks at.
const LOOKED_AT: usize = 3;

/// What a way of finding companies made of a case.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What it would do.
    pub decision: Decision,
    /// The companies it names, the likeliest first.
    pub companies: Vec<CompanyId>,
}

/// What the app makes of a case.
pub fn resolve(catalogue: &Catalogue, resolver: &Resolver, case: &Case) -> Answer {
    let query = heldby_matching::resolve::Query {
        name: &case.name,
        domain: Some(case.domain.as_str()).filter(|d| !d.is_empty()),
        country: Country::new(&case.country).ok(),
        ..Default::default()
    };
    let found = resolver.resolve(catalogue, &query);
    Answer { decision: found.decision, companies: found.candidates.into_iter().map(|c| c.company).collect() }
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

impl Share {
    /// As a number; of nothing, everything.
    pub fn value(self) -> f64 {
        if self.whole == 0 { 1.0 } else { self.part as f64 / self.whole as f64 }
    }

    fn count(&mut self, hit: bool) {
        self.whole += 1;
        self.part += usize::from(hit);
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4} ({}/{})", self.value(), self.part, self.whole)
    }
}

/// How well a way of finding companies did.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Links that are right, of all links made without asking.
    pub link_precision: Share,
    /// Linked rightly, of the cases to be linked.
    pub auto_recall: Share,
    /// Found, of the mistyped names.
    pub typos_found: Share,
    /// Found, of the brands, predecessors and successors.
    pub related_found: Share,
    /// Strangers linked to a company with a breach.
    pub false_links: Share,
    /// Strangers for whom a company with a breach was offered.
    pub false_suggestions: Share,
    /// Mistyped names linked without asking.
    pub silent_typos: Share,
    /// Ambiguous names linked without asking.
    pub not_asked: Share,
    /// What went wrong, one line each.
    pub mistakes: Vec<String>,
}

impl Score {
    /// Scores the answers to the cases, which are in the same order.
    pub fn of(catalogue: &Catalogue, cases: &[Case], answers: &[Answer]) -> Self {
        let mut score = Self::default();
        for (case, answer) in cases.iter().zip(answers) {
            if !score.count(catalogue, case, answer) {
                let named: Vec<&str> = answer.companies.iter().map(CompanyId::as_str).collect();
                score.mistakes.push(format!(
                    "{:?} {} {} should be {:?} {}, is {} {}",
                    case.name,
                    case.domain,
                    case.country,
                    case.tier,
                    case.expect.join(" or "),
                    answer.decision.as_str(),
                    named.join(", "),
                ));
            }
        }
        score
    }

    /// Whether the answer is right.
    fn count(&mut self, catalogue: &Catalogue, case: &Case, answer: &Answer) -> bool {
        let linked = matches!(answer.decision, Decision::Same | Decision::Related)
            .then(|| answer.companies.first())
            .flatten();
        let right = linked.is_some_and(|c| is_meant(catalogue, c, case));
        let found = right
            || (linked.is_none()
                && answer.companies.iter().take(LOOKED_AT).any(|c| is_meant(catalogue, c, case)));
        let breached = |c: &CompanyId| !breaches_of(catalogue, c).is_empty();
        if case.tier == Tier::None {
            let false_link = linked.is_some_and(breached);
            let offered = linked.is_none() && answer.companies.iter().any(breached);
            self.false_links.count(false_link);
            self.false_suggestions.count(offered);
            if false_link {
                self.link_precision.count(false);
            }
            return !false_link && !offered;
        }
        if linked.is_some() {
            self.link_precision.count(right);
        }
        match case.tier {
            Tier::Auto => self.auto_recall.count(right),
            Tier::Related => self.related_found.count(found),
            Tier::Suggest => {
                self.typos_found.count(found);
                self.silent_typos.count(linked.is_some());
            }
            Tier::Ask => self.not_asked.count(linked.is_some()),
            Tier::None => {}
        }
        match case.tier {
            Tier::Auto => right,
            Tier::Suggest | Tier::Ask => found && linked.is_none(),
            _ => found,
        }
    }

    /// The floors that are not reached, one line each.
    pub fn below_floor(&self) -> Vec<String> {
        let at_least = [
            ("link precision", self.link_precision, 0.995),
            ("auto recall", self.auto_recall, 0.97),
            ("typos found", self.typos_found, 0.95),
            ("related found", self.related_found, 0.9),
        ];
        let at_most = [
            ("false links", self.false_links, 0.0),
            ("false suggestions", self.false_suggestions, 0.03),
            ("silent typos", self.silent_typos, 0.1),
            ("ambiguous names not asked about", self.not_asked, 0.0),
        ];
        let low = at_least.into_iter().filter(|(_, share, floor)| share.value() < *floor);
        let high =
            at_most.into_iter().filter(|(_, share, most)| share.part as f64 > most * share.whole as f64);
        low.map(|(what, share, floor)| format!("{what} is {share}, at least {floor} is wanted"))
            .chain(high.map(|(what, share, most)| format!("{what}: {share}, at most {most} is allowed")))
            .collect()
    }
}

/// Whether a company is one of those expected, or lists a breach that is expected or at one of those.
fn is_meant(catalogue: &Catalogue, company: &CompanyId, case: &Case) -> bool {
    let expected = |id: &str| case.expect.contains(&id.to_lowercase());
    expected(company.as_str())
        || breaches_of(catalogue, company).iter().any(|breach| {
            expected(breach.company.as_str())
                || expected(breach.id.as_str())
                || breach.also.iter().any(|id| expected(id))
        })
}
