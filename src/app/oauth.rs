//! Signing in by OAuth: leaving for GitLab's page of consent, and coming back to the screen one left.

use super::Address;
use super::connection::Reach;
use super::deployment::deployment;
use super::session::{Entry, Session};
use crate::browser::reactive::{RwSignal, expect_context};
use crate::browser::storage::{Remembered, forget, recall, remember};
use crate::browser::task::spawn;
use crate::browser::{clock, dom, fetch, location, oauth, portal};
use crate::gitlab::oauth::{self as protocol, Callback, Client, Mismatch, Pending};
use crate::gitlab::{Error, Server};
use crate::route::Route;
use crate::tokens::{Scope, Secret};

/// Where it is said how a sign-in stands.
pub const COMING: &str = "coming";

/// How a sign-in by OAuth stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Coming {
    /// None is under way.
    Not,
    /// The code is being redeemed at this GitLab.
    Busy(String),
    /// It came to nothing.
    Failed(Failure),
}

/// Why a sign-in came to nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The tab cannot keep what is needed.
    NotKept,
    /// What came back does not fit what was begun.
    Mismatch(Mismatch),
    /// GitLab led back with this code instead.
    Declined(String),
    /// The page could not be locked to the GitLab.
    NotLocked,
    /// The code was not redeemed, or what came of it does not sign in.
    Failed(Error),
}

/// The sign-in by OAuth, as a context.
#[derive(Clone, Copy)]
pub struct SignIn {
    session: Session,
    address: Address,
    coming: RwSignal<Coming>,
    /// What was asked for last.
    asked: RwSignal<Option<Scope>>,
}

impl SignIn {
    /// None under way.
    pub fn new(session: Session, address: Address) -> Self {
        Self { session, address, coming: RwSignal::new(Coming::Not), asked: RwSignal::new(None) }
    }

    /// How it stands; tracked.
    pub fn coming(self) -> Coming {
        self.coming.get()
    }

    /// What was asked for last, before the browser came back, too; not tracked.
    pub fn asked(self) -> Option<Scope> {
        self.asked.get_untracked()
    }

    /// Leaves for GitLab's page of consent, in the whole window: GitLab refuses to be framed.
    pub fn leave(self, server: Server, client_id: String, scope: Scope) {
        self.coming.set(Coming::Not);
        spawn(async move {
            let client = Client { server, id: client_id, redirect_uri: location::page() };
            // A frame whose portal has not told its page could not be led back to: this very screen in the whole window can.
            let (is_framed, portal) = (location::is_framed(), portal::page());
            let can_return = !is_framed || portal.is_some();
            let has_left = can_return && self.left(client, scope, portal.as_deref()).await;
            if !has_left && is_framed {
                location::leave_whole_for(&location::absolute(&location::fragment()));
            } else if !has_left {
                self.coming.set(Coming::Failed(Failure::NotKept));
            }
        });
    }

    async fn left(self, client: Client, scope: Scope, portal: Option<&str>) -> bool {
        let (Some(random), Some(verifier)) = (oauth::random(32), oauth::random(32)) else { return false };
        let Some(challenge) = oauth::challenge(&verifier).await else { return false };
        let state = portal.map_or(random.clone(), |page| protocol::state_for_portal(&random, page));
        let from = self.address.route_now().href();
        let pending =
            Pending { client, scope, state, verifier: Secret::new(verifier), begun: clock::here(), from };
        let is_kept = remember(Remembered::SignIn, &pending.print());
        if is_kept {
            location::leave_whole_for(&pending.consent(&challenge));
        }
        is_kept
    }

    /// Goes on with a sign-in that the browser came back from, if it did. What was kept is forgotten before anything is sent.
    pub fn come_back(self) {
        let Some(callback) = oauth::take_callback() else { return };
        if let Some(page) = callback.portal().filter(|_| !location::is_framed()) {
            // What a frame asked for is the frame's, and only a portal that may frame this page is led on to.
            if deployment().is_of_portal(page) {
                location::go_on_to(&callback.handed_to(page));
                return;
            }
        }
        let pending = recall(Remembered::SignIn).and_then(|text| Pending::read(&text));
        forget(Remembered::SignIn);
        match callback.check(pending, clock::here()) {
            Ok(pending) => self.go_on(pending, callback),
            Err(mismatch) => self.fail(Failure::Mismatch(mismatch)),
        }
    }

    fn go_on(self, pending: Pending, callback: Callback) {
        self.asked.set(Some(pending.scope.clone()));
        let from = match Route::parse(&pending.from) {
            Route::Connect { .. } => Route::parse(""),
            route => route,
        };
        self.address.refine(from);
        let server = pending.client.server.clone();
        // The one who is asked is the only one who can be told anything from here on.
        if !self.session.lock(server.clone()) {
            self.fail(Failure::NotLocked);
            return;
        }
        let code = match callback.answer {
            Ok(code) => code,
            Err(error) => {
                self.fail(Failure::Declined(error));
                return;
            }
        };
        self.coming.set(Coming::Busy(server.origin()));
        spawn(async move {
            match self.redeem(server, pending, code).await {
                Ok(()) => {
                    self.coming.set(Coming::Not);
                    dom::focus_soon(vec![String::from("main")]);
                }
                Err(error) => self.fail(Failure::Failed(error)),
            }
        });
    }

    /// What came of it is where one reads on.
    fn fail(self, failure: Failure) {
        self.coming.set(Coming::Failed(failure));
        dom::focus_soon(vec![String::from(COMING)]);
    }

    async fn redeem(self, server: Server, pending: Pending, code: Secret) -> Result<(), Error> {
        let answer = fetch::post_form(&server, &pending.redeem(&code)).await?;
        let grant = protocol::grant(&answer)?;
        let entry = Entry::Granted(pending.client, grant);
        self.session.open(Reach::Server(server), entry, &self.address.route_now()).await
    }
}

/// The context.
pub fn use_sign_in() -> SignIn {
    expect_context()
}
