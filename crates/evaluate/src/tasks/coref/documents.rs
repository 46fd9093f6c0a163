//! Clusters of mentions: the CoNLL scores, and where pronouns and nominals lead.

use super::Predicted;
use super::assignment::best_assignment;
use crate::Report;
use detente_model::CharIndex;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Deserialize)]
pub(super) struct Document {
    id: String,
    text: String,
    #[serde(default)]
    dct: Option<String>,
    mentions: Vec<GoldMention>,
}

impl Document {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn date(&self) -> Option<&str> {
        self.dct.as_deref()
    }
}

#[derive(Deserialize)]
struct GoldMention {
    start: u32,
    end: u32,
    cluster: String,
    #[serde(rename = "type")]
    kind: String,
    form: String,
    head: [u32; 2],
}

#[derive(Default)]
struct Answers {
    all: f64,
    answered: f64,
    right: f64,
}

#[derive(Default)]
pub(super) struct Documents {
    count: usize,
    /// Right and possible links of the gold, right and possible links of the prediction.
    muc: [f64; 4],
    /// Summed precision, mentions, summed recall, mentions.
    b3: [f64; 4],
    /// Summed similarity, predicted clusters, gold clusters.
    ceaf: [f64; 3],
    pronouns: Answers,
    nominals: Answers,
}

/// A member of a cluster: a gold mention, or a predicted one that matches none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Member {
    Gold(usize),
    Spurious(usize),
}

const THIRD_PERSON: [&str; 17] = [
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "themself",
    "it",
    "its",
    "itself",
];

impl Documents {
    pub(super) fn any(&self) -> bool {
        self.count > 0
    }

    pub(super) fn add(
        &mut self,
        document: &Document,
        predicted: &[Predicted],
        report: &mut Report,
    ) {
        self.count += 1;
        report.predictions.push(as_json(&document.id, predicted));
        let gold = &document.mentions;
        let link = align(gold, predicted);
        let mut gold_of: Vec<Option<usize>> = vec![None; predicted.len()];
        for (g, p) in link.iter().enumerate() {
            if let Some(p) = p {
                gold_of[*p] = Some(g);
            }
        }
        let mut clusters: BTreeMap<&str, BTreeSet<Member>> = BTreeMap::new();
        for (i, mention) in gold.iter().enumerate() {
            clusters.entry(&mention.cluster).or_default().insert(Member::Gold(i));
        }
        let gold_clusters: Vec<_> = clusters.into_values().filter(|c| c.len() > 1).collect();
        let mut clusters: BTreeMap<u32, BTreeSet<Member>> = BTreeMap::new();
        for (j, mention) in predicted.iter().enumerate() {
            let member = gold_of[j].map_or(Member::Spurious(j), Member::Gold);
            clusters.entry(mention.cluster).or_default().insert(member);
        }
        let own_clusters: Vec<_> = clusters.into_values().filter(|c| c.len() > 1).collect();
        self.count_clusters(&gold_clusters, &own_clusters);
        let (all, right) = self.count_answers(document, predicted, &link, &gold_of);
        if all > 0.0 {
            let missed = all - right;
            report.worst.push((
                document.id.clone(),
                format!("{missed} of {all} pronouns and nominals do not lead to the right name"),
            ));
            report.worst.sort_by(|a, b| missed_of(&b.1).total_cmp(&missed_of(&a.1)));
        }
    }

    fn count_clusters(&mut self, gold: &[BTreeSet<Member>], own: &[BTreeSet<Member>]) {
        let gold_cluster = cluster_of(gold);
        let own_cluster = cluster_of(own);
        for (side, other, at) in [(gold, &own_cluster, 0), (own, &gold_cluster, 2)] {
            for cluster in side {
                let met: BTreeSet<usize> =
                    cluster.iter().filter_map(|m| other.get(m).copied()).collect();
                let alone = cluster.iter().filter(|m| !other.contains_key(m)).count();
                self.muc[at] += (cluster.len() - met.len() - alone) as f64;
                self.muc[at + 1] += (cluster.len() - 1) as f64;
            }
        }
        let overlap = |a: &BTreeSet<Member>, b: &BTreeSet<Member>| a.intersection(b).count() as f64;
        for (member, &p) in &own_cluster {
            if let Some(&g) = gold_cluster.get(member) {
                let shared = overlap(&own[p], &gold[g]);
                self.b3[0] += shared / own[p].len() as f64;
                self.b3[2] += shared / gold[g].len() as f64;
            }
        }
        self.b3[1] += own_cluster.len() as f64;
        self.b3[3] += gold_cluster.len() as f64;
        if !gold.is_empty() && !own.is_empty() {
            let weights: Vec<Vec<f64>> = gold
                .iter()
                .map(|g| {
                    own.iter().map(|p| 2.0 * overlap(g, p) / (g.len() + p.len()) as f64).collect()
                })
                .collect();
            self.ceaf[0] += best_assignment(&weights);
        }
        self.ceaf[1] += own.len() as f64;
        self.ceaf[2] += gold.len() as f64;
    }

    /// Counts the pronouns and nominals that lead back to a name; returns how many there are and how many are right.
    fn count_answers(
        &mut self,
        document: &Document,
        predicted: &[Predicted],
        link: &[Option<usize>],
        gold_of: &[Option<usize>],
    ) -> (f64, f64) {
        let gold = &document.mentions;
        let index = CharIndex::new(&document.text);
        let mut first_name: HashMap<&str, u32> = HashMap::new();
        for mention in gold.iter().filter(|m| m.form == "name") {
            let first = first_name.entry(&mention.cluster).or_insert(mention.start);
            *first = (*first).min(mention.start);
        }
        let (mut all, mut right) = (0.0, 0.0);
        for (i, mention) in gold.iter().enumerate() {
            if !matches!(mention.kind.as_str(), "person" | "organization" | "place") {
                continue;
            }
            let span = detente_model::CharSpan { start: mention.start, end: mention.end };
            let surface = index.byte_span(span).of(&document.text).to_lowercase();
            let answers = match mention.form.as_str() {
                "pron" if THIRD_PERSON.contains(&surface.as_str()) && surface != "themself" => {
                    &mut self.pronouns
                }
                "nom" => &mut self.nominals,
                _ => continue,
            };
            if first_name.get(mention.cluster.as_str()).is_none_or(|&first| first >= mention.start)
            {
                continue;
            }
            answers.all += 1.0;
            all += 1.0;
            let Some(own) = link[i] else { continue };
            let nearest = predicted
                .iter()
                .enumerate()
                .filter(|(_, p)| p.cluster == predicted[own].cluster)
                .filter_map(|(j, _)| gold_of[j])
                .filter(|&g| gold[g].form == "name" && gold[g].start < mention.start)
                .max_by(|&a, &b| {
                    (gold[a].start, &gold[a].cluster).cmp(&(gold[b].start, &gold[b].cluster))
                });
            if let Some(name) = nearest {
                answers.answered += 1.0;
                if gold[name].cluster == mention.cluster {
                    answers.right += 1.0;
                    right += 1.0;
                }
            }
        }
        (all, right)
    }

    pub(super) fn report(&self, report: &mut Report) {
        let f = |own: f64, of_own: f64, gold: f64, of_gold: f64| {
            let share = |a: f64, b: f64| a / b.max(1.0);
            let (p, r) = (share(own, of_own), share(gold, of_gold));
            if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 }
        };
        let muc = f(self.muc[2], self.muc[3], self.muc[0], self.muc[1]);
        let b3 = f(self.b3[0], self.b3[1], self.b3[2], self.b3[3]);
        let ceaf = f(self.ceaf[0], self.ceaf[1], self.ceaf[0], self.ceaf[2]);
        report.push("conll_f1", (muc + b3 + ceaf) / 3.0);
        report.push("muc_f1", muc);
        report.push("b3_f1", b3);
        report.push("ceafe_f1", ceaf);
        for (name, answers) in [("pronoun", &self.pronouns), ("nominal", &self.nominals)] {
            let share = |n: f64| (answers.all > 0.0).then(|| 100.0 * n / answers.all);
            report.push(&format!("{name}_acc"), share(answers.right));
            report.push(&format!("{name}_coverage"), share(answers.answered));
        }
    }
}

fn as_json(id: &str, predicted: &[Predicted]) -> serde_json::Value {
    let mentions: Vec<_> = predicted
        .iter()
        .map(|p| serde_json::json!({"start": p.start, "end": p.end, "cluster": p.cluster}))
        .collect();
    serde_json::json!({"id": id, "mentions": mentions})
}

fn missed_of(what: &str) -> f64 {
    what.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0.0)
}

fn cluster_of(clusters: &[BTreeSet<Member>]) -> BTreeMap<Member, usize> {
    clusters.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |&m| (m, i))).collect()
}

/// For each gold mention the predicted one that it matches: equal spans first, then, from the shortest gold mention up,
/// the longest predicted one inside it that covers its head.
fn align(gold: &[GoldMention], predicted: &[Predicted]) -> Vec<Option<usize>> {
    let mut by_span: HashMap<(u32, u32), usize> = HashMap::new();
    for (j, p) in predicted.iter().enumerate() {
        by_span.entry((p.start, p.end)).or_insert(j);
    }
    let mut used = vec![false; predicted.len()];
    let mut link = vec![None; gold.len()];
    for (i, g) in gold.iter().enumerate() {
        if let Some(&j) = by_span.get(&(g.start, g.end))
            && !used[j]
        {
            link[i] = Some(j);
            used[j] = true;
        }
    }
    let mut rest: Vec<usize> = (0..gold.len()).filter(|&i| link[i].is_none()).collect();
    rest.sort_by_key(|&i| gold[i].end.saturating_sub(gold[i].start));
    for i in rest {
        let g = &gold[i];
        let inside = predicted.iter().enumerate().filter(|(j, p)| {
            !used[*j]
                && g.start <= p.start
                && p.start <= g.head[0]
                && g.head[1] <= p.end
                && p.end <= g.end
        });
        if let Some((j, _)) = inside.max_by_key(|(j, p)| (p.end - p.start, *j)) {
            link[i] = Some(j);
            used[j] = true;
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn gold(start: u32, end: u32, cluster: &str) -> GoldMention {
        GoldMention {
            start,
            end,
            cluster: cluster.to_owned(),
            kind: "person".to_owned(),
            form: "name".to_owned(),
            head: [start, end],
        }
    }

    #[test]
    fn alignment_prefers_equal_spans_then_heads() {
        let mut outer = gold(0, 20, "a");
        outer.head = [4, 9];
        let predicted = [
            Predicted { start: 4, end: 9, cluster: 0 },
            Predicted { start: 12, end: 20, cluster: 1 },
        ];
        assert_eq!(align(&[outer, gold(12, 20, "b")], &predicted), [Some(0), Some(1)]);
    }

    #[test]
    fn a_mention_that_ends_before_it_begins_matches_nothing() {
        let predicted = [Predicted { start: 4, end: 9, cluster: 0 }];
        assert_eq!(align(&[gold(9, 4, "a"), gold(4, 9, "b")], &predicted), [None, Some(0)]);
    }

    #[test]
    fn perfect_clusters_score_full() {
        let clusters: Vec<BTreeSet<Member>> = vec![
            [Member::Gold(0), Member::Gold(1)].into(),
            [Member::Gold(2), Member::Gold(3)].into(),
        ];
        let mut documents = Documents::default();
        documents.count_clusters(&clusters, &clusters);
        let mut report = Report::new("coref", Path::new("g"), 1);
        documents.report(&mut report);
        assert_eq!(report.metric("conll_f1"), Some(100.0));
        assert_eq!(report.metric("pronoun_acc"), None);
    }
}
