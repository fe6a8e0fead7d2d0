//! All records together: what they point at exists, and what is one's own is not another's.

use super::{Check, shared};
use crate::field::Field;
use crate::read::company::{Record, UNREADABLE};
use heldby_model::{Attribute, CompanyId, RelationKind};
use std::collections::{HashMap, HashSet};

/// A file's record with its check, in the order of the files.
pub(crate) struct Entry<'a> {
    pub(crate) path: &'a str,
    pub(crate) check: Check<'a>,
    pub(crate) record: &'a Record,
}

/// Checks every record against all others.
pub(crate) fn across(entries: &[Entry<'_>]) {
    let ids = companies(entries);
    breaches(entries);
    for entry in entries {
        references(entry, &ids);
    }
    shared::domains(entries);
    shared::names(entries);
    endings(entries);
}

/// Reports an id that two files use; gives all ids.
fn companies<'a>(entries: &'a [Entry<'_>]) -> HashSet<&'a CompanyId> {
    let mut first: HashMap<&CompanyId, &str> = HashMap::new();
    for entry in entries {
        let id = &entry.record.company.id;
        if let Some(other) = first.get(id) {
            entry.check.wrong(
                Field::top("id"),
                format!("{id:?} is the id of {other} too: ids are unique, rename one"),
            );
        } else {
            first.insert(id, entry.path);
        }
    }
    first.into_keys().collect()
}

/// Reports an id or an id of another list that two breaches use.
fn breaches(entries: &[Entry<'_>]) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for entry in entries {
        for (i, breach) in entry.record.breaches.iter().enumerate() {
            let field = Field::top("breaches").index(i);
            let own = std::iter::once((field.key("id"), breach.id.as_str()));
            let also = breach.also.iter().map(|id| (field.key("also").item(id), id.as_str()));
            for (field, id) in own.chain(also) {
                if let Some(other) = first.get(id) {
                    entry.check.wrong(
                        field,
                        format!("{id:?} stands for a breach in {other} already: ids are unique"),
                    );
                } else {
                    first.insert(id, entry.path);
                }
            }
        }
    }
}

/// Reports every id of a company that no record has.
fn references(entry: &Entry<'_>, ids: &HashSet<&CompanyId>) {
    let exists = |field: Field, id: &CompanyId| {
        if id.as_str() != UNREADABLE && !ids.contains(id) {
            entry.check.wrong(
                field,
                format!("{id:?} is the id of no company: correct it, or add companies/<country>/{id}.toml"),
            );
        }
    };
    let company = &entry.record.company;
    for (i, relation) in company.relations.iter().enumerate() {
        exists(Field::top("relations").index(i).key("company"), &relation.company);
    }
    let tag = |field: Field, attribute: &Attribute| {
        if let Attribute::Brand(id) = attribute {
            exists(field.item(&attribute.to_string()), id);
        }
    };
    for (i, alias) in company.aliases.iter().enumerate() {
        alias.implies.iter().for_each(|a| tag(Field::top("aliases").index(i).key("tags"), a));
    }
    for (i, breach) in entry.record.breaches.iter().enumerate() {
        let field = Field::top("breaches").index(i);
        for brand in &breach.affected_brands {
            exists(field.key("affected_brands").item(brand.as_str()), brand);
        }
        if let Some(id) = breach.via.as_ref().and_then(|via| via.company.as_ref()) {
            exists(field.key("via").key("company"), id);
        }
        for (j, cleared) in breach.not_affected.iter().enumerate() {
            if let Some(id) = &cleared.company {
                exists(field.key("not_affected").index(j).key("company"), id);
            }
        }
        for (j, group) in breach.groups.iter().enumerate() {
            group.attributes.iter().for_each(|a| tag(field.key("groups").index(j).key("tags"), a));
        }
    }
}

/// Reports companies that became each other: whoever follows them to today's company would go in a circle.
fn endings(entries: &[Entry<'_>]) {
    let ends = |kind| matches!(kind, RelationKind::RenamedTo | RelationKind::MergedInto);
    let next: HashMap<&CompanyId, Vec<&CompanyId>> = entries
        .iter()
        .map(|e| {
            let company = &e.record.company;
            (&company.id, company.relations.iter().filter(|r| ends(r.kind)).map(|r| &r.company).collect())
        })
        .collect();
    for entry in entries {
        let own = &entry.record.company.id;
        for (i, relation) in entry.record.company.relations.iter().enumerate().filter(|(_, r)| ends(r.kind)) {
            let (mut seen, mut open) = (HashSet::new(), vec![&relation.company]);
            while let Some(id) = open.pop() {
                if seen.insert(id) {
                    open.extend(next.get(id).into_iter().flatten());
                }
            }
            if relation.company != *own && seen.contains(own) {
                let message =
                    format!("leads from {own:?} back to itself: a company cannot end in its own successor");
                entry.check.wrong(Field::top("relations").index(i).key("company"), message);
            }
        }
    }
}
