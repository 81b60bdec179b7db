//! Names in Latin letters, for ids that can be typed on any keyboard.
//!
//! Cyrillic and Greek letters and Korean syllables have one spelling in Latin letters each that needs no dictionary. It is no scholar's: without
//! accents and signs, as passports have it. Whatever has none stays what it is.

/// A text with the letters of other scripts written in Latin ones, as far as that can be done letter by letter. Case is kept by word, not by letter.
#[must_use]
pub fn latin(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for c in text.chars() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        if let Some(letters) = letters(lower) {
            let mut letters = letters.chars();
            let first = letters.next();
            latin.extend(first.map(|first| if lower == c { first } else { first.to_ascii_uppercase() }));
            latin.extend(letters);
        } else if let Some(syllable) = syllable(c) {
            latin.push_str(&syllable);
        } else {
            latin.push(c);
        }
    }
    latin
}

/// A small letter in Latin ones.
fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' | 'ά' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'ё' | 'э' | 'ε' | 'έ' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'і' | 'ι' | 'ί' | 'η' | 'ή' | 'ϊ' | 'ΐ' => "i",
        'ї' => "yi",
        'й' | 'ы' | 'υ' | 'ύ' | 'ϋ' | 'ΰ' => "y",
        'ј' => "j",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'љ' => "lj",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'њ' => "nj",
        'о' | 'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'ћ' | 'ч' | 'ђ' | 'χ' => "ch",
        'у' | 'ў' => "u",
        'ф' | 'φ' => "f",
        'х' => "kh",
        'ц' => "ts",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'θ' => "th",
        'ξ' => "x",
        'ψ' => "ps",
        _ => return None,
    })
}

/// A Korean syllable by the revised romanization of its letters, each as it sounds by itself.
fn syllable(c: char) -> Option<String> {
    const FIRST: char = '\u{AC00}';
    const INITIALS: [&str; 19] =
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
    const VOWELS: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
        "eu", "ui", "i",
    ];
    const FINALS: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
        "t", "t", "k", "t", "p", "t",
    ];
    let at = u32::from(c).checked_sub(u32::from(FIRST)).filter(|at| *at < 19 * 21 * 28)? as usize;
    let (initial, vowel, last) = (at / (21 * 28), at / 28 % 21, at % 28);
    Some([INITIALS[initial], VOWELS[vowel], FINALS[last]].concat())
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn names_can_be_typed_in_latin_letters() {
        for (name, typed) in [
            ("Рашид Исмаилов", "Rashid Ismailov"),
            ("Щербакова", "Shcherbakova"),
            ("Юлія Їжак", "Yuliya Yizhak"),
            ("Ιωάννης Χατζής", "Ioannis Chatzis"),
            ("이종호", "ijongho"),
            ("김 민수", "gim minsu"),
            ("Sarmaș", "Sarmaș"),
            ("王芳", "王芳"),
        ] {
            assert_eq!(latin(name), typed);
        }
    }
}
