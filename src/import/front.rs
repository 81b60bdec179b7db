//! What stands above a text: title, who speaks, for which post and state, when, and the navigation of a site.
//!
//! Only what the lines plainly say is taken; whatever had to be guessed is reported as a guess.

use super::block::{Block, Meta, Shape};
use super::dates::date;
use super::tidy::{count, ends_sentence, is_prose};
use super::{Did, Remark, page, question, states};

/// What a file says of its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    /// Title.
    pub title: Option<String>,
    /// Name of who speaks.
    pub speaker: Option<String>,
    /// In what capacity.
    pub capacity: Option<String>,
    /// The post stood for.
    pub post: Option<String>,
    /// The state: an ISO 3166 short name.
    pub state: Option<String>,
    /// Date, ISO 8601.
    pub date: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
}

/// The most lines that can stand above a text.
const MOST_LINES: usize = 16;

/// Takes what stands above the text out of the blocks, and what stands below it.
pub fn take(blocks: &mut Vec<Block>, meta: &Meta, remarks: &mut Vec<Remark>) -> Front {
    let mut front = Front { publisher: meta.publisher.clone(), date: meta.date.clone(), ..Front::default() };
    let begins = text_begins(blocks);
    let mut lines: Vec<Block> = blocks.drain(..begins).collect();
    let mut desk = Desk { front: &mut front, remarks };
    desk.labels(&mut lines);
    desk.captions(&mut lines);
    desk.candidate(&mut lines);
    desk.bylines(&mut lines);
    let heading = last_heading(&mut lines, blocks);
    desk.title(&mut lines, meta);
    let rest = desk.others(lines);
    blocks.splice(..0, rest.into_iter().chain(heading));
    if front.speaker.is_none()
        && let Some(author) = &meta.author
    {
        let why = "the speaker: the file names its author so".to_owned();
        remarks.push(Remark { at: 0, did: Did::Guessed, why, words: author.clone() });
        front.speaker = Some(author.clone());
    }
    page::close(blocks, remarks);
    front
}

/// How many blocks stand above the text.
fn text_begins(blocks: &[Block]) -> usize {
    let mut titled = false;
    for (at, block) in blocks.iter().enumerate().take(MOST_LINES) {
        let begins = match block.shape {
            Shape::Title => false,
            Shape::Heading => std::mem::replace(&mut titled, true),
            Shape::Paragraph => is_prose(block) || (at > 0 && question::is_question(block, true)),
            _ => true,
        };
        titled |= block.shape == Shape::Title;
        if begins {
            return at;
        }
    }
    usize::from(blocks.len() > 1 && !ends_sentence(&blocks[0].text))
}

/// The last line above the text, where it is the heading of what follows it without an empty line, or is called as such headings are.
fn last_heading(lines: &mut Vec<Block>, blocks: &[Block]) -> Option<Block> {
    const CALLED: &[&str] = &[
        "introduction",
        "background",
        "summary",
        "overview",
        "foreword",
        "preface",
        "abstract",
        "introducción",
        "введение",
    ];
    let last = lines.last()?;
    let next = blocks.first()?;
    let called = CALLED.contains(&last.text.to_lowercase().as_str());
    let close = next.gap == 0 && is_prose(next) && count(&last.text) <= 6 && last.shape == Shape::Paragraph;
    if lines.len() > 1 && (called || close) {
        return lines.pop().map(|block| Block { shape: Shape::Heading, ..block });
    }
    None
}

/// The lines above the text, being sorted.
struct Desk<'a> {
    front: &'a mut Front,
    remarks: &'a mut Vec<Remark>,
}

impl Desk<'_> {
    fn say(&mut self, block: &Block, did: Did, why: &str) {
        self.remarks.push(Remark { at: block.at, did, why: why.to_owned(), words: block.text.clone() });
    }

    /// `Speaker: Jane Roe`, and labels of machines (`PAGE TYPE = 3`).
    fn labels(&mut self, lines: &mut Vec<Block>) {
        lines.retain(|block| {
            if let Some((label, _)) = block.text.split_once(" = ")
                && label.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
            {
                self.say(block, Did::Dropped, "label of the machine that made the page");
                return false;
            }
            let Some((label, value)) = block.text.split_once(':') else { return true };
            let (label, value) = (label.trim().to_lowercase(), value.trim());
            if value.is_empty() {
                return true;
            }
            let front = &mut *self.front;
            let (field, why) = match label.as_str() {
                "title" => (&mut front.title, "title"),
                "speaker" | "candidate" | "author" | "interviewee" | "name" => (&mut front.speaker, "speaker"),
                "post" | "position" | "office" => (&mut front.post, "post"),
                "state" | "country" | "nominated by" | "nominating state" => (&mut front.state, "state"),
                "date" | "published" | "published on" => (&mut front.date, "date"),
                "publisher" | "published by" | "source" => (&mut front.publisher, "publisher"),
                _ => return true,
            };
            let value = if why == "date" { date(value) } else { Some(value.to_owned()) };
            let value = if why == "state" {
                value.map(|value| states::named(&value).map_or(value, |(_, name)| name.to_owned()))
            } else {
                value
            };
            if value.is_none() {
                return true;
            }
            *field = value;
            self.say(block, Did::Taken, why);
            false
        });
    }

    /// A line that comes twice above the text is the caption of a picture, and so is what stands between the two.
    fn captions(&mut self, lines: &mut Vec<Block>) {
        /// A name above a name is no caption.
        const SHORTEST: usize = 4;
        while let Some((first, last)) = (0..lines.len()).find_map(|first| {
            let again = (first + 1..lines.len().min(first + 4)).find(|&at| lines[at].text == lines[first].text)?;
            (count(&lines[first].text) >= SHORTEST && lines[first].shape == Shape::Paragraph).then_some((first, again))
        }) {
            for block in lines.drain(first..=last) {
                self.say(&block, Did::Dropped, "caption of a picture, with its place-holder");
            }
        }
    }

    /// `Jane Roe / France / Candidate for the post of / Director`, on as many lines as there may be.
    fn candidate(&mut self, lines: &mut Vec<Block>) {
        /// A name or a state has no more words.
        const LONGEST: usize = 6;
        let starts =
            |block: &Block| block.shape == Shape::Paragraph && block.text.to_lowercase().starts_with("candidate");
        let Some(at) = lines.iter().position(starts) else { return };
        // The words may be broken over lines anywhere; the post begins behind them and ends with its line.
        let mut spoken = String::new();
        let end = lines[at..].iter().position(|block| {
            spoken.push_str(if spoken.is_empty() { "" } else { " " });
            spoken.push_str(&block.text);
            post_in(&spoken).is_some()
        });
        let Some(end) = end else { return };
        self.front.post = post_in(&spoken).map(str::to_owned);
        for block in lines.drain(at..=at + end).collect::<Vec<_>>() {
            self.say(&block, Did::Taken, "post");
        }
        let is_name = |block: &Block| block.shape == Shape::Paragraph && count(&block.text) <= LONGEST;
        let names = lines[..at].iter().rev().take(2).take_while(|block| is_name(block)).count();
        let behind = lines[at..].iter().take_while(|block| states::named(&block.text).is_some()).count().min(1);
        let mut above = lines.drain(at - names..at + behind).collect::<Vec<_>>().into_iter();
        let Some(name) = above.next() else { return };
        if names == 0 {
            self.state(&name);
        } else if let Some((person, state)) = name_and_state(&name.text) {
            self.front.speaker = Some(person.to_owned());
            self.front.state = Some(state.to_owned());
            self.say(&name, Did::Taken, "speaker and state, on one line: the state is known by its name");
        } else {
            self.front.speaker = Some(name.text.clone());
            self.say(&name, Did::Taken, "speaker");
        }
        for block in above {
            self.state(&block);
        }
    }

    fn state(&mut self, block: &Block) {
        self.front.state = Some(states::named(&block.text).map_or(block.text.as_str(), |(_, name)| name).to_owned());
        self.say(block, Did::Taken, "state");
    }

    /// `by Jane Roe, Director of Roads`, and dates.
    fn bylines(&mut self, lines: &mut Vec<Block>) {
        lines.retain(|block| {
            let bare = ["Published on ", "Published ", "Posted on ", "Updated on "]
                .iter()
                .find_map(|words| block.text.strip_prefix(words));
            if let Some(found) = date(bare.unwrap_or(&block.text)) {
                self.front.date = Some(found);
                self.say(block, Did::Taken, "date");
                return false;
            }
            let by = ["by ", "By ", "BY ", "Par ", "par ", "Por ", "por ", "Von "]
                .iter()
                .find_map(|by| block.text.strip_prefix(by));
            let Some(by) = by.filter(|by| self.front.speaker.is_none() && by.starts_with(char::is_uppercase)) else {
                return true;
            };
            let (by, on) = by.split_once(" | ").map_or((by, None), |(by, on)| (by, date(on)));
            let (name, capacity) = by.split_once(", ").map_or((by, None), |(name, capacity)| (name, Some(capacity)));
            if count(name) > 6 {
                return true;
            }
            self.front.speaker = Some(name.to_owned());
            self.front.capacity = capacity.map(str::to_owned);
            self.front.date = on.or(self.front.date.take());
            self.say(block, Did::Taken, "speaker, as the byline has it");
            false
        });
    }

    /// The title: what the form of the file says, else the longest line.
    fn title(&mut self, lines: &mut Vec<Block>, meta: &Meta) {
        if self.front.title.is_some() {
            return;
        }
        let said = |block: &Block| matches!(block.shape, Shape::Title | Shape::Heading);
        let in_meta = |block: &Block| {
            meta.title.as_deref().is_some_and(|title| title.contains(block.text.as_str()) && count(&block.text) > 2)
        };
        if let Some(at) = lines.iter().position(said).or_else(|| lines.iter().position(in_meta)) {
            let block = lines.remove(at);
            self.say(&block, Did::Taken, "title");
            self.front.title = Some(block.text.clone());
            self.above(lines, at);
        } else if let Some(title) = &meta.title {
            self.front.title = Some(title.clone());
        } else if self.front.post.is_none()
            && let Some((at, _)) = lines.iter().enumerate().rev().max_by_key(|(_, block)| block.text.len())
        {
            let block = lines.remove(at);
            self.say(&block, Did::Guessed, "title: the longest line above the text");
            self.front.title = Some(block.text.clone());
            self.above(lines, at);
        }
    }

    /// What stands above the title is the navigation of a site.
    fn above(&mut self, lines: &mut Vec<Block>, title: usize) {
        for block in lines.drain(..title).collect::<Vec<_>>() {
            self.say(&block, Did::Dropped, "navigation above the title");
        }
    }

    /// What is left: lines in another script than the title belong to the site, the rest to the text.
    fn others(&mut self, lines: Vec<Block>) -> Vec<Block> {
        let is_latin = |text: &str| text.chars().filter(|c| c.is_alphabetic()).all(|c| u32::from(c) < 0x250);
        let title = self.front.title.clone().unwrap_or_default();
        let (site, text): (Vec<_>, Vec<_>) = lines.into_iter().partition(|block| {
            !title.is_empty() && is_latin(&title) && !is_latin(&block.text) && count(&block.text) < 8
        });
        for block in site {
            self.say(&block, Did::Dropped, "label of the site, in another script than the text");
        }
        text
    }
}

/// The post in `Candidate for the post of Director`, if all of that is there.
fn post_in(text: &str) -> Option<&str> {
    const LONGEST: usize = 12;
    let lower = text.to_lowercase();
    let long = "candidate for the post of ";
    let begun = long.starts_with(&lower) || lower == long.trim_end();
    let mark = [long, "candidate for "].into_iter().find(|mark| lower.starts_with(mark)).filter(|_| !begun)?;
    let post = text.get(mark.len()..)?.trim();
    (!post.is_empty() && count(post) <= LONGEST && !long.trim_end().ends_with(post)).then_some(post)
}

/// `Jane Roe Russian Federation`, divided by the longest name of a state that it ends with.
fn name_and_state(text: &str) -> Option<(&str, &'static str)> {
    text.match_indices(' ').find_map(|(at, _)| {
        let (_, state) = states::named(&text[at + 1..])?;
        Some((text[..at].trim_end_matches([',', ' ', '(', '–', '-']), state))
    })
}
