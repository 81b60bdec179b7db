//! Dates as people read them.

/// A date of ISO 8601 form (`2022-09-29`, `2022-09`, `2022`) as it is written in English prose (`29 September 2022`); what has
/// another form comes back as it is.
#[must_use]
pub fn long(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = date.split('-');
    let year = parts.next().unwrap_or_default();
    let month =
        parts.next().and_then(|month| month.parse::<usize>().ok()).and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let day = parts.next().and_then(|day| day.parse::<u8>().ok());
    match (month, day) {
        (Some(month), Some(day)) => format!("{day} {month} {year}"),
        (Some(month), None) => format!("{month} {year}"),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::long;

    #[test]
    fn a_date_is_written_with_as_much_as_is_known() {
        assert_eq!(long("2022-09-29"), "29 September 2022");
        assert_eq!(long("2022-09"), "September 2022");
        assert_eq!(long("2022"), "2022");
        assert_eq!(long("2022-13"), "2022-13");
    }
}
