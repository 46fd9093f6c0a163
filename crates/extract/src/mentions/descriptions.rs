//! Whom a noun phrase means: `the minister`, `the country`, `both sides`, `Syrian opposition`.

use super::draft::{Determiner, Draft, ReferentId};
use super::history::History;
use super::parties::{self, NamedHeads};
use super::referent::{Referent, Referents};
use super::roles::Roles;
use super::rules::{MentionRules, Number, Parties, Phrases};
use crate::{Document, clause};
use detente_atlas::Reason;
use detente_model::{CountryCode, Deprel, EntityKind, MentionForm, Sector, TokenView, Upos};
use std::collections::HashMap;

/// How many sentences a description may look back.
const BACK: u32 = 12;

/// The referents of a phrase that describes no name beside it; empty when it means nobody in particular.
pub(super) fn resolve(
    doc: &Document<'_>,
    draft: &Draft,
    history: &History,
    referents: &mut Referents,
    (roles, named): (&Roles, &NamedHeads),
    rules: &MentionRules,
) -> Vec<ReferentId> {
    if draft.parties > 0 {
        return parties::resolve(doc, draft, history, (referents, named), &rules.phrases.parties);
    }
    if let Some(parties) = stands_for_states(doc, draft, roles, &rules.phrases.parties) {
        let draft = Draft { parties, ..draft.clone() };
        let all =
            parties::resolve(doc, &draft, history, (referents, named), &rules.phrases.parties);
        if !all.is_empty() {
            return all;
        }
    }
    if let Some(id) = predicated(doc, draft, history, rules)
        && referents.get(id).kind == draft.kind
    {
        referents.get_mut(id).learn(draft);
        return vec![id];
    }
    if let Some(id) = renamed(doc, draft, history, referents) {
        referents.get_mut(id).learn(draft);
        return vec![id];
    }
    if let Some(id) = office_holder(doc, draft, referents) {
        return vec![id];
    }
    if let Some(id) = same_office(draft, history, referents) {
        referents.get_mut(id).learn(draft);
        return vec![id];
    }
    if let Some(id) = earlier(draft, history, referents, &rules.phrases) {
        referents.get_mut(id).learn(draft);
        return vec![id];
    }
    let worth_an_entity = match draft.kind {
        EntityKind::Person | EntityKind::Group | EntityKind::Organization => true,
        EntityKind::Country => draft.number == Number::Plural,
        // Without a name in it, a deal is one of many.
        EntityKind::Agreement => {
            draft.country.is_some()
                || !draft.readings.is_empty()
                || draft.tokens.clone().any(|t| doc.token(t).upos() == Upos::Propn)
        }
        EntityKind::Place | EntityKind::Other => false,
    };
    if !worth_an_entity {
        return Vec::new();
    }
    let mut referent = Referent::from_draft(draft, label(doc, draft, rules), Vec::new());
    if referent.kind == EntityKind::Country {
        referent.kind = EntityKind::Group;
    }
    let id = referents.add(referent);
    if let Some(reading) = draft.readings.first().filter(|r| identifies(draft, r.reason)) {
        let mut reading = reading.clone();
        // "Kenyan envoys" are several, the atlas knows one.
        if draft.kind == EntityKind::Group && reading.kind == EntityKind::Person {
            reading.name.clear();
        }
        reading.kind = draft.kind;
        referents.identify(id, &reading);
    }
    vec![id]
}

/// "Negotiators will meet again", "officials of the three states met": who acts for states that the phrase does not name, and for how
/// many of them, 0 if it does not say.
fn stands_for_states(
    doc: &Document<'_>,
    draft: &Draft,
    roles: &Roles,
    rules: &Parties,
) -> Option<usize> {
    let plain = match draft.determiner {
        // "Ministers promised talks": those of one state.
        Determiner::None => roles.meets_alone(draft.head),
        Determiner::Definite => roles.does_alone(draft.head),
        Determiner::Indefinite | Determiner::Possessive => false,
    };
    let of = |c: &TokenView<'_>| {
        let case = clause::case(*c).map_or("", TokenView::text);
        c.deprel() == Deprel::Nmod && matches!(case, "of" | "from" | "for")
    };
    let count = |c: TokenView<'_>| c.children().find_map(|w| rules.count(w.text()));
    let counts = || doc.token(draft.head).children().filter(of).map(count);
    // "African leaders" are of more states than these.
    let first = doc.word(draft.tokens.start);
    let qualified = draft.tokens.len() > 1 && first.starts_with(char::is_uppercase);
    let fits = plain
        && !qualified
        && draft.number == Number::Plural
        && draft.country.is_none()
        && draft.readings.is_empty()
        && draft.sectors.first() == Some(&Sector::Gov)
        && counts().all(|c| c.is_some());
    fits.then(|| counts().flatten().next().unwrap_or(0))
}

/// The subject that the phrase says something of: `he was an envoy`, `she became president`, `he served as envoy`.
fn predicated(
    doc: &Document<'_>,
    draft: &Draft,
    history: &History,
    rules: &MentionRules,
) -> Option<ReferentId> {
    let MentionRules { phrases, clauses, .. } = rules;
    let head = clause::first_conjunct(doc.token(draft.head));
    if head.child(Deprel::Cop).is_some() {
        let subject = clause::subject(head)?;
        let plain = clause::case(head).is_none() && !clauses.is_negated(head);
        // "Kamau, who is a minister": the noun that the clause belongs to.
        let subject = clause::antecedent(subject).unwrap_or(subject);
        return history.at(subject.index()).filter(|_| plain);
    }
    let verb = head.head()?;
    let subject = clause::subject(verb)?;
    let passive = clause::is_passive(verb);
    let made = phrases.making.contains(verb.lemma());
    let says = match head.deprel() {
        Deprel::Xcomp | Deprel::Obj => phrases.becoming.contains(verb.lemma()) || passive && made,
        Deprel::Obl => {
            clause::case(head).is_some_and(|c| c.lemma() == "as")
                && (phrases.serving.contains(verb.lemma()) || made)
        }
        _ => false,
    };
    history.at(subject.index()).filter(|_| says && !clauses.is_negated(verb))
}

/// `two men, both Kenyans`: those whom an apposition says the state of.
fn renamed(
    doc: &Document<'_>,
    draft: &Draft,
    history: &History,
    referents: &Referents,
) -> Option<ReferentId> {
    let head = doc.token(draft.head);
    let apposed = head.deprel() == Deprel::Appos && draft.country.is_some();
    let id = history.at(head.head().filter(|_| apposed)?.index())?;
    let referent = referents.get(id);
    let people = matches!(referent.kind, EntityKind::Person | EntityKind::Group);
    let open = !referent.named && referent.state().is_none();
    (people && open && referent.kind == draft.kind).then_some(id)
}

/// `its forces` and `his ministers` are of the state of whoever "its" or "his" means, `a diplomat of the British embassy` of that
/// of the embassy; `states` has it for the heads of phrases.
pub(super) fn learn_owner(
    doc: &Document<'_>,
    draft: &mut Draft,
    history: &History,
    referents: &Referents,
    rules: &Phrases,
    states: &HashMap<u32, CountryCode>,
) {
    if draft.country.is_some()
        || draft.sectors.is_empty()
        || rules.of_others_than_owner.contains(&draft.noun)
    {
        return;
    }
    let head = doc.token(draft.head);
    let owner = head.child(Deprel::NmodPoss).and_then(|o| history.at(o.index()));
    let of = |c: &TokenView<'_>| {
        let case = clause::case(*c).map_or("", TokenView::text);
        c.deprel() == Deprel::Nmod && matches!(case, "of" | "from" | "for")
    };
    let body = || head.children().find(of).and_then(|c| states.get(&c.index())).copied();
    draft.country = owner.and_then(|id| referents.get(id).state()).or_else(body);
}

/// What to call a referent that is told by this phrase alone.
fn label<'a>(doc: &Document<'a>, draft: &'a Draft, rules: &MentionRules) -> &'a str {
    let words = clause::with_complement(doc, draft.head, draft.tokens.clone());
    let last = doc.token(words.end - 1).lemma();
    // "The president of the country" is told by the state, which the phrase does not name.
    let names_whose = rules.noun(last).is_none_or(|c| c.kind != EntityKind::Country);
    let described = if names_whose { doc.phrase(words) } else { surface(doc, draft) };
    draft.label.as_deref().unwrap_or(described)
}

fn surface<'a>(doc: &Document<'a>, draft: &Draft) -> &'a str {
    doc.phrase(draft.tokens.clone())
}

/// Whether a reading pins down one referent: a body or a group of a known state does, `rebels` alone does not.
fn identifies(draft: &Draft, reason: Reason) -> bool {
    match reason {
        Reason::Body => true,
        Reason::Group => {
            draft.determiner != Determiner::Indefinite && draft.kind != EntityKind::Person
        }
        _ => false,
    }
}

/// The holder of an office that the atlas knows, or the body or group it knows by this description.
fn office_holder(
    doc: &Document<'_>,
    draft: &Draft,
    referents: &mut Referents,
) -> Option<ReferentId> {
    let best = draft.readings.first()?;
    let office = best.reason == Reason::Office && best.kind == EntityKind::Person;
    if office && (draft.number == Number::Plural || draft.determiner == Determiner::Indefinite) {
        return None;
    }
    if !office && !identifies(draft, best.reason) {
        return None;
    }
    // "Pakistani PM Abbasi": whoever it is, the words go on to name him.
    let next = doc.token(draft.tokens.end - 1).next();
    let goes_on = |t: TokenView<'_>| {
        t.upos() == Upos::Propn && doc.sentence_tokens(draft.head).contains(&t.index())
    };
    if office && next.is_some_and(goes_on) {
        return None;
    }
    // Past what the atlas knows, an office may have changed hands: nobody is named silently.
    if office && best.stale {
        return None;
    }
    let known = referents.with_id(&best.actor_id);
    if known.is_some() || !office {
        if let Some(id) = known {
            referents.get_mut(id).learn(draft);
        }
        return known;
    }
    let id = referents.add(Referent::from_draft(draft, surface(doc, draft), Vec::new()));
    referents.identify(id, best);
    let holder = super::fold::words(&best.name);
    referents.get_mut(id).words = holder;
    Some(id)
}

/// The earlier holder of the same office of the same state, where the article has named none.
fn same_office(draft: &Draft, history: &History, referents: &Referents) -> Option<ReferentId> {
    let office = draft.form == MentionForm::Title && draft.number == Number::Singular;
    if !office || draft.country.is_none() || draft.determiner == Determiner::Indefinite {
        return None;
    }
    let same = |id: &ReferentId| {
        let referent = referents.get(*id);
        referent.kind == EntityKind::Person
            && referent.state() == draft.country
            && referent.role.is_some()
            && referent.role == draft.role
    };
    history.recent(draft.sentence, BACK).map(|e| e.referent).find(same)
}

/// The earlier referent that the phrase takes up again.
fn earlier(
    draft: &Draft,
    history: &History,
    referents: &Referents,
    rules: &Phrases,
) -> Option<ReferentId> {
    // "200 fishermen" are not the fishermen of the paragraph before, nor are "fishermen" those two.
    let bare = draft.number != Number::Singular && draft.determiner == Determiner::None;
    let definite = draft.determiner == Determiner::Definite || bare && !draft.counted;
    let possessive = draft.determiner == Determiner::Possessive;
    if !definite && !possessive {
        return None;
    }
    let mut fallback: Option<(f32, ReferentId)> = None;
    for entry in history.recent(draft.sentence, BACK) {
        let referent = referents.get(entry.referent);
        if entry.tokens.contains(&draft.head)
            || draft.tokens.contains(&entry.head)
            || bare && referent.counted
            || !referent.may_be_of(draft.country)
        {
            continue;
        }
        let called_so = referent.nouns.contains(&draft.noun);
        let plural_fits = !matches!(
            (draft.number, referent.number),
            (Number::Plural, Number::Singular) | (Number::Singular, Number::Plural)
        );
        if called_so
            && plural_fits
            && same_country(draft, referent)
            && (!possessive || !referent.named)
        {
            return Some(entry.referent);
        }
        if possessive || !plural_fits {
            continue;
        }
        let takes_up = match draft.kind {
            EntityKind::Country => referent.kind == EntityKind::Country,
            EntityKind::Place => is_place(draft, referent, rules),
            EntityKind::Organization => is_body(draft, referent, rules),
            EntityKind::Agreement => {
                referent.kind == EntityKind::Agreement && draft.country.is_none()
            }
            EntityKind::Group => {
                referent.named
                    && draft.determiner == Determiner::Definite
                    && matches!(referent.kind, EntityKind::Organization | EntityKind::Group)
                    && main(draft).is_some_and(|s| {
                        rules.by_sector.contains(&s) && referent.main_sector() == Some(s)
                    })
            }
            EntityKind::Person => {
                referent.named
                    && referent.kind == EntityKind::Person
                    && draft.sex.is_some()
                    && referent.sex == draft.sex
                    && draft.determiner == Determiner::Definite
                    && draft.tokens.len() == 1
            }
            EntityKind::Other => false,
        };
        if takes_up && draft.determiner == Determiner::Definite {
            // What the article keeps speaking of, unless something else was named just now.
            let back = (draft.sentence - entry.sentence) as f32;
            let weight = (1.0 + referent.names as f32).log2() - 0.35 * back;
            if fallback.is_none_or(|(best, _)| weight > best) {
                fallback = Some((weight, entry.referent));
            }
        }
    }
    fallback.map(|(_, id)| id)
}

fn main(draft: &Draft) -> Option<Sector> {
    draft.sectors.first().copied()
}

/// `the ministers` of one state are not those of another; a group of no known state is another one too.
fn same_country(draft: &Draft, referent: &Referent) -> bool {
    draft.country.is_none() || referent.state() == draft.country || referent.named
}

fn named_with(draft: &Draft, referent: &Referent) -> bool {
    referent.named && referent.words.contains(&draft.noun)
}

fn is_place(draft: &Draft, referent: &Referent, rules: &Phrases) -> bool {
    if referent.kind != EntityKind::Place || !referent.named {
        return false;
    }
    let settlement = rules.settlements.contains(&draft.noun);
    named_with(draft, referent)
        || settlement
            && referent.reading.as_ref().is_none_or(|r| r.lat.is_some())
            && referent.words.len() <= 2
}

fn is_body(draft: &Draft, referent: &Referent, rules: &Phrases) -> bool {
    if referent.kind != EntityKind::Organization {
        return false;
    }
    let sector = match (main(draft), referent.main_sector()) {
        (Some(a), Some(b)) => a == b && !matches!(a, Sector::Gov),
        (None, _) => rules.any_body.contains(&draft.noun),
        (Some(_), None) => matches!(main(draft), Some(Sector::Bus)),
    };
    named_with(draft, referent) || referent.named && sector
}
