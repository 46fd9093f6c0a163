//! Days as numbers, and dates that are precise to a day, a month or a year.

use chrono::{Datelike, NaiveDate};

/// The start of an interval without a known start that holds from ever.
pub(crate) const EVER: i32 = i32::MIN;
/// The end of an interval without an end.
pub(crate) const OPEN: i32 = i32::MAX;

/// A day as the number of days since the first of January of year 1.
pub(crate) fn number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

/// The day of a number; `None` for [`EVER`], [`OPEN`] and other numbers without a date.
pub(crate) fn date(number: i32) -> Option<NaiveDate> {
    (number != EVER && number != OPEN)
        .then(|| NaiveDate::from_num_days_from_ce_opt(number))
        .flatten()
}

/// First and last day of `2015-08-05`, `2015-08` or `2015`; `None` for anything else.
pub(crate) fn range(text: &str) -> Option<(i32, i32)> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(12), None) | (None, None) => NaiveDate::from_ymd_opt(year, 12, 31)?,
        (Some(m), None) => NaiveDate::from_ymd_opt(year, m + 1, 1)?.pred_opt()?,
    };
    Some((number(first), number(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_wide_as_its_precision() {
        let days =
            |t| range(t).map(|(a, b)| (date(a).unwrap().to_string(), date(b).unwrap().to_string()));
        assert_eq!(days("2015-08-05"), Some(("2015-08-05".into(), "2015-08-05".into())));
        assert_eq!(days("2015-02"), Some(("2015-02-01".into(), "2015-02-28".into())));
        assert_eq!(days("2015"), Some(("2015-01-01".into(), "2015-12-31".into())));
        for wrong in ["", "soon", "2015-13", "2015-02-30", "2015-1-x"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn open_ends_have_no_date() {
        assert_eq!(date(EVER), None);
        assert_eq!(date(OPEN), None);
    }
}
