//! Printing: readable tables on a terminal, nothing cut off anywhere else.

/// One line on standard error. If nobody can read it, the command goes on: its work and its code count.
macro_rules! note {
    ($($text:tt)*) => {
        crate::print::to_stderr(&(format!($($text)*) + "\n"))
    };
}

/// The beginning of a line on standard error, which an answer ends.
macro_rules! ask {
    ($($text:tt)*) => {
        crate::print::to_stderr(&format!($($text)*))
    };
}

pub mod backup;
pub mod catalogue;
pub mod holding;
pub mod privacy;
pub mod report;

use crate::exit::Stop;
use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

/// What [`note!`] and [`ask!`] say.
pub fn to_stderr(text: &str) {
    let _nobody_reads = io::stderr().write_all(visible(text).as_bytes());
}

/// One line of text.
pub fn line(text: &str) -> Result<(), Stop> {
    writeln!(io::stdout().lock(), "{}", visible(text))?;
    Ok(())
}

/// A text as a terminal may have it. Names come from files of others, too: what would steer the terminal (clear it, hide
/// what follows) or turn the order of letters round is spelled out.
fn visible(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let spelled = |c: char| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(spelled).collect())
}

/// One JSON value, indented.
pub fn json(value: &impl Serialize) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// One JSON value on one line.
pub fn json_line(value: &impl Serialize) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// A table. On a terminal it is fitted to its width by wrapping; elsewhere every row is one line.
pub fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<(), Stop> {
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(header.to_vec());
    match width() {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    for row in rows {
        table.add_row(row);
    }
    line(&table.to_string())
}

/// Text wrapped to the terminal, each line indented; one line elsewhere.
pub fn paragraph(indent: usize, text: &str) -> Result<(), Stop> {
    let pad = " ".repeat(indent);
    let Some(width) = width().map(|w| usize::from(w).saturating_sub(indent).max(30)) else {
        return line(&format!("{pad}{text}"));
    };
    let mut current = String::new();
    for word in text.split_whitespace() {
        if !current.is_empty() && current.chars().count() + 1 + word.chars().count() > width {
            line(&format!("{pad}{current}"))?;
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    line(&format!("{pad}{current}"))
}

/// "label: a, b, c" as a paragraph, or nothing for an empty list.
pub fn list(indent: usize, label: &str, words: &[String]) -> Result<(), Stop> {
    if words.is_empty() { Ok(()) } else { paragraph(indent, &format!("{label}: {}", words.join(", "))) }
}

/// Columns of the terminal on standard output, if it is one.
fn width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| width.0.max(40)).or(Some(80))
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_steers_the_terminal() {
        for plain in ["", "Ünïcode ☂", "two\nlines\tand a tab", "مرحبا", "👩‍👩‍👧 Ltd"] {
            assert_eq!(visible(plain), plain);
        }
        assert_eq!(visible("a\u{1b}[2Jb\u{7}"), "a\\u{1b}[2Jb\\u{7}");
        assert_eq!(visible("\u{9b}1m\u{202e}x\r"), "\\u{9b}1m\\u{202e}x\\u{d}");
    }
}
