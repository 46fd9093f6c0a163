//! The rule files: compiled in, and overridden by those of an analyst's folder.

use crate::RuleError;
use std::collections::BTreeMap;
use std::path::Path;

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../rules/", $name)))),+]
    };
}

/// The files that are compiled in, by their path under `rules/`.
const EMBEDDED: [(&str, &str); 36] = embedded!(
    "clauses.toml",
    "events/classes.toml",
    "events/agree.toml",
    "events/consult.toml",
    "events/support.toml",
    "events/concede.toml",
    "events/cooperate.toml",
    "events/aid.toml",
    "events/retreat.toml",
    "events/request.toml",
    "events/accuse.toml",
    "events/reject.toml",
    "events/threaten.toml",
    "events/protest.toml",
    "events/sanction.toml",
    "events/mobilize.toml",
    "events/coerce.toml",
    "events/assault.toml",
    "events/cameo.tsv",
    "events/judgement.tsv",
    "factuality/predicates.toml",
    "factuality/weights.tsv",
    "homes.tsv",
    "meetings/words.toml",
    "mentions/antecedents.tsv",
    "mentions/given_names.tsv",
    "mentions/honorifics.toml",
    "mentions/nouns.toml",
    "mentions/party_antecedents.tsv",
    "mentions/phrases.toml",
    "mentions/pronouns.toml",
    "mentions/salience.toml",
    "quotes/cues.toml",
    "quotes/voices.toml",
    "times/patterns.toml",
    "times/words.toml",
);

/// The word classes that event rules name.
const CLASSES: &str = "events/classes.toml";

/// Where the folder of event rules begins: the one in which files may be added.
const EVENTS: &str = "events/";

/// The texts of all rule files.
#[derive(Debug, Default)]
pub(crate) struct RuleFiles {
    /// Those that stand for ours, or beside them.
    own: BTreeMap<String, String>,
}

impl RuleFiles {
    /// The files that are compiled in, with those below `folder` in place of the ones with the same path; files of
    /// `events/` with other names are added.
    ///
    /// # Errors
    /// When a file cannot be read, is none that rules are read from, or nothing is there.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, RuleError> {
        let mut own = BTreeMap::new();
        let mut folders = vec![String::new()];
        while let Some(below) = folders.pop() {
            let path = folder.join(&below);
            let unread = |e: std::io::Error| RuleError::Unreadable {
                path: path.clone(),
                message: e.to_string(),
            };
            for entry in std::fs::read_dir(&path).map_err(unread)? {
                let entry = entry.map_err(unread)?;
                let file = entry.file_name().to_string_lossy().into_owned();
                if file.starts_with('.') {
                    continue;
                }
                let name = format!("{below}{file}");
                if entry.path().is_dir() {
                    folders.push(format!("{name}/"));
                } else if has_rules(&name) {
                    let text = std::fs::read_to_string(entry.path());
                    let text = text.map_err(|e| RuleError::Unreadable {
                        path: entry.path(),
                        message: e.to_string(),
                    })?;
                    own.insert(name, text);
                } else if is_rule_like(&name) {
                    let message =
                        format!("no rules are read from a file of this name; {}", wanted());
                    return Err(RuleError::Syntax { file: name, message });
                }
            }
        }
        if own.is_empty() {
            let message = format!("no rule file is there; {}", wanted());
            return Err(RuleError::Unreadable { path: folder.to_owned(), message });
        }
        Ok(Self { own })
    }

    /// The text of a file that is compiled in or stands for one. Asked for by names that are in the code only.
    pub(crate) fn text(&self, name: &str) -> &str {
        let embedded = || EMBEDDED.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text);
        self.own.get(name).map_or_else(embedded, String::as_str)
    }

    /// A TOML file that is compiled in or stands for one.
    ///
    /// # Errors
    /// When the file does not say what `T` wants.
    pub(crate) fn toml<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, RuleError> {
        toml::from_str(self.text(name))
            .map_err(|e| RuleError::Syntax { file: name.to_owned(), message: e.to_string() })
    }

    /// The file of word classes, by name and text.
    pub(crate) fn classes(&self) -> (&str, &str) {
        (CLASSES, self.text(CLASSES))
    }

    /// The files of event rules, ours first, by name and text.
    pub(crate) fn events(&self) -> impl Iterator<Item = (&str, &str)> {
        let ours = EMBEDDED.iter().map(|(name, _)| *name).filter(|name| has_events(name));
        let added = self.own.keys().map(String::as_str).filter(|name| !is_embedded(name));
        ours.chain(added).map(|name| (name, self.text(name)))
    }

    /// Whether a file is the analyst's.
    pub(crate) fn is_own(&self, name: &str) -> bool {
        self.own.contains_key(name)
    }

    /// The analyst's files, by name and text, in the order of their names.
    pub(crate) fn own(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

fn is_embedded(name: &str) -> bool {
    EMBEDDED.iter().any(|(n, _)| *n == name)
}

fn has_events(name: &str) -> bool {
    let file = name.strip_prefix(EVENTS).and_then(|file| file.strip_suffix(".toml"));
    name != CLASSES && file.is_some_and(|file| !file.contains('/'))
}

fn has_rules(name: &str) -> bool {
    is_embedded(name) || has_events(name)
}

/// Whether a file looks as if it were meant to be read: a note beside the rules is not.
fn is_rule_like(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == "toml" || e == "tsv")
}

fn wanted() -> String {
    let names: Vec<&str> =
        EMBEDDED.iter().map(|(name, _)| *name).filter(|name| !has_events(name)).collect();
    format!("those that are: events/ANY.toml, {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_overrides_and_adds() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("events")).unwrap();
        std::fs::write(folder.path().join("events/agree.toml"), "ours").unwrap();
        std::fs::write(folder.path().join("events/trade.toml"), "added").unwrap();
        std::fs::write(folder.path().join("NOTES.md"), "why").unwrap();
        let files = RuleFiles::in_folder(folder.path()).unwrap();
        let events: Vec<(&str, &str)> = files.events().collect();
        assert_eq!(events[0], ("events/agree.toml", "ours"));
        assert_eq!(events[16], ("events/trade.toml", "added"));
        assert_eq!(files.text("homes.tsv"), RuleFiles::default().text("homes.tsv"));
        assert!(files.is_own("events/trade.toml") && !files.is_own("events/aid.toml"));
    }

    #[test]
    fn every_file_has_a_text() {
        let files = RuleFiles::default();
        assert!(EMBEDDED.iter().all(|(name, _)| !files.text(name).is_empty()));
        assert_eq!(files.events().count(), 16);
    }

    /// The keys of a table, those of the tables in it among them; what a table of words is called, its words are not.
    fn keys(table: &toml::Table, out: &mut Vec<String>) {
        const OF_WORDS: [&str; 16] = [
            "classes",
            "modals",
            "combining",
            "counts",
            "codes",
            "phase",
            "decades",
            "meridiems",
            "months",
            "weekdays",
            "seasons",
            "numbers",
            "ordinals",
            "parts",
            "scales",
            "set_phrases",
        ];
        for (key, value) in table {
            out.push(key.clone());
            match value {
                _ if OF_WORDS.contains(&key.as_str()) => {}
                toml::Value::Table(inner) => keys(inner, out),
                toml::Value::Array(items) => {
                    items.iter().filter_map(toml::Value::as_table).for_each(|t| keys(t, out));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_readme_tells_every_key() {
        const README: &str = include_str!("../rules/README.md");
        let mut missing = Vec::new();
        for (name, text) in EMBEDDED.iter().filter(|(name, _)| name.ends_with(".toml")) {
            let mut all = Vec::new();
            keys(&text.parse().unwrap(), &mut all);
            all.sort();
            all.dedup();
            let told = |key: &String| {
                let marks =
                    [('`', '`'), ('[', ']'), ('`', ' '), (' ', ' '), ('`', '.'), ('.', '`')];
                marks
                    .iter()
                    .any(|(before, after)| README.contains(&format!("{before}{key}{after}")))
            };
            missing.extend(all.iter().filter(|key| !told(key)).map(|key| format!("{name}: {key}")));
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }

    #[test]
    fn what_is_not_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = |path: &Path| RuleFiles::in_folder(path).unwrap_err().to_string();
        assert!(error(folder.path()).contains("no rule file"));
        std::fs::write(folder.path().join("agree.toml"), "").unwrap();
        let named = error(folder.path());
        assert!(named.contains("agree.toml") && named.contains("events/ANY.toml"), "{named}");
        assert!(error(&folder.path().join("nowhere")).contains("nowhere"));
    }
}
