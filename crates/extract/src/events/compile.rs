//! Compiles event rules: words become numbers, names of classes the words in them.

use super::coding::{Coding, Example};
use super::file::{EventFile, RawExample, RawRule};
use super::lexicon::{Lexicon, Word, WordSet};
use super::notation::CodingError;
use super::rule::{Part, Role, Rule, Trigger};
use super::void;
use crate::word_list::{Terms, Words};
use detente_model::{CameoCode, Context, EventType, Mode};
use std::collections::{BTreeMap, BTreeSet};

/// Turns rules as they are written into rules that match.
pub(super) struct Compiler {
    pub(super) lexicon: Lexicon,
    classes: BTreeMap<String, Words>,
    /// The classes that a rule names, or the coder itself.
    used: BTreeSet<String>,
}

impl Compiler {
    pub(super) fn new(classes: BTreeMap<String, Words>) -> Self {
        Self { lexicon: Lexicon::default(), classes, used: BTreeSet::new() }
    }

    /// A class that nothing has named so far.
    pub(super) fn unused_class(&self) -> Option<&String> {
        self.classes.keys().find(|name| !self.used.contains(*name))
    }

    pub(super) fn class(&mut self, name: &str) -> Result<WordSet, String> {
        let words = self.class_words(name)?;
        Ok(WordSet::new(words, false, false))
    }

    fn class_words(&mut self, name: &str) -> Result<Vec<Word>, String> {
        let class = self.classes.get(name).ok_or_else(|| {
            let known: Vec<_> = self.classes.keys().map(String::as_str).collect();
            format!("there is no class @{name}; classes.toml has {}", known.join(", "))
        })?;
        self.used.insert(name.to_owned());
        Ok(class.iter().map(|w| self.lexicon.intern(w)).collect())
    }

    /// The words of the list under `key`, those of the classes that it names among them.
    fn set(&mut self, key: &str, entries: &Words) -> Result<WordSet, String> {
        let (mut words, mut actor, mut state) = (Vec::new(), false, false);
        for entry in entries.iter() {
            match entry.strip_prefix('@') {
                Some("actor") => actor = true,
                Some("state") => state = true,
                Some(name) => {
                    let class = self.class_words(name).map_err(|e| format!("{key}: {e}"))?;
                    let twice = self.classes[name].intersection(entries).next();
                    if let Some(twice) = twice {
                        return Err(format!("{key}: `{twice}` is in @{name}, too: delete it here"));
                    }
                    words.extend(class);
                }
                None => words.push(self.lexicon.intern(entry)),
            }
        }
        Ok(WordSet::new(words, actor, state))
    }

    /// Refuses places of parties that are none.
    pub(super) fn check_roles(&self, key: &str, roles: Option<&Terms>) -> Result<(), String> {
        let prepositions = self.classes.get("preposition");
        let known = |word: &str| prepositions.is_some_and(|all| all.contains(word));
        roles.map_or(Ok(()), |roles| void::refuse_roles(key, roles, known))
    }

    fn roles(&mut self, names: &[String]) -> Vec<Role> {
        let role = |name: &String| match name.as_str() {
            "none" => None,
            "subject" => Some(Role::Subject),
            "object" => Some(Role::Object),
            "iobj" => Some(Role::Indirect),
            "content" => Some(Role::Content),
            preposition => Some(Role::Preposition(self.lexicon.intern(preposition))),
        };
        names.iter().filter_map(role).collect()
    }

    fn triggers(&mut self, raw: &RawRule) -> Result<Vec<(Word, Trigger)>, String> {
        let mut triggers = Vec::new();
        let verbs = raw.verbs.iter().map(|entry| (Part::Verb, entry));
        let nouns = raw.nouns.iter().map(|entry| (Part::Noun, entry));
        let adjectives = raw.adjectives.iter().map(|entry| (Part::Adjective, entry));
        let modals = raw.modals.iter().map(|entry| (Part::Modal, entry));
        for (part, entry) in verbs.chain(nouns).chain(adjectives).chain(modals) {
            if entry.chars().any(char::is_uppercase) {
                return Err(format!("`{entry}` has a capital: triggers are lemmas in lower case"));
            }
            let words: Vec<&str> = entry.split_whitespace().collect();
            let (head, with) = match (part, words.as_slice()) {
                (_, [head]) => (*head, None),
                (Part::Noun, [before, head] | [_, before, head] | [_, _, before, head]) => {
                    (*head, Some(*before))
                }
                (_, [head, with] | [head, .., with]) => (*head, Some(*with)),
                (_, []) => continue,
            };
            let with = with.map(|w| self.lexicon.intern(w));
            triggers.push((self.lexicon.intern(head), Trigger { part, with }));
        }
        if triggers.is_empty() {
            return Err("it has no trigger: give verbs, nouns, adjectives or modals".to_owned());
        }
        Ok(triggers)
    }

    pub(super) fn rule(
        &mut self,
        file: &str,
        event_type: EventType,
        defaults: &EventFile,
        raw: &RawRule,
    ) -> Result<(Rule, Vec<(Word, Trigger)>), String> {
        let mode =
            raw.mode.as_deref().map(str::parse::<Mode>).transpose().map_err(|e| e.to_string())?;
        if let Some(mode) = mode.filter(|m| !m.fits(event_type)) {
            return Err(format!("mode {mode} does not go with {event_type}"));
        }
        let cameo = raw
            .cameo
            .as_deref()
            .map(str::parse::<CameoCode>)
            .transpose()
            .map_err(|e| e.to_string())?;
        let contexts = raw.contexts.iter().map(|c| c.parse::<Context>());
        let contexts = contexts.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
        void::refuse(raw)?;
        for (key, roles) in [("source", &raw.source), ("target", &raw.target)] {
            self.check_roles(key, roles.as_ref())?;
        }
        if raw.fires.is_empty() {
            return Err("it has no example: give at least one sentence under `fires`".to_owned());
        }
        let conditions =
            [&raw.object, &raw.subject, &raw.about, &raw.argument, &raw.modifier, &raw.requires];
        let flags = [raw.negated_future, raw.conditional_future, raw.future, raw.needs_content];
        let specificity = 2 * conditions.iter().filter(|c| !c.is_empty()).count() as i32
            + 3 * flags.iter().filter(|&&f| f).count() as i32
            + i32::from(!raw.light.is_empty())
            + 2 * i32::from(raw.priority);
        let source = match &raw.source {
            Some(source) => self.roles(source),
            None => vec![Role::Subject],
        };
        let target = raw.target.as_ref().unwrap_or(&defaults.target);
        let triggers = self.triggers(raw)?;
        let stem = file.trim_end_matches(".toml");
        let rule = Rule {
            name: format!("{stem}/{}", raw.name),
            own: false,
            event_type,
            mode,
            cameo,
            contexts,
            reciprocal: raw.reciprocal,
            hides: raw.hides.unwrap_or(defaults.hides),
            source,
            target: self.roles(target),
            needs: raw.needs,
            bare: raw.bare,
            subject: self.set("subject", &raw.subject)?,
            not_subject: self.set("not_subject", &raw.not_subject)?,
            object: self.set("object", &raw.object)?,
            not_object: self.set("not_object", &raw.not_object)?,
            about: self.set("about", &raw.about)?,
            not_about: self.set("not_about", &raw.not_about)?,
            argument: self.set("argument", &raw.argument)?,
            not_argument: self.set("not_argument", &raw.not_argument)?,
            modifier: self.set("modifier", &raw.modifier)?,
            not_modifier: self.set("not_modifier", &raw.not_modifier)?,
            light: self.set("light", &raw.light)?,
            not_light: self.set("not_light", &raw.not_light)?,
            requires: self.set("requires", &raw.requires)?,
            governed_by: self.set("governed_by", &raw.governed_by)?,
            needs_content: raw.needs_content,
            negated_future: raw.negated_future,
            conditional_future: raw.conditional_future,
            future: raw.future,
            specificity,
            fires: examples(&raw.fires).map_err(|e| e.to_string())?,
            silent: raw.silent.clone(),
        };
        Ok((rule, triggers))
    }
}

fn examples(written: &[RawExample]) -> Result<Vec<Example>, CodingError> {
    let example = |raw: &RawExample| {
        let (text, codes) = raw.parts();
        let coding = codes.map(str::parse::<Coding>).transpose()?;
        Ok(Example { text: text.to_owned(), coding })
    };
    written.iter().map(example).collect()
}
