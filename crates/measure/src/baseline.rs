//! What others do, for comparison: compare domains for equality, or names by a fuzzy ratio.

use crate::cases::Case;
use crate::score::{Answer, Score};
use heldby_matching::resolve::Decision;
use heldby_model::domain::host;
use heldby_model::{Catalogue, Company, CompanyId};
use std::collections::HashMap;

/// The names and domains of companies, as plain lists.
pub struct Baseline<'a> {
    domains: HashMap<&'a str, &'a CompanyId>,
    /// In lower case, letter by letter.
    names: Vec<(Vec<char>, &'a CompanyId)>,
}

impl<'a> Baseline<'a> {
    /// Lists what the catalogue has about companies with a breach.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        let breached = |company: &&Company| catalogue.breaches_at(&company.id).next().is_some();
        Self::of(catalogue.companies().iter().filter(breached).collect())
    }

    /// Lists what the catalogue has about any company.
    pub fn of_all(catalogue: &'a Catalogue) -> Self {
        Self::of(catalogue.companies().iter().collect())
    }

    fn of(companies: Vec<&'a Company>) -> Self {
        let domains = companies.iter().flat_map(|c| c.domains.iter().map(|d| (d.as_str(), &c.id))).collect();
        let names = companies
            .iter()
            .flat_map(|c| {
                let names = std::iter::once(&c.name).chain(c.aliases.iter().map(|a| &a.name));
                names.map(|name| (letters(name), &c.id))
            })
            .collect();
        Self { domains, names }
    }

    /// The company whose domain is the host or stands at its end: what browsers and password managers do.
    pub fn by_domain(&self, domain: &str) -> Option<&'a CompanyId> {
        let host = host(domain)?;
        let mut rest = host.as_str();
        loop {
            if let Some(company) = self.domains.get(rest) {
                return Some(company);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The company with the name that differs by the smallest share of its letters, and how alike it is: 1 for
    /// equal. Goes through all names.
    pub fn by_ratio(&self, name: &str) -> Option<(f64, &'a CompanyId)> {
        let typed = letters(name);
        if typed.is_empty() {
            return None;
        }
        let ratios = self.names.iter().map(|(name, company)| (ratio(&typed, name), *company));
        ratios.max_by(|(a, _), (b, _)| a.total_cmp(b))
    }

    /// Exact equality of domains over all cases.
    pub fn domain_answers(&self, cases: &[Case]) -> Vec<Answer> {
        cases.iter().map(|case| linked(self.by_domain(&case.domain))).collect()
    }

    /// The fuzzy ratio at the threshold with the best harmonic mean of precision and recall, and that threshold.
    pub fn ratio_answers(&self, catalogue: &Catalogue, cases: &[Case]) -> (f64, Vec<Answer>) {
        let best: Vec<_> = cases
            .iter()
            .map(|case| match self.by_domain(&case.domain) {
                Some(company) => Some((1.0, company)),
                None => self.by_ratio(&case.name),
            })
            .collect();
        let answers = |threshold: f64| -> Vec<Answer> {
            best.iter().map(|b| linked(b.filter(|(r, _)| *r >= threshold).map(|(_, c)| c))).collect()
        };
        let mean = |threshold: f64| {
            let score = Score::of(catalogue, cases, &answers(threshold));
            let (precision, recall) = (score.link_precision.value(), score.auto_recall.value());
            2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
        };
        let thresholds = (50..=100).map(|percent| f64::from(percent) / 100.0);
        let threshold = thresholds.max_by(|a, b| mean(*a).total_cmp(&mean(*b))).unwrap_or(1.0);
        (threshold, answers(threshold))
    }
}

fn linked(company: Option<&CompanyId>) -> Answer {
    match company {
        Some(company) => Answer { decision: Decision::Same, companies: vec![company.clone()] },
        None => Answer { decision: Decision::None, companies: Vec::new() },
    }
}

fn letters(name: &str) -> Vec<char> {
    name.trim().to_lowercase().chars().collect()
}

/// One minus the share of letters that have to be changed, put in or taken out.
fn ratio(one: &[char], other: &[char]) -> f64 {
    let longest = one.len().max(other.len());
    if longest == 0 {
        return 1.0;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    1.0 - row[other.len()] as f64 / longest as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_counts_changed_letters() {
        let of = |a: &str, b: &str| ratio(&letters(a), &letters(b));
        assert_eq!(of("talktalk", "TalkTalk"), 1.0);
        assert_eq!(of("abcd", "abxd"), 0.75);
        assert_eq!(of("abcd", "abd"), 0.75);
        assert_eq!(of("abc", "xyz"), 0.0);
    }
}
