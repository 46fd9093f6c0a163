//! Given names, and the sex of nearly all who bear them.

use crate::{RuleError, rule_files::RuleFiles};
use std::collections::HashMap;

const FILE: &str = "mentions/given_names.tsv";

/// By name, whether its bearers are women.
#[derive(Debug)]
pub(crate) struct GivenNames(HashMap<String, bool>);

impl GivenNames {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        let lines = files.text(FILE).lines().enumerate();
        let names = lines.filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        let mut known = HashMap::new();
        for (i, line) in names {
            let wrong = |what: &str| RuleError::Syntax {
                file: FILE.to_owned(),
                message: format!("line {}: {what}", i + 1),
            };
            let (name, sex) = match line.split_once('\t') {
                Some((name, "m")) => (name, false),
                Some((name, "f")) => (name, true),
                _ => return Err(wrong("a name, a tab, and `m` or `f` are wanted")),
            };
            if known.insert(name.to_owned(), sex).is_some() {
                return Err(wrong("this name is above: delete one"));
            }
        }
        Ok(Self(known))
    }

    /// Whether the bearers of `name` are women; `None` where it is none, or borne by both.
    pub(crate) fn is_womans(&self, name: &str) -> Option<bool> {
        self.0.get(name).copied()
    }
}
