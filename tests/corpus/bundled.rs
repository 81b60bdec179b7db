use hustings::corpus::check::check;
use hustings::corpus::load::BUNDLED;
use hustings::corpus::{Candidacy, Corpus, DocumentKind, Outcome, Passage, PassageKind};

fn passages(corpus: &Corpus) -> impl Iterator<Item = (&str, &Passage)> {
    corpus.documents.iter().flat_map(|document| {
        let passages = document.sections.iter().flat_map(|section| &section.passages);
        passages.map(|passage| (document.id.as_str(), passage))
    })
}

fn count_quotes(corpus: &Corpus, document: &str) -> usize {
    passages(corpus).filter(|(id, passage)| *id == document && passage.kind == PassageKind::Quote).count()
}

#[test]
fn the_bundled_corpus_has_no_problems() {
    assert_eq!(check(BUNDLED.as_bytes()), []);
}

#[test]
fn the_bundled_corpus_loads_as_any_other_does() {
    assert_eq!(Corpus::from_bytes(BUNDLED.as_bytes()).unwrap().file(), Corpus::bundled().file());
}

#[test]
fn every_reference_leads_back_to_its_place() {
    let corpus = Corpus::bundled();
    for place in corpus.places() {
        let reference = corpus.reference(place).to_string();
        assert_eq!(corpus.resolve(&reference).unwrap(), place, "{reference}");
    }
}

#[test]
fn five_documents_are_told_in_points_and_quotes() {
    let corpus = Corpus::bundled();
    let ids: Vec<&str> = corpus.documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, ["lee", "ismailov", "zhao", "msit", "goals"]);
    for document in &corpus.documents {
        assert!(document.source.is_some(), "{}", document.id);
    }
    for (id, passage) in passages(&corpus) {
        assert_ne!(passage.kind, PassageKind::Text, "{id}");
        assert!((1..=3).contains(&passage.themes.len()), "{id} {}", passage.number);
    }
}

#[test]
fn quotes_are_as_many_as_a_delegate_would_look_up() {
    let corpus = Corpus::bundled();
    assert!(passages(&corpus).filter(|(_, passage)| passage.kind == PassageKind::Quote).count() >= 45);
    for (document, least) in [("zhao", 5), ("goals", 5), ("msit", 3)] {
        assert!(count_quotes(&corpus, document) >= least, "{document}");
    }
    let pull_quotes =
        |id| passages(&corpus).filter(|(document, passage)| *document == id && passage.pull_quote).count();
    assert_eq!((pull_quotes("lee"), pull_quotes("ismailov")), (4, 4));
    assert_eq!(passages(&corpus).filter(|(_, passage)| passage.pull_quote).count(), 8);
}

#[test]
fn section_n_of_an_interview_answers_question_n_and_quotes_the_answer() {
    let corpus = Corpus::bundled();
    let numbers: Vec<u32> = corpus.questions.iter().map(|question| question.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
    for document in corpus.documents.iter().filter(|document| document.kind == DocumentKind::Interview) {
        for section in &document.sections {
            let question = section.question.as_deref().and_then(|id| corpus.question(id)).unwrap();
            assert_eq!(question.number, section.number, "{}", document.id);
            let quoted = section.passages.iter().any(|passage| passage.kind == PassageKind::Quote);
            assert!(quoted, "{}.{}", document.id, section.number);
        }
    }
    let sections = |id| corpus.document(id).unwrap().sections.len();
    assert_eq!((sections("lee"), sections("ismailov")), (6, 7));
}

#[test]
fn no_artefact_of_a_source_is_in_a_passage() {
    for (id, passage) in passages(&Corpus::bundled()) {
        for artefact in
            ["*", "◆", "footnoteRef", "[", "??", " ”", "\u{a0}", "\u{202f}", "  ", "Candidate for the post of"]
        {
            assert!(!passage.text.contains(artefact), "{id}: {artefact:?} in {:?}", passage.text);
        }
    }
}

#[test]
fn all_offices_and_all_seats_are_there_with_who_won_them() {
    let corpus = Corpus::bundled();
    let posts: Vec<&str> = corpus.posts.iter().map(|post| post.id.as_str()).collect();
    assert_eq!(posts[..5], ["sg", "dsg", "br", "tsb", "bdt"]);
    let elected = |body: &str| {
        let won =
            |candidacy: &&Candidacy| candidacy.outcome == Some(Outcome::Elected) && candidacy.post.starts_with(body);
        corpus.candidacies.iter().filter(won).count()
    };
    let seats =
        |body: &str| corpus.posts.iter().filter(|post| post.id.starts_with(body)).map(|post| post.seats).sum::<u32>();
    assert_eq!((seats("council-"), elected("council-")), (48, 48));
    assert_eq!((seats("rrb-"), elected("rrb-")), (12, 12));
    for post in &posts[..5] {
        let won = corpus.candidacies_for(post).filter(|candidacy| candidacy.outcome == Some(Outcome::Elected));
        assert_eq!(won.count(), 1, "{post}");
    }
}

#[test]
fn the_rounds_that_are_known_are_told_and_present_and_counted_are_two_figures() {
    let corpus = Corpus::bundled();
    let rounds = |post| corpus.ballots_for(post).count();
    assert_eq!(["sg", "dsg", "br", "tsb", "bdt"].map(rounds), [1, 1, 1, 1, 3]);
    let sg = corpus.ballots_for("sg").next().unwrap();
    assert_eq!((sg.present_and_voting, sg.counted), (Some(172), Some(164)));
    assert_eq!(sg.votes.iter().filter_map(|vote| vote.votes).sum::<u32>(), 164);
}

#[test]
fn all_five_documents_declare_priorities_that_rest_on_passages() {
    let corpus = Corpus::bundled();
    let declared = |id: &str| corpus.priorities.iter().filter(|priority| priority.document == id).count();
    assert_eq!((declared("lee"), declared("ismailov"), declared("goals")), (3, 5, 2));
    assert!(declared("zhao") > 0 && declared("msit") > 0);
    assert!((8..=14).contains(&corpus.themes.len()));
}
