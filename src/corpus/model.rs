//! The records of a corpus, as they stand in its JSON file.
//!
//! Field names follow Popolo (people, posts, memberships) and the W3C `TextQuoteSelector` (`prefix`, `suffix`) where those have a name for the
//! thing. Order in the file is the order shown. A figure that is not known is absent, never 0. These types hold what a file says; whether it
//! may say so is the business of [`super::check`].

use serde::{Deserialize, Deserializer, Serialize};

use super::Passages;

/// The version of the file format that this program reads.
pub const SCHEMA_VERSION: u32 = 1;

/// A whole corpus file: one election, its documents and its facts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CorpusFile {
    /// Version of the file format, [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Short name of the corpus (`pp22`), also its name in exports.
    pub id: String,
    /// Full title of the election or conference.
    pub title: String,
    /// Title for the header line of the screen, at most 40 cells.
    pub short_title: String,
    /// Edition of the corpus, an ISO 8601 date; part of every citation.
    pub edition: String,
    /// Language of the corpus' own words, BCP 47.
    pub language: String,
    /// Where and when the election is held.
    pub conference: Conference,
    /// What happened, in the order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<TimelineEntry>,
    /// Offices and seats, in the order of `order`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
    /// Everyone named as a candidate, an author or an official.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// Who (or which state) stands for what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidacies: Vec<Candidacy>,
    /// Rounds of voting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<Ballot>,
    /// The questions that candidates were asked, shared by interviews.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// What belongs to no document: rules, the conference, outcomes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Subjects that passages are tagged with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// Interviews, articles, releases and proposals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// What each holder declared to be a priority.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<Priority>,
    /// Groups of words and phrases that mean the same here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Vec<String>>,
    /// Where facts were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// For a corpus that was joined of several: what each of them is; the first is the one whose references are the whole's. Empty for any other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<CorpusPart>,
}

/// One of several corpora that were joined.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CorpusPart {
    /// Its id, and so its namespace; with a number behind where two have the same.
    pub id: String,
    /// Its full title.
    pub title: String,
    /// Its title for the header line.
    pub short_title: String,
    /// Its edition.
    pub edition: String,
    /// Language of its own words, BCP 47.
    pub language: String,
    /// Its conference, where that is another than those of the parts before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conference: Option<Conference>,
    /// The references of its records, each as it is in the part and as it is in the whole. Of the first part all are as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<(String, String)>,
    /// Those of them, as they are in the whole, that an earlier part has too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<String>,
}

/// The meeting at which the election is held.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Conference {
    /// Full name.
    pub name: String,
    /// Abbreviation (`PP-22`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abbreviation: Option<String>,
    /// The organization that meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// City and country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Building.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// First day, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// Motto.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Who chaired it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    /// What else is to be known, one or two sentences in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Ids of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// Records with a [`Standing`] of which the file has the fields beside their own. serde's `flatten` would keep every field of a record aside first,
/// before it is known whose it is.
macro_rules! with_standing {
    ($(#[$about:meta])* pub struct $name:ident { $($(#[$of:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize)]
        pub struct $name {
            $($(#[$of])* pub $field: $type,)*
            /// How well it is known.
            #[serde(flatten)]
            pub standing: Standing,
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(Deserialize)]
                struct Fields {
                    $($(#[$of])* $field: $type,)*
                    confidence: Confidence,
                    #[serde(default)]
                    support: Option<Support>,
                    #[serde(default)]
                    sources: Vec<String>,
                }
                let Fields { $($field,)* confidence, support, sources } = Fields::deserialize(deserializer)?;
                Ok($name { $($field,)* standing: Standing { confidence, support, sources } })
            }
        }
    };
}

with_standing! {
    /// Something that happened on a day. Its reference is `timeline:N`, 1-based.
    pub struct TimelineEntry {
        /// Its number in the file, from 1; set when a corpus is loaded, so that a reference means the same entry when results are hidden.
        #[serde(skip)]
        pub number: u32,
        /// The same, written down: in a corpus that was joined of several, where the order of time mixes their numbers.
        #[serde(rename = "number", default, skip_serializing_if = "Option::is_none")]
        pub fixed: Option<u32>,
        /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        pub date: String,
        /// What happened, in our words.
        pub label: String,
        /// Ids of the posts it is about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub posts: Vec<String>,
        /// Whether it gives away how a vote ended.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub result: bool,
    }
}

/// How well something is known, and from where.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Said by a source, or computed from what sources say.
    pub confidence: Confidence,
    /// What kind of sources these are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Support>,
    /// Ids of the sources; `document:ID` names a document of this corpus.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// Whether a source says it or it follows from what sources say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A source says it.
    #[default]
    Confirmed,
    /// Arithmetic or comparison of confirmed facts.
    Derived,
}

/// What kind of sources stand behind a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Support {
    /// At least one source is the organization itself.
    Primary,
    /// A government source.
    National,
    /// Two or more other sources.
    Multi,
    /// One secondary source only.
    Single,
}

with_standing! {
    /// An office, or the seats of one region on a board.
    pub struct Post {
        /// Id (`dsg`, `rrb-a`).
        pub id: String,
        /// Full name of the office.
        pub label: String,
        /// Abbreviation (`DSG`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub abbreviation: Option<String>,
        /// The body it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organization: Option<String>,
        /// Region of the seats, for a body elected by region.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub area: Option<String>,
        /// How many are to be elected.
        pub seats: u32,
        /// Place in the neutral order of posts, from 1.
        pub order: u32,
        /// First and last day of the term, ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub term: Option<(String, String)>,
        /// What else is to be known, in our words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
    }
}

/// A state: ISO 3166-1 code and short name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2, upper case.
    pub code: String,
    /// Short name.
    pub name: String,
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Id: the family name, with given names where two share it.
    pub id: String,
    /// Name as the person writes it in Latin script.
    pub name: String,
    /// Name to sort by, family name first.
    pub sort_name: String,
    /// The state the person is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Roles held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Ids of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

with_standing! {
    /// A role that a person holds or held.
    pub struct Role {
        /// The role with its dates, in our words.
        pub label: String,
        /// Whether it gives away how a vote ended.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub result: bool,
    }
}

with_standing! {
    /// A person, or a state, standing for a post.
    pub struct Candidacy {
        /// Id: post and candidate (`dsg-lee`, `council-a-brazil`).
        pub id: String,
        /// Id of the post.
        pub post: String,
        /// Id of the person; absent where a state stands or the name is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub person: Option<String>,
        /// The state that nominated, or that stands itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub nominated_by: Option<Country>,
        /// How it ended; absent where it is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub outcome: Option<Outcome>,
        /// Id of the candidate's document, if the corpus has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub document: Option<String>,
        /// What else is to be known, in our words; may give away the result.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
    }
}

/// How a candidacy ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Won the post or a seat.
    Elected,
    /// Stood to the end and did not win.
    NotElected,
    /// Withdrew before the end.
    Withdrawn,
}

with_standing! {
    /// One round of voting for a post. Its reference is `ballot:POST.ROUND`.
    pub struct Ballot {
        /// Id of the post.
        pub post: String,
        /// Round, from 1.
        pub round: u32,
        /// Day of the vote, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub date: Option<String>,
        /// Local time, `HH:MM`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub time: Option<String>,
        /// Delegations present and voting.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub present_and_voting: Option<u32>,
        /// Valid votes, of which the majority is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub counted: Option<u32>,
        /// Votes needed to win.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub required_majority: Option<u32>,
        /// Votes by candidacy, in the order of the candidacies.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub votes: Vec<Vote>,
        /// What else is to be known, in our words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
    }
}

/// The votes of one candidacy in a round.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vote {
    /// Id of the candidacy.
    pub candidacy: String,
    /// Number of votes; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<u32>,
    /// How well this figure is known, where it differs from the ballot's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
}

/// A question of a shared questionnaire.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Id (`q3`).
    pub id: String,
    /// Number in the questionnaire, from 1.
    pub number: u32,
    /// Topic in a few words, for headings.
    pub topic: String,
    /// The question in our own short wording.
    pub text: String,
}

with_standing! {
    /// A figure, a date, a rule, an outcome. Its reference is `fact:ID`.
    pub struct Fact {
        /// Id.
        pub id: String,
        /// Heading in a few words.
        pub title: String,
        /// The fact in our words.
        pub text: String,
        /// Ids of the themes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub themes: Vec<String>,
        /// Whether it gives away how a vote ended.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub result: bool,
    }
}

/// A subject that passages are tagged with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// Id (`security`).
    pub id: String,
    /// Name, at most 24 cells.
    pub label: String,
    /// What it covers, one line.
    pub description: String,
}

/// A text that somebody published.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Id (`lee`), the first part of its references.
    pub id: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Title.
    pub title: String,
    /// Id of the person whose words it holds; absent where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// In what capacity the speaker speaks, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Date of publication, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language of the text, BCP 47.
    pub language: String,
    /// Whose it is and what may be done with it.
    pub rights: Rights,
    /// The file that quotes were verified against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceFile>,
    /// What a reader should know of it, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its parts, numbered from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

/// What kind of text a document is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Answers to questions.
    #[default]
    Interview,
    /// An article.
    Article,
    /// A release to the press.
    PressRelease,
    /// A contribution that proposes something.
    Proposal,
    /// A speech or statement.
    Statement,
}

/// Whose a document is and what may be done with it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rights {
    /// Who holds the rights, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Name of a licence, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What follows for a user, in our words.
    pub statement: String,
}

/// The file that a document's quotes were taken from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceFile {
    /// File name without a directory.
    pub file: String,
    /// SHA-256 of the file, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// A part of a document: a question with its answer, or what stands under a heading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Number, from 1 without gaps.
    pub number: u32,
    /// Id of the question that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Heading in our words, or as printed where that is a few words.
    pub heading: String,
    /// Its passages, numbered from 1 without gaps (`text` passages by themselves).
    #[serde(default, skip_serializing_if = "Passages::is_empty")]
    pub passages: Passages,
}

/// The smallest thing that can be cited in a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Number, from 1 without gaps among the points and quotes of its section, or among its texts.
    pub number: u32,
    /// Whose words these are.
    pub kind: PassageKind,
    /// The words.
    pub text: String,
    /// Ids of the themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// For a quote: up to 32 characters of the cleaned source before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// For a quote: up to 32 characters of the cleaned source after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// Whether the publisher printed this quote as a pull quote.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pull_quote: bool,
    /// What a reader should know of it, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The note of a text passage that is a question or heading: it is part of the document, but nobody is to be cited for it as a speaker.
pub const PRINTED_HEADING: &str = "The question or heading as printed, not the speaker’s words.";

/// Whose words a passage holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// What the document says, in our words.
    #[default]
    Point,
    /// The speaker's words, verbatim.
    Quote,
    /// The document's own full text, loaded by the user.
    Text,
}

/// Something declared to be a priority.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// Id (`lee-1`).
    pub id: String,
    /// Id of the document that declares it.
    pub document: String,
    /// Id of the person whose priority it is; absent where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Rank as declared; absent where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Title in a few words.
    pub title: String,
    /// Summary in our words.
    pub summary: String,
    /// Ids of the themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// References of the passages behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// Where something was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Id (`itu-sg`).
    pub id: String,
    /// Title.
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}
