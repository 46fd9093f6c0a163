//! Political actors and places, with the dates on which each name and office held.

mod candidate;

pub use candidate::{Candidate, Match, Reason, Validity};

use chrono::NaiveDate;
use detente_model::ByteSpan;

/// Who and what names mean, on a given day.
#[derive(Debug)]
pub struct Atlas {}

/// What stands around a surface, to choose between its readings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// The words before and after, as far as they matter.
    pub sentence: &'a str,
    /// A country that the article is about, ISO alpha-3.
    pub country: Option<detente_model::CountryCode>,
    /// Whether the surface stands where a place is wanted (`in Tehran`).
    pub place: bool,
}

impl Atlas {
    /// The atlas that is compiled in, opened once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static ATLAS: Atlas = Atlas {};
        &ATLAS
    }

    /// Who or what `surface` means on day `on` (today's reading does not exist: without a date, undated readings and
    /// the latest holders are given, marked stale). Best first; empty when the atlas does not know.
    #[must_use]
    pub fn resolve(
        &self,
        _surface: &str,
        _on: Option<NaiveDate>,
        _around: &Surroundings<'_>,
    ) -> Vec<Candidate> {
        Vec::new()
    }

    /// All names of the atlas in a tokenised text, longest first at every place, never overlapping, in reading order.
    #[must_use]
    pub fn find_names(
        &self,
        _text: &str,
        _tokens: &[ByteSpan],
        _on: Option<NaiveDate>,
    ) -> Vec<Match> {
        Vec::new()
    }
}
