//! Which names name the same: by the atlas, by their words, by initials, by surname.

use super::draft::{Draft, ReferentId};
use super::fold;
use super::phrases::Phrase;
use super::proposals::LARGE;
use super::referent::{Referent, Referents};
use super::rules::{MentionRules, Sex};
use crate::Document;
use detente_atlas::{Atlas, Candidate, Match, Reason, Surroundings};
use detente_model::{CountryCode, EntityKind, MentionForm, Sector};
use std::collections::{BTreeSet, HashMap};

/// Names already seen, by their words.
#[derive(Default)]
struct Known {
    /// Folded full form to referent.
    exact: HashMap<String, ReferentId>,
    /// Last word of a person's name of several words, in order of appearance.
    surnames: HashMap<String, Vec<ReferentId>>,
    /// First word likewise, and the last but one of three and more.
    given: HashMap<String, Vec<ReferentId>>,
    /// First word of other names of several words.
    starts: HashMap<String, Vec<ReferentId>>,
    /// How often each referent has been named so far.
    times: HashMap<ReferentId, u32>,
    /// Initials of other names of several words.
    initials: HashMap<String, ReferentId>,
}

/// Gives every name its referent. Names of several words come first, so that a surname finds its bearer even where
/// the headline gives the surname alone.
pub(super) fn assign(
    doc: &Document<'_>,
    drafts: &mut [Draft],
    phrases: &[Phrase],
    cues: &[Match],
    referents: &mut Referents,
    rules: &MentionRules,
    atlas: &Atlas,
) {
    let text = |d: &Draft| doc.phrase(d.tokens.clone());
    let mut described: HashMap<usize, Vec<&Draft>> = HashMap::new();
    for phrase in phrases {
        if let Some(name) = phrase.name {
            described.entry(name).or_default().push(&phrase.draft);
        }
    }
    let words: Vec<Vec<String>> = drafts.iter().map(|d| fold::words(text(d))).collect();
    let states = states_named(doc, drafts, cues, rules);
    let mut known = Known::default();
    for several in [true, false] {
        for i in 0..drafts.len() {
            if (words[i].len() > 1) != several {
                continue;
            }
            let surface = text(&drafts[i]);
            let about = described.get(&i).map_or(&[][..], Vec::as_slice);
            let reading = choose(&drafts[i], &words[i], about, rules);
            let found = bracketed(doc, drafts, i).or_else(|| {
                known.find(
                    &drafts[i],
                    &words[i],
                    surface,
                    reading.as_ref(),
                    referents,
                    &drafts[..i],
                )
            });
            if found.is_none() && !several && drafts[i].kind == EntityKind::Person {
                drafts[i].sex = drafts[i].sex.or_else(|| rules.given_name(surface));
            }
            let id = found.unwrap_or_else(|| {
                referents.add(Referent::from_draft(&drafts[i], surface, words[i].clone()))
            });
            if found.is_none() || several {
                known.remember(id, drafts[i].kind, &words[i], surface);
            }
            let referent = referents.get_mut(id);
            if surface.len() > referent.name.len()
                && referent.kind == EntityKind::Person
                && words[i].len() >= referent.words.len()
            {
                referent.name = surface.to_owned();
                referent.words.clone_from(&words[i]);
            }
            referent.sex = referent.sex.or(drafts[i].sex);
            if let Some(reading) = reading {
                // A surname alone does not say who it is when the article gives a full name that the atlas lacks.
                let weak = reading.reason == Reason::Surname
                    && (referent.words.len() > 1
                        || !supported(doc, &drafts[i], &reading, &states, rules));
                let weak = weak || is_anybodys(doc, &drafts[i], &reading, &states, rules, atlas);
                let weak = weak || is_of_another_calling(doc, &drafts[i], &reading, rules);
                // A person is no town of the same name.
                let weak = weak
                    || referent.kind == EntityKind::Person && reading.kind != EntityKind::Person;
                if !weak {
                    referents.identify(id, &reading);
                }
            }
            *known.times.entry(id).or_insert(0) += 1;
            drafts[i].referents = vec![id];
            drafts[i].kind = referents.get(id).kind;
        }
    }
}

/// How sure the atlas is of the surname of whoever leads a state.
const LEADER: f32 = 0.8;

/// A surname alone is the office-holder's where his title stands beside it or the article speaks of his state. Elsewhere it is
/// that of a leader, if it is no given name: most who are called `Allen` govern nothing. Every state has senators.
fn supported(
    doc: &Document<'_>,
    draft: &Draft,
    reading: &Candidate,
    states: &BTreeSet<CountryCode>,
    rules: &MentionRules,
) -> bool {
    let last = draft.tokens.end - 1;
    let office = |t: u32| rules.noun(&doc.word(t).to_lowercase()).filter(|c| c.office);
    let beside = draft.tokens.start.checked_sub(1).into_iter().chain(draft.tokens.start..last);
    let military = |sector: Option<Sector>| sector == Some(Sector::Mil);
    let titled = beside
        .filter_map(office)
        .any(|c| military(c.sector) == military(reading.sectors.first().copied()));
    // "Sec Moreno"
    let addressed = draft.sectors.iter().any(|s| reading.sectors.contains(s));
    let leads = reading.score >= LEADER && rules.given_name(doc.word(last)).is_none();
    let one_of_many = reading.sectors.first() == Some(&Sector::Leg);
    (titled || addressed) && !one_of_many
        || leads
        || reading.country.is_some_and(|c| states.contains(&c))
}

/// "Sheriff Lee", "Professor Jones": an officer, a judge, a teacher is no head of government of the same name. Of a full
/// name only an officer's rank says so: a lawyer may have held an office.
fn is_of_another_calling(
    doc: &Document<'_>,
    draft: &Draft,
    reading: &Candidate,
    rules: &MentionRules,
) -> bool {
    let titles = draft.tokens.start.checked_sub(1).into_iter().chain(draft.tokens.clone());
    let callings = titles
        .filter_map(|t| rules.noun(&doc.word(t).to_lowercase()).filter(|c| c.office)?.sector)
        .filter(|sector| match reading.reason {
            Reason::Surname => {
                matches!(sector, Sector::Cop | Sector::Jud | Sector::Edu | Sector::Med)
            }
            _ => *sector == Sector::Cop,
        });
    reading.kind == EntityKind::Person
        && callings.into_iter().any(|calling| !reading.sectors.contains(&calling))
}

/// "Department of Justice", "Congress": every state may have one, and where the article names others and not the state that
/// the atlas knows it by, it is theirs.
fn is_anybodys(
    doc: &Document<'_>,
    draft: &Draft,
    reading: &Candidate,
    states: &BTreeSet<CountryCode>,
    rules: &MentionRules,
    atlas: &Atlas,
) -> bool {
    // "the U.S. Treasury" says whose it is.
    let tells = |t: u32| {
        let meant = atlas.resolve(doc.word(t), None, &Surroundings::default());
        meant.first().is_some_and(|r| r.kind == EntityKind::Country || r.reason == Reason::Demonym)
    };
    let elsewhere = |country: CountryCode| !states.is_empty() && !states.contains(&country);
    reading.kind == EntityKind::Organization
        && reading.reason != Reason::Metonym
        && is_generic(doc, draft, rules)
        && reading.country.is_some_and(elsewhere)
        && !draft.tokens.clone().any(tells)
}

/// Whether a name begins or ends with a noun for bodies.
fn is_generic(doc: &Document<'_>, draft: &Draft, rules: &MentionRules) -> bool {
    let body = |t: u32| {
        let class = rules.noun(&doc.word(t).to_lowercase());
        class.is_some_and(|c| c.kind == EntityKind::Organization)
    };
    body(draft.tokens.start) || body(draft.tokens.end - 1)
}

/// The states that the article names by more than a surname, or by a body such as many states have.
fn states_named(
    doc: &Document<'_>,
    drafts: &[Draft],
    cues: &[Match],
    rules: &MentionRules,
) -> BTreeSet<CountryCode> {
    let telling = drafts.iter().filter(|d| !is_generic(doc, d, rules));
    let of_names = telling.filter_map(|d| d.readings.first());
    let of_cues = cues.iter().filter_map(|c| c.candidates.first());
    let named = of_names.chain(of_cues);
    let named = named.filter(|r| r.reason != Reason::Surname);
    named.filter_map(|r| r.country).collect()
}

/// The referent of the name before, where name `i` stands in brackets after it: `Islamic State (IS)`.
fn bracketed(doc: &Document<'_>, drafts: &[Draft], i: usize) -> Option<ReferentId> {
    let before = drafts.get(i.checked_sub(1)?)?;
    let tokens = &drafts[i].tokens;
    let opened = before.tokens.end + 1 == tokens.start && doc.word(before.tokens.end) == "(";
    let closed = tokens.end < doc.len() && doc.word(tokens.end) == ")";
    let surface = doc.analysis.span_of(tokens.clone())?;
    let short = fold::acronym(doc.surface(surface)).is_some();
    (opened && closed && short).then(|| before.referents.first().copied()).flatten()
}

/// The reading that suits what is said of the name right there.
fn choose(
    draft: &Draft,
    words: &[String],
    about: &[&Draft],
    rules: &MentionRules,
) -> Option<Candidate> {
    let country = about.iter().find_map(|p| p.country);
    // A minister of Colombia is no minister of Spain of the same name; but the envoy for Syria may be anybody's.
    let serves = about.iter().any(|p| {
        p.country.is_some()
            && p.form == MentionForm::Title
            && !rules.phrases.of_others_than_owner.contains(&p.noun)
    });
    let fits = |r: &&Candidate| country.is_none() || r.country.is_none() || r.country == country;
    let own = draft.readings.iter().find(fits).or_else(|| {
        // A sole full name stays itself, wherever the article's author thinks it belongs.
        let own = |r: &&Candidate| r.kind != EntityKind::Person || words.len() > 1 && !serves;
        draft.readings.first().filter(own)
    });
    own.cloned().or_else(|| {
        about
            .iter()
            .flat_map(|p| &p.readings)
            .find(|r| {
                r.reason == Reason::Office
                    && r.kind == EntityKind::Person
                    && fold::words(&r.name).last() == words.last()
            })
            .cloned()
    })
}

impl Known {
    fn find(
        &self,
        draft: &Draft,
        words: &[String],
        surface: &str,
        reading: Option<&Candidate>,
        referents: &Referents,
        before: &[Draft],
    ) -> Option<ReferentId> {
        let by_id = reading.and_then(|r| {
            referents.with_id(&r.actor_id).filter(|&id| {
                r.reason != Reason::Surname || referents.get(id).words.last() == words.last()
            })
        });
        if by_id.is_some() {
            return by_id;
        }
        let distinct = |id: ReferentId| match (reading, &referents.get(id).reading) {
            (Some(a), Some(b)) => {
                a.reason != Reason::Surname
                    && b.reason != Reason::Surname
                    && a.actor_id != b.actor_id
            }
            _ => false,
        };
        let key = words.join(" ");
        if let Some(&id) = self.exact.get(&key)
            && !distinct(id)
            && !sexes_differ(draft.sex, referents.get(id).sex)
        {
            return Some(id);
        }
        if words.len() == 1 {
            let strong = reading.is_some_and(|r| {
                !matches!(r.reason, Reason::Surname | Reason::Place) && r.kind != EntityKind::Person
            });
            let person =
                (!strong).then(|| self.bearer(draft, &words[0], referents, before)).flatten();
            if person.is_some() {
                return person;
            }
        } else if draft.kind == EntityKind::Person {
            let same = self.surnames.get(words.last()?)?.iter().copied().find(|&id| {
                !distinct(id)
                    && compatible(&referents.get(id).words, words)
                    && !sexes_differ(draft.sex, referents.get(id).sex)
            });
            return same;
        }
        if draft.kind != EntityKind::Person {
            let spelled_out = fold::acronym(surface).and_then(|a| self.initials.get(&a));
            if let Some(&id) = spelled_out
                && !distinct(id)
            {
                return Some(id);
            }
            // "Blenheim" after "Blenheim Palace" is the palace, not the town in another state.
            let small = |r: &Candidate| r.reason == Reason::Place && r.score < LARGE;
            if reading.is_none_or(small) {
                return self.starts.get(words.first()?)?.iter().copied().find(|&id| {
                    referents.get(id).words.starts_with(words)
                        && referents.get(id).kind == draft.kind
                });
            }
        }
        None
    }

    /// The person whose surname, or else given name, is `word`: the one named most, the nearest before among equals.
    fn bearer(
        &self,
        draft: &Draft,
        word: &str,
        referents: &Referents,
        before: &[Draft],
    ) -> Option<ReferentId> {
        let fits = |id: &ReferentId| !sexes_differ(draft.sex, referents.get(*id).sex);
        for list in [self.surnames.get(word), self.given.get(word)].into_iter().flatten() {
            if let [only] = list.as_slice() {
                if fits(only) {
                    return Some(*only);
                }
                continue;
            }
            // An article's protagonist is meant, not the relative named once beside him.
            let times = |id: &ReferentId| self.times.get(id).copied().unwrap_or(0);
            let most = list.iter().filter(|id| fits(id)).map(times).max();
            let mut first = list.iter().filter(|id| fits(id) && Some(times(id)) == most);
            let found = match (first.next(), first.next()) {
                (only, None) => only,
                (first, Some(_)) => before
                    .iter()
                    .rev()
                    .filter_map(|d| d.referents.first())
                    .find(|id| list.contains(id) && fits(id) && Some(times(id)) == most)
                    .or(first),
            }
            .copied();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn remember(&mut self, id: ReferentId, kind: EntityKind, words: &[String], surface: &str) {
        self.exact.entry(words.join(" ")).or_insert(id);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        if words.len() < 2 {
            return;
        }
        let note = |map: &mut HashMap<String, Vec<ReferentId>>, word: &String| {
            let list = map.entry(word.clone()).or_default();
            if !list.contains(&id) {
                list.push(id);
            }
        };
        if kind == EntityKind::Person {
            note(&mut self.surnames, last);
            note(&mut self.given, first);
            // "Wanda Vázquez Garced" is called "Vázquez".
            if let [_, .., middle, _] = words {
                note(&mut self.given, middle);
            }
        } else {
            note(&mut self.starts, first);
            if let Some(initials) = fold::initials(surface) {
                self.initials.entry(initials).or_insert(id);
            }
        }
    }
}

/// Whether two names with one surname may be one person's: the words of one are among those of the other, an initial
/// standing for any word that begins so.
fn compatible(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 {
        return short.last() == long.last();
    }
    let mut rest = long.iter();
    short.iter().all(|w| {
        rest.any(|l| {
            l == w
                || w.len() == 1 && l.starts_with(w.as_str())
                || l.len() == 1 && w.starts_with(l.as_str())
        })
    })
}

fn sexes_differ(a: Option<Sex>, b: Option<Sex>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}
