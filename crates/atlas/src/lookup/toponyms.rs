//! The places of one text, told apart together.
//!
//! A town's name has many bearers. What decides: a state or division named right after it (`Paris, Texas`), the states
//! and divisions that the other places of the text speak for, and size. The text's leaning is counted twice: first
//! from what each name means alone, then from what each means with that leaning.

use crate::file::day;
use crate::file::fold::Words;
use crate::file::lexicon::{Posting, hits};
use crate::file::records::{Target, flag, nature, place, unpack_country};
use crate::file::store::Store;
use crate::lookup::candidate::{Candidate, Reason};
use crate::lookup::phrase::{Segment, longest};
use crate::lookup::resolver::Resolver;
use chrono::NaiveDate;
use detente_model::{CountryCode, EntityKind};
use std::collections::{BTreeMap, BTreeSet};

/// A place name in a text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Toponym<'a> {
    /// The name.
    pub surface: &'a str,
    /// The text that follows it; some thirty characters are enough.
    pub after: &'a str,
}

/// Readings given of a toponym.
const READINGS: usize = 5;

#[derive(Debug, Clone)]
struct Meaning {
    candidate: Candidate,
    country: Option<CountryCode>,
    /// First-order division as a place record; the division itself for one.
    admin1: Option<usize>,
    prior: f32,
}

/// What follows a name after a comma.
#[derive(Debug, Clone, Copy, Default)]
struct Within {
    country: Option<CountryCode>,
    admin1: Option<usize>,
    /// Whether the division is abbreviated, as no list of divisions is.
    abbreviated: bool,
    /// Whether a state is named after a division.
    chained: bool,
}

/// The middles of the towns that a text names in each division of first order.
#[derive(Debug, Default)]
struct Middles(BTreeMap<usize, (f64, f64, f64)>);

impl Middles {
    fn of(store: &Store, all: &[Vec<Meaning>], speaks: &[bool]) -> Self {
        let mut sums: BTreeMap<usize, (f64, f64, f64)> = BTreeMap::new();
        for (options, _) in all.iter().zip(speaks).filter(|(_, speaks)| **speaks) {
            let Some(best) = options.first() else { continue };
            let (Some(division), Some(lat), Some(lon)) =
                (best.admin1, best.candidate.lat, best.candidate.lon)
            else {
                continue;
            };
            let itself = store.places.row(division)[place::GEONAMEID];
            if best.candidate.geonameid.is_some_and(|id| id != itself) {
                let sum = sums.entry(division).or_default();
                *sum = (sum.0 + lat, sum.1 + lon, sum.2 + 1.0);
            }
        }
        Self(sums)
    }

    /// Gives a place whose point nobody knows that of its surroundings: it is near the towns that the text names in its
    /// division, or else somewhere in that.
    fn locate(&self, store: &Store, option: &mut Meaning) {
        let Some(division) = option.admin1 else { return };
        let point = match self.0.get(&division) {
            Some((lat, lon, n)) => (Some(lat / n), Some(lon / n)),
            None => {
                let whole = store.gazetteer(division, 0.0);
                (whole.lat, whole.lon)
            }
        };
        (option.candidate.lat, option.candidate.lon) = point;
    }
}

#[derive(Debug, Default)]
struct Leaning {
    countries: BTreeMap<CountryCode, f32>,
    divisions: BTreeMap<usize, f32>,
    total: f32,
}

/// The readings of each toponym, best first; empty where the atlas does not know the place.
pub(crate) fn resolve_places(
    store: &Store,
    toponyms: &[Toponym<'_>],
    on: Option<NaiveDate>,
) -> Vec<Vec<Candidate>> {
    let resolver = Resolver { store, day: on.map(day::number), country: None, place: true };
    let mut all: Vec<Vec<Meaning>> = Vec::with_capacity(toponyms.len());
    for toponym in toponyms {
        let mut options = options(&resolver, toponym.surface);
        narrow(store, &mut options, toponym.surface, &within(store, toponym.after));
        all.push(options);
    }
    // A name speaks once, however often it is said.
    let mut said = BTreeSet::new();
    let speaks: Vec<bool> =
        toponyms.iter().map(|t| said.insert(Words::of(t.surface).key())).collect();
    let mut leaning = Leaning::of(&all, &speaks, |_| 1.0);
    for _ in 0..2 {
        for options in &mut all {
            for option in options.iter_mut() {
                option.candidate.score = option.prior + leaning.bonus(option);
            }
            options.sort_by(|a, b| b.candidate.score.total_cmp(&a.candidate.score));
        }
        leaning = Leaning::of(&all, &speaks, |rank| if rank == 0 { 1.0 } else { 0.0 });
    }
    let near = Middles::of(store, &all, &speaks);
    for (options, toponym) in all.iter_mut().zip(toponyms) {
        if options.is_empty() {
            options.extend(leaning.guess(store, toponym.surface));
        }
        for option in options.iter_mut().filter(|o| o.candidate.lat.is_none()) {
            near.locate(store, option);
        }
    }
    all.into_iter()
        .map(|options| {
            let mut out: Vec<Candidate> =
                options.into_iter().take(READINGS).map(|o| o.candidate).collect();
            for candidate in &mut out {
                candidate.score = candidate.score.clamp(0.0, 1.0);
            }
            out
        })
        .collect()
}

fn options(resolver: &Resolver<'_>, surface: &str) -> Vec<Meaning> {
    let store = resolver.store;
    let words = Words::of(surface);
    let mut out = Vec::new();
    let skip = usize::from(words.len() > 1 && words.text(0) == "the");
    for start in [0, skip] {
        let mut found = Vec::new();
        hits(store, &words, start, &mut found);
        found.retain(|h| h.end == words.len() && !h.loose);
        let Some(segment) = longest(store, &words, &mut found, true, |_| false) else { continue };
        collect(resolver, &segment, &mut out);
        if skip == 0 || !out.is_empty() {
            break;
        }
    }
    out
}

fn collect(resolver: &Resolver<'_>, segment: &Segment, out: &mut Vec<Meaning>) {
    let store = resolver.store;
    for posting in &segment.postings {
        match posting.target {
            Target::Place => {
                let row = store.places.row(posting.index);
                let (level, population) = store.place_size(posting.index);
                let size = 0.06 * (population as f32 + 1.0).log10();
                let main = if posting.flags & flag::MAIN != 0 || level == place::ADMIN_1 {
                    0.05
                } else {
                    0.0
                };
                let prior = main
                    + match level {
                        place::CAPITAL => 0.38 + size,
                        place::ADMIN_1 => 0.27 + size,
                        place::ADMIN_2 => 0.40,
                        _ => 0.25 + size,
                    };
                let admin1 = match level {
                    place::ADMIN_1 => Some(posting.index),
                    _ => (row[place::ADMIN1] as usize).checked_sub(1),
                };
                let candidate = store.gazetteer(posting.index, prior);
                out.push(Meaning { country: candidate.country, candidate, admin1, prior });
            }
            Target::Actor | Target::Demonym => {
                let prior = match store.nature(posting.index) {
                    nature::STATE if posting.target == Target::Actor => 1.0,
                    nature::STATE => 0.8,
                    nature::TERRITORY => 0.8,
                    nature::HISTORIC if store.exists(posting.index, resolver.day) => 0.95,
                    nature::HISTORIC => 0.5,
                    nature::REGION => 0.9,
                    _ => continue,
                };
                let candidate = store.actor(posting.index, Reason::Place, resolver.day, prior);
                out.push(Meaning { country: candidate.country, candidate, admin1: None, prior });
            }
            _ => {}
        }
    }
}

/// What the state or division named after a comma, in brackets, or right after the name may be: likeliest first.
fn within(store: &Store, after: &str) -> Vec<Within> {
    let rest = after.trim_start();
    let rest = rest
        .strip_prefix([',', '('])
        .unwrap_or(if after.starts_with(' ') { rest } else { "" })
        .trim_start();
    let close = rest.char_indices().nth(60).map_or(rest.len(), |(i, _)| i);
    let words = Words::of(rest.get(..close).unwrap_or(""));
    let Some(segment) = named(store, &words, 0) else { return Vec::new() };
    let comma = after.trim_start().starts_with([',', '(']);
    let states = segment
        .postings
        .iter()
        .filter(|p| comma && is_state(store, p))
        .map(|p| Within { country: store.country_of(p.index), ..Within::default() });
    let division = |p: &Posting| {
        let (level, population) = store.place_size(p.index);
        let abbreviated = p.flags & flag::COMMON != 0;
        (p.target == Target::Place && level == place::ADMIN_1 && (comma || abbreviated)).then(
            || {
                let country = unpack_country(store.places.row(p.index)[place::COUNTRY]);
                (population, Within { country, admin1: Some(p.index), abbreviated, chained: false })
            },
        )
    };
    let mut divisions: Vec<_> = segment.postings.iter().filter_map(division).collect();
    divisions.sort_by_key(|(population, _)| std::cmp::Reverse(*population));
    let mut all: Vec<Within> = states.chain(divisions.into_iter().map(|(_, d)| d)).collect();
    // "Nyanga, Western Cape, South Africa": the third name says which division the second is.
    let last = named(store, &words, segment.end).filter(|_| comma);
    let state = last.and_then(|s| s.postings.iter().find(|p| is_state(store, p)).copied());
    let state = state.and_then(|p| store.country_of(p.index));
    if state.is_some() && all.iter().any(|w| w.admin1.is_some()) {
        all.retain(|w| w.admin1.is_some() && w.country == state);
        all.iter_mut().for_each(|w| w.chained = true);
        if all.is_empty() {
            all.push(Within { country: state, chained: true, ..Within::default() });
        }
    }
    all
}

/// What the words from `start` on name.
fn named(store: &Store, words: &Words, start: usize) -> Option<Segment> {
    let mut found = Vec::new();
    hits(store, words, start, &mut found);
    found.retain(|h| !h.loose);
    longest(store, words, &mut found, true, |_| false)
}

fn is_state(store: &Store, posting: &Posting) -> bool {
    posting.target == Target::Actor
        && matches!(store.nature(posting.index), nature::STATE | nature::TERRITORY)
}

/// Lifts the readings that lie within what follows the name; where none does, what follows is all that is known.
fn narrow(store: &Store, options: &mut Vec<Meaning>, surface: &str, withins: &[Within]) {
    let inside = |o: &Meaning, within: &Within| match within.admin1 {
        Some(division) if o.admin1.is_some() => o.admin1 == Some(division),
        _ => {
            o.country == within.country
                && o.candidate.reason == Reason::Place
                && o.candidate.actor_id.starts_with("place:")
        }
    };
    let Some(likeliest) = withins.first() else { return };
    if let Some(within) = withins.iter().find(|w| options.iter().any(|o| inside(o, w))) {
        for option in options.iter_mut().filter(|o| inside(o, within)) {
            option.prior += 0.8;
        }
    } else if let Some(division) = likeliest
        .admin1
        .filter(|_| options.is_empty() || likeliest.abbreviated || likeliest.chained)
    {
        let mut candidate = store.gazetteer(division, 1.0);
        let inside = store.places.row(division)[place::GEONAMEID];
        candidate.actor_id = format!("within:{inside}");
        candidate.name = surface.to_owned();
        candidate.geonameid = None;
        options.push(Meaning {
            country: candidate.country,
            candidate,
            admin1: Some(division),
            prior: 1.2,
        });
    } else if let Some(mut meaning) = likeliest
        .country
        .filter(|_| options.is_empty() || likeliest.chained)
        .and_then(|c| somewhere_in(store, surface, c))
    {
        // "Kenya, Uganda" is a list, and so may "Giza, Sudan" be.
        meaning.prior = if options.is_empty() { 0.7 } else { 1.2 };
        options.push(meaning);
    }
}

/// A place of the state `country` of which nothing else is known.
fn somewhere_in(store: &Store, surface: &str, country: CountryCode) -> Option<Meaning> {
    let mut candidate = store.actor(store.state(country)?, Reason::Place, None, 0.25);
    candidate.actor_id = format!("within:{country}");
    candidate.name = surface.to_owned();
    candidate.kind = EntityKind::Place;
    (candidate.geonameid, candidate.wikidata, candidate.cameo) = (None, None, None);
    Some(Meaning { country: Some(country), candidate, admin1: None, prior: 0.25 })
}

impl Leaning {
    /// What the places of a text speak for; `weight` says how much the reading of each rank counts.
    fn of(all: &[Vec<Meaning>], speaks: &[bool], weight: impl Fn(usize) -> f32) -> Self {
        let mut leaning = Self::default();
        for (options, _) in all.iter().zip(speaks).filter(|(_, speaks)| **speaks) {
            let total: f32 = options
                .iter()
                .enumerate()
                .map(|(i, o)| weight(i) * o.prior.max(0.01).powi(4))
                .sum();
            if total <= 0.0 {
                continue;
            }
            for (i, option) in options.iter().enumerate() {
                let share = weight(i) * option.prior.max(0.01).powi(4) / total;
                if let Some(country) = option.country {
                    *leaning.countries.entry(country).or_default() += share;
                }
                if let Some(division) = option.admin1 {
                    *leaning.divisions.entry(division).or_default() += share;
                }
            }
            leaning.total += 1.0;
        }
        leaning
    }

    /// Where a place that the atlas does not know may lie: in the state, and if one stands out in the division, that most
    /// of the text's places lie in.
    fn guess(&self, store: &Store, surface: &str) -> Option<Meaning> {
        let (&country, &share) =
            self.countries.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
        let meaning = somewhere_in(store, surface, country);
        let mut meaning = meaning.filter(|_| share > 0.5 * self.total)?;
        (meaning.candidate.lat, meaning.candidate.lon) = (None, None);
        let division = self.divisions.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        let admin1 = division
            .filter(|(d, share)| {
                let of = unpack_country(store.places.row(**d)[place::COUNTRY]);
                **share > 0.35 * self.total && of == Some(country)
            })
            .map(|(d, _)| *d);
        Some(Meaning { admin1, ..meaning })
    }

    fn bonus(&self, option: &Meaning) -> f32 {
        if self.total == 0.0 {
            return 0.0;
        }
        let share = |n: Option<&f32>| n.copied().unwrap_or(0.0) / self.total;
        let country = option.country.map_or(0.0, |c| share(self.countries.get(&c)));
        let division = option.admin1.map_or(0.0, |d| share(self.divisions.get(&d)));
        0.35 * country.sqrt() + 0.35 * division.sqrt()
    }
}
