//! Breaches of the list: to which company each belongs.

use super::Joined;
use super::names::{agree, identity};
use crate::lists::directory::UNKNOWN_SECTOR;
use crate::lists::long_tail::Listed;
use heldby_model::{Alias, Breach, Company};
use std::collections::HashMap;

impl Joined {
    /// Gives the breach to the company that has its site or its name; without one, to a new company.
    pub(super) fn take_listed(&mut self, record: Listed) -> Breach {
        let index = self.owner_of(&record).unwrap_or_else(|| self.add_owner_of(&record));
        self.name_as_listed(index, &record);
        self.breached.insert(index);
        Breach { company: self.companies[index].id.clone(), ..record.breach }
    }

    fn owner_of(&self, record: &Listed) -> Option<usize> {
        if let Some(site) = record.domain.as_deref().or(record.host.as_deref()) {
            let owners = self.owners(site).iter().copied();
            return owners.into_iter().find(|&index| agree(&self.companies[index], &record.name, site));
        }
        match self.names.bearers(&record.name) {
            &[only] if !self.companies[only].name_in_context && !record.name_in_context => Some(only),
            _ => None,
        }
    }

    fn add_owner_of(&mut self, record: &Listed) -> usize {
        let taken = |site: &String| self.is_taken(site);
        let curated = self.names.bearers(&record.name).iter().any(|&index| self.is_curated(index));
        // An id that another company has already cannot be this one's: the breach's own is free.
        let id = if self.ids.contains(&record.breach.company) {
            heldby_model::CompanyId::new(record.breach.id.as_str())
                .expect("ids of breaches and of companies have the same form")
        } else {
            record.breach.company.clone()
        };
        let company = Company {
            domains: record.domain.iter().filter(|site| !taken(site)).cloned().collect(),
            exact_hosts: record.host.iter().filter(|site| !taken(site)).cloned().collect(),
            countries: record.countries.iter().copied().collect(),
            name_in_context: record.name_in_context || curated,
            ..Company::named(id, &record.name, UNKNOWN_SECTOR)
        };
        self.add(company)
    }

    /// Adds the names of the list to a company that is not curated, unless somebody else bears them.
    fn name_as_listed(&mut self, index: usize, record: &Listed) {
        if self.is_curated(index) {
            return;
        }
        let company = &mut self.companies[index];
        if identity(&company.name) == identity(&record.name) {
            company.name_in_context |= record.name_in_context;
        }
        if company.countries.is_empty() {
            company.countries = record.countries.iter().copied().collect();
        }
        let names =
            std::iter::once((record.name.clone(), record.name_in_context)).chain(record.aliases.clone());
        for (name, in_context) in names {
            if self.names.bearers(&name).is_empty() {
                self.names.add_name(index, &name);
                self.companies[index].aliases.push(Alias { in_context, ..Alias::plain(name) });
            }
        }
    }

    /// Marks names that several companies bear, so that none is taken for another unasked. Where a company with a
    /// listed breach and one of the directory share a name, the directory's needs the evidence: it is there for its
    /// address, the other for what was lost.
    pub(super) fn mark_shared_names(&mut self) {
        let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, company) in self.companies.iter().enumerate() {
            bearers.entry(identity(&company.name)).or_default().push(index);
        }
        for sharing in bearers.into_values().filter(|sharing| sharing.len() > 1) {
            let free = |index: &usize| !self.companies[*index].name_in_context;
            let (breached, others): (Vec<usize>, Vec<usize>) =
                sharing.into_iter().filter(free).partition(|index| self.breached.contains(index));
            let settled = breached.len() == 1 || (breached.is_empty() && others.len() < 2);
            let marked = if settled { Vec::new() } else { breached.clone() };
            let others = if breached.is_empty() && settled { Vec::new() } else { others };
            for index in marked.into_iter().chain(others).filter(|&index| index >= self.curated) {
                self.companies[index].name_in_context = true;
            }
        }
    }
}
