//! Why a verdict is what it is, in words.

use super::{link, relationship_noun, span, when};
use crate::wire;
use heldby_model::{
    Breach, Catalogue, Dimension, Evidence, Holding, Match, Question, Relationship, State, Status, Verdict,
};

/// One reason in words; the first part names its kind for machines.
pub fn evidence(
    catalogue: &Catalogue,
    breach: &Breach,
    holding: &Holding,
    evidence: &Evidence,
) -> (&'static str, String) {
    let here = catalogue.company_name(&holding.company);
    let breached = catalogue.company_name(&breach.company);
    match evidence {
        Evidence::SameCompany => ("same_company", format!("It happened at {breached}, which you noted.")),
        Evidence::Related(tie) => ("related", link(catalogue, here, tie)),
        Evidence::Timing { period, relationship, states, start_unknown, records_window } => {
            let parts = Timing {
                period: *period,
                relationship: *relationship,
                states,
                start_unknown: *start_unknown,
                records_window: *records_window,
            };
            ("timing", timing(breach, holding, &parts))
        }
        Evidence::BeganBeforeRecords => (
            "began_before_records",
            "The stolen records are about applications. You began before them, so they hold you only if you applied \
             for something again."
                .into(),
        ),
        Evidence::EndedBefore { years, recent, named, sure } => {
            ("ended_before", ended_before(*years, *recent, *named, *sure))
        }
        Evidence::ClearedBy { source, company, country, relationship } => {
            let who = breach.sources.get(*source).map_or("A source", |s| s.publisher.as_str());
            let whom = [
                company.as_ref().map(|c| catalogue.company_name(c).to_string()),
                country.map(|c| format!("people in {}", super::in_country(c.as_str()))),
                relationship.map(|r| format!("whoever was {}", relationship_noun(r))),
            ];
            let whom: Vec<String> = whom.into_iter().flatten().collect();
            ("cleared_by", format!("{who} says that {} not affected.", are(&whom)))
        }
        Evidence::NoGroupFits => {
            ("no_group_fits", "None of the groups of people in this breach is about you, as far as you noted.".into())
        }
        Evidence::OpenAttribute(d) => ("open_attribute", format!("It depends on something you have not noted: {}.", about(*d))),
        Evidence::OpenCondition(id) => {
            let question = breach.groups.iter().filter_map(|g| g.condition.as_ref()).find(|c| &c.id == id);
            let question = question.map_or("", |c| c.question.as_str());
            ("open_condition", format!("One group is about you only if you answer yes: {question}"))
        }
        Evidence::StatusCap(status) => ("status_cap", status_cap(*status, breached)),
        Evidence::FewCap(id) => {
            let who = breach.group(id).map_or("that group", |g| g.who.as_str());
            ("few_cap", format!("Only few of those who could be meant were hit: {who}."))
        }
        Evidence::NoExposedCap => {
            ("no_exposed_cap", "No source says for sure which data of people like you was lost.".into())
        }
        Evidence::GaveNoneCap => (
            "gave_none_cap",
            "None of the data that was lost is among what you gave, and you noted that your list is complete.".into(),
        ),
        Evidence::ToldByNotice => ("told_by_notice", "You noted that you were told you are affected.".into()),
        Evidence::ToldUnaffected => (
            "told_unaffected",
            "You noted that the company told you that you are not affected. That is its claim.".into(),
        ),
        Evidence::StartInferred => (
            "start_inferred",
            "Your start is only guessed from a file. You may have been with it earlier, so it clears nobody.".into(),
        ),
        Evidence::SubjectCap => (
            "subject_cap",
            "This company holds people who never chose it; whether you are among them is not known.".into(),
        ),
    }
}

fn are(whom: &[String]) -> String {
    match whom {
        [one] if !one.starts_with("people") => format!("{one} is"),
        _ => format!("{} are", super::join(whom)),
    }
}

fn about(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Plan => "whether your plan was prepaid or postpaid",
        Dimension::Service => "which service you had (mobile, broadband, landline, TV)",
        Dimension::Segment => "whether you were a private or a business customer",
        Dimension::Country => "in which country you were with it",
        Dimension::Brand => "under which brand you knew it",
    }
}

fn timing(breach: &Breach, holding: &Holding, t: &Timing) -> String {
    let who = relationship_noun(t.relationship);
    let window = breach.records.filter(|_| t.records_window);
    let (then, before, after) = match window {
        Some(w) => {
            let from = span(w.from, w.to).unwrap_or_else(|| "date not known".into());
            let time = format!("the time that the stolen records are from ({from})");
            (format!("at {time}"), format!("before {time}"), format!("after {time}"))
        }
        None => {
            let time = format!("it happened ({})", when(breach));
            (format!("when {time}"), format!("before {time}"), format!("after {time}"))
        }
    };
    // With several periods, the one that decides is named.
    let dates = match holding.periods.get(t.period) {
        Some(period) if holding.periods.len() > 1 => format!("By these dates ({})", super::period(period)),
        _ => "By your dates".into(),
    };
    let mut text = match t.states {
        [State::Current] => format!("{dates} you were {who} {then}."),
        [State::Former] => format!("{dates} you had left {before}."),
        [State::NotYet] => format!("{dates} you became {who} only {after}."),
        _ => {
            let words: Vec<String> = t
                .states
                .iter()
                .map(|s| match s {
                    State::NotYet => "had not begun".to_string(),
                    State::Current => format!("were {who}"),
                    State::Former => "had left".to_string(),
                })
                .collect();
            let (last, first) =
                words.split_last().map(|(l, f)| (l.clone(), f.join(", "))).unwrap_or_default();
            format!("It is open whether you {first} or {last} {then}.")
        }
    };
    if t.start_unknown {
        text.push_str(" Since when data was being taken is not known.");
    }
    text
}

/// The parts of [`Evidence::Timing`].
struct Timing<'a> {
    period: usize,
    relationship: Relationship,
    states: &'a [State],
    start_unknown: bool,
    records_window: bool,
}

fn ended_before(years: i16, recent: bool, named: bool, sure: bool) -> String {
    let after = match years {
        0 => "less than a year".to_string(),
        1 => "about a year".to_string(),
        n => format!("about {n} years"),
    };
    let came = if sure {
        format!("It came {after} after you left.")
    } else {
        format!("If you had left, it came {after} later.")
    };
    let kept = match (named, recent) {
        (true, _) => "Former ones are named among those affected.",
        (false, true) => "No source speaks of former ones, but data is often kept for years.",
        (false, false) => "No source speaks of former ones, and data is rarely kept that long.",
    };
    format!("{came} {kept}")
}

fn status_cap(status: Status, company: &str) -> String {
    match status {
        Status::Denied => format!("{company} denies that it lost data."),
        Status::Claimed => {
            "Only a seller or an attacker says that it happened, so it is shown as a claim.".into()
        }
        _ => {
            format!("What was lost is disputed, so it is shown as a claim and not counted against {company}.")
        }
    }
}

/// The verdict in one sentence.
pub fn summary(catalogue: &Catalogue, breach: &Breach, holding: &Holding, m: &Match) -> String {
    let here = catalogue.company_name(&holding.company);
    let has = |test: fn(&Evidence) -> bool| m.evidence.iter().any(test);
    match m.verdict {
        Verdict::Told => "You were told that your data is in this breach.".into(),
        Verdict::Likely if breach.status == Status::Exposure => {
            "You fit a group whose data was left open. Whether anybody took it is not known.".into()
        }
        Verdict::Likely => "You fit a group of people whose data was lost.".into(),
        Verdict::Possible if has(|e| matches!(e, Evidence::StatusCap(_))) => {
            "Somebody claims that data of people like you was taken; that is not confirmed.".into()
        }
        Verdict::Possible if has(|e| matches!(e, Evidence::FewCap(_))) => {
            "You could be meant, but only a small number of people were hit.".into()
        }
        Verdict::Possible => match &m.question {
            Some(q) => format!(
                "You may be among those affected. It depends on this: {}",
                question(catalogue, breach, here, q).text
            ),
            None => "You may be among those affected; what is known does not decide it.".into(),
        },
        Verdict::Unlikely if has(|e| matches!(e, Evidence::ToldUnaffected)) => {
            "The company told you that you are not affected.".into()
        }
        Verdict::Unlikely if breach.status == Status::Denied => {
            format!("{} denies it, and nothing else speaks for it.", catalogue.company_name(&breach.company))
        }
        Verdict::Unlikely => "Nothing that you noted puts you among those affected.".into(),
        Verdict::NotAffected if has(|e| matches!(e, Evidence::ClearedBy { .. })) => {
            "A source clears you.".into()
        }
        Verdict::NotAffected if has(|e| matches!(e, Evidence::Timing { records_window: true, .. })) => {
            "The stolen records are from before you had anything to do with the company.".into()
        }
        Verdict::NotAffected => "It was over before you had anything to do with the company.".into(),
    }
}

/// The question to ask next, with ways to answer.
pub fn question(
    catalogue: &Catalogue,
    breach: &Breach,
    here: &str,
    question: &Question,
) -> wire::QuestionView {
    use wire::QuestionKind as Kind;
    let view = |kind, text: String, id, options| wire::QuestionView { kind, text, id, options };
    match question {
        Question::Since => {
            view(Kind::Since, format!("Since when has {here} had your data?"), None, Vec::new())
        }
        Question::Until => view(Kind::Until, format!("Until when were you with {here}?"), None, Vec::new()),
        Question::Attribute(d) => {
            let text = match d {
                Dimension::Plan => format!("Was your plan at {here} prepaid or postpaid (a monthly bill)?"),
                Dimension::Service => format!("Which service did you have from {here}?"),
                Dimension::Segment => format!("Were you a private or a business customer of {here}?"),
                Dimension::Country => format!("In which country were you with {here}?"),
                Dimension::Brand => format!("Under which brand did you know {here}?"),
            };
            let mut options: Vec<_> = match d.values() {
                Some(words) => words.iter().map(|w| heldby_model::Attribute::Word(*d, w)).collect(),
                None => breach
                    .groups
                    .iter()
                    .flat_map(|g| &g.attributes)
                    .filter(|a| a.dimension() == *d)
                    .cloned()
                    .collect(),
            };
            if *d == Dimension::Brand && options.is_empty() {
                options.push(heldby_model::Attribute::Brand(breach.company.clone()));
            }
            options.sort();
            options.dedup();
            let options = options
                .iter()
                .map(|a| wire::Word { id: a.to_string(), label: super::attribute(catalogue, a) })
                .collect();
            view(Kind::Attribute, text, Some(d.as_str().to_string()), options)
        }
        Question::Condition(id) => {
            let asked = breach.groups.iter().filter_map(|g| g.condition.as_ref()).find(|c| &c.id == id);
            let text = asked.map_or_else(|| "Does this apply to you?".to_string(), |c| c.question.clone());
            let options = [("yes", "Yes"), ("no", "No")]
                .map(|(id, label)| wire::Word { id: id.into(), label: label.into() })
                .to_vec();
            view(Kind::Condition, text, Some(id.to_string()), options)
        }
    }
}
