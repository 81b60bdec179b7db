//! The table of keys, and what it promises.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

use hustings::keymap::{self, Action, Context, Edit, TABLE, Tab};
use ratatui::crossterm::event::KeyCode;

#[test]
fn no_key_stands_twice_in_a_context() {
    for context in Context::ALL {
        let mut seen = Vec::new();
        for row in TABLE.iter().filter(|row| row.context == context) {
            for key in row.keys {
                assert!(!seen.contains(key), "{key} stands twice in {context:?}");
                seen.push(*key);
            }
        }
    }
}

#[test]
fn quit_and_help_are_reached_from_everywhere() {
    for action in [Action::Quit, Action::Help, Action::Menu] {
        let everywhere = TABLE.iter().find(|row| row.context == Context::Always && row.action == action).unwrap();
        for context in Context::ALL.into_iter().filter(|context| *context != Context::Always) {
            let inner = TABLE.iter().filter(|row| row.context == context).flat_map(|row| row.keys);
            let hidden = inner.filter(|key| everywhere.keys.contains(key)).count();
            assert!(hidden < everywhere.keys.len(), "{action:?} cannot be reached in {context:?}");
        }
    }
}

#[test]
fn printable_keys_are_typed_in_an_input_and_bound_nowhere_it_sees() {
    for row in TABLE.iter().filter(|row| matches!(row.context, Context::Input | Context::Always)) {
        assert!(
            row.keys.iter().all(|key| !key.is_printable()),
            "{:?} is bound to a letter in {:?}",
            row.action,
            row.context
        );
    }
}

#[test]
fn no_key_needs_alt_and_every_row_says_what_it_does() {
    for row in TABLE {
        assert!(!row.help.is_empty() && !row.keys.is_empty(), "{row:?}");
    }
}

#[test]
fn every_tab_has_a_function_key_and_everything_else_is_reached_without_letters() {
    for tab in Tab::ALL {
        let key = KeyCode::F(u8::try_from(tab.index() + 2).unwrap());
        let row = TABLE.iter().find(|row| row.context == Context::Always && row.keys.iter().any(|k| k.code == key));
        assert_eq!(row.unwrap().action, Action::OpenTab(tab));
    }
    // What these do in one step other keys do in several.
    let shortcuts = [Action::Edit(Edit::DeleteWord), Action::Edit(Edit::DeleteLine), Action::HalfUp, Action::HalfDown];
    for row in TABLE.iter().filter(|row| !shortcuts.contains(&row.action)) {
        let by_key = TABLE
            .iter()
            .filter(|other| other.action == row.action)
            .any(|other| other.keys.iter().any(|key| !key.is_printable() && !key.ctrl));
        assert!(by_key || row.action.is_command(), "{:?} needs a letter and is not in the menu", row.action);
    }
}

#[test]
fn the_key_table_of_the_readme_is_the_one_in_the_code() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, rest) = readme.split_once("<!-- keys -->").expect("README.md has <!-- keys --> before the key table");
    let (table, _) = rest.split_once("<!-- /keys -->").expect("README.md has <!-- /keys --> after the key table");
    assert!(
        table.trim() == keymap::markdown().trim(),
        "README.md's key table is not the one in the code; it should read:\n{}",
        keymap::markdown()
    );
}
