//! Owners: the state or organisation that a name, an adjective or a seat stands for beside a role.

use crate::file::records::{Target, nature};
use crate::lookup::candidate::Reason;
use crate::lookup::phrase::Segment;
use crate::lookup::resolver::Resolver;
use crate::lookup::unrecorded::Owner;
use detente_model::CountryCode;

impl Resolver<'_> {
    /// The best reading of a name as an owner.
    pub(crate) fn owner(&self, segment: &Segment) -> Option<Owner> {
        let exists = |i: &usize| self.store.exists(*i, self.day);
        let nameable = |i: &usize| self.store.nameable(*i, self.day);
        let agrees =
            |i: &usize| self.country.is_some() && self.store.country_of(*i) == self.country;
        let is_state =
            |i: &usize| matches!(self.store.nature(*i), nature::HISTORIC | nature::STATE);
        let of = |target: Target| {
            segment
                .of(target)
                .map(|p| p.index)
                .filter(nameable)
                .min_by_key(|i| (!exists(i), !agrees(i), !is_state(i), *i))
        };
        let named = |i: usize| Owner { actor: Some(i), country: self.store.country_of(i) };
        if let Some(i) = of(Target::Demonym) {
            return Some(named(i));
        }
        // `Montenegro's`: of the state, whoever bears its name.
        let state = of(Target::Actor).is_some_and(|i| is_state(&i));
        let person =
            segment.person(self.store).next().or_else(|| segment.of(Target::Surname).next());
        if let Some(person) = person.filter(|_| segment.possessive && !state) {
            let candidate = self.store.actor(person.index, Reason::Name, self.day, 0.0);
            return candidate.country.map(|c| self.within(Some(c)));
        }
        if let Some(i) = of(Target::Actor) {
            return Some(if self.store.nature(i) == nature::REGION {
                self.within(self.store.country_of(i))
            } else {
                named(i)
            });
        }
        if let Some(p) =
            segment.of(Target::Metonym).find(|p| self.store.metonym_holds(p.index, self.day))
        {
            return Some(named(self.store.metonyms.row(p.index)[0] as usize));
        }
        let place = segment.of(Target::Place).map(|p| self.gazetteer(p.index));
        place.max_by(|a, b| a.score.total_cmp(&b.score)).map(|c| self.within(c.country))
    }

    /// The other states that the adjective of `main` is also of, where nothing around says which is meant.
    pub(crate) fn namesakes(&self, segment: &Segment, main: usize) -> Vec<usize> {
        if self.country.is_some() && self.store.country_of(main) == self.country {
            return Vec::new();
        }
        let other = |i: &usize| {
            *i != main && self.store.nature(*i) == nature::STATE && self.store.exists(*i, self.day)
        };
        segment.of(Target::Demonym).map(|p| p.index).filter(other).collect()
    }

    /// Something inside a state: of the state, but none of its offices.
    fn within(&self, country: Option<CountryCode>) -> Owner {
        Owner { actor: None, country }
    }
}
