//! The catalogue in memory: public facts, indexed for the two questions asked of it.

use crate::positions::{Links, Positions};
use crate::{Breach, BreachId, Company, CompanyId, PartialDate, RelationKind, Vocabulary};

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
    company_index: Positions,
    breach_index: Positions,
    /// Breaches at a company, newest first.
    at: Links,
    /// Breaches that name a company as affected brand or clear it by name.
    naming: Links,
    /// Companies whose relations point at this one.
    pointing: Links,
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
        let company_index = Positions::new(&companies, company_id);
        let breach_index = Positions::new(&breaches, breach_id);
        let find = |id: &CompanyId| company_index.find(&companies, company_id, id.as_str());
        // Both lists have fewer than 2^32 records: each takes more than a byte of memory.
        let pair = |company: usize, position: usize| (company as u32, position as u32);
        let (mut at, mut naming, mut pointing) = (Vec::with_capacity(breaches.len()), Vec::new(), Vec::new());
        for (i, breach) in breaches.iter().enumerate() {
            at.extend(find(&breach.company).map(|company| pair(company, i)));
            let cleared = breach.not_affected.iter().filter_map(|n| n.company.as_ref());
            let named = breach.affected_brands.iter().chain(cleared).filter(|c| **c != breach.company);
            naming.extend(named.filter_map(find).map(|company| pair(company, i)));
        }
        for (i, company) in companies.iter().enumerate() {
            let others = company.relations.iter().filter_map(|relation| find(&relation.company));
            pointing.extend(others.map(|other| pair(other, i)));
        }
        let [at, naming, pointing] = [at, naming, pointing].map(|pairs| Links::new(companies.len(), pairs));
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
        self.position(id).map(|position| &self.companies[position])
    }

    /// Where the company stands in [`companies`](Self::companies).
    pub fn position(&self, id: &CompanyId) -> Option<usize> {
        self.company_index.find(&self.companies, company_id, id.as_str())
    }

    /// The breach with this id.
    pub fn breach(&self, id: &BreachId) -> Option<&Breach> {
        self.breach_index.find(&self.breaches, breach_id, id.as_str()).map(|i| &self.breaches[i])
    }

    /// Breaches of a company's own data, newest first.
    pub fn breaches_at(&self, id: &CompanyId) -> impl Iterator<Item = &Breach> {
        self.linked(&self.at, id).iter().map(|&i| &self.breaches[i as usize])
    }

    /// Breaches of *other* companies that name this one, as affected or as cleared.
    pub fn breaches_naming(&self, id: &CompanyId) -> impl Iterator<Item = &Breach> {
        self.linked(&self.naming, id).iter().map(|&i| &self.breaches[i as usize])
    }

    /// Whether any breach is recorded of the company at this position of [`companies`](Self::companies), or names it.
    pub fn has_breaches(&self, position: usize) -> bool {
        !self.at.of(position).is_empty() || !self.naming.of(position).is_empty()
    }

    /// Whether any breach can concern people of the company at this position: it has one, is named in one, or is tied
    /// to another company.
    pub fn is_concerned(&self, position: usize) -> bool {
        self.has_breaches(position)
            || !self.pointing.of(position).is_empty()
            || self.companies.get(position).is_some_and(|company| !company.relations.is_empty())
    }

    /// Companies with a relation of the given kind that points at this company.
    pub fn companies_with(&self, kind: RelationKind, id: &CompanyId) -> impl Iterator<Item = &Company> {
        self.linked(&self.pointing, id)
            .iter()
            .map(|&i| &self.companies[i as usize])
            .filter(move |c| c.relations.iter().any(|r| r.kind == kind && &r.company == id))
    }

    /// The name to show for a company id; the id itself if the catalogue no longer has it.
    pub fn company_name<'a>(&'a self, id: &'a CompanyId) -> &'a str {
        self.company(id).map_or(id.as_str(), |c| &c.name)
    }

    fn linked<'a>(&self, links: &'a Links, id: &CompanyId) -> &'a [u32] {
        self.position(id).map_or(&[], |position| links.of(position))
    }
}

fn company_id(company: &Company) -> &str {
    company.id.as_str()
}

fn breach_id(breach: &Breach) -> &str {
    breach.id.as_str()
}
