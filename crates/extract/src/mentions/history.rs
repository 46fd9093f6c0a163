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
        let first = sentence.saturating_sub(back);
        self.entries.iter().rev().take(MOST).take_while(move |e| e.sentence >= first)
    }

    /// The last `count` different parties that were named together: those of one coordination where there is one, else the first
    /// ones of the nearest sentence that names enough. `key` says who counts and tells them apart.
    pub(super) fn parties<K: PartialEq>(
        &self,
        sentence: u32,
        count: usize,
        key: impl Fn(&Entry) -> Option<K>,
    ) -> Vec<ReferentId> {
        let recent: Vec<&Entry> =
            self.recent(sentence, NEAR).filter(|e| key(e).is_some()).collect();
        for here in recent.chunk_by(|a, b| a.sentence == b.sentence) {
            let mut here: Vec<&Entry> = here.iter().rev().copied().collect();
            // Coordinated mentions before others, subjects before objects.
            here.sort_by_key(|e| {
                (!e.coordinated, !e.deprel.is_subject(), e.deprel != Deprel::Obj, e.tokens.start)
            });
            let first = distinct(here, count, &key);
            if first.len() == count {
                return first;
            }
        }
        Vec::new()
    }

    /// The last `count` different parties that were named, in one sentence or several, up to `back` sentences before.
    pub(super) fn last_named<K: PartialEq>(
        &self,
        sentence: u32,
        back: u32,
        count: usize,
        key: impl Fn(&Entry) -> Option<K>,
    ) -> Vec<ReferentId> {
        let mut last = distinct(self.recent(sentence, back), count, &key);
        last.reverse();
        if last.len() == count { last } else { Vec::new() }
    }

    /// The `count` parties that were named most, in the order of their first mentions; empty where not all of them were named twice.
    pub(super) fn most_named<K: PartialEq>(
        &self,
        count: usize,
        key: impl Fn(&Entry) -> Option<K>,
    ) -> Vec<ReferentId> {
        let mut named: Vec<(K, ReferentId, usize)> = Vec::new();
        for entry in self.entries.iter().take(MOST) {
            let Some(key) = key(entry) else { continue };
            match named.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, _, times)) => *times += 1,
                None => named.push((key, entry.referent, 1)),
            }
        }
        let mut times: Vec<usize> = named.iter().map(|(_, _, times)| *times).collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        let least = times.get(count.saturating_sub(1)).copied().unwrap_or(0);
        let apart = times.get(count).is_none_or(|next| *next < least);
        if least < 2 || !apart {
            return Vec::new();
        }
        named.into_iter().filter(|(_, _, times)| *times >= least).map(|(_, id, _)| id).collect()
    }
}

/// How many mentions are looked at: looking back costs the same in long articles.
const MOST: usize = 80;

/// How many sentences back parties are looked for.
pub(super) const NEAR: u32 = 3;

/// The first `count` different parties among `entries`.
fn distinct<'a, K: PartialEq>(
    entries: impl IntoIterator<Item = &'a Entry>,
    count: usize,
    key: impl Fn(&Entry) -> Option<K>,
) -> Vec<ReferentId> {
    let mut found: Vec<(K, ReferentId)> = Vec::new();
    for entry in entries {
        if let Some(key) = key(entry)
            && found.len() < count
            && found.iter().all(|(known, _)| *known != key)
        {
            found.push((key, entry.referent));
        }
    }
    found.into_iter().map(|(_, id)| id).collect()
}

/// Whether a referent of this kind can act as a party to talks.
pub(super) const fn is_party(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Person | EntityKind::Country | EntityKind::Organization | EntityKind::Group
    )
}
