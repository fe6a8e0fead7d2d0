//! `[[breaches]]`: one event.

use super::company::{company_id, unreadable};
use super::{Table, Words, classes, group, source};
use crate::text;
use heldby_model::{
    Breach, BreachId, CompanyId, Layer, NotAffected, PartialDate, People, PeopleKind, RecordsOf,
    RecordsWindow, Relationship, Source, SourceKind, Status, Superseded, Supplier,
};

/// Reads the breach at this place of a company's file.
pub(crate) fn read(table: &mut Table<'_>, index: usize, company: &CompanyId, words: &Words) -> Breach {
    let id = table.need("id", |t| text::id(t, |t| BreachId::new(t).ok()));
    let sources = table.tables("sources", |table, _| read_source(table));
    let (occurred_from, occurred_to) = table.table("occurred", interval).unwrap_or_default();
    Breach {
        id: id.unwrap_or_else(|| {
            BreachId::new(&format!("_{company}.{index}"))
                .expect("ids of companies are at most 80 characters long")
        }),
        company: company.clone(),
        title: table.need_text("title"),
        also: table.list("also", elsewhere),
        layer: Layer::Curated,
        sensitive: table.flag("sensitive"),
        status: table
            .need("status", |t| text::word(t, Status::ALL, Status::as_str))
            .unwrap_or(Status::Confirmed),
        via: table.table("via", supplier),
        affected_brands: table.list("affected_brands", company_id),
        occurred_from,
        occurred_to,
        discovered: table.parsed("discovered", text::date),
        disclosed: table.parsed("disclosed", text::date),
        records: table.table("records", window).flatten(),
        people: table.table("people", people).flatten(),
        ruled_out: classes(table, "ruled_out", words),
        ruled_out_by: source(table, "ruled_out_by", &sources),
        notes: table.text("notes").unwrap_or_default(),
        unverified: table.texts("unverified"),
        groups: table.tables("groups", |table, index| group::read(table, index, &sources, words)),
        not_affected: table.tables("not_affected", |table, _| cleared(table, &sources)),
        superseded: table.tables("superseded", |table, _| Superseded {
            date: table.parsed("date", text::date),
            claim: table.need_text("claim"),
        }),
        sources,
    }
}

/// A count of people; `None` unless both parts are there.
pub(crate) fn people(table: &mut Table<'_>) -> Option<People> {
    if !table.has("count") {
        table.missing("count");
    }
    let count = table.count("count");
    let kind = table.need("kind", |t| text::word(t, PeopleKind::ALL, PeopleKind::as_str));
    Some(People { count: count?, kind: kind? })
}

fn read_source(table: &mut Table<'_>) -> Source {
    let url = table.need("url", text::url);
    let publisher = table.need_text("publisher");
    let kind = table.need("kind", |t| text::word(t, SourceKind::ALL, SourceKind::as_str));
    let date = table.parsed("date", text::date);
    Source { url: url.unwrap_or_default(), publisher, kind: kind.unwrap_or(SourceKind::Press), date }
}

fn interval(table: &mut Table<'_>) -> (Option<PartialDate>, Option<PartialDate>) {
    let ends = (table.parsed("from", text::date), table.parsed("to", text::date));
    if !table.has("from") && !table.has("to") {
        table
            .report()
            .add(table.field().clone(), "gives neither from nor to: leave it out where nothing is known");
    }
    ends
}

fn window(table: &mut Table<'_>) -> Option<RecordsWindow> {
    let (from, to) = interval(table);
    let of = table.need("of", |t| text::word(t, RecordsOf::ALL, RecordsOf::as_str));
    Some(RecordsWindow { from, to, of: of? })
}

fn supplier(table: &mut Table<'_>) -> Supplier {
    let company = table.parsed("company", company_id);
    let name = table.text("name");
    if table.has("company") == table.has("name") {
        let message =
            "give either the company (the supplier's id) or the name (words for a supplier without a record)";
        table.report().add(table.field().clone(), message);
    }
    Supplier { company, name: name.unwrap_or_default() }
}

fn cleared(table: &mut Table<'_>, sources: &[Source]) -> NotAffected {
    if !table.has("source") {
        table.missing("source");
    }
    if !["company", "country", "relationship"].iter().any(|key| table.has(key)) {
        let message = "clears everybody: say which company, country or relationship the source clears";
        table.report().add(table.field().clone(), message);
    }
    NotAffected {
        company: table.has("company").then(|| table.parsed("company", company_id).unwrap_or_else(unreadable)),
        country: table.parsed("country", text::country),
        relationship: table
            .parsed("relationship", |t| text::word(t, Relationship::ALL, Relationship::as_str)),
        source: source(table, "source", sources).unwrap_or_default(),
    }
}

/// The id under which the same event stands in another list (`hibp:Adobe`), or stood in this one.
fn elsewhere(text: &str) -> Result<String, String> {
    let sound = match text.split_once(':') {
        Some((list, _)) => {
            !list.is_empty() && list.bytes().all(|b| b.is_ascii_lowercase()) && BreachId::new(text).is_ok()
        }
        None => text::id(text, |t| BreachId::new(t).ok()).is_ok(),
    };
    let bad = || {
        format!(
            "{:?} is no id of another list: write the list and the id, such as hibp:Adobe",
            text::shorten(text)
        )
    };
    sound.then(|| text.to_owned()).ok_or_else(bad)
}
