//! `hibp-classes.toml`: what the class names of Have I Been Pwned mean in our vocabulary.

use crate::field::Field;
use crate::problem::Report;
use crate::read::Words;
use heldby_model::ClassSet;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// From a class name of that list to ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HibpClasses {
    classes: BTreeMap<String, ClassSet>,
    /// Classes that belong to every account of the breach and not only to some.
    account: ClassSet,
}

/// What an account consists of. Everything else is filled in by some people and left out by others.
const ACCOUNT: [&str; 3] = ["email-address", "username", "password"];

impl HibpClasses {
    /// What a name means; `None` if nobody has mapped it.
    pub fn get(&self, name: &str) -> Option<ClassSet> {
        self.classes.get(name).copied()
    }

    /// How many names are mapped.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Whether no name is mapped.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Divides classes into those that everybody in the list lost and those that some may have.
    pub(crate) fn divide(&self, all: ClassSet) -> (ClassSet, ClassSet) {
        let exposed = all.intersection(self.account);
        (exposed, all.minus(exposed))
    }
}

/// Reads the table.
pub(crate) fn read(dom: &DeTable<'_>, report: &Report, words: &Words) -> HibpClasses {
    let account = ACCOUNT.iter().filter_map(|id| words.vocabulary.get(id)).collect();
    let mut map = HibpClasses { classes: BTreeMap::new(), account };
    for key in dom.keys().filter(|key| key.get_ref() != "classes") {
        report.add(Field::top(key.get_ref().to_string()), "unknown field; known here: classes");
    }
    let Some(table) = dom.get("classes").and_then(|value| value.get_ref().as_table()) else {
        report.add(Field::top("classes"), "is missing: it maps each name to a list of our classes");
        return map;
    };
    for (name, value) in table.iter() {
        let field = Field::top("classes").key(name.get_ref().to_string());
        let DeValue::Array(list) = value.get_ref() else {
            report.add(field, "must be a list of our classes");
            continue;
        };
        let mut set = ClassSet::EMPTY;
        for (i, item) in list.iter().enumerate() {
            let at = field.index(i);
            match item.get_ref().as_str().map(|text| words.class(text)) {
                Some(Ok(Some(class))) => set.insert(class),
                Some(Ok(None)) => {}
                Some(Err(message)) => report.add(at, message),
                None => report.add(at, "must be the id of a class"),
            }
        }
        map.classes.insert(name.get_ref().to_string(), set);
    }
    map
}
