//! What speaks for an earlier mention as the one that a pronoun takes up. `scripts/fit_antecedents.py` fits the weights.

use super::draft::Draft;
use super::history::Entry;
use super::pronouns::Context;
use super::referent::Referent;
use super::rules::{Number, Sex};
use crate::ranker::{Ranker, flag};
use crate::{Document, RuleError, rule_files::RuleFiles};
use detente_model::{Deprel, EntityKind, MentionForm, TokenView};

/// The traits by the names under which their weights are filed: those of the pronoun, then those of the mention.
pub(super) const TRAITS: [&str; 51] = [
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
];

/// The value of each trait.
pub(super) type Traits = [f32; TRAITS.len()];

/// The weights of the traits.
#[derive(Debug)]
pub(super) struct AntecedentWeights(Ranker);

impl AntecedentWeights {
    pub(super) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        let names = TRAITS.map(str::to_owned);
        Ok(Self(Ranker::read(files, "mentions/antecedents.tsv", &names)?))
    }

    pub(super) fn score(&self, traits: &Traits) -> f32 {
        self.0.score(traits.iter().copied())
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
    ]
}
