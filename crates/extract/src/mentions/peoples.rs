//! Adjectives of nationality that stand together: `Sino-Indian`, `Bosnian Serb`.

use super::matches::{describes, readings};
use super::rules::MentionRules;
use crate::Document;
use detente_atlas::{Atlas, Match, Reason, Surroundings};

/// The first halves of compounds that name two states: `Sino` of `Sino-Indian` is no name of its own.
pub(super) fn combining(doc: &Document<'_>, atlas: &Atlas, rules: &MentionRules) -> Vec<Match> {
    let half = |t: u32| {
        let adjective = rules.combining(doc.word(t))?;
        let hyphen = t + 2 < doc.len() && doc.word(t + 1) == "-";
        let joined = hyphen && doc.token(t + 2).text().starts_with(char::is_uppercase);
        let candidates = atlas.resolve(adjective, doc.article.day(), &Surroundings::default());
        let state = candidates.first().is_some_and(|c| c.reason == Reason::Demonym);
        (joined && state).then_some(Match { tokens: t..t + 1, candidates })
    };
    (0..doc.len()).filter_map(half).collect()
}

/// "Bosnian Serb forces" are of one state, which is not always that of the second word.
pub(super) fn join(doc: &Document<'_>, atlas: &Atlas, cues: &mut Vec<Match>) {
    let state = |cue: &Match| cue.candidates.first().and_then(|c| c.country);
    let mut at = 1;
    while at < cues.len() {
        let [first, second] = [&cues[at - 1], &cues[at]];
        let peoples = first.candidates.first().is_some_and(|c| c.reason == Reason::Demonym)
            && first.tokens.end == second.tokens.start
            && state(second).is_some_and(|s| state(first) != Some(s));
        let tokens = first.tokens.start..second.tokens.end;
        let whole = if peoples { readings(doc, atlas, &tokens) } else { Vec::new() };
        if whole.first().is_some_and(|c| describes(c.reason) && c.country.is_some()) {
            cues[at] = Match { tokens, candidates: whole };
            cues.remove(at - 1);
        } else {
            at += 1;
        }
    }
}
