//! Quotation marks in a CSV file that is read.

use std::io::{self, Read};

/// Hands bytes on, and notices a quoted cell that is open when they end: a CSV reader takes it for closed.
pub struct Quotes<R> {
    inner: R,
    at: At,
    line: u64,
    opened: u64,
    ended: bool,
}

/// Where in the grammar of RFC 4180 the next byte stands.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// At the beginning of a cell.
    Beginning,
    /// In a cell without quotation marks, or after the closing one.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After a quotation mark that closes the cell, or is the first half of a doubled one.
    Closing,
}

impl<R> Quotes<R> {
    /// Over what is read.
    pub fn new(inner: R) -> Self {
        Self { inner, at: At::Beginning, line: 1, opened: 0, ended: false }
    }

    /// The line of the quotation mark that was still open at the end; `None` before the end.
    pub fn unclosed(&self) -> Option<u64> {
        (self.ended && self.at == At::Quoted).then_some(self.opened)
    }

    fn see(&mut self, byte: u8) {
        let line = self.line;
        self.line += u64::from(byte == b'\n');
        self.at = match (self.at, byte) {
            (At::Beginning, b'"') => {
                self.opened = line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Closing,
            (At::Quoted, _) | (At::Closing, b'"') => At::Quoted,
            (_, b',' | b'\n' | b'\r') => At::Beginning,
            _ => At::Plain,
        };
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.ended |= count == 0 && !buffer.is_empty();
        for byte in &buffer[..count] {
            self.see(*byte);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unclosed(text: &str) -> Option<u64> {
        let mut quotes = Quotes::new(text.as_bytes());
        quotes.read_to_end(&mut Vec::new()).expect("memory can be read");
        quotes.unclosed()
    }

    #[test]
    fn an_open_quotation_mark_is_found_with_its_line() {
        assert_eq!(unclosed("name,country\nTalkTalk,GB\n\"Three,GB\nSky,GB\n"), Some(3));
        assert_eq!(unclosed("name\n\"a \"\"b\"\"\n"), Some(2));
    }

    #[test]
    fn other_quotation_marks_are_left_alone() {
        for text in [
            "",
            "name\n\"a\"\n",
            "name\n\"a \"\"b\"\"\"\n",
            "name\n5\" pipes\n",
            "a\n\"two\nlines\",x\n",
            "\"\"",
        ] {
            assert_eq!(unclosed(text), None, "{text:?}");
        }
    }
}
