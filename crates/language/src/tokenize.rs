//! Syntactic words with their spans, as UD English EWT cuts them: clitics and hyphens apart, abbreviations with their
//! full stop, web addresses and amounts in one piece.

use crate::token_rules::{Abbreviation, TokenRules};
use detente_model::ByteSpan;

/// Cuts `text[block]` into words and appends their spans. Every character but white space falls into one word.
pub(crate) fn tokenize(rules: &TokenRules, text: &str, block: ByteSpan, out: &mut Vec<ByteSpan>) {
    let end = block.end as usize;
    let mut scan = Scan { rules, text, at: block.start as usize, block_end: end, end, out };
    while let Some(c) = scan.peek_in(end) {
        if c.is_whitespace() {
            scan.at += c.len_utf8();
        } else {
            scan.end =
                text[scan.at..end].find(char::is_whitespace).map_or(end, |length| scan.at + length);
            scan.chunk();
        }
    }
}

/// A scan over one run of text without white space.
struct Scan<'a> {
    rules: &'a TokenRules,
    text: &'a str,
    at: usize,
    /// End of the run.
    end: usize,
    block_end: usize,
    out: &'a mut Vec<ByteSpan>,
}

impl Scan<'_> {
    fn peek_in(&self, end: usize) -> Option<char> {
        self.text[self.at..end].chars().next()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }

    fn push(&mut self, end: usize) {
        if end > self.at {
            self.out.push(ByteSpan::from_range(self.at..end));
            self.at = end;
        }
    }

    fn chunk(&mut self) {
        let chunk = &self.text[self.at..self.end];
        if chunk.len() <= 4 && self.rules.is_emoticon(chunk) {
            self.push(self.end);
            return;
        }
        let address = address(chunk);
        while self.at < self.end {
            if let Some((start, end)) = address
                && self.at == start + self.end - chunk.len()
            {
                self.push(self.end - chunk.len() + end);
                continue;
            }
            match self.peek_in(self.end) {
                Some(c) if is_word(c) => self.word(),
                Some(c) => self.mark(c),
                None => break,
            }
        }
    }

    /// A run of letters, digits and what may stand between them.
    fn word(&mut self) {
        let start = self.at;
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            let next = self.char_at(at + c.len_utf8());
            let inner = next.is_some_and(is_word) && at > start;
            if is_word(c) {
                at += c.len_utf8();
                continue;
            }
            let so_far = &self.text[start..at];
            match c {
                '\'' | '\u{2019}' | '`' if inner => {
                    if let Some((cut, end)) = self.clitic(start, at) {
                        self.push(cut);
                        self.push(end);
                        return;
                    }
                    at += c.len_utf8();
                }
                '.' if inner && self.dot_joins(so_far, at) => at += 1,
                ',' if inner && self.is_thousands(at) => at += 1,
                ':' | '/' if inner && self.digits_around(at) => at += 1,
                '&' if inner && self.capitals_around(so_far, at) => at += 1,
                '@' if inner => at += 1,
                '-' if inner && self.hyphen_joins(so_far, at) => at += 1,
                '/' if so_far.eq_ignore_ascii_case("w") => {
                    at += 1;
                    if self.text[at..self.end].starts_with(['o', 'O']) {
                        at += 1;
                    }
                    break;
                }
                '$' if !so_far.is_empty() && so_far.bytes().all(|b| b.is_ascii_uppercase()) => {
                    at += 1;
                    break;
                }
                _ => break,
            }
        }
        self.word_end(start, at);
    }

    /// Pushes the word `start..at`: with its full stop when it is an abbreviation, in parts when it is fused.
    fn word_end(&mut self, start: usize, at: usize) {
        let word = &self.text[start..at];
        if self.char_at(at) == Some('.')
            && self.char_at(at + 1) != Some('.')
            && self.keeps_stop(word, at + 1)
        {
            self.push(at + 1);
            return;
        }
        if let Some(cut) = self.rules.contraction(word) {
            self.push(start + cut);
        } else if word.starts_with(|c: char| c.is_ascii_digit())
            && let Some(cut) = word.find(|c: char| c.is_ascii_alphabetic())
            && self.rules.is_unit(&word[cut..])
        {
            self.push(start + cut);
        }
        self.push(at);
    }

    /// Whether `word` is written with the full stop that ends at `after`.
    fn keeps_stop(&self, word: &str, after: usize) -> bool {
        let rest = self.text[after..self.block_end].trim_start();
        match self.rules.abbreviation(word) {
            Some(Abbreviation::Number) => return rest.starts_with(|c: char| c.is_ascii_digit()),
            Some(_) => return true,
            None => {}
        }
        let mut chars = word.chars();
        let (first, second) = (chars.next(), chars.next());
        match (first, second) {
            (Some(c), None) if c.is_uppercase() => {
                !rest.is_empty() && (c != 'I' || self.follows_capital(after))
            }
            (Some(c), Some('.')) if c.is_alphabetic() => is_dotted(word),
            _ => false,
        }
    }

    /// Whether the next word starts with a capital and the word before does so too: `Charles I. Novak`.
    fn follows_capital(&self, after: usize) -> bool {
        let capital = |s: &str| s.starts_with(char::is_uppercase);
        capital(self.text[after..self.block_end].trim_start())
            && self.out.last().is_some_and(|s| capital(s.of(self.text)))
    }

    /// Where a clitic starts and ends, when the apostrophe at `at` makes one.
    fn clitic(&self, start: usize, at: usize) -> Option<(usize, usize)> {
        let mark = self.char_at(at)?.len_utf8();
        let tail = &self.text[at + mark..self.end];
        let length = tail.find(|c| !is_word(c)).unwrap_or(tail.len());
        let (tail, end) = (&tail[..length], at + mark + length);
        let word = &self.text[start..at];
        let n_apostrophe_t =
            tail.eq_ignore_ascii_case("t") && word.len() > 1 && word.ends_with(['n', 'N']);
        if n_apostrophe_t {
            return Some((at - 1, end));
        }
        let known = ["s", "m", "re", "ve", "ll", "d"].iter().any(|c| tail.eq_ignore_ascii_case(c));
        let decade = tail.eq_ignore_ascii_case("s")
            && word.bytes().all(|b| b.is_ascii_digit())
            && (word.len() == 2 || word.ends_with('0'));
        (known && !decade).then_some((at, end))
    }

    /// Whether the full stop at `at` stands inside a number, an acronym, an address or a file name.
    fn dot_joins(&self, so_far: &str, at: usize) -> bool {
        let tail = &self.text[at + 1..self.end];
        if so_far.ends_with(|c: char| c.is_ascii_digit())
            && tail.starts_with(|c: char| c.is_ascii_digit())
        {
            return true;
        }
        let segment = so_far.rsplit(['.', '@']).next().unwrap_or(so_far);
        if is_letter(segment) {
            let next = tail.split(|c| !is_word(c)).next().unwrap_or(tail);
            if is_letter(next) || so_far.contains('.') && self.rules.is_ending(next) {
                return true;
            }
        }
        let next = tail.split(|c| !is_word(c)).next().unwrap_or(tail);
        let joined = &self.text[at - so_far.len()..at + 1 + next.len()];
        self.rules.is_ending(next)
            || self.rules.abbreviation(joined).is_some()
            || tail
                .rsplit('.')
                .next()
                .is_some_and(|last| tail.contains('.') && self.rules.is_ending(last))
    }

    /// Whether three digits and no fourth follow the comma at `at`, and a digit precedes it.
    fn is_thousands(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let digits = bytes[at + 1..self.end].iter().take(4).take_while(|b| b.is_ascii_digit());
        bytes[at - 1].is_ascii_digit() && digits.count() == 3
    }

    fn digits_around(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        bytes[at - 1].is_ascii_digit() && bytes[at + 1].is_ascii_digit()
    }

    fn capitals_around(&self, so_far: &str, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        so_far.bytes().all(|b| b.is_ascii_uppercase() || b == b'&')
            && bytes[at + 1].is_ascii_uppercase()
    }

    /// Whether the hyphen at `at` follows an affix or stands in a telephone number or a date.
    fn hyphen_joins(&self, so_far: &str, at: usize) -> bool {
        let tail = &self.text[at + 1..self.end];
        if so_far.contains('@') {
            return true;
        }
        if so_far.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            let groups = tail.split('-').map(|g| g.bytes().take_while(u8::is_ascii_digit).count());
            let groups: Vec<usize> = groups.take(3).collect();
            let telephone = so_far.len() == 3 && groups.first() == Some(&4);
            return so_far.contains('-')
                || telephone
                || groups.len() > 1 && groups[..2].iter().all(|&g| g > 0);
        }
        self.rules.is_affix(so_far) && tail.starts_with(char::is_alphanumeric)
    }

    /// Punctuation and symbols: runs of some marks are one token.
    fn mark(&mut self, c: char) {
        let rest = &self.text[self.at..self.end];
        let run = |of: &[char]| rest.find(|c| !of.contains(&c)).unwrap_or(rest.len());
        let mut length = match c {
            '?' | '!' => run(&['?', '!']),
            '.' | '-' | '*' | '=' | '_' | '~' | '+' | '#' | '<' | '>' | '|' | '\u{2013}'
            | '\u{2014}' => run(&[c]),
            '\'' | '`' if rest[1..].starts_with(c) => 2,
            '\'' | '\u{2019}' => self.leading_clitic(rest, c),
            '@' if self.char_at(self.at + 1).is_some_and(is_word) => {
                rest[1..].find(|c| !is_word(c)).map_or(rest.len(), |n| n + 1)
            }
            _ => c.len_utf8(),
        };
        length += rest[length..].find(|c| !is_joiner(c)).unwrap_or(rest.len() - length);
        self.push(self.at + length);
    }

    /// The length of the mark, or of the clitic that it starts: `'s` after a closing bracket, `'em`.
    fn leading_clitic(&self, rest: &str, mark: char) -> usize {
        let tail = &rest[mark.len_utf8()..];
        let word = &tail[..tail.find(|c| !is_word(c)).unwrap_or(tail.len())];
        let glued = self.out.last().is_some_and(|last| last.end as usize == self.at);
        let is_one_of = |list: &[&str]| list.iter().any(|c| word.eq_ignore_ascii_case(c));
        let whole = if glued {
            is_one_of(&["s", "re", "ve", "ll", "d", "m"])
        } else {
            let decade = matches!(word.as_bytes(), [b'0'..=b'9', b'0'..=b'9', b's']);
            decade || is_one_of(&["em", "til", "cause"])
        };
        mark.len_utf8() + if whole { word.len() } else { 0 }
    }
}

/// Where an e-mail or web address stands in `chunk`, without the brackets and punctuation around it.
fn address(chunk: &str) -> Option<(usize, usize)> {
    let web = chunk.find("://").is_some()
        || chunk.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("www."));
    let mail = !web
        && chunk.split_once('@').is_some_and(|(user, host)| {
            user.ends_with(is_word) && host.contains('.') && host.starts_with(is_word)
        });
    if !web && !mail {
        return None;
    }
    let scheme = chunk.find("://").map_or(0, |colon| {
        let before = chunk[..colon].rfind(|c: char| !c.is_ascii_alphabetic());
        before.map_or(0, |i| i + chunk[i..].chars().next().map_or(1, char::len_utf8))
    });
    let start = if mail { chunk.find(is_word)? } else { scheme };
    let body = chunk[start..].trim_end_matches([
        '.', ',', ';', ':', '!', '?', ')', '\'', '"', '>', ']', '\u{201d}', '\u{2019}',
    ]);
    (body.len() > 3).then_some((start, start + body.len()))
}

/// Letters, digits, the underscore and marks that join the character before them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_joiner(c)
}

/// Combining marks, zero-width characters and variation selectors.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_letter(s: &str) -> bool {
    let mut chars = s.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Single letters between full stops: `U.S`.
fn is_dotted(word: &str) -> bool {
    word.split('.').all(is_letter)
}
