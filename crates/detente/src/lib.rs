//! Diplomatic and political news in, dataframes out: who did or said what to whom, when, where, on whose word — each
//! row pointing at the text that it came from.
//!
//! This crate gathers the stages under one name and holds the `detente` program. Each stage can be used alone:
//!
//! | module | stage |
//! |---|---|
//! | [`parse`] | bytes to [`model::Article`] |
//! | [`language`] | an article to [`model::Analysis`]: sentences, tokens, syntax, names |
//! | [`atlas`] | who or what a name means on a day |
//! | [`extract`] | an analysed article to [`model::Findings`] |
//! | [`pipeline`] | the stages in order, over one article or a corpus |
//! | [`analytics`] | coded articles to polars frames |
//! | [`report`] | tables to one page to browse |
//! | [`evaluate`] | scores against hand-coded samples |
//! | [`run`] | a corpus of any size to a folder of tables, resumable |
//! | [`output`] | what made the tables of a folder, and how to cite it |
//!
//! # Example
//! ```
//! use detente::model::{Article, Published, TableSet};
//! use detente::pipeline::Pipeline;
//!
//! let pipeline = Pipeline::new()?;
//! let article = Article::from_text("France condemned the attack.", None);
//! let coded = pipeline.code(article, TableSet::all());
//! assert_eq!(coded.findings.entities[0].name, "France");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod cli;
pub mod output;
pub mod run;

pub use detente_analytics as analytics;
pub use detente_atlas as atlas;
pub use detente_evaluate as evaluate;
pub use detente_extract as extract;
pub use detente_language as language;
pub use detente_model as model;
pub use detente_parse as parse;
pub use detente_pipeline as pipeline;
pub use detente_report as report;
