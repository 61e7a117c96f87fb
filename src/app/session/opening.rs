//! Signing in: whom and what the credential is for, and beside that the first page of the list that is to be shown.

use std::rc::Rc;

use std::pin::pin;

use futures_util::future::{Either, join3, select};

use super::{Account, Entry, Session, Stage};
use crate::app::connection::{Connection, Reach};
use crate::browser::clock;
use crate::gitlab::calls::server::{self, Release};
use crate::gitlab::calls::{personal, token, user};
use crate::gitlab::error::Reason;
use crate::gitlab::{Error, Page, Transport};
use crate::route::{Extent, Route};
use crate::tokens::{Place, Token};

/// So long signing in waits for the first list, in milliseconds.
const GRACE: i32 = 1_500;

/// The first page of a place's list.
pub(super) type FirstPage = (Place, Page<Token>);

impl Session {
    /// Signs in: checks the credential, and whom and what it is for. The list of the screen that is to be shown is asked for in the
    /// same breath.
    pub async fn open(self, reach: Reach, entry: Entry, to: &Route) -> Result<(), Error> {
        let granted = match &entry {
            Entry::Token(_) => None,
            Entry::Granted(_, grant) => Some(grant.scopes.clone()),
        };
        let connection = Connection::new(reach, entry);
        let own_token = own_token(&connection, to, granted.is_none());
        let (token, user, release) =
            join3(own_token, connection.read(user::current()), release(&connection)).await;
        // What was granted does not outlive a sign-in that came to nothing.
        if user.is_err() {
            let _ = connection.give_back().await;
        }
        // Somebody signed in another way meanwhile: that session is not taken from under them.
        if self.connection().is_some() {
            let _ = connection.give_back().await;
            return Err(Transport::SignedOut.into());
        }
        let (token, first_page) = token?;
        let account = Account {
            address: connection.reach().address(),
            is_sandbox: matches!(connection.reach(), Reach::Sandbox(_)),
            user: user?,
            token,
            granted,
            release,
            is_locked: false,
        };
        self.first_page.set_value(first_page);
        self.connection.set_value(Some(Rc::new(connection)));
        self.set_kill_switch(None);
        self.started_at.set_value(clock::here());
        self.active_at.set_value(clock::here());
        self.stage.set(Stage::In(account));
        Ok(())
    }

    /// The first page of a list, if it was asked for while signing in; once.
    pub fn take_first_page(self, place: Place) -> Option<Page<Token>> {
        let (of, page) = self.first_page.get_value()?;
        self.first_page.set_value(None);
        (of == place).then_some(page)
    }
}

/// `GET self`, or nothing where this GitLab or this credential has no such thing: then `GET /user` decides. And the page one sees
/// first, where one knows by then whose it is.
async fn own_token(
    connection: &Connection,
    to: &Route,
    has_self: bool,
) -> Result<(Option<Token>, Option<FirstPage>), Error> {
    let extent = match to {
        Route::List(list) => Some(list.extent),
        _ => None,
    };
    // What GitLab narrows and orders is another request.
    let known = match extent {
        Some(Extent::Of(place)) if place != Place::AllUsers => Some(place),
        _ => None,
    };
    // GITLAB: what was granted by OAuth is no token of any list: `self` answers 400 to it.
    if !has_self {
        return Ok((None, first_page(connection, known).await));
    }
    let (token, page) =
        futures_util::future::join(connection.read(personal::get_self()), first_page(connection, known))
            .await;
    let token = match token {
        Ok(token) => token,
        Err(error) => {
            return match error.reason() {
                // GITLAB: before 15.5 `self` is read as an unknown id.
                Some(
                    Reason::NoSuchEndpoint
                    | Reason::NotFound
                    | Reason::Unauthorized
                    | Reason::Invalid(_)
                    | Reason::MissingPermission,
                ) => Ok((None, page)),
                _ => Err(error),
            };
        }
    };
    let own = (extent == Some(Extent::Own)).then_some(token.user_id).flatten().map(Place::User);
    let page = if own.is_some() { first_page(connection, own).await } else { page };
    Ok((Some(token), page))
}

/// What cannot be read is asked for again by the list itself, which says why.
async fn first_page(connection: &Connection, place: Option<Place>) -> Option<FirstPage> {
    let place = place?;
    let read = pin!(connection.read_once(token::list(place, 1)));
    // Whoever signs in does not wait for a slow list.
    match select(read, pin!(clock::wait(GRACE))).await {
        Either::Left((answer, _)) => Some((place, answer.ok()?)),
        Either::Right(_) => None,
    }
}

/// The version, by `/metadata` or `/version`; unknown where neither may be read.
async fn release(connection: &Connection) -> Option<Release> {
    match connection.read(server::metadata()).await {
        Ok(release) => Some(release),
        Err(_) => connection.read(server::version()).await.ok(),
    }
}
