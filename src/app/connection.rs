//! A way to a GitLab: over the network or to the sandbox, with the credential that only it can attach.

mod renewal;

use std::cell::{Cell, RefCell};

use crate::browser::clock;
use crate::browser::fetch::{self, Patience};
use crate::browser::sandbox::Sandbox;
use crate::browser::task::boxed;
use crate::changes::{Act, Change, Outcome, judge};
use crate::gitlab::oauth::{Client, Grant};
use crate::gitlab::version::Abilities;
use crate::gitlab::{Call, Credential, Error, Request, Response, Server, Transport, refusal};
use crate::tokens::Secret;
use renewal::{Renewal, SOON, SOON_FOR_CHANGES};

/// How long a read may take before it is given up, in milliseconds.
const READ_DEADLINE: i32 = 20_000;
/// How often a read that waits looks whether it may go on, in milliseconds.
const GATE_PAUSE: i32 = 100;
/// How often a read is tried in all.
const READ_TRIES: u32 = 3;
/// Repetitions that all reads together may spend at once, in parts; each answer that needs none earns one part of five.
const READ_BUDGET: u32 = 20 * EARNED_BY;
const EARNED_BY: u32 = 5;

/// Where requests go.
#[derive(Clone)]
pub enum Reach {
    /// A GitLab on the network.
    Server(Server),
    /// The GitLab in memory.
    Sandbox(Sandbox),
}

impl Reach {
    /// Asks without a credential; reads only.
    pub async fn ask<T>(&self, call: Call<T>) -> Result<T, Error> {
        let response = self.send(&call.request, None, Patience::Abort(READ_DEADLINE)).await?;
        (call.read)(&response)
    }

    /// The address shown to the person.
    pub fn address(&self) -> String {
        match self {
            Reach::Server(server) => server.base(),
            Reach::Sandbox(_) => String::from("https://gitlab.sandbox"),
        }
    }

    async fn send(
        &self,
        request: &Request,
        authorization: Option<&str>,
        patience: Patience,
    ) -> Result<Response, Transport> {
        match self {
            Reach::Server(server) => fetch::send(server, request, authorization, patience).await,
            Reach::Sandbox(sandbox) => sandbox.send(request, authorization),
        }
    }
}

/// What one signs in with.
pub enum Entry {
    /// An access token.
    Token(Credential),
    /// What a GitLab granted to this page by OAuth.
    Granted(Client, Grant),
}

/// Whether the credential may be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    Open,
    /// It is being rotated or renewed: reads wait for what comes of it.
    Held,
    /// The session is over: nothing is read with it any more.
    Closed,
}

/// A signed-in way to a GitLab.
pub struct Connection {
    reach: Reach,
    credential: RefCell<Credential>,
    generation: Cell<u32>,
    gate: Cell<Gate>,
    /// How to get the next access token, in a session by OAuth.
    renewal: RefCell<Option<Renewal>>,
    /// Changes that were sent and not answered.
    changing: Cell<u32>,
    /// What is left of [`READ_BUDGET`]: where much fails at once, asking again makes it worse.
    budget: Cell<u32>,
}

impl Connection {
    /// Joins a way and what one signs in with.
    pub fn new(reach: Reach, entry: Entry) -> Self {
        let (credential, renewal) = match entry {
            Entry::Token(credential) => (credential, None),
            Entry::Granted(client, grant) => {
                let (credential, renewal) = Renewal::of(client, grant);
                (credential, Some(renewal))
            }
        };
        Self {
            reach,
            credential: RefCell::new(credential),
            generation: Cell::new(0),
            gate: Cell::new(Gate::Open),
            renewal: RefCell::new(renewal),
            changing: Cell::new(0),
            budget: Cell::new(READ_BUDGET),
        }
    }

    /// The way alone.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Counts the credentials of this session: an answer to an older one says nothing about the present one.
    pub fn generation(&self) -> u32 {
        self.generation.get()
    }

    /// Puts a rotated value in the place of the credential, in one assignment.
    pub fn swap(&self, value: Secret) {
        self.credential.borrow_mut().replace(value);
        self.generation.set(self.generation.get() + 1);
        self.gate.set(Gate::Open);
    }

    /// Nothing is read with the credential any more, not even by reads that were about to try again.
    pub fn close(&self) {
        self.gate.set(Gate::Closed);
    }

    /// Reads, and tries again where that may help.
    pub async fn read<T>(&self, call: Call<T>) -> Result<T, Error> {
        let response = boxed(self.fetch_patiently(&call.request)).await?;
        (call.read)(&response)
    }

    /// Reads, and tries only once.
    pub async fn read_once<T>(&self, call: Call<T>) -> Result<T, Error> {
        let response = boxed(self.fetch_once(&call.request)).await?;
        (call.read)(&response)
    }

    /// Makes sure that the credential outlives a change that is sent next, which may take a while. Whether the session has outlived that:
    /// a change of a session that was over before, the kill switch, may still be sent.
    pub async fn is_ready_for_change(&self) -> bool {
        let was_over = self.gate.get() == Gate::Closed;
        self.renew_if_it_ends_within(SOON_FOR_CHANGES).await;
        was_over || self.gate.get() != Gate::Closed
    }

    /// Sends a change to a GitLab of these abilities: once, never aborted, never repeated. What came of it, and GitLab's
    /// request id if it answered.
    pub async fn change(&self, change: &Change, abilities: Abilities) -> (Outcome, Option<String>) {
        self.changing.set(self.changing.get() + 1);
        let authorization = self.credential.borrow().authorization();
        let is_own_rotation = matches!(change.act, Act::Rotate { is_self: true, .. });
        if is_own_rotation && self.gate.get() == Gate::Open {
            self.gate.set(Gate::Held);
        }
        let answer =
            self.reach.send(&change.request(abilities), Some(&authorization), Patience::Endless).await;
        self.changing.set(self.changing.get() - 1);
        let request_id = answer.as_ref().ok().and_then(|response| response.request_id.clone());
        let outcome = judge(change, answer.as_ref().map_err(|cause| *cause));
        // After a rotation that was done the reads wait until the new value is in place.
        if is_own_rotation && self.gate.get() == Gate::Held && matches!(outcome, Outcome::NotDone(_)) {
            self.gate.set(Gate::Open);
        }
        (outcome, request_id)
    }

    async fn fetch_patiently(&self, request: &Request) -> Result<Response, Error> {
        let mut pause = 500.0;
        let mut tries = 0;
        loop {
            let answer = self.fetch_once(request).await;
            tries += 1;
            let is_passing = match &answer {
                Ok(response) => response.status == 429 || response.status >= 500,
                Err(cause) => Error::Transport(*cause).is_passing(),
            };
            let budget = self.budget.get();
            if !is_passing {
                self.budget.set(READ_BUDGET.min(budget + 1));
                return answer.map_err(Error::from);
            }
            // Where GitLab says when to come back, nothing is asked before; what is further off than a read may take is not waited for.
            let wish = answer.as_ref().ok().and_then(|response| response.retry_after).unwrap_or(0);
            let wish = i32::try_from(wish).map_or(READ_DEADLINE, |wish| wish.saturating_mul(1_000));
            let may_repeat = tries < READ_TRIES && wish <= READ_DEADLINE;
            let left = budget.checked_sub(EARNED_BY).filter(|_| may_repeat);
            let Some(left) = left else { return answer.map_err(Error::from) };
            self.budget.set(left);
            // GitLab's limits count in windows of a minute, and mostly its `Retry-After` is unreadable here.
            let cap = if answer.is_ok_and(|response| response.status == 429) { 4.0 * pause } else { pause };
            #[expect(clippy::cast_possible_truncation, reason = "a few seconds")]
            clock::wait(wish.max((cap * (0.5 + clock::jitter() / 2.0)) as i32)).await;
            pause *= 2.0;
        }
    }

    async fn fetch_once(&self, request: &Request) -> Result<Response, Transport> {
        loop {
            match self.gate.get() {
                Gate::Open => break,
                Gate::Held => clock::wait(GATE_PAUSE).await,
                Gate::Closed => return Err(Transport::SignedOut),
            }
        }
        self.renew_if_it_ends_within(SOON).await;
        let mut may_renew = true;
        loop {
            let generation = self.generation();
            let authorization = self.credential.borrow().authorization();
            let answer = self.reach.send(request, Some(&authorization), Patience::Abort(READ_DEADLINE)).await;
            // GITLAB: it also says 401 to a living token whose role is too low, but not that the token is dead.
            let is_dead = answer
                .as_ref()
                .is_ok_and(|response| response.status == 401 && refusal::read(response).is_dead_credential());
            // A read is sent once more, if another token has taken the place of this one or does so now.
            if !is_dead || !may_renew || !boxed(self.has_renewed(generation)).await {
                return answer;
            }
            may_renew = false;
        }
    }
}
