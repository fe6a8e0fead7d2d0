//! `domain-families.toml`: domains of one company, today's first.

use crate::field::Field;
use crate::problem::Report;
use std::collections::HashMap;
use toml::de::{DeTable, DeValue};

/// Reads the families. A domain stands in one of them at most.
pub(crate) fn read(dom: &DeTable<'_>, report: &Report) -> Vec<Vec<String>> {
    for key in dom.keys().filter(|key| key.get_ref() != "families") {
        report.add(Field::top(key.get_ref().to_string()), "unknown field; known here: families");
    }
    let Some(list) = dom.get("families").and_then(|value| value.get_ref().as_array()) else {
        report.add(Field::top("families"), "is missing: it is a list of lists of domains");
        return Vec::new();
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut families = Vec::new();
    for (i, family) in list.iter().enumerate() {
        let field = Field::top("families").index(i);
        let DeValue::Array(members) = family.get_ref() else {
            report.add(field, "must be a list of domains");
            continue;
        };
        if members.len() < 2 {
            report.add(field.clone(), "is no family: name at least two domains");
        }
        let mut domains = Vec::with_capacity(members.len());
        for (j, member) in members.iter().enumerate() {
            let read = member.get_ref().as_str().ok_or_else(|| "must be a domain".to_owned());
            match read.and_then(super::domain) {
                Ok(domain) if seen.insert(domain.clone(), i).is_some() => {
                    report.add(field.index(j), format!("{domain:?} stands here twice: leave one out"));
                }
                Ok(domain) => domains.push(domain),
                Err(message) => report.add(field.index(j), message),
            }
        }
        families.push(domains);
    }
    families
}
