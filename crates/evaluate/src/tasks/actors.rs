//! The task `actors`: a phrase, sometimes with a day, to a country and a sector.
//!
//! Gold: the resolution cases of NGEC (`query`, `date`, `known_country`, `expected`). Scored are the cases of status
//! `test`; those of status `xfail`, `skip` and `not-collected` are not run by their authors either. The metrics are
//! shares of the cases that state what they measure: `country` (an empty country is an answer), `sector` (likewise),
//! `both`, `both_dated` (the same over cases with a date), `rejects` (cases that must not resolve).
//!
//! The gold's authors code organisations without a state as countries (`UNO`, `EUR`, `IGO`), health as `HLH` and
//! religions one by one; the atlas's answers are compared in those terms. Cases without a date, and those dated
//! `today`, meant the end of 2022.
//!
//! Gold standard records of PLOVER serve as well: `country`, `sector` and `both` are then over the spans of sources and
//! targets, on the day of the record where it has one.

mod records;

use crate::gold::read_jsonl;
use crate::{GoldError, Report};
use chrono::NaiveDate;
use detente_atlas::{Atlas, Candidate, Surroundings};
use detente_model::Sector;
use detente_pipeline::Pipeline;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Case {
    id: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    known_country: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    expected: Expected,
    #[serde(default)]
    text: String,
    #[serde(default)]
    events: Vec<records::CodedEvent>,
}

#[derive(Deserialize, Default)]
struct Expected {
    country: Option<String>,
    country_not: Option<String>,
    code_1: Option<String>,
    code_1_any: Option<Vec<String>>,
    #[serde(default)]
    none: bool,
}

#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    fn percent(&self) -> Option<f64> {
        (self.all > 0).then(|| 100.0 * self.right as f64 / self.all as f64)
    }
}

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let cases: Vec<Case> = read_jsonl(gold)?;
    if cases.iter().any(|c| !c.events.is_empty()) {
        let mut report = Report::new("actors", gold, cases.len());
        let mut counts = records::Counts::default();
        for case in &cases {
            counts.add(case, pipeline, &mut report);
        }
        counts.write(&mut report);
        return Ok(report);
    }
    let run: Vec<&Case> =
        cases.iter().filter(|c| c.status == "test" && !c.query.is_empty()).collect();
    let atlas = pipeline.atlas();
    let mut report = Report::new("actors", gold, run.len());
    let [mut country, mut sector, mut both, mut dated, mut rejects] = <[Share; 5]>::default();
    for case in run {
        let candidates = answer(atlas, case);
        let best = candidates.first();
        let (found_country, found_sectors) =
            (best.map_or(String::new(), ngec_country), best.map_or(Vec::new(), ngec_sectors));
        let main_sector = found_sectors.first().cloned().unwrap_or_default();
        let expected = &case.expected;
        if expected.none {
            rejects.count(candidates.is_empty());
        }
        let country_right = match (&expected.country, &expected.country_not) {
            (Some(wanted), _) => Some(found_country == *wanted),
            (None, Some(unwanted)) => Some(found_country != *unwanted),
            _ => None,
        };
        let sector_right = match (&expected.code_1, &expected.code_1_any) {
            (Some(wanted), _) => Some(main_sector == ngec_code(wanted)),
            (None, Some(any)) => Some(any.iter().any(|w| main_sector == ngec_code(w))),
            _ => None,
        };
        if let Some(right) = country_right {
            country.count(right);
        }
        if let Some(right) = sector_right {
            sector.count(right);
        }
        if let (Some(c), Some(s)) = (country_right, sector_right) {
            both.count(c && s);
            if !case.date.is_empty() {
                dated.count(c && s);
            }
        }
        if country_right == Some(false)
            || sector_right == Some(false)
            || expected.none && best.is_some()
        {
            let wanted = format!("{:?} {:?}", expected.country, expected.code_1);
            report.worst.push((
                case.id.clone(),
                format!("`{}`: {found_country} {main_sector}, wanted {wanted}", case.query),
            ));
        }
        report.predictions.push(serde_json::json!({
            "id": case.id,
            "query": case.query,
            "predicted": { "country": found_country, "code_1": main_sector, "none": candidates.is_empty(),
                "actor_id": best.map(|b| b.actor_id.clone()), "name": best.map(|b| b.name.clone()) },
        }));
    }
    report.worst.truncate(10);
    for (name, share) in [
        ("country", country),
        ("sector", sector),
        ("both", both),
        ("both_dated", dated),
        ("rejects", rejects),
    ] {
        report.push(name, share.percent());
    }
    Ok(report)
}

fn answer(atlas: &Atlas, case: &Case) -> Vec<Candidate> {
    let on = day(&case.date);
    let known = atlas.resolve(&case.known_country, on, &Surroundings::default());
    let around =
        Surroundings { country: known.first().and_then(|c| c.country), ..Surroundings::default() };
    atlas.resolve(&case.query, on, &around)
}

/// `2022-03-01` or `10 May 2015`; anything else is the end of 2022.
fn day(text: &str) -> Option<NaiveDate> {
    text.parse()
        .ok()
        .or_else(|| NaiveDate::parse_from_str(text, "%d %B %Y").ok())
        .or_else(|| NaiveDate::from_ymd_opt(2022, 12, 1))
}

fn ngec_country(candidate: &Candidate) -> String {
    if let Some(country) = candidate.country {
        return country.to_string();
    }
    match candidate.cameo.as_deref().and_then(|c| c.strip_prefix("IGO")) {
        Some(rest) if rest.starts_with("UNO") => "UNO".to_owned(),
        Some(rest) if rest.starts_with("EUREEC") => "EUR".to_owned(),
        Some(_) => "IGO".to_owned(),
        None => String::new(),
    }
}

/// Where `IGO` is the country it is not the sector too.
fn ngec_sectors(candidate: &Candidate) -> Vec<String> {
    let of_igo = candidate.country.is_none();
    let sectors = candidate.sectors.iter().filter(|s| !(of_igo && **s == Sector::Igo));
    sectors.map(|s| s.as_str().to_owned()).collect()
}

fn ngec_code(code: &str) -> &str {
    match code {
        "HLH" => "MED",
        "BUD" | "MOS" | "CHR" | "HIN" | "JEW" => "REL",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words_and_numbers() {
        let of = |text: &str| day(text).unwrap().to_string();
        assert_eq!(of("2009-01-01"), "2009-01-01");
        assert_eq!(of("3 March 2010"), "2010-03-03");
        assert_eq!(of("today"), "2022-12-01");
    }

    #[test]
    fn bodies_without_a_state_are_countries_of_their_own() {
        let first = |surface: &str| {
            let found = Atlas::embedded().resolve(surface, day(""), &Surroundings::default());
            (ngec_country(&found[0]), ngec_sectors(&found[0]))
        };
        assert_eq!(first("United Nations"), ("UNO".to_owned(), vec![]));
        assert_eq!(first("European Parliament"), ("EUR".to_owned(), vec!["LEG".to_owned()]));
        let none: Option<detente_model::CountryCode> = None;
        assert_eq!(
            none,
            Atlas::embedded().resolve("rebels", day(""), &Surroundings::default())[0].country
        );
    }
}
