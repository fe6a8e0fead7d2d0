//! What every text of the catalogue has to look like, and how the words in it are read.

use heldby_model::{Attribute, ClassId, Country, PartialDate, Vocabulary};

/// The longest text, in characters: these are names and remarks, not articles.
const LONGEST: usize = 2_000;

/// Refuses texts that are empty, padded, overlong or hold characters that cannot be seen.
pub(crate) fn check(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("is empty: give it, or leave the field out".to_owned());
    }
    if text.trim() != text {
        return Err(format!("{:?} has space around it: remove that", shorten(text)));
    }
    if let Some(c) = text.chars().find(|c| is_invisible(*c)) {
        return Err(format!("holds the invisible character U+{:04X}: remove it", u32::from(c)));
    }
    if text.chars().nth(LONGEST).is_some() {
        return Err(format!("is longer than {LONGEST} characters: shorten it"));
    }
    Ok(())
}

/// Reads the id of a curated record: lower-case letters and digits in words joined by hyphens.
pub(crate) fn id<T>(text: &str, new: impl FnOnce(&str) -> Option<T>) -> Result<T, String> {
    let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let fits = text.len() <= 80 && text.split('-').all(word);
    fits.then(|| new(text)).flatten().ok_or_else(|| {
        format!(
            "{:?} is no id: use up to 80 lower-case letters, digits and single hyphens between them",
            shorten(text)
        )
    })
}

/// Reads a word of a closed list, all of whose words the message names.
pub(crate) fn word<T: Copy>(text: &str, all: &[T], as_str: impl Fn(T) -> &'static str) -> Result<T, String> {
    all.iter().copied().find(|value| as_str(*value) == text).ok_or_else(|| {
        let known: Vec<_> = all.iter().map(|value| as_str(*value)).collect();
        format!("{:?} is not known here: use {}", shorten(text), known.join(", "))
    })
}

/// Reads a year, month or day.
pub(crate) fn date(text: &str) -> Result<PartialDate, String> {
    text.parse().map_err(|error: heldby_model::date::InvalidDate| error.to_string())
}

/// Reads an assigned country code in upper case.
pub(crate) fn country(text: &str) -> Result<Country, String> {
    let country = Country::new(text).map_err(|error| error.to_string())?;
    if country.as_str() != text {
        return Err(format!("{text:?} has to be written {country}"));
    }
    if !country.is_assigned() {
        return Err(format!("{text:?} is the code of no country (ISO 3166-1)"));
    }
    Ok(country)
}

/// Reads a tag, written as it will be shown in messages.
pub(crate) fn tag(text: &str) -> Result<Attribute, String> {
    let attribute = Attribute::parse(text).map_err(|error| error.to_string())?;
    if attribute.to_string() != text {
        return Err(format!("{text:?} has to be written {attribute}"));
    }
    if let Attribute::Country(code) = &attribute {
        country(code.as_str())?;
    }
    Ok(attribute)
}

/// Reads a data class. An unknown one is met with the known classes that share a word with it.
pub(crate) fn class(text: &str, vocabulary: &Vocabulary) -> Result<ClassId, String> {
    vocabulary.get(text).ok_or_else(|| {
        let words: Vec<_> = text.split('-').filter(|w| w.len() > 2).collect();
        let close: Vec<_> = vocabulary
            .iter()
            .map(|(_, class)| class.id.as_str())
            .filter(|id| id.split('-').any(|w| words.contains(&w)))
            .take(6)
            .collect();
        let hint =
            if close.is_empty() { String::new() } else { format!("; close to it: {}", close.join(", ")) };
        format!("unknown class {:?}: use an id of classes.toml, or add it there{hint}", shorten(text))
    })
}

/// Reads an address on the web, whole and without spaces.
pub(crate) fn url(text: &str) -> Result<String, String> {
    let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme)).map(|rest| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        &rest[..end]
    });
    let sound = host.is_some_and(|host| host.contains('.') && !host.starts_with('.') && !host.contains('@'));
    if sound && !text.chars().any(|c| c.is_whitespace() || matches!(c, '"' | '<' | '>')) {
        Ok(text.to_owned())
    } else {
        Err(format!("{:?} is no address: write it whole, beginning with https:// or http://", shorten(text)))
    }
}

/// Reads an e-mail address.
pub(crate) fn mail_address(text: &str) -> Result<String, String> {
    if heldby_model::domain::is_mail_address(text) && !text.chars().any(char::is_whitespace) {
        Ok(text.to_owned())
    } else {
        Err(format!("{:?} is no e-mail address", shorten(text)))
    }
}

/// The beginning of a text, short enough for a message.
pub(crate) fn shorten(text: &str) -> String {
    const ROOM: usize = 60;
    match text.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// Control characters, and those that steer or hide text: a name with one of them would look like another.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}
