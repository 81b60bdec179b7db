//! Dates as people write them.

use jiff::civil::Date;

/// A date in the forms that people write, as ISO 8601. The whole text must be one.
pub fn date(text: &str) -> Option<String> {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.trim().trim_end_matches('.');
    if let Ok(date) = text.get(..10).unwrap_or(text).parse::<Date>()
        && (text.as_bytes().get(10).is_none_or(|byte| *byte == b'T'))
    {
        return Some(date.to_string());
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let month = |word: &str| {
        let lower = word.to_lowercase();
        let at = MONTHS.iter().position(|month| lower.starts_with(month))?;
        lower.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(at + 1)
    };
    let day = |word: &str| {
        word.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<u8>().ok().filter(|day| (1..=31).contains(day))
    };
    let year = |word: &str| word.parse::<u16>().ok().filter(|year| (1800..2200).contains(year));
    let (y, m, d) = match words[..] {
        [a, b, c] if month(b).is_some() => (year(c)?, month(b)?, day(a)?),
        [a, b, c] => (year(c)?, month(a)?, day(b)?),
        [a, b] => return Some(format!("{}-{:02}", year(b)?, month(a)?)),
        _ => return None,
    };
    let iso = format!("{y}-{m:02}-{d:02}");
    iso.parse::<Date>().is_ok().then_some(iso)
}
