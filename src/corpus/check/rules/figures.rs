//! Votes, majorities and how candidacies ended.

use std::collections::HashMap;
use std::fmt::Display;

use super::super::{Findings, Path};
use super::{Names, shown};
use crate::corpus::{Ballot, Candidacy, CorpusFile, Outcome};

/// The figures of each round agree with each other and with how the candidacies ended.
pub fn ballots(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    let mut final_rounds: HashMap<&str, u32> = HashMap::new();
    for ballot in &file.ballots {
        let round = final_rounds.entry(&ballot.post).or_default();
        *round = ballot.round.max(*round);
    }
    let list = Path::ROOT.key("ballots");
    for (at, ballot) in file.ballots.iter().enumerate() {
        let (path, id) = (list.at(at), format_args!("ballot:{}.{}", ballot.post, ballot.round));
        let seats = names.posts.get(ballot.post.as_str()).map(|&at| file.posts[at].seats);
        totals(ballot, seats, &path, &id, found);
        let candidacy = |name: &str| names.candidacies.get(name).map(|&at| &file.candidacies[at]);
        let mut seen = HashMap::new();
        let votes = path.key("votes");
        for (at, vote) in ballot.votes.iter().enumerate() {
            let path = votes.at(at).key("candidacy").to_string();
            if let Some(other) = candidacy(&vote.candidacy).filter(|other| other.post != ballot.post) {
                let message = format!(
                    "{path} is {}, which stands for {}; a ballot holds the candidacies of its own post",
                    shown(&other.id),
                    shown(&other.post)
                );
                found.add(&votes.at(at).key("candidacy"), &id, message);
            }
            if seen.insert(vote.candidacy.as_str(), at).is_some() {
                let message = format!("{} stands twice in this round; keep one", shown(&vote.candidacy));
                found.add(&votes.at(at).key("candidacy"), &id, message);
            }
        }
        if seats == Some(1) && ballot.round == final_rounds[ballot.post.as_str()] {
            decided(ballot, candidacy, &votes, &id, found);
        }
    }
}

/// No more votes than were counted, no more counted than present, a majority that can be reached.
fn totals(ballot: &Ballot, seats: Option<u32>, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    if let (Some(counted), Some(present)) = (ballot.counted, ballot.present_and_voting)
        && counted > present
    {
        let message = format!(
            "{counted} votes are counted, but {present} delegations were present and voting; one of the two is wrong"
        );
        found.add(&path.key("counted"), id, message);
    }
    if let (Some(majority), Some(counted)) = (ballot.required_majority, ballot.counted)
        && (majority > counted || majority <= counted / 2)
    {
        let message = format!(
            "a majority of {majority} is not one of {counted} votes counted; more than half of them is {}",
            counted / 2 + 1
        );
        found.add(&path.key("required_majority"), id, message);
    }
    let Some(counted) = ballot.counted else { return };
    let votes = path.key("votes");
    for (at, vote) in ballot.votes.iter().enumerate() {
        if let Some(number) = vote.votes.filter(|&number| number > counted) {
            let message =
                format!("{} has {number} votes of {counted} counted; one of the two is wrong", shown(&vote.candidacy));
            found.add(&votes.at(at).key("votes"), id, message);
        }
    }
    let sum: u64 = ballot.votes.iter().filter_map(|vote| vote.votes).map(u64::from).sum();
    if seats == Some(1) && sum > u64::from(counted) {
        let message = format!("the votes add up to {sum}, but {counted} were counted; for one seat each counts once");
        found.add(&votes, id, message);
    }
}

/// The last round for one seat: whoever was elected has the majority and the most votes, and nobody else has it.
fn decided<'f>(
    ballot: &Ballot,
    candidacy: impl Fn(&str) -> Option<&'f Candidacy>,
    votes: &Path<'_>,
    id: &dyn Display,
    found: &mut Findings,
) {
    let most = ballot.votes.iter().filter_map(|vote| vote.votes).max();
    for (at, vote) in ballot.votes.iter().enumerate() {
        let (Some(number), Some(candidacy)) = (vote.votes, candidacy(&vote.candidacy)) else { continue };
        let name = shown(&vote.candidacy);
        let path = votes.at(at);
        match (candidacy.outcome, ballot.required_majority) {
            (Some(Outcome::Elected), Some(majority)) if number < majority => {
                let message =
                    format!("{name} is elected with {number} votes, but {majority} were needed; one of these is wrong");
                found.add(&path.key("votes"), id, message);
            }
            (Some(Outcome::NotElected | Outcome::Withdrawn), Some(majority)) if number >= majority => {
                let message = format!(
                    "{name} is not elected with {number} votes, but {majority} were enough; one of these is wrong"
                );
                found.add(&path.key("votes"), id, message);
            }
            (Some(Outcome::Elected), None) if most.is_some_and(|most| number < most) => {
                let message =
                    format!("{name} is elected with {number} votes, but another has more; one of these is wrong");
                found.add(&path.key("votes"), id, message);
            }
            _ => {}
        }
    }
}

/// No more are elected than there are seats, and a candidate's document is the candidate's own.
pub fn outcomes(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    let mut elected: HashMap<&str, u32> = HashMap::new();
    for candidacy in file.candidacies.iter().filter(|candidacy| candidacy.outcome == Some(Outcome::Elected)) {
        *elected.entry(&candidacy.post).or_default() += 1;
    }
    let posts = Path::ROOT.key("posts");
    for (at, post) in file.posts.iter().enumerate() {
        let count = elected.get(post.id.as_str()).copied().unwrap_or(0);
        if count > post.seats {
            let message = format!("{count} are elected to {} seats; one of the two is wrong", post.seats);
            found.add(&posts.at(at).key("seats"), &format_args!("post:{}", post.id), message);
        }
    }
    let list = Path::ROOT.key("candidacies");
    for (at, candidacy) in file.candidacies.iter().enumerate() {
        let path = list.at(at);
        if candidacy.person.is_none() && candidacy.nominated_by.is_none() {
            let message = "nobody stands here; name the `person`, or the state in `nominated_by`";
            found.add(&path, &candidacy.id, message);
        }
        let document =
            candidacy.document.as_deref().and_then(|id| names.documents.get(id)).map(|&at| &file.documents[at]);
        if let Some(document) = document
            && document.speaker != candidacy.person
        {
            let message = format!(
                "{} has another speaker than this candidacy's person; name the candidate's own",
                shown(&document.id)
            );
            found.add(&path.key("document"), &candidacy.id, message);
        }
    }
}
