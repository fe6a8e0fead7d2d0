//! Words for the screen, made from dates, counts, evidence and relations. Everything that is said in English is
//! said here, so that it can be translated in one place.

mod countries;
mod dates;
mod evidence;
mod labels;
mod people;
pub mod privacy;
mod relations;

pub use countries::{country, in_country};
pub use dates::{date, on_date, period, since_date, span, when};
pub use evidence::{evidence, question, summary};
pub use labels::{
    attribute, category, class_labels, dimension, fit_word, join, reach, relationship, relationship_noun,
    status, verdict,
};
pub use people::{number, people};
pub use relations::{link, name_relation, relation, relation_seen_from_other};
