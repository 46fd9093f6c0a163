//! Pronouns: which words are some, and which earlier mention each takes up.

use super::antecedents::{Traits, traits};
use super::draft::{Draft, ReferentId};
use super::history::{Entry, History};
use super::referent::{Referent, Referents};
use super::roles::Roles;
use super::rules::{MentionRules, Number, Sex};
use crate::ranker::probabilities;
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

/// What an article has told before the pronoun, and the parties to its acts.
pub(super) struct Before<'b> {
    pub(super) history: &'b History,
    pub(super) referents: &'b Referents,
    pub(super) roles: &'b Roles,
}

/// The earlier mentions that a pronoun may take up, nearest first, and what speaks for each.
pub(super) fn candidates<'h>(
    doc: &Document<'_>,
    draft: &Draft,
    quoted: bool,
    before: &Before<'h>,
    rules: &MentionRules,
) -> Vec<(&'h Entry, Traits)> {
    let mut out = Vec::new();
    if draft.person != 3 {
        return out;
    }
    let Before { history, referents, roles } = *before;
    let context = Context::new(doc, draft, quoted, roles, rules);
    let mut others: Vec<ReferentId> = Vec::new();
    for entry in history.recent(draft.sentence, rules.salience.window_sentences) {
        let referent = referents.get(entry.referent);
        if !agrees(draft, entry, referent) || context.barred(doc, draft, entry) {
            continue;
        }
        let between = others.iter().filter(|other| **other != entry.referent).count();
        out.push((entry, traits(doc, &context, (draft, entry, referent), between)));
        if !others.contains(&entry.referent) {
            others.push(entry.referent);
        }
    }
    out
}

/// Whom a pronoun with these candidates means, and how likely: one, several for a plural that takes up a coordination, nobody
/// where nothing agrees or that is likelier.
pub(super) fn resolve(
    draft: &Draft,
    candidates: &[(&Entry, Traits)],
    before: &Before<'_>,
    rules: &MentionRules,
) -> (Vec<ReferentId>, f32) {
    let Before { history, referents, roles } = *before;
    let scores = candidates.iter().map(|(_, traits)| rules.antecedents.score(traits));
    let likely = probabilities(scores);
    // Whoever is mentioned more than once may be meant by each.
    let of = |id: ReferentId| -> f32 {
        candidates.iter().zip(&likely).filter(|((e, _), _)| e.referent == id).map(|(_, p)| p).sum()
    };
    let best = candidates.iter().zip(&likely).rev().max_by(|a, b| a.1.total_cmp(b.1));
    // People are nearly always named, and so is who acts; a thing may never have been mentioned as an actor.
    let least = match draft.sex {
        _ if roles.is_party(draft.head) => 0.0,
        Some(Sex::Male | Sex::Female) => 0.0,
        Some(Sex::Neuter) => rules.salience.least_thing,
        None => rules.salience.least_plural,
    };
    let chosen = best.map(|((entry, _), _)| (entry, of(entry.referent)));
    let Some((entry, score)) = chosen.filter(|(_, p)| *p >= least) else {
        return (Vec::new(), 0.0);
    };
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
pub(super) struct Context<'r> {
    pub(super) rules: &'r MentionRules,
    pub(super) roles: &'r Roles,
    pub(super) deprel: Deprel,
    pub(super) governor: Option<u32>,
    /// Whether it is the subject of a verb of saying.
    pub(super) says: bool,
    pub(super) quoted: bool,
    pub(super) acts: bool,
    pub(super) is_acted_on: bool,
    /// Whether it owns what names an act, or a party to one: `its attack`, `its troops attacked`.
    pub(super) owns_act: bool,
    pub(super) owns_party: bool,
}

impl<'r> Context<'r> {
    fn new(
        doc: &Document<'_>,
        draft: &Draft,
        quoted: bool,
        roles: &'r Roles,
        rules: &'r MentionRules,
    ) -> Self {
        let (deprel, governor) = clause::relation(doc.token(draft.head));
        let governor = governor.map(TokenView::index);
        let owned = governor.filter(|_| draft.possessive);
        let mut context = Self {
            rules,
            roles,
            deprel,
            governor,
            says: false,
            quoted,
            acts: roles.acts(draft.head),
            is_acted_on: roles.is_acted_on(draft.head),
            owns_act: owned.is_some_and(|o| roles.names_act(o)),
            owns_party: owned.is_some_and(|o| roles.acts(o) || roles.is_acted_on(o)),
        };
        context.says =
            deprel == Deprel::Nsubj && governor.is_some_and(|g| context.is_saying(doc, g));
        context
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

    /// Whether `verb` is one of saying.
    pub(super) fn is_saying(&self, doc: &Document<'_>, verb: u32) -> bool {
        let lemma = doc.token(verb).lemma();
        self.rules.salience.saying.iter().any(|v| v == lemma)
    }
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
