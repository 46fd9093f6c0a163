//! Formats of many articles a file that are read by readers of their own.

use crate::exports;
use crate::feeds;
use crate::options::ReadOptions;
use crate::problems::unparsed;
use crate::read::Input;
use crate::warc::Warc;
use crate::{Format, Parsed};
use detente_model::ProblemKind;

/// Articles and problems, read as they are asked for.
pub(crate) type Stream = Box<dyn Iterator<Item = Parsed> + Send>;

/// The articles of a file in a format of many; that there is none is a problem.
pub(crate) fn articles(
    format: Format,
    input: Input,
    source: &str,
    options: &ReadOptions,
) -> Stream {
    let found = match format {
        Format::Feed => feeds::articles(input, source, options),
        Format::Nexis | Format::Factiva | Format::ProQuest | Format::Gigaword => {
            exports::articles(format, input, source, options)
        }
        Format::Warc => Box::new(Warc::new(input, source, options)),
        Format::Text
        | Format::Html
        | Format::Jsonl
        | Format::Csv
        | Format::Parquet
        | Format::Arrow
        | Format::Zip
        | Format::Docx => Box::new(std::iter::empty()),
    };
    let message = format!("no article found: if it is not {format}, name its format");
    let nothing = unparsed(source, ProblemKind::Empty, message);
    let mut found = found.peekable();
    let nothing = found.peek().is_none().then_some(Parsed::Problem(nothing));
    Box::new(nothing.into_iter().chain(found))
}
