//! Model files small enough to be changed byte by byte, with checksums that fit: behind a wrong one nothing is read.

use xxhash_rust::xxh3::xxh3_64;

/// The format that the readers ask for; with another one every file is refused.
const FORMAT: u32 = 3;
const WIDTH: usize = 32;

/// A file of `body`.
pub fn sealed(magic: &[u8; 8], body: &[u8]) -> Vec<u8> {
    let (format, checksum) = (FORMAT.to_le_bytes(), xxh3_64(body).to_le_bytes());
    [&magic[..], &format, &checksum, body].concat()
}

/// `body` with other bytes at some places: two bytes say where, a third what stands there then.
pub fn changed(mut body: Vec<u8>, changes: &[u8]) -> Vec<u8> {
    for change in changes.chunks_exact(3) {
        let place = usize::from(change[0]) << 8 | usize::from(change[1]);
        let length = body.len();
        body[place % length] = change[2];
    }
    body
}

/// A language model of two tags, three relations and one kind of name.
pub fn language() -> Vec<u8> {
    let mut body = Body::default();
    body.string("made for a test");
    body.number(2);
    ["NN", "NOUN", "VBD", "VERB"].iter().for_each(|term| body.string(term));
    body.number(3);
    ["dep", "root", "nsubj"].iter().for_each(|term| body.string(term));
    body.number(1);
    body.string("PER");
    // The lexicon: coarser clusters, then words.
    body.numbers(&[1, 1, 1]);
    body.numbers(&[1, 7, 0, 1]);
    body.0.push(3);
    body.number(1);
    (0..6).for_each(|_| body.table(2, 3));
    body.matrix(12, WIDTH);
    body.floats(WIDTH);
    body.floats(WIDTH);
    body.number(1);
    body.matrix(WIDTH, 3 * WIDTH);
    body.matrix(WIDTH, 4 * WIDTH + 2 + 3);
    body.matrix(WIDTH, WIDTH);
    body.floats(WIDTH);
    body.floats(WIDTH);
    body.floats(33);
    body.matrix(WIDTH, 3);
    // Sentence ends: one feature. Lemmas: a script, and an ending that it is for.
    body.numbers(&[1, 5]);
    body.0.push(1);
    body.number(1);
    body.0.extend([1, 1]);
    body.string("y");
    body.numbers(&[1, 9, 0]);
    body.0
}

/// Networks of acts and quotes for the model above, whose checksum is `below`.
#[allow(dead_code, reason = "only one target reads acts")]
pub fn acts(below: u64) -> Vec<u8> {
    let mut body = Body::default();
    body.string("made for a test");
    body.0.extend(below.to_le_bytes());
    for terms in [&["AGREE", "ASSAULT"][..], &["actual", "negated"], &["meet"]] {
        body.number(terms.len());
        terms.iter().for_each(|term| body.string(term));
    }
    body.number(2);
    body.floats(2);
    body.floats(1);
    body.table(4, 3);
    body.table(2, 3);
    body.layers(WIDTH + 2 + 2 + 4);
    body.matrix(WIDTH, 17);
    body.matrix(WIDTH, 2);
    body.number(2);
    body.floats(2);
    body.floats(1);
    body.layers(WIDTH + 2 + 2 + WIDTH);
    body.matrix(WIDTH, 13);
    body.0
}

#[derive(Default)]
struct Body(Vec<u8>);

impl Body {
    fn number(&mut self, mut value: usize) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn numbers(&mut self, values: &[usize]) {
        values.iter().for_each(|value| self.number(*value));
    }

    fn string(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend(text.bytes());
    }

    fn floats(&mut self, n: usize) {
        self.number(n);
        (0..n).for_each(|i| self.0.extend((0.02 * ((i * 5) % 7) as f32 - 0.05).to_le_bytes()));
    }

    fn signed(&mut self, n: usize) {
        self.number(n);
        // All but -128, which no weight may be.
        (0..n).for_each(|i| self.0.push(((i * 37 % 255) as i16 - 127) as i8 as u8));
    }

    fn table(&mut self, columns: usize, rows: usize) {
        self.number(columns);
        self.floats(rows);
        self.signed(columns * rows);
    }

    /// One layer over rows of `inputs`.
    fn layers(&mut self, inputs: usize) {
        self.matrix(inputs, WIDTH);
        self.floats(WIDTH);
        self.floats(WIDTH);
        self.number(1);
        self.matrix(WIDTH, 3 * WIDTH);
    }

    fn matrix(&mut self, inputs: usize, columns: usize) {
        self.number(inputs);
        self.floats(columns);
        self.floats(columns);
        self.signed(inputs * columns);
    }
}
