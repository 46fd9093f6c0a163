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
        let names = names.map(|(i, line)| match line.split_once('\t') {
            Some((name, "m")) => Ok((name.to_owned(), false)),
            Some((name, "f")) => Ok((name.to_owned(), true)),
            _ => Err(RuleError::Syntax {
                file: FILE.to_owned(),
                message: format!("line {}: a name, a tab, and `m` or `f` are wanted", i + 1),
            }),
        });
        names.collect::<Result<_, _>>().map(Self)
    }

    /// Whether the bearers of `name` are women; `None` where it is none, or borne by both.
    pub(crate) fn is_womans(&self, name: &str) -> Option<bool> {
        self.0.get(name).copied()
    }
}
