//! How much fits in, and the checks that say so before anything is written.

use crate::{Error, Result};

/// Characters of a company's or person's name.
pub const MAX_NAME: usize = 500;
/// Characters of a domain (RFC 1035 allows 253).
pub const MAX_DOMAIN: usize = 253;
/// Characters of a note.
pub const MAX_NOTE: usize = 10_000;
/// Characters of an e-mail address, user name or telephone number.
pub const MAX_IDENTIFIER: usize = 320;
/// Characters of the id of a data class or of an attribute.
pub const MAX_ID: usize = 150;
/// Characters of the rule by which a name was resolved.
pub const MAX_RULE: usize = 100;
/// Entries of each list of one holding: periods, identifiers, data classes, attributes of a period.
pub const MAX_ENTRIES: usize = 500;
/// Characters of the key of a setting.
pub const MAX_SETTING_KEY: usize = 100;
/// Characters of the value of a setting.
pub const MAX_SETTING: usize = 100_000;

/// Bytes of a catalogue that is brought in.
pub const MAX_LAYER: usize = 64 << 20;

/// Refuses a text that is too long or holds control characters.
pub(crate) fn line(field: &'static str, text: &str, limit: usize) -> Result<()> {
    length(field, text, limit)?;
    if text.chars().any(char::is_control) { Err(Error::BadText { field }) } else { Ok(()) }
}

/// A [`line`] that also has to hold something other than white space.
pub(crate) fn filled_line(field: &'static str, text: &str, limit: usize) -> Result<()> {
    line(field, text, limit)?;
    if text.trim().is_empty() { Err(Error::Empty { field }) } else { Ok(()) }
}

/// Refuses a text that is too long or holds control characters other than line breaks and tabs.
pub(crate) fn prose(field: &'static str, text: &str, limit: usize) -> Result<()> {
    length(field, text, limit)?;
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(bad) { Err(Error::BadText { field }) } else { Ok(()) }
}

/// Refuses a list of ids that is too long or holds something that could not be told apart in a list that
/// is stored as one text with spaces.
pub(crate) fn ids(field: &'static str, ids: &[String]) -> Result<()> {
    entries(field, ids.len())?;
    ids.iter().try_for_each(|id| {
        filled_line(field, id, MAX_ID)?;
        if id.chars().any(char::is_whitespace) { Err(Error::BadText { field }) } else { Ok(()) }
    })
}

/// Refuses a list that is too long.
pub(crate) fn entries(field: &'static str, count: usize) -> Result<()> {
    if count > MAX_ENTRIES { Err(Error::TooLong { field, limit: MAX_ENTRIES }) } else { Ok(()) }
}

fn length(field: &'static str, text: &str, limit: usize) -> Result<()> {
    // Counting stops at the limit: nobody has to wait for the length of a gigabyte.
    if text.chars().nth(limit).is_some() { Err(Error::TooLong { field, limit }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_count_characters_and_are_inclusive() {
        assert!(filled_line("name", &"ü".repeat(MAX_NAME), MAX_NAME).is_ok());
        assert!(matches!(
            filled_line("name", &"a".repeat(10_000), MAX_NAME),
            Err(Error::TooLong { field: "name", limit: MAX_NAME })
        ));
        for fine in ["مرحبا", "👩‍👩‍👧 Ltd", "a"] {
            assert!(filled_line("name", fine, MAX_NAME).is_ok(), "{fine}");
        }
        assert!(matches!(filled_line("name", " \u{a0}", 10), Err(Error::Empty { .. })));
        for bad in ["a\nb", "a\0b", "\u{1b}[31m", "\u{85}"] {
            assert!(matches!(line("name", bad, 10), Err(Error::BadText { .. })), "{bad:?}");
        }
        assert!(prose("note", "two\r\nlines\tand a tab", 100).is_ok());
        assert!(matches!(prose("note", "a\0", 100), Err(Error::BadText { .. })));
        assert!(matches!(ids("data given", &["a b".into()]), Err(Error::BadText { .. })));
        assert!(matches!(ids("data given", &vec!["a".into(); MAX_ENTRIES + 1]), Err(Error::TooLong { .. })));
    }
}
