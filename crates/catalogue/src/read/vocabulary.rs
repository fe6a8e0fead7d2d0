//! `classes.toml`: the controlled vocabulary of data classes.

use super::Table;
use crate::field::Field;
use crate::text;
use heldby_model::class::MAX_CLASSES;
use heldby_model::{Category, ClassId, ClassSet, DataClass, Origin, Permanence, Severity, Vocabulary};

/// Reads all classes, in the order of the file.
pub(crate) fn read(table: &mut Table<'_>) -> Vocabulary {
    let report = table.report();
    let read: Vec<(DataClass, Vec<String>)> = table.tables("classes", |class, _| entry(class));
    table.finish();
    if read.is_empty() {
        report.add_if_sound(
            Field::top("classes"),
            "holds no class: without a vocabulary nothing can be said to be lost",
        );
    }
    if read.len() > MAX_CLASSES {
        report.add(
            Field::top("classes").index(MAX_CLASSES),
            format!("is one too many: {MAX_CLASSES} classes is the most"),
        );
    }
    let (mut classes, implied): (Vec<_>, Vec<_>) = read.into_iter().take(MAX_CLASSES).unzip();
    for (i, class) in classes.iter().enumerate() {
        let at = |key| Field::top("classes").index(i).key(key);
        if !class.id.is_empty() && classes[..i].iter().any(|c| c.id == class.id) {
            report.add(at("id"), format!("the id {:?} is used twice: rename or merge one", class.id));
        }
        if !class.label.is_empty() && classes[..i].iter().any(|c| c.label == class.label) {
            report.add(
                at("label"),
                format!("the label {:?} is used twice: nobody could tell the two apart", class.label),
            );
        }
    }
    let plain = Vocabulary::new(classes.clone());
    for (i, (class, ids)) in classes.iter_mut().zip(&implied).enumerate() {
        let field = Field::top("classes").index(i).key("implies");
        for id in ids {
            match plain.get(id) {
                Some(weaker) => class.implies.insert(weaker),
                None => report.add(
                    field.item(id),
                    format!("{id:?} is the id of no class of this file: correct it, or leave it out"),
                ),
            }
        }
    }
    let vocabulary = Vocabulary::new(classes);
    for ((class, entry), index) in vocabulary.iter().zip(0..) {
        if circular(&vocabulary, class) {
            let field = Field::top("classes").index(index).key("implies");
            report.add(
                field,
                format!("{:?} comes back to itself: only the stronger class implies the weaker", entry.id),
            );
        }
    }
    vocabulary
}

fn entry(table: &mut Table<'_>) -> (DataClass, Vec<String>) {
    let id = table.need("id", |text| text::id(text, |t| Some(t.to_owned())));
    let label = table.need_text("label");
    let category = table.need("category", |t| text::word(t, Category::ALL, Category::as_str));
    let permanence = table.need("permanence", |t| text::word(t, Permanence::ALL, Permanence::as_str));
    let severity = table.need("severity", |t| text::word(t, Severity::ALL, Severity::as_str));
    let origin = table.parsed("origin", |t| text::word(t, Origin::ALL, Origin::as_str));
    let implies = table.texts("implies");
    let class = DataClass {
        id: id.unwrap_or_default(),
        label,
        category: category.unwrap_or(Category::Identity),
        permanence: permanence.unwrap_or(Permanence::Hard),
        severity: severity.unwrap_or(Severity::Low),
        origin: origin.unwrap_or(Origin::Given),
        implies: ClassSet::EMPTY,
    };
    (class, implies)
}

fn circular(vocabulary: &Vocabulary, class: ClassId) -> bool {
    vocabulary.with_implied(vocabulary.class(class).implies).contains(class)
}
