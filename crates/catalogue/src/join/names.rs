//! Who bears which name.

use heldby_model::name::{key, without_legal_form};
use heldby_model::{Company, domain};
use std::collections::HashMap;

/// Companies by the keys of their names.
#[derive(Default)]
pub(super) struct Names {
    bearers: HashMap<String, Vec<usize>>,
}

impl Names {
    /// Notes all names of a company.
    pub(super) fn add(&mut self, index: usize, company: &Company) {
        for name in names(company) {
            self.add_name(index, name);
        }
    }

    /// Notes one name of a company.
    pub(super) fn add_name(&mut self, index: usize, name: &str) {
        let bearers = self.bearers.entry(identity(name)).or_default();
        if !bearers.contains(&index) {
            bearers.push(index);
        }
    }

    /// Companies with this name, under any spelling and legal form.
    pub(super) fn bearers(&self, name: &str) -> &[usize] {
        self.bearers.get(&identity(name)).map_or(&[], Vec::as_slice)
    }
}

/// All names of a company.
pub(super) fn names(company: &Company) -> impl Iterator<Item = &str> {
    let aliases = company.aliases.iter().map(|alias| alias.name.as_str());
    std::iter::once(company.name.as_str())
        .chain(company.legal_names.iter().map(String::as_str))
        .chain(aliases)
}

/// What two names have in common that lead to the same company: letters and digits without the legal form.
pub(super) fn identity(name: &str) -> String {
    let key = key(name);
    let bare = without_legal_form(&key).unwrap_or(&key);
    bare.strip_prefix("the ").unwrap_or(bare).chars().filter(|c| *c != ' ').collect()
}

/// Whether a name can be that of this company, which has the domain too: one is part of the other, or both are what
/// the domain says.
pub(super) fn agree(company: &Company, name: &str, site: &str) -> bool {
    let own = identity(name);
    let label = identity(domain::label(site));
    !own.is_empty()
        && names(company).map(identity).any(|other| {
            !other.is_empty()
                && (own.contains(&other) || other.contains(&own) || (other == label && own == label))
        })
}
