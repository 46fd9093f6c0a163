//! Heads of lines `Name: value`, which records and HTTP messages share.

/// Bytes of a head at most.
pub(super) const MAX_HEAD: usize = 64 << 10;

/// The fields of a head, in order; a line that begins with white space goes on with the one before.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Takes up a line of the head; `false` when it is none.
    pub(super) fn push(&mut self, line: &[u8]) -> bool {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end();
        if line.starts_with([' ', '\t']) {
            let Some((_, value)) = self.0.last_mut() else { return false };
            value.push(' ');
            value.push_str(line.trim());
            return true;
        }
        let Some((name, value)) = line.split_once(':') else { return false };
        self.0.push((name.trim().to_owned(), value.trim().to_owned()));
        true
    }

    /// The value of the first field of that name, in whatever case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }
}

/// `Text/HTML; charset=utf-8` is `text/html`.
pub(super) fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
