//! What was extracted beside the page that it came from: where it stands, how it was parted, what was left out above it.

use super::walk::{Block, folded};
use crate::text::{ends_sentence, is_caption, is_furniture};
use detente_model::Section;
use std::collections::BTreeSet;

pub(super) type Blocks = Vec<(Section, String)>;

/// Blocks that are tried to be parted, and beginnings that are tried for each, at most.
const MAX_TRIES: usize = 32;
/// Paragraphs of a lead at most.
const MAX_LEAD: usize = 3;
/// Words of a paragraph of the lead, at least.
const LEAD_WORDS: usize = 8;
/// Lines below the headline that are read for names and dates, and the bytes of each, at most.
const MAX_HEAD: usize = 12;
const MAX_HEAD_LINE: usize = 200;

/// Of short articles, extraction may run heading and paragraphs together: a block that is several blocks of the page, one
/// after the other, is parted again as the page has it.
pub(super) fn unglued(found: Blocks, page: &[Block]) -> Blocks {
    let known: BTreeSet<&str> = page.iter().map(|block| block.letters.as_str()).collect();
    let mut blocks = Blocks::new();
    let mut tries = 0;
    for (section, text) in found {
        let letters = folded(&text);
        let tried = tries < MAX_TRIES && !known.contains(letters.as_str());
        tries += usize::from(tried);
        match tried.then(|| parts_of(&letters, page)).flatten() {
            Some(mut parts) => {
                // Unless all of it is called so, what is no text of the page is none here either.
                if !parts.iter().all(|part| part.apart) {
                    parts.retain(|part| !part.apart);
                }
                blocks.extend(parts.iter().map(|part| (part.section, part.text.clone())));
            }
            None => blocks.push((section, text)),
        }
    }
    blocks
}

/// The blocks of the page that make `letters` together, in their order; blocks between them may be left out.
fn parts_of<'b>(letters: &str, page: &'b [Block]) -> Option<Vec<&'b Block>> {
    let first = |block: &Block| !block.letters.is_empty() && letters.starts_with(&block.letters);
    let starts = page.iter().enumerate().filter(|(_, block)| first(block));
    starts.take(MAX_TRIES).find_map(|(start, _)| {
        let mut rest = letters;
        let mut parts = Vec::new();
        for block in page[start..].iter().filter(|block| !block.letters.is_empty()) {
            if let Some(after) = rest.strip_prefix(block.letters.as_str()) {
                rest = after;
                parts.push(block);
            }
        }
        (rest.is_empty() && parts.len() > 1).then_some(parts)
    })
}

/// Without the headline and what stands above it: notices and menus, as long as sentences are left.
pub(super) fn below_headline(mut found: Blocks, page: &[Block], title: &str) -> Blocks {
    let is_headline = |block: &Block| block.section == Section::Subhead && block.letters == title;
    let Some(headline) = page.iter().position(is_headline) else { return found };
    let below: BTreeSet<&str> = page[headline..].iter().map(|b| b.letters.as_str()).collect();
    let above: BTreeSet<&str> = page[..headline].iter().map(|b| b.letters.as_str()).collect();
    let stays = |text: &str| {
        let letters = folded(text);
        below.contains(letters.as_str()) || !above.contains(letters.as_str())
    };
    if found.iter().any(|(_, text)| ends_sentence(text) && stays(text)) {
        found.retain(|(_, text)| stays(text));
    }
    found
}

/// The blocks of the page between the headline and the first paragraph that was extracted.
pub(super) fn between<'b>(found: &Blocks, page: &'b [Block], title: &str) -> &'b [Block] {
    // The first blocks may be the headline, a byline or a date line.
    let letters = |text: &str| Some(folded(text)).filter(|letters| letters != title);
    let text = |text: &&String| ends_sentence(text) && !is_furniture(text);
    let first = found.iter().map(|(_, text)| text).filter(text).find_map(|text| letters(text));
    let first = first.and_then(|first| page.iter().position(|block| block.letters == first));
    let is_headline =
        |at: &usize| page[*at].section == Section::Subhead && page[*at].letters == title;
    let bounds = first.and_then(|first| Some((0..first).rev().find(is_headline)? + 1..first));
    bounds.map_or(&[], |bounds| &page[bounds])
}

/// The sentences above the first paragraph that was extracted: a summary in a container of its own.
pub(super) fn lead(between: &[Block], page: &[Block], found: &Blocks) -> Blocks {
    let said = |block: &&Block| {
        let text = block.text.as_str();
        let long = text.split_whitespace().count() >= LEAD_WORDS;
        // A text that was cut short is of elsewhere.
        let cut = text.ends_with("...") || text.ends_with('…');
        let repeated = || page.iter().filter(|other| other.text.contains(text)).count() > 1;
        (ends_sentence(text) || block.lead)
            && long
            && !cut
            && !block.apart
            && !block.linked
            && !is_caption(text)
            && !is_furniture(text)
            && !found.iter().any(|(_, other)| other.contains(text))
            && !repeated()
    };
    let lead = between.iter().filter(said).take(MAX_LEAD);
    lead.map(|block| (Section::Body, block.text.clone())).collect()
}

/// The lines above the first paragraph, which may name who wrote it and when.
pub(super) fn head_lines(between: &[Block]) -> Vec<String> {
    let short = between.iter().filter(|block| block.text.len() <= MAX_HEAD_LINE);
    short.take(MAX_HEAD).map(|block| block.text.clone()).collect()
}
