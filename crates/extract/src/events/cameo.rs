//! The CAMEO codes of acts that no rule names, from `rules/events/cameo.tsv`.

use crate::{RuleError, rule_files::RuleFiles};
use detente_model::{CameoCode, EventType, Mode};
use std::collections::BTreeMap;

const FILE: &str = "events/cameo.tsv";

/// The code of each type and mode.
#[derive(Debug)]
pub(crate) struct CameoTable(BTreeMap<(EventType, Option<Mode>), CameoCode>);

impl CameoTable {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        Self::parse(files.text(FILE))
    }

    fn parse(content: &str) -> Result<Self, RuleError> {
        let mut codes = BTreeMap::new();
        for (number, line) in content.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |what: &str| RuleError::Syntax {
                file: FILE.to_owned(),
                message: format!("line {}: {what}", number + 1),
            };
            let row = Self::row(line);
            let (act, code) = row.ok_or_else(|| wrong("a type, a mode of it or -, and a code"))?;
            if codes.insert(act, code).is_some() {
                return Err(wrong("this type and mode have a code above: delete one"));
            }
        }
        Ok(Self(codes))
    }

    fn row(line: &str) -> Option<((EventType, Option<Mode>), CameoCode)> {
        let [event_type, mode, code] = line.split('\t').collect::<Vec<_>>()[..] else {
            return None;
        };
        let event_type: EventType = event_type.parse().ok()?;
        let mode: Option<Mode> = match mode {
            "-" => None,
            mode => Some(mode.parse().ok()?),
        };
        let fits = mode.is_none_or(|m| m.fits(event_type));
        Some(((event_type, mode), code.parse().ok()?)).filter(|_| fits)
    }

    /// The code of an act of this type and mode.
    pub(crate) fn code(&self, event_type: EventType, mode: Option<Mode>) -> Option<CameoCode> {
        self.0.get(&(event_type, mode)).or_else(|| self.0.get(&(event_type, None))).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_code_and_every_mode_its_own() {
        let table = CameoTable::read(&RuleFiles::default()).unwrap();
        for &event_type in EventType::ALL {
            assert!(table.code(event_type, None).is_some(), "{event_type}");
            for &mode in Mode::ALL.iter().filter(|m| m.fits(event_type)) {
                assert!(table.0.contains_key(&(event_type, Some(mode))), "{event_type} {mode}");
            }
        }
    }

    #[test]
    fn a_mode_of_another_type_is_refused() {
        let error = CameoTable::parse("AGREE\tvisit\t030\n").unwrap_err();
        assert!(error.to_string().contains("line 1"), "{error}");
        let twice = CameoTable::parse("AGREE\t-\t030\nAGREE\t-\t031\n").unwrap_err();
        assert!(twice.to_string().contains("line 2"), "{twice}");
    }
}
