//! From ids to positions in a list, without keeping the ids a second time.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::hash::BuildHasher;

/// Where each record of a list stands, by its id.
#[derive(Debug, Clone)]
pub(crate) struct Positions {
    table: HashTable<u32>,
}

impl Positions {
    /// Remembers where the records stand; of two with the same id the later one.
    pub fn new<T>(records: &[T], id: impl Fn(&T) -> &str) -> Self {
        let mut table = HashTable::with_capacity(records.len());
        for (record, position) in records.iter().zip(0..) {
            let id_at = |&other: &u32| id(&records[other as usize]);
            let wanted = id(record);
            let same = |other: &u32| id_at(other) == wanted;
            match table.entry(hash(wanted), same, |other| hash(id_at(other))) {
                Entry::Occupied(mut known) => *known.get_mut() = position,
                Entry::Vacant(free) => drop(free.insert(position)),
            }
        }
        Self { table }
    }

    /// The position of the record with this id in the list that was given to [`new`](Self::new).
    pub fn find<T>(&self, records: &[T], id: impl Fn(&T) -> &str, wanted: &str) -> Option<usize> {
        let same =
            |&position: &u32| records.get(position as usize).is_some_and(|record| id(record) == wanted);
        self.table.find(hash(wanted), same).map(|&position| position as usize)
    }
}

/// Without a random part, so that nothing here depends on chance. A list that was made to collide would only be slow.
fn hash(id: &str) -> u64 {
    FixedState::default().hash_one(id)
}

/// For each record of a list, the positions of some records of another (or the same) list.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    /// Where the positions for a record begin; one more at the end.
    begins: Vec<u32>,
    positions: Vec<u32>,
}

impl Links {
    /// Takes pairs of (record, position), in any order, some perhaps twice.
    pub fn new(records: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut begins = Vec::with_capacity(records + 1);
        let mut at = 0;
        for record in 0..=records {
            while pairs.get(at).is_some_and(|&(of, _)| (of as usize) < record) {
                at += 1;
            }
            begins.push(at as u32);
        }
        Self { begins, positions: pairs.into_iter().map(|(_, position)| position).collect() }
    }

    /// The positions for a record, ascending; none for a record that there is not.
    pub fn of(&self, record: usize) -> &[u32] {
        match self.begins.get(record..).and_then(|rest| rest.get(..2)) {
            Some(&[begin, end]) => &self.positions[begin as usize..end as usize],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_by_their_ids_and_nothing_else_is() {
        let ids: Vec<String> = (0..2_000).map(|number| format!("id-{number}")).collect();
        let positions = Positions::new(&ids, String::as_str);
        for (position, id) in ids.iter().enumerate() {
            assert_eq!(positions.find(&ids, String::as_str, id), Some(position));
        }
        assert_eq!(positions.find(&ids, String::as_str, "id-2000"), None);
        assert_eq!(Positions::new(&[], String::as_str).find(&[], String::as_str, "id-1"), None);
        let twice = ["a".to_owned(), "b".to_owned(), "a".to_owned()];
        assert_eq!(Positions::new(&twice, String::as_str).find(&twice, String::as_str, "a"), Some(2));
    }

    #[test]
    fn links_come_in_order_and_once() {
        let links = Links::new(4, vec![(3, 1), (0, 7), (0, 5), (3, 1), (0, 7), (2, 9)]);
        let all: Vec<&[u32]> = (0..5).map(|record| links.of(record)).collect();
        assert_eq!(all, [&[5, 7][..], &[], &[9], &[1], &[]]);
        assert!(Links::new(0, Vec::new()).of(0).is_empty());
    }
}
