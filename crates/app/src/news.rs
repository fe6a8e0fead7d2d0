//! What a newer catalogue changes for this person: told once, kept until it is read.
//!
//! The vault remembers what the catalogue said about every breach at the person's companies. Whenever the catalogue
//! is another one (a release was installed, the program came with a newer one, a list was added), what it says now is
//! compared with that.

use crate::session::{Entry, Open};
use crate::{Failure, Knowledge, Session, companies, facts, wire};
use heldby_model::{BreachId, Layer, Verdict};
use heldby_vault::{HoldingId, News, SeenBreach};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// The setting under which the state of knowledge is kept that was compared last.
const STAMP: &str = "catalogue.seen";

/// Lines of one piece of news; what goes beyond is counted.
const MOST_LINES: usize = 20;

/// Whether a change of the catalogue is something to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// The world changed: tell it.
    Told,
    /// The person took something in or out themselves and knows.
    Own,
}

/// What changed with the catalogue and was not marked as read yet, the oldest first.
///
/// # Errors
/// [`Code::Locked`](crate::Code).
pub fn news(session: &Session) -> Result<Vec<wire::NewsItem>, Failure> {
    Ok(session.open()?.news.iter().map(|(noticed, item)| view(*noticed, item)).collect())
}

/// Marks all news as read.
///
/// # Errors
/// [`Code::Locked`](crate::Code).
pub fn mark_read(session: &mut Session) -> Result<(), Failure> {
    let (open, knowledge) = session.open_mut()?;
    open.vault_mut().clear_news()?;
    open.reload(knowledge)
}

/// A piece of news for the screen.
pub(crate) fn view(noticed: Timestamp, item: &News) -> wire::NewsItem {
    wire::NewsItem {
        kind: wire::NewsKind::from_word(&item.kind),
        noticed: noticed.strftime("%Y-%m-%d").to_string(),
        breach: item.breach.as_ref().map(ToString::to_string),
        holding: item.holding.map(|h| h.0),
        title: item.title.clone(),
        details: item.details.clone(),
    }
}

/// Remembers what the catalogue says about the breaches of one holding, so that a later one can be compared.
pub(crate) fn note_matches(open: &mut Open, knowledge: &Knowledge, id: HoldingId) -> Result<(), Failure> {
    let Ok(entry) = open.entry(id.0) else { return Ok(()) };
    let unseen = |id: &&BreachId| open.seen.get(*id).is_none_or(|s| s.withdrawn.is_some());
    let new: Vec<SeenBreach> = entry
        .found
        .matches
        .iter()
        .map(|m| &m.breach)
        .filter(unseen)
        .filter_map(|id| seen(knowledge, id))
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    open.vault_mut().note_seen(&new, &[], Timestamp::now())?;
    open.seen.extend(new.into_iter().map(|s| (s.breach.clone(), s)));
    Ok(())
}

/// Brings the vault up to the catalogue in use: names that mean another company now, breaches that are new, corrected
/// or withdrawn. A correction brings back what was put away. Returns what there is to tell.
pub(crate) fn catch_up(open: &mut Open, knowledge: &Knowledge, change: Change) -> Result<Vec<News>, Failure> {
    let stamp = &knowledge.origin().stamp;
    let before = open.vault().setting(STAMP)?;
    // With a layer missing, everything that only it knows would seem to be withdrawn.
    if before.as_ref() == Some(stamp) || !knowledge.origin().troubles.is_empty() {
        return Ok(Vec::new());
    }
    let now = Timestamp::now();
    let linked = relink(open, knowledge, now)?;
    let mut news = Vec::new();
    let (mut rows, mut gone) = (Vec::new(), Vec::new());
    for old in open.seen.values() {
        match seen(knowledge, &old.breach) {
            None if old.withdrawn.is_some() => {}
            None if change == Change::Own => gone.push(old.breach.clone()),
            None => {
                news.extend(withdrawn(open, old));
                rows.push(SeenBreach { withdrawn: Some(now), ..old.clone() });
            }
            Some(new) if old.withdrawn.is_none() && new.facts != old.facts => {
                news.extend(corrected(open, knowledge, old, &new));
                rows.push(new);
            }
            Some(_) => {}
        }
    }
    let first_time = before.is_none();
    let mut noted: BTreeSet<&BreachId> = BTreeSet::new();
    for entry in open.entries() {
        for m in &entry.found.matches {
            if open.seen.get(&m.breach).is_some_and(|s| s.withdrawn.is_none()) {
                continue;
            }
            // At first nothing is told, and every breach is noted once: many companies can share one.
            if first_time && noted.contains(&m.breach) {
                continue;
            }
            let Some(new) = seen(knowledge, &m.breach) else { continue };
            if !first_time && m.verdict > Verdict::NotAffected {
                news.push(arrived(knowledge, entry, &new, m.verdict));
            }
            if noted.insert(&m.breach) {
                rows.push(new);
            }
        }
    }
    if change == Change::Own {
        news.clear();
    }
    let corrected: BTreeSet<BreachId> =
        news.iter().filter(|n| n.kind == CORRECTED).filter_map(|n| n.breach.clone()).collect();
    reopen(open, &corrected, now)?;
    let vault = open.vault_mut();
    vault.note_seen(&rows, &news, now)?;
    vault.forget_seen(&gone)?;
    vault.set_setting(STAMP, Some(stamp))?;
    open.reload(knowledge)?;
    Ok([linked, news].concat())
}

const NEW: &str = "new";
const CORRECTED: &str = "corrected";
const WITHDRAWN: &str = "withdrawn";
const LINKED: &str = "linked";
const UNLINKED: &str = "unlinked";

impl wire::NewsKind {
    /// Reads what the vault keeps; a word of a later version counts as a correction, which is looked at anyway.
    fn from_word(word: &str) -> Self {
        match word {
            NEW => Self::New,
            WITHDRAWN => Self::Withdrawn,
            LINKED => Self::Linked,
            UNLINKED => Self::Unlinked,
            _ => Self::Corrected,
        }
    }
}

/// What the catalogue says about a breach; nothing for what the person noted themselves.
fn seen(knowledge: &Knowledge, id: &BreachId) -> Option<SeenBreach> {
    let catalogue = knowledge.catalogue();
    let breach = catalogue.breach(id).filter(|b| b.layer != Layer::Private)?;
    Some(SeenBreach {
        breach: id.clone(),
        company: breach.company.clone(),
        title: format!("{}: {}", catalogue.company_name(&breach.company), breach.title),
        facts: facts::facts(catalogue, breach),
        withdrawn: None,
    })
}

/// Resolves every name anew that the person did not confirm, and notes the news of those that mean another company now.
fn relink(open: &mut Open, knowledge: &Knowledge, now: Timestamp) -> Result<Vec<News>, Failure> {
    let catalogue = knowledge.catalogue();
    let mut changed = Vec::new();
    for entry in open.entries() {
        let before = &entry.row.details;
        let lost = before.company.as_ref().is_some_and(|id| catalogue.company(id).is_none());
        if before.resolution.confirmed && !lost {
            continue;
        }
        let mut details = before.clone();
        companies::link(knowledge, &open.names, &companies::query(before), &mut details);
        if details.company == before.company {
            continue;
        }
        let (kind, said) = match &details.company {
            Some(id) => (LINKED, format!("is now linked to {}", catalogue.company_name(id))),
            None if lost => (UNLINKED, "is not in the catalogue any more".to_string()),
            None => (UNLINKED, "may mean several companies now: say which one".to_string()),
        };
        let news = News {
            kind: kind.into(),
            breach: None,
            holding: Some(entry.row.id),
            title: before.name.clone(),
            details: vec![format!("\u{201c}{}\u{201d} {said}.", before.name)],
        };
        changed.push((entry.row.id, details, news));
    }
    // Without a change nothing is written, and what was read is still right.
    if !changed.is_empty() {
        open.vault_mut().relink(&changed, now)?;
        open.reload(knowledge)?;
    }
    Ok(changed.into_iter().map(|(_, _, item)| item).collect())
}

fn arrived(knowledge: &Knowledge, entry: &Entry, new: &SeenBreach, verdict: Verdict) -> News {
    let catalogue = knowledge.catalogue();
    let verdict = crate::words::verdict(verdict).to_lowercase();
    let mut details = vec![format!("At {}: {verdict}.", companies::name(knowledge, entry))];
    details.extend(catalogue.breach(&new.breach).map(|b| format!("It happened {}.", crate::words::when(b))));
    News {
        kind: NEW.into(),
        breach: Some(new.breach.clone()),
        holding: Some(entry.row.id),
        title: new.title.clone(),
        details,
    }
}

/// The holdings that a breach concerns, or about which something was answered.
fn concerned<'a>(open: &'a Open, id: &'a BreachId) -> impl Iterator<Item = &'a Entry> {
    open.entries().iter().filter(move |entry| {
        let touched = |m: &heldby_model::Match| &m.breach == id && m.verdict > Verdict::NotAffected;
        entry.found.matches.iter().any(touched) || entry.row.answers.contains_key(id)
    })
}

fn corrected(open: &Open, knowledge: &Knowledge, old: &SeenBreach, new: &SeenBreach) -> Vec<News> {
    let mut lines = facts::differences(knowledge.catalogue(), &old.facts, &new.facts);
    if lines.len() > MOST_LINES {
        let more = lines.len() - MOST_LINES;
        lines.truncate(MOST_LINES);
        lines.push(format!("And {more} further changes."));
    }
    let item = |entry: &Entry| {
        let mut details = lines.clone();
        if entry.row.answers.get(&old.breach).is_some_and(|a| a.answers.dismissed) {
            details.push("You had put it away; it is back, because it changed.".into());
        } else if entry.row.answers.contains_key(&old.breach) {
            details.push("Your answers about it stay; look whether they are still right.".into());
        }
        News {
            kind: CORRECTED.into(),
            breach: Some(old.breach.clone()),
            holding: Some(entry.row.id),
            title: new.title.clone(),
            details,
        }
    };
    concerned(open, &old.breach).map(item).collect()
}

fn withdrawn(open: &Open, old: &SeenBreach) -> Vec<News> {
    let item = |entry: Option<&Entry>| News {
        kind: WITHDRAWN.into(),
        breach: Some(old.breach.clone()),
        holding: entry.map(|e| e.row.id),
        title: old.title.clone(),
        details: vec!["The catalogue does not list it any more. What you answered about it is kept.".into()],
    };
    let at: Vec<&Entry> = open
        .entries()
        .iter()
        .filter(|e| {
            e.row.answers.contains_key(&old.breach) || e.row.details.company.as_ref() == Some(&old.company)
        })
        .collect();
    if at.is_empty() { vec![item(None)] } else { at.into_iter().map(|e| item(Some(e))).collect() }
}

/// Brings back what was put away about these breaches.
fn reopen(open: &mut Open, corrected: &BTreeSet<BreachId>, now: Timestamp) -> Result<(), Failure> {
    let away: Vec<_> = open
        .entries()
        .iter()
        .flat_map(|entry| entry.row.answers.iter().map(move |(breach, row)| (entry.row.id, breach, row)))
        .filter(|(_, breach, row)| row.answers.dismissed && corrected.contains(*breach))
        .map(|(id, breach, row)| (id, breach.clone(), row.answers.clone()))
        .collect();
    for (holding, breach, mut answers) in away {
        answers.dismissed = false;
        open.vault_mut().set_answer(holding, &breach, &answers, now)?;
    }
    Ok(())
}
