//! Time expressions.

use crate::vocabulary::closed_vocabulary;
use crate::{ByteSpan, DateRange};
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// The TIMEX3 type (ISO-TimeML, ISO 24617-1).
    TimeKind, "TIMEX3 type", {
        Date = "DATE",
        Time = "TIME",
        Duration = "DURATION",
        Set = "SET",
    }
);

/// A time expression with its normalised value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// Number of the sentence.
    pub sentence: u32,
    /// Where it stands.
    pub span: ByteSpan,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value: `2015-08-03`, `P4Y`, `PAST_REF`; `None` where it hangs on an unknown publication date.
    pub value: Option<String>,
    /// The days that the value covers: of dates and times of day, and of lengths of time that end or begin on a known day.
    pub range: Option<DateRange>,
}
