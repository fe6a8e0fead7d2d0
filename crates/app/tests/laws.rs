//! The laws of matching, on the real catalogue with random holdings.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::Knowledge;
use heldby_matching::assess::assess;
use heldby_model::{
    Answers, Attribute, Basis, Breach, BreachId, Catalogue, ClassId, ClassSet, Dimension, Holding,
    HoldingMatches, Match, PartialDate, Period, Relationship, Until, Verdict,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Knowledge::bundled(Some(today())));

fn today() -> Date {
    date(2026, 11, 22)
}

fn catalogue() -> &'static Catalogue {
    KNOWLEDGE.catalogue()
}

/// A date of any precision in the years that breaches are known from.
fn partial_date() -> impl Strategy<Value = PartialDate> {
    (2000i16..2027, 1i8..=12, 1i8..=28, 0..3).prop_map(|(y, m, d, precision)| match precision {
        0 => PartialDate::Year(y),
        1 => PartialDate::Month(y, m),
        _ => PartialDate::Day(date(y, m, d)),
    })
}

/// Every tag of the closed dimensions, some countries, and every brand that a group names.
fn attributes() -> Vec<Attribute> {
    let words = Dimension::ALL
        .into_iter()
        .flat_map(|d| d.values().into_iter().flatten().map(move |w| Attribute::Word(d, w)));
    let countries = ["GB", "IE", "US", "NL"].map(|c| Attribute::parse(&format!("country:{c}")).unwrap());
    let groups = catalogue().breaches().iter().flat_map(|b| &b.groups).flat_map(|g| &g.attributes);
    let brands = groups.filter(|a| a.dimension() == Dimension::Brand).cloned();
    let mut all: Vec<_> = words.chain(countries).chain(brands).collect();
    all.sort();
    all.dedup();
    all
}

fn period() -> impl Strategy<Value = Period> {
    let relationship = prop_oneof![
        6 => Just(Relationship::Customer),
        2 => Just(Relationship::Prospect),
        2 => Just(Relationship::Employee),
        1 => Just(Relationship::Contact),
    ];
    let until = prop_oneof![Just(Until::Unknown), Just(Until::Still), partial_date().prop_map(Until::Ended)];
    let tags = proptest::sample::subsequence(attributes(), 0..3);
    let basis = prop_oneof![9 => Just(Basis::Stated), 1 => Just(Basis::Inferred)];
    (relationship, proptest::option::weighted(0.8, partial_date()), until, basis, tags)
        .prop_filter("an end before the start is refused on entry", |(_, from, until, ..)| {
            match (from, until) {
                (Some(from), Until::Ended(end)) => end.last() >= from.first(),
                _ => true,
            }
        })
        .prop_map(|(relationship, from, until, basis, attributes)| Period {
            relationship,
            from,
            until,
            basis,
            attributes,
        })
}

fn holding() -> impl Strategy<Value = Holding> {
    let companies: Vec<_> = catalogue().companies().iter().map(|c| c.id.clone()).collect();
    let classes = u8::try_from(catalogue().vocabulary().iter().count()).unwrap();
    let gave = proptest::collection::vec((0..classes).prop_map(ClassId), 0..6);
    let conditions = proptest::collection::vec(any::<Option<bool>>(), 8);
    (
        proptest::sample::select(companies),
        proptest::collection::vec(period(), 1..3),
        gave,
        any::<bool>(),
        conditions,
    )
        .prop_map(|(company, periods, gave, gave_complete, chosen)| {
            let mut answers: BTreeMap<BreachId, Answers> = BTreeMap::new();
            for breach in heldby_matching::assess::breaches_of(catalogue(), &company) {
                let asked = breach.groups.iter().filter_map(|g| g.condition.as_ref());
                for (condition, answer) in asked.zip(&chosen) {
                    if let Some(yes) = answer {
                        answers
                            .entry(breach.id.clone())
                            .or_default()
                            .conditions
                            .insert(condition.id.clone(), *yes);
                    }
                }
            }
            Holding { company, periods, gave: gave.into_iter().collect::<ClassSet>(), gave_complete, answers }
        })
}

fn matches(holding: &Holding) -> HoldingMatches {
    assess(catalogue(), std::slice::from_ref(holding), today()).holdings.remove(0)
}

fn by_breach(found: &HoldingMatches) -> HashMap<&BreachId, &Match> {
    found.matches.iter().map(|m| (&m.breach, m)).collect()
}

fn breach(id: &BreachId) -> &'static Breach {
    catalogue().breach(id).unwrap()
}

/// Drops or coarsens one thing that the person said.
fn vaguer(holding: &Holding, what: usize) -> Holding {
    let mut vague = holding.clone();
    let coarser = |d: PartialDate| match d {
        PartialDate::Day(day) => PartialDate::Month(day.year(), day.month()),
        other => PartialDate::Year(other.year()),
    };
    for period in &mut vague.periods {
        match what {
            0 => period.from = None,
            1 => period.until = Until::Unknown,
            2 => period.from = period.from.map(coarser),
            3 => {
                if let Until::Ended(end) = period.until {
                    period.until = Until::Ended(coarser(end));
                }
            }
            4 => period.attributes.retain(|a| matches!(a.dimension(), Dimension::Country | Dimension::Brand)),
            _ => {}
        }
    }
    match what {
        5 => vague.gave_complete = false,
        6 => vague.answers.clear(),
        _ => {}
    }
    vague
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_three_lists_are_disjoint(h in holding()) {
        for m in matches(&h).matches {
            prop_assert!(m.exposed.intersection(m.possibly).is_empty());
            prop_assert!(m.exposed.intersection(m.ruled_out).is_empty());
            prop_assert!(m.possibly.intersection(m.ruled_out).is_empty());
        }
    }

    #[test]
    fn every_ruled_out_class_is_ruled_out_in_the_catalogue(h in holding()) {
        for m in matches(&h).matches {
            let b = breach(&m.breach);
            let said = b.groups.iter().fold(b.ruled_out, |all, g| all.union(g.ruled_out));
            prop_assert!(m.ruled_out.minus(said).is_empty(), "{}", m.breach);
        }
    }

    #[test]
    fn adding_a_holding_changes_no_other(a in holding(), b in holding()) {
        let alone = matches(&a);
        let both = assess(catalogue(), &[a, b], today());
        prop_assert_eq!(&alone, &both.holdings[0]);
    }

    #[test]
    fn the_order_of_inputs_changes_nothing(a in holding(), b in holding()) {
        let there = assess(catalogue(), &[a.clone(), b.clone()], today());
        let back = assess(catalogue(), &[b, a.clone()], today());
        prop_assert_eq!(&there.holdings[0].matches, &back.holdings[1].matches);
        prop_assert_eq!((there.breached, there.possible), (back.breached, back.possible));
        let mut turned = a.clone();
        turned.periods.reverse();
        for (one, other) in matches(&a).matches.iter().zip(&matches(&turned).matches) {
            prop_assert_eq!(
                (&one.breach, one.verdict, one.exposed, one.possibly, one.ruled_out, &one.groups),
                (&other.breach, other.verdict, other.exposed, other.possibly, other.ruled_out, &other.groups)
            );
        }
    }

    #[test]
    fn an_earlier_known_start_never_lowers_a_verdict(h in holding(), earlier in partial_date()) {
        let mut before = h.clone();
        for period in &mut before.periods {
            if let Some(from) = period.from
                && earlier.last() <= from.first()
            {
                period.from = Some(earlier);
            }
        }
        let (late, early) = (matches(&h), matches(&before));
        let early = by_breach(&early);
        for m in &late.matches {
            let found = early.get(&m.breach);
            prop_assert!(found.is_some_and(|e| e.verdict >= m.verdict), "{}: {:?} -> {:?}", m.breach, m, found);
        }
    }

    #[test]
    fn vaguer_input_newly_excludes_nothing(h in holding(), what in 0usize..7) {
        let (precise, vague) = (matches(&h), matches(&vaguer(&h, what)));
        let precise = by_breach(&precise);
        for m in &vague.matches {
            let Some(before) = precise.get(&m.breach) else { continue };
            if m.verdict == Verdict::NotAffected {
                prop_assert_eq!(before.verdict, Verdict::NotAffected, "{}", &m.breach);
            }
            let new = m.ruled_out.minus(before.ruled_out);
            prop_assert!(new.is_empty(), "{}: {:?}\nprecise {:?}\nvague {:?}", m.breach, catalogue().vocabulary().ids(new), before, m);
        }
    }

    #[test]
    fn a_notice_wins_and_a_clearing_is_only_a_claim(h in holding()) {
        for m in matches(&h).matches {
            let mut told = h.clone();
            told.answers.entry(m.breach.clone()).or_default().notice = Some(heldby_model::Answer::Told);
            let mut cleared = h.clone();
            cleared.answers.entry(m.breach.clone()).or_default().notice = Some(heldby_model::Answer::ToldUnaffected);
            let (told, cleared) = (matches(&told), matches(&cleared));
            prop_assert_eq!(by_breach(&told)[&m.breach].verdict, Verdict::Told);
            prop_assert!(by_breach(&cleared)[&m.breach].verdict <= Verdict::Unlikely);
        }
    }
}
