//! Files under watch: what is news and what is not.

use std::fs;
use std::os::fd::AsFd;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use hustings::watch::{News, Watch};

use super::NEVER;

/// Somebody who waits for news of files, and says what they hold at each.
struct Reader {
    news: Receiver<String>,
    listener: Option<UnixStream>,
}

impl Reader {
    fn of(paths: &[PathBuf]) -> Reader {
        let (listener, other) = UnixStream::pair().unwrap();
        let mut watch = Watch::new(paths.to_vec());
        let paths = paths.to_vec();
        let (tell, news) = mpsc::channel();
        thread::spawn(move || {
            while watch.wait(other.as_fd()) == News::Changed {
                let held = paths.iter().map(|path| fs::read_to_string(path).unwrap_or_else(|_| "away".to_owned()));
                tell.send(held.collect::<Vec<_>>().join(" ")).unwrap();
            }
        });
        Reader { news, listener: Some(listener) }
    }

    fn next(&self) -> String {
        self.news.recv_timeout(NEVER).expect("there are news")
    }

    /// All the news that there still were when nobody wanted any more.
    fn last(mut self) -> Vec<String> {
        drop(self.listener.take());
        std::iter::from_fn(|| match self.news.recv_timeout(NEVER) {
            Ok(news) => Some(news),
            Err(mpsc::RecvTimeoutError::Disconnected) => None,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("the watch does not end"),
        })
        .collect()
    }
}

fn replace(path: &Path, text: &str) {
    let aside = path.with_file_name(".aside");
    fs::write(&aside, text).unwrap();
    fs::rename(&aside, path).unwrap();
}

#[test]
fn a_file_written_over_and_one_put_in_its_place_are_news() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("corpus.json");
    fs::write(&path, "one").unwrap();
    let reader = Reader::of(std::slice::from_ref(&path));
    fs::write(&path, "two").unwrap();
    assert_eq!(reader.next(), "two");
    replace(&path, "six");
    assert_eq!(reader.next(), "six");
    // The place is watched, not the file that was there first.
    fs::write(&path, "ten").unwrap();
    assert_eq!(reader.next(), "ten");
    assert_eq!(reader.last(), Vec::<String>::new());
}

#[test]
fn a_file_that_is_away_for_a_moment_is_news_when_it_is_back() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("corpus.json");
    fs::write(&path, "one").unwrap();
    let reader = Reader::of(std::slice::from_ref(&path));
    fs::rename(&path, home.path().join("corpus.json~")).unwrap();
    fs::write(&path, "").unwrap();
    fs::write(&path, "two").unwrap();
    assert_eq!(reader.next(), "two");
    assert_eq!(reader.last(), Vec::<String>::new());
}

#[test]
fn a_file_that_stays_away_is_told_of_and_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("mine");
    let path = directory.join("corpus.json");
    fs::create_dir(&directory).unwrap();
    fs::write(&path, "one").unwrap();
    let reader = Reader::of(std::slice::from_ref(&path));
    fs::remove_dir_all(&directory).unwrap();
    assert_eq!(reader.next(), "away");
    fs::create_dir(&directory).unwrap();
    fs::write(&path, "two").unwrap();
    assert_eq!(reader.next(), "two");
    // A whole directory in the place of another, as by a change of branch.
    let other = home.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("corpus.json"), "six").unwrap();
    fs::rename(&directory, home.path().join("before")).unwrap();
    fs::rename(&other, &directory).unwrap();
    assert_eq!(reader.next(), "six");
    fs::write(&path, "ten").unwrap();
    assert_eq!(reader.next(), "ten");
}

#[test]
fn what_a_link_leads_to_is_watched_and_the_link_too() {
    let home = tempfile::tempdir().unwrap();
    let (real, shown) = (home.path().join("real"), home.path().join("shown"));
    fs::create_dir(&real).unwrap();
    fs::create_dir(&shown).unwrap();
    fs::write(real.join("a.json"), "one").unwrap();
    fs::write(real.join("b.json"), "two").unwrap();
    let path = shown.join("corpus.json");
    symlink("../real/a.json", &path).unwrap();
    let reader = Reader::of(std::slice::from_ref(&path));
    fs::write(real.join("a.json"), "ten").unwrap();
    assert_eq!(reader.next(), "ten");
    symlink("../real/b.json", shown.join("next")).unwrap();
    fs::rename(shown.join("next"), &path).unwrap();
    assert_eq!(reader.next(), "two");
}

#[test]
fn of_several_files_each_is_watched_and_a_directory_with_what_is_in_it() {
    let home = tempfile::tempdir().unwrap();
    let (first, second, kept) = (home.path().join("a.json"), home.path().join("b.json"), home.path().join("imports"));
    fs::write(&first, "one").unwrap();
    fs::write(&second, "two").unwrap();
    let reader = Reader::of(&[first.clone(), second.clone(), kept.clone()]);
    fs::write(&second, "ten").unwrap();
    assert_eq!(reader.next(), "one ten away");
    fs::create_dir(&kept).unwrap();
    assert_eq!(reader.next(), "one ten away");
    replace(&kept.join("lee.json"), "{}");
    assert_eq!(reader.next(), "one ten away");
    assert_eq!(reader.last(), Vec::<String>::new());
}

#[test]
fn what_happens_beside_a_file_is_no_news() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("corpus.json");
    fs::write(&path, "one").unwrap();
    let reader = Reader::of(std::slice::from_ref(&path));
    for number in 0..50 {
        fs::write(home.path().join(format!("{number}.txt")), "not it").unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    assert_eq!(reader.last(), Vec::<String>::new());
}
