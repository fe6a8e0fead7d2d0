//! Matches and breaches as the screens show them.

use crate::session::Entry;
use crate::{Knowledge, companies, wire, words};
use heldby_model::{
    Answer, Breach, Catalogue, ClassId, ClassSet, Fit, Group, Holding, Match, PartialDate, Reach, Verdict,
};
use std::cmp::Reverse;

impl From<Verdict> for wire::VerdictWord {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Told => Self::Told,
            Verdict::Likely => Self::Likely,
            Verdict::Possible => Self::Possible,
            Verdict::Unlikely => Self::Unlikely,
            Verdict::NotAffected => Self::NotAffected,
        }
    }
}

impl From<wire::VerdictWord> for Verdict {
    fn from(word: wire::VerdictWord) -> Self {
        match word {
            wire::VerdictWord::Told => Self::Told,
            wire::VerdictWord::Likely => Self::Likely,
            wire::VerdictWord::Possible => Self::Possible,
            wire::VerdictWord::Unlikely => Self::Unlikely,
            wire::VerdictWord::NotAffected => Self::NotAffected,
        }
    }
}

impl wire::VerdictWord {
    /// Whether it counts as breached.
    pub fn counts(self) -> bool {
        Verdict::from(self).counts()
    }

    /// Its label.
    pub fn label(self) -> &'static str {
        words::verdict(self.into())
    }
}

/// The first day of what is known of a breach, for sorting and drawing.
pub(crate) fn day(breach: &Breach) -> Option<String> {
    breach
        .occurred_from
        .or(breach.occurred_to)
        .or(breach.discovered)
        .or(breach.disclosed)
        .map(|d| d.first().to_string())
}

/// How many people, in words. A claim's count is no fact and is not shown.
pub(crate) fn people(breach: &Breach) -> Option<String> {
    breach.people.filter(|_| !breach.status.is_claim()).map(words::people)
}

/// Through whom it was lost.
pub(crate) fn via(breach: &Breach) -> Option<String> {
    breach.via.as_ref().map(|s| s.name.clone())
}

pub(crate) fn superseded(breach: &Breach) -> Vec<wire::SupersededRow> {
    let row =
        |s: &heldby_model::Superseded| wire::SupersededRow { date: text(s.date), claim: s.claim.clone() };
    breach.superseded.iter().map(row).collect()
}

pub(crate) fn sources(breach: &Breach) -> Vec<wire::BreachSource> {
    breach
        .sources
        .iter()
        .map(|s| wire::BreachSource {
            url: s.url.clone(),
            publisher: s.publisher.clone(),
            kind: s.kind.as_str().into(),
            date: text(s.date),
        })
        .collect()
}

pub(crate) fn text(date: Option<PartialDate>) -> Option<String> {
    date.map(|d| d.to_string())
}

/// How many people are in a group, in words.
pub(crate) fn group_people(group: &Group) -> String {
    group.people.map_or_else(|| "number not known".into(), words::people)
}

/// A match as a line. `None` only if the catalogue does not have the breach, which cannot be for a fresh match.
pub(crate) fn match_brief(knowledge: &Knowledge, entry: &Entry, m: &Match) -> Option<wire::MatchBrief> {
    let catalogue = knowledge.catalogue();
    let breach = catalogue.breach(&m.breach)?;
    Some(wire::MatchBrief {
        holding: entry.row.id.0,
        holding_name: companies::name(knowledge, entry).to_string(),
        breach: breach.id.to_string(),
        title: breach.title.clone(),
        company_name: catalogue.company_name(&breach.company).to_string(),
        verdict: m.verdict.into(),
        status: breach.status.as_str().into(),
        layer: breach.layer.as_str().into(),
        when: words::when(breach),
        date: day(breach),
        exposed: words::class_labels(catalogue, m.exposed),
        possibly: words::class_labels(catalogue, m.possibly),
    })
}

/// Everything about a match.
pub(crate) fn match_detail(knowledge: &Knowledge, entry: &Entry, m: &Match) -> Option<wire::MatchDetail> {
    let catalogue = knowledge.catalogue();
    let breach = catalogue.breach(&m.breach)?;
    let holding = entry.holding.as_ref()?;
    let here = catalogue.company_name(&holding.company);
    let answers = holding.answers.get(&breach.id).cloned().unwrap_or_default();
    let asked = |id: &heldby_model::ConditionId| {
        let condition = breach.groups.iter().filter_map(|g| g.condition.as_ref()).find(|c| &c.id == id);
        condition.map(|c| c.question.clone()).unwrap_or_default()
    };
    let conditions = answers.conditions.iter().map(|(id, yes)| (id.to_string(), asked(id), *yes)).collect();
    Some(wire::MatchDetail {
        brief: match_brief(knowledge, entry, m)?,
        summary: words::summary(catalogue, breach, holding, m),
        evidence: evidence(catalogue, breach, holding, m),
        groups: group_fits(catalogue, breach, m),
        classes: class_states(catalogue, breach, holding.gave, m),
        question: m.question.as_ref().map(|q| words::question(catalogue, breach, here, q)),
        answer: wire::MyAnswer {
            notice: answers.notice.map(|n| match n {
                Answer::Told => "told".into(),
                Answer::ToldUnaffected => "told_unaffected".into(),
            }),
            dismissed: answers.dismissed,
            conditions,
        },
        status_text: words::status(breach.status, breach.layer).into(),
        via: via(breach),
        people: people(breach),
        notes: breach.notes.clone(),
        unverified: breach.unverified.clone(),
        superseded: superseded(breach),
        sources: sources(breach),
    })
}

/// The reasons in words, each once.
pub(crate) fn evidence(
    catalogue: &Catalogue,
    breach: &Breach,
    holding: &Holding,
    m: &Match,
) -> Vec<wire::EvidenceLine> {
    let mut lines: Vec<wire::EvidenceLine> = Vec::new();
    for reason in &m.evidence {
        let (kind, text) = words::evidence(catalogue, breach, holding, reason);
        if lines.iter().all(|l| l.text != text) {
            lines.push(wire::EvidenceLine { kind: kind.into(), text });
        }
    }
    lines
}

/// The groups with how they fit. "This is your group" is said only if one group alone fits, all of it was hit, and
/// the verdict says that the person was; else nothing tells whether they are among them.
fn group_fits(catalogue: &Catalogue, breach: &Breach, m: &Match) -> Vec<wire::GroupFit> {
    let pairs = || breach.groups.iter().zip(&m.groups);
    let alone = pairs().filter(|(g, f)| f.fit == Fit::Full && g.within.is_none()).count() == 1;
    let whole = |g: &Group| g.within.is_none() && matches!(g.reach, None | Some(Reach::All | Reach::Most));
    let label = |group: &Group, fit: Fit| match fit {
        _ if m.verdict < Verdict::Possible => "Not you",
        Fit::Full if m.verdict.counts() && alone && whole(group) => "This is your group",
        Fit::Full | Fit::Open => "You may be among them",
        Fit::No => "Not you",
    };
    pairs().map(|(g, f)| group_fit(catalogue, breach, g, f.fit, label(g, f.fit))).collect()
}

fn group_fit(catalogue: &Catalogue, breach: &Breach, group: &Group, fit: Fit, label: &str) -> wire::GroupFit {
    let labels = |set| words::class_labels(catalogue, set);
    let claim = breach.status.is_claim();
    wire::GroupFit {
        id: group.id.to_string(),
        who: group.who.clone(),
        fit: words::fit_word(fit).into(),
        label: label.into(),
        people: if claim { "number not confirmed".into() } else { group_people(group) },
        reach: words::reach(group.reach),
        exposed: labels(group.exposed),
        possibly: labels(group.possibly),
        ruled_out: labels(group.ruled_out),
    }
}

/// Exposed, possibly, ruled out, then what was given and nobody speaks of; within each, the gravest first.
fn class_states(catalogue: &Catalogue, breach: &Breach, gave: ClassSet, m: &Match) -> Vec<wire::ClassState> {
    use wire::ClassStateKind as Kind;
    if m.verdict < Verdict::Possible {
        // Nothing was lost or spared of somebody who is not concerned.
        return Vec::new();
    }
    let said = m.exposed.union(m.possibly).union(m.ruled_out);
    let parts = [
        (Kind::Exposed, m.exposed),
        (Kind::Possibly, m.possibly),
        (Kind::RuledOut, m.ruled_out),
        (Kind::NotStated, gave.minus(said)),
    ];
    let given = catalogue.vocabulary().with_implied(gave);
    let mut states = Vec::new();
    for (state, set) in parts {
        let mut classes: Vec<ClassId> = set.iter().collect();
        classes.sort_by_key(|id| {
            let class = catalogue.vocabulary().class(*id);
            (Reverse(class.severity), Reverse(class.permanence), *id)
        });
        for id in classes {
            let class = catalogue.vocabulary().class(id);
            states.push(wire::ClassState {
                id: class.id.clone(),
                label: class.label.clone(),
                state,
                gave: given.contains(id),
                by: (state == Kind::RuledOut).then(|| ruled_out_by(breach, m, id)).flatten(),
                severity: class.severity.as_str().into(),
                permanence: class.permanence.as_str().into(),
            });
        }
    }
    states
}

/// Who says that a class was not lost: for everybody, or for the groups that fit.
fn ruled_out_by(breach: &Breach, m: &Match, class: ClassId) -> Option<String> {
    let publisher = |i: usize| breach.sources.get(i).map(|s| s.publisher.clone());
    if breach.ruled_out.contains(class) {
        return breach.ruled_out_by.and_then(publisher);
    }
    let fitting = breach.groups.iter().zip(&m.groups).filter(|(_, f)| f.fit != Fit::No).map(|(g, _)| g);
    fitting
        .filter(|g| g.ruled_out.contains(class))
        .find_map(|g| g.ruled_out_by)
        .or(breach.ruled_out_by)
        .and_then(publisher)
}
