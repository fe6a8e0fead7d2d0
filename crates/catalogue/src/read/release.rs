//! `catalogue.toml`: which release this is.

use super::Table;
use crate::text;
use heldby_model::CatalogueInfo;

/// Reads the release; `None` if it cannot be told which one it is.
pub(crate) fn read(table: &mut Table<'_>) -> Option<CatalogueInfo> {
    let date = table.need("date", text::date);
    if !table.has("number") {
        table.missing("number");
    }
    let number = table.count("number").and_then(|n| {
        let number = u32::try_from(n).ok();
        if number.is_none() {
            table.wrong("number", "is too large: releases are counted from 1");
        }
        number
    });
    table.finish();
    Some(CatalogueInfo { date: date?, number: number? })
}
