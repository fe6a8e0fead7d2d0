//! The facts of a breach as lines of text: kept in the vault, compared with what a later catalogue says.
//!
//! Only what can change a verdict or what a person is told is a fact. Titles, remarks and sources are not: better
//! words are no correction.

use crate::words;
use heldby_model::{Breach, Catalogue, ClassSet, Group, PartialDate};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The facts of a breach, `key<tab>value` on each line.
pub(crate) fn facts(catalogue: &Catalogue, breach: &Breach) -> String {
    let mut out = String::new();
    let mut fact = |key: &str, value: &str| {
        if !value.is_empty() {
            writeln!(out, "{key}\t{value}").expect("writing to a String does not fail");
        }
    };
    let lost =
        |of: fn(&Group) -> ClassSet| breach.groups.iter().fold(ClassSet::EMPTY, |all, g| all.union(of(g)));
    let ids = |set: ClassSet| catalogue.vocabulary().ids(set).join(" ");
    let exposed = lost(|g| g.exposed);
    fact("company", breach.company.as_str());
    fact("status", breach.status.as_str());
    fact("occurred", &span(breach.occurred_from, breach.occurred_to));
    fact("discovered", &text(breach.discovered));
    fact("disclosed", &text(breach.disclosed));
    if let Some(window) = breach.records {
        fact("records", &format!("{} {}", window.of.as_str(), span(window.from, window.to)));
    }
    fact("people", &breach.people.map(words::people).unwrap_or_default());
    fact("exposed", &ids(exposed));
    fact("possibly", &ids(lost(|g| g.possibly).minus(exposed)));
    fact("ruled-out", &ids(breach.ruled_out));
    let mut brands: Vec<&str> = breach.affected_brands.iter().map(|b| b.as_str()).collect();
    brands.sort_unstable();
    fact("brands", &brands.join(" "));
    let mut cleared: Vec<String> = breach
        .not_affected
        .iter()
        .map(|n| {
            let parts = [
                n.company.as_ref().map(ToString::to_string),
                n.country.map(|c| c.to_string()),
                n.relationship.map(|r| r.as_str().to_string()),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join("+")
        })
        .collect();
    cleared.sort_unstable();
    fact("not-affected", &cleared.join(" "));
    for group in &breach.groups {
        fact(&format!("group {}", group.id), &group_facts(catalogue, group));
    }
    out
}

fn group_facts(catalogue: &Catalogue, group: &Group) -> String {
    let ids = |set| catalogue.vocabulary().ids(set).join(",");
    let audiences: Vec<String> = group.audiences.iter().map(|a| a.word()).collect();
    let attributes: Vec<String> = group.attributes.iter().map(ToString::to_string).collect();
    let parts = [
        ("as", audiences.join(",")),
        ("only", attributes.join(",")),
        ("if", group.condition.as_ref().map(|c| c.id.to_string()).unwrap_or_default()),
        ("people", group.people.map(words::people).unwrap_or_default()),
        ("exposed", ids(group.exposed)),
        ("possibly", ids(group.possibly)),
        ("ruled-out", ids(group.ruled_out)),
        ("reach", group.reach.map(|r| r.as_str().to_string()).unwrap_or_default()),
        ("within", group.within.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("current-only", if group.current_only { "yes".into() } else { String::new() }),
    ];
    let written = parts.into_iter().filter(|(_, value)| !value.is_empty());
    written.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("; ")
}

/// What changed from one list of facts to another, in sentences.
pub(crate) fn differences(catalogue: &Catalogue, before: &str, after: &str) -> Vec<String> {
    let (before, after) = (read(before), read(after));
    let keys: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let mut lines = Vec::new();
    let mut groups = (0_usize, 0_usize, 0_usize);
    for key in keys {
        let (old, new) = (before.get(key).copied(), after.get(key).copied());
        if old == new {
            continue;
        }
        match key {
            "status" => {
                lines.push(format!("It now counts as {}, before as {}.", or(new, "?"), or(old, "?")));
            }
            "people" => lines.push(format!(
                "How many people: {}; before: {}.",
                or(new, "not known"),
                or(old, "not known")
            )),
            "occurred" | "discovered" | "disclosed" | "records" => {
                let what = match key {
                    "occurred" => "When it happened",
                    "discovered" => "When it was discovered",
                    "disclosed" => "When it became public",
                    _ => "From when the stolen records are",
                };
                lines.push(format!("{what}: {}; before: {}.", or(new, "not known"), or(old, "not known")));
            }
            "exposed" => sets(catalogue, old, new, "Also lost", "No longer said to be lost", &mut lines),
            "possibly" => sets(
                catalogue,
                old,
                new,
                "Perhaps also lost",
                "No longer said to be perhaps lost",
                &mut lines,
            ),
            "ruled-out" => sets(catalogue, old, new, "Now ruled out", "No longer ruled out", &mut lines),
            "brands" => lines.push("Which brands are affected has changed.".into()),
            "not-affected" => lines.push("Who is cleared has changed.".into()),
            "company" => lines.push("It is now told of another company.".into()),
            _ => match (old, new) {
                (None, _) => groups.0 += 1,
                (_, None) => groups.1 += 1,
                _ => groups.2 += 1,
            },
        }
    }
    let count = |n: usize| if n == 1 { "One group".to_string() } else { format!("{n} groups") };
    for (n, what) in [
        (groups.0, "of people more is told apart"),
        (groups.1, "of people less is told apart"),
        (groups.2, "of people is described differently"),
    ] {
        if n > 0 {
            lines.push(format!("{} {what}.", count(n)));
        }
    }
    lines
}

fn sets(
    catalogue: &Catalogue,
    old: Option<&str>,
    new: Option<&str>,
    added: &str,
    removed: &str,
    lines: &mut Vec<String>,
) {
    let set = |text: Option<&str>| -> BTreeSet<String> {
        text.unwrap_or_default().split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect()
    };
    // A class that this catalogue has no word for keeps its id.
    let label = |id: &String| match catalogue.vocabulary().get(id) {
        Some(class) => catalogue.vocabulary().class(class).label.clone(),
        None => id.clone(),
    };
    let (old, new) = (set(old), set(new));
    for (what, list) in [(added, new.difference(&old)), (removed, old.difference(&new))] {
        let labels: Vec<String> = list.map(label).collect();
        if !labels.is_empty() {
            lines.push(format!("{what}: {}.", words::join(&labels)));
        }
    }
}

fn read(facts: &str) -> BTreeMap<&str, &str> {
    facts.lines().filter_map(|line| line.split_once('\t')).collect()
}

fn or<'a>(value: Option<&'a str>, other: &'a str) -> &'a str {
    value.unwrap_or(other)
}

fn text(date: Option<PartialDate>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}

fn span(from: Option<PartialDate>, to: Option<PartialDate>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (from, to) if from == to => text(from),
        (from, to) => format!("{} to {}", text(from), text(to)).trim().to_string(),
    }
}
