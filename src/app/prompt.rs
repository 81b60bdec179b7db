//! Lines asked for at the foot of the screen: words to find in the page, a reference to go to.

use super::input::Input;
use super::list::Entry;
use super::reader::Find;
use super::{App, Effect, Prompt, PromptKind};

impl App {
    pub(super) fn open_prompt(&mut self, kind: PromptKind) {
        let text = match kind {
            PromptKind::Find => self.reader().find.as_ref().map(|find| find.words.clone()).unwrap_or_default(),
            PromptKind::GoTo => String::new(),
            PromptKind::Brief => self.keeping.filter.clone(),
        };
        self.prompt = Some(Prompt { kind, input: Input::new(text) });
    }

    pub(super) fn accept(&mut self) -> Vec<Effect> {
        match self.prompt.take() {
            Some(Prompt { kind: PromptKind::Find, .. }) => {
                if self.finding.is_none() && self.page().found.is_empty() && self.reader_mut().find.take().is_some() {
                    self.say("Not found on this page.");
                }
            }
            Some(Prompt { kind: PromptKind::GoTo, input }) => self.go_to(&input.text),
            Some(Prompt { kind: PromptKind::Brief, .. }) => {}
            None => {
                if let Some(place) = self.selected_hit() {
                    return self.open_lit(place);
                }
            }
        }
        Vec::new()
    }

    fn selected_hit(&self) -> Option<crate::corpus::Place> {
        match self.list().current()? {
            Entry::Hit(rank) => self.search.hit(rank).map(|hit| hit.place),
            _ => None,
        }
    }

    /// While words are typed, lists what they are found in, or goes to the first place found from here.
    pub(super) fn find_as_typed(&mut self) {
        let Some(Prompt { kind, input }) = &self.prompt else { return };
        let words = input.text.clone();
        match kind {
            PromptKind::Find => {}
            PromptKind::GoTo => return,
            PromptKind::Brief => return self.filter_brief(words.trim()),
        }
        self.reader_mut().find = (!words.trim().is_empty()).then_some(Find { words, at: 0 });
        self.changed();
        self.refresh();
        self.go_to_first_found();
    }

    /// To the first place found from here, now or as soon as it is known.
    pub(super) fn go_to_first_found(&mut self) {
        if let Some(finding) = &mut self.finding {
            finding.go = true;
        } else {
            self.go_to_found(self.page().found_from(self.reader().block));
        }
    }

    pub(super) fn step_find(&mut self, forward: bool) {
        let found = self.page().found.len();
        let Some(find) = self.reader().find.as_ref() else { return };
        if found > 0 {
            let at = if forward { (find.at + 1) % found } else { (find.at + found - 1) % found };
            self.go_to_found(at);
        }
    }

    /// To a place that was found.
    pub(super) fn go_to_found(&mut self, at: usize) {
        let Some(found) = self.page().found.get(at).cloned() else { return };
        self.roll_to(found.piece);
        let height = self.page_height();
        let page = self.page();
        let block = page.page.block_of(found.piece) + found.block;
        let stop = if page.page.blocks[block].stop { Some(block) } else { page.page.next_stop(block, true) };
        let lines = page.layout.lines_of(block);
        let line = lines.clone().position(|line| page.layout.lines[line].text.end >= found.text.end).unwrap_or(0);
        let part = if lines.len() > height { line / height.saturating_sub(1).max(1) } else { 0 };
        let reader = self.reader_mut();
        if let Some(find) = &mut reader.find {
            find.at = at;
        }
        if let Some(stop) = stop {
            reader.block = stop;
            reader.part = if stop == block { part } else { 0 };
        }
    }
}
