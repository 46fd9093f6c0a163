//! `detente codebook`: the event rules in words, and whether they code their examples.

use super::Outcome;
use crate::extract::Rules;
use crate::pipeline::Pipeline;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct CodebookArguments {
    /// Your own rules: a folder with files in place of ours or beside them
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Print nothing but the sentences beside the rules that are not coded as the rules say; it is an error if there are any
    #[arg(long)]
    check: bool,
}

/// Rules that do not code their examples.
#[derive(Debug, thiserror::Error)]
#[error(
    "{failed} of {all} sentences are not coded as the rules say: mend the rules, or what stands beside them"
)]
struct WrongExamples {
    failed: usize,
    all: usize,
}

pub(super) fn codebook(arguments: &CodebookArguments) -> Outcome {
    let mut out = std::io::stdout().lock();
    let folder = arguments.rules.as_deref();
    if !arguments.check {
        out.write_all(Rules::codebook(folder)?.as_bytes())?;
        return Ok(());
    }
    let rules = folder.map_or_else(Rules::embedded, Rules::from_folder)?;
    let sentences = rules.events().examples().map(|(_, fires, silent)| fires.len() + silent.len());
    let all = sentences.sum();
    let pipeline = Pipeline::new()?.with_rules(rules);
    let analyse = |article: &_| pipeline.analyser().analyse_acts(article);
    let failed = pipeline.extractor().failed_examples(analyse);
    for example in &failed {
        writeln!(out, "{example}")?;
    }
    match failed.len() {
        0 => {
            writeln!(out, "all {all} sentences are coded as the rules say")?;
            Ok(())
        }
        failed => Err(WrongExamples { failed, all }.into()),
    }
}
