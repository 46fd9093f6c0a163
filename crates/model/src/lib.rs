//! The entity models of detente: what an article is, what the analysis of its language is, and what is found in it.
//!
//! Every stage of the pipeline is a function between the plain values defined here, and every value can be written
//! and read with serde. This crate does no I/O and knows no polars.
//!
//! ```text
//! bytes ──parse──▶ Article ──analyse──▶ Analysis ──extract──▶ Findings ──frame──▶ DataFrames
//! ```

mod act;
mod analysis;
mod article;
mod cameo;
mod country;
mod date;
mod deprel;
mod entity;
mod event;
mod findings;
mod id;
mod meeting;
mod mention;
mod penn;
mod plover;
mod problem;
mod quote;
mod reported;
mod span;
mod table;
mod time;
mod token_view;
mod tokens;
mod upos;
mod vocabulary;

pub use act::{ProposedAct, ProposedHome, ProposedParty};
pub use analysis::{Analysis, Name, NameKind, Sentence};
pub use article::{
    Article, ArticleBuilder, Block, Dateline, Published, PublishedPrecision, Section,
};
pub use cameo::{CameoCode, CameoError};
pub use country::{CountryCode, CountryCodeError};
pub use date::{DatePrecision, DateRange};
pub use deprel::Deprel;
pub use entity::{Entity, EntityKind};
pub use event::{Event, Participant, Place, Status};
pub use findings::{CodedArticle, Findings};
pub use id::{ArticleId, EntityId, QuoteId};
pub use meeting::{Meeting, MeetingFormat};
pub use mention::{Mention, MentionForm};
pub use penn::Penn;
pub use plover::{Context, EventType, Mode, Quad, Sector};
pub use problem::{Problem, ProblemKind, Stage};
pub use quote::{Quote, QuoteKind};
pub use reported::{ProposedQuote, ProposedWords};
pub use span::{ByteSpan, CharIndex, CharSpan};
pub use table::{Table, TableSet};
pub use time::{TimeExpression, TimeKind};
pub use token_view::TokenView;
pub use tokens::{Tokens, TokensBuilder, TokensError};
pub use upos::Upos;
pub use vocabulary::UnknownTerm;
