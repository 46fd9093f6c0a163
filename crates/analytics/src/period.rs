//! Periods of the calendar.

use crate::columns::days_since_1970;
use chrono::{Datelike, Days, NaiveDate};

/// How long a period is. Periods start on the first day of their calendar unit, weeks on Monday (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Every {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// A string that is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no period `{0}`; the periods are day (1d), week (1w), month (1mo), quarter (1q), year (1y)"
)]
pub struct UnknownPeriod(pub String);

impl std::str::FromStr for Every {
    type Err = UnknownPeriod;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "day" | "1d" => Ok(Self::Day),
            "week" | "1w" => Ok(Self::Week),
            "month" | "1mo" => Ok(Self::Month),
            "quarter" | "1q" => Ok(Self::Quarter),
            "year" | "1y" => Ok(Self::Year),
            _ => Err(UnknownPeriod(name.to_owned())),
        }
    }
}

impl Every {
    /// The first day of the period that holds `day`; both in days since 1970.
    pub(crate) fn start(self, day: i32) -> Option<i32> {
        let date = NaiveDate::default().checked_add_signed(chrono::Duration::days(day.into()))?;
        let first = match self {
            Self::Day => date,
            Self::Week => {
                date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))?
            }
            Self::Month => date.with_day(1)?,
            Self::Quarter => date.with_day(1)?.with_month0(date.month0() / 3 * 3)?,
            Self::Year => date.with_day(1)?.with_month0(0)?,
        };
        Some(days_since_1970(first))
    }

    /// The first day of the period after the one that starts on `start`; both in days since 1970.
    pub(crate) fn next(self, start: i32) -> Option<i32> {
        let longest = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 31,
            Self::Quarter => 92,
            Self::Year => 366,
        };
        self.start(start.checked_add(longest)?)
    }
}

/// The date of a day since 1970.
pub(crate) fn date_of(day: i32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(chrono::Duration::days(day.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_start_on_their_first_day() {
        let day = |y, m, d| days_since_1970(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        let wednesday = day(2015, 8, 5);
        assert_eq!(Every::Day.start(wednesday), Some(wednesday));
        assert_eq!(Every::Week.start(wednesday), Some(day(2015, 8, 3)));
        assert_eq!(Every::Month.start(day(2015, 8, 31)), Some(day(2015, 8, 1)));
        assert_eq!(Every::Quarter.start(day(2015, 12, 31)), Some(day(2015, 10, 1)));
        assert_eq!(Every::Year.start(day(1969, 12, 31)), Some(day(1969, 1, 1)));
        assert_eq!(Every::Month.next(day(2015, 1, 1)), Some(day(2015, 2, 1)));
        assert_eq!(Every::Quarter.next(day(2016, 1, 1)), Some(day(2016, 4, 1)));
        assert_eq!(Every::Year.next(day(2016, 1, 1)), Some(day(2017, 1, 1)));
        assert_eq!(Every::Week.next(day(2015, 8, 3)), Some(day(2015, 8, 10)));
        assert_eq!("1mo".parse(), Ok(Every::Month));
        assert!("fortnight".parse::<Every>().is_err());
    }
}
