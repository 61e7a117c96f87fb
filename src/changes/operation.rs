//! One confirmed change, from the click to what is certain: a machine that is told what happened and says what to do
//! next. It sends once for each confirmation, looks before a rotation, and settles whatever an answer leaves open by
//! reading.
//!
//! It does nothing itself. `app::changing` carries its commands out; `tests/operations/` explores all it can do.

use chrono::TimeDelta;

use super::phase::{Before, Lock, Phase};
use super::{Act, Change, Done, Doubt, Outcome, Settlement, settle, twins};
use crate::gitlab::error::Reason;
use crate::gitlab::wire::Issued;
use crate::gitlab::{Error, Transport};
use crate::tokens::Token;

/// So long after it was sent GitLab may still be carrying a request out: it gives one up itself after 60 seconds, and some
/// are for the way.
pub const GIVE_UP: TimeDelta = TimeDelta::seconds(75);

/// What happened.
pub enum Event {
    /// The session's credential was asked for: it lives, or what came instead of that.
    Credential(Result<(), Error>),
    /// The token that is to be rotated, as it is now.
    Target(Result<Token, Error>),
    /// The whole list, as [`Command::ReadList`] of this number asked for it.
    Listed(u32, Result<Vec<Token>, Error>),
    /// The answer to the one request.
    Answered(Outcome),
    /// The same, with the value of a token that was rotated or revoked meanwhile, after a list had shown it.
    Outlived(u64),
    /// No answer for twenty seconds.
    Slow,
    /// It was sent so long ago that GitLab must have given up ([`GIVE_UP`]). Told as well where an answer left open what
    /// GitLab does.
    Overdue,
    /// The person asks to find out again.
    Again,
    /// The person asks to use the lost credential's old value once more, so that GitLab revokes the new one.
    Kill,
}

/// What to do.
pub enum Command {
    /// Ask whether the session's credential lives, then tell [`Event::Credential`].
    AskCredential,
    /// Read the target, then tell [`Event::Target`].
    ReadTarget,
    /// Read the whole list, then tell [`Event::Listed`] with the same number.
    ReadList(u32),
    /// Write the journal and send the one request, then tell [`Event::Answered`] whenever the answer comes.
    Send,
    /// Show this.
    Show(Phase),
    /// Show the list that was read.
    Take(Vec<Token>),
    /// A new token with its one-time value: hand it over.
    HandOver(Issued),
    /// The value that came of this token does not work any more.
    Outlived(u64),
    /// These may have come of the same confirmation, and nobody saw their values.
    NameTwins(Vec<u64>),
    /// Whether there are any could not be found out.
    TwinsUnread,
    /// The target is revoked by this change.
    Revoked,
    /// The target was revoked before; nothing was sent.
    GoneBefore,
    /// Nothing is sent with the session's credential again, unless the person asks for it.
    Lock(Lock),
    /// What is certain, for the journal.
    Settle(Settlement),
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq)]
enum State {
    /// Nothing asked yet.
    New,
    /// The list is read first, to tell a new token from older ones.
    ListingFirst,
    /// Is the credential alive?
    AskingCredential,
    /// Is the target alive?
    ReadingTarget,
    /// The request is on its way.
    Sent,
    /// Unknown; the list is being read. A late answer still counts.
    Settling(Doubt),
    /// Not done so far; the list is read again when it is overdue. A late answer still counts.
    NotYet(Doubt),
    /// Unknown, or settled without the answer; a late answer still counts.
    Open(Doubt),
    /// Done; looking for twins of the token of this id.
    LookingForTwins(u64),
    /// The session's credential is lost. A late answer still counts.
    Locked(Doubt),
    /// Its old value was used once more, at the person's word.
    Killing(Doubt),
    /// Its new value came after all, and an answer that is still out may say that GitLab has revoked it meanwhile.
    Found,
    /// Nothing more will happen.
    Over,
}

/// The machine.
#[derive(Clone)]
pub struct Operation {
    change: Change,
    state: State,
    /// How many times the list was asked for.
    reads: u32,
    /// How many requests were sent: one, and one for each time the person asked for it.
    sent: u32,
    /// How many of them are not answered.
    out: u32,
    /// Whether GitLab must have given up: then a list tells for good.
    is_overdue: bool,
    /// The tokens that a list showed to have come of it, by id, while their values were lost.
    found: Vec<u64>,
}

impl Operation {
    /// A change that was confirmed just now. Its highest known id counts only where `is_listed`: else the list is read
    /// before a new token is made, since nothing later tells it from older ones.
    pub fn confirm(change: Change, is_listed: bool) -> (Self, Vec<Command>) {
        let (state, found) = (State::New, Vec::new());
        let mut operation = Self { change, state, reads: 0, sent: 0, out: 0, is_overdue: false, found };
        let commands = match &operation.change.act {
            Act::Create { .. } | Act::Rotate { .. } if !is_listed => {
                operation.state = State::ListingFirst;
                vec![operation.read_list()]
            }
            _ => operation.begin(),
        };
        let is_sent = operation.sent > 0;
        let checking = (!is_sent).then_some(Command::Show(Phase::Checking));
        (operation, checking.into_iter().chain(commands).collect())
    }

    /// What is carried out.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// Whether it was sent, at least once.
    pub fn is_sent(&self) -> bool {
        self.sent > 0
    }

    /// Whether a list showed that the token of this id came of it: then it can be looked after before its value comes.
    pub fn has_found(&self, id: u64) -> bool {
        self.found.contains(&id)
    }

    /// Whether something goes on by itself: leaving the page now would lose sight of it.
    pub fn is_under_way(&self) -> bool {
        !matches!(
            self.state,
            State::NotYet(_) | State::Open(_) | State::Locked(_) | State::Found | State::Over
        )
    }

    /// Whether it matters, in spite of an answer, that it is overdue.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self.state, State::Settling(_) | State::NotYet(_) | State::Open(_))
    }

    /// Whether the lost credential may yet be used once more, at the person's word.
    pub fn is_locked(&self) -> bool {
        matches!(self.state, State::Locked(..) | State::Killing(..))
    }

    /// What follows from an event. Events that mean nothing any more are let pass.
    pub fn on(&mut self, event: Event) -> Vec<Command> {
        if matches!(event, Event::Answered(_) | Event::Outlived(_)) {
            self.out = self.out.saturating_sub(1);
        }
        self.is_overdue |= matches!(event, Event::Overdue);
        match (event, self.state.clone()) {
            // A list that was asked for before the last answer proves less than it seems.
            (Event::Listed(number, _), _) if number != self.reads => Vec::new(),
            (Event::Listed(_, list), State::ListingFirst) => self.listed_first(list),
            (Event::Credential(answer), State::AskingCredential) => self.asked(answer),
            (Event::Target(seen), State::ReadingTarget) => self.seen(seen),
            (Event::Slow, State::Sent) => vec![Command::Show(Phase::Waiting)],
            (Event::Overdue, State::Killing(doubt)) => self.lock(doubt),
            (Event::Overdue, State::Sent) => {
                self.doubt(Doubt { cause: Error::Transport(Transport::Late), accepted: false })
            }
            (Event::Answered(outcome), State::Locked(doubt) | State::Killing(doubt)) => {
                self.answered_late(doubt, outcome)
            }
            (Event::Answered(outcome), State::Found) => self.answered_beside(outcome),
            (
                Event::Answered(outcome),
                State::Sent | State::Settling(_) | State::NotYet(_) | State::Open(_),
            ) => self.answered(outcome),
            // What came of it was looked after: to search for twins would accuse what took its place.
            (Event::Outlived(id), _) => self.go(State::Over, Command::Outlived(id)),
            (Event::Listed(_, list), State::Settling(doubt)) => self.settled(doubt, list),
            (Event::Listed(_, Ok(list)), State::LookingForTwins(id)) => self.looked_for_twins(id, list),
            (Event::Listed(_, Err(_)), State::LookingForTwins(_)) => {
                self.go(State::Over, Command::TwinsUnread)
            }
            // A list that was asked for before it was overdue cannot tell for good.
            (Event::Overdue, State::Settling(doubt))
            | (Event::Overdue | Event::Again, State::NotYet(doubt))
            | (Event::Again, State::Open(doubt)) => self.settle(doubt),
            (Event::Kill, State::Locked(doubt)) => {
                self.count();
                self.go(State::Killing(doubt), Command::Send)
            }
            _ => Vec::new(),
        }
    }

    /// What is done once the list is known.
    fn begin(&mut self) -> Vec<Command> {
        match &self.change.act {
            Act::Create { .. } | Act::Revoke { is_self: false, .. } => self.send(),
            Act::Rotate { .. } | Act::Revoke { .. } => {
                self.go(State::AskingCredential, Command::AskCredential)
            }
        }
    }

    fn listed_first(&mut self, list: Result<Vec<Token>, Error>) -> Vec<Command> {
        self.change.highest_known = match list {
            Ok(list) => list.iter().map(|token| token.id).max().unwrap_or(0),
            // The list may not be read by this credential: then nothing in it can be told to be new.
            Err(error) if is_withheld(&error) => u64::MAX,
            // Not seen, not sent.
            Err(error) => return self.not_looked(Before::List, error),
        };
        self.begin()
    }

    /// A rotation with a dead credential, or of a dead token, would be taken for theft.
    fn asked(&mut self, answer: Result<(), Error>) -> Vec<Command> {
        match answer {
            Err(error) if error.is_unauthorized() => self.go(State::Over, Command::Show(Phase::NotSent)),
            Err(error) if !is_withheld(&error) => self.not_looked(Before::Token, error),
            Ok(()) | Err(_) if matches!(self.change.act, Act::Rotate { is_self: false, .. }) => {
                self.go(State::ReadingTarget, Command::ReadTarget)
            }
            Ok(()) | Err(_) => self.send(),
        }
    }

    fn seen(&mut self, seen: Result<Token, Error>) -> Vec<Command> {
        match seen {
            Ok(token) if token.revoked => {
                self.state = State::Over;
                vec![Command::Show(Phase::NotSent), Command::GoneBefore]
            }
            // Not seen, not sent: the credential may have died meanwhile.
            Err(error) if !is_withheld(&error) => self.not_looked(Before::Token, error),
            // A refusal to look, as to a fine-grained credential, says nothing against rotating.
            Ok(_) | Err(_) => self.send(),
        }
    }

    fn answered(&mut self, outcome: Outcome) -> Vec<Command> {
        match outcome {
            Outcome::Done(Done::Issued(issued)) => {
                self.state = State::LookingForTwins(issued.token.id);
                vec![Command::Show(Phase::Done), Command::HandOver(issued), self.read_list()]
            }
            Outcome::Done(Done::Revoked) => {
                self.state = State::Over;
                vec![Command::Show(Phase::Done), Command::Revoked]
            }
            Outcome::NotDone(error) => self.refuse(error),
            Outcome::Unknown(doubt) => self.doubt(doubt),
        }
    }

    fn doubt(&mut self, doubt: Doubt) -> Vec<Command> {
        if matches!(self.change.act, Act::Rotate { is_self: true, .. }) {
            return self.lock(doubt);
        }
        self.settle(doubt)
    }

    /// The old value is most likely dead: using it again would be taken for theft.
    fn lock(&mut self, doubt: Doubt) -> Vec<Command> {
        if doubt.is_about_revoked() {
            self.state = State::Over;
            return vec![Command::Settle(Settlement::Ended), Command::Lock(Lock::Ended)];
        }
        self.go(State::Locked(doubt.clone()), Command::Lock(Lock::Lost(doubt)))
    }

    /// An answer for a credential that is lost: to the rotation itself, or to its repeat at the person's word. Nobody can
    /// tell which once there was a repeat. A new value is handed over whichever it belongs to; nobody is signed in then
    /// to look for twins. "Revoked" says that GitLab has ended whatever came of the old value.
    fn answered_late(&mut self, doubt: Doubt, outcome: Outcome) -> Vec<Command> {
        match outcome {
            Outcome::Done(Done::Issued(issued)) => {
                let state = if self.out > 0 { State::Found } else { State::Over };
                self.go(state, Command::HandOver(issued))
            }
            Outcome::Unknown(answer) if self.sent == 1 || answer.is_about_revoked() => self.lock(answer),
            Outcome::NotDone(_) if self.sent == 1 => self.go(State::Over, Command::Lock(Lock::Kept)),
            // That the repeat was refused says nothing about the first.
            Outcome::Done(Done::Revoked) | Outcome::NotDone(_) | Outcome::Unknown(_) => self.lock(doubt),
        }
    }

    /// The old value died when the new one was made. So "revoked", heard for another request with it, was said later,
    /// and the new value is dead too.
    fn answered_beside(&mut self, outcome: Outcome) -> Vec<Command> {
        match outcome {
            Outcome::Unknown(answer) if answer.is_about_revoked() => self.lock(answer),
            _ => Vec::new(),
        }
    }

    fn settle(&mut self, doubt: Doubt) -> Vec<Command> {
        self.state = State::Settling(doubt.clone());
        vec![Command::Show(Phase::Settling(doubt)), self.read_list()]
    }

    fn settled(&mut self, doubt: Doubt, list: Result<Vec<Token>, Error>) -> Vec<Command> {
        self.state = State::Open(doubt.clone());
        let Ok(list) = list else { return vec![Command::Show(Phase::Unsettled(doubt))] };
        if !self.change.is_tellable() {
            return vec![Command::Take(list), Command::Show(Phase::Unsettled(doubt))];
        }
        let settlement = settle(&self.change, &list);
        if let Settlement::Created(ids) | Settlement::Rotated(ids) = &settlement {
            self.found.extend(ids);
        }
        if settlement.is_only_yet() && !self.is_overdue && !doubt.is_answered() {
            self.state = State::NotYet(doubt.clone());
            return vec![Command::Take(list), Command::Show(Phase::NotYet(doubt, settlement))];
        }
        vec![
            Command::Settle(settlement.clone()),
            Command::Take(list),
            Command::Show(Phase::Settled(doubt, settlement)),
        ]
    }

    fn looked_for_twins(&mut self, id: u64, list: Vec<Token>) -> Vec<Command> {
        self.state = State::Over;
        let twins = twins(&self.change, id, &list);
        let said = match twins.is_empty() {
            _ if !self.change.is_tellable() => Some(Command::TwinsUnread),
            true => None,
            false => Some(Command::NameTwins(twins)),
        };
        said.into_iter().chain([Command::Take(list)]).collect()
    }

    fn read_list(&mut self) -> Command {
        self.reads += 1;
        Command::ReadList(self.reads)
    }

    fn not_looked(&mut self, before: Before, error: Error) -> Vec<Command> {
        self.go(State::Over, Command::Show(Phase::NotLooked(before, error)))
    }

    fn refuse(&mut self, error: Error) -> Vec<Command> {
        self.go(State::Over, Command::Show(Phase::Refused(error)))
    }

    fn send(&mut self) -> Vec<Command> {
        self.count();
        self.state = State::Sent;
        vec![Command::Show(Phase::Sending), Command::Send]
    }

    fn count(&mut self) {
        self.sent += 1;
        self.out += 1;
    }

    fn go(&mut self, state: State, command: Command) -> Vec<Command> {
        self.state = state;
        vec![command]
    }
}

/// Whether GitLab answered, and only does not let this credential look.
fn is_withheld(error: &Error) -> bool {
    matches!(
        error.reason(),
        Some(
            Reason::MissingScope(_)
                | Reason::MissingPermission
                | Reason::Forbidden
                | Reason::NoSuchEndpoint
                | Reason::NotAllowed
        )
    )
}
