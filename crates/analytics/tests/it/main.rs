//! The tables, and what is counted from them, through the public interface.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod columnar;
mod diff;
mod dyads;
mod example;
mod files;
mod networks;
mod offsets;
mod schema;
mod stories;
