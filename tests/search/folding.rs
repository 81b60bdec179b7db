//! Two spellings of one thing find each other, whichever is typed and whichever is written; and the marks are whole letters.

use hustings::corpus::Place;
use hustings::search::{Index, find};
use unicode_segmentation::UnicodeSegmentation;

use crate::corpora::{marked, passages, search};

/// Pairs that mean the same to whoever types them.
const PAIRS: &[(&str, &str)] = &[
    ("zürich", "Zurich"),
    ("ZÜRICH", "zu\u{308}rich"),
    ("Straße", "strasse"),
    ("STRASSE", "straße"),
    ("œuvre", "oeuvre"),
    ("Æsir", "aesir"),
    ("Tromsø", "tromso"),
    ("Łódź", "lodz"),
    ("Đặng", "dang"),
    ("Þórður", "thordur"),
    ("İstanbul", "istanbul"),
    ("Diyarbakır", "diyarbakir"),
    ("Sarmaș", "sarmas"),
    ("Sarmaş", "Sarmaș"),
    ("Türkiye", "TURKIYE"),
    ("Bogdan-Martin", "bogdan martin"),
    ("Bogdan-Martin", "bogdanmartin"),
    ("bogdan martin", "bogdanmartin"),
    ("Bogdan‑Martin", "Bogdan-Martin"),
    ("l’égalité", "l'egalite"),
    ("l’e\u{301}galite\u{301}", "legalite"),
    ("l'égalité", "l egalite"),
    ("women’s", "womens"),
    ("Côte d’Ivoire", "cote d'ivoire"),
    ("WTPF-21", "wtpf21"),
    ("WTPF-21", "wtpf 21"),
    ("A/RES/75/32", "ares7532"),
    ("ＩＴＵ", "itu"),
    ("５Ｇ", "5g"),
    ("ﬁbre", "fibre"),
    ("1,500", "1500"),
    ("МОСКВА", "москва"),
    ("Алёна", "алена"),
    ("Российский", "российскии\u{306}"),
    ("Київ", "КИІ\u{308}В"),
    ("ΑΘΗΝΑ", "Αθήνα"),
    ("Οδυσσεύς", "ΟΔΥΣΣΕΥΣ"),
    ("العربيّة", "العربية"),
    ("أحمد", "احمد"),
    ("مكتبة", "مكتبه"),
    ("٢٠٢٢", "2022"),
    ("电信", "电信"),
    ("国际电信联盟", "电信联盟"),
    ("デジタル", "ﾃﾞｼﾞﾀﾙ"),
    ("ガイド", "カ\u{3099}イト\u{3099}"),
    ("이종호", "\u{110B}\u{1175}\u{110C}\u{1169}\u{11BC}\u{1112}\u{1169}"),
    ("한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"),
    ("โทรคมนาคม", "คมนาคม"),
];

/// Pairs of which the second is only a part of the first.
fn is_part(written: &str) -> bool {
    ["国际电信联盟", "โทรคมนาคม"].contains(&written)
}

#[test]
fn two_spellings_find_each_other() {
    for (one, other) in PAIRS {
        let ways = if is_part(one) { vec![(one, other)] } else { vec![(one, other), (other, one)] };
        for (written, typed) in ways {
            let corpus =
                passages(&["something else altogether", &format!("before {written} after"), "and again something"]);
            let index = Index::build(&corpus);
            for typed in [typed.to_string(), format!("{typed} ")] {
                let results = search(&corpus, &index, &typed);
                assert_eq!(results.total, 1, "{typed:?} in {written:?}");
                let marks = marked(&corpus, &results.hits[0]);
                assert!(
                    !marks.is_empty() && marks.iter().all(|mark| written.contains(mark.as_str())),
                    "{typed:?}: {marks:?} in {written:?}"
                );
                if !is_part(written) {
                    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
                    let possessive = usize::from(written.ends_with("’s"));
                    let marked: usize = marks.iter().map(|mark| letters(mark)).sum();
                    assert!(marked + possessive >= letters(written), "{typed:?}: {marks:?} in {written:?}");
                }
                assert!(results.hits[0].why.is_empty(), "{typed:?} in {written:?}: {:?}", results.hits[0].why);
            }
            let text = format!("before {written} after");
            let page = find(&text, typed);
            if !matches!((*written, *typed), ("bogdan martin", "bogdanmartin")) {
                assert_eq!(page.len(), 1, "find {typed:?} in {written:?}");
            }
        }
    }
}

#[test]
fn marks_never_cut_a_letter() {
    for (written, typed) in PAIRS {
        let text = format!("{written}\u{301} x {written}s");
        let corpus = passages(&[&text]);
        let index = Index::build(&corpus);
        let borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for length in 1..=typed.chars().count() {
            let typed: String = typed.chars().take(length).collect();
            let hits = search(&corpus, &index, &typed).hits;
            for hit in hits.iter().filter(|hit| matches!(hit.place, Place::Passage { .. })) {
                for found in hit.matches.iter().filter(|found| found.field == hustings::search::Field::Text) {
                    assert!(
                        borders.contains(&found.start) && borders.contains(&found.end),
                        "{typed:?} in {text:?}: {found:?}"
                    );
                }
            }
            for range in find(&text, &typed) {
                assert!(
                    borders.contains(&range.start) && borders.contains(&range.end),
                    "find {typed:?} in {text:?}: {range:?}"
                );
            }
        }
    }
}
