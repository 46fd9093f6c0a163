//! Names without the differences that do not tell them apart: case, accents, articles, particles.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that come and go within one person's or body's name.
const LOOSE: [&str; 9] = ["al", "el", "ul", "the", "jr", "sr", "ii", "iii", "s"];

/// The words of a name in lower case, without accents, full stops, and words that come and go; split at white space
/// and hyphens. All words are kept where nothing else would be left.
pub(super) fn words(name: &str) -> Vec<String> {
    let folded = text(name);
    let all = || {
        folded.split([' ', '-', '–', '\n', '\u{a0}', '\'', '’', '`', ',']).filter(|w| !w.is_empty())
    };
    let kept: Vec<String> = all().filter(|w| !LOOSE.contains(w)).map(str::to_owned).collect();
    if kept.is_empty() { all().map(str::to_owned).collect() } else { kept }
}

/// `name` in lower case, without accents and full stops.
pub(super) fn text(name: &str) -> String {
    if name.is_ascii() {
        return name.chars().filter(|&c| c != '.').map(|c| c.to_ascii_lowercase()).collect();
    }
    name.nfd()
        .filter(|&c| !is_combining_mark(c) && c != '.')
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ı' => 'i',
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            c => c,
        })
        .collect()
}

/// The initials of a name of several words, small words skipped: `ASEAN` of `Association of Southeast Asian Nations`
/// is `ASAN` here, so a letter inside a word is no initial; `None` for fewer than two.
pub(super) fn initials(name: &str) -> Option<String> {
    let initials: String = name
        .split([' ', '-', '–', '\n'])
        .filter(|w| {
            !matches!(*w, "of" | "the" | "The" | "for" | "and" | "in" | "on" | "to" | "&" | "de")
        })
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    (initials.chars().count() >= 2).then_some(initials)
}

/// The letters of an acronym, full stops left out; `None` for anything else.
pub(super) fn acronym(surface: &str) -> Option<String> {
    let letters: String = surface.chars().filter(|&c| c != '.').collect();
    (letters.chars().count() >= 2 && letters.chars().all(|c| c.is_uppercase() || c.is_numeric()))
        .then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_accents_case_and_particles() {
        assert_eq!(words("Mevlüt Çavuşoğlu"), ["mevlut", "cavusoglu"]);
        assert_eq!(words("Bashar al-Assad"), ["bashar", "assad"]);
        assert_eq!(words("J. R. Ewing Jr."), ["j", "r", "ewing"]);
        assert_eq!(words("El"), ["el"]);
    }

    #[test]
    fn acronyms_are_initials() {
        assert_eq!(initials("Union of the Fisher Folk").as_deref(), Some("UFF"));
        assert_eq!(acronym("U.F.F."), initials("Union of Fisher Folk"));
        assert_eq!(acronym("Uff"), None);
        assert_eq!(initials("Union"), None);
    }
}
