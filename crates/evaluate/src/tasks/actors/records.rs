//! The actors of PLOVER's gold standard records: spans with a country and a sector.
//!
//! A span that is a role alone (`students`, `the president`) has the country of the entity that coding the text makes of it.

use super::{Share, ngec_country, ngec_sectors};
use crate::Report;
use chrono::NaiveDate;
use detente_atlas::{Candidate, Surroundings};
use detente_model::{Article, ByteSpan, CodedArticle, Mention, Published, Sector, Table, TableSet};
use detente_pipeline::Pipeline;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct CodedEvent {
    #[serde(default)]
    source: Vec<Span>,
    #[serde(default)]
    target: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    #[serde(default)]
    text: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    sector: String,
}

#[derive(Default)]
pub(super) struct Counts {
    country: Share,
    sector: Share,
    both: Share,
}

impl Counts {
    /// Adds the spans of a record of day `on`; a span without a code in a column does not count in it.
    pub(super) fn add(&mut self, case: &super::Case, pipeline: &Pipeline, report: &mut Report) {
        let id = &case.id;
        let on: Option<NaiveDate> = case.date.parse().ok();
        let article = Article::from_text(case.text.as_str(), on.map(Published::on));
        let coded = pipeline.code(article, TableSet::of(&[Table::Mentions, Table::Entities]));
        let spans = case.events.iter().flat_map(|e| e.source.iter().chain(&e.target));
        for span in spans.filter(|s| !s.text.is_empty()) {
            let found = pipeline.atlas().resolve(&span.text, on, &Surroundings::default());
            let best = found.first();
            let mut country = best.map_or(String::new(), country);
            if country.is_empty() {
                country = country_in_text(&coded, &span.text);
            }
            let sectors = best.map_or(Vec::new(), ngec_sectors);
            let sector = sectors.first().map_or("", String::as_str);
            let right = (country == span.code, sector == wanted_sector(&span.sector));
            if !span.code.is_empty() {
                self.country.count(right.0);
            }
            if !span.sector.is_empty() {
                self.sector.count(right.1);
            }
            if !span.code.is_empty() && !span.sector.is_empty() {
                self.both.count(right.0 && right.1);
            }
            if !(right.0 || span.code.is_empty()) || !(right.1 || span.sector.is_empty()) {
                let wanted = format!("{} {}", span.code, span.sector);
                let what = format!("`{}`: {country} {sector}, wanted {wanted}", span.text);
                report.worst.push((id.to_owned(), what));
            }
            report.predictions.push(serde_json::json!({
                "id": id, "text": span.text, "code": country, "sector": sector,
            }));
        }
    }

    pub(super) fn write(&self, report: &mut Report) {
        report.worst.truncate(10);
        report.push("country", self.country.percent());
        report.push("sector", self.sector.percent());
        report.push("both", self.both.percent());
    }
}

/// The state of the entity whose mention covers most of the first place where `span` stands.
fn country_in_text(coded: &CodedArticle, span: &str) -> String {
    let Some(start) = coded.article.text.find(span) else { return String::new() };
    let whole = ByteSpan::from_range(start..start + span.len());
    let shared =
        |m: &&Mention| (m.span.end.min(whole.end)).saturating_sub(m.span.start.max(whole.start));
    let mention = coded.findings.mentions.iter().filter(|m| shared(m) > 0).max_by_key(shared);
    let entity = mention.and_then(|m| m.entity).and_then(|e| coded.findings.entity(e));
    entity.and_then(|e| e.country).map_or(String::new(), |c| c.to_string())
}

/// The gold codes bodies without a state as `IGO` or `NGO`.
fn country(candidate: &Candidate) -> String {
    if candidate.country.is_some() {
        return ngec_country(candidate);
    }
    let has = |sector| candidate.sectors.contains(&sector);
    match (has(Sector::Igo), has(Sector::Ngo)) {
        (true, _) => "IGO".to_owned(),
        (_, true) => "NGO".to_owned(),
        _ if !ngec_country(candidate).is_empty() => "IGO".to_owned(),
        _ => String::new(),
    }
}

/// The main sector: what follows its three letters is a religion or a people.
fn wanted_sector(code: &str) -> &str {
    match code.get(..3).unwrap_or(code) {
        "CIV" => "CVL",
        "MOS" | "CHR" => "REL",
        sector => sector,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_atlas::Atlas;

    #[test]
    fn main_sectors() {
        assert_eq!(wanted_sector("REBkur"), "REB");
        assert_eq!(wanted_sector("CIV"), "CVL");
        let on = "2015-08-05".parse().ok();
        let who = |surface| Atlas::embedded().resolve(surface, on, &Surroundings::default());
        assert_eq!(country(&who("United Nations")[0]), "IGO");
        assert_eq!(country(&who("Amnesty International")[0]), "NGO");
        assert_eq!(country(&who("the French president")[0]), "FRA");
    }
}
