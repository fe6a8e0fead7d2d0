//! Records of the directory.

use super::Joined;
use super::names::{agree, identity};
use heldby_model::{Company, domain};

/// Names with fewer letters than this are borne by too many.
const DISTINCT: usize = 3;

impl Joined {
    /// Joins a record to the curated company that it means, or adds it as a company of its own, without the names
    /// and domains of others.
    pub(super) fn take_directory_record(&mut self, mut record: Company) {
        if let Some(index) = self.curated_twin(&record) {
            // A curated company keeps its own names and domains: the directory's are merged from several lists.
            let known = &mut self.companies[index];
            if known.contacts.is_none() {
                known.contacts = record.contacts.take();
            }
            return;
        }
        record.domains.retain(|domain| !self.is_taken(domain));
        record.exact_hosts.retain(|host| !self.is_taken(host));
        record.mail_domains.retain(|domain| !self.mail.contains(domain) && self.owners(domain).is_empty());
        record.legal_names.retain(|name| self.names.bearers(name).is_empty());
        let own = identity(&record.name);
        record.aliases.retain(|alias| {
            let folded = identity(&alias.name);
            folded != own && self.names.bearers(&alias.name).is_empty()
        });
        let curated = self.names.bearers(&record.name).iter().filter(|&&index| self.is_curated(index));
        let curated: Vec<&Company> = curated.map(|&index| &self.companies[index]).collect();
        let taken = !curated.is_empty();
        // Where a curated company bears the name, it is the one that is meant.
        record.countries.retain(|country| !curated.iter().any(|known| known.countries.contains(country)));
        record.name_in_context = taken || own.chars().count() < DISTINCT;
        if !self.ids.contains(&record.id) {
            self.add(record);
        }
    }

    /// The curated company that the record means: domain and name agree, or name, country and the label of a domain.
    fn curated_twin(&self, record: &Company) -> Option<usize> {
        let by_site = record.domains.iter().chain(&record.exact_hosts).find_map(|site| {
            let owners = self.owners(site).iter().copied().filter(|&index| self.is_curated(index));
            owners.into_iter().find(|&index| {
                super::names::names(record).any(|name| agree(&self.companies[index], name, site))
            })
        });
        by_site.or_else(|| {
            let mut bearers = self.names.bearers(&record.name).iter().copied().filter(|&index| {
                let known = &self.companies[index];
                let same_country = record.countries.iter().any(|country| known.countries.contains(country));
                let same_label = record.domains.iter().any(|domain| {
                    known.domains.iter().any(|other| domain::label(other) == domain::label(domain))
                });
                let no_site = record.domains.is_empty();
                self.is_curated(index) && same_country && (no_site || same_label)
            });
            bearers.next().filter(|_| bearers.next().is_none())
        })
    }
}
