//! Mentions: the words that refer to someone or something.

use crate::vocabulary::closed_vocabulary;
use crate::{ByteSpan, EntityId, EntityKind};
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// The form of a mention.
    MentionForm, "form of mention", {
        /// `Sergei Lavrov`, `Russia`.
        Name = "name",
        /// An office with or without its holder's name: `Russian Foreign Minister`.
        Title = "title",
        /// `the minister`, `both sides`, `pro-Russian separatists`.
        Nominal = "noun",
        /// `he`, `their`.
        Pronoun = "pronoun",
    }
);

/// A stretch of text that refers to an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Number of the sentence.
    pub sentence: u32,
    /// Where it stands.
    pub span: ByteSpan,
    /// Index of the syntactic head token.
    pub head: u32,
    /// Its form.
    pub form: MentionForm,
    /// What it refers to.
    pub kind: EntityKind,
    /// Who or what it refers to; `None` when it could not be resolved.
    pub entity: Option<EntityId>,
    /// How sure the resolution is, 0 to 1.
    pub score: f32,
}
