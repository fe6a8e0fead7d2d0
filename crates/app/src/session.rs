//! The session: locked, or unlocked with a vault and what was assessed from it.

use crate::import::Pending;
use crate::knowledge::Knowledge;
use crate::news::Change;
use crate::{Code, Failure, backups, convert, layers, news, settings};
use heldby_matching::assess::{assess_one, summarise};
use heldby_model::{Assessment, BreachId, Country, Holding, HoldingMatches, Relationship};
use heldby_vault::{ConfirmedName, HoldingId, HoldingRow, News, Person, SeenBreach, Vault};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One window or one command: a place for a vault, public knowledge, and the open vault if there is one.
pub struct Session {
    path: PathBuf,
    /// What came with the program.
    bundled: Arc<Knowledge>,
    /// What the open vault makes of it, if it adds anything.
    own: Option<Arc<Knowledge>>,
    open: Option<Box<Open>>,
    by: OpenedBy,
    /// What of the recovery sheet concerns this session only.
    pub(crate) paper: Paper,
    /// Why the last copy of the vault could not be made.
    backup_trouble: Option<Failure>,
    /// Whom to tell as soon as that happens.
    tell: Option<fn(&Failure)>,
}

/// However a session ends, it ends locked.
impl Drop for Session {
    fn drop(&mut self) {
        self.lock();
    }
}

/// What proved that the vault may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum OpenedBy {
    /// The passphrase.
    #[default]
    Passphrase,
    /// The recovery sheet: who has it may set a new passphrase.
    Sheet,
    /// The system's keyring.
    Keyring,
}

/// How far somebody is with the recovery sheet. Forgotten on locking.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paper {
    /// When the passphrase was typed for the sheet.
    proven: Option<Instant>,
    /// The groups that were asked for.
    pub asked: Option<[u32; 2]>,
    /// Wrong answers.
    pub wrong: u8,
}

/// How long a typed passphrase is good for the sheet: as long as it takes to print it and to type two groups back.
const PROVEN_FOR: Duration = Duration::from_secs(300);

impl Paper {
    /// The passphrase was typed now.
    pub fn prove(&mut self) {
        self.proven = Some(Instant::now());
    }

    /// Whether it was typed a moment ago: somebody else may sit at the open vault by now.
    pub fn is_proven(&self) -> bool {
        self.proven.is_some_and(|then| then.elapsed() < PROVEN_FOR)
    }

    /// Forgets that it was typed.
    pub fn put_away(&mut self) {
        self.proven = None;
    }
}

/// What an unlocked session holds. Dropping it closes the vault, wipes its key and forgets every row.
pub struct Open {
    vault: Vault,
    persons: Vec<Person>,
    entries: Vec<Entry>,
    /// Holdings that were removed since unlocking, for undo.
    pub(crate) removed: Vec<HoldingRow>,
    /// What the catalogue said about breaches at the person's companies when it was last compared.
    pub(crate) seen: BTreeMap<BreachId, SeenBreach>,
    /// What changed since, as long as the person has not read it.
    pub(crate) news: Vec<(Timestamp, News)>,
    /// Which companies the person means by which names.
    pub(crate) names: Vec<ConfirmedName>,
    /// A file that was brought in and not taken over yet.
    pub(crate) pending: Option<Box<Pending>>,
}

/// A holding as stored, as matching sees it, and what came out.
pub(crate) struct Entry {
    /// As stored.
    pub row: HoldingRow,
    /// As matching sees it; `None` while the name is not linked to a company.
    pub holding: Option<Holding>,
    /// Its matches.
    pub found: HoldingMatches,
}

impl Session {
    /// A locked session over the vault at `path`, which need not exist yet.
    pub fn new(path: PathBuf, knowledge: Arc<Knowledge>) -> Self {
        Self {
            path,
            bundled: knowledge,
            own: None,
            open: None,
            by: OpenedBy::default(),
            paper: Paper::default(),
            backup_trouble: None,
            tell: None,
        }
    }

    /// Tells at once when a copy of the vault cannot be made on locking.
    pub fn telling(mut self, tell: fn(&Failure)) -> Self {
        self.tell = Some(tell);
        self
    }

    /// Where the vault lies or would lie.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The catalogue and its index of names: of the program, or of the open vault if that adds to it.
    pub fn knowledge(&self) -> &Knowledge {
        self.own.as_deref().unwrap_or(&self.bundled)
    }

    /// What came with the program.
    pub(crate) fn bundled(&self) -> &Knowledge {
        &self.bundled
    }

    /// Whether the vault is open.
    pub fn is_unlocked(&self) -> bool {
        self.open.is_some()
    }

    /// Takes over an open vault and reads everything that the screens show.
    pub(crate) fn unlocked(&mut self, vault: Vault) -> Result<(), Failure> {
        self.own = layers::assemble(&self.bundled, &vault)?;
        let mut open = Box::new(Open {
            vault,
            persons: Vec::new(),
            entries: Vec::new(),
            removed: Vec::new(),
            seen: BTreeMap::new(),
            news: Vec::new(),
            names: Vec::new(),
            pending: None,
        });
        let knowledge = self.own.as_deref().unwrap_or(&self.bundled);
        open.reload(knowledge)?;
        news::catch_up(&mut open, knowledge, Change::Told)?;
        self.open = Some(open);
        Ok(())
    }

    /// Puts knowledge together anew after the layers of the vault changed, and compares it with what was known.
    pub(crate) fn relearn(&mut self, change: Change) -> Result<Vec<News>, Failure> {
        let open = self.open.as_deref_mut().ok_or_else(locked)?;
        self.own = layers::assemble(&self.bundled, &open.vault)?;
        let knowledge = self.own.as_deref().unwrap_or(&self.bundled);
        open.reload(knowledge)?;
        news::catch_up(open, knowledge, change)
    }

    /// Closes the vault and forgets all that came from it. A copy of it is made before if something has changed; that
    /// this fails is told by [`backup_trouble`](Self::backup_trouble) and never keeps the vault open.
    pub fn lock(&mut self) {
        self.own = None;
        self.by = OpenedBy::default();
        self.paper = Paper::default();
        if let Some(open) = self.open.take() {
            // The rows go first: the copy needs only the vault.
            let Open { mut vault, .. } = *open;
            self.backup_trouble = backups::on_lock(&mut vault).err();
            if let (Some(trouble), Some(tell)) = (&self.backup_trouble, self.tell) {
                tell(trouble);
            }
        }
    }

    /// What proved that the vault may be opened.
    pub(crate) fn opened_by(&self) -> OpenedBy {
        self.by
    }

    /// Remembers what proved it.
    pub(crate) fn set_opened_by(&mut self, by: OpenedBy) {
        self.by = by;
    }

    /// Why the last copy of the vault could not be made, until one could.
    pub fn backup_trouble(&self) -> Option<&Failure> {
        self.backup_trouble.as_ref()
    }

    /// Somebody asked for a copy, and heard at once whether it could be made.
    pub(crate) fn tried_backup(&mut self, made: bool) {
        if made {
            self.backup_trouble = None;
        } else {
            // Locking tries once more, for it may be mended by then, and need not say the same again.
            self.tell = None;
        }
    }

    /// Goes on with another file: what was brought back or saved could not take the name of the old one.
    pub(crate) fn go_on_at(&mut self, path: PathBuf) {
        self.lock();
        self.path = path;
    }

    /// What an unlocked session holds, to read.
    pub(crate) fn open(&self) -> Result<&Open, Failure> {
        self.open.as_deref().ok_or_else(locked)
    }

    /// What an unlocked session holds, to change, with the public knowledge that changes need.
    pub(crate) fn open_mut(&mut self) -> Result<(&mut Open, &Knowledge), Failure> {
        match self.open.as_deref_mut() {
            Some(open) => Ok((open, self.own.as_deref().unwrap_or(&self.bundled))),
            None => Err(locked()),
        }
    }

    /// Takes the open vault out, for what replaces the whole file, and the holdings whose removal can be undone; the
    /// session is locked until the vault comes back.
    pub(crate) fn take_vault(&mut self) -> Result<(Vault, Vec<HoldingRow>), Failure> {
        self.own = None;
        self.open.take().map(|open| (open.vault, open.removed)).ok_or_else(locked)
    }
}

impl Open {
    /// The vault, to read.
    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The vault, to change. Call [`refresh`](Self::refresh) or [`reload`](Self::reload) afterwards.
    pub(crate) fn vault_mut(&mut self) -> &mut Vault {
        &mut self.vault
    }

    /// The persons of the household; never empty.
    pub(crate) fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// The person's own country, if they said which. It orders, and never decides alone.
    pub(crate) fn home(&self) -> Option<Country> {
        // What cannot be read would order nothing.
        let code = self.vault.setting(settings::COUNTRY).ok().flatten()?;
        Country::new(&code).ok()
    }

    /// All holdings in the order in which they were added.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Where a holding stands in that order, which is the order of their numbers.
    fn position(&self, id: HoldingId) -> Option<usize> {
        self.entries.binary_search_by_key(&id, |e| e.row.id).ok()
    }

    /// The holding with this number.
    pub(crate) fn entry(&self, id: i64) -> Result<&Entry, Failure> {
        self.position(HoldingId(id)).map(|at| &self.entries[at]).ok_or_else(|| {
            Failure::new(
                Code::NotFound,
                "There is no such company in your vault.",
                "It may have been removed. Look at the list.",
            )
        })
    }

    /// Reads everything anew.
    pub(crate) fn reload(&mut self, knowledge: &Knowledge) -> Result<(), Failure> {
        self.persons = self.vault.persons()?;
        self.names = self.vault.confirmed_names()?;
        self.news = self.vault.news()?;
        self.seen = self.vault.seen_breaches()?.into_iter().map(|s| (s.breach.clone(), s)).collect();
        let rows = self.vault.holdings()?;
        self.entries = rows.into_iter().enumerate().map(|(i, row)| Entry::new(knowledge, i, row)).collect();
        Ok(())
    }

    /// Reads and assesses one holding anew after it was added, changed or brought back.
    pub(crate) fn refresh(&mut self, knowledge: &Knowledge, id: HoldingId) -> Result<(), Failure> {
        let row = self.vault.holding(id)?;
        match self.position(id) {
            Some(i) => self.entries[i] = Entry::new(knowledge, i, row),
            None => {
                self.entries.push(Entry::new(knowledge, 0, row));
                self.renumber();
            }
        }
        news::note_matches(self, knowledge, id)
    }

    /// Drops a holding that was removed from the vault.
    pub(crate) fn forget(&mut self, id: HoldingId) {
        self.entries.retain(|e| e.row.id != id);
        self.renumber();
    }

    fn renumber(&mut self) {
        self.entries.sort_by_key(|e| e.row.id);
        for (i, entry) in self.entries.iter_mut().enumerate() {
            entry.found.holding = i;
        }
    }

    /// What all linked holdings together say. The indexes in it point into the returned list of entries.
    pub(crate) fn assessment(&self, knowledge: &Knowledge) -> (Vec<&Entry>, Assessment) {
        let linked: Vec<&Entry> = self.entries.iter().filter(|e| e.holding.is_some()).collect();
        let holdings: Vec<Holding> = linked.iter().filter_map(|e| e.holding.clone()).collect();
        let found = linked
            .iter()
            .enumerate()
            .map(|(i, e)| HoldingMatches { holding: i, ..e.found.clone() })
            .collect();
        let assessment = summarise(knowledge.catalogue(), &holdings, found);
        (linked, assessment)
    }
}

impl Entry {
    fn new(knowledge: &Knowledge, index: usize, row: HoldingRow) -> Self {
        let holding = convert::holding(knowledge.catalogue(), &row);
        let found = match &holding {
            Some(h) => assess_one(knowledge.catalogue(), index, h, knowledge.today()),
            None => HoldingMatches { holding: index, matches: Vec::new(), same_group: Vec::new() },
        };
        Self { row, holding, found }
    }

    /// Whether the person chose this company, rather than being held by it without being asked.
    pub fn is_chosen(&self) -> bool {
        let periods = &self.row.details.periods;
        periods.is_empty() || periods.iter().any(|p| p.relationship != Relationship::Subject)
    }
}

fn locked() -> Failure {
    Failure::new(Code::Locked, "The vault is locked.", "Unlock it with your passphrase first.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_passphrase_is_good_for_a_while_only() {
        let mut paper = Paper::default();
        assert!(!paper.is_proven());
        paper.prove();
        assert!(paper.is_proven());
        paper.proven = Instant::now().checked_sub(PROVEN_FOR - Duration::from_secs(60));
        assert!(paper.is_proven());
        paper.proven = Some(Instant::now().checked_sub(PROVEN_FOR).expect("this computer is on for longer"));
        assert!(!paper.is_proven());
        paper.prove();
        paper.put_away();
        assert!(!paper.is_proven());
    }
}
