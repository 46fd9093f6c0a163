//! What has been mentioned so far, for the noun phrases and pronouns that look back on it.

use super::draft::{Draft, ReferentId};
use crate::{Document, clause};
use detente_model::{Deprel, EntityKind, MentionForm, TokenView};
use std::collections::HashMap;
use std::ops::Range;

/// An earlier mention.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) referent: ReferentId,
    pub(super) tokens: Range<u32>,
    pub(super) head: u32,
    pub(super) sentence: u32,
    pub(super) form: MentionForm,
    /// Relation to its governor, coordination seen through.
    pub(super) deprel: Deprel,
    pub(super) governor: Option<u32>,
    /// First member of its coordination.
    pub(super) first_conjunct: u32,
    pub(super) coordinated: bool,
    pub(super) quoted: bool,
}

/// All resolved mentions so far, in reading order.
#[derive(Debug, Default)]
pub(super) struct History {
    entries: Vec<Entry>,
    /// The sole referent of the mention with a given head token.
    by_head: HashMap<u32, ReferentId>,
}

impl History {
    pub(super) fn note(&mut self, doc: &Document<'_>, quoted: bool, draft: &Draft) {
        let head = doc.token(draft.head);
        let (deprel, governor) = clause::relation(head);
        let governor = governor.map(TokenView::index);
        let first_conjunct = clause::first_conjunct(head).index();
        let coordinated = first_conjunct != draft.head || head.child(Deprel::Conj).is_some();
        if let [only] = draft.referents.as_slice() {
            self.by_head.insert(draft.head, *only);
        }
        for &referent in &draft.referents {
            self.entries.push(Entry {
                referent,
                tokens: draft.tokens.clone(),
                head: draft.head,
                sentence: draft.sentence,
                form: draft.form,
                deprel,
                governor,
                first_conjunct,
                coordinated,
                quoted,
            });
        }
    }

    /// Whom the earlier mention with head token `head` means, if one alone.
    pub(super) fn at(&self, head: u32) -> Option<ReferentId> {
        self.by_head.get(&head).copied()
    }

    /// Mentions in sentence `sentence` and up to `back` sentences before it, nearest first; no more than a bounded
    /// number, so that looking back costs the same in long articles.
    pub(super) fn recent(&self, sentence: u32, back: u32) -> impl Iterator<Item = &Entry> {
        const MOST: usize = 80;
        let first = sentence.saturating_sub(back);
        self.entries.iter().rev().take(MOST).take_while(move |e| e.sentence >= first)
    }

    /// The last `count` different referents that were named together: those of one coordination where there is one,
    /// else the first ones of the nearest sentence that names enough. `kinds` says which referents count.
    pub(super) fn parties(
        &self,
        sentence: u32,
        count: usize,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Vec<ReferentId> {
        const BACK: u32 = 3;
        let recent: Vec<&Entry> = self.recent(sentence, BACK).filter(|e| wanted(e)).collect();
        let mut from = 0;
        while from < recent.len() {
            let s = recent[from].sentence;
            let to = recent[from..]
                .iter()
                .position(|e| e.sentence != s)
                .map_or(recent.len(), |i| from + i);
            let mut here: Vec<&Entry> = recent[from..to].to_vec();
            here.reverse();
            let mut first: Vec<ReferentId> = Vec::new();
            // Coordinated mentions before others, subjects before objects.
            here.sort_by_key(|e| {
                (!e.coordinated, !e.deprel.is_subject(), e.deprel != Deprel::Obj, e.tokens.start)
            });
            for e in here {
                if !first.contains(&e.referent) {
                    first.push(e.referent);
                }
            }
            if first.len() >= count {
                first.truncate(count);
                return first;
            }
            from = to;
        }
        Vec::new()
    }
}

/// Whether a referent of this kind can act as a party to talks.
pub(super) const fn is_party(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Person | EntityKind::Country | EntityKind::Organization | EntityKind::Group
    )
}
