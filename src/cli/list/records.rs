//! The records of a list as JSON.

use serde_json::{Value, json};

use crate::cli::args::Records;
use crate::cli::record;
use crate::corpus::Corpus;

/// The records as JSON.
pub fn of(corpus: &Corpus, kind: Records) -> Vec<Value> {
    let referred = |id: &str, prefix: &str, mut own: Value| {
        own["ref"] = format!("{prefix}{id}").into();
        own
    };
    match kind {
        Records::People => {
            corpus.people.iter().map(|own| referred(&own.id, "person:", record::person(corpus, own))).collect()
        }
        Records::Posts => corpus.posts.iter().map(|own| referred(&own.id, "post:", record::post(corpus, own))).collect(),
        Records::Candidacies => corpus.candidacies.iter().map(|own| record::candidacy(corpus, own)).collect(),
        Records::Documents => corpus.documents.iter().map(|own| document(corpus, own)).collect(),
        Records::Questions => {
            let question = |own: &crate::corpus::Question| json!({"id": own.id, "number": own.number, "topic": own.topic, "text": own.text});
            corpus.questions.iter().map(question).collect()
        }
        Records::Themes => corpus
            .themes
            .iter()
            .map(|own| {
                let passages = record::on_theme(corpus, &own.id);
                json!({"id": own.id, "ref": format!("theme:{}", own.id), "label": own.label, "description": own.description, "passages": passages})
            })
            .collect(),
        Records::Priorities => corpus
            .priorities
            .iter()
            .map(|own| {
                json!({
                    "id": own.id, "ref": format!("priority:{}", own.id), "document": own.document, "holder": own.holder,
                    "rank": own.rank, "title": own.title, "summary": own.summary, "themes": own.themes, "evidence": own.evidence,
                })
            })
            .collect(),
        Records::Ballots => corpus
            .ballots
            .iter()
            .map(|own| {
                let mut ballot = record::ballot(corpus, own);
                ballot["ref"] = format!("ballot:{}.{}", own.post, own.round).into();
                ballot["post"] = own.post.clone().into();
                ballot["date"] = own.date.clone().into();
                ballot["note"] = own.note.clone().into();
                with_standing(ballot, &own.standing)
            })
            .collect(),
        Records::Facts => corpus
            .facts
            .iter()
            .map(|own| {
                let fact = json!({"id": own.id, "ref": format!("fact:{}", own.id), "title": own.title, "text": own.text, "themes": own.themes});
                with_standing(fact, &own.standing)
            })
            .collect(),
        Records::Timeline => corpus
            .timeline
            .iter()
            .map(|own| {
                let number = own.number;
                let entry = json!({"id": number, "ref": format!("timeline:{number}"), "date": own.date, "label": own.label, "posts": own.posts});
                with_standing(entry, &own.standing)
            })
            .collect(),
        Records::Sources => corpus
            .sources
            .iter()
            .map(|own| json!({"id": own.id, "title": own.title, "publisher": own.publisher, "url": own.url, "date": own.date}))
            .collect(),
    }
}

fn document(corpus: &Corpus, own: &crate::corpus::Document) -> Value {
    let mut value = record::document(own);
    let speaker = own.speaker.as_deref().and_then(|id| corpus.person(id));
    value["ref"] = own.id.clone().into();
    value["title"] = own.title.clone().into();
    value["speaker"] = own.speaker.clone().into();
    value["speaker_name"] = speaker.map(|person| person.name.clone()).into();
    value["capacity"] = own.capacity.clone().into();
    value["publisher"] = own.publisher.clone().into();
    value["date"] = own.date.clone().into();
    value["url"] = own.url.clone().into();
    value["note"] = own.note.clone().into();
    value["sections"] = own.sections.len().into();
    value
}

fn with_standing(mut value: Value, standing: &crate::corpus::Standing) -> Value {
    value["confidence"] = json!(standing.confidence);
    value["support"] = json!(standing.support);
    value["sources"] = json!(standing.sources);
    value
}
