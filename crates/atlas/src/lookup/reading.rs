//! From records to candidates: what an actor, a place or an office is on a day.

use crate::file::day::{OPEN, date};
use crate::file::records::{
    actor, holding, nature, office, pack_country, place, unpack_country, unpack_kind,
    unpack_nature, unpack_sectors, unpack_verified,
};
use crate::file::store::Store;
use crate::lookup::candidate::{Candidate, Reason, Validity};
use detente_model::{CountryCode, EntityKind, Sector};

/// A holding as the atlas keeps it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub(crate) person: usize,
    pub(crate) owner: usize,
    pub(crate) office: usize,
    title: u32,
    pub(crate) from: i32,
    pub(crate) to: i32,
    /// Whether the source has no end.
    pub(crate) open: bool,
    pub(crate) dated: bool,
    pub(crate) verified: bool,
    pub(crate) snapshot: i32,
}

impl Held {
    pub(crate) fn of(row: [u32; 7]) -> Self {
        Self {
            person: row[holding::PERSON] as usize,
            owner: row[holding::OWNER] as usize,
            office: row[holding::OFFICE] as usize,
            title: row[holding::TITLE],
            from: row[holding::FROM] as i32,
            to: row[holding::TO] as i32,
            open: row[holding::FLAGS] & 1 == 1,
            dated: row[holding::FLAGS] & 2 == 0,
            verified: row[holding::FLAGS] & 4 != 0,
            snapshot: (row[holding::FLAGS] >> holding::SNAPSHOT_SHIFT) as i32,
        }
    }

    pub(crate) fn holds(&self, day: i32) -> bool {
        self.dated && self.from <= day && day <= self.to
    }

    /// Whether the office was held on `day` or had been before.
    pub(crate) fn held_on(&self, day: i32) -> bool {
        self.from <= day
    }

    /// Whether the holding rests on an end that the source did not know on `day`.
    fn stale(&self, day: Option<i32>) -> bool {
        self.open && day.is_none_or(|d| d > self.snapshot)
    }
}

/// A person's standing on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Standing {
    /// Holds this office.
    Holds(Held),
    /// Held this office and holds none.
    Held(Held),
    /// Will hold this office.
    Before(Held),
    /// Is not known to hold any.
    None,
}

impl Store {
    pub(crate) fn nature(&self, index: usize) -> u32 {
        unpack_nature(self.actors.row(index)[actor::KIND])
    }

    /// Whether a source backs the record.
    pub(crate) fn is_verified(&self, index: usize) -> bool {
        unpack_verified(self.actors.row(index)[actor::KIND])
    }

    pub(crate) fn country_of(&self, index: usize) -> Option<CountryCode> {
        unpack_country(self.actors.row(index)[actor::COUNTRY])
    }

    pub(crate) fn actor_sectors(&self, index: usize) -> Vec<Sector> {
        unpack_sectors(self.actors.row(index)[actor::SECTORS])
    }

    /// Whether the actor bears its names on `day`.
    pub(crate) fn exists(&self, index: usize, day: Option<i32>) -> bool {
        let row = self.actors.row(index);
        day.is_none_or(|d| (row[actor::FROM] as i32) <= d && d <= row[actor::TO] as i32)
    }

    /// Whether the actor may be meant on `day`: it exists, or it is a state to come, whose name its land and people bear before.
    pub(crate) fn nameable(&self, index: usize, day: Option<i32>) -> bool {
        let to_come = || {
            let from = self.actors.row(index)[actor::FROM] as i32;
            self.nature(index) == nature::STATE && day.is_some_and(|d| d < from)
        };
        self.exists(index, day) || to_come()
    }

    pub(crate) fn office_rank(&self, index: usize) -> u32 {
        self.offices.row(index)[office::RANK]
    }

    pub(crate) fn office_label(&self, index: usize) -> &str {
        self.string(self.offices.row(index)[office::LABEL])
    }

    pub(crate) fn office_id(&self, index: usize) -> &str {
        self.string(self.offices.row(index)[office::ID])
    }

    pub(crate) fn office_is_sole(&self, index: usize) -> bool {
        self.offices.row(index)[office::SOLE] != office::MANY
    }

    pub(crate) fn office_sectors(&self, index: usize) -> Vec<Sector> {
        unpack_sectors(self.offices.row(index)[office::SECTORS])
    }

    /// The holdings of a person, earliest first.
    pub(crate) fn held_by(&self, person: usize) -> impl Iterator<Item = Held> + '_ {
        let row = self.actors.row(person);
        let first = row[actor::HELD] as usize;
        let end = (first + row[actor::HELD_COUNT] as usize).min(self.holdings.len());
        (first..end).map(|i| Held::of(self.holdings.row(i)))
    }

    /// The holdings of an office of `owner`, earliest first.
    pub(crate) fn holders(&self, owner: usize, office: usize) -> impl Iterator<Item = Held> + '_ {
        self.held_from(owner, office).take_while(move |h| (h.owner, h.office) == (owner, office))
    }

    /// The holdings by owner, office and day, from this office of `owner` on.
    pub(crate) fn held_from(&self, owner: usize, office: usize) -> impl Iterator<Item = Held> + '_ {
        let held = |i: usize| Held::of(self.holdings.row(self.by_owner.row(i)[0] as usize));
        let (mut low, mut high) = (0, self.by_owner.len());
        while low < high {
            let middle = low.midpoint(high);
            let at = held(middle);
            if (at.owner, at.office) < (owner, office) { low = middle + 1 } else { high = middle }
        }
        (low..self.by_owner.len()).map(held)
    }

    /// The title under which an office was held.
    pub(crate) fn title<'a>(&'a self, held: &Held) -> &'a str {
        self.string(held.title)
    }

    pub(crate) fn standing(&self, person: usize, day: Option<i32>) -> Standing {
        let Some(day) = day else {
            let key = |h: &Held| (h.to, std::cmp::Reverse(self.office_rank(h.office)), h.from);
            return match self.held_by(person).max_by_key(key) {
                Some(last) if last.to == OPEN => Standing::Holds(last),
                Some(last) => Standing::Held(last),
                None => Standing::None,
            };
        };
        let now = self.held_by(person).filter(|h| h.holds(day)).min_by_key(|h| {
            // What its source still knows comes before what it no longer can.
            (h.stale(Some(day)), self.office_rank(h.office), std::cmp::Reverse(h.from))
        });
        if let Some(now) = now {
            return Standing::Holds(now);
        }
        let past = self.held_by(person).filter(|h| h.to < day || !h.dated);
        let past = past.max_by_key(|h| (h.to, std::cmp::Reverse(self.office_rank(h.office))));
        match past.or_else(|| self.held_by(person).next()) {
            Some(held) if held.to < day || !held.dated => Standing::Held(held),
            Some(held) => Standing::Before(held),
            None => Standing::None,
        }
    }

    pub(crate) fn actor(
        &self,
        index: usize,
        reason: Reason,
        day: Option<i32>,
        score: f32,
    ) -> Candidate {
        let row = self.actors.row(index);
        if unpack_nature(row[actor::KIND]) == nature::PERSON {
            return self.person(index, reason, day, score);
        }
        let text = |column: usize| {
            Some(self.string(row[column])).filter(|s| !s.is_empty()).map(str::to_owned)
        };
        let point = |column: usize| {
            Some(f32::from_bits(row[column])).filter(|f| f.is_finite()).map(|f| round(f64::from(f)))
        };
        let country = unpack_country(row[actor::COUNTRY]);
        Candidate {
            actor_id: text(actor::ID).unwrap_or_default(),
            name: text(actor::NAME).unwrap_or_default(),
            kind: unpack_kind(row[actor::KIND]),
            country,
            sectors: unpack_sectors(row[actor::SECTORS]),
            role: None,
            wikidata: text(actor::QID),
            cow: self.cow(country),
            cameo: text(actor::CAMEO),
            geonameid: Some(row[actor::GEONAMEID]).filter(|g| *g > 0),
            lat: point(actor::LAT),
            lon: point(actor::LON),
            score,
            reason,
            valid: Validity {
                from: date(row[actor::FROM] as i32),
                to: date(row[actor::TO] as i32),
            },
            stale: false,
            verified: unpack_verified(row[actor::KIND]),
        }
    }

    fn person(&self, index: usize, reason: Reason, day: Option<i32>, score: f32) -> Candidate {
        let row = self.actors.row(index);
        let qid = self.string(row[actor::QID]);
        let standing = self.standing(index, day);
        let (held, sectors, role) = match standing {
            Standing::Holds(h) => (Some(h), self.sectors_in(&h), Some(self.role(&h))),
            Standing::Held(h) => (Some(h), vec![Sector::Eli], None),
            Standing::Before(h) => (Some(h), Vec::new(), None),
            Standing::None => (None, self.actor_sectors(index), None),
        };
        let owner = held.map(|h| h.owner);
        let country =
            owner.and_then(|o| self.country_of(o)).or_else(|| unpack_country(row[actor::COUNTRY]));
        let known = !sectors.is_empty() || country.is_some();
        let weight = match standing {
            Standing::None if known => 0.0,
            Standing::Holds(_) => 0.0,
            Standing::Held(_) => -0.1,
            Standing::Before(_) => -0.2,
            Standing::None => -0.3,
        };
        let own_code = Some(self.string(row[actor::CAMEO])).filter(|c| !c.is_empty());
        Candidate {
            actor_id: self.actor_id(index),
            name: self.string(row[actor::NAME]).to_owned(),
            kind: EntityKind::Person,
            country,
            cameo: own_code
                .map(str::to_owned)
                .or_else(|| owner.map(|o| self.cameo_of(o, &sectors))),
            sectors,
            role,
            wikidata: Some(qid.to_owned()).filter(|q| !q.is_empty()),
            cow: self.cow(country),
            geonameid: None,
            lat: None,
            lon: None,
            score: score + weight,
            reason,
            valid: held.filter(|h| h.dated).map_or_else(Validity::default, |h| Validity {
                from: date(h.from),
                to: date(h.to),
            }),
            stale: day.is_none()
                || held.is_some_and(|h| matches!(standing, Standing::Holds(_)) && h.stale(day)),
            verified: held.map_or_else(|| unpack_verified(row[actor::KIND]), |h| h.verified),
        }
    }

    /// Makes a person's reading speak of one holding, where the person has several.
    pub(crate) fn restrict(&self, candidate: &mut Candidate, held: &Held, day: Option<i32>) {
        let country = self.country_of(held.owner);
        candidate.role = Some(self.role(held));
        candidate.sectors = self.sectors_in(held);
        candidate.country = country;
        candidate.cow = self.cow(country);
        candidate.cameo = Some(self.cameo_of(held.owner, &candidate.sectors));
        candidate.valid = Validity { from: date(held.from), to: date(held.to) };
        candidate.stale = day.is_none() || held.stale(day);
        candidate.verified = held.verified;
    }

    /// Heads of state and government go by their own title, others by their office.
    fn role(&self, held: &Held) -> String {
        if self.office_rank(held.office) <= 2 || self.office_label(held.office) == "official" {
            // `President of the European Commission`: whose is said elsewhere.
            let title = self.title(held).to_lowercase();
            title.split(" of ").next().unwrap_or(&title).to_owned()
        } else {
            self.office_label(held.office).to_owned()
        }
    }

    fn sectors_in(&self, held: &Held) -> Vec<Sector> {
        let mut sectors = self.office_sectors(held.office);
        for extra in self.actor_sectors(held.owner) {
            if !sectors.contains(&extra) {
                sectors.push(extra);
            }
        }
        sectors
    }

    /// The adjective of a state that no other state shares: `Kenyan`.
    pub(crate) fn adjective(&self, state: usize) -> Option<&str> {
        Some(self.string(self.actors.row(state)[actor::ADJECTIVE])).filter(|a| !a.is_empty())
    }

    /// The CAMEO code of someone of `sectors` who belongs to `owner`.
    pub(crate) fn cameo_of(&self, owner: usize, sectors: &[Sector]) -> String {
        let base = self.string(self.actors.row(owner)[actor::CAMEO]);
        let base = if self.nature(owner) == nature::ORGANIZATION && self.country_of(owner).is_some()
        {
            base.get(..3).unwrap_or(base)
        } else {
            base
        };
        if base.len() > 3 || base == "IGO" || base == "NGO" {
            return base.to_owned();
        }
        format!("{base}{}", sectors.first().map_or("", |s| cameo_sector(*s)))
    }

    pub(crate) fn cow(&self, country: Option<CountryCode>) -> Option<i32> {
        let state = self.state(country?)?;
        i32::try_from(self.actors.row(state)[actor::COW]).ok().filter(|c| *c > 0).map(|c| c - 1)
    }

    /// The actor that is the state `code`.
    pub(crate) fn state(&self, code: CountryCode) -> Option<usize> {
        self.state_of(pack_country(Some(code)))
    }

    pub(crate) fn gazetteer(&self, index: usize, score: f32) -> Candidate {
        let row = self.places.row(index);
        let country = unpack_country(row[place::COUNTRY]);
        let point = |column: usize| {
            Some(f32::from_bits(row[column])).filter(|f| f.is_finite()).map(|f| round(f64::from(f)))
        };
        Candidate {
            actor_id: format!("place:{}", row[place::GEONAMEID]),
            name: self.string(row[place::NAME]).to_owned(),
            kind: EntityKind::Place,
            country,
            sectors: Vec::new(),
            role: None,
            wikidata: None,
            cow: self.cow(country),
            cameo: None,
            geonameid: Some(row[place::GEONAMEID]).filter(|g| *g > 0),
            lat: point(place::LAT),
            lon: point(place::LON),
            score,
            reason: Reason::Place,
            valid: Validity::default(),
            stale: false,
            verified: true,
        }
    }

    pub(crate) fn place_size(&self, index: usize) -> (u32, u32) {
        let size = self.places.row(index)[place::SIZE];
        (size >> place::LEVEL_SHIFT, size & ((1 << place::LEVEL_SHIFT) - 1))
    }

    /// Who holds `office` of `owner` on `day`: those whose title has the words of `title` first, then those of
    /// the source that knows most, then the latest.
    pub(crate) fn holder(
        &self,
        owner: usize,
        office: usize,
        title: &str,
        day: Option<i32>,
    ) -> Option<Held> {
        let fits = |h: &Held| self.title(h).to_lowercase().contains(title);
        match day {
            Some(day) => self
                .holders(owner, office)
                .filter(|h| h.holds(day))
                .max_by_key(|h| (fits(h), h.snapshot, h.from)),
            None => self
                .holders(owner, office)
                .filter(|h| h.dated)
                .max_by_key(|h| (h.to, fits(h), h.from)),
        }
    }

    pub(crate) fn metonym_holds(&self, index: usize, day: Option<i32>) -> bool {
        let row = self.metonyms.row(index);
        day.is_none_or(|d| (row[3] as i32) <= d && d <= row[4] as i32)
    }
}

/// CAMEO writes media and health otherwise than PLOVER.
fn cameo_sector(sector: Sector) -> &'static str {
    match sector {
        Sector::Jrn => "MED",
        Sector::Med => "HLH",
        Sector::Prm => "UAF",
        Sector::Igo | Sector::Unk | Sector::Pre | Sector::Soc => "",
        other => other.as_str(),
    }
}

/// Single-precision degrees as the source printed them.
fn round(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}
