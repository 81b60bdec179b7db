//! What a cell is written with: its colours, each in one number, and its attributes.

use ratatui::style::{Color, Modifier};

/// A colour as SGR counts them, in one number: cells are compared by the thousand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint(u32);

impl Paint {
    /// One of 256.
    pub const INDEXED: u8 = 1;
    /// Of any red, green and blue.
    pub const RGB: u8 = 2;

    /// The terminal's own.
    pub const NONE: Paint = Paint(9);

    /// Its kind, and three numbers: red, green and blue, or else zeros and the number of the colour.
    pub fn parts(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }
}

impl From<Color> for Paint {
    fn from(colour: Color) -> Paint {
        let [kind, r, g, b] = match colour {
            Color::Reset => return Paint::NONE,
            Color::Black => [0, 0, 0, 0],
            Color::Red => [0, 0, 0, 1],
            Color::Green => [0, 0, 0, 2],
            Color::Yellow => [0, 0, 0, 3],
            Color::Blue => [0, 0, 0, 4],
            Color::Magenta => [0, 0, 0, 5],
            Color::Cyan => [0, 0, 0, 6],
            Color::Gray => [0, 0, 0, 7],
            Color::DarkGray => [0, 0, 0, 60],
            Color::LightRed => [0, 0, 0, 61],
            Color::LightGreen => [0, 0, 0, 62],
            Color::LightYellow => [0, 0, 0, 63],
            Color::LightBlue => [0, 0, 0, 64],
            Color::LightMagenta => [0, 0, 0, 65],
            Color::LightCyan => [0, 0, 0, 66],
            Color::White => [0, 0, 0, 67],
            Color::Indexed(n) => [Paint::INDEXED, 0, 0, n],
            Color::Rgb(r, g, b) => [Paint::RGB, r, g, b],
        };
        Paint(u32::from_be_bytes([kind, r, g, b]))
    }
}

/// What shows on a cell without a character.
const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Colours and attributes of a cell, or those the terminal writes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    pub fg: Paint,
    pub bg: Paint,
    pub modifier: Modifier,
}

impl Ink {
    /// The terminal's own.
    pub const NONE: Ink = Ink { fg: Paint::NONE, bg: Paint::NONE, modifier: Modifier::empty() };

    /// Whether a blank written with this ink looks like one with no ink but the background `bg`.
    pub fn leaves_blank(self, bg: Paint) -> bool {
        self.bg == bg && !self.modifier.intersects(VISIBLE_ON_BLANK)
    }
}
