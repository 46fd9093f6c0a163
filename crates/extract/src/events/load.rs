//! Reads the rule files.

use super::lexicon::{Lexicon, Word, WordSet};
use super::rule::{Bare, Needs, Part, Role, Rule, Trigger};
use super::tree::Tree;
use crate::{RuleError, rule_files::RuleFiles};
use detente_model::{CameoCode, Context, EventType, Mode};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// The event rules with their index: a token's word leads straight to the rules that it may trigger.
#[derive(Debug)]
pub struct EventRules {
    pub(crate) lexicon: Lexicon,
    pub(crate) rules: Vec<Rule>,
    /// By trigger word: the rules, most specific first.
    pub(crate) index: HashMap<Word, Vec<(usize, Trigger)>>,
    pub(crate) light: WordSet,
    pub(crate) transparent: WordSet,
    pub(crate) carrier: WordSet,
    /// Nouns for ways and means: what they are for need not be done.
    pub(crate) manner: WordSet,
    /// Verbs that may tell of a view.
    pub(crate) view: WordSet,
    pub(crate) cue: Cues,
}

/// Words that the coder itself must know.
#[derive(Debug)]
pub(crate) struct Cues {
    pub(crate) by: Word,
    pub(crate) of: Word,
    /// The preposition before what one is blamed or thanked for.
    pub(crate) cause: Word,
    pub(crate) between: Word,
    pub(crate) among: Word,
    pub(crate) place: WordSet,
    /// Prepositions that open what a meeting is about.
    pub(crate) topic: WordSet,
    /// Prepositions that open with whom it is.
    pub(crate) company: WordSet,
    /// Prepositions that make a meeting the occasion of something else: `before the meeting`.
    pub(crate) occasion: WordSet,
    /// Prepositions between a light verb and its noun: `engage in talks`, `go on strike`.
    pub(crate) inside: WordSet,
    pub(crate) content: WordSet,
    pub(crate) will: WordSet,
    pub(crate) condition: WordSet,
    pub(crate) subject_control: WordSet,
    /// What strikes when no actor is named: `bomb`, `missile`.
    pub(crate) weapon: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFile {
    classes: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFile {
    event: String,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    hides: bool,
    rule: Vec<RawRule>,
}

#[derive(PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    name: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    modals: Vec<String>,
    mode: Option<String>,
    cameo: Option<String>,
    #[serde(default)]
    contexts: Vec<String>,
    #[serde(default)]
    reciprocal: bool,
    hides: Option<bool>,
    source: Option<Vec<String>>,
    target: Option<Vec<String>>,
    #[serde(default)]
    needs: Needs,
    #[serde(default)]
    bare: Bare,
    #[serde(default)]
    subject: Vec<String>,
    #[serde(default)]
    not_subject: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    not_object: Vec<String>,
    #[serde(default)]
    about: Vec<String>,
    #[serde(default)]
    not_about: Vec<String>,
    #[serde(default)]
    argument: Vec<String>,
    #[serde(default)]
    not_argument: Vec<String>,
    #[serde(default)]
    modifier: Vec<String>,
    #[serde(default)]
    not_modifier: Vec<String>,
    #[serde(default)]
    light: Vec<String>,
    #[serde(default)]
    not_light: Vec<String>,
    #[serde(default)]
    requires: Vec<String>,
    #[serde(default)]
    governed_by: Vec<String>,
    #[serde(default)]
    needs_content: bool,
    #[serde(default)]
    negated_future: bool,
    #[serde(default)]
    conditional_future: bool,
    #[serde(default)]
    future: bool,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    fires: Vec<String>,
    #[serde(default)]
    silent: Vec<String>,
}

impl EventRules {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        let ours = RuleFiles::default();
        let events = files.events().map(|(name, text)| EventText {
            file: name.strip_prefix("events/").unwrap_or(name),
            text,
            replaced: files.is_own(name).then(|| ours.text(name)),
        });
        Self::parse(files.classes(), events)
    }

    /// The mode that the words `first` to `last` of an act of this type tell, where every rule with that type and one of these
    /// words says the same.
    pub(crate) fn mode_of(
        &self,
        tree: &Tree<'_>,
        (first, last): (u32, u32),
        event_type: EventType,
    ) -> Option<Mode> {
        let words = (first..=last).flat_map(|i| [tree.lemma(i), tree.form(i)]);
        let rules = words.filter_map(|word| self.index.get(&word)).flatten();
        let mut modes = rules
            .filter(|(_, trigger)| trigger.with.is_none() && trigger.part != Part::Modal)
            .map(|(id, _)| &self.rules[*id])
            .filter(|rule| rule.event_type == event_type)
            .map(|rule| rule.mode);
        let mode = modes.next()?;
        mode.filter(|_| modes.all(|other| other == mode))
    }

    /// The examples of each rule, by its name (`consult/meet`): sentences that fire it, sentences that must not.
    pub fn examples(&self) -> impl Iterator<Item = (&str, &[String], &[String])> {
        self.rules.iter().map(|r| (r.name.as_str(), r.fires.as_slice(), r.silent.as_slice()))
    }

    fn parse<'f>(
        classes: (&str, &str),
        files: impl Iterator<Item = EventText<'f>>,
    ) -> Result<Self, RuleError> {
        let known: ClassFile = toml::from_str(classes.1).map_err(|e| syntax(classes.0, &e))?;
        let mut loader = Loader { lexicon: Lexicon::default(), classes: known.classes };
        let class = |loader: &mut Loader, name: &str| {
            loader.set(&[format!("@{name}")]).map_err(|message| RuleError::Rule {
                file: classes.0.to_owned(),
                rule: name.to_owned(),
                message,
            })
        };
        let light = class(&mut loader, "light")?;
        let transparent = class(&mut loader, "transparent")?;
        let carrier = class(&mut loader, "carrier")?;
        let manner = class(&mut loader, "manner")?;
        let view = class(&mut loader, "view")?;
        let weapon = class(&mut loader, "weapon")?;
        let cue = Cues {
            weapon,
            by: loader.lexicon.intern("by"),
            of: loader.lexicon.intern("of"),
            cause: loader.lexicon.intern("for"),
            between: loader.lexicon.intern("between"),
            among: loader.lexicon.intern("among"),
            place: loader.words(&["in", "at", "near", "across", "inside", "outside", "into"]),
            topic: loader.words(&["on", "about", "over", "regarding", "concerning"]),
            company: loader.words(&["with", "between", "among"]),
            occasion: loader.words(&["at", "before", "after", "during", "ahead"]),
            inside: loader.words(&["in", "into", "on", "out"]),
            content: loader.words(&["for", "of", "to", "on", "against", "with", "that", "from"]),
            will: loader.words(&["will", "'ll", "would", "shall", "wo", "'d"]),
            condition: loader.words(&["if", "unless", "until", "should"]),
            subject_control: loader.words(&["promise", "threaten", "vow", "pledge", "offer"]),
        };
        let mut built = Self {
            rules: Vec::new(),
            index: HashMap::new(),
            light,
            transparent,
            carrier,
            manner,
            view,
            cue,
            lexicon: Lexicon::default(),
        };
        for EventText { file, text, replaced } in files {
            let parsed: EventFile = toml::from_str(text).map_err(|e| syntax(file, &e))?;
            let ours = replaced.and_then(|text| toml::from_str::<EventFile>(text).ok());
            let ours = ours.map(|file| file.rule).unwrap_or_default();
            let event = parsed.event.parse::<EventType>();
            let event = event.map_err(|e| wrong(file, "event", &e))?;
            for raw in &parsed.rule {
                let id = built.rules.len();
                let (mut rule, triggers) = loader
                    .rule(file, event, &parsed, raw)
                    .map_err(|message| wrong(file, &raw.name, &message))?;
                rule.own = replaced.is_some() && !ours.contains(raw);
                if built.rules.iter().any(|r| r.name == rule.name) {
                    return Err(wrong(file, &raw.name, &"there are two rules of this name"));
                }
                for (word, trigger) in triggers {
                    built.index.entry(word).or_default().push((id, trigger));
                }
                built.rules.push(rule);
            }
        }
        let rules = &built.rules;
        #[allow(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in built.index.values_mut() {
            list.sort_by_key(|(id, trigger)| {
                let rule = &rules[*id];
                (!rule.own, -(rule.specificity + 2 * i32::from(trigger.with.is_some())), *id)
            });
        }
        built.lexicon = loader.lexicon;
        Ok(built)
    }
}

/// A file of event rules.
struct EventText<'f> {
    file: &'f str,
    text: &'f str,
    /// What an analyst's file stands for: empty where it is added.
    replaced: Option<&'f str>,
}

fn syntax(file: &str, error: &toml::de::Error) -> RuleError {
    RuleError::Syntax { file: file.to_owned(), message: error.to_string() }
}

fn wrong(file: &str, rule: &str, message: &dyn std::fmt::Display) -> RuleError {
    RuleError::Rule { file: file.to_owned(), rule: rule.to_owned(), message: message.to_string() }
}

struct Loader {
    lexicon: Lexicon,
    classes: BTreeMap<String, Vec<String>>,
}

impl Loader {
    fn words(&mut self, words: &[&str]) -> WordSet {
        WordSet::new(words.iter().map(|w| self.lexicon.intern(w)).collect(), false, false)
    }

    fn set(&mut self, entries: &[String]) -> Result<WordSet, String> {
        let (mut words, mut actor, mut state) = (Vec::new(), false, false);
        for entry in entries {
            match entry.strip_prefix('@') {
                Some("actor") => actor = true,
                Some("state") => state = true,
                Some(name) => {
                    let class = self.classes.get(name).ok_or_else(|| {
                        let known: Vec<_> = self.classes.keys().map(String::as_str).collect();
                        format!("there is no class @{name}; classes.toml has {}", known.join(", "))
                    })?;
                    words.extend(class.iter().map(|w| self.lexicon.intern(w)));
                }
                None => words.push(self.lexicon.intern(entry)),
            }
        }
        Ok(WordSet::new(words, actor, state))
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
        let lists = [
            (Part::Verb, &raw.verbs),
            (Part::Noun, &raw.nouns),
            (Part::Adjective, &raw.adjectives),
            (Part::Modal, &raw.modals),
        ];
        for (part, entries) in lists {
            for entry in entries {
                let words: Vec<&str> = entry.split(' ').collect();
                let (head, with) = match (part, words.as_slice()) {
                    (_, [head]) => (*head, None),
                    (Part::Noun, [before, head] | [_, before, head] | [_, _, before, head]) => {
                        (*head, Some(*before))
                    }
                    (_, [head, with] | [head, .., with]) => (*head, Some(*with)),
                    (_, []) => return Err("a trigger is empty".to_owned()),
                };
                let with = with.map(|w| self.lexicon.intern(w));
                triggers.push((self.lexicon.intern(head), Trigger { part, with }));
            }
        }
        if triggers.is_empty() {
            return Err("it has no trigger: give verbs, nouns, adjectives or modals".to_owned());
        }
        Ok(triggers)
    }

    fn rule(
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
        if raw.fires.is_empty() {
            return Err("it has no example: give at least one sentence under `fires`".to_owned());
        }
        let conditions =
            [&raw.object, &raw.subject, &raw.about, &raw.argument, &raw.modifier, &raw.requires];
        let flags = [raw.negated_future, raw.conditional_future, raw.future, raw.needs_content];
        let specificity = 2 * conditions.iter().filter(|c| !c.is_empty()).count() as i32
            + 3 * flags.iter().filter(|&&f| f).count() as i32
            + i32::from(!raw.light.is_empty())
            + 2 * raw.priority;
        let source = raw.source.clone().unwrap_or_else(|| vec!["subject".to_owned()]);
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
            source: self.roles(&source),
            target: self.roles(target),
            needs: raw.needs,
            bare: raw.bare,
            subject: self.set(&raw.subject)?,
            not_subject: self.set(&raw.not_subject)?,
            object: self.set(&raw.object)?,
            not_object: self.set(&raw.not_object)?,
            about: self.set(&raw.about)?,
            not_about: self.set(&raw.not_about)?,
            argument: self.set(&raw.argument)?,
            not_argument: self.set(&raw.not_argument)?,
            modifier: self.set(&raw.modifier)?,
            not_modifier: self.set(&raw.not_modifier)?,
            light: self.set(&raw.light)?,
            not_light: self.set(&raw.not_light)?,
            requires: self.set(&raw.requires)?,
            governed_by: self.set(&raw.governed_by)?,
            needs_content: raw.needs_content,
            negated_future: raw.negated_future,
            conditional_future: raw.conditional_future,
            future: raw.future,
            specificity,
            fires: raw.fires.clone(),
            silent: raw.silent.clone(),
        };
        Ok((rule, triggers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: (&str, &str) = (
        "classes.toml",
        "[classes]\nlight = [\"hold\"]\ntransparent = [\"series\"]\nweapon = [\"bomb\"]\ncarrier = [\"effort\"]\nmanner = [\"way\"]\nview = [\"agree\"]\n",
    );

    fn parse(text: &str, replaced: Option<&str>) -> Result<EventRules, RuleError> {
        let file = EventText { file: "consult.toml", text, replaced };
        EventRules::parse(CLASSES, std::iter::once(file))
    }

    fn error(content: &str) -> String {
        parse(content, None).unwrap_err().to_string()
    }

    #[test]
    fn the_embedded_rules_load() {
        let rules = EventRules::read(&RuleFiles::default()).unwrap();
        assert!(EventType::ALL.iter().all(|t| rules.rules.iter().any(|r| r.event_type == *t)));
    }

    #[test]
    fn errors_name_file_and_rule() {
        let head = "event = \"CONSULT\"\n[[rule]]\nname = \"meet\"\n";
        let unknown =
            error(&format!("{head}verbs = [\"meet\"]\nobject = [\"@nothing\"]\nfires = [\"x\"]"));
        assert!(
            unknown.contains("consult.toml")
                && unknown.contains("meet")
                && unknown.contains("@nothing")
        );
        assert!(error(&format!("{head}fires = [\"x\"]")).contains("no trigger"));
        assert!(error(&format!("{head}verbs = [\"meet\"]")).contains("no example"));
        let mode = format!("{head}verbs = [\"meet\"]\nmode = \"aerial\"\nfires = [\"x\"]");
        assert!(error(&mode).contains("aerial"));
        assert!(error("event = \"PARTY\"\nrule = []").contains("PARTY"));
    }

    #[test]
    fn an_analysts_rule_is_one_that_ours_do_not_have() {
        let rule = |name: &str| {
            format!("[[rule]]\nname = \"{name}\"\nverbs = [\"meet\"]\nfires = [\"x\"]\n")
        };
        let ours = format!("event = \"CONSULT\"\n{}", rule("meet"));
        let mine = format!("{ours}{}", rule("see"));
        let rules = parse(&mine, Some(&ours)).unwrap().rules;
        assert_eq!(rules.iter().map(|r| r.own).collect::<Vec<_>>(), [false, true]);
        assert!(!parse(&ours, None).unwrap().rules[0].own);
    }
}
