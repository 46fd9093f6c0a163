//! Clause from word order alone, where the tagger or the parser lost a verb: headlines above all, where
//! "South Africa orders Taiwan to move" looks like a pile of nouns.

use super::arguments::Grammar;
use super::cast::Cast;
use crate::clause::Clause;
use detente_model::{Deprel, Penn, Upos};

/// How far to the right of a lost verb its arguments are looked for, in tokens.
const REACH: u32 = 14;

impl Grammar<'_, '_> {
    /// The head of whoever stands just left of token `i`, over adverbs and auxiliaries.
    pub(crate) fn left_neighbour(&self, cast: &Cast<'_>, i: u32) -> Option<u32> {
        let tree = self.tree;
        let first = tree.token(i).sentence().tokens.start;
        let mut at = i;
        for _ in 0..4 {
            at = at.checked_sub(1).filter(|&t| t >= first)?;
            if let Some(head) = cast.head_covering(at) {
                let governed = tree.case(head).is_some_and(|c| tree.penn(c) != Penn::To);
                return (!governed).then_some(head);
            }
            if tree.penn(at) == Penn::Prp {
                return Some(at);
            }
            if !matches!(tree.upos(at), Upos::Adv | Upos::Aux) {
                return None;
            }
        }
        None
    }

    /// Whether token `i`, though tagged as something else, stands where a finite verb must: after a name, before a
    /// noun phrase or a clause.
    pub(crate) fn is_lost_verb(&self, cast: &Cast<'_>, i: u32) -> bool {
        let tree = self.tree;
        let next = i + 1;
        if next >= tree.token(i).sentence().tokens.end || self.left_neighbour(cast, i).is_none() {
            return false;
        }
        let form = tree.token(i).text();
        let inflected =
            (form.ends_with('s') || form.ends_with("ed")) && !form.starts_with(char::is_uppercase);
        let opens = matches!(
            tree.upos(next),
            Upos::Det | Upos::Num | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Noun
        );
        inflected && opens && tree.deprel(next) != Deprel::Case
    }

    /// The arguments of a lost verb at token `i`.
    pub(crate) fn by_order(&self, cast: &Cast<'_>, i: u32) -> Clause {
        let tree = self.tree;
        let end = tree.token(i).sentence().tokens.end.min(i + REACH);
        let mut args = Clause { head: i, ..Clause::default() };
        args.subject.extend(self.left_neighbour(cast, i));
        for t in i + 1..end {
            let nominal = matches!(tree.upos(t), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Sym);
            let ends_phrase = t + 1 >= end
                || !matches!(
                    tree.upos(t + 1),
                    Upos::Noun | Upos::Propn | Upos::Sym | Upos::Part | Upos::Num
                );
            if nominal && tree.case(t).is_some_and(|c| c > i) {
                args.oblique.push(t);
            } else if nominal && ends_phrase && args.object.is_empty() && args.oblique.is_empty() {
                args.object.push(cast.head_covering(t).filter(|&h| h > i).unwrap_or(t));
            } else if tree.upos(t) == Upos::Verb
                && tree.penn(t) == Penn::Vb
                && args.content.is_empty()
            {
                args.content.push(t);
            } else if tree.upos(t) == Upos::Punct
                && tree.token(t).text() != "-"
                && !args.object.is_empty()
            {
                break;
            }
        }
        args
    }
}
