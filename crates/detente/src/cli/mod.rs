//! The `detente` program: its commands, its exit codes.

mod cite;
mod codebook;
mod diff;
mod evaluate;
mod explain;
mod frames;
mod input;
mod knowledge;
mod read;
mod report;
mod run;
mod schema;
mod terminal;

use clap::{Parser, Subcommand};
use std::ffi::OsString;

/// Diplomatic and political news in, dataframes out.
#[derive(Debug, Parser)]
#[command(name = "detente", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what is found in one article.
    Read(read::ReadArguments),
    /// Code a corpus and write its tables.
    Run(run::RunArguments),
    /// Show why each event of an article was coded as it was.
    Explain(explain::ExplainArguments),
    /// Make one page of a corpus: charts, and every event with its sentence.
    Report(report::ReportArguments),
    /// Score against a hand-coded sample.
    Evaluate(evaluate::EvaluateArguments),
    /// Tell what the columns of a table say.
    Schema(schema::SchemaArguments),
    /// Show the rows in which two outputs differ.
    Diff(diff::DiffArguments),
    /// Tell how to cite detente, and what it knows.
    Cite(cite::CiteArguments),
    /// Print the event rules in words, as Markdown: types, modes, what fires each rule, examples with their coding.
    Codebook(codebook::CodebookArguments),
}

/// What a command returns: the text of an error is all that a user sees of it.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs the program with `arguments`, the program's own name first. Returns 0 when all went well, 1 on an error, 2 on
/// wrong usage; 130 when Ctrl-C stopped a run, 143 when SIGTERM did.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are "errors" that go to standard output; a closed pipe is nobody's problem.
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    let outcome = match arguments.command {
        Command::Read(arguments) => read::read(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Report(arguments) => report::report(&arguments),
        Command::Evaluate(arguments) => evaluate::evaluate(&arguments),
        Command::Schema(arguments) => schema::schema(&arguments),
        Command::Diff(arguments) => diff::diff_outputs(&arguments),
        Command::Cite(arguments) => cite::cite(&arguments),
        Command::Codebook(arguments) => codebook::codebook(&arguments),
    };
    match outcome {
        Ok(()) => 0,
        Err(error) if terminal::is_closed_pipe(&*error) => 0,
        Err(error) => {
            terminal::complain(&*error);
            run::interrupted_by(&*error).unwrap_or(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_commands_are_well_formed() {
        Arguments::command().debug_assert();
    }
}
