//! What is wrong with a file of the catalogue, and where.

use crate::field::Field;
use std::cell::RefCell;
use std::fmt;
use toml::de::DeTable;

/// One mistake in one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file's path inside the catalogue's folder, for example `companies/gb/talktalk.toml`.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The field, for example `breaches[talktalk-2015-10].groups[bank-details].exposed`; empty where the
    /// file as a whole is meant.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.message)
    }
}

/// The findings about one file, collected while it is read and checked. Shared by everything that looks at
/// the file, so that no check has to hand results back.
#[derive(Default)]
pub(crate) struct Report {
    findings: RefCell<Vec<Finding>>,
}

struct Finding {
    field: Field,
    /// Byte offset, known only where the text itself could not be read.
    offset: Option<usize>,
    message: String,
}

impl Report {
    /// Records what is wrong with a field.
    pub(crate) fn add(&self, field: Field, message: impl Into<String>) {
        self.findings.borrow_mut().push(Finding { field, offset: None, message: message.into() });
    }

    /// Records what is wrong with a field, unless something was already found there or beneath it: what
    /// could not be read would otherwise be reported again as missing.
    pub(crate) fn add_if_sound(&self, field: Field, message: impl Into<String>) {
        if !self.doubts(&field) {
            self.add(field, message);
        }
    }

    /// Whether something was found at this field or beneath it.
    pub(crate) fn doubts(&self, field: &Field) -> bool {
        self.findings.borrow().iter().any(|finding| finding.field.lies_in(field))
    }

    /// Records that the text cannot be read at a place.
    pub(crate) fn add_at(&self, offset: usize, message: impl Into<String>) {
        let finding = Finding { field: Field::default(), offset: Some(offset), message: message.into() };
        self.findings.borrow_mut().push(finding);
    }

    /// Whether nothing was found.
    pub(crate) fn is_clean(&self) -> bool {
        self.findings.borrow().is_empty()
    }

    /// The findings with the lines they are on.
    pub(crate) fn into_problems(self, path: &str, text: &str, dom: &DeTable<'_>) -> Vec<Problem> {
        let problem = |finding: Finding| {
            let (place, field) = finding.field.locate(dom);
            let offset = finding.offset.unwrap_or(place);
            let before = text.as_bytes().get(..offset).unwrap_or_default();
            let line = 1 + before.iter().filter(|b| **b == b'\n').count();
            Problem { file: path.to_owned(), line, field, message: finding.message }
        };
        self.findings.into_inner().into_iter().map(problem).collect()
    }
}
