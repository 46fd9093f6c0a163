//! Reads the rule files.

use super::coding::Example;
use super::compile::Compiler;
use super::file::{self, ClassFile};
use super::lexicon::{Lexicon, Word, WordSet};
use super::rule::{Part, Rule, Trigger};
use super::tree::Tree;
use crate::{RuleError, rule_files::RuleFiles};
use detente_model::{EventType, Mode};
use std::collections::HashMap;

/// The event rules with their index: a token's word leads straight to the rules that it may trigger.
#[derive(Debug)]
pub struct EventRules {
    pub(crate) lexicon: Lexicon,
    pub(crate) rules: Vec<Rule>,
    /// By trigger word: the rules, most specific first.
    pub(crate) index: HashMap<Word, Vec<(usize, Trigger)>>,
    pub(crate) light: WordSet,
    /// Light verbs whose subject suffers what the noun says.
    pub(crate) undergo: WordSet,
    pub(crate) transparent: WordSet,
    pub(crate) carrier: WordSet,
    /// Verbs that may tell of a view.
    pub(crate) view: WordSet,
    /// Nouns for what is done to their owner.
    pub(crate) suffered: WordSet,
    /// Verbs that lay an act at a door.
    pub(crate) blaming: WordSet,
    /// Words of those who strike back.
    pub(crate) strike_back: WordSet,
    /// Verbs whose subject tells of an act that others do.
    pub(crate) telling: WordSet,
    /// Verbs for what somebody does not say.
    pub(crate) unsaid: WordSet,
    pub(crate) cue: Cues,
}

/// Words that the coder itself must know.
#[derive(Debug)]
pub(crate) struct Cues {
    pub(crate) by: Word,
    pub(crate) of: Word,
    pub(crate) to: Word,
    pub(crate) from: Word,
    pub(crate) between: Word,
    pub(crate) among: Word,
    pub(crate) place: WordSet,
    /// Prepositions that open whom or what an attack is on.
    pub(crate) against: WordSet,
    /// Prepositions that open who is blamed: "attributed to rebels".
    pub(crate) blamed: WordSet,
    /// Prepositions that open what a meeting is about.
    pub(crate) topic: WordSet,
    /// Prepositions that open with whom it is.
    pub(crate) company: WordSet,
    /// Prepositions that make a meeting the occasion of something else: `before the meeting`.
    pub(crate) occasion: WordSet,
    /// Prepositions between a light verb and its noun: `engage in talks`, `go on strike`.
    pub(crate) inside: WordSet,
    pub(crate) will: WordSet,
    pub(crate) condition: WordSet,
    /// What strikes when no actor is named: `bomb`, `missile`.
    pub(crate) weapon: WordSet,
}

impl EventRules {
    /// Whether a rule of that name is an analyst's own.
    pub(crate) fn is_own(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| rule.own && rule.name == name)
    }

    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        let ours = RuleFiles::default();
        let (file, text) = files.classes();
        let replaced = files.events().any(|(name, _)| files.is_own(name));
        let classes = ClassText { file, text, whole: files.is_own(file) || !replaced };
        let events = files.events().map(|(name, text)| EventText {
            file: name.strip_prefix("events/").unwrap_or(name),
            text,
            replaced: files.is_own(name).then(|| ours.text(name)),
        });
        Self::parse(&classes, events)
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
    pub fn examples(&self) -> impl Iterator<Item = (&str, &[Example], &[String])> {
        self.rules.iter().map(|r| (r.name.as_str(), r.fires.as_slice(), r.silent.as_slice()))
    }

    fn parse<'f>(
        classes: &ClassText<'_>,
        files: impl Iterator<Item = EventText<'f>>,
    ) -> Result<Self, RuleError> {
        let known: ClassFile =
            toml::from_str(classes.text).map_err(|e| syntax(classes.file, &e))?;
        let mut compiler = Compiler::new(known.classes);
        let class = |compiler: &mut Compiler, name: &str| {
            let read = compiler.class(name);
            read.map_err(|e| wrong(classes.file, name, &format!("{e}; the coder itself reads it")))
        };
        let light = class(&mut compiler, "light")?;
        let undergo = class(&mut compiler, "undergo")?;
        let transparent = class(&mut compiler, "transparent")?;
        let carrier = class(&mut compiler, "carrier")?;
        let view = class(&mut compiler, "view")?;
        let suffered = class(&mut compiler, "suffered")?;
        let blaming = class(&mut compiler, "blaming")?;
        let strike_back = class(&mut compiler, "strike_back")?;
        let telling = class(&mut compiler, "telling")?;
        let unsaid = class(&mut compiler, "unsaid")?;
        let weapon = class(&mut compiler, "weapon")?;
        class(&mut compiler, "preposition")?;
        let cue = Cues {
            weapon,
            by: compiler.lexicon.intern("by"),
            of: compiler.lexicon.intern("of"),
            from: compiler.lexicon.intern("from"),
            to: compiler.lexicon.intern("to"),
            between: compiler.lexicon.intern("between"),
            among: compiler.lexicon.intern("among"),
            place: class(&mut compiler, "place")?,
            against: class(&mut compiler, "against")?,
            blamed: class(&mut compiler, "blamed")?,
            topic: class(&mut compiler, "topic")?,
            company: class(&mut compiler, "company")?,
            occasion: class(&mut compiler, "occasion")?,
            inside: class(&mut compiler, "inside")?,
            will: class(&mut compiler, "future")?,
            condition: class(&mut compiler, "condition")?,
        };
        let mut built = Self {
            rules: Vec::new(),
            index: HashMap::new(),
            light,
            undergo,
            transparent,
            carrier,
            view,
            suffered,
            blaming,
            strike_back,
            telling,
            unsaid,
            cue,
            lexicon: Lexicon::default(),
        };
        for EventText { file, text, replaced } in files {
            let parsed = file::read(file, text)?;
            let ours = replaced.and_then(|text| file::read(file, text).ok());
            let ours = ours.map(|file| file.rule).unwrap_or_default();
            let event = parsed.event.parse::<EventType>();
            let event = event.map_err(|e| wrong(file, "event", &e))?;
            let target = compiler.check_roles("target", Some(&parsed.target));
            target.map_err(|message| wrong(file, "event", &message))?;
            for raw in &parsed.rule {
                let id = built.rules.len();
                let (mut rule, triggers) = compiler
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
        if let Some(unused) = compiler.unused_class().filter(|_| classes.whole) {
            return Err(wrong(
                classes.file,
                unused,
                &format!("no rule names @{unused}: name it or delete it"),
            ));
        }
        built.lexicon = compiler.lexicon;
        Ok(built)
    }
}

/// The file of word classes.
struct ClassText<'f> {
    file: &'f str,
    text: &'f str,
    /// Whether the rules that it was written for are all there: an analyst's file in place of ours may need fewer classes.
    whole: bool,
}

/// A file of event rules.
struct EventText<'f> {
    file: &'f str,
    text: &'f str,
    /// What an analyst's file stands for: empty where it is added.
    replaced: Option<&'f str>,
}

pub(super) fn syntax(file: &str, error: &toml::de::Error) -> RuleError {
    RuleError::Syntax { file: file.to_owned(), message: error.to_string() }
}

pub(super) fn wrong(file: &str, rule: &str, message: &dyn std::fmt::Display) -> RuleError {
    RuleError::Rule { file: file.to_owned(), rule: rule.to_owned(), message: message.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: ClassText<'_> = ClassText {
        file: "classes.toml",
        whole: true,
        text: "[classes]\nlight = [\"hold\"]\nundergo = [\"draw\"]\ntransparent = [\"series\"]\nweapon = [\"bomb\"]\ncarrier = [\"effort\"]\nview = [\"agree\"]\nsuffered = [\"arrest\"]\nblaming = [\"blame\"]\nstrike_back = [\"retaliate\"]\ntelling = [\"confirm\"]\nunsaid = [\"comment\"]\nplace = [\"in\", \"at\", \"near\", \"across\", \"inside\", \"outside\", \"into\"]\nagainst = [\"on\", \"against\", \"at\"]\nblamed = [\"to\", \"on\", \"upon\"]\ntopic = [\"on\", \"about\", \"over\", \"regarding\", \"concerning\"]\ncompany = [\"with\", \"between\", \"among\"]\noccasion = [\"at\", \"before\", \"after\", \"during\", \"ahead\"]\ninside = [\"in\", \"into\", \"on\", \"out\"]\nfuture = [\"will\", \"'ll\", \"would\", \"shall\", \"wo\", \"'d\"]\ncondition = [\"if\", \"unless\", \"until\", \"should\"]\npreposition = [\"of\", \"with\", \"to\", \"by\"]\n",
    };

    fn parse(text: &str, replaced: Option<&str>) -> Result<EventRules, RuleError> {
        let file = EventText { file: "consult.toml", text, replaced };
        EventRules::parse(&CLASSES, std::iter::once(file))
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
    fn what_could_never_act_is_refused_by_rule_and_key() {
        let rule = |keys: &str| {
            let name = "[[rule]]\nname = \"meet\"\nverbs = [\"meet\"]\nfires = [\"x\"]\n";
            error(&format!("event = \"CONSULT\"\n{name}{keys}"))
        };
        for (keys, told) in [
            ("objects = [\"aid\"]", "unknown field `objects`"),
            ("object = [\"aid\", \"aid\"]", "`aid` is listed twice"),
            ("object = [\"food aid\"]", "`food aid` is several words"),
            ("object = [\"Aid\"]", "`Aid` has a capital"),
            ("object = [\"@weapon\", \"bomb\"]", "object: `bomb` is in @weapon, too"),
            ("nouns = [\"Meeting\"]", "`Meeting` has a capital"),
        ] {
            let message = rule(keys);
            let named = message.contains("consult.toml, rule `meet`") && message.contains("object");
            assert!(message.contains(told) && (named || keys.starts_with("nouns")), "{message}");
        }
        for (keys, told) in [
            ("priority = 2000000000", "expected i8"),
            ("subject = [\"army\"]\nnot_subject = [\"army\"]", "`army` is under `subject` and"),
            ("light = [\"hold\"]", "`light` is for nouns"),
            ("bare = \"both\"", "`bare` is for nouns"),
            ("nouns = [\"a b c d e\"]", "`a b c d e` has more than 4 words"),
            ("source = [\"subjekt\"]", "source: `subjekt` is neither `none`, `subject`"),
            ("target = [\"none\", \"object\"]", "target: `none` stands alone"),
        ] {
            let message = rule(keys);
            assert!(message.contains("rule `meet`") && message.contains(told), "{message}");
        }
    }

    #[test]
    fn a_class_that_no_rule_names_is_refused_where_it_was_written() {
        let text = format!("{}food = [\"rice\"]\n", CLASSES.text);
        let read = |whole: bool| {
            let classes = ClassText { text: &text, whole, ..CLASSES };
            EventRules::parse(&classes, std::iter::empty())
        };
        let error = read(true).unwrap_err().to_string();
        assert!(error.contains("classes.toml, rule `food`: no rule names @food"), "{error}");
        assert!(read(false).is_ok());
    }

    #[test]
    fn an_example_may_tell_its_coding() {
        let rule = |fires: &str| {
            format!(
                "event = \"CONSULT\"\n[[rule]]\nname = \"meet\"\nverbs = [\"meet\"]\nfires = [{fires}]"
            )
        };
        let coded = rule("\"x\", { text = \"y\", codes = \"KEN = UGA actual\" }");
        let rules = parse(&coded, None).unwrap().rules;
        let codings: Vec<_> = rules[0].fires.iter().map(|e| e.coding.as_ref()).collect();
        assert_eq!(codings, [None, Some(&"KEN = UGA actual".parse().unwrap())]);
        for (fires, told) in [
            ("{ text = \"y\", codes = \"KEN UGA\" }", "`>` is missing"),
            ("{ text = \"y\", code = \"KEN = UGA actual\" }", "codes = \"TCD > SDN actual\""),
            ("1", "codes = \"TCD > SDN actual\""),
        ] {
            let error = error(&rule(fires));
            assert!(error.contains("rule `meet`") && error.contains(told), "{error}");
        }
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
