//! One article through the stages.

use crate::english::foreign;
use detente_atlas::Atlas;
use detente_extract::{Extractor, RuleError, Rules};
use detente_language::{Analyser, ModelError};
use detente_model::{
    Analysis, Article, CodedArticle, Findings, Problem, ProblemKind, Stage, Table, TableSet,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Everything that turns an article into findings. Immutable; share one between threads, or clone it, which costs nothing.
#[derive(Debug, Clone)]
pub struct Pipeline {
    analyser: Arc<Analyser>,
    extractor: Arc<Extractor>,
    rules_only: bool,
}

/// A pipeline that cannot be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// The language model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A rule file cannot be used.
    #[error(transparent)]
    Rules(#[from] RuleError),
}

impl Pipeline {
    /// A pipeline with all the knowledge that is compiled in.
    ///
    /// # Errors
    /// When an embedded file is damaged.
    pub fn new() -> Result<Self, PipelineError> {
        Self::with_atlas(Atlas::embedded().clone())
    }

    /// A pipeline that knows who is meant from `atlas`: see [`Atlas::with_actors`].
    ///
    /// # Errors
    /// When an embedded file is damaged.
    pub fn with_atlas(atlas: Atlas) -> Result<Self, PipelineError> {
        let extractor = Arc::new(Extractor::new(atlas, Rules::embedded()?));
        Ok(Self { analyser: Arc::new(Analyser::new()?), extractor, rules_only: false })
    }

    /// This pipeline with other rules: see [`Rules::from_folder`].
    #[must_use]
    pub fn with_rules(self, rules: impl Into<Arc<Rules>>) -> Self {
        let extractor = Arc::new(Extractor::new(self.atlas().clone(), rules));
        Self { extractor, ..self }
    }

    /// This pipeline without the network that reads events: what the rules find by themselves. It shows what each is worth.
    /// Reported clauses are still those that the network of quotes finds.
    #[must_use]
    pub fn rules_only(self) -> Self {
        Self { rules_only: true, ..self }
    }

    /// Whether it does without the network that reads events.
    #[must_use]
    pub const fn is_rules_only(&self) -> bool {
        self.rules_only
    }

    /// The language stage alone.
    #[must_use]
    pub fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// The atlas of actors and places.
    #[must_use]
    pub fn atlas(&self) -> &Atlas {
        self.extractor.atlas()
    }

    /// The extract stage alone. It takes what [`Analyser::analyse_acts`] finds: [`Analyser::analyse`] does without the networks
    /// of acts and quotes, and less comes out.
    ///
    /// ```
    /// use detente_model::{Article, Table, TableSet};
    /// use detente_pipeline::Pipeline;
    ///
    /// let pipeline = Pipeline::new()?;
    /// let article = Article::from_text("Kenya thanked Japan for its aid.", None);
    /// let analysis = pipeline.analyser().analyse_acts(&article);
    /// let wanted = TableSet::of(&[Table::Events]);
    /// let findings = pipeline.extractor().extract(&article, &analysis, wanted);
    /// let event = &findings.events[0];
    /// assert_eq!(event.span.of(&article.text), "thanked");
    /// assert_eq!(event.event_type.as_str(), "SUPPORT");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }

    /// Codes one article, as far as `wanted` asks for it: articles and problems alone take no analysis. One in another
    /// language than English is left as it is, with a problem that says so.
    #[must_use]
    pub fn code(&self, article: Article, wanted: TableSet) -> CodedArticle {
        let problems: Vec<_> = foreign(&article).into_iter().collect();
        if !problems.is_empty() || wanted.is_within(&[Table::Articles, Table::Problems]) {
            let findings = Findings { problems, ..Findings::default() };
            let analysis = Analysis::default();
            return CodedArticle { article, analysis, findings, duplicate_of: None };
        }
        let events = Extractor::codes_events(wanted);
        let analyse = if events { Analyser::analyse_acts } else { Analyser::analyse };
        let mut analysis = analyse(&self.analyser, &article);
        if self.rules_only {
            analysis.acts = None;
        }
        let findings = self.extractor.extract(&article, &analysis, wanted);
        CodedArticle { article, analysis, findings, duplicate_of: None }
    }

    /// Codes one article of a corpus: a defect of ours costs that article, not the corpus.
    ///
    /// # Errors
    /// The problem, when a stage panicked.
    pub fn code_or_report(
        &self,
        article: Article,
        wanted: TableSet,
    ) -> Result<CodedArticle, Box<Problem>> {
        let (source, id) = (article.source.clone(), article.id.clone());
        catch_unwind(AssertUnwindSafe(|| self.code(article, wanted))).map_err(|panic| {
            let what = panic.downcast_ref::<String>().map(String::as_str);
            let what = what.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
            Box::new(Problem {
                source,
                article: Some(id),
                stage: Stage::Extract,
                place: None,
                kind: ProblemKind::Internal,
                message: format!("a defect in detente stopped this article ({what}); please report it with the text"),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_problems_take_no_analysis() {
        let pipeline = Pipeline::new().unwrap();
        let code = |tables: &[Table]| {
            let article = Article::from_text("France condemned the attack.", None);
            pipeline.code(article, TableSet::of(tables))
        };
        assert!(code(&[Table::Articles, Table::Problems]).analysis.sentences.is_empty());
        assert_eq!(code(&[Table::Articles, Table::Sentences]).analysis.sentences.len(), 1);
    }
}
