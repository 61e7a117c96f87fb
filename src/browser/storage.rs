//! What is remembered between visits: the last server, the language, the theme. Never anything secret.

/// The things that may be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// The base address of the last GitLab.
    Server,
    /// The chosen language.
    Language,
    /// The chosen theme.
    Theme,
}

impl Remembered {
    fn key(self) -> &'static str {
        match self {
            Remembered::Server => "keyturn.server",
            Remembered::Language => "keyturn.language",
            Remembered::Theme => "keyturn.theme",
        }
    }
}

/// What was remembered; nothing where storage is closed.
pub fn recall(what: Remembered) -> Option<String> {
    storage()?.get_item(what.key()).ok()?
}

/// Remembers, or quietly does not where storage is closed: nothing depends on it.
pub fn remember(what: Remembered, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(what.key(), text);
    }
}

/// Forgets.
pub fn forget(what: Remembered) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(what.key());
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where storage is opened; what is kept is listed above"
)]
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
