//! A QR code as squares: a path for the window, half blocks for a terminal, rectangles for a page.

use qrcode::{Color, EcLevel, QrCode};

/// Light squares around the code, as its standard (ISO/IEC 18004) wants them.
pub const QUIET: usize = 4;

/// A square grid of dark and light.
pub struct Qr {
    width: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// The code of a text of capital letters, digits and hyphens, which survives 15 % of dirt.
    pub fn of(text: &str) -> Self {
        let code = QrCode::with_error_correction_level(text, EcLevel::M)
            .expect("a sheet is far below the longest text");
        let width = code.width();
        Self { width, dark: code.into_colors().into_iter().map(|color| color == Color::Dark).collect() }
    }

    /// Squares along one side, with the quiet ones.
    pub fn size(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// Runs of dark squares: column, row, length, from the upper left corner of the quiet ones.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for row in 0..self.size() {
            for column in (0..self.size()).filter(|column| self.is_dark(*column, row)) {
                match runs.last_mut() {
                    Some((start, y, length)) if *y == row && *start + *length == column => *length += 1,
                    _ => runs.push((column, row, 1)),
                }
            }
        }
        runs
    }

    /// The outline of all dark squares as an SVG path in a view box of [`size`](Self::size).
    pub fn path(&self) -> String {
        let runs = self.runs();
        // Room for all of it: a text that grows leaves copies.
        let mut path = String::with_capacity(runs.len() * 24);
        for (column, row, length) in runs {
            path.push_str(&format!("M{column} {row}h{length}v1h-{length}z"));
        }
        path
    }

    /// Two rows to a line of half blocks. `ink` is what a block stands for: dark on paper, light on a dark terminal.
    pub fn blocks(&self, ink: Ink) -> String {
        let filled = |column, row| self.is_dark(column, row) == (ink == Ink::Dark);
        let mut text = String::with_capacity(self.size() * (3 * self.size() + 1));
        for row in (0..self.size()).step_by(2) {
            for column in 0..self.size() {
                text.push(match (filled(column, row), filled(column, row + 1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            text.push('\n');
        }
        text
    }

    fn is_dark(&self, column: usize, row: usize) -> bool {
        let inside = |n: usize| n.checked_sub(QUIET).filter(|n| *n < self.width);
        match (inside(column), inside(row)) {
            (Some(column), Some(row)) => self.dark[row * self.width + column],
            _ => false,
        }
    }
}

/// What a block of the terminal's text colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Dark squares: text is printed in black.
    Dark,
    /// Light squares: text shines on a dark ground.
    Light,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "0C519-260ZR-4RPKX-8ET22-9585K-EQK5T-DHSQQ-N0C8W-HYB9F-V95BM-PAWW7-1HYEG-TQEDV-Z4TMC";

    /// Reads a picture of squares with a decoder that shares no code with the encoder.
    fn read(size: usize, dark: impl Fn(usize, usize) -> bool) -> String {
        const SCALE: usize = 6;
        let pixel = |x, y| if dark(x / SCALE, y / SCALE) { 0 } else { 255 };
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, pixel);
        let found = picture.detect_grids();
        assert_eq!(found.len(), 1, "one code is in the picture");
        found[0].decode().unwrap().1
    }

    #[test]
    fn another_decoder_reads_every_form() {
        let qr = Qr::of(TEXT);
        assert_eq!(qr.size(), 33 + 2 * QUIET, "a sheet fits into version 4");
        let runs = qr.runs();
        let in_runs = |x, y| {
            runs.iter().any(|(column, row, length)| *row == y && (*column..column + length).contains(&x))
        };
        assert_eq!(read(qr.size(), in_runs), TEXT);

        for (ink, shines) in [(Ink::Dark, false), (Ink::Light, true)] {
            let text = qr.blocks(ink);
            let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
            let is_dark = |x: usize, y: usize| {
                let half = if y.is_multiple_of(2) { '▀' } else { '▄' };
                [half, '█'].contains(&lines[y / 2][x]) != shines
            };
            assert_eq!(read(qr.size(), is_dark), TEXT);
        }
    }

    #[test]
    fn the_path_has_one_piece_for_each_run() {
        let qr = Qr::of(TEXT);
        let path = qr.path();
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
        assert_eq!(path.matches('M').count(), qr.runs().len());
    }
}
