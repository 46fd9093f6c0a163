//! A mend of what the parser joins: a name that ends one clause with the name that begins the next.
//!
//! "Egypt arrested a man in Cairo and Turkey accused Greece": *Turkey* stands right before a finite verb that has no subject, so
//! that it is no second place of the arrest.

use detente_model::{Deprel, Penn};

/// What the parser says of the words of one sentence.
pub(crate) struct Parse<'a> {
    /// The head of each word, counted from 1; 0 for the root.
    pub(crate) heads: &'a mut [u32],
    /// The number of its relation.
    pub(crate) relations: &'a mut [u8],
}

/// The numbers of the relations that the mend reads and writes; `None` where the model lacks one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Relations {
    conj: u8,
    cc: u8,
    subject: u8,
}

impl Relations {
    pub(crate) fn of(all: &[Deprel]) -> Option<Self> {
        let number = |wanted: Deprel| {
            all.iter().position(|&r| r == wanted).and_then(|at| u8::try_from(at).ok())
        };
        Some(Self {
            conj: number(Deprel::Conj)?,
            cc: number(Deprel::Cc)?,
            subject: number(Deprel::Nsubj)?,
        })
    }
}

/// Gives each joined verb without a subject the name right before it, where the parser joined that to another name.
pub(crate) fn part(
    parse: &mut Parse<'_>,
    of: Relations,
    all: &[Deprel],
    penn: impl Fn(usize) -> Penn,
) {
    for verb in 1..parse.heads.len() {
        if let Some((name, cc)) = parse.begins_clause(verb, of, all, &penn) {
            parse.heads[name] = verb as u32 + 1;
            parse.relations[name] = of.subject;
            parse.heads[cc] = verb as u32 + 1;
        }
    }
}

impl Parse<'_> {
    fn head(&self, word: usize) -> Option<usize> {
        (self.heads[word] as usize).checked_sub(1)
    }

    fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.heads.len()).filter(move |&c| self.head(c) == Some(word))
    }

    /// The name that begins the clause of `verb` though it hangs on another one, and the conjunction before it.
    fn begins_clause(
        &self,
        verb: usize,
        of: Relations,
        all: &[Deprel],
        penn: &impl Fn(usize) -> Penn,
    ) -> Option<(usize, usize)> {
        let finite = matches!(penn(verb), Penn::Vbd | Penn::Vbz | Penn::Vbp);
        if self.relations[verb] != of.conj || !finite {
            return None;
        }
        let outer = self.head(verb).filter(|&outer| outer < verb)?;
        let own = |c: usize| {
            let relation = all.get(self.relations[c] as usize);
            relation.is_some_and(|r| {
                r.is_subject() || matches!(r, Deprel::Cc | Deprel::Csubj | Deprel::Expl)
            })
        };
        if self.children(verb).any(own) {
            return None;
        }
        let mut name = verb - 1;
        while self.relations[name] != of.conj {
            name = self.head(name).filter(|&head| head < verb)?;
        }
        let other = self.head(name).filter(|&other| outer < other && other < name)?;
        let cc = self.children(name).find(|&c| self.relations[c] == of.cc && c < name)?;
        let nominal =
            |w: usize| matches!(penn(w), Penn::Nn | Penn::Nns | Penn::Nnp | Penn::Nnps | Penn::Prp);
        (nominal(name) && nominal(other)).then_some((name, cc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Deprel; 7] = [
        Deprel::Root,
        Deprel::Conj,
        Deprel::Cc,
        Deprel::Nsubj,
        Deprel::Obj,
        Deprel::Obl,
        Deprel::Case,
    ];

    /// Tag, head and relation of each word, mended.
    fn mended(words: &[(Penn, u32, Deprel)]) -> Vec<(u32, Deprel)> {
        let mut heads: Vec<u32> = words.iter().map(|w| w.1).collect();
        let number = |r: Deprel| ALL.iter().position(|&a| a == r).map_or(0, |at| at as u8);
        let mut relations: Vec<u8> = words.iter().map(|w| number(w.2)).collect();
        let of = Relations::of(&ALL).unwrap();
        let mut parse = Parse { heads: &mut heads, relations: &mut relations };
        part(&mut parse, of, &ALL, |w| words[w].0);
        heads.into_iter().zip(relations.into_iter().map(|r| ALL[r as usize])).collect()
    }

    #[test]
    fn a_name_before_a_verb_without_subject_begins_its_clause() {
        // Peru warned Chile and Spain left Cuba
        let words = [
            (Penn::Nnp, 2, Deprel::Nsubj),
            (Penn::Vbd, 0, Deprel::Root),
            (Penn::Nnp, 2, Deprel::Obj),
            (Penn::Cc, 5, Deprel::Cc),
            (Penn::Nnp, 3, Deprel::Conj),
            (Penn::Vbd, 2, Deprel::Conj),
            (Penn::Nnp, 6, Deprel::Obj),
        ];
        let found = mended(&words);
        assert_eq!(found[4], (6, Deprel::Nsubj));
        assert_eq!(found[3], (6, Deprel::Cc));
        assert_eq!(found[2], (2, Deprel::Obj));
    }

    #[test]
    fn a_list_before_a_conjunction_stays_one() {
        // Peru warned Chile and Spain and left
        let words = [
            (Penn::Nnp, 2, Deprel::Nsubj),
            (Penn::Vbd, 0, Deprel::Root),
            (Penn::Nnp, 2, Deprel::Obj),
            (Penn::Cc, 5, Deprel::Cc),
            (Penn::Nnp, 3, Deprel::Conj),
            (Penn::Cc, 7, Deprel::Cc),
            (Penn::Vbd, 2, Deprel::Conj),
        ];
        assert_eq!(mended(&words)[4], (3, Deprel::Conj));
    }
}
