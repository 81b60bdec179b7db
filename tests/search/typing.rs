//! What may be typed, and what is said of it.

use hustings::search::{How, Index, Query, SYNTAX, complete};

use crate::corpora::{BUNDLED, bundled, found, marked, passages, search};

#[test]
fn all_words_come_before_some_and_together_before_apart() {
    let corpus = passages(&[
        "the divide that nobody in this room calls digital",
        "a digital divide",
        "digital things",
        "divide and digital",
    ]);
    assert_eq!(found(&corpus, "digital divide"), [1, 3, 0]);
    assert_eq!(found(&corpus, "\"digital divide\""), [1]);
    assert_eq!(found(&corpus, "\"divide digital\""), [0; 0]);
}

#[test]
fn where_nothing_has_all_words_the_best_have_most_and_it_is_said() {
    let corpus = passages(&["orbit and spectrum", "spectrum", "orbit"]);
    let results = search(&corpus, &Index::build(&corpus), "orbit spectrum xylophone");
    assert_eq!(results.total, 1);
    assert_eq!(results.notes, ["no `xylophone` found"]);
    let corpus = passages(&["orbit and spectrum", "quorum"]);
    let results = search(&corpus, &Index::build(&corpus), "orbit spectrum quorum");
    assert_eq!(results.notes, ["nothing has all of these words; the best have 2 of 3"]);
}

#[test]
fn the_last_word_is_a_prefix_until_a_space_follows() {
    let corpus = passages(&["an art", "an artful thing", "an article"]);
    assert_eq!((found(&corpus, "an art").len(), found(&corpus, "an art")[0]), (3, 0));
    assert_eq!(found(&corpus, "an art "), [0]);
    assert_eq!(found(&corpus, "artf "), [1], "a word that is nowhere may still be a beginning");
}

#[test]
fn each_keystroke_narrows_or_keeps() {
    let (corpus, index) = &*BUNDLED;
    for typed in [
        "digital divide",
        "cybersecurity",
        "term limits",
        "the digital divide",
        "resilient ecosystem",
        "elected officials of itu",
        "pandemic",
    ] {
        let mut before: Option<Vec<_>> = None;
        for (at, c) in typed.char_indices() {
            let results = search(corpus, index, &typed[..at + c.len_utf8()]);
            let places: Vec<_> = results.hits.iter().map(|hit| hit.place).collect();
            assert_eq!(places.len(), results.total);
            if let Some(before) = before {
                assert!(
                    places.iter().all(|place| before.contains(place)),
                    "{:?} finds what the shorter did not",
                    &typed[..=at]
                );
            }
            before = Some(places);
        }
    }
}

#[test]
fn a_typo_is_found_marked_and_labelled() {
    let corpus = passages(&["the digital divide", "digit"]);
    let index = Index::build(&corpus);
    for typed in ["digtal ", "digitla ", "dgital ", "digital"] {
        let results = search(&corpus, &index, typed);
        let best = &results.hits[0];
        assert_eq!(marked(&corpus, best), ["digital"], "{typed}");
        if typed == "digital" {
            assert_eq!((best.matches[0].how, best.why.len()), (How::Exact, 0));
        } else {
            assert_eq!(best.matches[0].how, How::Typo);
            assert_eq!(best.why, [format!("digital ← {}", typed.trim())]);
        }
    }
}

#[test]
fn exact_comes_before_prefix_before_typo() {
    let corpus = passages(&["standart", "standards", "standard"]);
    assert_eq!(found(&corpus, "standard"), [2, 1]);
    let corpus = passages(&["an elector", "an election", "electron"]);
    assert_eq!(found(&corpus, "electer "), [0]);
}

#[test]
fn digits_are_never_slips() {
    let corpus = passages(&["the year 2022", "4G", "WTPF-21"]);
    for typed in ["2023", "5g", "22", "2012"] {
        assert_eq!(found(&corpus, typed), [0; 0], "{typed}");
    }
}

#[test]
fn scattered_letters_find_names_and_words_but_never_prose() {
    assert_eq!(bundled("dbm")[0], "person:bogdan-martin");
    assert!(
        bundled("rsgen").contains(&"ismailov".to_owned()) || bundled("rsgen").contains(&"person:ismailov".to_owned())
    );
    let corpus = passages(&["cybersecurity for all", "can you be seen crossing"]);
    assert_eq!(found(&corpus, "cybsec"), [0]);
    let results = search(&corpus, &Index::build(&corpus), "cybsec");
    assert_eq!((results.hits[0].matches[0].how, results.hits[0].why.len()), (How::Fuzzy, 1));
    assert_eq!(found(&corpus, "cybsg"), [0; 0]);
}

#[test]
fn what_occurs_nowhere_finds_nothing() {
    for typed in [
        "spectroscopy",
        "xylophone quorum",
        "xylophone",
        "zzzz",
        "qwertz",
        "\"digital quorum\"",
        "\"divide digital the\"",
    ] {
        let (corpus, index) = &*BUNDLED;
        let results = search(corpus, index, typed);
        assert_eq!((results.total, results.hits.len()), (0, 0), "{typed}");
        assert!(!results.notes.is_empty(), "{typed}");
    }
}

#[test]
fn what_the_corpus_has_but_the_filters_leave_out_is_said() {
    let (corpus, index) = &*BUNDLED;
    for (typed, note) in [
        ("by:lee youth", "the corpus has this, but nothing of it passes the filters"),
        ("type:quote by:lee satellite -orbit", "the corpus has this, but nothing of it passes the filters"),
        ("qatar -qatar", "the corpus has this, but only with what is excluded"),
        ("by:lee type:ballot", "nothing passes all of this"),
        ("by:lee xylophone", "no `xylophone` found"),
    ] {
        let results = search(corpus, index, typed);
        assert_eq!((results.total, results.notes), (0, vec![note.to_owned()]), "{typed}");
    }
}

#[test]
fn a_reference_that_exists_is_found_and_nothing_is_missed() {
    let (corpus, index) = &*BUNDLED;
    for typed in ["ismailov.6.14", "ballot:bdt.2", "fact:majority", "lee 3 2"] {
        let results = search(corpus, index, typed);
        let hit = &results.hits[0];
        assert_eq!(corpus.reference(hit.place).to_string(), typed.replace(' ', "."));
        assert_eq!((results.notes, &hit.why), (vec![], &vec![]), "{typed}");
    }
}

#[test]
fn a_phrase_has_no_other_names() {
    let (corpus, index) = &*BUNDLED;
    for typed in ["\"two-term limit\"", "\"term limits\" officials", "\"Korea"] {
        let results = search(corpus, index, typed);
        assert!(results.total > 0, "{typed}");
        let whys: Vec<&String> = results.hits.iter().flat_map(|hit| &hit.why).collect();
        assert!(whys.iter().all(|why| !why.contains(" = ")), "{typed}: {whys:?}");
    }
}

#[test]
fn a_name_in_a_script_without_spaces_is_missed_as_it_was_typed() {
    let (corpus, index) = &*BUNDLED;
    assert_eq!(search(corpus, index, "이종호 장관").notes, ["no `이종호` found", "no `장관` found"]);
}

#[test]
fn another_name_is_told_once_however_it_is_spelled() {
    let (corpus, index) = &*BUNDLED;
    assert_eq!(search(corpus, index, "Turkey").hits[0].why, ["Turkey = Türkiye"]);
}

#[test]
fn a_minus_leaves_out_words_phrases_and_filters() {
    let corpus = passages(&["orbit and spectrum", "orbit alone", "orbit of a two-term limit"]);
    assert_eq!(found(&corpus, "orbit -spectrum"), [1, 2]);
    assert_eq!(found(&corpus, "orbit -\"two term\" -alone"), [0]);
    assert_eq!(found(&corpus, "orbit -two-term"), [1, 0]);
    let without = bundled("pandemic -by:lee -type:theme");
    assert!(
        !without.is_empty() && without.iter().all(|hit| !hit.starts_with("lee") && !hit.starts_with("theme")),
        "{without:?}"
    );
}

#[test]
fn filters_let_through_what_they_name() {
    let starts = |typed: &str, prefix: &str| {
        let hits = bundled(typed);
        assert!(!hits.is_empty() && hits.iter().all(|hit| hit.starts_with(prefix)), "{typed}: {hits:?}");
    };
    starts("type:ballot lamanauskas", "ballot:");
    starts("in:zhao covid", "zhao");
    starts("type:person", "person:");
    starts("by:lamanauskas", "person:lamanauskas");
    let quotes = bundled("type:quote by:lee");
    assert!(!quotes.is_empty() && quotes.iter().all(|hit| hit.starts_with("lee.")));
    let either = bundled("type:ballot type:post lamanauskas");
    assert!(
        either.iter().any(|hit| hit.starts_with("post:")) && either.iter().any(|hit| hit.starts_with("ballot:")),
        "{either:?}"
    );
}

#[test]
fn an_unknown_filter_value_is_said_with_the_nearest() {
    let (corpus, index) = &*BUNDLED;
    for (typed, note) in [
        ("theme:securty", "no theme `securty`; nearest: security"),
        ("type:quot3", "no type `quot3`; nearest: quote"),
        ("in:zhoa", "no document `zhoa`; nearest: zhao"),
        ("by:lamanauskus", "no person `lamanauskus`; nearest: lamanauskas"),
        ("post:dgs", "no post `dgs`; nearest: dsg"),
    ] {
        let query = Query::parse(index, corpus, typed);
        assert_eq!(query.unknown(), Some(note));
        assert_eq!(index.search(corpus, &query, 10).notes, [note]);
    }
    assert_eq!(Query::parse(index, corpus, "theme:security").unknown(), None);
    assert_eq!(Query::parse(index, corpus, "theme:sec").unknown(), None, "a part of a name will do");
}

#[test]
fn an_exact_person_id_wins_alone_and_parts_of_names_say_whose() {
    let (corpus, index) = &*BUNDLED;
    assert_eq!(search(corpus, index, "by:lee vision").notes, [""; 0]);
    let notes = search(corpus, index, "by:ma").notes;
    assert!(notes[0].starts_with("`by:ma` is any of ") && notes[0].contains("Doreen Bogdan-Martin"), "{notes:?}");
}

#[test]
fn a_malformed_query_is_read_the_kindest_way_and_said() {
    let (corpus, index) = &*BUNDLED;
    let results = search(corpus, index, "\"digital div");
    assert!(results.total > 0 && results.notes[0].contains("still open"), "{:?}", results.notes);
    let results = search(corpus, index, "speaker:lee inclusion");
    assert_eq!(results.notes[0], "there is no filter `speaker:`; it is read as words");
    assert_eq!(search(corpus, index, "by: inclusion").notes, ["`by:` wants a person's id or a part of a name"]);
    for typed in ["\"", "-", "--", ":", "by:", "-by:", "\"\"", "-\"", "(", "  ", "a:b:c:", "…"] {
        let _ = search(corpus, index, typed);
    }
}

#[test]
fn a_reference_goes_first_when_it_exists() {
    for (typed, first) in [
        ("lee.3", "lee.3"),
        ("lee 3", "lee.3"),
        ("LEE/3/2", "lee.3.2"),
        ("ballot:bdt.2", "ballot:bdt.2"),
        ("zhao", "zhao"),
    ] {
        assert_eq!(bundled(typed)[0], first, "{typed}");
    }
    assert_ne!(bundled("lee 99").first().map(String::as_str), Some("lee.99"));
}

#[test]
fn another_name_of_the_same_thing_is_found_and_labelled() {
    let (corpus, index) = &*BUNDLED;
    let results = search(corpus, index, "driverless cars");
    assert_eq!(corpus.reference(results.hits[0].place).to_string(), "ismailov.2.4");
    assert_eq!(results.hits[0].why, ["driverless cars = self-driving cars"]);
    assert_eq!(results.hits[0].matches[0].how, How::Alias);
    assert_eq!(bundled("DSG")[0], "post:dsg");
}

#[test]
fn a_passage_is_found_by_whose_it_is_and_says_so() {
    let (corpus, index) = &*BUNDLED;
    let results = search(corpus, index, "lee blockchain");
    assert_eq!(corpus.reference(results.hits[0].place).to_string(), "lee.5.4");
    let results = search(corpus, index, "msit busan");
    assert_eq!(corpus.reference(results.hits[0].place).to_string(), "msit.3.2");
}

#[test]
fn the_same_hits_in_the_same_order_whatever_the_limit() {
    let (corpus, index) = &*BUNDLED;
    for typed in ["itu", "digital", "who won the election", "d", "type:quote", "resilent"] {
        let query = Query::parse(index, corpus, typed);
        let all = index.search(corpus, &query, usize::MAX);
        for limit in [0, 1, 5, 20, 250] {
            let some = index.search(corpus, &query, limit);
            assert_eq!(some.total, all.total);
            assert_eq!(some.hits, all.hits[..limit.min(all.hits.len())], "{typed} {limit}");
        }
    }
}

#[test]
fn tab_completes_inside_a_filter_and_nowhere_else() {
    let (corpus, index) = &*BUNDLED;
    let typed = "inclusion by:lam";
    let completion = complete(index, corpus, typed, typed.len()).unwrap();
    assert_eq!(&typed[completion.range], "lam");
    assert_eq!(completion.choices, [("lamanauskas".to_owned(), "Tomas Lamanauskas".to_owned())]);
    assert_eq!(complete(index, corpus, "type:", 5).unwrap().choices.len(), 13);
    assert_eq!(complete(index, corpus, "-theme:sec x", 10).unwrap().choices[0].0, "security");
    assert_eq!(complete(index, corpus, "lam", 3), None);
    assert_eq!(complete(index, corpus, "by:xyzzy", 8), None);
    assert_eq!(complete(index, corpus, "by:lam ", 7), None);
}

#[test]
fn what_the_help_shows_can_be_typed() {
    let (corpus, index) = &*BUNDLED;
    for (typed, _) in SYNTAX {
        for typed in typed.split(" or ").flat_map(|typed| {
            typed.split(", ").filter(|_| !typed.contains('"')).chain(typed.contains('"').then_some(typed))
        }) {
            let query = Query::parse(index, corpus, typed);
            assert_eq!(query.unknown(), None, "{typed}");
            if !["-word", "zurich", "МОСКВА", "l'egalite"].contains(&typed) {
                assert!(index.search(corpus, &query, 1).total > 0, "{typed}");
            }
        }
    }
}
