//! The files of many records beside the curated ones: a list of breaches, a directory of companies, families of
//! domains. One line is one record.

pub(crate) mod directory;
pub(crate) mod families;
pub(crate) mod hibp_classes;
pub(crate) mod long_tail;

use crate::problem::Problem;
use crate::source::SourceFile;
use crate::text;
use heldby_model::domain::{host, registrable_domain};
use heldby_model::name::key;
use serde::Deserialize;

/// The findings about one file of lines.
pub(crate) struct Lines<'a> {
    file: &'a SourceFile,
    problems: Vec<Problem>,
}

impl<'a> Lines<'a> {
    /// Starts with the first line.
    pub(crate) fn new(file: &'a SourceFile) -> Self {
        Self { file, problems: Vec::new() }
    }

    /// Records what is wrong with a field of a line.
    pub(crate) fn wrong(&mut self, line: usize, field: &str, message: impl Into<String>) {
        let message = message.into();
        self.problems.push(Problem { file: self.file.path.clone(), line, field: field.to_owned(), message });
    }

    /// The lines with their numbers, counted from 1.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        (1..).zip(self.file.text.lines())
    }

    /// Reads one record; a line that cannot be read is reported.
    pub(crate) fn record<T: Deserialize<'a>>(&mut self, line: usize, text: &'a str) -> Option<T> {
        match serde_json::from_str(text) {
            Ok(record) => Some(record),
            Err(error) => {
                self.wrong(line, "", format!("cannot be read as a record: {}", plain(&error.to_string())));
                None
            }
        }
    }

    /// The value of a field, or a report of what is wrong with it.
    pub(crate) fn value<T>(&mut self, line: usize, field: &str, read: Result<T, String>) -> Option<T> {
        read.map_err(|message| self.wrong(line, field, message)).ok()
    }

    /// The values of a list, each of which means something.
    pub(crate) fn values<T>(
        &mut self,
        line: usize,
        field: &str,
        texts: &[String],
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<T> {
        texts.iter().filter_map(|text| self.value(line, field, read(text))).collect()
    }

    /// Everything that was found.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// A name by which something can be found.
fn name(text: &str) -> Result<String, String> {
    text::check(text)?;
    if key(text).is_empty() {
        return Err(format!("{:?} has neither letters nor digits", text::shorten(text)));
    }
    Ok(text.to_owned())
}

/// A domain that can be registered, as it is compared.
fn domain(text: &str) -> Result<String, String> {
    match registrable_domain(text) {
        Some(own) if own == text => Ok(own),
        Some(own) => Err(format!("{:?} has to be written {own}", text::shorten(text))),
        None => Err(format!("{:?} is no domain that can be registered", text::shorten(text))),
    }
}

/// A host, as it is compared.
fn any_host(text: &str) -> Result<String, String> {
    match host(text) {
        Some(own) if own == text => Ok(own),
        _ => Err(format!("{:?} is no host name", text::shorten(text))),
    }
}

/// The words of serde without the place, which is known better.
fn plain(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message[..end].replace('\n', " ")
}
