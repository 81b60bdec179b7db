//! The body of a bracketed paste: collected until its end mark, then made into one harmless line.

/// What ends a bracketed paste.
const END: &[u8] = b"\x1b[201~";

/// As much of a paste as is kept, in bytes. What is over it is read and dropped.
pub const LIMIT: usize = 64 * 1024;

/// A paste under way.
#[derive(Debug, Default)]
pub struct Paste {
    body: Vec<u8>,
    matched: usize,
}

impl Paste {
    /// Takes one byte in; `true` when it was the last of the end mark.
    pub fn push(&mut self, byte: u8) -> bool {
        if byte == END[self.matched] {
            self.matched += 1;
            return self.matched == END.len();
        }
        // The end mark starts with the only Esc it has, so that a false start can only start again at this byte.
        for &held in &END[..self.matched] {
            self.keep(held);
        }
        self.matched = usize::from(byte == END[0]);
        if self.matched == 0 {
            self.keep(byte);
        }
        false
    }

    fn keep(&mut self, byte: u8) {
        if self.body.len() < LIMIT {
            self.body.push(byte);
        }
    }

    /// The text as one line: a newline of any kind and a tab are a space each, other control characters and bytes that are not UTF-8 are gone.
    pub fn into_text(self) -> String {
        let whole: String = self.body.utf8_chunks().map(|chunk| chunk.valid()).collect();
        let mut text = String::with_capacity(whole.len());
        let mut after_return = false;
        for c in whole.chars() {
            match c {
                '\n' if after_return => {}
                '\n' | '\r' | '\t' => text.push(' '),
                c if c.is_control() => {}
                c => text.push(c),
            }
            after_return = c == '\r';
        }
        text
    }
}
