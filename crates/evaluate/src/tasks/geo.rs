//! The task `geo`: place names of a text to places.
//!
//! Gold: `{"id", "text", "date"?, "toponyms": [{"start", "end", "phrase", "lat", "lon", "geonameid", "country"}]}` with
//! offsets in code points. On the gold's spans, all of one text together: `country_acc` (of the toponyms whose country
//! is given, alpha-2), `acc161` (of those with coordinates: within 161 km, which is 100 miles), `exact_acc` (of those
//! with a GeoNames id). No answer is a wrong answer. End to end: `detection_f1`, exact spans, of the location names
//! that the analysis finds.

use crate::gold::read_jsonl;
use crate::pairing::prf;
use crate::{GoldError, Report};
use detente_atlas::{Candidate, Toponym};
use detente_model::{Article, CharIndex, CharSpan, NameKind};
use detente_pipeline::Pipeline;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
    #[serde(default)]
    toponyms: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: u32,
    end: u32,
    phrase: String,
    lat: Option<f64>,
    lon: Option<f64>,
    geonameid: Option<serde_json::Value>,
    country: Option<String>,
}

/// Characters after a name that are looked at.
const AFTER: usize = 60;
/// 100 miles, the tolerance of the field.
const NEAR_KM: f64 = 161.0;

#[derive(Default)]
struct Counts {
    right: f64,
    all: f64,
}

impl Counts {
    fn count(&mut self, right: bool) {
        self.all += 1.0;
        self.right += f64::from(u8::from(right));
    }

    fn percent(&self) -> Option<f64> {
        (self.all > 0.0).then(|| 100.0 * self.right / self.all)
    }
}

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let texts: Vec<Text> = read_jsonl(gold)?;
    let mut report = Report::new("geo", gold, texts.len());
    let [mut country, mut near, mut exact] = <[Counts; 3]>::default();
    let (mut found, mut predicted, mut wanted) = (0.0, 0.0, 0.0);
    let mut misses: Vec<(usize, String, String)> = Vec::new();
    for text in &texts {
        let index = CharIndex::new(&text.text);
        let answers = resolve(text, &index, pipeline);
        let mut wrong = Vec::new();
        for (toponym, answer) in text.toponyms.iter().zip(&answers) {
            let best = answer.first();
            if let Some(code) = toponym.country.as_deref().filter(|c| !c.is_empty()) {
                let got = best.and_then(|b| b.country).and_then(|c| pipeline.atlas().alpha2(c));
                country.count(got == Some(code));
                if got != Some(code) {
                    wrong.push(format!(
                        "{} ({code}, found {})",
                        toponym.phrase,
                        got.unwrap_or("none")
                    ));
                }
            }
            if let (Some(lat), Some(lon)) = (toponym.lat, toponym.lon) {
                let distance = best.and_then(|b| Some(kilometres((lat, lon), (b.lat?, b.lon?))));
                near.count(distance.is_some_and(|d| d <= NEAR_KM));
            }
            if let Some(id) = toponym.geonameid.as_ref().and_then(gold_id) {
                exact.count(best.and_then(|b| b.geonameid) == Some(id));
            }
        }
        if !wrong.is_empty() {
            misses.push((wrong.len(), text.id.clone(), wrong.join(", ")));
        }
        let spans = names(text, &index, pipeline);
        let gold: BTreeSet<(u32, u32)> = text.toponyms.iter().map(|t| (t.start, t.end)).collect();
        found += spans.intersection(&gold).count() as f64;
        predicted += spans.len() as f64;
        wanted += gold.len() as f64;
        report.predictions.push(prediction(text, &answers, pipeline));
    }
    misses.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    report.worst = misses.into_iter().take(10).map(|(_, id, what)| (id, what)).collect();
    report.push("country_acc", country.percent());
    report.push("acc161", near.percent());
    report.push("exact_acc", exact.percent());
    let [_, _, f1] = prf(found, predicted, wanted);
    report.push("detection_f1", f1);
    Ok(report)
}

fn resolve(text: &Text, index: &CharIndex<'_>, pipeline: &Pipeline) -> Vec<Vec<Candidate>> {
    let toponyms: Vec<Toponym<'_>> = text
        .toponyms
        .iter()
        .map(|t| {
            let span = index.byte_span(CharSpan { start: t.start, end: t.end });
            let rest = text.text.get(span.end as usize..).unwrap_or("");
            let end = rest.char_indices().nth(AFTER).map_or(rest.len(), |(i, _)| i);
            Toponym { surface: span.of(&text.text), after: &rest[..end] }
        })
        .collect();
    pipeline.atlas().resolve_places(&toponyms, None)
}

/// Spans of the location names that the analysis finds, in code points.
fn names(text: &Text, index: &CharIndex<'_>, pipeline: &Pipeline) -> BTreeSet<(u32, u32)> {
    let article = Article::from_text(&text.text, None);
    let analysis = pipeline.analyser().analyse(&article);
    let span = |n: &detente_model::Name| {
        let chars = index.char_span(analysis.span_of(n.tokens.clone())?);
        Some((chars.start, chars.end))
    };
    analysis.names.iter().filter(|n| n.kind == NameKind::Location).filter_map(span).collect()
}

fn prediction(text: &Text, answers: &[Vec<Candidate>], pipeline: &Pipeline) -> serde_json::Value {
    let toponyms: Vec<_> = text
        .toponyms
        .iter()
        .zip(answers)
        .map(|(t, a)| {
            let best = a.first();
            serde_json::json!({
                "start": t.start, "end": t.end, "phrase": t.phrase,
                "lat": best.and_then(|b| b.lat), "lon": best.and_then(|b| b.lon),
                "geonameid": best.and_then(|b| b.geonameid),
                "country": best.and_then(|b| b.country).and_then(|c| pipeline.atlas().alpha2(c)),
                "name": best.map(|b| &b.name),
            })
        })
        .collect();
    serde_json::json!({ "id": text.id, "toponyms": toponyms })
}

fn gold_id(value: &serde_json::Value) -> Option<u32> {
    value.as_u64().and_then(|n| n.try_into().ok()).or_else(|| value.as_str()?.parse().ok())
}

/// Great-circle distance on a sphere of 6,371 km (haversine).
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let (lat, lon) = (lat_b - lat_a, (b.1 - a.1).to_radians());
    let h = (lat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (lon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_on_the_globe() {
        let (oslo, bergen) = ((59.91, 10.75), (60.39, 5.32));
        let between = kilometres(oslo, bergen);
        assert!((300.0..310.0).contains(&between), "{between}");
        assert!(kilometres(oslo, oslo).abs() < 1e-9);
    }
}
