//! What the extract stage makes of sentences, through its public interface.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod clauses;
mod event_dates;
mod event_places;
mod event_rules;
mod event_spans;
mod homes;
mod main_events;
mod names;
mod parties;
mod reading;
mod same_act;
mod statements;
mod statuses;
