//! Who does what a verb tells.

use detente_model::{Deprel, TokenView};

/// The nominal subject of a verb, or of a noun or adjective with a copula: its own alone.
pub(crate) fn subject(verb: TokenView<'_>) -> Option<TokenView<'_>> {
    verb.children()
        .find(|c| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter))
}
