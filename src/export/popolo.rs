//! The corpus as Popolo JSON (<https://www.popoloproject.com>): people, organizations, posts, memberships, areas and events.
//!
//! Popolo has no candidacies and no ballots, so they stand beside its classes as an extension: `candidacies` (person or state, post, outcome) and
//! `ballots` (post, round, figures, votes by candidacy), with the field names of the corpus. A seat that a state won without a person being named
//! is a membership of the organization that stands for the state.

use serde_json::{Value, json};

use super::origin;
use crate::corpus::{Candidacy, Corpus, Country, Outcome, Place, Post};

/// The corpus as one Popolo document.
#[must_use]
pub fn document(corpus: &Corpus) -> String {
    let value = json!({
        "schema_version": 1,
        "id": corpus.id,
        "title": corpus.title,
        "edition": corpus.edition,
        "persons": people(corpus),
        "organizations": organizations(corpus),
        "areas": areas(corpus),
        "posts": corpus.posts.iter().map(|own| post(corpus, own)).collect::<Vec<_>>(),
        "memberships": memberships(corpus),
        "events": events(corpus),
        "candidacies": corpus.candidacies.iter().map(|own| candidacy(corpus, own)).collect::<Vec<_>>(),
        "ballots": ballots(corpus),
    });
    format!("{value:#}\n")
}

/// Words as an id: lower-case letters and digits, hyphens between.
fn slug(words: &str) -> String {
    let mut id = String::new();
    for c in words.chars() {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// Sources as Popolo has them: an address and what is there.
fn sources(corpus: &Corpus, ids: &[String]) -> Value {
    ids.iter()
        .map(|id| origin(corpus, id))
        .map(|source| json!({"url": source.url, "note": super::cite::origin(&super::Origin { url: None, ..source }, None)}))
        .collect()
}

fn people(corpus: &Corpus) -> Vec<Value> {
    corpus
        .people
        .iter()
        .map(|person| {
            let roles: Vec<&str> = person.roles.iter().map(|role| role.label.as_str()).collect();
            json!({
                "id": person.id, "name": person.name, "sort_name": person.sort_name,
                "national_identity": person.country.as_ref().map(|country| &country.name),
                "summary": (!roles.is_empty()).then(|| roles.join(". ")),
                "sources": sources(corpus, &person.sources),
            })
        })
        .collect()
}

/// The bodies that posts belong to, and the states that stand or nominate.
fn organizations(corpus: &Corpus) -> Vec<Value> {
    let mut found: Vec<(String, Value)> = Vec::new();
    for body in corpus.posts.iter().filter_map(|post| post.organization.as_ref()) {
        let id = slug(body);
        if !found.iter().any(|(known, _)| *known == id) {
            let value = json!({"id": id, "name": body, "classification": "international organization body"});
            found.push((id, value));
        }
    }
    for state in corpus.candidacies.iter().filter_map(|candidacy| candidacy.nominated_by.as_ref()) {
        let id = state_id(state);
        if !found.iter().any(|(known, _)| *known == id) {
            let value = json!({
                "id": id, "name": state.name, "classification": "state",
                "identifiers": [{"scheme": "ISO 3166-1 alpha-2", "identifier": state.code}],
            });
            found.push((id, value));
        }
    }
    found.into_iter().map(|(_, value)| value).collect()
}

fn state_id(state: &Country) -> String {
    format!("state-{}", state.code.to_lowercase())
}

fn areas(corpus: &Corpus) -> Vec<Value> {
    let mut found: Vec<&str> = Vec::new();
    for area in corpus.posts.iter().filter_map(|post| post.area.as_deref()) {
        if !found.contains(&area) {
            found.push(area);
        }
    }
    found.into_iter().map(|area| json!({"id": slug(area), "name": area, "classification": "region"})).collect()
}

fn post(corpus: &Corpus, post: &Post) -> Value {
    json!({
        "id": post.id, "label": post.label, "other_label": post.abbreviation, "role": post.label,
        "organization_id": post.organization.as_deref().map(slug), "area_id": post.area.as_deref().map(slug),
        "start_date": post.term.as_ref().map(|(start, _)| start), "end_date": post.term.as_ref().map(|(_, end)| end),
        "sources": sources(corpus, &post.standing.sources),
        "seats": post.seats, "order": post.order,
    })
}

/// Who holds a post after the election, for its term.
fn memberships(corpus: &Corpus) -> Vec<Value> {
    corpus
        .candidacies
        .iter()
        .filter(|candidacy| candidacy.outcome == Some(Outcome::Elected))
        .filter_map(|candidacy| Some((candidacy, corpus.post(&candidacy.post)?)))
        .map(|(candidacy, post)| {
            let state = candidacy.nominated_by.as_ref();
            let member = state.filter(|_| candidacy.person.is_none()).map(state_id);
            json!({
                "id": candidacy.id, "label": format!("{}, {}", corpus.candidate_name(candidacy), post.label),
                "role": post.label, "person_id": candidacy.person, "member_id": member,
                "organization_id": post.organization.as_deref().map(slug), "post_id": post.id,
                "on_behalf_of_id": state.filter(|_| candidacy.person.is_some()).map(state_id),
                "area_id": post.area.as_deref().map(slug),
                "start_date": post.term.as_ref().map(|(start, _)| start),
                "end_date": post.term.as_ref().map(|(_, end)| end),
                "sources": sources(corpus, &candidacy.standing.sources),
            })
        })
        .collect()
}

fn events(corpus: &Corpus) -> Vec<Value> {
    let id = |at: u32| match at {
        0 => "conference".to_owned(),
        at => format!("conference-{}", corpus.parts[at as usize].id),
    };
    let meetings = corpus.conferences().map(|(at, conference)| {
        let place: Vec<&str> =
            [conference.venue.as_deref(), conference.place.as_deref()].into_iter().flatten().collect();
        json!({
            "id": id(at), "name": conference.name, "classification": "conference",
            "start_date": conference.start_date, "end_date": conference.end_date,
            "location": (!place.is_empty()).then(|| place.join(", ")), "description": conference.summary,
            "parent_id": null, "sources": sources(corpus, &conference.sources),
        })
    });
    let entries = corpus.timeline.iter().zip(0..).map(|(entry, at)| {
        json!({
            "id": format!("timeline-{}", entry.number), "name": entry.label, "classification": "timeline",
            "start_date": entry.date, "end_date": entry.date, "location": null, "description": null,
            "parent_id": id(corpus.conference_of(Place::Timeline(at))),
            "sources": sources(corpus, &entry.standing.sources),
        })
    });
    meetings.chain(entries).collect()
}

fn candidacy(corpus: &Corpus, own: &Candidacy) -> Value {
    json!({
        "id": own.id, "post_id": own.post, "person_id": own.person, "name": corpus.candidate_name(own),
        "nominated_by": own.nominated_by, "nominated_by_id": own.nominated_by.as_ref().map(state_id),
        "outcome": own.outcome, "document": own.document, "note": own.note,
        "confidence": own.standing.confidence, "sources": sources(corpus, &own.standing.sources),
    })
}

fn ballots(corpus: &Corpus) -> Vec<Value> {
    corpus
        .ballots
        .iter()
        .map(|own| {
            let votes: Vec<Value> =
                own.votes.iter().map(|vote| json!({"candidacy_id": vote.candidacy, "value": vote.votes})).collect();
            json!({
                "id": format!("{}.{}", own.post, own.round), "post_id": own.post, "round": own.round, "date": own.date,
                "time": own.time, "present_and_voting": own.present_and_voting, "counted": own.counted,
                "required_majority": own.required_majority, "votes": votes, "note": own.note,
                "confidence": own.standing.confidence, "sources": sources(corpus, &own.standing.sources),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn words_become_ids() {
        assert_eq!(slug("International Telecommunication Union (ITU)"), "international-telecommunication-union-itu");
        assert_eq!(slug("  Türkiye "), "türkiye");
    }
}
