//! Lemmas by edit scripts: for a whole word, or failing that for its longest known ending, the script that training
//! found most often with the same tag and capitals.

use crate::hashing;
use crate::words::{Capitals, capitals};
use detente_model::{Penn, Upos};

/// How a form becomes its lemma.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Script {
    /// Whether the form keeps its capitals.
    pub(crate) keep_case: bool,
    /// Characters to cut from the end.
    pub(crate) cut: u8,
    /// What is put in their place.
    pub(crate) append: String,
}

/// The longest ending that has rules, in characters.
pub(crate) const LONGEST: usize = 6;

/// A rule for a whole word.
const WHOLE: u32 = 7;

/// Scripts, and which of them fits which ending.
#[derive(Debug, Default)]
pub(crate) struct Lemmatizer {
    scripts: Vec<Script>,
    slots: Vec<(u32, u16)>,
}

impl Lemmatizer {
    /// `rules` are keys of [`keys`] and numbers of scripts.
    pub(crate) fn new(scripts: Vec<Script>, rules: &[(u32, u16)]) -> Self {
        let capacity = (rules.len() * 2).next_power_of_two().max(16);
        let mut slots = vec![(0, 0); capacity];
        for &(key, script) in rules {
            let mut at = key as usize & (capacity - 1);
            while slots[at].0 != 0 && slots[at].0 != key {
                at = (at + 1) & (capacity - 1);
            }
            slots[at] = (key, script);
        }
        Self { scripts, slots }
    }

    fn script(&self, key: u32) -> Option<&Script> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = key as usize & mask;
        loop {
            match self.slots[at] {
                (0, _) => return None,
                (found, script) if found == key => return self.scripts.get(script as usize),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Writes the lemma of `form` into `lemma`. An ending's script counts only where what it makes is a known word; `known`
    /// says so.
    pub(crate) fn lemma(
        &self,
        form: &str,
        (penn, upos): (Penn, Upos),
        known: impl Fn(&str) -> bool,
        lemma: &mut String,
    ) {
        lemma.clear();
        let lower = lower(form);
        let mut keys = keys(form, &lower, penn, upos);
        if let Some(script) = keys.next().and_then(|whole| self.script(whole)) {
            script.apply(form, &lower, lemma);
            return;
        }
        let mut first = None;
        for script in keys.filter_map(|key| self.script(key)) {
            lemma.clear();
            script.apply(form, &lower, lemma);
            if upos == Upos::Num || script.changes_nothing() || known(lemma) {
                return;
            }
            first.get_or_insert_with(|| lemma.clone());
        }
        lemma.clear();
        match first {
            Some(first) => {
                lemma.push_str(&first);
                // "provoked" without its ending lacks an e that other verbs do not have.
                if upos == Upos::Verb && lemma.len() < lower.len() {
                    lemma.push('e');
                    if !known(lemma) {
                        lemma.pop();
                    }
                }
            }
            None if upos == Upos::Propn => lemma.push_str(form),
            None => lemma.push_str(&lower),
        }
    }
}

impl Script {
    const fn changes_nothing(&self) -> bool {
        self.cut == 0 && self.append.is_empty()
    }

    /// Writes the lemma into `lemma`; where nothing would be left, the form stays.
    pub(crate) fn apply(&self, form: &str, lower: &str, lemma: &mut String) {
        let base = if self.keep_case { form } else { lower };
        let end = base.char_indices().rev().take(self.cut as usize).last();
        let end = end.map_or(base.len(), |(i, _)| i);
        lemma.push_str(&base[..end]);
        lemma.push_str(&self.append);
        if lemma.is_empty() {
            lemma.push_str(base);
        }
    }

    /// The shortest script from `form` to `lemma`.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn between(form: &str, lemma: &str) -> Self {
        let lower = lower(form);
        let common = |a: &str| a.chars().zip(lemma.chars()).take_while(|(x, y)| x == y).count();
        let keep_case = common(form) > common(&lower);
        let base = if keep_case { form } else { &lower };
        let same = common(base);
        let cut = base.chars().count() - same;
        Self { keep_case, cut: cut.min(255) as u8, append: lemma.chars().skip(same).collect() }
    }
}

/// The form in lower case, with a straight apostrophe.
pub(crate) fn lower(form: &str) -> String {
    form.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .collect()
}

/// The keys under which a form's script may stand, the most telling first.
pub(crate) fn keys<'a>(
    form: &str,
    lower: &'a str,
    penn: Penn,
    upos: Upos,
) -> impl Iterator<Item = u32> + use<'a> {
    let case = match capitals(form) {
        Capitals::None => 0,
        Capitals::First => 1,
        Capitals::More => 2,
    };
    let tag = (penn as u32) << 8 | (upos as u32) << 2 | case;
    let whole = hashing::feature(WHOLE, tag, hashing::text(lower.bytes()), 0);
    let endings = (0..=LONGEST).rev().filter_map(move |n| {
        let start = match n {
            0 => lower.len(),
            n => lower.char_indices().rev().nth(n - 1)?.0,
        };
        Some(hashing::feature(n as u32, tag, hashing::text(lower[start..].bytes()), 0))
    });
    std::iter::once(whole).chain(endings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma_by(script: &Script, form: &str) -> String {
        let mut lemma = String::new();
        script.apply(form, &lower(form), &mut lemma);
        lemma
    }

    #[test]
    fn scripts_carry_over_to_other_words() {
        let script = Script::between("ministries", "ministry");
        assert_eq!(lemma_by(&script, "Embassies"), "embassy");
        let keeps = Script::between("NGOs", "NGO");
        assert_eq!(lemma_by(&keeps, "MPs"), "MP");
        assert_eq!(lemma_by(&Script::between("n't", "not"), "n\u{2019}t"), "not");
    }

    #[test]
    fn the_longest_ending_decides() {
        let key = |form: &str, n: usize| {
            keys(form, form, Penn::Nns, Upos::Noun).nth(1 + LONGEST - n).unwrap()
        };
        let scripts =
            vec![Script::between("votes", "vote"), Script::between("embassies", "embassy")];
        let lemmas =
            Lemmatizer::new(scripts, &[(key("embassies", 1), 0), (key("embassies", 3), 1)]);
        let mut out = String::new();
        let tag = (Penn::Nns, Upos::Noun);
        lemmas.lemma("treaties", tag, |_| true, &mut out);
        assert_eq!(out, "treaty");
        lemmas.lemma("envoys", tag, |_| true, &mut out);
        assert_eq!(out, "envoy");
        lemmas.lemma("movies", tag, |lemma| lemma == "movie", &mut out);
        assert_eq!(out, "movie", "a shorter ending makes a known word");
        lemmas.lemma("zorbies", tag, |_| false, &mut out);
        assert_eq!(out, "zorby");
    }

    #[test]
    fn a_verb_gets_its_e_back() {
        let tag = (Penn::Vbd, Upos::Verb);
        let key = keys("asked", "asked", tag.0, tag.1).nth(1 + LONGEST - 2).unwrap();
        let lemmas = Lemmatizer::new(vec![Script::between("asked", "ask")], &[(key, 0)]);
        let mut out = String::new();
        lemmas.lemma("provoked", tag, |lemma| lemma == "provoke", &mut out);
        assert_eq!(out, "provoke");
        lemmas.lemma("zorped", tag, |_| false, &mut out);
        assert_eq!(out, "zorp");
    }
}
