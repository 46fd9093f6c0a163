//! From the surfaces of a text to whom and what they mean on a day.

mod candidate;
pub(crate) mod find;
mod owners;
mod persons;
mod phrase;
mod reading;
pub(crate) mod resolve;
mod resolver;
mod tables;
pub(crate) mod toponyms;
mod unrecorded;

pub use candidate::{Candidate, Match, Reason, Validity};
pub use tables::{ActorRow, HoldingRow, NameRow, PlaceRow};
pub use toponyms::Toponym;
pub use unrecorded::of_whom;
