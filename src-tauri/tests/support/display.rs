//! Xvfb: an X display in memory, and what is painted on it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

use super::Program;

/// Wide enough for the window at its usual size.
const SCREEN: &str = "1280x900x24";

/// A display of its own for one test. It ends when dropped, and with it every window on it.
pub struct Display {
    _server: Program,
    name: String,
    folder: tempfile::TempDir,
}

impl Display {
    /// Starts Xvfb under the first free display number. Every account of this machine may draw on it.
    ///
    /// # Panics
    /// When Xvfb is missing or does not start.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut server = Program::start(
            Command::new("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    SCREEN,
                    "-nolisten",
                    "tcp",
                    "-noreset",
                    "-ac",
                    "-fbdir",
                ])
                .arg(folder.path())
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let out = server.child().stdout.take().expect("its output is piped");
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number).expect("Xvfb tells its display number");
        assert!(!number.trim().is_empty(), "Xvfb ended before it had a display");
        Self { _server: server, name: format!(":{}", number.trim()), folder }
    }

    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number of different colours on the screen: one or two while nothing is painted, many once text is.
    pub fn colours(&self) -> usize {
        let mut pixels = self.frame();
        pixels.sort_unstable();
        pixels.dedup();
        pixels.len()
    }

    /// Every pixel of the screen.
    pub fn frame(&self) -> Vec<u32> {
        pixels(&fs::read(self.framebuffer()).expect("Xvfb writes its screen there")).collect()
    }

    fn framebuffer(&self) -> PathBuf {
        self.folder.path().join("Xvfb_screen0")
    }
}

/// How many pixels of two frames differ.
pub fn difference(one: &[u32], other: &[u32]) -> usize {
    one.iter().zip(other).filter(|(a, b)| a != b).count()
}

/// The pixels of an XWD dump: a header of big-endian words (the first its size, the twentieth the number of
/// colour map entries of twelve bytes), the colour map, then four bytes per pixel.
fn pixels(dump: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let word = |index: usize| {
        let bytes = dump[4 * index..4 * index + 4].try_into().expect("four bytes");
        u32::from_be_bytes(bytes) as usize
    };
    let start = word(0) + 12 * word(19);
    dump[start..]
        .chunks_exact(4)
        .map(|pixel| u32::from_le_bytes(pixel.try_into().expect("four bytes")) & 0xff_ffff)
}
