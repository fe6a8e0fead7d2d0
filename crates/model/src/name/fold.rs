//! From a written name to its key, character by character.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Appends the key of `name` to `out`, which is empty.
pub(super) fn fold(name: &str, out: &mut String) {
    if name.chars().all(is_western) {
        words(name.chars().map(lower), out);
    } else {
        fold_any(name, out);
    }
}

/// What folding does for every script. [`fold`] takes a shorter way to the same result for most names.
fn fold_any(name: &str, out: &mut String) {
    // Folding case can leave letters apart that belong together, hence composed once more.
    let visible = name.chars().filter(|&c| !is_invisible(c));
    words(visible.nfkc().default_case_fold().nfkc(), out);
    fold_look_alikes(out);
}

/// ASCII, the letters of western and central European languages, dashes and apostrophes: characters that
/// compose with nothing, and whose case is folded by writing them small.
fn is_western(c: char) -> bool {
    match c {
        'İ' | 'Ĳ' | 'ĳ' | 'Ŀ' | 'ŀ' | 'ŉ' | 'ſ' | '×' | '÷' => false,
        '\u{00C0}'..='\u{017F}' | '\u{2010}'..='\u{2015}' | '\u{2018}' | '\u{2019}' => true,
        _ => c.is_ascii(),
    }
}

fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Splits folded characters into words and writes these with single spaces between them. Signs that are said as words
/// are so beside letters only: alone they name nobody.
fn words(chars: impl Iterator<Item = char>, out: &mut String) {
    let (start, mut named) = (out.len(), false);
    let mut chars = chars.peekable();
    let mut writer = Words { out, gap: false, letters: 0, plain: true };
    while let Some(c) = chars.next() {
        named |= c.is_alphanumeric();
        match c {
            'a'..='z' | '0'..='9' => writer.push(c),
            // "Sainsbury's", "L'Équipeur": the apostrophe joins.
            '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' => {}
            '.' if writer.letters == 1 => writer.letters = 0, // "W.H.", "S.p.A.": initials join
            '&' => writer.word("and"),
            '@' => writer.word("at"),
            // "Disney+" is said "Disney plus"; between two names it is an "and".
            '+' if !writer.gap && chars.peek().is_none_or(|n| !n.is_alphanumeric()) => writer.word("plus"),
            '+' => writer.word("and"),
            _ if c.is_ascii() => writer.separate(),
            _ => writer.push_other(c),
        }
    }
    if !named {
        out.truncate(start);
    }
}

struct Words<'a> {
    out: &'a mut String,
    /// Whether the next letter starts a new word.
    gap: bool,
    /// How many letters were written since the last separator or dot.
    letters: u32,
    /// Whether the last letter is of a script whose marks are dropped.
    plain: bool,
}

impl Words<'_> {
    fn separate(&mut self) {
        self.gap = true;
        self.letters = 0;
    }

    fn push(&mut self, c: char) {
        if self.gap && !self.out.is_empty() {
            self.out.push(' ');
        }
        self.gap = false;
        self.plain = true;
        self.letters += 1;
        self.out.push(c);
    }

    fn word(&mut self, word: &str) {
        self.separate();
        word.chars().for_each(|c| self.push(c));
        self.separate();
    }

    /// A character outside ASCII: letters with marks lose these in scripts where people leave them out;
    /// elsewhere (Thai, Devanagari) marks are part of the word.
    fn push_other(&mut self, c: char) {
        if is_combining_mark(c) {
            if !self.plain && !self.gap && !self.out.is_empty() {
                self.out.push(c);
            }
        } else if let Some(letters) = plain_letters(c) {
            letters.chars().for_each(|l| self.push(l));
        } else if drops_marks(c) {
            decompose_canonical(c, |part| match plain_letters(part) {
                Some(letters) => letters.chars().for_each(|l| self.push(l)),
                None if is_combining_mark(part) => {}
                None if part.is_alphanumeric() => self.push(part),
                None => self.separate(),
            });
        } else if c.is_alphanumeric() {
            self.push(c);
            self.plain = false;
        } else {
            self.separate();
        }
    }
}

/// Signs that are no part of the spoken name (™), and characters that nobody sees: joiners, direction marks,
/// soft hyphens, byte order marks, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '™' | '®' | '©' | '℠' | '´' | '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Latin, Greek and Cyrillic letters, whose marks are often not typed.
fn drops_marks(c: char) -> bool {
    matches!(c, '\u{00C0}'..='\u{052F}' | '\u{1E00}'..='\u{1FFF}')
}

/// Latin letters without a canonical decomposition, as people type them on a plain keyboard.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        _ => return None,
    })
}

/// Writes Cyrillic and Greek letters that look like Latin ones as these, in words made of nothing but such
/// letters and Latin ones, if the key has Latin letters at all: a wholly Cyrillic name stays as it is.
fn fold_look_alikes(key: &mut String) {
    if !key.bytes().any(|b| b.is_ascii_alphabetic()) || !key.chars().any(|c| look_alike(c).is_some()) {
        return;
    }
    let foreign = |c: char| matches!(c, '\u{0370}'..='\u{052F}' | '\u{1F00}'..='\u{1FFF}');
    *key = key
        .split_inclusive(' ')
        .map(|word| {
            if word.chars().any(|c| foreign(c) && look_alike(c).is_none()) {
                word.to_string()
            } else {
                word.chars().map(|c| look_alike(c).unwrap_or(c)).collect()
            }
        })
        .collect();
}

/// The Latin letter that a folded Cyrillic or Greek one looks like, small or as a capital.
fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'н' | 'η' => 'h',
        'і' | 'ι' => 'i',
        'ӏ' => 'l',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'υ' => 'y',
        'ζ' => 'z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn both(name: &str) -> (String, String) {
        let (mut short, mut long) = (String::new(), String::new());
        fold(name, &mut short);
        fold_any(name, &mut long);
        (short, long)
    }

    #[test]
    fn the_shorter_way_gives_the_same_for_each_letter() {
        for c in (0..=0x2020).filter_map(char::from_u32).filter(|&c| is_western(c)) {
            let (short, long) = both(&format!("x{c}y {c}"));
            assert_eq!(short, long, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn the_shorter_way_gives_the_same(name in "[ -~À-ſ‐-’]{0,24}") {
            let (short, long) = both(&name);
            prop_assert_eq!(short, long);
        }
    }
}
