//! GAP: pairs of a pronoun and a name.

use super::Predicted;
use crate::Report;
use crate::pairing::prf;
use detente_model::CharIndex;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Gap {
    id: String,
    text: String,
    pronoun: [u32; 2],
    #[serde(rename = "A")]
    a: [u32; 2],
    #[serde(rename = "B")]
    b: [u32; 2],
    #[serde(rename = "A_coref")]
    a_coref: bool,
    #[serde(rename = "B_coref")]
    b_coref: bool,
}

impl Gap {
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

#[derive(Default)]
struct Pairs {
    right: f64,
    predicted: f64,
    gold: f64,
}

impl Pairs {
    fn add(&mut self, gold: bool, predicted: bool) {
        self.gold += f64::from(u8::from(gold));
        self.predicted += f64::from(u8::from(predicted));
        self.right += f64::from(u8::from(gold && predicted));
    }

    fn f1(&self) -> f64 {
        prf(self.right, self.predicted, self.gold)[2]
    }
}

#[derive(Default)]
pub(super) struct GapCounts {
    all: Pairs,
    feminine: Pairs,
    masculine: Pairs,
}

impl GapCounts {
    pub(super) fn any(&self) -> bool {
        self.all.gold > 0.0
    }

    pub(super) fn add(&mut self, record: &Gap, predicted: &[Predicted], report: &mut Report) {
        let [start, end] = record.pronoun;
        let cluster =
            predicted.iter().find(|p| (p.start, p.end) == (start, end)).map(|p| p.cluster);
        let joined = |name: [u32; 2]| {
            predicted.iter().any(|p| {
                Some(p.cluster) == cluster
                    && p.start < name[1]
                    && name[0] < p.end
                    && (p.start, p.end) != (start, end)
            })
        };
        let index = CharIndex::new(&record.text);
        let surface =
            index.byte_span(detente_model::CharSpan { start, end }).of(&record.text).to_lowercase();
        let feminine = matches!(surface.as_str(), "she" | "her" | "hers" | "herself");
        let (a, b) = (joined(record.a), joined(record.b));
        for (gold, own) in [(record.a_coref, a), (record.b_coref, b)] {
            self.all.add(gold, own);
            if feminine { self.feminine.add(gold, own) } else { self.masculine.add(gold, own) }
        }
        if (a, b) != (record.a_coref, record.b_coref) && report.worst.len() < 10 {
            let told = if a || b { "the wrong name" } else { "no name" };
            report.worst.push((record.id.clone(), format!("`{surface}` leads to {told}")));
        }
        report.predictions.push(serde_json::json!({
            "id": record.id, "text": record.text, "pronoun": record.pronoun, "A": record.a, "B": record.b,
            "A_coref": a, "B_coref": b,
        }));
    }

    pub(super) fn report(&self, report: &mut Report) {
        report.push("gap_f1", self.all.f1());
        let masculine = self.masculine.f1();
        report.push("gap_bias", (masculine > 0.0).then(|| self.feminine.f1() / masculine));
    }
}
