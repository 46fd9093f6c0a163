//! Who stands at a token: the mentions of an article as participants of events.

use super::load::EventRules;
use super::tree::Tree;
use crate::clause;
use detente_model::{
    Deprel, Entity, EntityKind, Findings, Mention, Participant, Penn, Sector, Upos,
};

/// The mentions by token.
pub(crate) struct Cast<'d> {
    found: &'d Findings,
    /// For each token, the mentions headed by it: several where one phrase means several actors.
    by_head: Vec<(u32, u32)>,
    covering: Vec<u32>,
}

const NOBODY: u32 = u32::MAX;

impl<'d> Cast<'d> {
    pub(crate) fn new(tree: &Tree<'_>, found: &'d Findings) -> Self {
        let n = tree.len() as usize;
        let mut cast = Self { found, by_head: Vec::new(), covering: vec![NOBODY; n] };
        for (i, mention) in found.mentions.iter().enumerate() {
            let acts = mention
                .entity
                .and_then(|e| found.entity(e))
                .is_some_and(|e| !matches!(e.kind, EntityKind::Agreement | EntityKind::Other));
            if !acts {
                continue;
            }
            cast.by_head.push((mention.head, i as u32));
            for token in tree.doc.analysis.tokens_in(mention.span) {
                let slot = &mut cast.covering[token as usize];
                if *slot == NOBODY || found.mentions[*slot as usize].span.len() < mention.span.len()
                {
                    *slot = i as u32;
                }
            }
        }
        cast.by_head.sort_unstable();
        cast
    }

    fn mention(&self, slot: u32) -> Option<&'d Mention> {
        self.found.mentions.get(slot as usize)
    }

    pub(crate) fn entity(&self, who: Participant) -> Option<&'d Entity> {
        self.found.entity(who.entity)
    }

    /// The participants whose mentions have token `i` as their head.
    fn headed_by_all(&self, i: u32) -> impl Iterator<Item = Participant> {
        let first = self.by_head.partition_point(|&(head, _)| head < i);
        self.by_head[first..]
            .iter()
            .take_while(move |&&(head, _)| head == i)
            .filter_map(|&(_, m)| self.participant(self.mention(m)?))
    }

    /// The participant whose mention has token `i` as its head.
    pub(crate) fn headed_by(&self, i: u32) -> Option<Participant> {
        self.headed_by_all(i).next()
    }

    /// The participant whose mention covers token `i`: headed by it, else the longest one.
    pub(crate) fn at(&self, i: u32) -> Option<Participant> {
        self.headed_by(i).or_else(|| self.participant(self.mention(self.covering[i as usize])?))
    }

    fn participant(&self, mention: &Mention) -> Option<Participant> {
        Some(Participant { entity: mention.entity?, span: mention.span })
    }

    /// Whether the participant is one whose acts are political: a state, its bodies, parties, armed groups, and
    /// people of a known state.
    pub(crate) fn is_political(&self, who: Participant) -> bool {
        let Some(entity) = self.entity(who) else { return false };
        match entity.kind {
            EntityKind::Country => true,
            EntityKind::Place | EntityKind::Agreement | EntityKind::Other => false,
            EntityKind::Person | EntityKind::Organization | EntityKind::Group => {
                let political = |s: &Sector| {
                    !matches!(
                        s,
                        Sector::Unk
                            | Sector::Bus
                            | Sector::Mnc
                            | Sector::Edu
                            | Sector::Med
                            | Sector::Jrn
                            | Sector::Agr
                            | Sector::Cvl
                            | Sector::Crm
                            | Sector::Lab
                            | Sector::Rel
                            | Sector::Eli
                    )
                };
                entity.sectors.iter().any(political) || entity.country.is_some()
            }
        }
    }

    /// Whether the participant is a state or part of its government.
    pub(crate) fn is_state(&self, who: Participant) -> bool {
        self.entity(who).is_some_and(|e| {
            e.kind == EntityKind::Country
                || matches!(e.sectors.first(), Some(Sector::Gov | Sector::Igo | Sector::Leg))
        })
    }

    /// Whether the participant is a place only.
    pub(crate) fn is_place(&self, who: Participant) -> bool {
        self.entity(who).is_some_and(|e| e.kind == EntityKind::Place)
    }

    /// "The prime ministers of Peru and Chile": the states that only say whose ministers they are act through them.
    pub(crate) fn name_once(&self, side: &mut Vec<Participant>) {
        let is_state = |e: &Entity| e.kind == EntityKind::Country;
        let of = |p: &Participant| self.entity(*p);
        let sent: Vec<_> =
            side.iter().filter_map(of).filter(|e| !is_state(e)).filter_map(|e| e.country).collect();
        side.retain(|p| {
            of(p).is_none_or(|e| !is_state(e) || e.country.is_none_or(|c| !sent.contains(&c)))
        });
    }

    /// Everyone whom the nominal at token `i` names, with those joined to it: its own mention, else the actors that
    /// modify it (`Turkey's decision`, `Russian airstrikes`, `a group of rebels`).
    pub(crate) fn named(&self, tree: &Tree<'_>, rules: &EventRules, i: u32) -> Vec<Participant> {
        let mut out = Vec::new();
        self.gather(tree, rules, i, 0, &mut out);
        let mut seen = Vec::new();
        out.retain(|p| {
            let new = !seen.contains(&p.entity);
            seen.push(p.entity);
            new
        });
        out
    }

    fn gather(
        &self,
        tree: &Tree<'_>,
        rules: &EventRules,
        i: u32,
        depth: u8,
        out: &mut Vec<Participant>,
    ) {
        if depth > 6 {
            return;
        }
        if let Some(antecedent) = clause::antecedent(tree.token(i)) {
            return self.gather(tree, rules, antecedent.index(), depth + 1, out);
        }
        let before = out.len();
        out.extend(self.headed_by_all(i));
        // "the Trump administration": a body whose state is not known is of the state of whoever stands before it.
        let stateless = |p: &Participant| {
            self.entity(*p).is_some_and(|e| {
                e.country.is_none()
                    && matches!(e.kind, EntityKind::Organization | EntityKind::Group)
                    && !matches!(e.sectors.first(), Some(Sector::Igo | Sector::Ngo | Sector::Img))
            })
        };
        if out.len() == before + 1 && stateless(&out[before]) {
            self.close_modifiers(tree, rules, i, depth, out);
            // "the foreign ministers of the two countries": theirs are both.
            let several = |c: &&u32| self.headed_by_all(**c).nth(1).is_some();
            let theirs =
                |c: u32| tree.has_case(c, rules.cue.of) || tree.has_case(c, rules.cue.from);
            let whose = tree.children(i).iter().filter(|&&c| theirs(c));
            out.extend(whose.filter(several).flat_map(|&c| self.headed_by_all(c)));
        }
        if out.len() == before {
            match self.at(i) {
                Some(who) => out.push(who),
                None => self.modifiers(tree, rules, i, depth, out),
            }
        }
        for &c in tree.children(i) {
            let joined = tree.deprel(c) == Deprel::Conj
                && matches!(tree.upos(c), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
                && self.is_party(tree, i, c);
            let renamed = tree.deprel(c) == Deprel::Appos
                && (out.len() == before || self.is_other_state(i, c));
            if joined || renamed {
                self.gather(tree, rules, c, depth + 1, out);
            }
        }
        self.gather_beside(tree, rules, i, depth, out);
    }

    /// Those whom token `i` names together with others: the other half of `US-China`, and whom `Foreign ministers A and B`
    /// joins to A.
    fn gather_beside(
        &self,
        tree: &Tree<'_>,
        rules: &EventRules,
        i: u32,
        depth: u8,
        out: &mut Vec<Participant>,
    ) {
        let halves = [
            (i >= 2 && tree.is_hyphen(i - 1)).then(|| i - 2),
            tree.is_hyphen(i + 1).then_some(i + 2),
        ];
        for half in halves.into_iter().flatten() {
            if let Some(who) = self.headed_by(half).filter(|_| self.is_other_state(i, half))
                && out.iter().all(|p| p.entity != who.entity)
            {
                out.push(who);
            }
        }
        let Some(title) = self.headed_by(i) else { return };
        let after = tree.doc.analysis.tokens_in(title.span).end;
        let name = self.covering.get(after as usize).and_then(|&slot| self.mention(slot));
        let Some(name) = name.filter(|m| m.entity == Some(title.entity) && m.head != i) else {
            return;
        };
        for &c in tree.children(name.head).iter().filter(|&&c| tree.deprel(c) == Deprel::Conj) {
            if self.headed_by(c).is_some() {
                self.gather(tree, rules, c, depth + 1, out);
            }
        }
    }

    /// Whether tokens `i` and `j` name two states: "Kenya, Uganda sign pact" is no apposition.
    fn is_other_state(&self, i: u32, j: u32) -> bool {
        let state = |t: u32| {
            let entity = self.headed_by(t).and_then(|p| self.entity(p))?;
            entity.country.filter(|_| entity.kind == EntityKind::Country)
        };
        matches!((state(i), state(j)), (Some(a), Some(b)) if a != b)
    }

    /// Whether `c`, joined to `i`, is another party: not "A and B, in C", not "fighters and its support".
    fn is_party(&self, tree: &Tree<'_>, i: u32, c: u32) -> bool {
        let adjunct = tree.case(c).is_some() && tree.case(i).is_none();
        let possessed =
            tree.child(c, Deprel::NmodPoss).is_some_and(|p| tree.penn(p) == Penn::PrpPoss);
        !adjunct && (!possessed || self.headed_by(c).is_some())
    }

    /// Whether token `i` stands in an expression of time.
    pub(crate) fn is_time(&self, tree: &Tree<'_>, i: u32) -> bool {
        let span = tree.token(i).span();
        self.found.times_in(span).iter().any(|t| t.span.contains(span))
    }

    /// Possessors, adjectives and nouns that stand before the noun at token `i`.
    fn close_modifiers(
        &self,
        tree: &Tree<'_>,
        rules: &EventRules,
        i: u32,
        depth: u8,
        out: &mut Vec<Participant>,
    ) {
        for &c in tree.children(i).iter().filter(|&&c| !tree.case_in(c, &rules.cue.place)) {
            if matches!(
                tree.deprel(c),
                Deprel::NmodPoss
                    | Deprel::Amod
                    | Deprel::Compound
                    | Deprel::Flat
                    | Deprel::NmodDesc
            ) {
                self.gather(tree, rules, c, depth + 1, out);
            }
        }
    }

    /// The actors that modify the noun at token `i`: the first kind of modifier that names any.
    fn modifiers(
        &self,
        tree: &Tree<'_>,
        rules: &EventRules,
        i: u32,
        depth: u8,
        out: &mut Vec<Participant>,
    ) {
        let before = out.len();
        if tree.is(i, &rules.transparent) {
            for &c in tree.children(i).iter().filter(|&&c| tree.has_case(c, rules.cue.of)) {
                self.gather(tree, rules, c, depth + 1, out);
            }
            if out.len() > before {
                return;
            }
        }
        self.close_modifiers(tree, rules, i, depth, out);
        if out.len() > before {
            return;
        }
        for &c in tree.children(i) {
            if matches!(tree.deprel(c), Deprel::Nmod | Deprel::Obl) && out.len() == before {
                self.gather(tree, rules, c, depth + 2, out);
            }
        }
    }
}
