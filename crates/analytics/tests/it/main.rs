//! The tables, and what is counted from them, through the public interface.

mod dyads;
mod example;
mod networks;
mod offsets;
mod schema;
