//! What was imported, kept for later starts: one file for each document, and how it is put into a corpus when that is loaded.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::weave::weave;
use crate::corpus::records::records;
use crate::corpus::{Candidacy, CorpusFile, Document, Passage, PassageKind, Person, Post, Section};
use crate::text::sanitize::sanitize;

/// The version of the files of this shelf.
pub const VERSION: u32 = 1;
/// The largest file of the shelf that is read, in bytes.
const MOST_BYTES: u64 = 64 << 20;

/// An imported document as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Imported {
    /// [`VERSION`].
    pub schema_version: u32,
    /// Id of the corpus that it belongs to.
    pub corpus: String,
    /// Id of the document.
    pub document: String,
    /// Name of the file it was read from.
    pub file: String,
    /// SHA-256 of that file.
    pub sha256: String,
    /// The texts, for a document that the corpus has; a document of its own else.
    #[serde(flatten)]
    pub content: Content,
}

/// What was imported.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// The full text of a document that the corpus has.
    Sections(Vec<Texts>),
    /// A document that the corpus lacks.
    Addition(Box<Addition>),
}

/// An [`Imported`] field by field.
#[derive(Deserialize)]
struct Stored {
    schema_version: u32,
    corpus: String,
    document: String,
    file: String,
    sha256: String,
    sections: Option<Vec<Texts>>,
    addition: Option<Box<Addition>>,
}

impl Stored {
    fn imported(self) -> Option<Imported> {
        let content = match (self.sections, self.addition) {
            (Some(sections), None) => Content::Sections(sections),
            (None, Some(addition)) => Content::Addition(addition),
            _ => return None,
        };
        let Stored { schema_version, corpus, document, file, sha256, .. } = self;
        Some(Imported { schema_version, corpus, document, file, sha256, content })
    }
}

/// The texts of one section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Texts {
    /// Number of the section.
    pub number: u32,
    /// Its text passages.
    pub passages: Vec<Passage>,
}

/// A document that a corpus lacks, with the records that it needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Addition {
    /// The document.
    pub document: Document,
    /// Who speaks, where the corpus does not have them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// The post they stand for, where the corpus does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<Post>,
    /// That they stand for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidacy: Option<Candidacy>,
}

/// The file that a document is kept in.
#[must_use]
pub fn path(directory: &Path, document: &str) -> PathBuf {
    directory.join(format!("{document}.json"))
}

/// All that is kept in a directory, by document, and what cannot be read there and why.
#[must_use]
pub fn load(directory: &Path) -> (Vec<Imported>, Vec<String>) {
    let Ok(entries) = std::fs::read_dir(directory) else { return (Vec::new(), Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        !hidden && path.extension().is_some_and(|extension| extension == "json")
    });
    paths.sort_unstable();
    let (mut imports, mut troubles) = (Vec::new(), Vec::new());
    for path in paths {
        match open(&path) {
            Ok(imported) => imports.push(imported),
            Err(what) => troubles.push(format!("{}: {what}; it is left alone and not used", path.display())),
        }
    }
    (imports, troubles)
}

fn open(path: &Path) -> Result<Imported, String> {
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return Err("no regular file of a size that an import has".to_owned());
    }
    let json = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let stored: Stored = records(&json).map_err(|error| format!("the import is damaged ({error})"))?;
    let mut imported = stored.imported().ok_or("the import is damaged (it has no content, or two)")?;
    if imported.schema_version != VERSION {
        return Err(format!("the import is of version {}, this program reads {VERSION}", imported.schema_version));
    }
    imported.clean();
    Ok(imported)
}

impl Imported {
    /// How many text passages it holds.
    #[must_use]
    pub fn passages(&self) -> usize {
        match &self.content {
            Content::Sections(sections) => sections.iter().map(|texts| texts.passages.len()).sum(),
            Content::Addition(addition) => {
                addition.document.sections.iter().map(|section| section.passages.len()).sum()
            }
        }
    }

    /// Takes out of its texts what could steer a terminal: the file may have been touched since.
    fn clean(&mut self) {
        let clean = |text: &mut String| {
            if let std::borrow::Cow::Owned(safe) = sanitize(text) {
                *text = safe;
            }
        };
        let passages = |passages: &mut Vec<Passage>| {
            for passage in passages {
                clean(&mut passage.text);
                passage.note.as_mut().into_iter().for_each(clean);
            }
        };
        clean(&mut self.document);
        clean(&mut self.file);
        clean(&mut self.sha256);
        match &mut self.content {
            Content::Sections(sections) => sections.iter_mut().for_each(|texts| passages(&mut texts.passages)),
            Content::Addition(addition) => {
                let document = &mut addition.document;
                clean(&mut document.title);
                [
                    &mut document.publisher,
                    &mut document.capacity,
                    &mut document.date,
                    &mut document.url,
                    &mut document.note,
                ]
                .into_iter()
                .flatten()
                .for_each(clean);
                clean(&mut document.rights.statement);
                for section in &mut document.sections {
                    clean(&mut section.heading);
                    section.passages.edit(passages);
                }
                if let Some(person) = &mut addition.person {
                    clean(&mut person.name);
                    clean(&mut person.sort_name);
                }
                if let Some(post) = &mut addition.post {
                    clean(&mut post.label);
                }
            }
        }
    }

    /// Puts it into a corpus.
    ///
    /// # Errors
    /// If the corpus is not the one it was imported for, or lacks or has what it must not; the message says what.
    pub fn put(self, file: &mut CorpusFile) -> Result<(), String> {
        match self.content {
            Content::Sections(texts) => {
                let document = file.documents.iter_mut().find(|document| document.id == self.document);
                let document = document.ok_or_else(|| format!("the corpus has no document `{}`", self.document))?;
                for Texts { number, passages } in texts {
                    let section = document.sections.iter_mut().find(|section| section.number == number);
                    let section =
                        section.ok_or_else(|| format!("the corpus has no section {}.{number}", self.document))?;
                    set_texts(section, passages);
                }
                Ok(())
            }
            Content::Addition(addition) => add(*addition, file),
        }
    }
}

/// Gives a section its texts, in place of any that it has, numbered by themselves, each where the source has it.
fn set_texts(section: &mut Section, texts: impl IntoIterator<Item = Passage>) {
    section.passages.edit(|passages| {
        passages.retain(|passage| passage.kind != PassageKind::Text);
        let texts = texts.into_iter().zip(1..);
        let texts = texts.map(|(passage, number)| Passage { number, kind: PassageKind::Text, ..passage });
        *passages = weave(std::mem::take(passages), texts.collect());
    });
}

/// A name as it is sorted: without accents and case.
fn sorted(name: &str) -> String {
    name.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect()
}

/// Adds a document and the records that it needs, each where the neutral order has it.
fn add(addition: Addition, file: &mut CorpusFile) -> Result<(), String> {
    let Addition { mut document, person, post, candidacy } = addition;
    file.documents.retain(|other| {
        other.id != document.id
            || other
                .sections
                .iter()
                .any(|section| section.passages.iter().any(|passage| passage.kind != PassageKind::Text))
    });
    if file.documents.iter().any(|other| other.id == document.id) {
        return Err(format!("the corpus has a document `{}` of its own", document.id));
    }
    for (section, number) in document.sections.iter_mut().zip(1..) {
        section.number = number;
        let passages = std::mem::take(&mut section.passages);
        set_texts(section, passages);
    }
    if let Some(person) = person.filter(|person| file.people.iter().all(|other| other.id != person.id)) {
        let at = file.people.iter().position(|other| sorted(&other.sort_name) > sorted(&person.sort_name));
        file.people.insert(at.unwrap_or(file.people.len()), person);
    }
    if let Some(mut post) = post.filter(|post| file.posts.iter().all(|other| other.id != post.id)) {
        post.order = file.posts.iter().map(|post| post.order).max().unwrap_or(0) + 1;
        file.posts.push(post);
    }
    let known: HashSet<&str> = file.people.iter().map(|person| person.id.as_str()).collect();
    document.speaker = document.speaker.filter(|speaker| known.contains(speaker.as_str()));
    if let Some(candidacy) = candidacy {
        let post = |file: &CorpusFile, id: &str| file.posts.iter().position(|post| post.id == id);
        let name = |file: &CorpusFile, candidacy: &Candidacy| {
            let person = candidacy.person.as_ref().and_then(|id| file.people.iter().find(|person| &person.id == id));
            let state = candidacy.nominated_by.as_ref().map(|state| &state.name);
            person.map(|person| &person.sort_name).or(state).map(|name| sorted(name)).unwrap_or_default()
        };
        if let Some(own) =
            file.candidacies.iter_mut().find(|other| other.post == candidacy.post && other.person == candidacy.person)
        {
            own.document.get_or_insert_with(|| document.id.clone());
        } else {
            let key = (post(file, &candidacy.post), name(file, &candidacy));
            let at = file.candidacies.iter().position(|other| (post(file, &other.post), name(file, other)) > key);
            file.candidacies.insert(at.unwrap_or(file.candidacies.len()), candidacy);
        }
    }
    file.documents.push(document);
    Ok(())
}
