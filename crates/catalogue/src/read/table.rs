//! Reads the fields of one TOML table, reporting every field that is not what it should be.
//!
//! Reading goes on after a mistake: a field that cannot be read counts as left out, so that one run shows
//! all mistakes of a file. The report decides in the end whether anything that was read is used.

use crate::field::Field;
use crate::problem::Report;
use crate::text;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table of a file, the field it stands in and the report of the file.
pub(crate) struct Table<'a> {
    dom: &'a DeTable<'a>,
    field: Field,
    report: &'a Report,
    asked: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// The file itself.
    pub(crate) fn top(dom: &'a DeTable<'a>, report: &'a Report) -> Self {
        Self { dom, field: Field::default(), report, asked: Vec::new() }
    }

    /// Where this table stands.
    pub(crate) fn field(&self) -> &Field {
        &self.field
    }

    /// The report of the file.
    pub(crate) fn report(&self) -> &'a Report {
        self.report
    }

    /// Records what is wrong with a field of this table.
    pub(crate) fn wrong(&self, key: &'static str, message: impl Into<String>) {
        self.report.add(self.field.key(key), message);
    }

    /// A text; `None` if the field is left out or no text worth keeping.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<String> {
        self.parsed(key, |text| Ok(text.to_owned()))
    }

    /// A text that has to be there; empty if it is not.
    pub(crate) fn need_text(&mut self, key: &'static str) -> String {
        self.need(key, |text| Ok(text.to_owned())).unwrap_or_default()
    }

    /// A text that means something.
    pub(crate) fn parsed<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let value = self.get(key)?;
        let result = as_text(value.get_ref()).and_then(read);
        result.map_err(|message| self.wrong(key, message)).ok()
    }

    /// A text that means something and has to be there.
    pub(crate) fn need<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if self.get(key).is_none() {
            self.missing(key);
        }
        self.parsed(key, read)
    }

    /// A list of texts that mean something, each of them once.
    pub(crate) fn list<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&str) -> Result<T, String>,
    ) -> Vec<T> {
        let mut seen: Vec<String> = Vec::new();
        let mut kept = Vec::new();
        for (index, value) in self.elements(key).into_iter().enumerate() {
            let at = || self.field.key(key).index(index);
            match as_text(value.get_ref()) {
                Ok(text) if seen.iter().any(|s| s == text) => {
                    self.report.add(at(), format!("{text:?} stands here twice: leave one out"));
                }
                Ok(text) => {
                    seen.push(text.to_owned());
                    match read(text) {
                        Ok(value) => kept.push(value),
                        Err(message) => self.report.add(at(), message),
                    }
                }
                Err(message) => self.report.add(at(), message),
            }
        }
        kept
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.list(key, |text| Ok(text.to_owned()))
    }

    /// A list whose elements are tables or, shorter, a text that stands for the table `{ short = text }`.
    pub(crate) fn texts_or_tables<T>(
        &mut self,
        key: &'static str,
        mut text: impl FnMut(String) -> T,
        mut table: impl FnMut(&mut Table<'a>) -> T,
    ) -> Vec<T> {
        let mut kept = Vec::new();
        for (index, value) in self.elements(key).into_iter().enumerate() {
            let field = self.field.key(key).index(index);
            match (value.get_ref(), as_text(value.get_ref())) {
                (DeValue::Table(dom), _) => kept.push(self.inner(dom, field, &mut table)),
                (_, Ok(words)) => kept.push(text(words.to_owned())),
                (_, Err(message)) => self.report.add(field, message),
            }
        }
        kept
    }

    /// A list of tables, each read to its end by `read`, which learns the place of each.
    pub(crate) fn tables<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Table<'a>, usize) -> T,
    ) -> Vec<T> {
        let mut kept = Vec::new();
        for (index, value) in self.elements(key).into_iter().enumerate() {
            let field = self.field.key(key).index(index);
            match value.get_ref() {
                DeValue::Table(dom) => kept.push(self.inner(dom, field, |table| read(table, index))),
                other => self.report.add(field, format!("must be a table, but is {}", kind(other))),
            }
        }
        kept
    }

    /// A table inside this one, read to its end by `read`.
    pub(crate) fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Table<'a>) -> T,
    ) -> Option<T> {
        match self.get(key)?.get_ref() {
            DeValue::Table(dom) => Some(self.inner(dom, self.field.key(key), read)),
            other => {
                self.wrong(key, format!("must be a table such as {{ ... }}, but is {}", kind(other)));
                None
            }
        }
    }

    /// True or false; false if left out.
    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        match self.get(key).map(Spanned::get_ref) {
            None => false,
            Some(DeValue::Boolean(value)) => *value,
            Some(other) => {
                self.wrong(key, format!("must be true or false, but is {}", kind(other)));
                false
            }
        }
    }

    /// A whole number above zero.
    pub(crate) fn count(&mut self, key: &'static str) -> Option<u64> {
        let value = self.get(key)?.get_ref();
        let number = match value {
            DeValue::Integer(i) => u64::from_str_radix(i.as_str(), i.radix()).ok().filter(|n| *n > 0),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, format!("must be a whole number above zero, but is {}", kind(value)));
        }
        number
    }

    /// Whether the field is there at all.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.dom.contains_key(key)
    }

    /// Reports that a field that has to be there is left out.
    pub(crate) fn missing(&self, key: &'static str) {
        self.wrong(key, "is missing: it has to be given");
    }

    /// Reports every field that nobody has asked for.
    pub(crate) fn finish(&self) {
        for key in self.dom.keys().filter(|key| !self.asked.iter().any(|asked| asked == key.get_ref())) {
            let known = self.asked.join(", ");
            self.report.add(
                self.field.key(key.get_ref().to_string()),
                format!("unknown field; known here: {known}"),
            );
        }
    }

    fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.dom.get(key)
    }

    fn elements(&mut self, key: &'static str) -> Vec<&'a Spanned<DeValue<'a>>> {
        match self.get(key).map(Spanned::get_ref) {
            None => Vec::new(),
            Some(DeValue::Array(list)) => list.iter().collect(),
            Some(other) => {
                self.wrong(key, format!("must be a list such as [ ... ], but is {}", kind(other)));
                Vec::new()
            }
        }
    }

    fn inner<T>(&self, dom: &'a DeTable<'a>, field: Field, read: impl FnOnce(&mut Table<'a>) -> T) -> T {
        let mut table = Table { dom, field, report: self.report, asked: Vec::new() };
        let value = read(&mut table);
        table.finish();
        value
    }
}

fn as_text<'a>(value: &'a DeValue<'_>) -> Result<&'a str, String> {
    match value {
        DeValue::String(text) => text::check(text).map(|()| &**text),
        DeValue::Datetime(date) => {
            Err(format!("must be a text: put the date in quotation marks, \"{date}\""))
        }
        other => Err(format!("must be a text in quotation marks, but is {}", kind(other))),
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(i) if i.as_str().starts_with('-') => "below zero",
        DeValue::Integer(i) if i.as_str().bytes().all(|b| b == b'0') => "zero",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
