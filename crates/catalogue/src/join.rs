//! Joins the curated records, the directory, the families of domains and the list of breaches to one set of
//! companies, in which a name leads to one company and a domain has one owner.
//!
//! Curated records win: a list never changes their names, and what would take one of their names over loses it or
//! needs further evidence. A wrong join is a false alarm and a missing one only a record more, so that records are
//! joined only when two things agree: domain and name, or name and country.

mod directory;
mod families;
mod listed;
mod names;

use crate::lists::long_tail::Listed;
use heldby_model::{Breach, Company, CompanyId};
use names::Names;
use std::collections::{HashMap, HashSet};

/// Everything that was read, still apart.
pub(crate) struct Parts {
    pub(crate) curated: Vec<Company>,
    pub(crate) breaches: Vec<Breach>,
    pub(crate) directory: Vec<Company>,
    pub(crate) families: Vec<Vec<String>>,
    pub(crate) listed: Vec<Listed>,
}

/// The companies as far as they are joined, with who owns which name and which domain.
struct Joined {
    companies: Vec<Company>,
    /// How many of them are curated; these come first.
    curated: usize,
    ids: HashSet<CompanyId>,
    /// Owners of registrable domains and of hosts; curated companies that are related may share one.
    sites: HashMap<String, Vec<usize>>,
    /// Domains of mailboxes, which identify nobody.
    mail: HashSet<String>,
    names: Names,
    /// Companies with a breach of the list.
    breached: HashSet<usize>,
}

/// Joins everything. The outcome depends on the records and not on their order: every part comes sorted.
pub(crate) fn join(parts: Parts) -> (Vec<Company>, Vec<Breach>) {
    let Parts { curated, mut breaches, mut directory, families, mut listed } = parts;
    let mut joined = Joined::new(curated);
    directory.sort_by(|a, b| a.id.cmp(&b.id));
    for record in directory {
        joined.take_directory_record(record);
    }
    joined.take_families(&families);
    let known: HashSet<String> = breaches
        .iter()
        .flat_map(|breach| breach.also.iter().cloned().chain([breach.id.as_str().to_owned()]))
        .collect();
    listed.sort_by(|a, b| a.breach.id.cmp(&b.breach.id));
    let new = listed.into_iter().filter(|record| !known.contains(record.breach.id.as_str()));
    let new: Vec<Breach> = new.map(|record| joined.take_listed(record)).collect();
    breaches.extend(new);
    joined.mark_shared_names();
    (joined.companies, breaches)
}

impl Joined {
    fn new(curated: Vec<Company>) -> Self {
        let mut joined = Self {
            companies: Vec::new(),
            curated: curated.len(),
            ids: HashSet::new(),
            sites: HashMap::new(),
            mail: HashSet::new(),
            names: Names::default(),
            breached: HashSet::new(),
        };
        for company in curated {
            joined.add(company);
        }
        joined
    }

    fn is_curated(&self, index: usize) -> bool {
        index < self.curated
    }

    /// Owners of a domain or host.
    fn owners(&self, site: &str) -> &[usize] {
        self.sites.get(site).map_or(&[], Vec::as_slice)
    }

    /// Whether a domain or host belongs to anybody already, as a site or for mailboxes.
    fn is_taken(&self, site: &str) -> bool {
        self.sites.contains_key(site) || self.mail.contains(site)
    }

    /// Adds a company with all that it says about itself.
    fn add(&mut self, company: Company) -> usize {
        let index = self.companies.len();
        for site in company.domains.iter().chain(&company.exact_hosts) {
            self.sites.entry(site.clone()).or_default().push(index);
        }
        self.mail.extend(company.mail_domains.iter().cloned());
        self.names.add(index, &company);
        self.ids.insert(company.id.clone());
        self.companies.push(company);
        index
    }
}
