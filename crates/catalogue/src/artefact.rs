//! The compiled form of a catalogue: what the app embeds and what a release carries.
//!
//! ```text
//! offset  size  what
//!      0     7  "heldby\0"
//!      7     1  version of this layout
//!      8        the date and number, the vocabulary, the companies, the breaches: counts and records, one after
//!               another, in the encoding of postcard
//! ```
//!
//! Equal catalogues give equal bytes. Any bytes can be read: what comes out is a catalogue in which every id leads
//! somewhere, or the reason why there is none. Nothing of the text's checks is repeated, because only what passed
//! them is compiled, and a release is believed only with a signature.

mod breach;
mod company;
mod reader;
mod words;

use heldby_model::{Catalogue, CatalogueInfo, ClassId, Vocabulary};
use reader::Reader;
use std::cmp::Ordering;
use words::{Class, Date};

/// Bytes of the largest artefact that is read. A real one has a twentieth of that.
pub const MAX_ARTEFACT: usize = 48 << 20;

const MAGIC: &[u8; 7] = b"heldby\0";
const VERSION: u8 = 2;

/// Why bytes are no catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArtefactError {
    /// More bytes than any catalogue has.
    #[error("it is larger than {} MiB", MAX_ARTEFACT >> 20)]
    TooLarge,
    /// They do not begin like one.
    #[error("it is no compiled catalogue")]
    NotACatalogue,
    /// Its layout is one of a later version of the program.
    #[error("it has layout {0}, and this program reads layout {VERSION}")]
    Newer(u8),
    /// Its layout is one that is not read any more.
    #[error("it has layout {0}, and this program reads layout {VERSION}")]
    Older(u8),
    /// Cut off, or changed.
    #[error("it is damaged: {0}")]
    Damaged(&'static str),
}

/// Compiles a catalogue.
pub fn encode(catalogue: &Catalogue) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.push(VERSION);
    let info = catalogue.info();
    bytes = append(bytes, &(Date::from(info.date), info.number));
    let classes: Vec<Class<'_>> =
        catalogue.vocabulary().iter().map(|(_, class)| Class::from(class)).collect();
    bytes = append(bytes, &classes);
    bytes = append(bytes, &catalogue.companies().len());
    for company in catalogue.companies() {
        bytes = append(bytes, &company::Record::from(company));
    }
    bytes = append(bytes, &catalogue.breaches().len());
    for breach in catalogue.breaches() {
        bytes = append(bytes, &breach::Record::from(breach));
    }
    bytes
}

/// Reads what [`encode`] wrote.
///
/// # Errors
/// [`ArtefactError`] for any other bytes; never panics, and allocates in proportion to their length.
pub fn decode(bytes: &[u8]) -> Result<Catalogue, ArtefactError> {
    if bytes.len() > MAX_ARTEFACT {
        return Err(ArtefactError::TooLarge);
    }
    let rest = bytes.strip_prefix(MAGIC).ok_or(ArtefactError::NotACatalogue)?;
    let (&version, rest) = rest.split_first().ok_or(ArtefactError::NotACatalogue)?;
    match version.cmp(&VERSION) {
        Ordering::Greater => return Err(ArtefactError::Newer(version)),
        Ordering::Less => return Err(ArtefactError::Older(version)),
        Ordering::Equal => {}
    }
    let mut reader = Reader::new(rest);
    let (date, number): (Date, u32) = reader.next()?;
    let info = CatalogueInfo { date: date.read()?, number };
    let vocabulary = vocabulary(&mut reader)?;
    let classes = vocabulary.iter().count();
    let mut last = "";
    let companies = reader.many(|record: company::Record<'_>| {
        // They were written in the order of their ids, which shows that none stands there twice.
        if record.id <= last {
            return Err(ArtefactError::Damaged("its companies are out of order"));
        }
        last = record.id;
        record.read()
    })?;
    let breaches = reader.many(|record: breach::Record<'_>| record.read(classes))?;
    reader.finish()?;
    let catalogue = Catalogue::new(info, vocabulary, companies, breaches);
    reader::references(&catalogue)?;
    Ok(catalogue)
}

fn vocabulary(reader: &mut Reader<'_>) -> Result<Vocabulary, ArtefactError> {
    let classes: Vec<Class<'_>> = reader.next()?;
    if classes.len() > heldby_model::class::MAX_CLASSES {
        return Err(ArtefactError::Damaged("its vocabulary is too large"));
    }
    let count = classes.len();
    let classes = classes.into_iter().map(|class| class.read(count)).collect::<Result<Vec<_>, _>>()?;
    let vocabulary = Vocabulary::new(classes);
    let distinct = vocabulary.iter().all(|(id, class)| vocabulary.get(&class.id) == Some(id));
    // Whoever follows implications goes in circles for ever if there is one.
    let circular = |(id, _): (ClassId, _)| vocabulary.with_implied(vocabulary.class(id).implies).contains(id);
    if !distinct || vocabulary.iter().any(circular) {
        return Err(ArtefactError::Damaged("its vocabulary contradicts itself"));
    }
    Ok(vocabulary)
}

fn append<T: serde::Serialize + ?Sized>(bytes: Vec<u8>, value: &T) -> Vec<u8> {
    postcard::to_extend(value, bytes).expect("a vector grows, and every length is known")
}
