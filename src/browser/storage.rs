//! What is remembered between visits: the last servers, the language, the theme; and, for this tab alone, which projects
//! and groups were opened, which changes are still to be looked after, and a sign-in that is under way. Nothing that opens a
//! GitLab.

use std::cell::Cell;

/// The things that may be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// The base addresses of the servers used last, one a line.
    Servers,
    /// The chosen language.
    Language,
    /// The chosen theme.
    Theme,
    /// The projects and groups opened last, by id, with the server they belong to; until the tab is closed.
    Places,
    /// A sign-in that was begun on GitLab's page; until the browser comes back.
    SignIn,
    /// Changes whose outcome or value still has to be looked after; until the tab is closed.
    Journal,
}

impl Remembered {
    const ALL: [Remembered; 6] = [
        Remembered::Servers,
        Remembered::Language,
        Remembered::Theme,
        Remembered::Places,
        Remembered::SignIn,
        Remembered::Journal,
    ];

    /// The name it is kept under.
    pub fn key(self) -> &'static str {
        match self {
            Remembered::Servers => "keyturn.servers",
            Remembered::Language => "keyturn.language",
            Remembered::Theme => "keyturn.theme",
            Remembered::Places => "keyturn.places",
            Remembered::SignIn => "keyturn.sign-in",
            Remembered::Journal => "keyturn.journal",
        }
    }

    /// Whether it goes with the tab.
    pub fn is_of_tab(self) -> bool {
        matches!(self, Remembered::Places | Remembered::SignIn | Remembered::Journal)
    }

    fn storage(self) -> Option<web_sys::Storage> {
        storage(self.is_of_tab())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where storage is opened; what is kept is listed above"
)]
fn storage(is_of_tab: bool) -> Option<web_sys::Storage> {
    if IS_CLOSED.get() {
        return None;
    }
    let window = web_sys::window()?;
    if is_of_tab { window.session_storage().ok()? } else { window.local_storage().ok()? }
}

thread_local! {
    static IS_CLOSED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps nothing from now on, and knows nothing: where others share the origin, they could read it.
pub fn close() {
    IS_CLOSED.set(true);
}

/// What was remembered; nothing where storage is closed.
pub fn recall(what: Remembered) -> Option<String> {
    what.storage()?.get_item(what.key()).ok()?
}

/// Remembers. `false` where storage is closed or full.
pub fn remember(what: Remembered, text: &str) -> bool {
    what.storage().is_some_and(|storage| storage.set_item(what.key(), text).is_ok())
}

/// Forgets.
pub fn forget(what: Remembered) {
    if let Some(storage) = what.storage() {
        let _ = storage.remove_item(what.key());
    }
}

/// What is kept now; nothing where storage is closed.
pub fn kept() -> Vec<Remembered> {
    Remembered::ALL.into_iter().filter(|what| recall(*what).is_some()).collect()
}

/// How many things in this origin's storage are not Keyturn's; nothing where it cannot be looked at.
pub fn strangers() -> Option<usize> {
    let count = |storage: web_sys::Storage| {
        let names = (0..storage.length().ok()?).filter_map(|at| storage.key(at).ok()?);
        Some(names.filter(|name| Remembered::ALL.iter().all(|known| known.key() != name)).count())
    };
    Some(count(storage(false)?)? + count(storage(true)?)?)
}
