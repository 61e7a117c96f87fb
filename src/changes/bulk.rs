//! Many confirmed changes, one after the other: a machine that is told what happened and says what to do next. It has no
//! more than one under way, leaves a pause after each, and stops by itself where going on could make things worse.
//!
//! It does nothing itself. `app::bulk` carries its commands out, each item as a change of its own (`super::operation`);
//! `tests/bulk/` explores all it can do.

use chrono::{DateTime, Utc};

use super::{Act, Phase};
use crate::gitlab::error::Reason;
use crate::gitlab::{Error, Transport};
use crate::tokens::expiry::ExpiryFault;
use crate::tokens::{Draft, Expiry, ExpiryChoice, Lifetime, Token};

/// What is done to each of many tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A new value for each; the old ones die at once.
    Rotate,
    /// The end of each.
    Revoke,
    /// A twin of each; the old ones work on.
    Replace,
}

/// What will be done, in this order, and what is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan<T, R> {
    /// Each token with its change. The one that is signed in with is the last.
    pub will: Vec<(T, Act)>,
    /// Each token with the reason.
    pub left_out: Vec<(T, R)>,
}

/// Plans a bulk change of these tokens. `what` says what each needs, or why it cannot be done; `why_not_self` leaves the
/// token that is signed in with out.
pub fn plan<T, R>(
    tokens: Vec<T>,
    is_self: impl Fn(&T) -> bool,
    why_not_self: Option<R>,
    what: impl Fn(&T) -> Result<Act, R>,
) -> Plan<T, R> {
    let mut plan = Plan { will: Vec::new(), left_out: Vec::new() };
    let (own, others): (Vec<_>, Vec<_>) = tokens.into_iter().partition(is_self);
    let mut why_not_self = why_not_self;
    for (token, reason) in others.into_iter().map(|token| (token, None)).chain(
        // Nobody is signed in with two tokens.
        own.into_iter().take(1).map(|token| (token, why_not_self.take())),
    ) {
        // What cannot be done at all is said before what is only not wanted.
        match (what(&token), reason) {
            (Err(reason), _) | (Ok(_), Some(reason)) => plan.left_out.push((token, reason)),
            (Ok(act), None) => plan.will.push((token, act)),
        }
    }
    plan
}

/// The new end of one of many tokens: the one that was chosen for all, or else the token's own length of life again, as
/// far as the limit lets it.
pub fn new_end(
    token: &Token,
    chosen: Option<ExpiryChoice>,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<Expiry, ExpiryFault> {
    let choice = chosen.unwrap_or_else(|| match Draft::like(token, now).expiry {
        ExpiryChoice::InDays(days) => {
            ExpiryChoice::InDays(lifetime.max_days.map_or(days, |max| days.min(max)))
        }
        ExpiryChoice::Never if !lifetime.allows_never => Draft::default().expiry,
        choice => choice,
    });
    choice.resolve(now, lifetime)
}

/// Where one item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Not begun.
    Waiting,
    /// Under way.
    Running,
    /// Done.
    Done,
    /// GitLab refused it; nothing was changed.
    Refused,
    /// It was found dead before, or could not be looked at; nothing was sent.
    Skipped,
    /// Its outcome is not known.
    Unknown,
    /// Its outcome was not known, and was found out by reading.
    Found,
}

/// How an item ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Done.
    Done,
    /// Refused for a reason of its own.
    Refused,
    /// The token was found revoked, or could not be looked at; nothing was sent.
    Skipped,
    /// Nothing was changed, for a reason that all items share: it can be begun again.
    Held(Why),
    /// The answer was lost, and reading could not tell either, or not for good.
    Unknown,
    /// The answer was lost, and reading found out what is true for good.
    Found,
    /// The credential cannot be used any more; nothing was changed.
    SignedOut,
}

/// Why nothing goes on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The person paused it.
    Person,
    /// GitLab counts too many requests.
    Limit,
    /// GitLab cannot be reached.
    Network,
    /// An answer was lost.
    Unknown,
    /// Only the token that is signed in with is left.
    SignIn,
}

/// Where the whole stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It goes on by itself.
    Going,
    /// It waits for the person. An item that was under way ends first.
    Paused(Why),
    /// It ends as soon as the item under way does.
    Stopping,
    /// Nothing is begun any more.
    Over,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An item ended; or more is known of one that ended before.
    Ended(usize, How),
    /// The pause after an item is over.
    Rested,
    /// The person asks to pause.
    Pause,
    /// The person asks to go on.
    Resume,
    /// The person asks to end it.
    Stop,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Carry the item out, then tell [`Event::Ended`].
    Begin(usize),
    /// Wait for as long as two changes must lie apart, then tell [`Event::Rested`].
    Rest,
    /// Write down that what waits is not begun any more.
    Close,
}

/// Many changes under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bulk {
    items: Vec<Item>,
    state: State,
    is_rested: bool,
    /// The person agreed a second time to change the token that is signed in with.
    is_self_confirmed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Item {
    is_self: bool,
    standing: Standing,
}

impl How {
    /// How an item ended that shows this and does nothing more by itself.
    pub fn of(phase: &Phase) -> Self {
        match phase {
            Phase::Done => How::Done,
            Phase::NotSent | Phase::Elsewhere => How::Skipped,
            Phase::Refused(error) => Self::refused(error),
            Phase::NotLooked(_, error) => match Self::refused(error) {
                How::Refused => How::Skipped,
                how => how,
            },
            Phase::Settled(..) => How::Found,
            // Nothing else is left to show at the end, and what is not known is never taken for harmless.
            Phase::Unsettled(_)
            | Phase::NotYet(..)
            | Phase::Editing
            | Phase::Checking
            | Phase::Sending
            | Phase::Waiting
            | Phase::Settling(_) => How::Unknown,
        }
    }

    fn refused(error: &Error) -> Self {
        match error {
            Error::Transport(Transport::SignedOut) => How::SignedOut,
            Error::Transport(_) => How::Held(Why::Network),
            error if error.reason() == Some(&Reason::TooManyRequests) => How::Held(Why::Limit),
            // From a read that came before: GitLab is not there now.
            error if error.is_passing() => How::Held(Why::Network),
            error if error.is_dead_credential() => How::SignedOut,
            _ => How::Refused,
        }
    }
}

impl Bulk {
    /// Begins. One entry an item, in order: whether it is the token that is signed in with.
    pub fn start(is_self: &[bool]) -> (Self, Vec<Command>) {
        let items = is_self.iter().map(|is_self| Item { is_self: *is_self, standing: Standing::Waiting });
        let mut bulk =
            Self { items: items.collect(), state: State::Going, is_rested: true, is_self_confirmed: false };
        let commands = bulk.go_on();
        (bulk, commands)
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        self.state
    }

    /// Where an item stands.
    pub fn standing(&self, item: usize) -> Option<Standing> {
        self.items.get(item).map(|item| item.standing)
    }

    /// How many items stand so.
    pub fn count(&self, standing: Standing) -> usize {
        self.items.iter().filter(|item| item.standing == standing).count()
    }

    /// The item under way.
    pub fn running(&self) -> Option<usize> {
        self.items.iter().position(|item| item.standing == Standing::Running)
    }

    /// Whether the person can let it go on: what became of each item must be known first.
    pub fn can_resume(&self) -> bool {
        matches!(self.state, State::Paused(_)) && self.count(Standing::Unknown) == 0
    }

    /// What follows from an event. Events that mean nothing any more are let pass.
    pub fn on(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Ended(item, how) => self.ended(item, how),
            Event::Rested => {
                self.is_rested = true;
                self.go_on()
            }
            Event::Pause if self.state == State::Going => {
                self.state = State::Paused(Why::Person);
                Vec::new()
            }
            Event::Resume if self.can_resume() => {
                self.is_self_confirmed |= self.state == State::Paused(Why::SignIn);
                self.state = State::Going;
                self.go_on()
            }
            Event::Stop if self.state != State::Over => {
                self.state = State::Stopping;
                self.go_on()
            }
            Event::Pause | Event::Resume | Event::Stop => Vec::new(),
        }
    }

    fn ended(&mut self, number: usize, how: How) -> Vec<Command> {
        let Some(item) = self.items.get_mut(number) else { return Vec::new() };
        let was_running = item.standing == Standing::Running;
        if !was_running && !matches!(item.standing, Standing::Unknown | Standing::Found) {
            return Vec::new();
        }
        item.standing = match how {
            How::Done => Standing::Done,
            How::Refused => Standing::Refused,
            How::Skipped => Standing::Skipped,
            How::Held(_) | How::SignedOut => Standing::Waiting,
            // What was found out stays known.
            How::Unknown if item.standing == Standing::Found => Standing::Found,
            How::Unknown => Standing::Unknown,
            How::Found => Standing::Found,
        };
        if !was_running {
            return self.go_on();
        }
        self.is_rested = false;
        self.state = match (self.state, how) {
            (_, How::SignedOut) | (State::Stopping, _) => State::Stopping,
            (_, How::Held(why)) => State::Paused(why),
            (_, How::Unknown | How::Found) => State::Paused(Why::Unknown),
            (state, How::Done | How::Refused | How::Skipped) => state,
        };
        let mut commands = self.go_on();
        if self.state != State::Over {
            commands.push(Command::Rest);
        }
        commands
    }

    fn go_on(&mut self) -> Vec<Command> {
        if self.state == State::Over || self.running().is_some() {
            return Vec::new();
        }
        let next = self.items.iter().position(|item| item.standing == Standing::Waiting);
        let is_unknown = self.count(Standing::Unknown) > 0;
        match (self.state, next) {
            // While something can still be found out it is not over by itself.
            (State::Stopping, _) => self.close(),
            (State::Going | State::Paused(_), None) if !is_unknown => self.close(),
            (State::Going, Some(next)) if self.items[next].is_self && !self.is_self_confirmed => {
                self.state = State::Paused(Why::SignIn);
                Vec::new()
            }
            (State::Going, Some(next)) if self.is_rested => {
                self.items[next].standing = Standing::Running;
                vec![Command::Begin(next)]
            }
            _ => Vec::new(),
        }
    }

    fn close(&mut self) -> Vec<Command> {
        self.state = State::Over;
        vec![Command::Close]
    }
}
