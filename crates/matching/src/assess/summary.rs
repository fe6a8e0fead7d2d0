//! What all holdings together say: counts, and the worst state of each data class.

use heldby_model::{
    Assessment, BreachId, Catalogue, ClassId, ClassSet, CompanyId, Holding, HoldingMatches, IdentityRow,
    Relationship, Verdict,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Sums up the matches of all holdings. Matches that were put away do not count, and neither do holders whom
/// nobody chose.
pub fn summarise(catalogue: &Catalogue, holdings: &[Holding], matches: Vec<HoldingMatches>) -> Assessment {
    let mut worst: HashMap<&CompanyId, Verdict> = HashMap::new();
    let mut rows: BTreeMap<ClassId, IdentityRow> = BTreeMap::new();
    for (index, (holding, found)) in holdings.iter().zip(&matches).enumerate() {
        let chosen = holding.periods.is_empty()
            || holding.periods.iter().any(|p| p.relationship != Relationship::Subject);
        if let Some(verdict) = found.verdict().filter(|_| chosen) {
            let before = worst.entry(&holding.company).or_insert(verdict);
            *before = (*before).max(verdict);
        }
        for m in found.matches.iter().filter(|m| !m.dismissed) {
            let mut put = |set: ClassSet, list: fn(&mut IdentityRow) -> &mut Vec<(usize, BreachId)>| {
                for class in set.iter() {
                    let row = rows.entry(class).or_insert_with(|| IdentityRow {
                        class,
                        exposed: Vec::new(),
                        possibly: Vec::new(),
                        open: Vec::new(),
                    });
                    list(row).push((index, m.breach.clone()));
                }
            };
            if m.verdict.counts() {
                put(m.exposed, |row| &mut row.exposed);
                put(m.possibly, |row| &mut row.possibly);
            } else if m.verdict == Verdict::Possible && !is_claim(catalogue, &m.breach) {
                put(m.exposed.union(m.possibly), |row| &mut row.open);
            }
        }
    }
    let mut identity: Vec<IdentityRow> = rows.into_values().collect();
    identity.sort_by_key(|row| {
        let class = catalogue.vocabulary().class(row.class);
        let state = (row.exposed.is_empty(), row.possibly.is_empty());
        (state, Reverse(class.permanence), Reverse(class.severity), row.class)
    });
    let breached = worst.values().filter(|v| v.counts()).count();
    let possible = worst.values().filter(|v| **v == Verdict::Possible).count();
    Assessment { holdings: matches, identity, breached, possible }
}

/// Whether only a seller says so, or the parties contradict each other: no statement about anybody's data.
fn is_claim(catalogue: &Catalogue, breach: &BreachId) -> bool {
    catalogue.breach(breach).is_some_and(|b| b.status.is_claim())
}
