//! HTTP responses as they were sent: heads, chunks, encodings (RFC 9112, RFC 9110).

use super::fields::{Fields, MAX_HEAD, media_type};
use super::record::Fault;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::Read;

/// Bytes of the brotli decoder's buffer.
const BROTLI_BUFFER: usize = 4 << 10;

/// A response, its body decoded.
pub(super) struct Response<'b> {
    status: u16,
    fields: Fields,
    pub(super) body: Cow<'b, [u8]>,
}

impl<'b> Response<'b> {
    /// Reads a response whose body, decoded, has `limit` bytes at most.
    pub(super) fn of(block: &'b [u8], limit: usize) -> Result<Self, Fault> {
        let mut response = Self::head(block)?;
        if !response.is_page() {
            return Ok(response);
        }
        let field = |name: &str| response.fields.get(name).unwrap_or_default().to_lowercase();
        if field("Transfer-Encoding").contains("chunked")
            && let Some(body) = dechunked(&response.body)
        {
            response.body = Cow::Owned(body);
        }
        let encodings = field("Content-Encoding");
        for encoding in encodings.rsplit(',').map(str::trim) {
            if let Some(body) = decoded(&response.body, encoding, limit)? {
                response.body = Cow::Owned(body);
            }
        }
        Ok(response)
    }

    /// A response whose body is as it was sent.
    pub(super) fn head(block: &'b [u8]) -> Result<Self, Fault> {
        let mut fields = Fields::default();
        let mut rest = block;
        let mut status = None;
        loop {
            let end = memchr::memchr(b'\n', rest).filter(|_| block.len() - rest.len() < MAX_HEAD);
            let Some(end) = end else {
                return Err(Fault::Malformed("the head of the response does not end".to_owned()));
            };
            let line = rest.get(..end).unwrap_or_default();
            rest = rest.get(end + 1..).unwrap_or_default();
            if status.is_none() {
                status = Some(status_of(line)?);
            } else if line.trim_ascii().is_empty() {
                break;
            } else {
                // Servers send what they like: what is no field says nothing.
                fields.push(line);
            }
        }
        Ok(Self { status: status.unwrap_or_default(), fields, body: Cow::Borrowed(rest) })
    }

    /// Whether the page was found, and not moved or refused.
    pub(super) fn is_found(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(super) fn media_type(&self) -> String {
        media_type(self.fields.get("Content-Type").unwrap_or_default())
    }

    /// Whether it may hold a page.
    pub(super) fn is_page(&self) -> bool {
        let kind = self.media_type();
        self.is_found() && matches!(kind.as_str(), "" | "text/html" | "application/xhtml+xml")
    }

    /// The encoding that the server declares.
    pub(super) fn charset(&self) -> Option<String> {
        let parameters = self.fields.get("Content-Type")?.split(';').skip(1);
        let mut charsets = parameters.filter_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("charset")
                .then(|| value.trim().trim_matches(['"', '\'']))
        });
        charsets.next().map(str::to_owned)
    }
}

/// The code of `HTTP/1.1 200 OK`.
fn status_of(line: &[u8]) -> Result<u16, Fault> {
    let line = String::from_utf8_lossy(line);
    let code = line.strip_prefix("HTTP/").and_then(|rest| rest.split_whitespace().nth(1));
    code.and_then(|code| code.parse().ok())
        .ok_or_else(|| Fault::Malformed("not an HTTP response".to_owned()))
}

/// The body of chunks joined; `None` where it is not in chunks: archives keep the field when they have joined them.
/// What follows a chunk that is cut short is lost.
fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let end = memchr::memchr(b'\n', rest.get(..1024.min(rest.len()))?);
        let size = end.and_then(|end| {
            let line = std::str::from_utf8(rest.get(..end)?).ok()?;
            usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()
        });
        let (Some(end), Some(size)) = (end, size) else {
            return (!joined.is_empty()).then_some(joined);
        };
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(joined);
        }
        let (chunk, after) = rest.split_at(size.min(rest.len()));
        joined.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        if rest.is_empty() {
            return Some(joined);
        }
    }
}

/// The body in clear; `None` where it is so already: archives keep the field when they have decoded the body.
fn decoded(body: &[u8], encoding: &str, limit: usize) -> Result<Option<Vec<u8>>, Fault> {
    match (encoding, body) {
        ("" | "identity", _) | (_, []) => Ok(None),
        ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => unpacked(MultiGzDecoder::new(body), limit),
        ("gzip" | "x-gzip", _) => Ok(None),
        ("deflate", [first, ..]) if first & 0x0f == 8 => unpacked(ZlibDecoder::new(body), limit),
        ("deflate", _) if in_clear(body) => Ok(None),
        ("deflate", _) => unpacked(DeflateDecoder::new(body), limit),
        ("br", _) if in_clear(body) => Ok(None),
        ("br", _) => unpacked(brotli_decompressor::Decompressor::new(body, BROTLI_BUFFER), limit),
        (_, _) if in_clear(body) => Ok(None),
        _ => Err(Fault::Malformed(format!("the content encoding `{encoding}` cannot be read"))),
    }
}

fn in_clear(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

fn unpacked(decoder: impl Read, limit: usize) -> Result<Option<Vec<u8>>, Fault> {
    let mut body = Vec::new();
    let read = decoder.take(limit as u64 + 1).read_to_end(&mut body);
    if body.len() > limit {
        return Err(Fault::TooLarge);
    }
    match read {
        Ok(_) => Ok(Some(body)),
        Err(error) => Err(Fault::Malformed(format!("the page is packed and damaged: {error}"))),
    }
}
