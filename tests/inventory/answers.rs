//! A scan of one list, and what it is answered.

use std::collections::VecDeque;

use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Page, Refusal};
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{Command, Event, Job, Named, What};
use keyturn::tokens::{Place, Token};

use crate::now;

pub const OWN: What = What::List(Place::User(7));

pub fn scan_of(what: What) -> (Scan, Job) {
    let (scan, commands) = Scan::start(&[Named { what, path: String::from("ann") }], 1, now());
    let [Command::Ask(job)] = commands[..] else { panic!("{commands:?}") };
    (scan, job)
}

pub fn page(ids: &[u64], next: Option<u32>, total: Option<u64>) -> Page<Token> {
    Page { rows: ids.iter().map(|id| Token::named(*id, "ci")).collect(), odd_rows: 0, next, total }
}

pub fn refused(status: u16, reason: Reason) -> Error {
    Error::Refused(Refusal { status, reason, text: String::new(), request_id: None, retry_after: None })
}

pub fn ids(scan: &Scan) -> Vec<u64> {
    scan.rows().iter().map(|row| row.token.id).collect()
}

/// Answers, and gives the one request that follows.
pub fn next(scan: &mut Scan, event: Event) -> Job {
    let commands = scan.on(event, now());
    let [Command::Ask(job)] = commands[..] else { panic!("{commands:?}") };
    job
}

/// What is to be asked.
pub fn jobs(commands: &[Command]) -> VecDeque<Job> {
    let job = |command: &Command| match command {
        Command::Ask(job) => Some(*job),
        Command::AskCredential | Command::Wake(_) => None,
    };
    commands.iter().filter_map(job).collect()
}
