//! `[[breaches.groups]]`: people who lost the same data.

use super::breach::people;
use super::{Table, Words, classes, source};
use crate::text;
use heldby_model::{Audience, Condition, ConditionId, Group, GroupId, Reach, Relationship, Source};

/// Reads the group at this place of a breach.
pub(crate) fn read(table: &mut Table<'_>, index: usize, sources: &[Source], words: &Words) -> Group {
    let id = table.need("id", group_id);
    if !table.has("relationships") {
        table.missing("relationships");
    }
    Group {
        id: id.unwrap_or_else(|| {
            GroupId::new(&format!("_{index}")).expect("an underscore and digits are allowed in identifiers")
        }),
        who: table.need_text("who"),
        audiences: table.list("relationships", audience),
        attributes: table.list("tags", text::tag),
        condition: table.table("condition", condition).flatten(),
        people: table.table("people", people).flatten(),
        exposed: classes(table, "exposed", words),
        possibly: classes(table, "possibly", words),
        ruled_out: classes(table, "ruled_out", words),
        ruled_out_by: source(table, "ruled_out_by", sources),
        reach: table.parsed("reach", |t| text::word(t, Reach::ALL, Reach::as_str)),
        within: table.parsed("within", group_id),
        current_only: table.flag("current_only"),
    }
}

fn group_id(text: &str) -> Result<GroupId, String> {
    text::id(text, |t| GroupId::new(t).ok())
}

fn condition(table: &mut Table<'_>) -> Option<Condition> {
    let id = table.need("id", |t| text::id(t, |t| ConditionId::new(t).ok()));
    let question = table.need("question", |t| {
        if t.ends_with('?') {
            Ok(t.to_owned())
        } else {
            Err("is no question: end it with a question mark".to_owned())
        }
    });
    Some(Condition { id: id?, question: question? })
}

fn audience(text: &str) -> Result<Audience, String> {
    if let Some(audience) = Audience::from_word(text) {
        return Ok(audience);
    }
    let names = |keep: fn(Relationship) -> bool| {
        let kept = Relationship::ALL.iter().copied().filter(|r| keep(*r)).map(Relationship::as_str);
        kept.collect::<Vec<_>>().join(", ")
    };
    match text.strip_prefix("former-").and_then(Relationship::from_word) {
        Some(relationship) => Err(format!(
            "{text:?} means nothing, because {} does not end: write {0:?}; former- goes with {}",
            relationship.as_str(),
            names(Relationship::ends)
        )),
        None => Err(format!(
            "{:?} is no relationship: use {}; former- goes with {}",
            text::shorten(text),
            names(|_| true),
            names(Relationship::ends)
        )),
    }
}
