//! What speaks for an earlier mention as the one that a pronoun takes up. `scripts/fit_antecedents.py` fits the weights.

use super::draft::Draft;
use super::history::Entry;
use super::pronouns::Context;
use super::readings;
use super::referent::Referent;
use super::rules::{Number, Sex};
use crate::ranker::{Ranker, flag};
use crate::{Document, RuleError, rule_files::RuleFiles};
use detente_model::{Deprel, EntityKind, MentionForm, TokenView};

/// The traits by the names under which their weights are filed: those of the pronoun, then those of the mention.
pub(super) const TRAITS: [&str; 63] = [
    "bias",
    "masculine",
    "feminine",
    "neuter",
    "plural",
    "possessive",
    "reflexive",
    "subject",
    "object",
    "in_quote",
    "says",
    "acts",
    "acted_on",
    "owns_act",
    "owns_party",
    "same_sentence",
    "sentence_before",
    "two_sentences_before",
    "sentences",
    "near",
    "others_between",
    "nearest",
    "is_subject",
    "is_passive_subject",
    "is_object",
    "is_possessive",
    "is_agent",
    "is_nominal_modifier",
    "is_apposition",
    "is_oblique",
    "is_located",
    "is_name",
    "is_pronoun",
    "is_title",
    "is_coordinated",
    "is_quoted",
    "is_first",
    "said",
    "above",
    "above_by_complement",
    "parallel",
    "same_clause",
    "same_relation",
    "same_governor_word",
    "is_person",
    "is_body",
    "is_group",
    "is_state",
    "is_place",
    "is_named",
    "times",
    "sex_agrees",
    "sex_differs",
    "is_plural",
    "is_singular",
    "spoke_into_quote",
    "keeps_speaking",
    "is_acting",
    "is_acted_on",
    "owner_acts",
    "owner_acted_on",
    "across",
    "alike",
];

/// The value of each trait.
pub(super) type Traits = [f32; TRAITS.len()];

/// The places of those that tell whether the pronoun is, or owns, a party to an act.
const OF_PARTY: std::ops::Range<usize> = 11..15;

/// The weights of the traits.
#[derive(Debug)]
pub(super) struct AntecedentWeights {
    any: Ranker,
    /// For pronouns that are parties to acts: coders of events have told whose state theirs is, and in news that is another story
    /// than in travel guides and talk.
    party: Ranker,
}

impl AntecedentWeights {
    pub(super) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        let names = TRAITS.map(str::to_owned);
        let read = |file| Ranker::read(files, file, &names);
        Ok(Self {
            any: read("mentions/antecedents.tsv")?,
            party: read("mentions/party_antecedents.tsv")?,
        })
    }

    pub(super) fn score(&self, traits: &Traits) -> f32 {
        let party = traits[OF_PARTY].iter().any(|&holds| holds > 0.0);
        let ranker = if party { &self.party } else { &self.any };
        ranker.score(traits.iter().copied())
    }
}

/// What holds of an earlier mention; `others` counts the other referents that agree with the pronoun and were named after it.
pub(super) fn traits(
    doc: &Document<'_>,
    context: &Context<'_>,
    (draft, entry, referent): (&Draft, &Entry, &Referent),
    others: usize,
) -> Traits {
    use EntityKind::{Country, Group, Organization, Person, Place};
    let head = |t: TokenView<'_>| t.head().map(TokenView::index);
    let back = draft.sentence - entry.sentence;
    let governor = context.governor.map(|g| doc.token(g));
    let of_entry = entry.governor.map(|g| doc.token(g));
    let is_subject = entry.deprel.is_subject();
    let spoke = is_subject && entry.governor.is_some_and(|g| context.is_saying(doc, g));
    let above = governor.zip(entry.governor).and_then(|(own, theirs)| {
        std::iter::once(own).chain(own.ancestors()).take(8).find(|t| head(*t) == Some(theirs))
    });
    let complement = |t: &TokenView<'_>| matches!(t.deprel(), Deprel::Ccomp | Deprel::Xcomp);
    let parallel = governor.zip(of_entry).is_some_and(|(own, theirs)| {
        own.deprel() == Deprel::Conj && head(own) == Some(theirs.index())
            || head(own).is_some() && head(own) == head(theirs)
    });
    let sex = referent.likely_sex().filter(|_| draft.sex.is_some());
    let roles = context.roles;
    let fit = roles.fit(entry.head, draft.head);
    // "Chad's army attacked": Chad, too, acts.
    let modifies =
        matches!(entry.deprel, Deprel::NmodPoss | Deprel::Nmod | Deprel::Amod | Deprel::Compound);
    let owned = entry.governor.filter(|_| modifies);
    let located = readings::stands_for_place(doc, entry.head, context.rules);
    let start = doc.analysis.sentences[entry.sentence as usize].tokens.start;
    [
        1.0,
        flag(draft.sex == Some(Sex::Male)),
        flag(draft.sex == Some(Sex::Female)),
        flag(draft.sex == Some(Sex::Neuter)),
        flag(draft.sex.is_none()),
        flag(draft.possessive),
        flag(draft.reflexive),
        flag(context.deprel.is_subject()),
        flag(context.deprel == Deprel::Obj),
        flag(context.quoted),
        flag(context.says),
        flag(context.acts),
        flag(context.is_acted_on),
        flag(context.owns_act),
        flag(context.owns_party),
        flag(back == 0),
        flag(back == 1),
        flag(back == 2),
        back.min(8) as f32 / 8.0,
        8.0 / (8.0 + draft.head.abs_diff(entry.head) as f32),
        others.min(6) as f32 / 6.0,
        flag(others == 0),
        flag(is_subject),
        flag(entry.deprel == Deprel::NsubjPass),
        flag(matches!(entry.deprel, Deprel::Obj | Deprel::Iobj)),
        flag(entry.deprel == Deprel::NmodPoss),
        flag(entry.deprel == Deprel::OblAgent),
        flag(entry.deprel == Deprel::Nmod),
        flag(entry.deprel == Deprel::Appos),
        flag(entry.deprel == Deprel::Obl),
        flag(located),
        flag(entry.form == MentionForm::Name),
        flag(entry.form == MentionForm::Pronoun),
        flag(entry.form == MentionForm::Title),
        flag(entry.coordinated),
        flag(entry.quoted),
        flag(entry.tokens.start <= start + 1),
        flag(spoke),
        flag(above.is_some()),
        flag(above.as_ref().is_some_and(complement)),
        flag(parallel),
        flag(context.governor.is_some() && context.governor == entry.governor),
        flag(context.deprel == entry.deprel),
        flag(back > 0 && governor.zip(of_entry).is_some_and(|(a, b)| a.lemma() == b.lemma())),
        flag(referent.kind == Person),
        flag(referent.kind == Organization),
        flag(referent.kind == Group),
        flag(referent.kind == Country),
        flag(referent.kind == Place),
        flag(referent.named),
        (referent.mentions.max(1) as f32).log2().min(4.0) / 4.0,
        flag(sex.is_some() && sex == draft.sex),
        flag(sex.is_some() && sex != draft.sex),
        flag(referent.number == Number::Plural),
        flag(referent.number == Number::Singular),
        flag(context.quoted && !entry.quoted && spoke && back <= 1),
        flag(context.says && spoke),
        flag(roles.acts(entry.head)),
        flag(roles.is_acted_on(entry.head)),
        flag(owned.is_some_and(|o| roles.acts(o))),
        flag(owned.is_some_and(|o| roles.is_acted_on(o))),
        flag(fit.across),
        flag(fit.alike),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_traits_of_parties_lie_where_they_are_looked_for() {
        assert_eq!(TRAITS[OF_PARTY], ["acts", "acted_on", "owns_act", "owns_party"]);
    }
}
