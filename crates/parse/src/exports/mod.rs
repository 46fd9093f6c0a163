//! Files of many articles as press databases export them.
//!
//! The layouts are those of the exports themselves; parsers that know them too are LexisNexisTools (Gruber 2023, for
//! Nexis) and tm.plugin.factiva (Bouchet-Valat 2023).

mod documents;
mod factiva;
mod gigaword;
mod monitoring;
mod nexis;
mod proquest;

use crate::collections::Stream;
use crate::options::ReadOptions;
use crate::read::Input;
use crate::text::has_dateline;
use crate::{Format, Record};
use documents::Documents;

/// How one database lays out its articles.
trait Layout: Send {
    /// What a line, trimmed, does to the run of articles.
    fn mark(&mut self, line: &str) -> Mark;

    /// Whether a mark ends every article of the layout of `text`, so that one without it was cut off.
    fn is_closed(&self, text: &str) -> bool;

    /// The article of a run of lines; `None` for a cover page, a list of contents and the like.
    fn article(&self, text: &str) -> Result<Option<Record>, &'static str>;
}

/// What a line does to the run of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It goes on with the article.
    Inside,
    /// It is the first of an article.
    First,
    /// It is the last of an article.
    Last,
    /// It stands between articles and belongs to none.
    Between,
}

/// The articles of an export in `format`.
pub(crate) fn articles(
    format: Format,
    input: Input,
    source: &str,
    options: &ReadOptions,
) -> Stream {
    match format {
        Format::Factiva => {
            Box::new(Documents::new(input, factiva::Factiva::default(), source, options))
        }
        Format::ProQuest => Box::new(Documents::new(input, proquest::ProQuest, source, options)),
        Format::Gigaword => Box::new(Documents::new(input, gigaword::Gigaword, source, options)),
        _ => Box::new(Documents::new(input, nexis::Nexis, source, options)),
    }
}

/// The database whose export begins with `head`, if it is one's.
pub(crate) fn database(head: &[u8]) -> Option<Format> {
    // What stands in the first pages is enough to tell.
    let head = String::from_utf8_lossy(head.get(..1 << 16).unwrap_or(head));
    let lines = || head.lines().map(str::trim);
    if nexis::is_export(lines()) {
        Some(Format::Nexis)
    } else if factiva::is_export(lines()) {
        Some(Format::Factiva)
    } else if proquest::is_export(lines()) {
        Some(Format::ProQuest)
    } else if gigaword::is_export(lines()) {
        Some(Format::Gigaword)
    } else {
        None
    }
}

/// The ISO 639-1 code of a language that an export names.
fn language(name: &str) -> Option<String> {
    const NAMES: [(&str, &str); 22] = [
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("czech", "cs"),
        ("danish", "da"),
        ("deutsch", "de"),
        ("dutch", "nl"),
        ("english", "en"),
        ("français", "fr"),
        ("french", "fr"),
        ("german", "de"),
        ("greek", "el"),
        ("italian", "it"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("norwegian", "no"),
        ("polish", "pl"),
        ("portuguese", "pt"),
        ("russian", "ru"),
        ("spanish", "es"),
        ("swedish", "sv"),
        ("turkish", "tr"),
        ("ukrainian", "uk"),
    ];
    let name = name.trim().to_lowercase();
    NAMES.iter().find(|(known, _)| name.starts_with(known)).map(|(_, code)| (*code).to_owned())
}

/// The day and hour of a date line, without the edition or the like that follows: `September 12, 2001, Wednesday,
/// Late Edition - Final`.
fn date_of(line: &str) -> Option<String> {
    let line = line.trim();
    let mut end = line.len();
    loop {
        let date = line.get(..end)?;
        if matches!(crate::parse_published(date), Ok(Some(p)) if p.precision != detente_model::PublishedPrecision::Year)
        {
            return Some(date.to_owned());
        }
        end = date.rfind([',', ';', ' '])?;
    }
}

/// Whether a line is the owner's notice.
fn is_copyright(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    line.starts_with("copyright")
        || line.starts_with("(c)")
        || line.starts_with('©')
        || line.ends_with("all rights reserved")
        || line.ends_with("all rights reserved.")
}

/// A text below the dateline that its export sets apart; it is cut off again where articles are made.
fn with_dateline(dateline: Option<&str>, text: String) -> String {
    let Some(dateline) = dateline.map(|d| d.trim().trim_end_matches(['-', '–', '—', ' ']))
    else {
        return text;
    };
    let bare = !dateline.contains(|c: char| c.is_ascii_digit() || c == '(' || c == '/');
    let dateline = if bare { dateline.to_uppercase() } else { dateline.to_owned() };
    let whole = format!("{dateline} — {}", text.trim_start());
    let first = |text: &str| text.trim_start().split("\n\n").next().is_some_and(has_dateline);
    if first(&text) || !first(&whole) { text } else { whole }
}

/// The paragraphs of a text: runs of lines between blank ones.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let base = text.as_ptr() as usize;
    let mut lines = text.lines();
    std::iter::from_fn(move || {
        let first = lines.by_ref().find(|line| !line.trim().is_empty())?;
        let last = lines.by_ref().take_while(|line| !line.trim().is_empty()).last();
        let last = last.unwrap_or(first);
        text.get(first.as_ptr() as usize - base..last.as_ptr() as usize - base + last.len())
    })
}

/// The lines of a paragraph as one.
fn joined(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}
