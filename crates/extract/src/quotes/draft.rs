//! Quotes before their speakers are resolved.

use detente_model::{ByteSpan, QuoteKind};

/// How a quote without a cue comes by its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carried {
    /// It has its own.
    No,
    /// It goes on with the quote before.
    Over,
    /// The cue stands in a later paragraph of the same speech.
    Back,
}

/// A quote before its speaker is resolved.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) span: ByteSpan,
    pub(super) kind: QuoteKind,
    /// The token of the verb.
    pub(super) verb: Option<u32>,
    pub(super) cue: Option<ByteSpan>,
    pub(super) speaker: Option<ByteSpan>,
    /// Who is said, at some distance, to speak: whoever answers the questions of an interview.
    pub(super) introduced: Option<ByteSpan>,
    pub(super) clause: Option<ByteSpan>,
    pub(super) carried: Carried,
    pub(super) rule: &'static str,
}

impl Draft {
    /// A quote of nobody yet, without a cue.
    pub(super) const fn new(span: ByteSpan, kind: QuoteKind, rule: &'static str) -> Self {
        Self {
            span,
            kind,
            verb: None,
            cue: None,
            speaker: None,
            introduced: None,
            clause: None,
            carried: Carried::No,
            rule,
        }
    }
}
