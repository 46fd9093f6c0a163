use super::*;
use crate::Rules;
use chrono::NaiveDate;
use detente_model::{Analysis, Article, Published};
use proptest::prelude::*;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().unwrap());

/// Surface, type and value of each expression of `text`, written on `day`.
fn read(text: &str, day: &str) -> Vec<(String, &'static str, String)> {
    let published = day.parse().ok().map(Published::on);
    let (article, analysis) = (Article::from_text(text, published), Analysis::default());
    find(&Document::new(&article, &analysis), &RULES.times)
        .iter()
        .map(|t| {
            let value = t.value.clone().unwrap_or_default();
            (t.span.of(&article.text).to_owned(), t.kind.as_str(), value)
        })
        .collect()
}

fn one(text: &str, day: &str) -> (String, &'static str, String) {
    let found = read(text, day);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().unwrap()
}

macro_rules! reads {
    ($($name:ident: $text:literal, $day:literal => $surface:literal $kind:literal $value:literal;)+) => {
        $(#[test]
        fn $name() {
            assert_eq!(one($text, $day), ($surface.to_owned(), $kind, $value.to_owned()));
        })+
    };
}

reads! {
    calendar_day: "It was signed on Aug. 5, 2015, in Oslo.", "" => "Aug. 5, 2015" "DATE" "2015-08-05";
    day_first: "The envoy left on 5 August 2015.", "" => "5 August 2015" "DATE" "2015-08-05";
    day_without_year: "They met on July 14.", "2015-08-05" => "July 14" "DATE" "2015-07-14";
    day_of_the_year_before: "They met on December 30.", "2015-01-05" => "December 30" "DATE" "2014-12-30";
    bare_month: "Talks began in May.", "2015-08-05" => "May" "DATE" "2015-05";
    weekday_looks_back: "They met in Doha on Monday.", "2015-08-05" => "Monday" "DATE" "2015-08-03";
    weekday_of_publication: "He spoke on Wednesday.", "2015-08-05" => "Wednesday" "DATE" "2015-08-05";
    weekday_and_part: "He spoke Tuesday afternoon.", "2015-08-05" => "Tuesday afternoon" "TIME" "2015-08-04TAF";
    last_week: "She resigned last week.", "2015-08-05" => "last week" "DATE" "2015-W31";
    next_month: "Voters decide next month.", "2015-12-05" => "next month" "DATE" "2016-01";
    days_ago: "The truce began two days ago.", "2015-08-05" => "two days ago" "DATE" "2015-08-03";
    recent_days: "Fighting has spread in recent days.", "2015-08-05" => "recent days" "DATE" "PAST_REF";
    four_years: "The war has lasted more than four years.", "" => "more than four years" "DURATION" "P4Y";
    hyphenated: "A two-week truce was agreed.", "" => "two-week" "DURATION" "P2W";
    decade: "Trade grew in the 1990s.", "" => "the 1990s" "DATE" "199";
    year: "Borders closed in 2014.", "" => "2014" "DATE" "2014";
    year_spoken: "It began in nineteen ninety-six.", "" => "nineteen ninety-six" "DATE" "1996";
    earlier_this_year: "He resigned earlier this year.", "2015-08-05" => "earlier this year" "DATE" "2015";
    weekend: "Crowds gathered over the weekend.", "2015-08-08" => "the weekend" "DATE" "2015-W32-WE";
    quarter: "Exports fell in the third quarter of 2014.", "" => "the third quarter of 2014" "DATE" "2014-Q3";
    now: "The port is now closed.", "" => "now" "DATE" "PRESENT_REF";
    every_week: "The council sits every week.", "" => "every week" "SET" "P1W";
    every_thursday: "A ship leaves each Thursday.", "" => "each Thursday" "SET" "XXXX-WXX-4";
    clock: "Polls close at 7:15 p.m. Wednesday.", "2015-08-05" => "7:15 p.m. Wednesday" "TIME" "2015-08-05T19:15";
    century: "The fort is from the 11th century.", "" => "the 11th century" "DATE" "10";
    half_year_more: "He led the party for 2 1/2 years.", "" => "2 1/2 years" "DURATION" "P2Y6M";
    tonight: "They meet tonight.", "2015-08-05" => "tonight" "TIME" "2015-08-05TNI";
    numeric_day: "The fort fell on 30/06/2014.", "" => "30/06/2014" "DATE" "2014-06-30";
    open_day: "The fort fell on 05/06/2014.", "" => "05/06/2014" "DATE" "2014";
    numeric_day_and_clock: "Edited on 2014/06/30 5:12 PM.", "" => "2014/06/30 5:12 PM" "TIME" "2014-06-30T17:12";
    ordinal_day: "Signed on the 21st of June 1994.", "" => "the 21st of June 1994" "DATE" "1994-06-21";
    days_in_a_row: "It met on 3-5 June 1994.", "" => "3-5 June 1994" "DATE" "1994-06-03/1994-06-05";
    days_to: "It met from June 3 to 5, 1994.", "" => "June 3 to 5, 1994" "DATE" "1994-06-03/1994-06-05";
    two_days: "It met on June 3 and 4, 1994.", "" => "June 3 and 4, 1994" "DATE" "1994-06-03/1994-06-04";
    two_months: "It met in June\u{2013}July 1994.", "" => "June\u{2013}July 1994" "DATE" "1994-06-01/1994-07-31";
    joined_years: "He led it in 1994-96.", "" => "1994-96" "DATE" "1994-01-01/1996-12-31";
    winter_of_two_years: "It fell in the winter of 1994-95.", "" => "the winter of 1994-95" "DATE" "1995-WI";
    counted_weekday: "They met on the first Sunday of June 1994.", "" => "the first Sunday of June 1994" "DATE" "1994-06-05";
    counted_week: "They met in the last week of June 1994.", "" => "the last week of June 1994" "DATE" "1994-06-24/1994-06-30";
    bare_day: "They met on the 3rd.", "2015-08-05" => "the 3rd" "DATE" "2015-08-03";
    day_of_last_month: "They met on the 30th of last month.", "2015-08-05" => "the 30th of last month" "DATE" "2015-07-30";
    quarter_in_short: "Exports fell in Q3 2014.", "" => "Q3 2014" "DATE" "2014-Q3";
    fortnight: "They met a fortnight ago.", "2015-08-19" => "a fortnight ago" "DATE" "2015-W32";
    holiday: "They met on Good Friday 2011.", "" => "Good Friday 2011" "DATE" "2011-04-22";
    weekday_tells_the_year: "They met on Sunday, November 8.", "2016-03-01" => "Sunday, November 8" "DATE" "2015-11-08";
    next_week_day: "They meet on Tuesday of next week.", "2015-08-05" => "Tuesday of next week" "DATE" "2015-08-11";
    dotted_clock: "He spoke at 7.30pm.", "2015-08-05" => "7.30pm" "TIME" "2015-08-05T19:30";
    unknown_day: "They met on Monday.", "" => "Monday" "DATE" "";
}

#[test]
fn numbers_that_are_no_times_are_left() {
    assert!(
        read("About 2000 people marched; 14 ministers may resign. He paid $1995.", "2015-08-05")
            .is_empty()
    );
}

#[test]
fn that_day_is_the_day_named_before() {
    let found =
        read("The treaty was signed on May 2, 2011. That day, guns fell silent.", "2015-08-05");
    assert_eq!(found.last().unwrap().2, "2011-05-02");
}

#[test]
fn ordinals_that_count_something_are_no_days() {
    assert!(read("He lives on the 12th floor, on the 3rd street.", "2015-08-05").is_empty());
}

#[test]
fn the_ends_of_a_range_lend_each_other_the_year() {
    let values = |text| -> Vec<String> {
        read(text, "2015-08-05").into_iter().map(|(.., value)| value).collect()
    };
    assert_eq!(values("It ran from November 1993 to March."), ["1993-11", "1994-03"]);
    assert_eq!(values("It ran from November to March 1994."), ["1993-11", "1994-03"]);
}

#[test]
fn a_number_of_units_ends_or_begins_today() {
    let article = Article::from_text(
        "In the past three days it fell; in the next 36 hours it may rise.",
        "2015-08-05".parse().ok().map(Published::on),
    );
    let analysis = Analysis::default();
    let found = find(&Document::new(&article, &analysis), &RULES.times);
    let ranges: Vec<String> = found.iter().map(|t| t.range.unwrap().to_iso()).collect();
    assert_eq!(ranges, ["2015-08-02/2015-08-05", "2015-08-05/2015-08-07"]);
}

#[test]
fn ranges_cover_the_value() {
    let article = Article::from_text("In August 2015, and in the 1990s.", None);
    let analysis = Analysis::default();
    let found = find(&Document::new(&article, &analysis), &RULES.times);
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    assert_eq!(found[0].range.unwrap().end(), day(2015, 8, 31));
    assert_eq!(found[1].range.unwrap().start(), day(1990, 1, 1));
}

proptest! {
    #[test]
    fn spans_fit_any_text(text in "(\\PC|[0-9]{1,5}|May|last|'|the|year|two| |\n\n|-|Monday|é){0,40}") {
        let article = Article::from_text(text, "2015-08-05".parse().ok().map(Published::on));
        let analysis = Analysis::default();
        let mut end = 0;
        for time in find(&Document::new(&article, &analysis), &RULES.times) {
            prop_assert!(time.span.start >= end && !time.span.of(&article.text).is_empty());
            end = time.span.end;
        }
    }
}
