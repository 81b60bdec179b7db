//! Colours that can be read, computed after WCAG 2.2, and nothing told by colour alone.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use hustings::app::{App, Options};
use hustings::corpus::Corpus;
use hustings::view::theme::Theme;
use hustings::view::{self, Look, Palette};
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::style::{Color, Style};

type Rgb = (u8, u8, u8);

/// The sixteen colours as terminals come: black, red, green, yellow, blue, magenta, cyan, white, then the bright ones.
const PALETTES: [(&str, [Rgb; 16]); 4] = [
    (
        "VGA, PuTTY",
        [
            (0, 0, 0),
            (170, 0, 0),
            (0, 170, 0),
            (170, 85, 0),
            (0, 0, 170),
            (170, 0, 170),
            (0, 170, 170),
            (170, 170, 170),
            (85, 85, 85),
            (255, 85, 85),
            (85, 255, 85),
            (255, 255, 85),
            (85, 85, 255),
            (255, 85, 255),
            (85, 255, 255),
            (255, 255, 255),
        ],
    ),
    (
        "xterm",
        [
            (0, 0, 0),
            (205, 0, 0),
            (0, 205, 0),
            (205, 205, 0),
            (0, 0, 238),
            (205, 0, 205),
            (0, 205, 205),
            (229, 229, 229),
            (127, 127, 127),
            (255, 0, 0),
            (0, 255, 0),
            (255, 255, 0),
            (92, 92, 255),
            (255, 0, 255),
            (0, 255, 255),
            (255, 255, 255),
        ],
    ),
    (
        "Windows",
        [
            (12, 12, 12),
            (197, 15, 31),
            (19, 161, 14),
            (193, 156, 0),
            (0, 55, 218),
            (136, 23, 152),
            (58, 150, 221),
            (204, 204, 204),
            (118, 118, 118),
            (231, 72, 86),
            (22, 198, 12),
            (249, 241, 165),
            (59, 120, 255),
            (180, 0, 158),
            (97, 214, 214),
            (242, 242, 242),
        ],
    ),
    (
        "Tango",
        [
            (0, 0, 0),
            (204, 0, 0),
            (78, 154, 6),
            (196, 160, 0),
            (52, 101, 164),
            (117, 80, 123),
            (6, 152, 154),
            (211, 215, 207),
            (85, 87, 83),
            (239, 41, 41),
            (138, 226, 52),
            (252, 233, 79),
            (114, 159, 207),
            (173, 127, 168),
            (52, 226, 226),
            (238, 238, 236),
        ],
    ),
];

fn luminance((red, green, blue): Rgb) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn rgb(color: Color, palette: &[Rgb; 16]) -> Rgb {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match color {
        Color::Rgb(red, green, blue) => (red, green, blue),
        named => palette[NAMED.iter().position(|other| *other == named).unwrap()],
    }
}

/// The styles of a theme, and what each has to reach: 4.5:1 for what is read, 3:1 for bars and marks.
fn styles(theme: &Theme) -> [(&'static str, Style, f64); 12] {
    [
        ("text", theme.text, 4.5),
        ("title", theme.title, 4.5),
        ("heading", theme.heading, 4.5),
        ("note", theme.note, 4.5),
        ("rule", theme.rule, 3.0),
        ("tab", theme.tab, 4.5),
        ("selected", theme.selected, 4.5),
        ("resting", theme.resting, 4.5),
        ("mark", theme.mark, 3.0),
        ("found", theme.found, 4.5),
        ("bar", theme.bar, 3.0),
        ("key", theme.key, 4.5),
    ]
}

#[test]
fn auto_colours_only_bars_and_marks_and_they_are_seen_on_black_and_on_white() {
    let theme = Look::new(Palette::Auto, true, false).theme;
    for (role, style, needed) in styles(&theme) {
        assert!(style.bg.is_none(), "{role} sets a background");
        let Some(color) = style.fg else { continue };
        assert!(matches!(role, "bar" | "mark"), "{role} is coloured");
        for (name, palette) in &PALETTES {
            for ground in [palette[0], (255, 255, 255)] {
                let found = contrast(rgb(color, palette), ground);
                assert!(found >= needed, "{role} on {ground:?} in {name}: {found:.2}");
            }
        }
    }
}

#[test]
fn dark_and_light_are_read_on_their_own_backgrounds() {
    for (palette, rgb_known) in
        [(Palette::Dark, true), (Palette::Dark, false), (Palette::Light, true), (Palette::Light, false)]
    {
        let theme = Look::new(palette, rgb_known, false).theme;
        for (role, style, needed) in styles(&theme) {
            for (name, colours) in &PALETTES {
                let (fore, back) = (rgb(style.fg.unwrap(), colours), rgb(style.bg.unwrap(), colours));
                let found = contrast(fore, back);
                assert!(found >= needed, "{palette:?} {role} in {name}: {found:.2}");
            }
        }
    }
}

#[test]
fn mono_sets_no_colour() {
    for (role, style, _) in styles(&Look::new(Palette::Mono, true, false).theme) {
        assert!(style.fg.is_none() && style.bg.is_none(), "{role}");
    }
}

fn screen(palette: Palette) -> Buffer {
    let size = Size::new(80, 24);
    let app = App::new(Arc::new(Corpus::bundled()), size, Options::default());
    let mut buffer = Buffer::default();
    view::draw(&app, &Look::new(palette, true, false), size, &mut buffer);
    buffer
}

#[test]
fn nothing_is_told_by_colour_alone() {
    let mono = screen(Palette::Mono);
    for palette in [Palette::Auto, Palette::Dark, Palette::Light] {
        for (cell, plain) in screen(palette).content().iter().zip(mono.content()) {
            assert_eq!((cell.symbol(), cell.modifier), (plain.symbol(), plain.modifier), "{palette:?}");
        }
    }
}
