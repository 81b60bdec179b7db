//! A paste that its terminal did not mark as one.
//!
//! Without bracketed paste the pasted text arrives as keys, and its newlines as Enter: commands nobody gave. Nobody types two characters and
//! a newline within one read, so such a burst is taken for a paste. This looks at one read at a time and is therefore kept apart from the
//! decoder, whose events do not depend on how the bytes were cut.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Event;

/// Replaces each run of typed characters with a newline among at least two of them by one [`Event::Paste`]. `events` are those of one read.
#[must_use]
pub fn gather(events: Vec<Event>) -> Vec<Event> {
    if !events.iter().any(|event| typed(event) == Some('\n')) {
        return events;
    }
    let mut gathered = Vec::with_capacity(events.len());
    let mut run: Vec<Event> = Vec::new();
    for event in events {
        if typed(&event).is_some() {
            run.push(event);
        } else {
            close(&mut run, &mut gathered);
            gathered.push(event);
        }
    }
    close(&mut run, &mut gathered);
    gathered
}

fn close(run: &mut Vec<Event>, gathered: &mut Vec<Event>) {
    let newline = run.iter().any(|event| typed(event) == Some('\n'));
    let printable = run.iter().filter_map(typed).filter(|&c| !matches!(c, '\n' | '\t')).count();
    if newline && printable > 1 {
        let text =
            run.drain(..).filter_map(|event| typed(&event)).map(|c| if c.is_control() { ' ' } else { c }).collect();
        gathered.push(Event::Paste(text));
    } else {
        gathered.append(run);
    }
}

/// The character of a key that a paste could have been the cause of.
fn typed(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent { code, modifiers: KeyModifiers::NONE, .. }) => match code {
            KeyCode::Char(c) => Some(*c),
            KeyCode::Enter => Some('\n'),
            KeyCode::Tab => Some('\t'),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Event> {
        let code = |c| if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
        text.chars().map(|c| Event::Key(KeyEvent::new(code(c), KeyModifiers::NONE))).collect()
    }

    #[test]
    fn a_burst_with_a_newline_in_it_is_a_paste() {
        assert_eq!(gather(keys("rm\nq")), [Event::Paste("rm q".into())]);
    }

    #[test]
    fn what_a_hand_can_do_within_one_read_stays_keys() {
        for typed in ["\n", "q\n", "\nq", "\n\n\n", "digital divide", ""] {
            assert_eq!(gather(keys(typed)), keys(typed), "{typed:?}");
        }
    }

    #[test]
    fn keys_that_no_paste_holds_end_the_burst() {
        let down = Event::Key(KeyEvent::new(KeyCode::Down, KeyModifiers::NONE));
        let mut events = keys("ab\n");
        events.push(down.clone());
        events.extend(keys("c"));
        assert_eq!(gather(events), [vec![Event::Paste("ab ".into()), down], keys("c")].concat());
    }
}
