//! The encoding that a page declares.

use encoding_rs::Encoding;
use regex::bytes::Regex;
use std::sync::LazyLock;

/// The encoding of `<meta charset>`, `http-equiv` or an XML declaration. The standard asks for it within the first 1,024
/// bytes (WHATWG HTML, 4.2.5.4); pages put it later, so 4,096 are searched.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?i)<(?:meta\b[^>]*?charset\s*=|\?xml\b[^>]*?encoding\s*=)\s*["']?\s*([a-z0-9_:.-]+)"#).ok()
    });
    let head = bytes.get(..4096).unwrap_or(bytes);
    let label = CHARSET.as_ref()?.captures(head)?.get(1)?.as_bytes();
    Encoding::for_label(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_encoding_is_found() {
        for page in [
            "<html><meta charset='windows-1251'>",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">",
            "<?xml version='1.0' encoding='windows-1251'?>",
        ] {
            assert_eq!(
                declared_encoding(page.as_bytes()),
                Some(encoding_rs::WINDOWS_1251),
                "{page}"
            );
        }
        assert_eq!(declared_encoding(b"<p>charset=utf-8</p>"), None);
    }
}
