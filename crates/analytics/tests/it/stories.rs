//! Folding the reports of one event.

use crate::example::{day, quarrel};
use chrono::Days;
use detente_analytics::{frame, stories};
use detente_model::{
    Article, ArticleId, ByteSpan, CodedArticle, DateRange, Event, Published, PublishedPrecision,
    Status, Table,
};
use polars::prelude::*;
use proptest::prelude::*;

/// The accusation of the quarrel as one article reports it, published on a day of March 2024.
fn report(id: &str, on: u32, text: &str) -> CodedArticle {
    let mut coded = quarrel();
    let article = Article::from_text(text, Some(Published::on(day(2024, 3, on))));
    coded.article = Article { id: ArticleId::given(id), ..article };
    let all = ByteSpan::from_range(0..text.len());
    let mut event: Event = coded.findings.events[0].clone();
    event.span = all;
    event.source.iter_mut().chain(&mut event.target).for_each(|p| p.span = all);
    coded.findings.events = vec![event];
    coded.findings.mentions.clear();
    coded.findings.quotes.clear();
    coded.findings.meetings.clear();
    coded
}

fn told(coded: &[CodedArticle]) -> DataFrame {
    let of = |table| frame(table, coded, &[]).unwrap();
    stories(&of(Table::Events), &of(Table::Articles)).unwrap()
}

/// Each story as its event ids.
fn members(coded: &[CodedArticle]) -> Vec<Vec<String>> {
    let stories = told(coded);
    let lists = stories.column("event_ids").unwrap().list().unwrap().clone();
    let members = |list: Option<Series>| {
        list.unwrap().str().unwrap().iter().map(|id| id.unwrap().to_owned()).collect()
    };
    (0..lists.len()).map(|i| members(lists.get_as_series(i))).collect()
}

const ACCUSED: &str = "Minister Núñez accused Okafor of burning the bridge at Vesper on 14 barges.";
const AGAIN: &str =
    "On 14 barges Okafor burned the bridge at Vesper, as Minister Núñez accused him.";
const LATER: &str =
    "Núñez accused Okafor of hiding grain and selling the mill to his cousins in Lagos.";

#[test]
fn reports_of_one_event_are_one_story() {
    let coded = [report("a", 14, ACCUSED), report("b", 15, AGAIN), report("c", 29, LATER)];
    assert_eq!(members(&coded), [vec!["a-v0", "b-v0"], vec!["c-v0"]]);
    let stories = told(&coded);
    let count = |name: &str| stories.column(name).unwrap().i64().unwrap().get(0).unwrap();
    assert_eq!((count("n_reports"), count("n_articles"), count("n_copies")), (2, 2, 0));
    let text = |name: &str| stories.column(name).unwrap().str().unwrap().get(0).unwrap().to_owned();
    assert_eq!(
        (text("story"), text("type"), text("place")),
        ("a-v0".into(), "ACCUSE".into(), "Oslo".into())
    );
    let days = stories.column("last_published").unwrap().cast(&DataType::String).unwrap();
    assert_eq!(days.str().unwrap().get(0), Some("2024-03-15"));
}

#[test]
fn one_article_may_tell_of_an_event_twice_but_knows_who_is_who() {
    let mut coded = report("a", 14, ACCUSED);
    let twice = coded.findings.events[0].clone();
    let mut other = twice.clone();
    other.target.clear();
    other.source = twice.target.clone();
    coded.findings.events.extend([twice, other]);
    assert_eq!(members(&[coded]), [vec!["a-v0", "a-v0.2"], vec!["a-v0.3"]]);
}

#[test]
fn copies_are_counted_apart() {
    let mut copy = report("b", 14, ACCUSED);
    copy.duplicate_of = Some(ArticleId::given("a"));
    let stories = told(&[report("a", 14, ACCUSED), copy]);
    assert_eq!(stories.height(), 1);
    assert_eq!(stories.column("n_copies").unwrap().i64().unwrap().get(0), Some(1));
}

#[test]
fn other_status_parties_day_or_number_is_another_event() {
    let first = report("a", 14, ACCUSED);
    let mut denied = report("b", 14, ACCUSED);
    denied.findings.events[0].status = Status::Negated;
    let mut reversed = report("b", 14, ACCUSED);
    let event = &mut reversed.findings.events[0];
    std::mem::swap(&mut event.source, &mut event.target);
    let late = report("b", 19, ACCUSED);
    let others = report("b", 15, &ACCUSED.replace("14", "31"));
    for other in [denied, reversed, late, others] {
        assert_eq!(members(&[first.clone(), other.clone()]).len(), 2, "{other:?}");
    }
}

#[test]
fn a_report_without_a_day_is_a_story_by_itself() {
    let undated = |id| {
        let mut coded = report(id, 14, ACCUSED);
        coded.article.published = None;
        coded
    };
    assert_eq!(members(&[undated("a"), undated("b")]).len(), 2);
}

#[test]
fn a_month_or_year_is_no_day_on_which_events_meet() {
    let dated = |id, on, date: Option<DateRange>| {
        let mut coded = report(id, on, ACCUSED);
        coded.findings.events[0].date = date;
        assert!(date.is_some());
        coded
    };
    let reports = [
        dated("a", 2, DateRange::year(2024)),
        dated("b", 14, DateRange::year(2024)),
        dated("c", 15, DateRange::month(2024, 1)),
        dated("d", 14, DateRange::month(2024, 3)),
    ];
    assert_eq!(members(&reports), [vec!["a-v0"], vec!["b-v0", "d-v0"], vec!["c-v0"]]);
    let mut review = report("e", 1, AGAIN);
    for precision in [PublishedPrecision::Month, PublishedPrecision::Year] {
        let published = Published { precision, ..Published::on(day(2024, 3, 1)) };
        review.article.published = Some(published);
        assert_eq!(members(&[report("a", 1, ACCUSED), review.clone()]).len(), 2);
    }
}

#[test]
fn no_events_no_stories() {
    assert_eq!(told(&[]).height(), 0);
    let events = frame(Table::Events, &[], &[]).unwrap().drop("place").unwrap();
    let articles = frame(Table::Articles, &[], &[]).unwrap();
    assert!(stories(&events, &articles).unwrap_err().to_string().contains("place"));
}

#[test]
fn events_of_articles_that_are_not_there_are_stories_still() {
    let events = frame(Table::Events, &[report("a", 14, ACCUSED)], &[]).unwrap();
    let articles = frame(Table::Articles, &[], &[]).unwrap();
    assert_eq!(stories(&events, &articles).unwrap().height(), 1);
}

/// Text, day of publication, status, and the first day of a date and how many follow.
type Pick = (usize, u32, usize, Option<(u32, u32)>);

proptest! {
    #[test]
    fn the_order_of_articles_decides_nothing_and_a_story_is_of_few_days(
        picks in prop::collection::vec((0usize..3, 10u32..24, 0usize..3, prop::option::of((1u32..24, 0u32..20))), 2..9),
        swaps in prop::collection::vec((0usize..9, 0usize..9), 9),
    ) {
        let of = |(i, &(text, on, status, date)): (usize, &Pick)| {
            let mut coded = report(&format!("r{i}"), on, [ACCUSED, AGAIN, LATER][text]);
            coded.findings.events[0].status = [Status::Actual, Status::Ongoing, Status::Planned][status];
            if let Some((from, days)) = date {
                coded.findings.events[0].date = DateRange::between(day(2024, 2, from), day(2024, 2, from) + Days::new(days.into()));
            }
            coded
        };
        let mut coded: Vec<_> = picks.iter().enumerate().map(of).collect();
        let before = told(&coded);
        for (a, b) in swaps {
            let n = coded.len();
            coded.swap(a % n, b % n);
        }
        prop_assert!(told(&coded).equals_missing(&before));
        let all: i64 = before.column("n_reports").unwrap().i64().unwrap().iter().flatten().sum();
        prop_assert_eq!(all, coded.len() as i64);
        for story in members(&coded) {
            let days = story.iter().map(|id| {
                let (_, on, _, date) = picks[id[1..].split('-').next().unwrap().parse::<usize>().unwrap()];
                match date {
                    Some((from, days)) if days < 7 => (day(2024, 2, from), day(2024, 2, from) + Days::new(days.into())),
                    _ => (day(2024, 3, on), day(2024, 3, on)),
                }
            });
            let (last_begins, first_ends) = (days.clone().map(|d| d.0).max(), days.map(|d| d.1).min());
            prop_assert!((last_begins.unwrap() - first_ends.unwrap()).num_days() <= 4);
        }
    }
}
