//! CoNLL-U, the file format of Universal Dependencies (<https://universaldependencies.org/format.html>): writing an
//! analysis, and reading treebanks.

use detente_model::{Analysis, ByteSpan, Deprel, Penn, Upos};
use std::fmt::Write;

/// One sentence of a treebank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreebankSentence {
    /// The comment `sent_id`.
    pub id: String,
    /// The comment `text`.
    pub text: String,
    /// Whether a paragraph or a document begins here.
    pub starts_paragraph: bool,
    /// The document that begins here, by its comment `newdoc id`.
    pub document: Option<String>,
    /// The syntactic words.
    pub words: Vec<TreebankWord>,
    /// Tokens of the text: a fused token covers several words. Each is its form and its words' range.
    pub tokens: Vec<(String, std::ops::Range<usize>)>,
}

/// One syntactic word of a treebank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreebankWord {
    /// Surface.
    pub form: String,
    /// Lemma.
    pub lemma: String,
    /// Universal tag.
    pub upos: Upos,
    /// Penn tag; `XX` where the treebank gives one that is unknown here.
    pub penn: Penn,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation; `dep` where the treebank gives one that is unknown here.
    pub deprel: Deprel,
    /// The heads and relations of the enhanced dependencies, which name the subject that an infinitive has from the verb above
    /// (`nsubj:xsubj`), what conjuncts share, and what a relative pronoun refers to (`ref`). Empty where the treebank has none.
    pub enhanced: Vec<(usize, String)>,
}

/// A treebank that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConlluError {
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong and what is wanted.
    pub message: String,
}

/// Reads the sentences of a CoNLL-U file. Empty nodes, and what hangs on them, are passed over.
///
/// # Errors
/// When a line is no comment and has not ten columns, or a column holds what it cannot.
pub fn read(file: &str) -> Result<Vec<TreebankSentence>, ConlluError> {
    let mut sentences = Vec::new();
    let mut current = TreebankSentence::default();
    let mut covered = 0;
    for (i, line) in file.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            finish(&mut current, &mut sentences, i + 1)?;
            covered = 0;
        } else if let Some(comment) = line.strip_prefix('#') {
            read_comment(comment.trim(), &mut current);
        } else {
            read_row(line, &mut current, &mut covered)
                .map_err(|message| ConlluError { line: i + 1, message })?;
        }
    }
    finish(&mut current, &mut sentences, file.lines().count())?;
    Ok(sentences)
}

fn finish(
    current: &mut TreebankSentence,
    sentences: &mut Vec<TreebankSentence>,
    line: usize,
) -> Result<(), ConlluError> {
    let n = current.words.len();
    if current.tokens.iter().any(|(_, words)| words.end > n) {
        let message =
            "a fused token of the sentence that ends here has words outside it".to_owned();
        return Err(ConlluError { line, message });
    }
    if n == 0 {
        return Ok(());
    }
    if current.words.iter().any(|w| w.head.is_some_and(|h| h >= n)) {
        let message = "a word of the sentence that ends here has a head outside it".to_owned();
        return Err(ConlluError { line, message });
    }
    sentences.push(std::mem::take(current));
    Ok(())
}

fn read_comment(comment: &str, sentence: &mut TreebankSentence) {
    let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
    let (key, value) = (key.trim(), value.trim());
    match key {
        "sent_id" => value.clone_into(&mut sentence.id),
        "text" => value.clone_into(&mut sentence.text),
        _ if key.starts_with("newdoc") => {
            sentence.starts_paragraph = true;
            sentence.document = Some(value.to_owned());
        }
        _ if key.starts_with("newpar") => sentence.starts_paragraph = true,
        _ => {}
    }
}

fn read_row(
    line: &str,
    sentence: &mut TreebankSentence,
    covered: &mut usize,
) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, penn, _, head, deprel, enhanced, ..] = columns[..] else {
        return Err(format!("{} columns where ten are wanted", columns.len()));
    };
    if id.contains('.') {
        return Ok(());
    }
    if let Some((first, last)) = id.split_once('-') {
        let number =
            |s: &str| s.parse::<usize>().map_err(|_| format!("`{id}` is no range of words"));
        let (first, last) = (number(first)?, number(last)?);
        if first == 0 || last < first {
            return Err(format!("`{id}` is no range of words"));
        }
        sentence.tokens.push((form.to_owned(), first - 1..last));
        *covered = last;
        return Ok(());
    }
    let index = sentence.words.len();
    if index >= *covered {
        sentence.tokens.push((form.to_owned(), index..index + 1));
    }
    let head: usize = head.parse().map_err(|_| format!("`{head}` is no head"))?;
    sentence.words.push(TreebankWord {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.parse().map_err(|e: detente_model::UnknownTerm| e.to_string())?,
        penn: penn.parse().unwrap_or(Penn::Xx),
        head: head.checked_sub(1),
        deprel: deprel.parse().unwrap_or(Deprel::Dep),
        enhanced: enhanced.split('|').filter_map(enhanced_arc).collect(),
    });
    Ok(())
}

/// Head and relation of `4:nsubj:xsubj`; `None` for the root, and for what hangs on an empty node.
fn enhanced_arc(arc: &str) -> Option<(usize, String)> {
    let (head, relation) = arc.split_once(':')?;
    Some((head.parse::<usize>().ok()?.checked_sub(1)?, relation.to_owned()))
}

/// Writes an analysis of `text` as CoNLL-U: fused tokens, `SpaceAfter=No`, sentence ids and texts.
#[must_use]
pub fn to_conllu(text: &str, analysis: &Analysis) -> String {
    let mut out = String::new();
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let tokens: Vec<_> = analysis.sentence_tokens(text, number).collect();
        let _ = writeln!(out, "# sent_id = {}", number + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(text)));
        let forms: Vec<&str> = tokens.iter().map(|t| t.text()).collect();
        let gap = |i: usize| match tokens.get(i + 1) {
            Some(next) => ByteSpan::new(tokens[i].span().end, next.span().start).of(text),
            None => " ",
        };
        let mut i = 0;
        while i < tokens.len() {
            let end = fused_end(&forms, i, &gap);
            let space = |last: usize| if gap(last).is_empty() { "SpaceAfter=No" } else { "_" };
            let fused = end > i + 1;
            if fused {
                let surface = tokens[i].span().cover(tokens[end - 1].span()).of(text);
                let _ = write!(out, "{}-{}\t{surface}", i + 1, end);
                let _ = writeln!(out, "\t_\t_\t_\t_\t_\t_\t_\t{}", space(end - 1));
            }
            for (at, token) in tokens.iter().enumerate().take(end).skip(i) {
                let head = token.head().map_or(0, |h| h.index() - sentence.tokens.start + 1);
                let _ = writeln!(
                    out,
                    "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{}",
                    at + 1,
                    token.text(),
                    token.lemma(),
                    token.upos(),
                    token.penn(),
                    token.deprel(),
                    if fused { "_" } else { space(at) },
                );
            }
            i = end;
        }
        out.push('\n');
    }
    out
}

/// The text of a sentence without line breaks, as the comment `text` wants it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The index after the last word of the token that starts with word `i`: clitics are fused with the word before.
fn fused_end<'t>(words: &[&str], i: usize, gap: &impl Fn(usize) -> &'t str) -> usize {
    let mut end = i + 1;
    while end < words.len() && gap(end - 1).is_empty() && fuses(words[end - 1], words[end]) {
        end += 1;
    }
    end
}

/// Whether `word` is a clitic or the second half of a fused word.
fn fuses(before: &str, word: &str) -> bool {
    let letters = |s: &str| s.chars().any(char::is_alphanumeric);
    let mut chars = word.chars();
    let first = chars.next();
    let apostrophe = matches!(first, Some('\'' | '\u{2019}'));
    let clitic = apostrophe && letters(word)
        || word.contains(['\'', '\u{2019}']) && word.to_lowercase().starts_with('n');
    letters(before)
        && (clitic
            || letters(word)
                && !before.ends_with('.')
                && !before.ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = "# newdoc id = a\n# sent_id = a-1\n# text = They don't.\n1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn treebanks_are_read_with_their_fused_tokens() {
        let sentences = read(GOLD).unwrap();
        assert_eq!(sentences.len(), 1);
        let s = &sentences[0];
        assert_eq!(s.document.as_deref(), Some("a"));
        assert_eq!(
            s.words.iter().map(|w| w.head).collect::<Vec<_>>(),
            [Some(1), None, Some(1), Some(1)]
        );
        let tokens: Vec<_> =
            s.tokens.iter().map(|(form, words)| (form.as_str(), words.clone())).collect();
        assert_eq!(tokens, [("They", 0..1), ("don't", 1..3), (".", 3..4)]);
    }

    #[test]
    fn bad_lines_are_named() {
        assert_eq!(read("1\tThey\n").unwrap_err().line, 1);
        let error = read(&GOLD.replace("\t2\tnsubj", "\t9\tnsubj")).unwrap_err();
        assert!(error.to_string().contains("head outside"), "{error}");
        for reaching in
            [GOLD.replace("2-3\t", "2-5\t"), "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\n".repeat(2)]
        {
            let error = read(&reaching).unwrap_err();
            assert!(error.to_string().contains("words outside"), "{error}");
        }
    }
}
