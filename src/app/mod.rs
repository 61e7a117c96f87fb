//! The screens. Data flows one way: the address bar makes a route, the route a screen, the screen asks GitLab, rows
//! are shown. Nothing here names the platform; that is `browser`.

mod activity;
mod bulk;
mod changing;
mod connection;
mod deployment;
mod inventory;
mod later;
mod notices;
mod oauth;
mod portal;
mod preferences;
mod recent;
mod recipe;
mod reveal;
mod screens;
mod session;
mod shell;
mod sight;
mod tabs;
mod token_dialogs;
mod token_table;
mod widgets;

use crate::browser::reactive::{Memo, RwSignal, effect, provide_context, untrack};
use crate::browser::{dom, element, guard, location, policy};
use crate::gitlab::credential::looks_like_a_token;
use crate::route::Route;

use activity::Activity;
use inventory::Inventory;
use later::Later;
use notices::Notices;
use oauth::SignIn;
use preferences::Preferences;
use reveal::Reveal;
use session::Session;
use tabs::Tabs;
use widgets::notice::Tone;

/// The address bar as a signal.
#[derive(Clone, Copy)]
pub struct Address {
    route: RwSignal<Route>,
}

impl Address {
    /// The present route; tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The present route; not tracked.
    pub fn route_now(self) -> Route {
        self.route.get_untracked()
    }

    /// Goes on to another screen; Back returns.
    pub fn go(self, route: &Route) {
        location::push(&route.href());
    }

    /// Changes how the present screen is looked at, without a step in the history.
    pub fn refine(self, route: Route) {
        location::replace(&route.href());
        self.route.set(route);
    }
}

/// Makes the whole page and puts it into the document.
pub fn start() {
    let deployment = deployment::provide();
    let preferences = Preferences::recall(&deployment);
    let address = Address { route: RwSignal::new(arrived(&location::fragment())) };
    let reveal = Reveal::new();
    let session = Session::new(&deployment);
    let notices = Notices::new();
    provide_context(preferences);
    provide_context(address);
    provide_context(reveal);
    provide_context(Later::new());
    provide_context(session);
    provide_context(SignIn::new(session, address));
    let activity = Activity::recall();
    provide_context(notices);
    provide_context(Tabs::open(session));
    provide_context(activity);
    let inventory = Inventory::new(session);
    provide_context(inventory);

    policy::watch();
    location::on_change(move |fragment| {
        // Where the Navigation API is missing the step was taken already: take it back.
        if guard::is_on() {
            location::replace(&address.route.get_untracked().href());
            reveal.warn_of_leaving();
        } else {
            address.route.set(arrived(&fragment));
        }
    });
    guard::install(move || reveal.warn_of_leaving());
    effect(move || guard::set(reveal.is_pending() || session.is_changing()));
    session::watch_limits(session, reveal);
    // What was said names tokens: it goes with the session.
    effect(move || {
        if session.account().is_none() {
            notices.clear();
            activity.end_session();
            inventory.forget();
        }
    });
    // What an earlier page left open is said once, after signing in.
    effect(move || {
        if let Some(account) = session.account() {
            let open = untrack(|| activity.open(&account.address));
            if open > 0 {
                notices.say(Tone::Warning, (preferences.language().words().offer.waiting)(open));
            }
        }
    });
    // Where the browser keeps nothing, it is said once.
    let is_in_memory = Memo::new(move || activity.is_in_memory());
    effect(move || {
        if is_in_memory.get() {
            notices.say(Tone::Warning, preferences.language().words().offer.in_memory.to_owned());
        }
    });
    // Another language draws the page anew: everything that must stay lives in the contexts above.
    element::mount(move || {
        preferences.follow();
        untrack(shell::page)
    });
    dom::clear_placeholder();
    portal::attend();
}

/// Where a link leads. A token that stands in one is taken out of the address.
fn arrived(fragment: &str) -> Route {
    let route = Route::parse(fragment);
    if looks_like_a_token(fragment) {
        location::replace(&route.href());
    }
    route
}
