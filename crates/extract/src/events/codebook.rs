//! The codebook: the event rules in words, as Markdown.

use super::file::{self, ClassFile, EventFile, RawRule};
use super::load::{syntax, wrong};
use crate::{RuleError, rule_files::RuleFiles};
use detente_model::{EventType, Mode, Quad};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A file of event rules with its name and the comment that it begins with.
struct Chapter<'f> {
    file: &'f str,
    comment: String,
    parsed: EventFile,
}

/// The rules of all types, and the word classes they name.
pub(crate) fn codebook(files: &RuleFiles) -> Result<String, RuleError> {
    let mut chapters: BTreeMap<EventType, Vec<Chapter<'_>>> = BTreeMap::new();
    for (name, text) in files.events() {
        let file = name.strip_prefix("events/").unwrap_or(name);
        let parsed = file::read(file, text)?;
        let event_type = parsed.event.parse::<EventType>();
        let event_type = event_type.map_err(|e| wrong(file, "event", &e))?;
        let comment = text.lines().map_while(|l| l.strip_prefix('#')).map(str::trim);
        let comment = comment.collect::<Vec<_>>().join(" ");
        chapters.entry(event_type).or_default().push(Chapter { file, comment, parsed });
    }
    let mut out = String::from("# Codebook\n");
    for (event_type, chapters) in &chapters {
        heading(&mut out, *event_type);
        for Chapter { file, comment, parsed } in chapters {
            if !comment.is_empty() {
                line(&mut out, format_args!("\n{comment}"));
            }
            for rule in &parsed.rule {
                write_rule(&mut out, file.trim_end_matches(".toml"), parsed, rule);
            }
        }
    }
    let (file, text) = files.classes();
    let classes: ClassFile = toml::from_str(text).map_err(|e| syntax(file, &e))?;
    line(&mut out, format_args!("\n## Word classes\n"));
    for (name, words) in &classes.classes {
        line(&mut out, format_args!("- `@{name}`: {}", listed(words.iter())));
    }
    Ok(out)
}

fn heading(out: &mut String, event_type: EventType) {
    let quad = match event_type.quad() {
        Quad::VerbalCooperation => "verbal cooperation",
        Quad::MaterialCooperation => "material cooperation",
        Quad::VerbalConflict => "verbal conflict",
        Quad::MaterialConflict => "material conflict",
    };
    let (number, scale) = (event_type.quad().number(), event_type.scale());
    line(out, format_args!("\n## {event_type}\n\nQuad {number}, {quad}; scale {scale:+.1}."));
    let scaled = |mode: &Mode| match mode.scale(event_type) {
        Some(scale) => format!("`{mode}` ({scale:+.1})"),
        None => format!("`{mode}`"),
    };
    let modes: Vec<_> = Mode::ALL.iter().filter(|m| m.fits(event_type)).map(scaled).collect();
    if !modes.is_empty() {
        line(out, format_args!("Modes: {}.", modes.join(", ")));
    }
}

fn write_rule(out: &mut String, stem: &str, defaults: &EventFile, rule: &RawRule) {
    line(out, format_args!("\n### {stem}/{}\n", rule.name));
    let mut says = vec![defaults.event.clone()];
    says.extend(rule.mode.as_ref().map(|mode| format!("mode `{mode}`")));
    says.extend(rule.cameo.as_ref().map(|code| format!("CAMEO {code}")));
    says.extend(rule.contexts.iter().map(|context| format!("context `{context}`")));
    says.extend(rule.reciprocal.then(|| "each side does it to the other".to_owned()));
    line(out, format_args!("Codes {}.\n", says.join(", ")));
    for (kind, words) in [
        ("Verbs", listed(rule.verbs.iter())),
        ("Nouns", listed(rule.nouns.iter())),
        ("Adjectives", listed(rule.adjectives.iter())),
        ("Modal verbs", listed(rule.modals.iter())),
        ("with the light verb", listed(rule.light.iter())),
        ("not with the light verb", listed(rule.not_light.iter())),
        ("subject", listed(rule.subject.iter())),
        ("subject is not", listed(rule.not_subject.iter())),
        ("object", listed(rule.object.iter())),
        ("object is not", listed(rule.not_object.iter())),
        ("about", listed(rule.about.iter())),
        ("not about", listed(rule.not_about.iter())),
        ("an argument is", listed(rule.argument.iter())),
        ("no argument is", listed(rule.not_argument.iter())),
        ("modified by", listed(rule.modifier.iter())),
        ("not modified by", listed(rule.not_modifier.iter())),
        ("with the preposition", listed(rule.requires.iter())),
        ("after the preposition", listed(rule.governed_by.iter())),
    ] {
        if !words.is_empty() {
            line(out, format_args!("- {kind}: {words}"));
        }
    }
    for (holds, condition) in [
        (rule.needs_content, "with a clause or a preposition that says what it is about"),
        (rule.future, "in the future"),
        (rule.negated_future, "in the negated future"),
        (rule.conditional_future, "in the future, on a condition"),
    ] {
        if holds {
            line(out, format_args!("- {condition}"));
        }
    }
    line(out, format_args!("\nExamples:\n"));
    for (text, codes) in rule.fires.iter().map(file::RawExample::parts) {
        let codes = codes.map(|codes| format!(" `{codes}`")).unwrap_or_default();
        line(out, format_args!("- {text}{codes}"));
    }
    for text in &rule.silent {
        line(out, format_args!("- not: {text}"));
    }
}

fn listed<'w>(words: impl Iterator<Item = &'w String>) -> String {
    let word = |w: &String| if w.starts_with('@') { format!("`{w}`") } else { w.clone() };
    words.map(word).collect::<Vec<_>>().join(", ")
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rules;

    #[test]
    fn every_rule_is_in_it_with_its_examples() {
        let book = codebook(&RuleFiles::default()).unwrap();
        for (rule, fires, silent) in Rules::embedded().unwrap().events().examples() {
            assert!(book.contains(&format!("\n### {rule}\n")), "{rule}");
            let mut examples = fires.iter().map(|e| format!("\n- {}", e.text));
            assert!(examples.all(|e| book.contains(&e)), "{rule}");
            assert!(silent.iter().all(|s| book.contains(&format!("\n- not: {s}\n"))), "{rule}");
        }
        assert!(book.contains("\n## ACCUSE\n\nQuad 3, verbal conflict; scale -2.5.\n"));
        assert!(book.contains("\nCodes ACCUSE, mode `allege`, CAMEO 112.\n"));
        assert!(book.contains("\n- Chad accused Sudan of arming rebels. `TCD > SDN actual`\n"));
        assert!(book.contains("\n- subject: `@state`\n"));
        assert!(book.contains("\n- `@weapon`: "));
    }
}
