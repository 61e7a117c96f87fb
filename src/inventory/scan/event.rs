//! What a scan is told, and what it says is to be done.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Named, Verdict, What};
use crate::gitlab::page::Next;
use crate::gitlab::{Error, Page};
use crate::tokens::Token;

/// A request to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Job {
    /// The list.
    pub what: What,
    /// Which page; of [`super::Source::Projects`] the id after which to go on. A list that goes on by cursors has its own in the scan.
    pub cursor: u64,
    /// Tells it from every other.
    pub number: u64,
}

/// What a list of places said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leads {
    /// The lists it leads to ([`super::places`], [`super::users`]).
    pub places: Vec<Named>,
    /// Ids and names of the users among them; told of [`super::Source::Bots`] alone.
    pub users: Vec<(u64, Arc<str>)>,
    /// Rows that could not be read.
    pub odd_rows: usize,
    /// How many rows there are in all, where GitLab counts them; of [`super::Source::Projects`] nothing, because it counts from the cursor.
    pub total: Option<u64>,
    /// Where it goes on: a page, of [`super::Source::Projects`] the highest id so far, of [`super::Source::Bots`] a cursor.
    pub next: Option<Next>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A list of tokens was answered.
    Listed(Job, Result<Page<Token>, Error>),
    /// A list of places was answered.
    Found(Job, Result<Leads, Error>),
    /// A request was given up before it was answered, for no fault of its list.
    Dropped(Job),
    /// What became of [`Command::AskCredential`].
    Credential(Verdict),
    /// The moment of [`Command::Wake`] has come.
    Woke,
    /// The person asks to stop. What is under way may still be answered.
    Stop,
    /// The person asks to go on.
    Resume,
    /// The person asks for more lists ([`super::instance`]). The same holds for them.
    Add(Vec<Named>),
    /// The person asks to read this list anew. Where a stop holds something back it waits for [`Event::Resume`].
    Rescan(What),
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Send it, then tell what was answered.
    Ask(Job),
    /// Ask whether the credential still lives, then tell [`Event::Credential`].
    AskCredential,
    /// Tell [`Event::Woke`] then, or a little later.
    Wake(DateTime<Utc>),
}
