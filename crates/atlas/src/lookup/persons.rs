//! Persons with titles: `Turkish Foreign Minister Mevlut Cavusoglu`, `Secretary of State Kerry`, `Mr Lavrov`.

use crate::file::fold::Words;
use crate::file::records::{Modifier, Target};
use crate::lookup::candidate::{Candidate, Reason};
use crate::lookup::phrase::{Segment, family_name};
use crate::lookup::reading::{Held, Standing};
use crate::lookup::resolver::Resolver;
use crate::lookup::unrecorded::Owner;
use detente_model::Sector;

/// Days after which a family name alone does not mean somebody who has left: `Ford` is another one today.
const FORGOTTEN: i32 = 15 * 365;
/// An undated text is taken to be of 2010-01-01.
const UNDATED: i32 = 733_773;

impl Resolver<'_> {
    /// A person whose name stands in the phrase, with titles around it.
    pub(crate) fn titled_person(
        &self,
        segments: &[Segment],
        main: &[Segment],
        after: &[Segment],
        words: &Words,
    ) -> Option<Vec<Candidate>> {
        let at = segments.iter().rposition(|s| s.person(self.store).next().is_some());
        let last = at.is_none_or(|i| segments[i + 1..].iter().all(|s| !s.is_head()));
        if let Some(i) = at.filter(|i| last && !segments[*i].possessive) {
            let titled = i < main.len() || {
                // `the President of Kenya Jomo Kamau`: whose, then the name.
                let name_in_after = i - (segments.len() - after.len());
                name_in_after > 0 && after[name_in_after - 1].is_owner(self.store)
            };
            let other_unknown = segments
                .iter()
                .enumerate()
                .any(|(j, s)| j + 1 == i && s.postings.is_empty() && s.capital);
            if titled && !other_unknown {
                let segment = &segments[i];
                let owner = segments[..i]
                    .iter()
                    .rev()
                    .find(|s| s.is_owner(self.store))
                    .and_then(|s| self.owner(s));
                let mut out: Vec<Candidate> = segment
                    .person(self.store)
                    .filter_map(|p| {
                        let actor = self.actor(p.index, segment.loose)?;
                        Some(self.in_office(actor, p.index, &segments[..i], words))
                    })
                    .collect();
                for candidate in &mut out {
                    let same = owner
                        .as_ref()
                        .is_none_or(|o| o.country.is_none() || o.country == candidate.country);
                    candidate.score += if same { 0.02 } else { -0.25 };
                }
                return Some(out);
            }
        }
        self.titled_surname(main, after, words)
    }

    /// `Secretary of State Kerry`, `Turkey's Cavusoglu`, `Mr Lavrov`: a title, then a family name.
    fn titled_surname(
        &self,
        main: &[Segment],
        after: &[Segment],
        words: &Words,
    ) -> Option<Vec<Candidate>> {
        let [before @ .., last] = main else { return None };
        let title = before.last()?;
        let introduces =
            title.is_head() || title.is(Modifier::Honorific) || title.is_owner(self.store);
        if !introduces {
            return None;
        }
        if last.is_head() {
            return None;
        }
        let named = family_name(self.store, words, last.start).filter(|s| s.end == last.end)?;
        let owner = before
            .iter()
            .rev()
            .chain(after.first())
            .find(|s| s.is_owner(self.store))
            .and_then(|s| self.owner(s));
        let office = title.of(Target::Office).map(|p| p.index).next();
        let out: Vec<Candidate> = named
            .of(Target::Surname)
            .filter_map(|p| {
                let found = self.surname(p.index, owner.as_ref(), office)?;
                Some(self.in_office(found, p.index, before, words))
            })
            .collect();
        let sure: Vec<Candidate> = out.into_iter().filter(|c| c.score > 0.45).collect();
        (!sure.is_empty()).then_some(sure)
    }

    /// Who is called by a title holds that office, though the atlas dates it otherwise: its dates may be vague, and the
    /// day unknown. A title long after the last day is a courtesy.
    fn in_office(
        &self,
        candidate: Candidate,
        person: usize,
        before: &[Segment],
        words: &Words,
    ) -> Candidate {
        const VAGUE: i32 = 400;
        let left = before.iter().any(|s| s.is(Modifier::Former) || s.is(Modifier::Lower));
        let leads = |s: &Segment| {
            s.has(Target::Office) || self.head_sectors(s).first() == Some(&Sector::Gov)
        };
        let title = before.last().filter(|s| leads(s));
        let (Some(title), true) = (title.filter(|_| !left), candidate.role.is_none()) else {
            return candidate;
        };
        let mut candidate = candidate;
        let offices: Vec<usize> = title.of(Target::Office).map(|p| p.index).collect();
        let near = |h: &Held| {
            self.day.is_none_or(|d| h.from - VAGUE <= d && d <= h.to.saturating_add(VAGUE))
        };
        // `Kenyan leader`, `interior minister`: words that are no office of the atlas go with any.
        let fits = |h: &Held| offices.is_empty() || offices.contains(&h.office);
        let held = self.store.held_by(person).filter(|h| fits(h) && near(h));
        if let Some(held) = held.max_by_key(|h| h.from) {
            self.store.restrict(&mut candidate, &held, self.day);
            candidate.stale = true;
        } else if self.day.is_none()
            && let Some(&office) = offices.first()
        {
            candidate.sectors = self.store.office_sectors(office);
            candidate.role = Some(title.surface(words));
        }
        candidate
    }

    /// A person by the family name: whoever held an office of note on the day, or a head who has left.
    pub(crate) fn surname(
        &self,
        index: usize,
        owner: Option<&Owner>,
        office: Option<usize>,
    ) -> Option<Candidate> {
        let forgotten = |h: &Held| self.day.unwrap_or(UNDATED).saturating_sub(h.to) > FORGOTTEN;
        let (held, base) = match self.store.standing(index, self.day) {
            Standing::Held(h) if forgotten(&h) && office.is_none() => return None,
            Standing::Holds(h) => {
                (h, if self.store.office_rank(h.office) <= 2 { 0.82 } else { 0.72 })
            }
            // Without a day, whoever held an office of note may be meant.
            Standing::Held(h) if self.day.is_none() && self.store.office_rank(h.office) <= 4 => {
                (h, 0.65)
            }
            Standing::Held(h) => {
                (h, if self.store.office_rank(h.office) <= 2 { 0.55 } else { 0.4 })
            }
            Standing::Before(_) | Standing::None => return None,
        };
        let rank = self.store.office_rank(held.office);
        let mut score = base - 0.01 * rank as f32;
        let agrees =
            |o: &Owner| o.country.is_some() && o.country == self.store.country_of(held.owner);
        match (owner, office) {
            (None, None) if rank > 4 || base < 0.5 => return None,
            _ => {}
        }
        if let Some(owner) = owner {
            // `King Harald of Norway` is nobody who never served Norway.
            let served = |h: Held| self.store.country_of(h.owner) == owner.country;
            if owner.country.is_some() && !self.store.held_by(index).any(served) {
                return None;
            }
            score += if agrees(owner) { 0.1 } else { -0.3 };
        }
        if let Some(office) = office {
            let same = self
                .store
                .held_by(index)
                .any(|h| h.office == office && self.day.is_none_or(|d| h.held_on(d)));
            score += if same { 0.15 } else { -0.2 };
        }
        Some(self.store.actor(index, Reason::Surname, self.day, score))
    }
}
