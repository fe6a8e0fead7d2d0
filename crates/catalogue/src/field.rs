//! The way from the top of a file to one of its fields.

use std::borrow::Cow;
use std::fmt::Write;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A field of a file. Lines are looked up only when there is something to report, so that a catalogue
/// without mistakes pays nothing for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Field(Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(Cow<'static, str>),
    Index(usize),
    /// The text in a list that equals this one.
    Item(String),
}

impl Field {
    /// A field at the top of the file.
    pub(crate) fn top(key: impl Into<Cow<'static, str>>) -> Self {
        Self::default().key(key)
    }

    /// The field of this name in the table.
    pub(crate) fn key(&self, key: impl Into<Cow<'static, str>>) -> Self {
        self.step(Step::Key(key.into()))
    }

    /// The element at this place in the list.
    pub(crate) fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// The element of a list of texts that equals this text.
    pub(crate) fn item(&self, text: &str) -> Self {
        self.step(Step::Item(text.to_owned()))
    }

    /// Whether this field is the other one or a part of it.
    pub(crate) fn lies_in(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    fn step(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The byte offset of the field, or of the nearest thing around it that exists; and the field in words,
    /// in which records are named by their id where they have one.
    pub(crate) fn locate(&self, dom: &DeTable<'_>) -> (usize, String) {
        let (mut offset, mut words) = (0, String::new());
        let mut here = Place::Table(dom);
        for step in &self.0 {
            let found = here.find(step);
            let _ = match (step, &found) {
                (Step::Key(key), _) => {
                    write!(words, "{}{}", if words.is_empty() { "" } else { "." }, printable(key))
                }
                (Step::Item(text), _) => write!(words, "[{}]", printable(text)),
                (Step::Index(index), found) => match found.and_then(|(_, value)| name(value)) {
                    Some(name) => write!(words, "[{}]", printable(name)),
                    None => write!(words, "[{index}]"),
                },
            };
            here = match found {
                Some((at, value)) => {
                    offset = at;
                    Place::Value(value)
                }
                None => Place::Nowhere,
            };
        }
        (offset, words)
    }
}

/// By what a reader knows an element of a list: its id, or a text itself.
fn name<'a>(value: &'a DeValue<'a>) -> Option<&'a str> {
    const LONGEST: usize = 80;
    let name = value.as_str().or_else(|| value.get("id")?.get_ref().as_str());
    name.filter(|name| !name.is_empty() && name.len() <= LONGEST)
}

/// A text from a file in one line, whatever it holds.
fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.escape_debug().to_string())
    } else {
        Cow::Borrowed(text)
    }
}

enum Place<'a> {
    Table(&'a DeTable<'a>),
    Value(&'a DeValue<'a>),
    Nowhere,
}

impl<'a> Place<'a> {
    /// Where the step leads, with the offset of what a reader would look for: the key, else the element.
    fn find(&self, step: &Step) -> Option<(usize, &'a DeValue<'a>)> {
        let table = match self {
            Self::Table(table) => Some(*table),
            Self::Value(value) => value.as_table(),
            Self::Nowhere => None,
        };
        let list = match self {
            Self::Value(value) => value.as_array(),
            _ => None,
        };
        let element = |value: &'a Spanned<DeValue<'a>>| (value.span().start, value.get_ref());
        match step {
            Step::Key(key) => {
                let (name, value) = table?.iter().find(|(name, _)| name.get_ref() == key)?;
                Some((name.span().start, value.get_ref()))
            }
            Step::Index(index) => list?.get(*index).map(element),
            Step::Item(text) => list?.iter().find(|v| v.get_ref().as_str() == Some(text)).map(element),
        }
    }
}
