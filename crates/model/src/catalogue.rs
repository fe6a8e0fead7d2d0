//! The catalogue in memory: public facts, indexed for the two questions asked of it.

use crate::{Breach, BreachId, Company, CompanyId, PartialDate, RelationKind, Vocabulary};
use std::collections::HashMap;

/// Which catalogue is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueInfo {
    /// When its facts were last reviewed.
    pub date: PartialDate,
    /// Rises with every release.
    pub number: u32,
}

/// All companies and breaches. Records refer to each other by id; the validator of the catalogue crate
/// guarantees that every id exists.
#[derive(Debug, Clone)]
pub struct Catalogue {
    info: CatalogueInfo,
    vocabulary: Vocabulary,
    companies: Vec<Company>,
    breaches: Vec<Breach>,
    company_index: HashMap<CompanyId, usize>,
    breach_index: HashMap<BreachId, usize>,
    /// Breaches at a company, newest first.
    at: HashMap<CompanyId, Vec<usize>>,
    /// Breaches that name a company as affected brand or clear it by name.
    naming: HashMap<CompanyId, Vec<usize>>,
    /// Companies whose relations point at this one.
    pointing: HashMap<CompanyId, Vec<usize>>,
}

impl Catalogue {
    /// Builds the indexes. Companies are sorted by id, breaches newest first, so that equal input in any order
    /// gives the same catalogue.
    pub fn new(
        info: CatalogueInfo,
        vocabulary: Vocabulary,
        mut companies: Vec<Company>,
        mut breaches: Vec<Breach>,
    ) -> Self {
        companies.sort_by(|a, b| a.id.cmp(&b.id));
        breaches.sort_by(|a, b| {
            let day = |x: &Breach| x.listed().map(PartialDate::last);
            day(b).cmp(&day(a)).then_with(|| a.id.cmp(&b.id))
        });
        let company_index = companies.iter().enumerate().map(|(i, c)| (c.id.clone(), i)).collect();
        let breach_index = breaches.iter().enumerate().map(|(i, b)| (b.id.clone(), i)).collect();
        let mut at: HashMap<CompanyId, Vec<usize>> = HashMap::new();
        let mut naming: HashMap<CompanyId, Vec<usize>> = HashMap::new();
        for (i, breach) in breaches.iter().enumerate() {
            at.entry(breach.company.clone()).or_default().push(i);
            let cleared = breach.not_affected.iter().filter_map(|n| n.company.as_ref());
            for company in breach.affected_brands.iter().chain(cleared).filter(|c| **c != breach.company) {
                let list = naming.entry(company.clone()).or_default();
                if list.last() != Some(&i) {
                    list.push(i);
                }
            }
        }
        let mut pointing: HashMap<CompanyId, Vec<usize>> = HashMap::new();
        for (i, company) in companies.iter().enumerate() {
            for relation in &company.relations {
                let list = pointing.entry(relation.company.clone()).or_default();
                if list.last() != Some(&i) {
                    list.push(i);
                }
            }
        }
        Self { info, vocabulary, companies, breaches, company_index, breach_index, at, naming, pointing }
    }

    /// Which catalogue this is.
    pub fn info(&self) -> &CatalogueInfo {
        &self.info
    }

    /// The data classes.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Every company, by id.
    pub fn companies(&self) -> &[Company] {
        &self.companies
    }

    /// Every breach, newest first.
    pub fn breaches(&self) -> &[Breach] {
        &self.breaches
    }

    /// The company with this id.
    pub fn company(&self, id: &CompanyId) -> Option<&Company> {
        self.company_index.get(id).map(|&i| &self.companies[i])
    }

    /// The breach with this id.
    pub fn breach(&self, id: &BreachId) -> Option<&Breach> {
        self.breach_index.get(id).map(|&i| &self.breaches[i])
    }

    /// Breaches of a company's own data, newest first.
    pub fn breaches_at(&self, id: &CompanyId) -> impl Iterator<Item = &Breach> {
        self.at.get(id).into_iter().flatten().map(|&i| &self.breaches[i])
    }

    /// Breaches of *other* companies that name this one, as affected or as cleared.
    pub fn breaches_naming(&self, id: &CompanyId) -> impl Iterator<Item = &Breach> {
        self.naming.get(id).into_iter().flatten().map(|&i| &self.breaches[i])
    }

    /// Companies with a relation of the given kind that points at this company.
    pub fn companies_with(&self, kind: RelationKind, id: &CompanyId) -> impl Iterator<Item = &Company> {
        self.pointing
            .get(id)
            .into_iter()
            .flatten()
            .map(|&i| &self.companies[i])
            .filter(move |c| c.relations.iter().any(|r| r.kind == kind && &r.company == id))
    }

    /// The name to show for a company id; the id itself if the catalogue no longer has it.
    pub fn company_name<'a>(&'a self, id: &'a CompanyId) -> &'a str {
        self.company(id).map_or(id.as_str(), |c| &c.name)
    }
}
