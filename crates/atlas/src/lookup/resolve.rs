//! From a surface to its readings.
//!
//! A surface that is one name gives the readings of the name. Any other is read as a phrase:
//! `[modifiers] [whose] [modifiers] role [of whose]`, a title with a person, or parts between commas.

use crate::Surroundings;
use crate::file::day;
use crate::file::fold::{LONGEST, Words};
use crate::file::records::{Modifier, Target, flag, nature, place, unpack_sectors};
use crate::file::store::Store;
use crate::lookup::candidate::{Candidate, Reason};
use crate::lookup::phrase::{Segment, parse};
use crate::lookup::resolver::Resolver;
use crate::lookup::unrecorded::Owner;
use chrono::NaiveDate;
use detente_model::{EntityKind, Sector};

/// Longer surfaces, in bytes, are no names.
const LONGEST_BYTES: usize = 1000;
/// Readings given at most.
const READINGS: usize = 8;

pub(crate) fn resolve(
    store: &Store,
    surface: &str,
    on: Option<NaiveDate>,
    around: &Surroundings,
) -> Vec<Candidate> {
    if surface.len() > LONGEST_BYTES {
        return Vec::new();
    }
    let words = Words::of(surface);
    if words.len() == 0 || words.len() >= LONGEST {
        return Vec::new();
    }
    let resolver =
        Resolver { store, day: on.map(day::number), country: around.country, place: around.place };
    resolver.words(&words)
}

impl Resolver<'_> {
    pub(crate) fn words(&self, words: &Words) -> Vec<Candidate> {
        let segments = parse(self, words, self.place);
        let kept: Vec<Segment> = segments
            .into_iter()
            .skip_while(|s| s.is(Modifier::Determiner) || s.is(Modifier::Of))
            .collect();
        let mut out = match kept.as_slice() {
            [] => Vec::new(),
            [one] => self.name(one, words),
            _ => self.parts(&kept, words),
        };
        if let Some(country) = self.country {
            for candidate in out.iter_mut().filter(|c| c.country == Some(country)) {
                candidate.score += 0.04;
            }
        }
        for candidate in &mut out {
            candidate.score = candidate.score.clamp(0.0, 1.0);
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut seen = std::collections::BTreeSet::new();
        out.retain(|c| seen.insert(c.actor_id.clone()));
        out.truncate(READINGS);
        out
    }

    /// The readings of a single name, best first.
    pub(crate) fn name_of(&self, segment: &Segment, words: &Words) -> Vec<Candidate> {
        let mut out = self.name(segment, words);
        out.sort_by(|a, b| b.score.total_cmp(&a.score));
        out
    }

    /// The readings of a single name.
    fn name(&self, segment: &Segment, words: &Words) -> Vec<Candidate> {
        let mut out = Vec::new();
        for posting in &segment.postings {
            match posting.target {
                Target::Actor => {
                    let own = posting.flags & flag::OWN != 0;
                    let lift = if own { 0.05 } else { 0.0 };
                    let actor = self.actor(posting.index, segment.loose);
                    out.extend(actor.map(|a| Candidate { score: a.score + lift, ..a }));
                }
                Target::Demonym if self.store.nameable(posting.index, self.day) => {
                    let early = !self.store.exists(posting.index, self.day);
                    let score = if early { 0.65 } else { 0.9 };
                    out.push(self.store.actor(posting.index, Reason::Demonym, self.day, score));
                }
                Target::Place => {
                    let mut place = self.gazetteer(posting.index);
                    // The name that a place goes by counts more than one it also has.
                    place.score -= if posting.flags & flag::MAIN == 0 { 0.06 } else { 0.0 };
                    out.push(place);
                }
                Target::Metonym => out.extend(self.metonym(posting.index)),
                Target::Surname => out.extend(self.surname(posting.index, None, None)),
                Target::Role => {
                    out.push(self.role(posting.index, None, false, segment, words, false))
                }
                Target::Office => {
                    let owner = self.country.and_then(|c| self.store.state(c));
                    let title = segment.surface(words);
                    if let Some(owner) =
                        owner.filter(|o| posting.extra == 0 || posting.extra as usize == o + 1)
                    {
                        out.extend(self.holder(owner, posting.index, &title, 0.6));
                    }
                    if !segment.has(Target::Role) {
                        out.push(self.unnamed(posting.index, None, false, false, &title));
                    }
                }
                _ => {}
            }
        }
        out
    }

    pub(crate) fn actor(&self, index: usize, loose: bool) -> Option<Candidate> {
        let exists = self.store.exists(index, self.day);
        let base = match self.store.nature(index) {
            nature::STATE if exists => 0.97,
            nature::STATE => 0.7,
            nature::HISTORIC if self.day.is_some() => 0.98,
            nature::HISTORIC => 0.6,
            nature::TERRITORY => 0.9,
            nature::PERSON => 0.95,
            nature::REGION => 0.85,
            nature::AGREEMENT => 0.85,
            _ => 0.92,
        };
        if !self.store.nameable(index, self.day) {
            return None;
        }
        let mut candidate =
            self.store.actor(index, Reason::Name, self.day, if loose { base - 0.05 } else { base });
        if self.store.nature(index) == nature::AGREEMENT {
            // Of several accords of one name the last one signed is meant.
            if let (Some(day), Some(from)) = (self.day, candidate.valid.from) {
                candidate.score -=
                    0.1 * ((day - day::number(from)) as f32 / 36_500.0).clamp(0.0, 1.0);
            }
        }
        Some(candidate)
    }

    /// Places score by their size, higher where a place is wanted.
    pub(crate) fn gazetteer(&self, index: usize) -> Candidate {
        let (level, population) = self.store.place_size(index);
        let size = 0.06 * (population as f32 + 1.0).log10();
        let base = match level {
            place::CAPITAL => 0.45 + size,
            place::ADMIN_1 => 0.38 + size,
            place::ADMIN_2 => 0.40,
            _ => 0.35 + size,
        };
        self.store.gazetteer(index, if self.place { (base + 0.1).min(0.97) } else { base * 0.85 })
    }

    fn metonym(&self, index: usize) -> Option<Candidate> {
        if !self.store.metonym_holds(index, self.day) {
            return None;
        }
        let [owner, sectors, target, _, _, is_place] = self.store.metonyms.row(index);
        let target = self.store.string(target).to_owned();
        let score = match (is_place == 1, self.place) {
            (false, false) => 0.93,
            (true, false) => 0.85,
            (false, true) => 0.8,
            (true, true) => 0.3,
        };
        let owner =
            Owner { actor: Some(owner as usize), country: self.store.country_of(owner as usize) };
        let kind = EntityKind::Organization;
        Some(self.made(
            "body",
            &owner,
            &target,
            &target,
            kind,
            unpack_sectors(sectors),
            Reason::Metonym,
            score,
        ))
    }

    /// Parts between commas: the first that can be read, or a later one that says more.
    fn parts(&self, segments: &[Segment], words: &Words) -> Vec<Candidate> {
        let mut rest = segments;
        let mut first: Vec<Candidate> = Vec::new();
        while !rest.is_empty() {
            let next = rest
                .iter()
                .enumerate()
                .skip(1)
                .find(|(_, s)| words.words.get(s.start).is_some_and(|w| w.cut))
                .map_or(rest.len(), |(i, _)| i);
            let (part, after) = rest.split_at(next);
            let part = strip(part);
            let read = match part {
                [] => Vec::new(),
                [one] => self.name(one, words),
                _ => self.phrase(part, words),
            };
            let sure = |c: &[Candidate]| c.iter().any(|c| c.score > 0.5);
            if first.is_empty() || !sure(&first) && sure(&read) {
                first = read;
            }
            rest = after;
        }
        first
    }

    fn phrase(&self, segments: &[Segment], words: &Words) -> Vec<Candidate> {
        let split = segments
            .iter()
            .enumerate()
            .skip(1)
            .find(|(_, s)| s.is(Modifier::Of) || s.is(Modifier::Toward))
            .map_or(segments.len(), |(i, _)| i);
        let (main, after) = segments.split_at(split);
        let toward = after.first().is_some_and(|s| s.is(Modifier::Toward));
        let after = strip(after.get(1..).unwrap_or(&[]));
        if let [direction, state] = segments
            && direction.is(Modifier::Direction)
            && let Some(owner) = self.owner(state).filter(|o| o.country.is_some())
        {
            let part = direction.surface(words);
            let kind = EntityKind::Place;
            return vec![self.made(
                "region",
                &owner,
                &part,
                &part,
                kind,
                Vec::new(),
                Reason::Place,
                0.8,
            )];
        }
        if let Some(person) = self.titled_person(segments, main, after, words) {
            return person;
        }
        // An organisation at the end of the phrase is meant itself, whatever adjectives stand before it.
        if let [.., last] = main {
            let organization = |i: usize| {
                matches!(
                    self.store.nature(i),
                    nature::ORGANIZATION | nature::AGREEMENT | nature::GROUP
                )
            };
            if !last.is_head() && last.of(Target::Actor).any(|p| organization(p.index)) {
                return self.name(last, words);
            }
        }
        let former = main.iter().any(|s| s.is(Modifier::Former));
        let (mut head, mut owner) =
            (main.iter().rposition(Segment::is_head).map(|i| (i, &main[i])), None);
        if let Some((i, _)) = head {
            owner = main[..i].iter().enumerate().rev().find(|(j, s)| {
                let person = s.possessive
                    && (s.has(Target::Surname) || s.person(self.store).next().is_some());
                (person || s.is_owner(self.store)) && !(*j > 0 && main[j - 1].is(Modifier::Against))
            });
            // `Bosnian Serb forces`: of the state where the people lives.
            if let Some((j, people)) = owner
                && let Some(state) = j.checked_sub(1).map(|b| &main[b])
                && people.has(Target::Demonym)
                && state.has(Target::Demonym)
                && !words.words[people.start].cut
            {
                owner = Some((j - 1, state));
            }
        }
        let military =
            head.is_some_and(|(_, h)| self.head_sectors(h).first() == Some(&Sector::Mil));
        let inside = segments.get(split).is_some_and(|s| words.text(s.start) == "in");
        let mut owner = owner.map(|(_, s)| s);
        if owner.is_none() && !toward && !(inside && military) {
            let sure = |s: &&Segment| {
                s.is_owner(self.store) && (s.has(Target::Actor) || !s.has(Target::Place))
            };
            owner =
                after.iter().find(sure).or_else(|| after.iter().find(|s| s.is_owner(self.store)));
        }
        if head.is_none() {
            head = after.iter().position(Segment::is_head).map(|i| (main.len() + i, &after[i]));
        }
        let Some((at, head)) = head else { return self.leftover(main, owner, words) };
        let known = owner.and_then(|s| self.owner(s));
        let lower = main[..at.min(main.len())].last().is_some_and(|s| s.is(Modifier::Lower));
        // `King Harald of Norway`: someone of a name that did not tell who.
        let is_named = main.iter().skip(at + 1).any(|s| s.capital && !s.is_head());
        let mut out = Vec::new();
        let title = head.surface(words);
        for posting in head.of(Target::Office) {
            let fits = |o: usize| posting.extra == 0 || posting.extra as usize == o + 1;
            let named = known.as_ref().and_then(|o| o.actor).filter(|o| fits(*o));
            if posting.extra != 0 && named.is_none() {
                continue;
            }
            if let Some(main) = named.filter(|_| !former && !lower && !is_named) {
                let others = owner.map_or_else(Vec::new, |s| self.namesakes(s, main));
                // `Congolese` says which of two states no better than a coin.
                let score = if others.is_empty() { 0.95 } else { 0.78 };
                for state in std::iter::once(main).chain(others) {
                    out.extend(self.holder(state, posting.index, &title, score));
                }
            }
            out.push(self.unnamed(posting.index, known.as_ref(), former, lower, &title));
        }
        for posting in head.of(Target::Role) {
            let mut candidate =
                self.role(posting.index, known.as_ref(), former, head, words, lower);
            if head.has(Target::Office) && !out.is_empty() {
                candidate.score -= 0.3;
            }
            out.push(candidate);
        }
        out
    }

    /// What a phrase without a role says: a state's, but what is not known.
    fn leftover(
        &self,
        main: &[Segment],
        within: Option<&Segment>,
        words: &Words,
    ) -> Vec<Candidate> {
        let known: Vec<&Segment> = main.iter().filter(|s| s.is_owner(self.store)).collect();
        let unknown_name = main.iter().any(|s| s.postings.is_empty() && s.capital);
        // `ethnic Albanians`: of the people, not of its state.
        if let [.., not_theirs, people] = main
            && not_theirs.is(Modifier::Against)
            && people.has(Target::Demonym)
        {
            let owner = within.and_then(|s| self.owner(s));
            let owner = owner.unwrap_or(Owner { actor: None, country: None });
            let noun = format!("{} {}", not_theirs.surface(words), people.surface(words));
            return vec![self.people(&owner, &noun, 0.6)];
        }
        // `Bosnian Serbs`, `Serbs of northern Kosovo`: those of one name who live in the state of another.
        let people = match (known.as_slice(), main, within) {
            ([state, people], [_, _], None) if state.has(Target::Demonym) => {
                Some((*state, *people))
            }
            ([people], [_], Some(state)) if state.has(Target::Actor) => Some((state, *people)),
            _ => None,
        };
        if let Some((state, people)) = people.filter(|(_, p)| p.has(Target::Demonym))
            && let Some(owner) = self.owner(state)
        {
            return vec![self.people(&owner, &people.surface(words), 0.7)];
        }
        // `the old town of Dubrovnik`: something of whatever it is of.
        let only = match (known.as_slice(), within) {
            ([only], _) => *only,
            ([], Some(of)) => of,
            _ => return Vec::new(),
        };
        let town = only.has(Target::Place) && !only.has(Target::Actor);
        if unknown_name || town && !known.is_empty() {
            return Vec::new();
        }
        let Some(owner) = self.owner(only) else { return Vec::new() };
        let Some(last) = main.iter().rev().find(|s| s.postings.is_empty()) else {
            return self.name(only, words);
        };
        let noun = last.surface(words);
        vec![self.made(
            "other",
            &owner,
            &noun,
            &noun,
            EntityKind::Other,
            Vec::new(),
            Reason::Demonym,
            0.4,
        )]
    }

    /// People of a name who live in the state of `owner`, or in no known one.
    fn people(&self, owner: &Owner, noun: &str, score: f32) -> Candidate {
        let (kind, sectors) = (EntityKind::Group, vec![Sector::Cvl]);
        self.made("group", owner, noun, noun, kind, sectors, Reason::Group, score)
    }

    pub(crate) fn head_sectors(&self, head: &Segment) -> Vec<Sector> {
        if let Some(role) = head.of(Target::Role).next() {
            return unpack_sectors(self.store.roles.row(role.index)[1]);
        }
        head.of(Target::Office)
            .next()
            .map(|o| self.store.office_sectors(o.index))
            .unwrap_or_default()
    }

    fn holder(&self, owner: usize, office: usize, title: &str, score: f32) -> Option<Candidate> {
        if !self.store.office_is_sole(office) {
            return None;
        }
        let held = self.store.holder(owner, office, title, self.day)?;
        let mut candidate = self.store.actor(held.person, Reason::Office, self.day, score);
        self.store.restrict(&mut candidate, &held, self.day);
        Some(candidate)
    }
}

fn strip(mut segments: &[Segment]) -> &[Segment] {
    while let [first, rest @ ..] = segments {
        if !first.is(Modifier::Determiner) {
            break;
        }
        segments = rest;
    }
    segments
}
