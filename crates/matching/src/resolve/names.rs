//! Names: who bears this one, and who of these is meant?

use super::bearer::{Bearer, Hit, Rank, Standing, compact, is_another_in};
use super::index::{Part, Place, bare, names_of};
use super::relation::{is_part_of, relation_of};
use super::trade::is_trade;
use super::{Candidate, Decision, Resolution, Resolver, Rule, country};
use heldby_model::name::{key, tokens};
use heldby_model::{Catalogue, Company, Country, Days};
use std::collections::HashSet;

/// A typed name against the names of the catalogue.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub resolver: &'a Resolver,
    pub catalogue: &'a Catalogue,
    /// As written, for the explanation.
    pub written: &'a str,
    /// Its key.
    pub typed: &'a str,
    /// Where the days of the relationship lie.
    pub during: Days,
}

impl<'a> Names<'a> {
    /// Decides by the name alone.
    pub fn resolve(&self, country: Option<Country>) -> Resolution {
        let direct = self.decide(self.bearers(self.typed, country));
        if direct.decision != Decision::None {
            return direct;
        }
        let name = bare(self.typed);
        if let Some((name, word)) = country::split(name) {
            let named = self.decide(self.in_country(name, word));
            if named.decision != Decision::None {
                return named;
            }
        }
        let trade = self.without_trade_words(name, country);
        if trade.decision != Decision::None {
            return trade;
        }
        self.alike(country)
    }

    /// Everybody who bears the name, one entry per company, in no order.
    pub fn bearers(&self, name: &str, country: Option<Country>) -> Vec<Bearer<'a>> {
        let Resolver { index, keys, .. } = self.resolver;
        let hits: Vec<Hit> =
            index.names(name).filter_map(|p| Hit::compare(self.catalogue, keys, p, name)).collect();
        // A legal name cut down to a word that the records themselves call common is as common as that word.
        let shared = hits.iter().any(|h| !h.cut && h.needs_context(self.catalogue));
        let mut bearers: Vec<Bearer> = Vec::new();
        let mut trapped = false;
        for hit in hits {
            if self.is_trap(hit.company) {
                trapped = true;
                continue;
            }
            let well_known = hit.place.part == Part::Name && self.has_breaches(hit.place);
            let Some(mut bearer) = hit.bearer(self.catalogue, shared && !well_known, country) else {
                continue;
            };
            if country.is_some_and(|c| is_another_in(bearer.company, name, c)) {
                bearer.standing = Standing::Against;
            }
            bearer.timely = bearer
                .place
                .alias(self.catalogue)
                .is_none_or(|alias| self.during.touch(alias.from, alias.until));
            match bearers.iter_mut().find(|b| b.company.id == bearer.company.id) {
                Some(known) if bearer.order() < known.order() => *known = bearer,
                Some(_) => {}
                None => bearers.push(bearer),
            }
        }
        // Of several, those who bore it then are meant before those who did at another time.
        if bearers.iter().any(|b| b.timely && b.standing <= Standing::Free) {
            bearers.iter_mut().filter(|b| !b.timely).for_each(|b| b.standing = Standing::Against);
        }
        // Somebody else is known by this very name: then only equal names remain, not similar ones.
        if trapped {
            bearers.retain(|b| b.rank < Rank::Spacing);
        }
        bearers
    }

    /// The company among `bearers` that the name alone is enough for.
    pub fn decide(&self, mut bearers: Vec<Bearer<'a>>) -> Resolution {
        let settled = |b: &Bearer| b.standing <= Standing::Free;
        if bearers.iter().any(|b| settled(b) && b.rank < Rank::Spacing) {
            bearers.retain(|b| b.rank < Rank::Spacing || !settled(b));
        }
        self.sort(&mut bearers);
        let Some(best) = bearers.first().map(|b| b.standing) else {
            return Resolution::none();
        };
        let equal: Vec<&Bearer> = bearers.iter().filter(|b| b.standing == best).collect();
        if best > Standing::Free {
            let decision = if bearers.len() > 1 { Decision::Ask } else { Decision::Suggest };
            return Resolution::of(decision, self.candidates(&bearers));
        }
        let specific: Vec<&Bearer> = equal
            .iter()
            .filter(|b| !equal.iter().any(|other| is_part_of(other.company, b.company)))
            .copied()
            .collect();
        // The breached company's own name is meant rather than a mention among the brands of another.
        let own = || {
            let mut own = specific.iter().filter(|b| b.place.part == Part::Name);
            own.next().filter(|b| own.next().is_none() && self.has_breaches(b.place))
        };
        let winner = match specific.as_slice() {
            &[only] => Some(only),
            _ => own().copied(),
        };
        let Some(winner) = winner else {
            return Resolution::of(Decision::Ask, self.candidates(&bearers));
        };
        let first = self.candidate(winner);
        let decision = winner.decision(self.catalogue);
        let others = bearers.iter().filter(|b| b.company.id != winner.company.id).map(|b| self.candidate(b));
        Resolution::of(decision, std::iter::once(first).chain(others).collect())
    }

    /// The candidate that stands for a bearer of the name.
    pub fn candidate(&self, bearer: &Bearer) -> Candidate {
        let alias = bearer.place.alias(self.catalogue);
        let rule = match bearer.rank {
            Rank::Exact if alias.is_some() => Rule::Alias,
            Rank::Exact => Rule::Name,
            Rank::LegalForm => Rule::LegalForm,
            Rank::Spacing => Rule::Spacing,
            Rank::Similar => Rule::Fuzzy,
        };
        Candidate {
            company: bearer.company.id.clone(),
            rule,
            typed: self.written.to_owned(),
            matched: bearer.matched.to_owned(),
            relation: relation_of(self.catalogue, bearer.company, alias),
            score: 1.0,
            implies: alias.map(|a| a.implies.to_vec()).unwrap_or_default(),
        }
    }

    /// Whether the record says that the typed name is somebody else's. It never says so about its own names.
    pub fn is_trap(&self, company: &Company) -> bool {
        let typed = bare(self.typed);
        let is_typed = |name: &str| compact(bare(&key(name))).eq(compact(typed));
        company.not.iter().any(|trap| is_typed(trap)) && !names_of(company).any(|(_, name)| is_typed(name))
    }

    /// Whether any breach is recorded of the company at a place, or names it.
    fn has_breaches(&self, place: Place) -> bool {
        self.catalogue.has_breaches(place.company as usize)
    }

    fn candidates(&self, bearers: &[Bearer]) -> Vec<Candidate> {
        bearers.iter().map(|b| self.candidate(b)).collect()
    }

    /// The bearers of a name with a country word behind it. The word decides, whatever the person's country;
    /// a company that does not serve that country is at most a relative of the one that is meant.
    fn in_country(&self, name: &str, word: Country) -> Vec<Bearer<'a>> {
        let mut bearers = self.bearers(name, Some(word));
        for bearer in &mut bearers {
            if bearer.standing == Standing::Free && !bearer.company.countries.is_empty() {
                bearer.standing = Standing::Open;
            }
        }
        bearers.retain(|b| b.standing != Standing::Against);
        bearers
    }

    /// Suggestions for a name with words of the trade around it ("talktalk.net email", "Adobe Systems").
    fn without_trade_words(&self, name: &str, country: Option<Country>) -> Resolution {
        let mut rest = name.strip_prefix("my ").unwrap_or(name);
        while let Some((head, last)) = rest.rsplit_once(' ') {
            if !is_trade(last) {
                break;
            }
            rest = head;
        }
        if rest.len() == name.len() {
            return Resolution::none();
        }
        let mut bearers = self.bearers(rest, country);
        bearers.retain(|b| b.standing != Standing::Against);
        self.sort(&mut bearers);
        let similar = |b: &Bearer| Candidate { rule: Rule::Fuzzy, score: 0.8, ..self.candidate(b) };
        Resolution::of(Decision::Suggest, bearers.iter().map(similar).collect())
    }

    /// Suggestions for a name with typing mistakes, or with words missing or too many; the most alike first.
    pub fn alike(&self, country: Option<Country>) -> Resolution {
        if tokens(self.typed).all(is_trade) {
            return Resolution::none();
        }
        let mistyped = self.resolver.similar(self.catalogue);
        let worded = self.resolver.words(self.catalogue);
        let mistyped = mistyped.near(self.catalogue, self.typed).into_iter().filter_map(|near| {
            let bearer = self.alike_bearer(near.place, country)?;
            let abroad = country.is_some_and(|c| {
                !bearer.company.countries.is_empty() && !bearer.company.countries.contains(&c)
            });
            (!(abroad && near.short)).then_some((near.score, bearer))
        });
        let worded = worded.near(self.typed).into_iter().filter_map(|(place, score)| {
            let bearer = self.alike_bearer(place, country)?;
            let elsewhere = country.is_some_and(|c| {
                country::split(bare(&key(bearer.matched))).is_some_and(|(_, named)| named != c)
            });
            // A name that others bear too is not known by a part of it.
            (bearer.standing <= Standing::Free && !elsewhere).then_some((score, bearer))
        });
        let mut found: Vec<(f32, Bearer)> = mistyped.chain(worded).collect();
        let order = |b: &Bearer| (b.standing, !self.has_breaches(b.place), b.place.company);
        found.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| order(x).cmp(&order(y))));
        let mut seen = HashSet::new();
        found.retain(|(_, b)| seen.insert(b.place.company));
        let candidate = |(score, b): &(f32, Bearer)| Candidate { score: *score, ..self.candidate(b) };
        Resolution::of(Decision::Suggest, found.iter().map(candidate).collect())
    }

    /// The company at a place as bearer of a similar name; `None` if the typed name cannot be meant for it.
    fn alike_bearer(&self, place: Place, country: Option<Country>) -> Option<Bearer<'a>> {
        let (company, matched) = place.of(self.catalogue)?;
        let hit = Hit { company, place, matched, rank: Rank::Similar, cut: false };
        let bearer = hit.bearer(self.catalogue, false, country)?;
        (bearer.standing != Standing::Against && !self.is_trap(company)).then_some(bearer)
    }

    fn sort(&self, bearers: &mut [Bearer]) {
        let quiet = |b: &Bearer| !self.has_breaches(b.place);
        bearers.sort_by_cached_key(|b| (b.standing, b.rank, quiet(b), b.place.company));
    }
}
