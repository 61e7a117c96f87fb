//! Language and theme: recalled from the last visit, else from the browser.

use crate::browser::reactive::{RwSignal, expect_context};
use crate::browser::storage::{Remembered, forget, recall, remember};
use crate::browser::{dom, location};
use crate::words::{AllWords, Language, Words};

/// What a person may choose for the look of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The name in storage and in the document.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }

    /// The next one of the switch.
    pub fn next(self) -> Self {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }
}

/// Language and theme, as a context.
#[derive(Clone, Copy)]
pub struct Preferences {
    language: RwSignal<Language>,
    theme: RwSignal<Theme>,
}

impl Preferences {
    /// As last chosen, else the best the browser asks for.
    pub fn recall() -> Self {
        let asked = || location::languages().iter().find_map(|tag| Language::of_tag(tag));
        let chosen = recall(Remembered::Language).and_then(|tag| Language::of_tag(&tag));
        let theme = match recall(Remembered::Theme).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        dom::set_theme(theme.name());
        Self {
            language: RwSignal::new(chosen.or_else(asked).unwrap_or_default()),
            theme: RwSignal::new(theme),
        }
    }

    /// Subscribes to the language, and tells the document.
    pub fn follow(self) {
        dom::set_language(self.language.get().words().tag);
    }

    /// The language; not tracked.
    pub fn language(self) -> Language {
        self.language.get_untracked()
    }

    /// Changes the language, and remembers it.
    pub fn speak(self, language: Language) {
        remember(Remembered::Language, language.words().tag);
        self.language.set(language);
    }

    /// The theme; tracked.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Goes on to the next theme, and remembers it.
    pub fn turn_theme(self) {
        let theme = self.theme.get_untracked().next();
        dom::set_theme(theme.name());
        match theme.name() {
            Some(name) => {
                let _ = remember(Remembered::Theme, name);
            }
            None => forget(Remembered::Theme),
        }
        self.theme.set(theme);
    }
}

/// The sentences of the present language. Called while a component is made: another language makes it anew.
pub fn words() -> &'static Words {
    expect_context::<Preferences>().language().words()
}

/// All sentences of the present language, for what is loaded later.
pub fn all_words() -> &'static AllWords {
    expect_context::<Preferences>().language().all_words()
}
