//! The task `clauses`: who does what to whom, as `detente explain --clauses` prints it.
//!
//! Gold: CoNLL-U with enhanced dependencies, plain or `.gz`; the words and sentences are the gold's. For every verb and every
//! word with a copula, the gold's subject is the dependent that does it (`nsubj`, or `obl:agent` of a passive), and its object
//! that which it is done to (`obj`, or `nsubj:pass`). `subject_f1` and `object_f1` count pairs of the two words.
//! `control_acc` is the share of the subjects that stand outside their own clause, with an infinitive, a conjunct or a relative
//! clause, that come first in the clause that is read. Who acts in other adverbial and adnominal clauses without a subject, the
//! treebanks leave open: such clauses count for nothing.

use super::parse::{read, running_text};
use crate::pairing::prf;
use crate::{GoldError, Report};
use detente_extract::Clause;
use detente_language::conllu::{TreebankSentence, TreebankWord};
use detente_model::{Article, Deprel, Upos};
use detente_pipeline::Pipeline;
use std::path::Path;

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let sentences = read(gold)?;
    let mut report = Report::new("clauses", gold, sentences.len());
    let (text, spans) = running_text(&sentences);
    let analysis = pipeline.analyser().analyse_tokens(&text, &spans);
    let article = Article { text, ..Article::from_text("", None) };
    let clauses = pipeline.extractor().clauses(&article, &analysis);
    let mut rest = clauses.as_slice();
    let mut counts = Counts::default();
    let mut worst = Vec::new();
    for (sentence, read) in sentences.iter().zip(&analysis.sentences) {
        let (here, after) = rest.split_at(rest.partition_point(|c| c.head < read.tokens.end));
        rest = after;
        let before = counts.wrong();
        counts.compare(&Gold(sentence), here, read.tokens.start);
        worst.push((counts.wrong() - before, &sentence.id));
        report.predictions.push(prediction(sentence, here, read.tokens.start));
    }
    let f1 =
        |[right, found, wanted]: [f64; 3]| (wanted > 0.0).then(|| prf(right, found, wanted)[2]);
    report.push("subject_f1", f1(counts.subjects));
    report.push("object_f1", f1(counts.objects));
    let [right, wanted] = counts.control;
    report.push("control_acc", (wanted > 0.0).then(|| 100.0 * right / wanted));
    Ok(report)
}

fn prediction(sentence: &TreebankSentence, clauses: &[Clause], first: u32) -> serde_json::Value {
    let words = |tokens: &[u32]| tokens.iter().map(|t| t - first + 1).collect::<Vec<_>>();
    let clauses = clauses.iter().map(|c| {
        serde_json::json!({
            "head": c.head - first + 1,
            "subject": words(&c.subject),
            "object": words(&c.object),
        })
    });
    serde_json::json!({ "id": sentence.id, "clauses": clauses.collect::<Vec<_>>() })
}

/// A sentence of the gold.
struct Gold<'a>(&'a TreebankSentence);

impl Gold<'_> {
    /// The words that depend on word `head` with one of the relations `wanted`, in the enhanced dependencies.
    fn dependents(&self, head: usize, wanted: &[&str]) -> Vec<usize> {
        let depends = |w: &TreebankWord| {
            w.enhanced.iter().any(|(h, relation)| *h == head && wanted.contains(&relation.as_str()))
        };
        self.0.words.iter().enumerate().filter(|(_, w)| depends(w)).map(|(i, _)| i).collect()
    }

    fn has_child(&self, head: usize, wanted: &[Deprel]) -> bool {
        self.0.words.iter().any(|w| w.head == Some(head) && wanted.contains(&w.deprel))
    }

    /// The one that does what word `head` tells, and the one that it is done to.
    fn sides(&self, head: usize) -> (Vec<usize>, Vec<usize>) {
        const SUBJECT: [&str; 3] = ["nsubj", "nsubj:outer", "nsubj:xsubj"];
        let passive = self.has_child(head, &[Deprel::AuxPass, Deprel::NsubjPass]);
        let mut objects = self.dependents(head, &["obj"]);
        if !passive {
            return (self.dependents(head, &SUBJECT), objects);
        }
        if objects.is_empty() {
            objects = self.dependents(head, &["nsubj:pass", "nsubj:xsubj"]);
        }
        (self.dependents(head, &["obl:agent"]), objects)
    }
}

/// Right, predicted and gold pairs, and of the subjects outside their clauses the right ones and all.
#[derive(Default)]
struct Counts {
    subjects: [f64; 3],
    objects: [f64; 3],
    control: [f64; 2],
}

impl Counts {
    fn wrong(&self) -> f64 {
        [self.subjects, self.objects]
            .iter()
            .map(|[right, found, gold]| found + gold - 2.0 * right)
            .sum()
    }

    fn compare(&mut self, gold: &Gold<'_>, clauses: &[Clause], first: u32) {
        let hit = |yes: bool| f64::from(u8::from(yes));
        for (i, word) in gold.0.words.iter().enumerate() {
            if word.upos != Upos::Verb && !gold.has_child(i, &[Deprel::Cop]) {
                continue;
            }
            let clause = clauses.iter().find(|c| (c.head - first) as usize == i);
            let at = |token: &u32| (token - first) as usize;
            let (subjects, objects) = gold.sides(i);
            let subject = clause.and_then(|c| c.subject.first()).map(at);
            let own = |s: usize| gold.0.words[s].head == Some(i);
            let open = matches!(word.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Amod);
            if !(open && subjects.is_empty() && subject.is_none_or(|s| !own(s))) {
                let right = subject.is_some_and(|s| subjects.contains(&s));
                self.subjects[0] += hit(right);
                self.subjects[1] += hit(subject.is_some());
                self.subjects[2] += hit(!subjects.is_empty());
                if !subjects.is_empty() && !subjects.iter().any(|&s| own(s)) {
                    self.control[0] += hit(right);
                    self.control[1] += 1.0;
                }
            }
            let found = clause.iter().flat_map(|c| &c.object).map(at);
            let found: Vec<usize> = found.filter(|&o| !open || own(o)).collect();
            self.objects[0] += found.iter().filter(|o| objects.contains(o)).count() as f64;
            self.objects[1] += found.len() as f64;
            self.objects[2] += objects.len() as f64;
        }
    }
}
