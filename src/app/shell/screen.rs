//! The screens, as the frame knows them, and the views of the navigation they belong to.

use crate::app::preferences::words;
use crate::route::{Extent, List, Route, Section};
use crate::tokens::{Place, Resource};

/// Which screen is drawn; a filter or an open token does not draw it anew.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Screen {
    Connect(Option<String>),
    List(Extent),
    Choose(Section, String),
    Find(Section, String, String),
    ServiceAccounts(Resource),
    Activity,
    About,
    Unknown,
}

impl Screen {
    /// What a route shows to somebody who is signed in.
    pub(super) fn of(route: Route) -> Self {
        match route {
            Route::List(list) => Screen::List(list.extent),
            Route::Connect { .. } => Screen::List(Extent::Everything),
            Route::Choose { section, look } => Screen::Choose(section, look),
            Route::Find { section, path, look } => Screen::Find(section, path, look),
            Route::ServiceAccounts(of) => Screen::ServiceAccounts(of),
            Route::Activity => Screen::Activity,
            Route::About => Screen::About,
            Route::Unknown(_) => Screen::Unknown,
        }
    }

    /// The view it belongs to, by its number in the navigation.
    pub(super) fn view(&self) -> Option<View> {
        match self {
            Screen::List(Extent::Everything) => Some(View::Overview),
            Screen::List(Extent::Own) => Some(View::Personal),
            Screen::List(Extent::Of(place)) => Some(match place {
                Place::Resource(of) | Place::ServiceAccount(of, _) => View::of(Section::of(*of)),
                Place::Deploy(_) | Place::DeployInstance => View::Deploy,
                Place::User(_) | Place::AllUsers | Place::Impersonation(_) => View::Personal,
            }),
            Screen::Choose(section, _) | Screen::Find(section, ..) => Some(View::of(*section)),
            Screen::ServiceAccounts(of) => Some(View::of(Section::of(*of))),
            Screen::Activity => Some(View::Activity),
            Screen::Connect(_) | Screen::About | Screen::Unknown => None,
        }
    }
}

/// The views of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Overview,
    Personal,
    Projects,
    Groups,
    Deploy,
    Activity,
}

impl View {
    fn of(section: Section) -> Self {
        match section {
            Section::Projects => View::Projects,
            Section::Groups => View::Groups,
            Section::DeployProjects | Section::DeployGroups => View::Deploy,
        }
    }

    pub(super) fn name(self) -> &'static str {
        let words = words();
        match self {
            View::Overview => words.overview.title,
            View::Personal => words.shell.personal,
            View::Projects => words.place.projects,
            View::Groups => words.place.groups,
            View::Deploy => words.place.deploy,
            View::Activity => words.offer.activity,
        }
    }

    pub(super) fn href(self) -> String {
        let choose = |section| Route::Choose { section, look: String::new() }.href();
        match self {
            View::Overview => List::default().href(),
            View::Personal => List::of(Extent::Own).href(),
            View::Projects => choose(Section::Projects),
            View::Groups => choose(Section::Groups),
            View::Deploy => choose(Section::DeployProjects),
            View::Activity => Route::Activity.href(),
        }
    }
}
