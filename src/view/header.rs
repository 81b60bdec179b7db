//! The title with what is to be known at a glance, and the row of tabs.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{Look, put, put_right};
use crate::app::mouse::tab_areas;
use crate::app::panes::Panes;
use crate::app::{App, Reading};
use crate::keymap::Tab;

/// Cells of the bar of progress.
const BAR: usize = 10;
/// Narrowest header that has room for the time left.
const ROOMY: u16 = 60;

/// What is being done, a bar, how much is done and how long it still takes.
fn progress(look: &Look, reading: Reading, width: u16) -> String {
    let done = usize::from(reading.percent) * BAR / 100;
    let bar = look.glyphs.bar.repeat(done) + &look.glyphs.shades[0].repeat(BAR - done);
    let figures = if width < ROOMY { format!("{} %", reading.percent) } else { reading.describe() };
    format!("{} {bar} {figures}", reading.verb())
}

pub(super) fn draw(app: &App, look: &Look, panes: &Panes, buffer: &mut Buffer) {
    if panes.header.area() > 0 {
        let hidden = app.corpus.hidden();
        let filter = (app.tab == Tab::Quotes && app.filter.is_set()).then(|| app.filter.describe(&app.corpus));
        let kept_filter = app.tab == Tab::Brief && !app.keeping.filter.is_empty();
        let parts = [
            app.reading.map(|reading| progress(look, reading, panes.header.width)),
            filter.map(|filter| format!("only {filter}")),
            app.mouse.then(|| "mouse on".to_owned()),
            (hidden > 0).then(|| format!("results hidden ({hidden})")),
            kept_filter.then(|| format!("only “{}”", app.keeping.filter)),
            app.keeping.describe(),
        ];
        let right = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let line = ratatui::layout::Rect { width: panes.header.width.saturating_sub(1), ..panes.header };
        let taken = put_right(buffer, line, &right, look.theme.text);
        let title = format!("hustings · {}", app.corpus.short_title);
        let room = line.width.saturating_sub(taken + 2);
        put(buffer, Position::new(line.x + 1, line.y), room, &title, look.theme.title);
    }
    for (tab, area) in tab_areas(panes.tabs, app.tab) {
        let style = if tab == app.tab { look.theme.tab } else { look.theme.text };
        let label = format!(" {} ", tab.name());
        put(buffer, Position::new(area.x, area.y), area.width, &label, style);
    }
}
