//! Bytes in, events out: every way a terminal spells a key, and every way a slow line cuts it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::{Duration, Instant};

use hustings::term::input::{Decoder, Event, gather};
use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};

/// The events of these reads, one after another without a pause, and of a long quiet after them.
fn events(reads: &[&[u8]]) -> Vec<Event> {
    let (mut decoder, mut events, now) = (Decoder::default(), Vec::new(), Instant::now());
    for read in reads {
        decoder.feed(read, now, &mut events);
    }
    decoder.lapse(now + Duration::from_mins(1), &mut events);
    assert_eq!(decoder.deadline(), None, "nothing is pending after a long quiet");
    events
}

fn key(code: KeyCode) -> Event {
    with(code, KeyModifiers::NONE)
}

fn with(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn char(c: char) -> Event {
    key(KeyCode::Char(c))
}

#[test]
fn what_comes_right_behind_esc_swallows_neither_of_the_two() {
    for (behind, event) in [
        ("j", char('j')),
        ("é", char('é')),
        ("\r", key(KeyCode::Enter)),
        ("\x03", with(KeyCode::Char('c'), KeyModifiers::CONTROL)),
        ("\x1b", key(KeyCode::Esc)),
        ("\x1b[A", key(KeyCode::Up)),
        ("\x1bOP", key(KeyCode::F(1))),
        ("\x1b[0n", Event::Ack),
        ("\x1b[I", Event::Focus(true)),
        ("\x1b[200~lee\x1b[201~", Event::Paste("lee".into())),
    ] {
        let bytes = format!("\x1b{behind}");
        assert_eq!(events(&[bytes.as_bytes()]), [key(KeyCode::Esc), event], "{bytes:?}");
    }
}

#[test]
fn every_spelling_of_a_key_is_that_key() {
    use KeyCode::{
        BackTab, Backspace, Char, Delete, Down, End, Enter, Esc, F, Home, Insert, PageDown, PageUp, Tab, Up,
    };
    let plain: &[(&[&str], KeyCode)] = &[
        (&["\x1b[A", "\x1bOA", "\x1b[1A", "\x1b[1;1A", "\x1b[1;65A", "\u{9b}A", "\u{8f}A", "\x1b[57419u"], Up),
        (&["\x1b[B", "\x1bOB"], Down),
        (&["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"], Home),
        (&["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"], End),
        (&["\x1b[2~"], Insert),
        (&["\x1b[3~"], Delete),
        (&["\x1b[5~"], PageUp),
        (&["\x1b[6~"], PageDown),
        (&["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[P"], F(1)),
        (&["\x1bOR", "\x1b[13~", "\x1b[[C", "\x1b[R"], F(3)),
        (&["\x1b[15~", "\x1b[[E"], F(5)),
        (&["\x1b[17~"], F(6)),
        (&["\x1b[20~"], F(9)),
        (&["\x1b[21~"], F(10)),
        (&["\x1b[24~"], F(12)),
        (&["\r", "\n", "\x1bOM", "\x1b[13u", "\x1b[57414u"], Enter),
        (&["\t", "\x1bOI", "\x1b[9u"], Tab),
        (&["\x1b[Z", "\x1b[1;2Z", "\x1b[9;2u"], BackTab),
        (&["\x7f", "\x08", "\x1b[127u"], Backspace),
        (&["\x1b", "\x1b[27u", "\x1b[27;1:1u"], Esc),
        (&["a", "\x1b[97u", "\x1b[97;1u", "\x1b[97;1:2u"], Char('a')),
        (&["A", "\x1b[97;2u", "\x1b[97:65;2u", "\x1b[27;2;97~"], Char('A')),
        (&["?", "\x1b[47:63;2u"], Char('?')),
        (&["é"], Char('é')),
        (&["이"], Char('이')),
        (&["\u{1f5f3}"], Char('\u{1f5f3}')),
        (&["5", "\x1bOu", "\x1b[57404u"], Char('5')),
    ];
    for (spellings, code) in plain {
        for spelling in *spellings {
            assert_eq!(events(&[spelling.as_bytes()]), [key(*code)], "{spelling:?}");
        }
    }
    let control = KeyModifiers::CONTROL;
    let modified: &[(&[&str], KeyCode, KeyModifiers)] = &[
        (&["\x03", "\x1b[99;5u", "\x1b[27;5;99~"], Char('c'), control),
        (&["\0", "\x1b[32;5u"], Char(' '), control),
        (&["\x1c", "\x1b[92;5u"], Char('\\'), control),
        (&["\x1b[1;5A", "\x1bOa", "\x1bO5A"], Up, control),
        (&["\x1b[1;2A", "\x1b[a"], Up, KeyModifiers::SHIFT),
        (&["\x1b[5^", "\x1b[5;5~"], PageUp, control),
        (&["\x1b[5$", "\x1b[5;2~"], PageUp, KeyModifiers::SHIFT),
        (&["\x1b[106;3u"], Char('j'), KeyModifiers::ALT),
        (&["\x1b[1;3A"], Up, KeyModifiers::ALT),
    ];
    for (spellings, code, modifiers) in modified {
        for spelling in *spellings {
            assert_eq!(events(&[spelling.as_bytes()]), [with(*code, *modifiers)], "{spelling:?}");
        }
    }
}

#[test]
fn what_is_no_key_is_swallowed_whole() {
    for silent in [
        "\x1b[?6c",
        "\x1b[?62;22;52c",
        "\x1b[>41;390;0c",
        "\x1b[24;80R",
        "\x1b[?24;80R",
        "\x1b[?2026;2$y",
        "\x1b[4;2$y",
        "\x1b[?1u",
        "\x1b[8;24;80t",
        "\x1b[3n",
        "\x1b[?997;1n",
        "\x1b[48;24;80;480;800t",
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        "\x1b]l hello\x1b\\",
        "\x1bP>|XTerm(390)\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b\\",
        "\u{9b}?6c",
        "\u{9d}11;rgb:0/0/0\x07",
        "\x1b[1;1:3A",
        "\x1b[97;1:3u",
        "\x1b[57441;2u",
        "\x1b[201~",
        "\x1b[99999999999999999999~",
        "\x1b[97;5;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1u",
        "\x1b[<0;1M",
        "\u{85}",
    ] {
        let with_key = format!("{silent}j");
        assert_eq!(events(&[with_key.as_bytes()]), [char('j')], "{silent:?}");
    }
    assert_eq!(events(&[b"\xff\xfe\xc3j\xe2\x82j\xa0\xed\xa0\x80\xc0\xafj"]), [char('j'), char('j'), char('j')]);
}

#[test]
fn an_answer_is_an_event_of_its_own() {
    assert_eq!(events(&[b"j\x1b[0nk"]), [char('j'), Event::Ack, char('k')]);
    assert_eq!(events(&[b"\x1b[I\x1b[O"]), [Event::Focus(true), Event::Focus(false)]);
}

#[test]
fn a_lone_esc_is_the_key_after_a_quiet_time() {
    let (mut decoder, mut events, now) = (Decoder::default(), Vec::new(), Instant::now());
    decoder.feed(b"\x1b", now, &mut events);
    let deadline = decoder.deadline().unwrap();
    assert!(deadline > now && deadline <= now + Duration::from_millis(100));
    decoder.lapse(now, &mut events);
    assert_eq!(events, []);
    decoder.lapse(deadline, &mut events);
    assert_eq!(events, [key(KeyCode::Esc)]);
    assert_eq!(decoder.deadline(), None);
}

#[test]
fn an_esc_waits_longer_while_an_answer_is_under_way() {
    let (mut decoder, mut events, now) = (Decoder::default(), Vec::new(), Instant::now());
    decoder.feed(b"\x1b", now, &mut events);
    let hurried = decoder.deadline().unwrap();
    decoder.expect_answer(true);
    assert!(decoder.deadline().unwrap() > hurried);
}

#[test]
fn a_sequence_that_comes_after_its_esc_was_given_out_is_not_typed() {
    for (late, expected) in [
        (&b"[A"[..], &[][..]),
        (b"OA", &[]),
        (b"[15~", &[]),
        (b"[[A", &[]),
        (b"[0n", &[Event::Ack]),
        (b"[200~a\nb\x1b[201~", &[Event::Paste("a b".into())]),
        // What a person types after an Esc is still typed.
        (b"[", &[char('[')]),
        (b"O", &[char('O')]),
        (b"[j", &[char('['), char('j')]),
        (b"Oh", &[char('O'), char('h')]),
        (b"q", &[char('q')]),
    ] {
        let (mut decoder, mut events, now) = (Decoder::default(), Vec::new(), Instant::now());
        let later = now + Duration::from_millis(300);
        decoder.feed(b"\x1b", now, &mut events);
        decoder.lapse(later, &mut events);
        assert_eq!(events, [key(KeyCode::Esc)]);
        events.clear();
        for byte in late {
            decoder.feed(&[*byte], later, &mut events);
        }
        decoder.lapse(later + Duration::from_secs(10), &mut events);
        assert_eq!(events, expected, "{:?}", String::from_utf8_lossy(late));
    }
}

#[test]
fn a_paste_is_one_line_without_control_characters() {
    let pasted = b"\x1b[200~one\r\ntwo\n\x1b[31mthree\x1b[A\x00\x07\xc2\x9b\xfftab\there\x1b[201~q";
    assert_eq!(events(&[pasted]), [Event::Paste("one two [31mthree[Atab here".into()), char('q')]);
}

#[test]
fn a_paste_is_capped_and_read_to_its_end() {
    let pasted = [b"\x1b[200~", "é".repeat(100_000).as_bytes(), b"\x1b[201~j"].concat();
    let events = events(&[&pasted]);
    let Event::Paste(text) = &events[0] else { panic!("{:?}", events[0]) };
    assert!(text.len() <= 64 * 1024 && text.chars().all(|c| c == 'é'));
    assert_eq!(events[1..], [char('j')]);
}

#[test]
fn a_paste_without_an_end_does_not_take_the_keyboard_away() {
    assert_eq!(events(&[b"\x1b[200~lost"]), [Event::Paste("lost".into())]);
}

#[test]
fn the_mouse_is_understood_in_both_encodings() {
    let kind = |bytes: &[u8]| match &events(&[bytes])[..] {
        [Event::Mouse(mouse)] => (mouse.kind, mouse.column, mouse.row),
        other => panic!("{other:?}"),
    };
    assert_eq!(kind(b"\x1b[<0;10;5M"), (MouseEventKind::Down(MouseButton::Left), 9, 4));
    assert_eq!(kind(b"\x1b[<0;10;5m"), (MouseEventKind::Up(MouseButton::Left), 9, 4));
    assert_eq!(kind(b"\x1b[<32;10;5M"), (MouseEventKind::Drag(MouseButton::Left), 9, 4));
    assert_eq!(kind(b"\x1b[<65;1;1M"), (MouseEventKind::ScrollDown, 0, 0));
    assert_eq!(kind(b"\x1b[M *%"), (MouseEventKind::Down(MouseButton::Left), 9, 4));
    assert_eq!(kind(b"\x1b[M\x60\xff\xfe"), (MouseEventKind::ScrollUp, 222, 221));
    assert_eq!(kind(b"\x1b[M#!!"), (MouseEventKind::Up(MouseButton::Left), 0, 0));
}

#[test]
fn an_unmarked_paste_is_gathered_from_what_one_read_held() {
    assert_eq!(gather(events(&[b"rm -r\rq"])), [Event::Paste("rm -r q".into())]);
}

/// Bytes in which the interesting ones are common.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        proptest::sample::select(&b"\x1b[O]P_M<;:$~u0123459AZRn?\r\\\x07\x18\x9b"[..]).prop_map(|byte| vec![byte]),
        proptest::sample::select(vec!["\x1b[", "\x1b[200~", "\x1b[201~", "\x1b[<", "é", "이", "\u{9b}", "\x1b]11;"])
            .prop_map(|text| text.as_bytes().to_vec()),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn where_the_bytes_were_cut_changes_nothing(bytes in any_bytes(), cuts in proptest::collection::vec(1usize..9, 1..60)) {
        let mut reads = Vec::new();
        let mut rest = &bytes[..];
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (read, after) = rest.split_at((*cut).min(rest.len()));
            reads.push(read);
            rest = after;
        }
        prop_assert_eq!(events(&reads), events(&[&bytes]));
    }

    #[test]
    fn no_control_character_is_ever_typed_or_pasted(bytes in any_bytes()) {
        for event in gather(events(&[&bytes])) {
            match event {
                Event::Key(KeyEvent { code: KeyCode::Char(c), .. }) => prop_assert!(!c.is_control()),
                Event::Paste(text) => prop_assert!(!text.contains(char::is_control)),
                _ => {}
            }
        }
    }
}
