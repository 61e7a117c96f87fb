//! One confirmed change, from the click to what is certain: a machine that is told what happened and says what to do
//! next. It sends at most once, looks before a rotation, and settles whatever an answer leaves open by reading.
//!
//! It does nothing itself. `app::changing` carries its commands out; `tests/operations/` explores all it can do.

use super::{Act, Change, Done, Doubt, Outcome, Settlement, settle, twins};
use crate::gitlab::error::Reason;
use crate::gitlab::wire::Issued;
use crate::gitlab::{Error, Transport};
use crate::tokens::Token;

/// What a person sees of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The form is open.
    Editing,
    /// What must be known first is read.
    Checking,
    /// Another tab is at it; nothing was sent.
    Elsewhere,
    /// Sent; no answer yet.
    Sending,
    /// Sent long ago; no answer yet.
    Waiting,
    /// Surely not done.
    Refused(Error),
    /// Unknown; being found out.
    Settling(Doubt),
    /// Unknown, and it could not be found out.
    Unsettled(Doubt),
    /// What is certain.
    Settled(Doubt, Settlement),
    /// Done.
    Done,
    /// Nothing was sent: the credential or the token it is about was found dead.
    NotSent,
}

/// Why a credential is not used any more after its own rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The answer was lost, and the new value with it.
    Lost(Doubt),
    /// GitLab took the browser's repeat for theft and has revoked what came of it; or the token was revoked before.
    Ended,
}

impl Phase {
    /// Whether the form must stay as it is.
    pub fn is_busy(&self) -> bool {
        matches!(self, Phase::Checking | Phase::Sending | Phase::Waiting | Phase::Settling(_))
    }

    /// Whether the outcome is not known from the answer.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Phase::Settling(_) | Phase::Unsettled(_) | Phase::Settled(..))
    }
}

/// What happened.
pub enum Event {
    /// The session's credential was asked for: whether it lives.
    Credential(bool),
    /// The token that is to be rotated, as it is now.
    Target(Result<Token, Error>),
    /// The whole list, as [`Command::ReadList`] of this number asked for it.
    Listed(u32, Result<Vec<Token>, Error>),
    /// The answer to the one request.
    Answered(Outcome),
    /// No answer for twenty seconds.
    Slow,
    /// No answer for so long that GitLab must have given up.
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
    /// These came of the same confirmation, and nobody saw their values.
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
    /// Unknown, or settled without the answer; a late answer still counts.
    Open(Doubt),
    /// Done; looking for twins of the token of this id.
    LookingForTwins(u64),
    /// The session's credential is lost. A late answer still counts.
    Locked(Doubt),
    /// Its old value was used once more, at the person's word.
    Killing(Doubt),
    /// Nothing more will happen.
    Over,
}

/// The machine.
pub struct Operation {
    change: Change,
    state: State,
    /// How many times the list was asked for.
    reads: u32,
}

impl Operation {
    /// A change that was confirmed just now. Its highest known id counts only where `is_listed`: else the list is read
    /// before a new token is made.
    pub fn confirm(change: Change, is_listed: bool) -> (Self, Vec<Command>) {
        let mut operation = Self { change, state: State::New, reads: 0 };
        let commands = match &operation.change.act {
            Act::Create { .. } if !is_listed => {
                operation.state = State::ListingFirst;
                vec![operation.read_list()]
            }
            Act::Create { .. } | Act::Revoke { is_self: false, .. } => return operation.sent(),
            Act::Rotate { .. } | Act::Revoke { .. } => {
                operation.go(State::AskingCredential, Command::AskCredential)
            }
        };
        (operation, [Command::Show(Phase::Checking)].into_iter().chain(commands).collect())
    }

    /// What is carried out.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// Whether something goes on by itself: leaving the page now would lose sight of it.
    pub fn is_under_way(&self) -> bool {
        !matches!(self.state, State::Open(_) | State::Locked(_) | State::Over)
    }

    /// What follows from an event. Events that mean nothing any more are let pass.
    pub fn on(&mut self, event: Event) -> Vec<Command> {
        match (event, self.state.clone()) {
            // A list that was asked for before the last answer proves less than it seems.
            (Event::Listed(number, _), _) if number != self.reads => Vec::new(),
            (Event::Listed(_, list), State::ListingFirst) => self.listed_first(list),
            (Event::Credential(is_alive), State::AskingCredential) => self.asked(is_alive),
            (Event::Target(seen), State::ReadingTarget) => self.seen(seen),
            (Event::Slow, State::Sent) => vec![Command::Show(Phase::Waiting)],
            (Event::Overdue, State::Killing(doubt)) => self.lock(doubt),
            (Event::Overdue, State::Sent) => {
                self.doubt(Doubt { cause: Error::Transport(Transport::Late), accepted: false })
            }
            (Event::Answered(outcome), State::Killing(doubt)) => self.killed(doubt, outcome),
            (
                Event::Answered(outcome),
                State::Sent | State::Settling(_) | State::Open(_) | State::Locked(_),
            ) => self.answered(outcome),
            (Event::Listed(_, list), State::Settling(doubt)) => self.settled(doubt, list),
            (Event::Listed(_, Ok(list)), State::LookingForTwins(id)) => self.looked_for_twins(id, list),
            (Event::Listed(_, Err(_)), State::LookingForTwins(_)) => {
                self.go(State::Over, Command::TwinsUnread)
            }
            (Event::Again, State::Open(doubt)) => self.settle(doubt),
            (Event::Kill, State::Locked(doubt)) => self.go(State::Killing(doubt), Command::Send),
            _ => Vec::new(),
        }
    }

    fn listed_first(&mut self, list: Result<Vec<Token>, Error>) -> Vec<Command> {
        self.change.highest_known = match list {
            Ok(list) => list.iter().map(|token| token.id).max().unwrap_or(0),
            // Not seen, not sent.
            Err(error) if !matches!(error, Error::Refused(_)) || error.is_passing() => {
                return self.refuse(error);
            }
            // The list may not be read by this credential: then nothing in it can be told to be new.
            Err(_) => u64::MAX,
        };
        self.send()
    }

    /// A rotation with a dead credential, or of a dead token, would be taken for theft.
    fn asked(&mut self, is_alive: bool) -> Vec<Command> {
        match &self.change.act {
            _ if !is_alive => self.go(State::Over, Command::Show(Phase::NotSent)),
            Act::Rotate { is_self: false, .. } => self.go(State::ReadingTarget, Command::ReadTarget),
            _ => self.send(),
        }
    }

    fn seen(&mut self, seen: Result<Token, Error>) -> Vec<Command> {
        match seen {
            Ok(token) if token.revoked => {
                self.state = State::Over;
                vec![Command::Show(Phase::NotSent), Command::GoneBefore]
            }
            Err(error) if error.is_passing() => self.refuse(error),
            // A refusal to look, as to a fine-grained credential, says nothing against rotating.
            Ok(_) | Err(_) => self.send(),
        }
    }

    fn answered(&mut self, outcome: Outcome) -> Vec<Command> {
        let is_locked = matches!(self.state, State::Locked(_));
        match outcome {
            // It came too late for the session: nobody is signed in to look for twins.
            Outcome::Done(Done::Issued(issued)) if is_locked => {
                self.go(State::Over, Command::HandOver(issued))
            }
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
        if doubt.cause.reason() == Some(&Reason::Revoked) {
            self.state = State::Over;
            return vec![Command::Settle(Settlement::Ended), Command::Lock(Lock::Ended)];
        }
        self.go(State::Locked(doubt.clone()), Command::Lock(Lock::Lost(doubt)))
    }

    /// The old value was used again. Refused as revoked, GitLab has ended whatever came of it; if it still worked, nothing
    /// had been rotated before, and here is the new value.
    fn killed(&mut self, doubt: Doubt, outcome: Outcome) -> Vec<Command> {
        match outcome {
            Outcome::Done(Done::Issued(issued)) => self.go(State::Over, Command::HandOver(issued)),
            Outcome::Unknown(answer) if answer.cause.reason() == Some(&Reason::Revoked) => self.lock(answer),
            Outcome::Done(Done::Revoked) | Outcome::NotDone(_) | Outcome::Unknown(_) => {
                self.go(State::Locked(doubt.clone()), Command::Lock(Lock::Lost(doubt)))
            }
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
        vec![
            Command::Settle(settlement.clone()),
            Command::Take(list),
            Command::Show(Phase::Settled(doubt, settlement)),
        ]
    }

    fn looked_for_twins(&mut self, id: u64, list: Vec<Token>) -> Vec<Command> {
        self.state = State::Over;
        let twins = twins(&self.change, id, &list);
        let named = (!twins.is_empty()).then_some(Command::NameTwins(twins));
        named.into_iter().chain([Command::Take(list)]).collect()
    }

    fn read_list(&mut self) -> Command {
        self.reads += 1;
        Command::ReadList(self.reads)
    }

    fn refuse(&mut self, error: Error) -> Vec<Command> {
        self.go(State::Over, Command::Show(Phase::Refused(error)))
    }

    fn send(&mut self) -> Vec<Command> {
        self.state = State::Sent;
        vec![Command::Show(Phase::Sending), Command::Send]
    }

    fn sent(mut self) -> (Self, Vec<Command>) {
        let commands = self.send();
        (self, commands)
    }

    fn go(&mut self, state: State, command: Command) -> Vec<Command> {
        self.state = state;
        vec![command]
    }
}
