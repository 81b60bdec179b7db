//! A line of the prompt as words.

use crate::cli::args;

/// Whether a word is the name of a command.
pub fn is_command(word: &str) -> bool {
    let word = word.to_lowercase();
    args::command()
        .get_subcommands()
        .any(|command| command.get_all_aliases().chain([command.get_name()]).any(|name| name == word))
}

/// A line as the arguments of a command. Quotation marks hold words together; those of a query stay, since there they mark a phrase.
pub fn split(line: &str) -> Vec<String> {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let rest: Vec<String> = if matches!(first.as_str(), "search" | "find" | "quotes") {
        words.map(str::to_owned).collect()
    } else {
        split_quoted(line.trim_start().get(first.len()..).unwrap_or_default())
    };
    std::iter::once(first).chain(rest).collect()
}

fn split_quoted(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut open: Option<char> = None;
    for c in text.chars() {
        // Within a word an apostrophe is a letter: l'égalité.
        let opens = open.is_none() && (c == '"' || (c == '\'' && word.is_none()));
        if open == Some(c) {
            open = None;
        } else if opens {
            open = Some(c);
            word.get_or_insert_default();
        } else if open.is_none() && c.is_whitespace() {
            words.extend(word.take());
        } else {
            word.get_or_insert_default().push(c);
        }
    }
    words.extend(word);
    words
}

/// What is said under a list of hits.
pub fn offer(number: usize) -> String {
    match number {
        1 => "1 hit; next reads it by itself.".to_owned(),
        _ => format!("{number} hits; next reads the first by itself."),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_command, split};

    #[test]
    fn quotation_marks_hold_words_together_but_stay_in_a_query() {
        assert_eq!(split("cite lee 3 --style plain"), ["cite", "lee", "3", "--style", "plain"]);
        assert_eq!(split("Show \"lee 3\""), ["show", "lee 3"]);
        assert_eq!(split("search \"one country\" l'egalite"), ["search", "\"one", "country\"", "l'egalite"]);
        assert_eq!(split("show l'egalite 'a b' \""), ["show", "l'egalite", "a b", ""]);
    }

    #[test]
    fn a_command_is_known_by_its_name_and_its_alias() {
        assert!(is_command("search") && is_command("Find") && !is_command("lee"));
    }
}
