//! The votes: rounds as bars with the majority, seats by region, the timeline, rules and facts.

use super::list::{Entry, Group};
use super::page::{Bar, Block, Page};
use super::source;
use crate::corpus::{Ballot, Candidacy, Corpus, Kind, Outcome, Place, Post, Reference};
use crate::text::{date, wrap};

/// Offices, then the bodies elected by region, then what belongs to no post.
pub(crate) fn entries(corpus: &Corpus) -> Vec<Entry> {
    let mut entries = vec![];
    let mut body: Option<&str> = None;
    for (post, at) in corpus.posts.iter().zip(0..) {
        let group = post.area.as_ref().map(|_| post.organization.as_deref().unwrap_or(&post.label));
        if entries.is_empty() && group.is_none() {
            entries.push(Entry::Group(Group::Words("Offices")));
        } else if group.is_some() && group != body {
            entries.push(Entry::Group(Group::Post(at)));
        }
        body = group;
        entries.push(Entry::Place(Place::Post(at)));
    }
    entries.push(Entry::Group(Group::Words("The conference")));
    if !corpus.timeline.is_empty() {
        entries.push(Entry::Timeline);
    }
    entries.push(Entry::Facts);
    entries
}

/// How the election for a post went, round by round.
pub(crate) fn page(corpus: &Corpus, place: Place) -> Page {
    let Place::Post(at) = place else { return Page::default() };
    let post = &corpus.posts[at as usize];
    let mut page = Page::default();
    let area = post.area.as_ref().map(|area| format!(" · {area}")).unwrap_or_default();
    let title = Block { section: true, ..Block::title(format!("{}{area}", post.label)) };
    page.push(title.labelled(format!("post:{}", post.id)).at(place));
    page.push(Block::plain(summary(corpus, post)));
    if let Some(note) = &post.note {
        page.push(Block::note(note.as_str()));
    }
    let mut ballots = corpus.ballots_for(&post.id).peekable();
    if ballots.peek().is_none() {
        page.push(Block::blank());
        for candidacy in corpus.candidacies_for(&post.id) {
            page.push(Block::plain(format!("· {}", standing_for(corpus, candidacy))));
        }
        page.push(Block::blank());
        let hidden = corpus.hidden() > 0;
        page.push(Block::note(if hidden { "Results are hidden; x shows them." } else { "No votes on record." }));
    }
    let last = corpus.ballots_for(&post.id).map(|ballot| ballot.round).max();
    for ballot in ballots {
        page.push(Block::blank());
        ballot_blocks(corpus, ballot, last == Some(ballot.round), &mut page);
    }
    page
}

fn summary(corpus: &Corpus, post: &Post) -> String {
    let seats = if post.seats == 1 { "1 seat".to_owned() } else { format!("{} seats", post.seats) };
    let term = post.term.as_ref().map(|(from, to)| format!("term {} to {}", date::long(from), date::long(to)));
    let elected: Vec<&str> = corpus
        .candidacies_for(&post.id)
        .filter(|candidacy| candidacy.outcome == Some(Outcome::Elected))
        .map(|candidacy| corpus.candidate_name(candidacy))
        .collect();
    let elected = (!elected.is_empty()).then(|| format!("elected: {}", elected.join(", ")));
    [Some(seats), term, elected].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn standing_for(corpus: &Corpus, candidacy: &Candidacy) -> String {
    let name = corpus.candidate_name(candidacy);
    match &candidacy.nominated_by {
        Some(state) if state.name != name => format!("{name} ({})", state.name),
        _ => name.to_owned(),
    }
}

fn ballot_blocks(corpus: &Corpus, ballot: &Ballot, last: bool, page: &mut Page) {
    let Some(place) = corpus.find(&Reference::Ballot { post: ballot.post.clone(), round: ballot.round }) else {
        return;
    };
    let when = [ballot.date.as_deref().map(date::long), ballot.time.clone()].into_iter().flatten().collect::<Vec<_>>();
    let heading = Block::heading(format!("Round {} · {}", ballot.round, when.join(", ")));
    page.push(heading.labelled(corpus.reference(place).to_string()).at(place));
    let known = ballot.votes.iter().filter_map(|vote| vote.votes).max().unwrap_or(0);
    let names: Vec<String> = ballot
        .votes
        .iter()
        .map(|vote| {
            let Some(candidacy) = corpus.candidacy(&vote.candidacy) else { return vote.candidacy.clone() };
            corpus.candidate_name(candidacy).to_owned()
        })
        .collect();
    let label_width = names.iter().map(|name| wrap::width(name)).max().unwrap_or(0);
    for (vote, name) in ballot.votes.iter().zip(names) {
        page.push(Block::bar(
            name,
            Bar {
                votes: vote.votes,
                full: known.max(ballot.required_majority.unwrap_or(0)),
                majority: ballot.required_majority,
                label_width: u16::try_from(label_width).unwrap_or(u16::MAX),
                elected: last
                    && corpus.candidacy(&vote.candidacy).is_some_and(|of| of.outcome == Some(Outcome::Elected)),
            },
        ));
    }
    for line in figures(ballot) {
        page.push(Block::plain(line));
    }
    if let Some(note) = &ballot.note {
        page.push(Block::note(note.as_str()));
    }
    page.push(Block::note(source::standing_line(corpus, &ballot.standing)));
}

/// The figures of a ballot in words; what is not known is said to be so.
fn figures(ballot: &Ballot) -> Vec<String> {
    let known = |figure: Option<u32>, what: &str| match figure {
        Some(figure) => format!("{what} {figure}"),
        None => format!("{what} not known"),
    };
    let majority = match ballot.required_majority {
        Some(majority) => format!("Majority {majority}: more than half of the votes counted, not of those present"),
        None => "Majority not known or not needed".to_owned(),
    };
    vec![
        format!("{} · {}", known(ballot.present_and_voting, "Present and voting"), known(ballot.counted, "counted")),
        majority,
    ]
}

/// How a candidacy fared, round by round, for a profile.
pub(crate) fn candidacy_blocks(corpus: &Corpus, candidacy: &Candidacy, page: &mut Page) {
    let mut any = false;
    for ballot in corpus.ballots_for(&candidacy.post) {
        let Some(vote) = ballot.votes.iter().find(|vote| vote.candidacy == candidacy.id) else { continue };
        let reference = Reference::Ballot { post: ballot.post.clone(), round: ballot.round };
        let Some(place) = corpus.find(&reference) else { continue };
        if !any {
            page.push(Block::blank());
            page.push(Block::heading("How the vote went"));
            any = true;
        }
        let votes = vote.votes.map_or("votes not known".to_owned(), |votes| format!("{votes} votes"));
        let of = ballot.counted.map(|counted| format!(" of {counted} counted")).unwrap_or_default();
        let majority = ballot.required_majority.map(|majority| format!(", majority {majority}")).unwrap_or_default();
        let caution = vote.standing.as_ref().unwrap_or(&ballot.standing).caution();
        let caution = caution.map(|caution| format!(" ({caution})")).unwrap_or_default();
        let line = format!("Round {}: {votes}{of}{majority}{caution}", ballot.round);
        page.push(Block::plain(line).labelled(reference.to_string()).at(place));
    }
}

/// What happened, in the order of time.
pub(crate) fn timeline_page(corpus: &Corpus) -> Page {
    let mut page = Page::default();
    page.push(Block { section: true, ..Block::title("Timeline") });
    for (_, at) in corpus.timeline.iter().zip(0..) {
        let item = corpus.item(Place::Timeline(at));
        page.push(Block::blank());
        page.push(Block { section: true, ..Block::note(item.title.to_string()) });
        page.push(Block::item(corpus, &item));
        if let Some(standing) = item.standing {
            page.push(Block::note(source::standing_line(corpus, standing)));
        }
    }
    hidden_line(corpus, &mut page);
    page
}

/// The conference, the rules and all other facts, each with its sources.
pub(crate) fn facts_page(corpus: &Corpus) -> Page {
    let mut page = Page::default();
    page.push(Block { section: true, ..Block::title("Rules and facts") });
    let listed = corpus.places_outside().filter(|place| matches!(corpus.kind(*place), Kind::Conference | Kind::Fact));
    for place in listed {
        let item = corpus.item(place);
        page.push(Block::blank());
        page.push(Block::heading(item.title.to_string()));
        page.push(Block::item(corpus, &item));
        if let Some(standing) = item.standing {
            page.push(Block::note(source::standing_line(corpus, standing)));
        }
    }
    hidden_line(corpus, &mut page);
    page
}

fn hidden_line(corpus: &Corpus, page: &mut Page) {
    if corpus.hidden() > 0 {
        page.push(Block::blank());
        page.push(Block::note("Results are hidden; x shows them."));
    }
}
