//! The numbers of lists as they are shown, where the form of a file counts and its text does not.

/// How a number is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Numerals {
    /// `1`, `2`
    #[default]
    Decimal,
    /// `01`, `02`
    Padded,
    /// `a`, `b` … `z`, `aa`
    Letters {
        /// `A`, `B`
        upper: bool,
    },
    /// `i`, `ii`
    Roman {
        /// `I`, `II`
        upper: bool,
    },
}

impl Numerals {
    /// The numerals that a style sheet or a word processor calls so; `None` for bullets and whatever else does not count.
    pub fn named(name: &str) -> Option<Numerals> {
        Some(match name {
            "decimal" | "1" => Numerals::Decimal,
            "decimal-leading-zero" | "decimalZero" => Numerals::Padded,
            "lower-alpha" | "lower-latin" | "lowerLetter" | "a" => Numerals::Letters { upper: false },
            "upper-alpha" | "upper-latin" | "upperLetter" | "A" => Numerals::Letters { upper: true },
            "lower-roman" | "lowerRoman" | "i" => Numerals::Roman { upper: false },
            "upper-roman" | "upperRoman" | "I" => Numerals::Roman { upper: true },
            _ => return None,
        })
    }

    /// A number, in figures where these numerals have no way to write it.
    pub fn write(self, number: i64) -> String {
        let cased = |text: String, upper: bool| if upper { text.to_uppercase() } else { text };
        match self {
            Numerals::Padded => format!("{number:02}"),
            Numerals::Letters { upper } if (1..=10_000).contains(&number) => cased(letters(number), upper),
            Numerals::Roman { upper } if (1..4_000).contains(&number) => cased(roman(number), upper),
            _ => number.to_string(),
        }
    }
}

fn letters(mut number: i64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    letters.iter().rev().collect()
}

fn roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            roman.push_str(sign);
            number -= value;
        }
    }
    roman
}

/// A text behind its number, unless it stands there already.
pub fn numbered(number: Option<String>, text: String) -> String {
    match number {
        Some(number) if !text.starts_with(&number) => format!("{number} {text}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    #[test]
    fn numbers_are_written_as_lists_show_them() {
        for (name, number, shown) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("a", 2, "b"),
            ("upper-alpha", 28, "AB"),
            ("lowerLetter", 702, "zz"),
            ("lower-roman", 14, "xiv"),
            ("I", 1999, "MCMXCIX"),
            ("i", 0, "0"),
            ("a", -3, "-3"),
        ] {
            assert_eq!(
                Numerals::named(name).map(|numerals| numerals.write(number)).as_deref(),
                Some(shown),
                "{name} {number}"
            );
        }
        assert_eq!(Numerals::named("bullet"), None);
    }
}
