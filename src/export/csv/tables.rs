//! The tables and their columns, one function a table.

use super::Table;
use super::Type::{Flag, Text, Whole};
use crate::corpus::{Confidence, Corpus, Country, Standing};

/// All tables, in the order of the corpus file.
pub(super) fn all(corpus: &Corpus) -> Vec<Table> {
    vec![
        people(corpus),
        roles(corpus),
        posts(corpus),
        candidacies(corpus),
        ballots(corpus),
        votes(corpus),
        questions(corpus),
        themes(corpus),
        documents(corpus),
        sections(corpus),
        passages(corpus),
        priorities(corpus),
        facts(corpus),
        timeline(corpus),
        sources(corpus),
    ]
}

fn or_empty(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn whole(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn state(country: Option<&Country>) -> [String; 2] {
    country.map(|country| [country.code.clone(), country.name.clone()]).unwrap_or_default()
}

/// The name that a value has in the corpus file.
fn named<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn standing(standing: &Standing) -> [String; 3] {
    let confidence = if standing.confidence == Confidence::Derived { "derived" } else { "confirmed" };
    [confidence.to_owned(), named(standing.support), standing.sources.join(" ")]
}

fn people(corpus: &Corpus) -> Table {
    let rows = corpus.people.iter().map(|own| {
        let [code, country] = state(own.country.as_ref());
        vec![own.id.clone(), own.name.clone(), own.sort_name.clone(), code, country, own.sources.join(" ")]
    });
    Table {
        name: "people",
        title: "Candidates, authors and officials",
        columns: &[
            ("id", Text),
            ("name", Text),
            ("sort_name", Text),
            ("country_code", Text),
            ("country", Text),
            ("sources", Text),
        ],
        rows: rows.collect(),
    }
}

fn roles(corpus: &Corpus) -> Table {
    let rows = corpus.people.iter().flat_map(|person| {
        person.roles.iter().map(|role| {
            let [confidence, support, sources] = standing(&role.standing);
            vec![person.id.clone(), role.label.clone(), confidence, support, sources]
        })
    });
    Table {
        name: "roles",
        title: "Roles that people hold or held",
        columns: &[("person", Text), ("label", Text), ("confidence", Text), ("support", Text), ("sources", Text)],
        rows: rows.collect(),
    }
}

fn posts(corpus: &Corpus) -> Table {
    let rows = corpus.posts.iter().map(|own| {
        let (start, end) = own.term.clone().unwrap_or_default();
        let [confidence, support, sources] = standing(&own.standing);
        vec![
            own.id.clone(),
            own.label.clone(),
            or_empty(own.abbreviation.as_ref()),
            or_empty(own.organization.as_ref()),
            or_empty(own.area.as_ref()),
            own.seats.to_string(),
            own.order.to_string(),
            start,
            end,
            or_empty(own.note.as_ref()),
            confidence,
            support,
            sources,
        ]
    });
    Table {
        name: "posts",
        title: "Offices and seats",
        columns: &[
            ("id", Text),
            ("label", Text),
            ("abbreviation", Text),
            ("organization", Text),
            ("area", Text),
            ("seats", Whole),
            ("order", Whole),
            ("term_start", Text),
            ("term_end", Text),
            ("note", Text),
            ("confidence", Text),
            ("support", Text),
            ("sources", Text),
        ],
        rows: rows.collect(),
    }
}

fn candidacies(corpus: &Corpus) -> Table {
    let rows = corpus.candidacies.iter().map(|own| {
        let [code, country] = state(own.nominated_by.as_ref());
        let [confidence, support, sources] = standing(&own.standing);
        vec![
            own.id.clone(),
            own.post.clone(),
            or_empty(own.person.as_ref()),
            corpus.candidate_name(own).to_owned(),
            code,
            country,
            own.outcome.map(named).unwrap_or_default(),
            or_empty(own.document.as_ref()),
            or_empty(own.note.as_ref()),
            confidence,
            support,
            sources,
        ]
    });
    Table {
        name: "candidacies",
        title: "Who, or which state, stands for what",
        columns: &[
            ("id", Text),
            ("post", Text),
            ("person", Text),
            ("name", Text),
            ("nominated_by_code", Text),
            ("nominated_by", Text),
            ("outcome", Text),
            ("document", Text),
            ("note", Text),
            ("confidence", Text),
            ("support", Text),
            ("sources", Text),
        ],
        rows: rows.collect(),
    }
}

fn ballots(corpus: &Corpus) -> Table {
    let rows = corpus.ballots.iter().map(|own| {
        let [confidence, support, sources] = standing(&own.standing);
        vec![
            format!("{}.{}", own.post, own.round),
            own.post.clone(),
            own.round.to_string(),
            or_empty(own.date.as_ref()),
            or_empty(own.time.as_ref()),
            whole(own.present_and_voting),
            whole(own.counted),
            whole(own.required_majority),
            or_empty(own.note.as_ref()),
            confidence,
            support,
            sources,
        ]
    });
    Table {
        name: "ballots",
        title: "Rounds of voting; the majority is of the votes counted",
        columns: &[
            ("id", Text),
            ("post", Text),
            ("round", Whole),
            ("date", Text),
            ("time", Text),
            ("present_and_voting", Whole),
            ("counted", Whole),
            ("required_majority", Whole),
            ("note", Text),
            ("confidence", Text),
            ("support", Text),
            ("sources", Text),
        ],
        rows: rows.collect(),
    }
}

fn votes(corpus: &Corpus) -> Table {
    let rows = corpus.ballots.iter().flat_map(|ballot| {
        ballot.votes.iter().map(|vote| {
            let candidacy = corpus.candidacy(&vote.candidacy);
            let [confidence, support, sources] = standing(vote.standing.as_ref().unwrap_or(&ballot.standing));
            vec![
                format!("{}.{}", ballot.post, ballot.round),
                vote.candidacy.clone(),
                candidacy.map(|candidacy| corpus.candidate_name(candidacy).to_owned()).unwrap_or_default(),
                whole(vote.votes),
                confidence,
                support,
                sources,
            ]
        })
    });
    Table {
        name: "votes",
        title: "Votes by ballot and candidacy",
        columns: &[
            ("ballot", Text),
            ("candidacy", Text),
            ("name", Text),
            ("votes", Whole),
            ("confidence", Text),
            ("support", Text),
            ("sources", Text),
        ],
        rows: rows.collect(),
    }
}

fn questions(corpus: &Corpus) -> Table {
    let rows = corpus.questions.iter();
    Table {
        name: "questions",
        title: "The questions that candidates were asked",
        columns: &[("id", Text), ("number", Whole), ("topic", Text), ("text", Text)],
        rows: rows
            .map(|own| vec![own.id.clone(), own.number.to_string(), own.topic.clone(), own.text.clone()])
            .collect(),
    }
}

fn themes(corpus: &Corpus) -> Table {
    Table {
        name: "themes",
        title: "What passages are about",
        columns: &[("id", Text), ("label", Text), ("description", Text)],
        rows: corpus
            .themes
            .iter()
            .map(|own| vec![own.id.clone(), own.label.clone(), own.description.clone()])
            .collect(),
    }
}

fn documents(corpus: &Corpus) -> Table {
    let rows = corpus.documents.iter().map(|own| {
        vec![
            own.id.clone(),
            named(own.kind),
            own.title.clone(),
            or_empty(own.speaker.as_ref()),
            or_empty(own.capacity.as_ref()),
            or_empty(own.publisher.as_ref()),
            or_empty(own.date.as_ref()),
            or_empty(own.url.as_ref()),
            own.language.clone(),
            or_empty(own.rights.holder.as_ref()),
            or_empty(own.rights.licence.as_ref()),
            own.rights.statement.clone(),
            or_empty(own.note.as_ref()),
        ]
    });
    Table {
        name: "documents",
        title: "Interviews, articles, releases and proposals",
        columns: &[
            ("id", Text),
            ("kind", Text),
            ("title", Text),
            ("speaker", Text),
            ("capacity", Text),
            ("publisher", Text),
            ("date", Text),
            ("url", Text),
            ("language", Text),
            ("rights_holder", Text),
            ("licence", Text),
            ("rights", Text),
            ("note", Text),
        ],
        rows: rows.collect(),
    }
}

fn sections(corpus: &Corpus) -> Table {
    let rows = corpus.documents.iter().flat_map(|document| {
        document.sections.iter().map(|own| {
            vec![
                format!("{}.{}", document.id, own.number),
                document.id.clone(),
                own.number.to_string(),
                or_empty(own.question.as_ref()),
                own.heading.clone(),
            ]
        })
    });
    Table {
        name: "sections",
        title: "Parts of documents",
        columns: &[("ref", Text), ("document", Text), ("number", Whole), ("question", Text), ("heading", Text)],
        rows: rows.collect(),
    }
}

fn passages(corpus: &Corpus) -> Table {
    let places = corpus.places().map(|place| corpus.item(place));
    let rows = places.filter_map(|item| {
        let (document, section, passage) = (item.document?, item.section?, item.passage?);
        Some(vec![
            corpus.reference(item.place).to_string(),
            document.id.clone(),
            section.number.to_string(),
            passage.number.to_string(),
            item.kind.name().to_owned(),
            passage.text.clone(),
            passage.themes.join(" "),
            passage.pull_quote.to_string(),
            or_empty(passage.note.as_ref()),
        ])
    });
    Table {
        name: "passages",
        title: "Points and quotes",
        columns: &[
            ("ref", Text),
            ("document", Text),
            ("section", Whole),
            ("number", Whole),
            ("kind", Text),
            ("text", Text),
            ("themes", Text),
            ("pull_quote", Flag),
            ("note", Text),
        ],
        rows: rows.collect(),
    }
}

fn priorities(corpus: &Corpus) -> Table {
    let rows = corpus.priorities.iter().map(|own| {
        vec![
            own.id.clone(),
            own.document.clone(),
            or_empty(own.holder.as_ref()),
            whole(own.rank),
            own.title.clone(),
            own.summary.clone(),
            own.themes.join(" "),
            own.evidence.join(" "),
        ]
    });
    Table {
        name: "priorities",
        title: "What each declared to be a priority",
        columns: &[
            ("id", Text),
            ("document", Text),
            ("holder", Text),
            ("rank", Whole),
            ("title", Text),
            ("summary", Text),
            ("themes", Text),
            ("evidence", Text),
        ],
        rows: rows.collect(),
    }
}

fn facts(corpus: &Corpus) -> Table {
    let rows = corpus.facts.iter().map(|own| {
        let [confidence, support, sources] = standing(&own.standing);
        vec![own.id.clone(), own.title.clone(), own.text.clone(), own.themes.join(" "), confidence, support, sources]
    });
    Table {
        name: "facts",
        title: "Rules, figures and outcomes",
        columns: &[
            ("id", Text),
            ("title", Text),
            ("text", Text),
            ("themes", Text),
            ("confidence", Text),
            ("support", Text),
            ("sources", Text),
        ],
        rows: rows.collect(),
    }
}

fn timeline(corpus: &Corpus) -> Table {
    let rows = corpus.timeline.iter().map(|own| {
        let [confidence, support, sources] = standing(&own.standing);
        vec![
            own.number.to_string(),
            own.date.clone(),
            own.label.clone(),
            own.posts.join(" "),
            confidence,
            support,
            sources,
        ]
    });
    Table {
        name: "timeline",
        title: "What happened when",
        columns: &[
            ("number", Whole),
            ("date", Text),
            ("label", Text),
            ("posts", Text),
            ("confidence", Text),
            ("support", Text),
            ("sources", Text),
        ],
        rows: rows.collect(),
    }
}

fn sources(corpus: &Corpus) -> Table {
    let rows = corpus.sources.iter().map(|own| {
        vec![
            own.id.clone(),
            own.title.clone(),
            or_empty(own.publisher.as_ref()),
            or_empty(own.url.as_ref()),
            or_empty(own.date.as_ref()),
        ]
    });
    Table {
        name: "sources",
        title: "Where facts were read",
        columns: &[("id", Text), ("title", Text), ("publisher", Text), ("url", Text), ("date", Text)],
        rows: rows.collect(),
    }
}
