//! Referents: whom and what the mentions of one article refer to, gathered mention by mention.

use super::draft::{Draft, ReferentId};
use super::rules::{Number, Sex};
use detente_atlas::{Candidate, Reason};
use detente_model::{CountryCode, Entity, EntityKind, MentionForm, Sector};
use std::collections::HashMap;

/// What is known so far of one referent.
#[derive(Debug, Clone)]
pub(super) struct Referent {
    pub(super) kind: EntityKind,
    /// Told by the name, a form of address or a noun.
    pub(super) sex: Option<Sex>,
    /// How many pronouns took it for a man, less those that took it for a woman.
    pub(super) leaning: i32,
    pub(super) number: Number,
    /// The fullest name or description that the article gives.
    pub(super) name: String,
    /// Whether `name` is a name.
    pub(super) named: bool,
    /// The words of the name, folded: see [`fold`](super::fold).
    pub(super) words: Vec<String>,
    pub(super) reading: Option<Candidate>,
    pub(super) country: Option<CountryCode>,
    /// Whether the states around say nothing of its own.
    pub(super) of_no_state: bool,
    pub(super) sectors: Vec<Sector>,
    pub(super) role: Option<String>,
    /// Whether `role` is from a title, not from a noun that happens to fit.
    pub(super) titled: bool,
    /// The nouns that it has been called by, `minister` of `foreign minister`.
    pub(super) nouns: Vec<String>,
    pub(super) withheld: bool,
    /// Whether the phrase that introduced it counts them: `two officers`.
    pub(super) counted: bool,
    pub(super) mentions: u32,
    /// How many of the mentions are names.
    pub(super) names: u32,
}

impl Referent {
    pub(super) fn from_draft(draft: &Draft, surface: &str, words: Vec<String>) -> Self {
        let mut referent = Self {
            kind: draft.kind,
            sex: draft.sex,
            leaning: 0,
            number: draft.number,
            name: surface.to_owned(),
            named: draft.form == MentionForm::Name,
            words,
            reading: None,
            country: None,
            of_no_state: false,
            sectors: Vec::new(),
            role: None,
            titled: false,
            nouns: Vec::new(),
            withheld: draft.withheld,
            counted: draft.counted,
            mentions: 0,
            names: 0,
        };
        referent.learn(draft);
        referent
    }

    /// Takes over what the words of a mention tell: state, sectors, office, sex.
    pub(super) fn learn(&mut self, draft: &Draft) {
        self.country = self.country.or(draft.country);
        self.of_no_state |= draft.of_no_state && self.country.is_none();
        if self.sectors.is_empty() {
            self.sectors.clone_from(&draft.sectors);
        }
        self.sex = self.sex.or(draft.sex);
        if !draft.noun.is_empty() && !self.nouns.contains(&draft.noun) {
            self.nouns.push(draft.noun.clone());
        }
        if self.kind == EntityKind::Person && draft.form != MentionForm::Name && self.role.is_none()
        {
            self.role.clone_from(&draft.role);
            self.titled = draft.form == MentionForm::Title;
        }
    }

    /// Takes the state that the name itself tells; what the atlas knows of the place stays.
    pub(super) fn lies_in(&mut self, state: CountryCode) {
        if self.reading.is_none() {
            self.country = Some(state);
        }
    }

    /// Takes over what the atlas knows; what the article itself says of the office stays where the atlas is silent.
    pub(super) fn identify(&mut self, reading: &Candidate) {
        if self.reading.is_some() {
            return;
        }
        self.kind = reading.kind;
        if let Some(noun) = reading.role.as_deref().map(head_noun)
            && !self.nouns.iter().any(|n| n == noun)
        {
            self.nouns.push(noun.to_owned());
        }
        self.reading = Some(reading.clone());
    }

    /// The sex that the words tell, or else that most of its pronouns do.
    pub(super) fn likely_sex(&self) -> Option<Sex> {
        self.sex.or(match self.leaning {
            0 => None,
            n if n > 0 => Some(Sex::Male),
            _ => Some(Sex::Female),
        })
    }

    pub(super) fn state(&self) -> Option<CountryCode> {
        self.reading.as_ref().and_then(|r| r.country).or(self.country)
    }

    /// Whether the atlas knows it, or the body that it is of, be it as one of no state.
    pub(super) fn is_settled(&self) -> bool {
        let reading = self.reading.as_ref();
        self.of_no_state
            || reading.is_some_and(|r| !matches!(r.reason, Reason::Role | Reason::Group))
    }

    /// Whether it may belong to the state `other`.
    pub(super) fn may_be_of(&self, other: Option<CountryCode>) -> bool {
        match (self.state(), other) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    pub(super) fn main_sector(&self) -> Option<Sector> {
        self.reading
            .as_ref()
            .and_then(|r| r.sectors.first())
            .or_else(|| self.sectors.first())
            .copied()
    }

    pub(super) fn into_entity(self) -> Entity {
        let country = self.state();
        let Self { kind, name, named, reading, sectors, role, titled, withheld, mentions, .. } =
            self;
        let anonymous =
            withheld && !named && reading.as_ref().is_none_or(|r| r.reason != Reason::Office);
        let own_sectors = sectors;
        match reading {
            Some(r) => Entity {
                actor_id: Some(r.actor_id),
                name: if r.name.is_empty() { name } else { r.name },
                kind,
                country,
                sectors: match (r.sectors.is_empty(), kind) {
                    (false, _) => r.sectors,
                    // A state acts through its government.
                    (true, EntityKind::Country) => vec![Sector::Gov],
                    (true, _) => own_sectors,
                },
                // What the article calls the office beats what the atlas does.
                role: if titled { role.or(r.role) } else { r.role.or(role) },
                wikidata: r.wikidata,
                cow: r.cow,
                cameo: r.cameo,
                anonymous,
                lat: r.lat,
                lon: r.lon,
                mentions,
            },
            None => Entity {
                actor_id: None,
                name,
                kind,
                country,
                sectors: own_sectors,
                role,
                wikidata: None,
                cow: None,
                cameo: None,
                anonymous,
                lat: None,
                lon: None,
                mentions,
            },
        }
    }
}

/// The noun that heads an office: `minister` of `foreign minister`, `secretary` of `secretary of state`.
pub(super) fn head_noun(role: &str) -> &str {
    let before =
        ["of", "for", "to"].iter().filter_map(|p| role.split(' ').position(|w| w == *p)).min();
    let mut words = role.split(' ');
    match before {
        Some(i) if i > 0 => words.nth(i - 1).unwrap_or(role),
        _ => words.next_back().unwrap_or(role),
    }
}

/// All referents of an article, found again by atlas id.
#[derive(Debug, Default)]
pub(super) struct Referents {
    all: Vec<Referent>,
    by_id: HashMap<String, ReferentId>,
    states: HashMap<CountryCode, ReferentId>,
}

impl Referents {
    pub(super) fn get(&self, id: ReferentId) -> &Referent {
        &self.all[id]
    }

    pub(super) fn get_mut(&mut self, id: ReferentId) -> &mut Referent {
        &mut self.all[id]
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn add(&mut self, referent: Referent) -> ReferentId {
        self.all.push(referent);
        self.all.len() - 1
    }

    pub(super) fn with_id(&self, actor_id: &str) -> Option<ReferentId> {
        self.by_id.get(actor_id).copied()
    }

    /// The state itself, where the article names it.
    pub(super) fn state(&self, country: CountryCode) -> Option<ReferentId> {
        self.states.get(&country).copied()
    }

    /// Ties a referent to a reading of the atlas.
    pub(super) fn identify(&mut self, id: ReferentId, reading: &Candidate) {
        self.all[id].identify(reading);
        self.by_id.entry(reading.actor_id.clone()).or_insert(id);
        if reading.kind == EntityKind::Country
            && let Some(country) = reading.country
        {
            self.states.entry(country).or_insert(id);
        }
    }

    /// Gives a place another reading.
    pub(super) fn relocate(&mut self, id: ReferentId, reading: Candidate) {
        if let Some(before) = &self.all[id].reading
            && self.by_id.get(&before.actor_id) == Some(&id)
        {
            self.by_id.remove(&before.actor_id);
        }
        self.by_id.entry(reading.actor_id.clone()).or_insert(id);
        self.all[id].reading = Some(reading);
    }

    pub(super) fn into_vec(self) -> Vec<Referent> {
        self.all
    }
}
