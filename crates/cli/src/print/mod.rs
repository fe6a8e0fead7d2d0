//! Printing: readable tables on a terminal, nothing cut off anywhere else.

pub mod backup;
pub mod catalogue;
pub mod holding;
pub mod report;

use crate::exit::Stop;
use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// One line of text.
pub fn line(text: &str) -> Result<(), Stop> {
    writeln!(io::stdout().lock(), "{text}")?;
    Ok(())
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
