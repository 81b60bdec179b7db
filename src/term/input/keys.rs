//! Which key a control character or a complete sequence stands for: xterm, VT220, rxvt, the Linux console, kitty's `CSI u` and xterm's
//! modifyOtherKeys. What is none of these is no key.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key without modifiers.
pub fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// The key of a character as it is typed, C0 control characters included.
pub fn char(c: char) -> KeyEvent {
    let control = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    match c {
        '\r' | '\n' => plain(KeyCode::Enter),
        '\t' => plain(KeyCode::Tab),
        '\x08' | '\x7f' => plain(KeyCode::Backspace),
        '\x1b' => plain(KeyCode::Esc),
        '\0' => control(' '),
        // 1 to 26 are the letters, 28 to 31 the four characters that follow them in ASCII.
        '\x01'..='\x1a' => control(char::from(c as u8 | 0x60)),
        '\x1c'..='\x1f' => control(char::from(c as u8 | 0x40)),
        c => plain(KeyCode::Char(c)),
    }
}

/// The key of `ESC O final`, with the modifier that some terminals put between.
pub fn ss3(modifier: Option<u8>, end: u8) -> Option<KeyEvent> {
    let code = match end {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b'X' => KeyCode::Char('='),
        // The keypad in application mode sends its characters, 64 up in the table.
        b'j'..=b'y' => KeyCode::Char(char::from(end - 0x40)),
        // rxvt: the arrows with Control.
        b'a'..=b'd' => return Some(KeyEvent::new(named(end.to_ascii_uppercase())?, KeyModifiers::CONTROL)),
        _ => named(end)?,
    };
    Some(KeyEvent::new(code, modifiers(modifier.map_or(1, |digit| u32::from(digit - b'0')))))
}

/// The key of the Linux console's `CSI [ final`.
pub fn linux(end: u8) -> Option<KeyEvent> {
    matches!(end, b'A'..=b'E').then(|| plain(KeyCode::F(end - b'A' + 1)))
}

/// The key of `CSI params final`.
pub fn csi(params: &[u8], end: u8) -> Option<KeyEvent> {
    let params = Params::parse(params)?;
    let number = params.get(0, 0);
    let modifiers = modifiers(params.get(1, 0).unwrap_or(1));
    // A release is no key press.
    if params.get(1, 1) == Some(3) {
        return None;
    }
    match end {
        b'u' => unicode(&params, number?, modifiers),
        b'~' if number == Some(27) => unicode(&params, params.get(2, 0)?, modifiers),
        b'~' => Some(KeyEvent::new(numbered(number?)?, modifiers)),
        // rxvt says the modifier with the final byte.
        b'$' => Some(KeyEvent::new(numbered(number?)?, KeyModifiers::SHIFT)),
        b'^' => Some(KeyEvent::new(numbered(number?)?, KeyModifiers::CONTROL)),
        b'@' => Some(KeyEvent::new(numbered(number?)?, KeyModifiers::SHIFT | KeyModifiers::CONTROL)),
        b'a'..=b'd' if number.is_none() => Some(KeyEvent::new(named(end.to_ascii_uppercase())?, KeyModifiers::SHIFT)),
        b'Z' => Some(KeyEvent::new(KeyCode::BackTab, modifiers - KeyModifiers::SHIFT)),
        // `CSI row ; column R` answers a question after the cursor; as a key the first number is always 1.
        _ if matches!(number, None | Some(1)) => Some(KeyEvent::new(named(end)?, modifiers)),
        _ => None,
    }
}

/// The keys that are told apart by a final letter.
fn named(end: u8) -> Option<KeyCode> {
    Some(match end {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'E' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(end - b'P' + 1),
        _ => return None,
    })
}

/// The keys that are told apart by a number. The gaps are those of the VT220's keyboard.
fn numbered(number: u32) -> Option<KeyCode> {
    let from = |first: u32, name: u8| u8::try_from(number - first).ok().map(|step| KeyCode::F(name + step));
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => from(11, 1),
        17..=21 => from(17, 6),
        23..=26 => from(23, 11),
        28..=29 => from(28, 15),
        31..=34 => from(31, 17),
        _ => None,
    }
}

/// The keys that are told apart by a code point, kitty's own in the private use area among them.
fn unicode(params: &Params, code: u32, mut modifiers: KeyModifiers) -> Option<KeyEvent> {
    let keypad = |name| Some(KeyEvent::new(name, modifiers));
    match code {
        57_376..=57_398 => return keypad(KeyCode::F(u8::try_from(code - 57_376).ok()? + 13)),
        57_399..=57_408 => return keypad(KeyCode::Char(char::from_digit(code - 57_399, 10)?)),
        57_409..=57_413 => return keypad(KeyCode::Char(['.', '/', '*', '-', '+'][code as usize - 57_409])),
        57_414 => return keypad(KeyCode::Enter),
        57_415 => return keypad(KeyCode::Char('=')),
        57_416 => return keypad(KeyCode::Char(',')),
        57_417 => return keypad(KeyCode::Left),
        57_418 => return keypad(KeyCode::Right),
        57_419 => return keypad(KeyCode::Up),
        57_420 => return keypad(KeyCode::Down),
        57_421 => return keypad(KeyCode::PageUp),
        57_422 => return keypad(KeyCode::PageDown),
        57_423 => return keypad(KeyCode::Home),
        57_424 => return keypad(KeyCode::End),
        57_425 => return keypad(KeyCode::Insert),
        57_426 => return keypad(KeyCode::Delete),
        57_427 => return keypad(KeyCode::KeypadBegin),
        // The rest are modifiers and media keys by themselves.
        57_344..=63_743 => return None,
        _ => {}
    }
    let mut c = char::from_u32(code)?;
    if c.is_control() {
        let key = char(c);
        let shifted_tab = key.code == KeyCode::Tab && modifiers.contains(KeyModifiers::SHIFT);
        return Some(if shifted_tab {
            KeyEvent::new(KeyCode::BackTab, modifiers - KeyModifiers::SHIFT)
        } else {
            KeyEvent::new(key.code, modifiers | key.modifiers)
        });
    }
    if modifiers.contains(KeyModifiers::SHIFT) {
        let shifted = params.get(0, 1).and_then(char::from_u32).filter(|c| !c.is_control());
        let mut upper = c.to_uppercase();
        c = shifted.or_else(|| upper.next().filter(|_| upper.len() == 0)).unwrap_or(c);
        modifiers -= KeyModifiers::SHIFT;
    }
    Some(KeyEvent::new(KeyCode::Char(c), modifiers))
}

/// xterm's number for modifiers: one more than Shift 1, Alt 2, Control 4, Super 8, Hyper 16, Meta 32. The locks above them say nothing.
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 1 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 2 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 4 != 0);
    modifiers.set(KeyModifiers::SUPER, bits & 8 != 0);
    modifiers.set(KeyModifiers::HYPER, bits & 16 != 0);
    modifiers.set(KeyModifiers::META, bits & 32 != 0);
    modifiers
}

/// Parameters of a sequence: numbers, parted by `;`, each with parts of its own behind `:`.
struct Params<'a>(&'a str);

impl<'a> Params<'a> {
    /// `None` where something other than digits, `;` and `:` stands in them: a private sequence, and so no key.
    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let numeric = bytes.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':'));
        std::str::from_utf8(bytes).ok().filter(|_| numeric).map(Self)
    }

    /// The `part`th part of the `index`th parameter, both from 0; `None` if it is left out.
    fn get(&self, index: usize, part: usize) -> Option<u32> {
        self.0.split(';').nth(index)?.split(':').nth(part)?.parse().ok()
    }
}
