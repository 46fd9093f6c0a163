//! Readings that have no record: bodies, groups and unnamed holders, composed of their owner and what they are.

use crate::file::fold::Words;
use crate::file::records::{BODY, PERSON, nature, unpack_sectors};
use crate::lookup::candidate::{Candidate, Reason, Validity};
use crate::lookup::phrase::Segment;
use crate::lookup::resolver::Resolver;
use detente_model::{CountryCode, EntityKind, Sector};

/// To whom a role belongs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner {
    /// The state or organisation.
    pub(crate) actor: Option<usize>,
    pub(crate) country: Option<CountryCode>,
}

impl Resolver<'_> {
    /// The holder of an office who is not known by name.
    pub(crate) fn unnamed(
        &self,
        office: usize,
        owner: Option<&Owner>,
        former: bool,
        lower: bool,
        title: &str,
    ) -> Candidate {
        let none = Owner { actor: None, country: None };
        let owner_or_none = owner.unwrap_or(&none);
        let mut sectors = self.sectors_for(self.store.office_sectors(office), owner_or_none);
        let (prefix, label) = match (former, lower) {
            (true, _) => ("former ", title),
            (_, true) => ("deputy ", title),
            _ => ("", title),
        };
        if former {
            sectors = vec![Sector::Eli];
        }
        let score = if owner.is_some() { 0.75 } else { 0.5 };
        let name = format!("{prefix}{label}");
        let slug = format!(
            "{}{}",
            prefix.replace(' ', "-"),
            self.store.office_id(office).replace('_', "-")
        );
        let mut made = self.made(
            "office",
            owner_or_none,
            &slug,
            &name,
            EntityKind::Person,
            sectors,
            Reason::Office,
            score,
        );
        let head = self.store.office_rank(office) <= 2;
        let office = if head { title } else { self.store.office_label(office) };
        made.role = (!former).then(|| format!("{prefix}{office}"));
        made
    }

    pub(crate) fn role(
        &self,
        index: usize,
        owner: Option<&Owner>,
        former: bool,
        segment: &Segment,
        words: &Words,
        lower: bool,
    ) -> Candidate {
        let [label, sectors, kind, slug] = self.store.roles.row(index);
        let none = Owner { actor: None, country: None };
        let whose = owner.unwrap_or(&none);
        let sectors = if former {
            vec![Sector::Eli]
        } else {
            self.sectors_for(unpack_sectors(sectors), whose)
        };
        let (space, entity, reason) = match (kind, owner.is_some()) {
            (BODY, true) => ("body", EntityKind::Organization, Reason::Body),
            (BODY, false) => ("role", EntityKind::Organization, Reason::Role),
            (PERSON, true) => ("role", EntityKind::Person, Reason::Group),
            (PERSON, false) => ("role", EntityKind::Person, Reason::Role),
            (_, true) => ("group", EntityKind::Group, Reason::Group),
            (_, false) => ("role", EntityKind::Group, Reason::Role),
        };
        let score = if owner.is_some() { 0.8 } else { 0.55 };
        let label = self.store.string(label);
        let name =
            if former { format!("former {}", segment.surface(words)) } else { label.to_owned() };
        let slug = format!(
            "{}{}",
            if former {
                "former-"
            } else if lower {
                "deputy-"
            } else {
                ""
            },
            self.store.string(slug)
        );
        let mut made = self.made(space, whose, &slug, &name, entity, sectors, reason, score);
        made.role = (entity == EntityKind::Person && !former).then(|| label.to_owned());
        made
    }

    /// Where the role says no more than that one speaks or leads for its owner, the owner's sectors count.
    fn sectors_for(&self, of_role: Vec<Sector>, owner: &Owner) -> Vec<Sector> {
        let Some(actor) = owner.actor.filter(|a| self.store.nature(*a) == nature::ORGANIZATION)
        else {
            return of_role;
        };
        let of_owner = self.store.actor_sectors(actor);
        if of_role.first() == Some(&Sector::Gov) && !of_owner.is_empty() {
            of_owner
        } else {
            of_role
        }
    }

    /// Something that has no record of its own: made from whose it is and what it is.
    #[expect(clippy::too_many_arguments, reason = "the parts of a made reading, each once")]
    pub(crate) fn made(
        &self,
        space: &str,
        owner: &Owner,
        slug: &str,
        label: &str,
        kind: EntityKind,
        sectors: Vec<Sector>,
        reason: Reason,
        score: f32,
    ) -> Candidate {
        let slug = Words::of(slug).key().replace(' ', "-");
        let state = owner.actor.or_else(|| owner.country.and_then(|c| self.store.state(c)));
        let whose = state.map(|a| self.store.actor(a, Reason::Name, self.day, 0.0));
        let place = owner.country.map(|c| c.to_string());
        let space_owner = whose
            .as_ref()
            .filter(|_| owner.actor.is_some_and(|a| self.store.nature(a) == nature::ORGANIZATION));
        let owner_id = space_owner
            .map(|o| o.actor_id.rsplit(':').next().unwrap_or("").to_owned())
            .or_else(|| place.clone());
        let actor_id =
            owner_id.map_or_else(|| format!("{space}:{slug}"), |o| format!("{space}:{o}:{slug}"));
        // "Kenyan police", but "foreign minister of Kenya" and "Scottish parliament of the United Kingdom".
        let plain = space != "office" && label.starts_with(char::is_lowercase);
        let adjective = state.and_then(|a| self.store.adjective(a)).filter(|_| plain);
        let name = match (&whose, adjective) {
            (Some(_), Some(adjective)) => format!("{adjective} {label}"),
            (Some(whose), None) => of_whom(label, &whose.name),
            (None, _) => label.to_owned(),
        };
        Candidate {
            actor_id,
            name,
            kind,
            country: owner.country,
            role: None,
            wikidata: None,
            cow: self.store.cow(owner.country),
            cameo: state.map(|a| self.store.cameo_of(a, &sectors)),
            sectors,
            geonameid: None,
            lat: None,
            lon: None,
            score,
            reason,
            valid: Validity::default(),
            stale: false,
            verified: state.is_some_and(|a| self.store.is_verified(a)),
        }
    }
}
/// Words that a name begins or ends with which takes "the": the United States, the Czech Republic, the Arab League.
const BEGINS: [&str; 4] = ["United", "European", "African", "Arab"];
const ENDS: [&str; 16] = [
    "Republic",
    "Union",
    "League",
    "Islands",
    "Emirates",
    "Kingdom",
    "Nations",
    "Organization",
    "Council",
    "Court",
    "Agency",
    "Commission",
    "Netherlands",
    "Philippines",
    "Bahamas",
    "Gambia",
];

/// What has no name of its own, by what it is and whose: "prime minister of Kenya", "envoy of the United Nations".
///
/// ```
/// assert_eq!(detente_atlas::of_whom("envoy", "United Nations"), "envoy of the United Nations");
/// ```
#[must_use]
pub fn of_whom(label: &str, owner: &str) -> String {
    let first = owner.split(' ').next().unwrap_or_default();
    let last = owner.rsplit(' ').next().unwrap_or_default();
    let has_one = first.eq_ignore_ascii_case("the");
    let takes_one = BEGINS.contains(&first) || ENDS.contains(&last);
    let article = if takes_one && !has_one { "the " } else { "" };
    format!("{label} of {article}{owner}")
}

#[cfg(test)]
mod tests {
    use super::of_whom;

    #[test]
    fn what_has_no_record_is_named_after_whose_it_is() {
        assert_eq!(of_whom("foreign ministry", "Iceland"), "foreign ministry of Iceland");
        assert_eq!(of_whom("envoy", "United Nations"), "envoy of the United Nations");
        assert_eq!(of_whom("army", "Dominican Republic"), "army of the Dominican Republic");
        assert_eq!(of_whom("police", "Bahamas"), "police of the Bahamas");
        assert_eq!(of_whom("envoy", "the Netherlands"), "envoy of the Netherlands");
    }
}
