//! Colours, and the ornaments drawn with them.
//!
//! `auto` leaves the terminal its own foreground and background and works with bold, underline and reverse; the one colour in it keeps a contrast of
//! 3:1 on black and on white. `dark` and `light` bring colours for their own background. `mono` sets no colour at all. Nothing is told by colour alone.

pub use crate::config::Palette;
use ratatui::style::{Color, Modifier, Style};

/// How things look: styles and ornaments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The styles.
    pub theme: Theme,
    /// The ornaments.
    pub glyphs: Glyphs,
}

impl Look {
    /// The look of a palette. `rgb` says that the terminal takes 24-bit colours, `ascii` that ornaments are to be plain ASCII.
    #[must_use]
    pub fn new(palette: Palette, rgb: bool, ascii: bool) -> Look {
        let theme = match palette {
            Palette::Mono => Theme::plain(),
            Palette::Auto => Theme::coloured(Color::LightRed, Color::LightRed, None),
            Palette::Dark => Theme::coloured(
                tone(rgb, (240, 170, 90), Color::LightYellow),
                tone(rgb, (120, 180, 250), Color::LightCyan),
                Some((tone(rgb, (230, 230, 230), Color::White), tone(rgb, (20, 22, 28), Color::Black))),
            ),
            Palette::Light => Theme::coloured(
                tone(rgb, (150, 70, 0), Color::Red),
                tone(rgb, (0, 80, 170), Color::Blue),
                Some((tone(rgb, (25, 25, 30), Color::Black), tone(rgb, (252, 252, 250), Color::White))),
            ),
        };
        Look { theme, glyphs: if ascii { ASCII } else { UNICODE } }
    }
}

fn tone(rgb: bool, (red, green, blue): (u8, u8, u8), ansi: Color) -> Color {
    if rgb { Color::Rgb(red, green, blue) } else { ansi }
}

/// One style for each role on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// All that is read.
    pub text: Style,
    /// Names and titles.
    pub title: Style,
    /// Headings.
    pub heading: Style,
    /// References and remarks.
    pub note: Style,
    /// Rules between panes.
    pub rule: Style,
    /// The open tab.
    pub tab: Style,
    /// The selected row where the keys go.
    pub selected: Style,
    /// The selected row of a pane that has not the keys.
    pub resting: Style,
    /// The mark beside what is selected or kept.
    pub mark: Style,
    /// What a search found.
    pub found: Style,
    /// Bars of votes, shades of the grid.
    pub bar: Style,
    /// Keys in the footer.
    pub key: Style,
}

impl Theme {
    fn plain() -> Theme {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let reverse = Style::new().add_modifier(Modifier::REVERSED);
        Theme {
            text: Style::new(),
            title: bold,
            heading: bold,
            note: Style::new(),
            rule: Style::new(),
            tab: reverse,
            selected: reverse,
            resting: bold,
            mark: bold,
            found: bold.add_modifier(Modifier::UNDERLINED),
            bar: Style::new(),
            key: bold,
        }
    }

    /// The plain theme with colours for marks and bars and, where they are given, for text and background.
    fn coloured(mark: Color, bar: Color, ground: Option<(Color, Color)>) -> Theme {
        let plain = Theme::plain();
        let over = |style: Style| match ground {
            Some((text, back)) => Style::new().fg(text).bg(back).patch(style),
            None => style,
        };
        Theme {
            text: over(plain.text),
            title: over(plain.title),
            heading: over(plain.heading),
            note: over(plain.note),
            rule: over(plain.rule),
            tab: over(plain.tab),
            selected: over(plain.selected),
            resting: over(plain.resting),
            mark: over(plain.mark).fg(mark),
            found: over(plain.found),
            bar: over(plain.bar).fg(bar),
            key: over(plain.key),
        }
    }
}

/// The characters that are drawn and do not come from a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// A rule.
    pub horizontal: &'static str,
    /// A divider.
    pub vertical: &'static str,
    /// A divider that begins at a rule.
    pub tee_down: &'static str,
    /// A divider that ends at a rule.
    pub tee_up: &'static str,
    /// The corners of a frame: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Beside what is selected.
    pub selected: &'static str,
    /// Beside the further lines of what is selected.
    pub selected_more: &'static str,
    /// Beside what is kept.
    pub kept: &'static str,
    /// Before a point.
    pub bullet: &'static str,
    /// Around a quote.
    pub quotes: [&'static str; 2],
    /// A bar of votes.
    pub bar: &'static str,
    /// Before the name of who was elected.
    pub elected: &'static str,
    /// The place of the majority in a bar.
    pub majority: &'static str,
    /// Shades of the grid, from little to much.
    pub shades: [&'static str; 4],
}

const UNICODE: Glyphs = Glyphs {
    horizontal: "─",
    vertical: "│",
    tee_down: "┬",
    tee_up: "┴",
    corners: ["┌", "┐", "└", "┘"],
    selected: "▸",
    selected_more: "│",
    kept: "◆",
    bullet: "·",
    quotes: ["“", "”"],
    bar: "█",
    elected: "✓",
    majority: "│",
    shades: ["░", "▒", "▓", "█"],
};

const ASCII: Glyphs = Glyphs {
    horizontal: "-",
    vertical: "|",
    tee_down: "+",
    tee_up: "+",
    corners: ["+", "+", "+", "+"],
    selected: ">",
    selected_more: "|",
    kept: "*",
    bullet: "-",
    quotes: ["\"", "\""],
    bar: "#",
    elected: "*",
    majority: "|",
    shades: [".", ":", "+", "#"],
};
