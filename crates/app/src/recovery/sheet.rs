//! A sheet as it is shown, printed and saved.

use super::pdf;
use super::qr::{Ink, Qr};
use heldby_vault::RecoverySheet;
use zeroize::Zeroizing;

/// Groups on one line.
pub const PER_LINE: usize = 2;

/// A sheet with everything that is written around its groups.
pub struct Sheet {
    secret: RecoverySheet,
    qr: Qr,
    file: String,
    made: String,
}

impl Sheet {
    pub(super) fn new(secret: RecoverySheet, file: String, made: String) -> Self {
        // The code holds the groups as they are typed: what a telephone reads can be typed or pasted.
        let qr = Qr::of(secret.expose_secret());
        Self { secret, qr, file, made }
    }

    /// The day on which it was made.
    pub fn made(&self) -> &str {
        &self.made
    }

    /// The file that it opens, without its folder.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The groups in order.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.secret.groups()
    }

    /// What stands above the groups.
    pub fn introduction(&self) -> [String; 3] {
        let file = shortened(&self.file);
        [
            format!("This sheet opens the vault {file} without its passphrase. It was made on {}.", self.made),
            "Whoever has it can read the vault: keep it where you keep your passport, and not on this computer.".into(),
            "Once the passphrase is changed it opens only copies made before. Make a new one then, and destroy this one when no \
             copy needs it any more."
                .into(),
        ]
    }

    /// What stands below the groups.
    pub fn directions() -> [&'static str; 3] {
        [
            "To use it, choose \"Use the recovery sheet\" where Heldby asks for the passphrase, and type the groups",
            "in their order, with or without their numbers. Small letters will do, and spaces do not matter.",
            "There is no letter I, L, O or U on it. In a terminal: heldby recovery use",
        ]
    }

    /// For the window: the groups, the number of squares along the QR code, its path, the file, the day; a line each.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let path = Zeroizing::new(self.qr.path());
        let groups = self.secret.expose_secret();
        // A file can have a line break in its name; a line of ours cannot.
        let file = self.file.replace(char::is_control, " ");
        let mut bytes = Zeroizing::new(Vec::with_capacity(groups.len() + path.len() + file.len() + 64));
        for line in [groups, &self.qr.size().to_string(), &path, &file, &self.made] {
            bytes.extend_from_slice(line.as_bytes());
            bytes.push(b'\n');
        }
        bytes
    }

    /// The QR code for a terminal with light text on a dark ground.
    pub fn terminal_code(&self) -> Zeroizing<String> {
        Zeroizing::new(self.qr.blocks(Ink::Light))
    }

    /// The groups with their numbers, a line for every two of them.
    pub fn numbered(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(400));
        for (group, n) in self.groups().zip(1..) {
            text.push_str(&format!("{n:>6}  {group}"));
            if n % PER_LINE == 0 {
                text.push('\n');
            }
        }
        text
    }

    /// The sheet as a text file.
    pub fn text(&self) -> Zeroizing<String> {
        let (numbered, code) = (self.numbered(), Zeroizing::new(self.qr.blocks(Ink::Dark)));
        let mut text =
            Zeroizing::new(String::with_capacity(2000 + numbered.len() + code.len() + 2 * self.file.len()));
        text.push_str("HELDBY RECOVERY SHEET\n\n");
        for line in self.introduction() {
            text.push_str(&line.replace(char::is_control, " "));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&numbered);
        text.push('\n');
        for line in Self::directions() {
            text.push_str(line);
            text.push('\n');
        }
        text.push_str("\nThe same as a QR code:\n\n");
        text.push_str(&code);
        text
    }

    /// The sheet as one page of PDF.
    pub fn pdf(&self) -> Vec<u8> {
        pdf::page(self, &self.qr)
    }
}

/// The beginning of a name that is too long for a line.
fn shortened(file: &str) -> String {
    const MOST: usize = 40;
    match file.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &file[..end]),
        None => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heldby_vault::{VaultKey, read_sheet};

    fn sheet(file: &str) -> Sheet {
        let key = VaultKey::from_bytes(&mut [0xA5; 32]);
        Sheet::new(RecoverySheet::of(&key), file.into(), "2026-11-22".into())
    }

    #[test]
    fn a_saved_text_can_be_read_back_whatever_the_vault_is_called() {
        for file in ["me.heldby", "12345 ABCDE\nFGHJK 2.heldby", "ΑΒΓ 12 33", "1 ABCDE"] {
            let text = sheet(file).text();
            let key = read_sheet(&text).unwrap_or_else(|mistake| panic!("{file}: {mistake:?}\n{}", *text));
            assert_eq!(key.expose_secret(), &[0xA5; 32]);
        }
        assert!(
            sheet("x").numbered().starts_with("     1  MPJT6     2  B9D58\n"),
            "{}",
            *sheet("x").numbered()
        );
    }

    #[test]
    fn the_window_gets_five_lines() {
        let bytes = sheet("two\nlines.heldby").to_bytes();
        let lines: Vec<&str> = std::str::from_utf8(&bytes).unwrap().lines().collect();
        let [groups, size, path, file, made] = lines[..] else { panic!("{lines:?}") };
        assert_eq!(groups.split('-').count(), 14);
        assert_eq!((size, file, made), ("41", "two lines.heldby", "2026-11-22"));
        assert!(path.starts_with("M4 4h7"));
    }

    #[test]
    fn a_page_holds_every_group_in_text_that_can_be_read() {
        let sheet = sheet("größe ☂ (1).heldby");
        let pdf = sheet.pdf();
        assert!(pdf.starts_with(b"%PDF-1."));
        let has = |text: &[u8]| pdf.windows(text.len()).any(|part| part == text);
        for group in sheet.groups() {
            assert!(has(format!("({group})").as_bytes()), "{group}");
        }
        // A line with letters beyond ASCII is written in hexadecimal digits.
        let name: String = b"gr\xf6\xdfe ? (1).heldby".iter().map(|byte| format!("{byte:02x}")).collect();
        let page = String::from_utf8_lossy(&pdf).to_lowercase();
        assert!(page.contains(&name), "Latin letters stay, others become question marks");
    }
}
