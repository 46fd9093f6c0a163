//! The rules of this finder, read from `rules/mentions/`.

use super::antecedents::AntecedentWeights;
use crate::{
    Document, RuleError,
    clause::ClauseRules,
    given_names::GivenNames,
    rule_files::RuleFiles,
    word_list::{Terms, Words},
};
use detente_model::{Deprel, EntityKind, Mention, MentionForm, Penn, Sector};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What is known of a person's sex, or that it is no person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Sex {
    #[serde(rename = "m")]
    Male,
    #[serde(rename = "f")]
    Female,
    #[serde(rename = "n")]
    Neuter,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Number {
    Singular,
    Plural,
    Either,
}

/// Nouns that refer alike.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NounClass {
    pub(super) kind: EntityKind,
    pub(super) sector: Option<Sector>,
    #[serde(default)]
    pub(super) office: bool,
    pub(super) sex: Option<Sex>,
    nouns: Terms,
}

/// Pronouns that agree alike.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PronounClass {
    forms: Words,
    pub(super) number: Number,
    pub(super) sex: Option<Sex>,
    pub(super) person: u8,
    #[serde(default)]
    pub(super) possessive: bool,
    #[serde(default)]
    pub(super) reflexive: bool,
}

/// A form of address.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Honorific {
    forms: Words,
    pub(super) sex: Option<Sex>,
    pub(super) sector: Option<Sector>,
}

/// `the two sides`, `both countries`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parties {
    counts: BTreeMap<String, usize>,
    pairing: Words,
    pub(super) states: Words,
    pub(super) bodies: Words,
    pub(super) people: Words,
    pub(super) any: Words,
    pub(super) pair: Words,
    pub(super) only: Words,
}

impl Parties {
    /// How many parties `word` says there are.
    pub(super) fn count(&self, word: &str) -> Option<usize> {
        let counted =
            self.counts.iter().find(|(w, _)| word.eq_ignore_ascii_case(w)).map(|(_, &n)| n);
        counted.or_else(|| self.pairs(word).then_some(2))
    }

    /// Whether `word` means one of two, or each of them: `both`, `each`.
    pub(super) fn pairs(&self, word: &str) -> bool {
        self.pairing.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    /// Whether a noun may stand for parties.
    pub(super) fn is_noun(&self, noun: &str) -> bool {
        [&self.states, &self.bodies, &self.people, &self.any]
            .iter()
            .any(|l| l.iter().any(|n| n == noun))
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NounList {
    pub(super) nouns: Words,
}

/// Words that decide how a noun phrase is read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub(super) definite: Words,
    pub(super) indefinite: Words,
    pub(super) office_links: Words,
    pub(super) complements: Words,
    pub(super) stances: Words,
    pub(super) former: Words,
    pub(super) locative: Words,
    pub(super) storms: Words,
    pub(super) participating: Words,
    pub(super) lying: Words,
    pub(super) governing: Words,
    pub(super) settlements: Words,
    pub(super) any_body: Words,
    pub(super) by_sector: Vec<Sector>,
    pub(super) becoming: Words,
    pub(super) making: Words,
    pub(super) serving: Words,
    pub(super) ranks: Words,
    pub(super) one_a_state: Words,
    pub(super) portfolios: Words,
    pub(super) capital_or_state: Words,
    pub(super) abstract_if_owned: Words,
    pub(super) abstract_before_of: Words,
    pub(super) of_no_state: Vec<Sector>,
    pub(super) of_other_states: Words,
    pub(super) of_several_states: Words,
    pub(super) of_others_than_owner: Words,
    /// Nouns of those who serve in other states than their own.
    pub(super) envoys: Words,
    pub(super) of_same_office: Words,
    pub(super) regional_offices: Words,
    set_phrases: BTreeMap<String, Words>,
    combining: BTreeMap<String, String>,
    pub(super) parties: Parties,
    pub(super) withheld: NounList,
}

impl Phrases {
    /// Whether a state has one holder of the office at a time: `prime minister`, `president`.
    pub(super) fn is_one_a_state(&self, office: &str) -> bool {
        let portfolio = |word: &str| self.portfolios.contains(word);
        let (before, noun) = office.rsplit_once(' ').unwrap_or(("", office));
        self.one_a_state.contains(noun) || before.split(' ').any(portfolio)
    }

    /// Whether a noun, by its lemma in lower case, refers to nobody after `preposition`.
    pub(super) fn is_set(&self, noun: &str, preposition: &str) -> bool {
        let listed = |list: &Words| list.iter().any(|p| p.eq_ignore_ascii_case(preposition));
        self.set_phrases.get(noun).is_some_and(listed)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expletive {
    pub(super) verbs: Words,
    pub(super) adjectives: Words,
}

/// Among which earlier mentions a pronoun chooses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Salience {
    pub(super) window_sentences: u32,
    pub(super) least_thing: f32,
    pub(super) least_plural: f32,
    /// Verbs of saying.
    pub(super) saying: Words,
    pub(super) expletive: Expletive,
}

/// The rules of this finder.
#[derive(Debug)]
pub(crate) struct MentionRules {
    classes: Vec<NounClass>,
    nouns: HashMap<String, usize>,
    /// First words of nouns of several words, with the most words such a noun has.
    noun_starts: HashMap<String, usize>,
    pronoun_classes: Vec<PronounClass>,
    pronouns: HashMap<String, usize>,
    honorific_classes: Vec<Honorific>,
    honorifics: HashMap<String, usize>,
    given_names: Arc<GivenNames>,
    pub(super) clauses: Arc<ClauseRules>,
    pub(super) phrases: Phrases,
    pub(super) salience: Salience,
    pub(super) antecedents: AntecedentWeights,
}

impl MentionRules {
    pub(crate) fn read(
        files: &RuleFiles,
        given_names: &Arc<GivenNames>,
        clauses: &Arc<ClauseRules>,
    ) -> Result<Self, RuleError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct NounFile {
            class: Vec<NounClass>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct PronounFile {
            pronoun: Vec<PronounClass>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct HonorificFile {
            honorific: Vec<Honorific>,
        }
        const NOUNS: &str = "mentions/nouns.toml";
        const PRONOUNS: &str = "mentions/pronouns.toml";
        const HONORIFICS: &str = "mentions/honorifics.toml";
        let classes = files.toml::<NounFile>(NOUNS)?.class;
        let pronoun_classes = files.toml::<PronounFile>(PRONOUNS)?.pronoun;
        let honorific_classes = files.toml::<HonorificFile>(HONORIFICS)?.honorific;
        let nouns = index(NOUNS, classes.iter().map(|c| c.nouns.iter()))?;
        Ok(Self {
            noun_starts: noun_starts(&nouns),
            nouns,
            pronouns: index(PRONOUNS, pronoun_classes.iter().map(|c| c.forms.iter()))?,
            honorifics: index(HONORIFICS, honorific_classes.iter().map(|c| c.forms.iter()))?,
            given_names: Arc::clone(given_names),
            clauses: Arc::clone(clauses),
            phrases: files.toml("mentions/phrases.toml")?,
            salience: files.toml("mentions/salience.toml")?,
            antecedents: AntecedentWeights::read(files)?,
            classes,
            pronoun_classes,
            honorific_classes,
        })
    }

    /// The adjective that the first half of a compound stands for: `Chinese` for `Sino` of `Sino-Indian`.
    pub(crate) fn combining(&self, word: &str) -> Option<&str> {
        self.phrases.combining.get(&word.to_lowercase()).map(String::as_str)
    }

    /// Whether an office is one that is held abroad: `ambassador to Togo`.
    pub(crate) fn is_envoy(&self, role: &str) -> bool {
        role.split_whitespace().any(|word| self.phrases.envoys.contains(word))
    }

    /// Whether those of sector `sector` belong to no state as a rule.
    pub(crate) fn is_of_no_state(&self, sector: Sector) -> bool {
        self.phrases.of_no_state.contains(&sector)
    }

    /// Whether the words of a noun phrase say that it means others than the state around: `foreign powers`.
    pub(crate) fn is_of_other_states(&self, doc: &Document<'_>, mention: &Mention) -> bool {
        let lists = |list: &Words, word: &str| list.iter().any(|w| word.eq_ignore_ascii_case(w));
        let noun = doc.token(mention.head).lemma();
        mention.form != MentionForm::Name
            && (lists(&self.phrases.of_several_states, noun)
                || self.noun(noun).is_some_and(|c| c.kind == EntityKind::Country)
                || doc
                    .analysis
                    .tokens_in(mention.span)
                    .any(|t| lists(&self.phrases.of_other_states, doc.token(t).text())))
    }

    /// Whether a noun that may be an actor is none where it stands: "a state of emergency", "the president's power".
    pub(crate) fn is_abstract(&self, doc: &Document<'_>, noun: u32) -> bool {
        let token = doc.token(noun);
        let before_of = noun + 1 < doc.len() && doc.word(noun + 1).eq_ignore_ascii_case("of");
        let owned = token.children().any(|c| c.deprel() == Deprel::NmodPoss);
        let listed = |list: &Words| list.contains(token.lemma());
        before_of && listed(&self.phrases.abstract_before_of)
            || owned && token.penn() == Penn::Nn && listed(&self.phrases.abstract_if_owned)
    }

    /// Whether a noun phrase means several states' parties at once: `the two armies`, `both delegations`.
    pub(crate) fn is_of_several_parties(&self, doc: &Document<'_>, mention: &Mention) -> bool {
        let parties = &self.phrases.parties;
        let noun = doc.token(mention.head).lemma();
        let counted = || {
            let tokens = doc.analysis.tokens_in(mention.span);
            let before = tokens.start.saturating_sub(1);
            (before..mention.head).any(|t| parties.count(doc.word(t)).is_some())
        };
        let plural = doc.token(mention.head).penn() == Penn::Nns;
        // "Both sides", whom nothing tells apart, may be of one state.
        mention.form != MentionForm::Name
            && plural
            && !parties.any.contains(noun)
            && (parties.pair.contains(noun) || parties.is_noun(noun) && counted())
    }

    /// The class of a noun, by its lemma in lower case.
    pub(super) fn noun(&self, lemma: &str) -> Option<&NounClass> {
        self.nouns.get(lemma).map(|&i| &self.classes[i])
    }

    /// The most words of a noun that begins with `word`, in lower case; 1 when none has several.
    pub(super) fn noun_words(&self, word: &str) -> usize {
        self.noun_starts.get(word).copied().unwrap_or(1)
    }

    /// The class of a pronoun, by its form in lower case.
    pub(super) fn pronoun(&self, form: &str) -> Option<&PronounClass> {
        self.pronouns.get(form).map(|&i| &self.pronoun_classes[i])
    }

    /// What a form of address tells, by its form in lower case.
    pub(super) fn honorific(&self, form: &str) -> Option<&Honorific> {
        self.honorifics.get(form.trim_end_matches('.')).map(|&i| &self.honorific_classes[i])
    }

    /// The sex of nearly all bearers of a given name.
    pub(super) fn given_name(&self, name: &str) -> Option<Sex> {
        let womans = self.given_names.is_womans(name)?;
        Some(if womans { Sex::Female } else { Sex::Male })
    }
}

/// Term to class number.
fn index<'a, T: Iterator<Item = &'a String>>(
    file: &str,
    lists: impl Iterator<Item = T>,
) -> Result<HashMap<String, usize>, RuleError> {
    let mut index = HashMap::new();
    for (i, terms) in lists.enumerate() {
        for term in terms {
            if let Some(before) = index.insert(term.clone(), i) {
                let (before, i) = (before + 1, i + 1);
                let message = format!("`{term}` is in class {before} and in class {i}: delete one");
                return Err(RuleError::Syntax { file: file.to_owned(), message });
            }
        }
    }
    Ok(index)
}

fn noun_starts(nouns: &HashMap<String, usize>) -> HashMap<String, usize> {
    let mut starts: HashMap<String, usize> = HashMap::new();
    for (first, rest) in nouns.keys().filter_map(|n| n.split_once(' ')) {
        let words = starts.entry(first.to_owned()).or_insert(1);
        *words = (*words).max(2 + rest.matches(' ').count());
    }
    starts
}
