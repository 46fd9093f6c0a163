//! Pronouns: which words are some, and which earlier mention each takes up.

use super::draft::{Draft, ReferentId};
use super::history::{Entry, History};
use super::referent::{Referent, Referents};
use super::rules::{MentionRules, Number, Sex};
use crate::{Document, clause};
use detente_model::{Deprel, EntityKind, MentionForm, Penn, TokenView, Upos};

/// Finds all personal and possessive pronouns that refer, in reading order.
pub(super) fn spot(doc: &Document<'_>, rules: &MentionRules) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for at in 0..doc.len() {
        let token = doc.token(at);
        if !matches!(token.upos(), Upos::Pron | Upos::Det | Upos::Propn) || token.text().len() > 10
        {
            continue;
        }
        let lower = token.text().to_ascii_lowercase();
        let Some(class) = rules.pronoun(&lower) else { continue };
        if token.upos() == Upos::Propn && class.person != 3 || token.text() == "US" {
            continue;
        }
        let possessive = class.possessive || token.penn() == Penn::PrpPoss;
        if lower == "it" && empty(doc, rules, at) {
            continue;
        }
        let kind = match class.sex {
            Some(Sex::Male | Sex::Female) => EntityKind::Person,
            Some(Sex::Neuter) => EntityKind::Other,
            None if class.number == Number::Plural => EntityKind::Group,
            None => EntityKind::Person,
        };
        let mut draft = Draft::new(at..at + 1, at, doc.sentence(at), MentionForm::Pronoun, kind);
        draft.number = class.number;
        draft.sex = class.sex;
        draft.person = class.person;
        draft.possessive = possessive;
        draft.reflexive = class.reflexive;
        drafts.push(draft);
    }
    drafts
}

/// Whether the "it" at `at` only fills a place: `it is clear that`, `it seems`.
fn empty(doc: &Document<'_>, rules: &MentionRules, at: u32) -> bool {
    let token = doc.token(at);
    if token.deprel() == Deprel::Expl {
        return true;
    }
    if token.deprel() != Deprel::Nsubj {
        return false;
    }
    let Some(governor) = token.head() else { return false };
    let rules = &rules.salience.expletive;
    if rules.verbs.contains(governor.lemma()) {
        return true;
    }
    let clause = |c: &TokenView<'_>| {
        matches!(
            c.deprel(),
            Deprel::Csubj
                | Deprel::Ccomp
                | Deprel::Advcl
                | Deprel::Xcomp
                | Deprel::Acl
                | Deprel::AclRelcl
        )
    };
    rules.adjectives.contains(governor.lemma())
        && governor.children().find(clause).is_some_and(|c| c.index() > governor.index())
}

/// The pronoun's antecedents: one, several for a plural that takes up a coordination, none where nothing agrees.
pub(super) fn resolve(
    doc: &Document<'_>,
    draft: &Draft,
    quoted: bool,
    history: &History,
    referents: &Referents,
    rules: &MentionRules,
) -> (Vec<ReferentId>, f32) {
    if draft.person != 3 {
        return (Vec::new(), 0.0);
    }
    let context = Context::new(doc, draft, quoted, rules);
    let mut best: Option<(f32, &Entry)> = None;
    let mut second = f32::NEG_INFINITY;
    for entry in history.recent(draft.sentence, rules.salience.window_sentences) {
        let referent = referents.get(entry.referent);
        if !agrees(draft, entry, referent) || context.barred(doc, draft, entry) {
            continue;
        }
        let points = context.points(doc, draft, entry, referent);
        match best {
            Some((top, chosen)) if points <= top => {
                if chosen.referent != entry.referent {
                    second = second.max(points);
                }
            }
            _ => {
                if let Some((top, chosen)) = best
                    && chosen.referent != entry.referent
                {
                    second = second.max(top);
                }
                best = Some((points, entry));
            }
        }
    }
    // People are nearly always named; a thing may never have been mentioned as an actor.
    let least = match draft.sex {
        Some(Sex::Male | Sex::Female) => f32::NEG_INFINITY,
        Some(Sex::Neuter) => rules.salience.least_thing,
        None => rules.salience.least_plural,
    };
    let Some((points, entry)) = best.filter(|(p, _)| *p >= least) else {
        return (Vec::new(), 0.0);
    };
    let margin = (points - second.max(0.0)).clamp(0.0, 60.0);
    let score = 0.4 + margin / 100.0;
    if draft.number == Number::Plural
        && entry.coordinated
        && referents.get(entry.referent).number == Number::Singular
    {
        let mut all: Vec<ReferentId> = history
            .recent(draft.sentence, rules.salience.window_sentences)
            .filter(|e| e.first_conjunct == entry.first_conjunct && e.coordinated)
            .map(|e| e.referent)
            .collect();
        all.reverse();
        all.dedup();
        return (all, score);
    }
    (vec![entry.referent], score)
}

/// What holds of the pronoun whatever the antecedent.
struct Context<'r> {
    rules: &'r MentionRules,
    deprel: Deprel,
    governor: Option<u32>,
    /// The verb of saying that it is the subject of.
    says: bool,
    quoted: bool,
}

impl<'r> Context<'r> {
    fn new(doc: &Document<'_>, draft: &Draft, quoted: bool, rules: &'r MentionRules) -> Self {
        let (deprel, governor) = clause::relation(doc.token(draft.head));
        let governor = governor.map(TokenView::index);
        let says = deprel == Deprel::Nsubj && governor.is_some_and(|g| says(doc, rules, g));
        Self { rules, deprel, governor, says, quoted }
    }

    /// Whether grammar rules the antecedent out.
    fn barred(&self, doc: &Document<'_>, draft: &Draft, entry: &Entry) -> bool {
        if entry.tokens.contains(&draft.head) {
            return true;
        }
        // "his friend" is not "him": the noun that a possessive stands before.
        if draft.possessive && doc.head(draft.head) == Some(entry.head) {
            return true;
        }
        let same_clause = self.governor.is_some() && entry.governor == self.governor;
        if draft.reflexive {
            return entry.sentence != draft.sentence;
        }
        // Two arguments of one verb differ, unless one is reflexive.
        if same_clause && !draft.possessive && argument(self.deprel) && argument(entry.deprel) {
            return true;
        }
        // A member of a coordination is not another member.
        entry.coordinated
            && entry.first_conjunct == clause::first_conjunct(doc.token(draft.head)).index()
            && !draft.possessive
    }

    fn points(&self, doc: &Document<'_>, draft: &Draft, entry: &Entry, referent: &Referent) -> f32 {
        let points = &self.rules.salience.points;
        let back = draft.sentence - entry.sentence;
        let mut sum =
            if back == 0 { points.same_sentence } else { points.sentence_back * back as f32 };
        sum += match entry.deprel {
            d if d.is_subject() => points.subject,
            Deprel::Obj | Deprel::Iobj => points.object,
            Deprel::NmodPoss => points.possessive,
            _ => points.oblique,
        };
        match entry.form {
            MentionForm::Name => sum += points.named,
            MentionForm::Pronoun => sum += points.pronoun,
            MentionForm::Title | MentionForm::Nominal => {}
        }
        if self.deprel.is_subject() && entry.deprel.is_subject() {
            sum += points.both_subjects;
        }
        if draft.reflexive && entry.governor == self.governor && entry.deprel.is_subject() {
            sum += 4.0 * points.same_sentence;
        }
        sum += points.frequency * (referent.mentions.max(1) as f32).log2();
        if draft.sex.is_some_and(|s| s != Sex::Neuter) {
            sum += match referent.likely_sex() {
                None => 0.0,
                sex if sex == draft.sex => points.known_sex,
                Some(_) => points.other_sex,
            };
        }
        if draft.number == Number::Plural {
            if entry.coordinated && referent.number == Number::Singular {
                sum += points.plural_coordination;
            }
        } else if entry.coordinated {
            sum += points.coordinated;
        }
        let spoke =
            entry.deprel.is_subject() && entry.governor.is_some_and(|g| says(doc, self.rules, g));
        if self.says && spoke {
            sum += self.rules.salience.saying.speaker;
        }
        match (self.quoted, entry.quoted) {
            // Nobody speaks of himself as "he".
            (true, false) if spoke && back <= 1 => sum += self.rules.salience.saying.own_quote,
            (false, true) => sum += self.rules.salience.saying.from_quote,
            _ => {}
        }
        sum + points.nearer * (draft.head - entry.head.min(draft.head)).min(60) as f32
    }
}

fn says(doc: &Document<'_>, rules: &MentionRules, verb: u32) -> bool {
    let lemma = doc.token(verb).lemma();
    rules.salience.saying.verbs.iter().any(|v| v == lemma)
}

const fn argument(deprel: Deprel) -> bool {
    deprel.is_subject()
        || matches!(deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent)
}

fn agrees(draft: &Draft, entry: &Entry, referent: &Referent) -> bool {
    match draft.sex {
        Some(Sex::Neuter) => {
            referent.kind != EntityKind::Person && referent.number != Number::Plural
        }
        Some(sex) => {
            referent.kind == EntityKind::Person
                && referent.number != Number::Plural
                && referent.sex.is_none_or(|s| s == sex)
        }
        None => match referent.kind {
            EntityKind::Group => true,
            EntityKind::Organization | EntityKind::Country => {
                referent.number != Number::Singular || entry.coordinated
            }
            EntityKind::Person => referent.number == Number::Plural || entry.coordinated,
            _ => referent.number == Number::Plural,
        },
    }
}
