//! Domains that follow another domain to its owner.

use super::Joined;

impl Joined {
    /// Gives the free domains of each family to the one company that has the others. A family in which several
    /// companies have a domain says nothing about the free ones.
    pub(super) fn take_families(&mut self, families: &[Vec<String>]) {
        for family in families {
            let mut owners: Vec<usize> =
                family.iter().flat_map(|domain| self.owners(domain)).copied().collect();
            owners.sort_unstable();
            owners.dedup();
            let &[owner] = owners.as_slice() else { continue };
            for domain in family {
                if !self.is_taken(domain) {
                    self.sites.insert(domain.clone(), vec![owner]);
                    self.companies[owner].domains.push(domain.clone());
                }
            }
        }
    }
}
