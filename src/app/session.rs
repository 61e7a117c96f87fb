//! Who is signed in where. In memory only: a reload ends it.

mod limits;
mod opening;
mod skew;

use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};

pub use super::connection::Entry;
use super::connection::{Connection, Reach};
use crate::browser::reactive::{Callback, RwSignal, StoredValue, expect_context, untrack};
use crate::browser::task::{boxed, spawn};
use crate::browser::{clock, policy};
use crate::deployment::Deployment;
use crate::gitlab::calls::server::{self, Release};
use crate::gitlab::calls::{personal, user};
use crate::gitlab::error::Reason;
use crate::gitlab::version::Abilities;
use crate::gitlab::{Call, Error, Fit, Page, Server, Totals, Transport, User};
use crate::tokens::{Kind, Scope, Secret, Token};
use crate::words::Words;
pub use limits::watch_limits;
use opening::FirstPage;

/// Pages read without asking: 20,000 tokens of one place.
pub const WHOLE_PAGES: u32 = 200;

/// Who is signed in, and what that allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The GitLab's address, as shown.
    pub address: String,
    /// Whether it is the sandbox.
    pub is_sandbox: bool,
    /// The user the credential acts as.
    pub user: User,
    /// The credential's own row, where this GitLab tells it.
    pub token: Option<Token>,
    /// What was granted, in a session by OAuth: it has no row.
    pub granted: Option<Vec<Scope>>,
    /// The GitLab's version, where it tells.
    pub release: Option<Release>,
    /// The credential is dead: nothing is sent any more, and what was read stays in sight.
    pub is_locked: bool,
}

impl Account {
    /// What this GitLab's version offers.
    pub fn abilities(&self) -> Abilities {
        Abilities::of(self.release.as_ref().and_then(|release| release.version))
    }

    /// Whether changes can be made at all: only the scope `api` (or a fine-grained token) allows them.
    pub fn can_change(&self) -> bool {
        !self.is_locked && self.may_change()
    }

    /// Whether the credential, as long as it lives, allows changes.
    pub fn may_change(&self) -> bool {
        let scopes = self.granted.as_ref().or(self.token.as_ref().map(|token| &token.scopes));
        scopes.is_none_or(|scopes| {
            scopes.iter().any(|scope| *scope == Scope::API || scope.as_str() == "granular")
        })
    }

    /// Why nothing can be changed in a session that can only read.
    pub fn read_only_reason(&self, words: &Words) -> &'static str {
        match self.granted {
            Some(_) => words.shell.looks_only_reason,
            None => words.shell.read_only_reason,
        }
    }

    /// Whether this token is the one signed in with. Deploy tokens count their ids apart from all others.
    pub fn is_self(&self, kind: Kind, id: u64) -> bool {
        kind != Kind::Deploy && self.token.as_ref().is_some_and(|token| token.id == id)
    }
}

/// Why a session ended by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// By the person.
    SignedOut,
    /// By the person or a limit; what this GitLab had granted may still work, for it could not be told.
    NotGivenBack(String),
    /// So long without input.
    Idle(TimeDelta),
    /// So long in all.
    Limit(TimeDelta),
    /// The page came back from the browser's cache.
    Restored,
    /// The credential was revoked in this session.
    RevokedSelf,
    /// GitLab says the credential is dead.
    Dead(Error),
    /// The credential was rotated and the answer lost: the new value is unknown.
    LostSelf,
    /// Its old value is being used once more, so that GitLab revokes the new one.
    EndingSelf,
    /// GitLab saw its old value again, and has revoked what came of it.
    EndedSelf,
    /// The lost answer came after all, and the value with it.
    FoundSelf,
    /// The lost answer came after all, and it was a no.
    KeptSelf,
    /// Another tab rotated or revoked it.
    ChangedElsewhere,
}

/// Whether somebody is signed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Nobody; why, if somebody was.
    Out(Option<End>),
    /// Somebody.
    In(Account),
    /// Somebody whose credential was found dead, and what GitLab said.
    Locked(Account, Error),
}

/// The session, as a context.
#[derive(Clone, Copy)]
pub struct Session {
    stage: RwSignal<Stage>,
    /// Without any input for so long, the session ends.
    idle: TimeDelta,
    /// After so long, it ends in any case.
    absolute: TimeDelta,
    connection: StoredValue<Option<Rc<Connection>>>,
    /// What uses a lost credential's old value once more, at the person's word.
    kill_switch: RwSignal<Option<Callback>>,
    started_at: StoredValue<DateTime<Utc>>,
    active_at: StoredValue<DateTime<Utc>>,
    /// How far this machine's clock is off; and, if that was measured, [`clock::lead`] at the time.
    skew: RwSignal<(TimeDelta, Option<i64>)>,
    /// Changes that were sent and are not settled.
    in_flight: RwSignal<u32>,
    /// What was read of the first list while signing in.
    first_page: StoredValue<Option<FirstPage>>,
    /// The server the page is locked to. Another one needs a full page load.
    server: RwSignal<Option<Server>>,
}

impl Session {
    /// Nobody signed in; the limits are the operator's.
    pub fn new(deployment: &Deployment) -> Self {
        let now = clock::here();
        Self {
            stage: RwSignal::new(Stage::Out(None)),
            idle: deployment.idle,
            absolute: deployment.absolute,
            connection: StoredValue::new(None),
            kill_switch: RwSignal::new(None),
            started_at: StoredValue::new(now),
            active_at: StoredValue::new(now),
            skew: RwSignal::new((TimeDelta::zero(), None)),
            in_flight: RwSignal::new(0),
            first_page: StoredValue::new(None),
            server: RwSignal::new(None),
        }
    }

    /// The server the page is locked to; tracked.
    pub fn server(self) -> Option<Server> {
        self.server.get()
    }

    /// Asks a server, without a credential, whether it is a GitLab.
    pub async fn prove(server: &Server) -> Result<(), Error> {
        let reach = Reach::Server(server.clone());
        match reach.ask(server::discover()).await {
            Err(Error::Transport(cause)) if cause != Transport::Withheld => Err(cause.into()),
            Err(_) => reach.ask(server::knock()).await,
            Ok(()) => Ok(()),
        }
    }

    /// Locks the page to a server that was proven. `false` where the browser does not let it.
    pub fn lock(self, server: Server) -> bool {
        let is_locked = policy::lock(policy::Reach::Server(&server.origin()));
        if is_locked {
            self.server.set(Some(server));
        }
        is_locked
    }

    /// The present stage; tracked.
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// The account; tracked.
    pub fn account(self) -> Option<Account> {
        match self.stage.get() {
            Stage::In(account) | Stage::Locked(account, _) => Some(account),
            Stage::Out(_) => None,
        }
    }

    /// What GitLab said when the credential was found dead; tracked.
    pub fn locked(self) -> Option<Error> {
        match self.stage.get() {
            Stage::Locked(_, error) => Some(error),
            Stage::In(_) | Stage::Out(_) => None,
        }
    }

    /// The account as it is now; not tracked.
    pub fn account_now(self) -> Option<Account> {
        untrack(|| self.account())
    }

    /// What the GitLab one is signed in to can do; without a session what the newest can. Not tracked.
    pub fn abilities(self) -> Abilities {
        self.account_now().map_or(Abilities::of(None), |account| account.abilities())
    }

    /// The way to GitLab; `None` when nobody is signed in.
    pub fn connection(self) -> Option<Rc<Connection>> {
        self.connection.get_value()
    }

    /// Counts the credentials of this session.
    pub fn generation(self) -> u32 {
        self.connection().map_or(0, |connection| connection.generation())
    }

    /// Ends the session and drops the credential.
    pub fn end(self, end: End) {
        if let Some(connection) = self.connection() {
            connection.close();
            self.give_back(connection);
        }
        self.connection.set_value(None);
        self.first_page.set_value(None);
        match (self.stage.get_untracked(), end) {
            // What was read stays in sight: only what the credential could do is over.
            (Stage::In(account), End::Dead(error)) => {
                self.stage.set(Stage::Locked(Account { is_locked: true, ..account }, error));
            }
            // Requests that were under way when the first one learned of it.
            (Stage::Locked(..), End::Dead(_)) | (Stage::Out(_), _) => {}
            (Stage::In(_) | Stage::Locked(..), end) => self.stage.set(Stage::Out(Some(end))),
        }
    }

    /// What was granted by OAuth goes back; if GitLab cannot be told, that is said instead of how the session ended.
    fn give_back(self, connection: Rc<Connection>) {
        let Some(server) = connection.granted_by() else { return };
        spawn(async move {
            if connection.give_back().await.is_err() {
                self.restate(End::NotGivenBack(server.base()), None);
            }
        });
    }

    /// Leaves what a dead credential had read, to sign in again.
    pub fn leave(self) {
        if let Stage::Locked(_, error) = self.stage.get_untracked() {
            self.stage.set(Stage::Out(Some(End::Dead(error))));
        }
    }

    /// Says otherwise why it ended: more is known by now. `kill_switch` is offered with it.
    pub fn restate(self, end: End, kill_switch: Option<Callback>) {
        self.set_kill_switch(kill_switch);
        if matches!(self.stage.get_untracked(), Stage::Out(_)) {
            self.stage.set(Stage::Out(Some(end)));
        }
    }

    /// The one before holds the lost credential: it goes.
    fn set_kill_switch(self, kill_switch: Option<Callback>) {
        if let Some(before) = self.kill_switch.get_untracked() {
            before.clear();
        }
        self.kill_switch.set(kill_switch);
    }

    /// What uses a lost credential's old value once more, where that can be done; tracked.
    pub fn kill_switch(self) -> Option<Callback> {
        self.kill_switch.get()
    }

    /// Forgets why the last session ended.
    pub fn acknowledge(self) {
        if matches!(self.stage.get_untracked(), Stage::Out(Some(_))) {
            self.stage.set(Stage::Out(None));
        }
    }

    /// Reads; a 401 is a question that only `self` can answer, and only a dead credential ends the session.
    pub async fn read<T>(self, call: Call<T>) -> Result<T, Error> {
        let Some(connection) = self.connection() else { return Err(signed_out()) };
        let generation = connection.generation();
        let result = connection.read(call).await;
        if let Err(error) = &result {
            let is_ours = connection.generation() == generation;
            if is_ours && error.is_dead_credential() {
                self.end(End::Dead(error.clone()));
            } else if is_ours && matches!(error.reason(), Some(Reason::Unauthorized)) {
                let _ = boxed(self.check_alive()).await;
            }
        }
        result
    }

    /// Reads, and tries only once: whoever asks for much spreads what is tried again.
    pub async fn read_once<T>(self, call: Call<T>) -> Result<T, Error> {
        let Some(connection) = self.connection() else { return Err(signed_out()) };
        let generation = connection.generation();
        let result = connection.read_once(call).await;
        if let Err(error) = &result
            && (connection.generation() == generation && error.is_dead_credential())
        {
            self.end(End::Dead(error.clone()));
        }
        result
    }

    /// Reads every page of a list, as one. What would have to be cut, or does not stand still, proves nothing, and is an error.
    pub async fn read_all<T>(self, call: impl Fn(u32) -> Call<Page<T>>) -> Result<Page<T>, Error> {
        let (mut rows, mut odd_rows, mut page, mut totals) = (Vec::new(), 0, 1, Totals::default());
        loop {
            let answer = self.read(call(page)).await?;
            match totals.take(answer.total) {
                Fit::Fits => {}
                Fit::Slid => {
                    (odd_rows, page) = (0, 1);
                    rows.clear();
                    continue;
                }
                Fit::Moving => return Err(Error::Unexpected { status: 200 }),
            }
            rows.extend(answer.rows);
            odd_rows += answer.odd_rows;
            match answer.next {
                None => return Ok(Page { rows, odd_rows, next: None, total: answer.total }),
                Some(next) if next > page && next <= WHOLE_PAGES => page = next,
                Some(_) => return Err(Error::Unexpected { status: 200 }),
            }
        }
    }

    /// Asks GitLab whether the credential still lives; ends the session if it surely does not.
    pub async fn check_alive(self) -> Result<(), Error> {
        let Some(connection) = self.connection() else { return Err(signed_out()) };
        let generation = connection.generation();
        let has_self = self.account_now().is_some_and(|account| account.token.is_some());
        let answer = if has_self {
            connection.read(personal::get_self()).await.map(drop)
        } else {
            connection.read(user::current()).await.map(drop)
        };
        match answer {
            // Of an older generation: the present one is younger than its answer.
            Err(_) if connection.generation() != generation => Ok(()),
            Err(error) if error.is_unauthorized() => {
                self.end(End::Dead(error.clone()));
                Err(error)
            }
            answer => answer,
        }
    }

    /// After a self-rotation: the new value takes the credential's place.
    pub fn swap(self, value: Secret, token: Token) {
        if let Some(connection) = self.connection() {
            connection.swap(value);
        }
        self.stage.update(|stage| {
            if let Stage::In(account) = stage {
                account.token = Some(token);
            }
        });
    }
}

/// The context.
pub fn use_session() -> Session {
    expect_context()
}

fn signed_out() -> Error {
    Transport::SignedOut.into()
}
