//! From the text of a file to records of the model: one module per kind of table.
//!
//! Reading looks at one field at a time. Whether the fields agree with each other is for [`check`](crate::check).

pub(crate) mod breach;
pub(crate) mod company;
mod group;
pub(crate) mod release;
mod table;
pub(crate) mod vocabulary;

pub(crate) use table::Table;

use crate::text;
use heldby_model::{ClassId, ClassSet, Source, Vocabulary};

/// The data classes as far as they could be read.
pub(crate) struct Words {
    pub(crate) vocabulary: Vocabulary,
    /// Whether the vocabulary was read without a mistake. If not, an unknown class says nothing.
    pub(crate) complete: bool,
}

impl Words {
    /// Reads a data class; `None` if the vocabulary itself could not be read.
    pub(crate) fn class(&self, text: &str) -> Result<Option<ClassId>, String> {
        match text::class(text, &self.vocabulary) {
            Err(_) if !self.complete => Ok(None),
            other => other.map(Some),
        }
    }
}

/// A list of data classes.
fn classes(table: &mut Table<'_>, key: &'static str, words: &Words) -> ClassSet {
    table.list(key, |text| words.class(text)).into_iter().flatten().collect()
}

/// The source that a field names by its publisher.
fn source(table: &mut Table<'_>, key: &'static str, sources: &[Source]) -> Option<usize> {
    table.parsed(key, |publisher| {
        sources.iter().position(|s| s.publisher == publisher).ok_or_else(|| {
            let mut known: Vec<_> = sources.iter().map(|s| s.publisher.as_str()).collect();
            known.dedup();
            format!("{publisher:?} is the publisher of no source of this breach: use {}", known.join(", "))
        })
    })
}
