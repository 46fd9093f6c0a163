//! Meetings, gathered from the events of an article.

use crate::{Document, Rules};
use detente_model::{Findings, Meeting};

pub(crate) fn gather(_doc: &Document<'_>, _rules: &Rules, _found: &Findings) -> Vec<Meeting> {
    Vec::new()
}
