//! A session by OAuth: its access token lives two hours, and the next one is had for a refresh token that is good for one use.
//!
//! So there is one renewal at a time, whoever needs it. GitLab takes a refresh token's second use for theft and the first answer may
//! be lost on the way: it is never sent again, and the access token serves until it ends.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Connection, GATE_PAUSE, Gate, Reach};
use crate::browser::task::boxed;
use crate::browser::{clock, fetch};
use crate::gitlab::oauth::{self, Client, Form, Grant};
use crate::gitlab::{Credential, Error, Server};
use crate::tokens::Secret;

/// With no more life than this, an access token is renewed before a read.
pub(super) const SOON: TimeDelta = TimeDelta::minutes(1);
/// And before a change, so that it is not renewed while the change is under way.
pub(super) const SOON_FOR_CHANGES: TimeDelta = TimeDelta::minutes(3);

/// How to get the next access token.
pub(super) struct Renewal {
    client: Client,
    /// Gone once it was sent.
    refresh: Option<Secret>,
    /// When the access token ends, by this machine's clock.
    until: DateTime<Utc>,
}

impl Renewal {
    /// The access token, and how to get the next one.
    pub(super) fn of(client: Client, grant: Grant) -> (Credential, Self) {
        let until = clock::here() + grant.lifetime;
        (Credential::new(grant.access), Self { client, refresh: grant.refresh, until })
    }

    /// What tells GitLab that it is over.
    fn end(&self, access: &Credential) -> Form {
        Form::revoke(&self.client, access, self.refresh.as_ref())
    }
}

impl Connection {
    /// Renews an access token that has no more life than this.
    pub(super) async fn renew_if_it_ends_within(&self, time: TimeDelta) {
        if self.is_ending_within(time) {
            let _ = boxed(self.has_renewed(self.generation())).await;
        }
    }

    /// Whether there is another access token by now than that of a generation: one is got where that can be.
    pub(super) async fn has_renewed(&self, generation: u32) -> bool {
        if self.renewal.borrow().is_none() {
            return false;
        }
        loop {
            match self.gate.get() {
                _ if self.generation() != generation => return true,
                Gate::Closed => return false,
                Gate::Held => {}
                // What is under way was sent with the present one, which dies of the renewal.
                Gate::Open if self.changing.get() > 0 && !self.is_ending_within(TimeDelta::zero()) => {}
                Gate::Open => break,
            }
            clock::wait(GATE_PAUSE).await;
        }
        let Some((client, refresh)) = self.take_refresh() else { return false };
        self.gate.set(Gate::Held);
        let granted = renew(&client, &refresh).await;
        let is_over = self.gate.get() == Gate::Closed;
        if !is_over {
            self.gate.set(Gate::Open);
        }
        // Refused, or lost: the present one serves until it ends.
        let Ok(grant) = granted else { return false };
        let (credential, renewal) = Renewal::of(client, grant);
        if is_over {
            // The session ended meanwhile, and nobody else knows of this one.
            let _ = revoke(&renewal.client.server, &renewal.end(&credential)).await;
            return false;
        }
        *self.credential.borrow_mut() = credential;
        *self.renewal.borrow_mut() = Some(renewal);
        self.generation.set(self.generation() + 1);
        true
    }

    /// Tells GitLab that a session by OAuth is over. Nothing is to be told of others.
    pub async fn give_back(&self) -> Result<(), Error> {
        let Some(renewal) = self.renewal.take() else { return Ok(()) };
        let form = renewal.end(&self.credential.borrow());
        revoke(&renewal.client.server, &form).await
    }

    /// The server of a session by OAuth, as long as that is not over.
    pub fn granted_by(&self) -> Option<Server> {
        self.renewal.borrow().as_ref().map(|renewal| renewal.client.server.clone())
    }

    fn is_ending_within(&self, time: TimeDelta) -> bool {
        let renewal = self.renewal.borrow();
        renewal.as_ref().is_some_and(|renewal| renewal.until - clock::here() <= time)
            && matches!(self.reach, Reach::Server(_))
    }

    fn take_refresh(&self) -> Option<(Client, Secret)> {
        let mut renewal = self.renewal.borrow_mut();
        let renewal = renewal.as_mut()?;
        Some((renewal.client.clone(), renewal.refresh.take()?))
    }
}

async fn renew(client: &Client, refresh: &Secret) -> Result<Grant, Error> {
    let answer = fetch::post_form(&client.server, &Form::refresh(client, refresh)).await?;
    oauth::grant(&answer)
}

async fn revoke(server: &Server, form: &Form) -> Result<(), Error> {
    let answer = fetch::post_form(server, form).await?;
    oauth::revoked(&answer)
}
