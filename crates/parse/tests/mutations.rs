//! Examples of every format, damaged at random: no panic, and blocks that fit the text.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_parse::{Format, Parsed, ReadOptions, parse_bytes};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::LazyLock;

/// The examples under `tests/`, and an archive of each kind made of them.
static EXAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut examples = Vec::new();
    for folder in ["articles", "exports", "feeds"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        for file in std::fs::read_dir(folder).unwrap() {
            examples.push(std::fs::read(file.unwrap().path()).unwrap());
        }
    }
    examples.sort();
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: br\r\n\r\n1a\r\n<p>Ministers met in Oslo on\r\n13\r\n Monday evening.</p>\r\n0\r\n\r\n";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2024-03-20T04:05:06Z\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    );
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(record.as_bytes()).unwrap();
    examples.push(packer.finish().unwrap().repeat(3));
    examples.push(record.repeat(3).into_bytes());
    let options = zip::write::SimpleFileOptions::default();
    for name in ["word/document.xml", "a.txt"] {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [
            (name, "<w:document><w:p><w:t>Ministers met &amp; left.</w:t></w:p></w:document>"),
            ("b.txt", "Ministers met in Oslo."),
        ] {
            archive.start_file(name, options).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        examples.push(archive.finish().unwrap().into_inner());
    }
    examples
});

/// One damage to a file, at a place from 0 to 1.
#[derive(Debug, Clone)]
enum Damage {
    Byte(f64, u8),
    Cut(f64),
    Remove(f64, usize),
    Repeat(f64, usize),
    Insert(f64, &'static str),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = 0.0..1.0f64;
    let marks = prop::sample::select(vec![
        "<",
        ">",
        "&",
        "]]>",
        "<![CDATA[",
        "<item>",
        "</item>",
        "\n\n",
        "\r",
        "\t",
        "\u{a0}",
        "é",
        "\0",
        "\n1 of 2 DOCUMENTS\n",
        "\nEnd of Document\n",
        "\nLENGTH: 3 words\n",
        "\nBody\n",
        "\nHD\n",
        "\nTD\n",
        "\nDocument HARBP00020240312ek3c0000a\n",
        "\nFull text: ",
        "</DOC>",
        "<TEXT>",
        "WARC/1.0\r\n",
        "\r\n\r\n",
        "-1",
        "99999999999999999999",
        ":",
    ]);
    prop_oneof![
        (at.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        at.clone().prop_map(Damage::Cut),
        (at.clone(), 1..200usize).prop_map(|(at, n)| Damage::Remove(at, n)),
        (at.clone(), 1..200usize).prop_map(|(at, n)| Damage::Repeat(at, n)),
        (at, marks).prop_map(|(at, mark)| Damage::Insert(at, mark)),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let place = |at: f64| ((bytes.len() as f64) * at) as usize;
        match damage {
            Damage::Byte(at, byte) => {
                let at = place(*at);
                if let Some(old) = bytes.get_mut(at) {
                    *old = *byte;
                }
            }
            Damage::Cut(at) => bytes.truncate(place(*at)),
            Damage::Remove(at, n) => {
                let at = place(*at);
                bytes.drain(at..(at + n).min(bytes.len()));
            }
            Damage::Repeat(at, n) => {
                let at = place(*at);
                let part = bytes[at..(at + n).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            Damage::Insert(at, mark) => {
                let at = place(*at);
                bytes.splice(at..at, mark.bytes());
            }
        }
    }
    bytes
}

proptest! {
    #[test]
    fn a_damaged_example_is_read_or_refused(
        which in any::<prop::sample::Index>(),
        by_name in any::<bool>(),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let example = which.get(EXAMPLES.as_slice());
        let bytes = damaged(example.clone(), &damages);
        let format = by_name.then(|| Format::sniff(example));
        let options = ReadOptions { format, ..ReadOptions::default() };
        let mut any = false;
        for parsed in parse_bytes(&bytes, "input", &options) {
            any = true;
            let Parsed::Article(article) = parsed else { continue };
            let mut end = 0;
            for block in &article.blocks {
                prop_assert!(block.span.start >= end);
                prop_assert!(!block.span.of(&article.text).trim().is_empty());
                end = block.span.end;
            }
        }
        prop_assert!(any, "neither an article nor a problem");
    }
}
