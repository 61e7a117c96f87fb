//! Language and theme: recalled from the last visit, else from the browser.

use crate::browser::reactive::{RwSignal, expect_context};
use crate::browser::storage::{Remembered, recall, remember};
use crate::browser::{dom, location};
use crate::deployment::Deployment;
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
    /// The name in storage, in `config.json` and in the document.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        [Theme::System, Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == name)
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
    /// As last chosen, else as the operator decided, else the best the browser asks for.
    pub fn recall(deployment: &Deployment) -> Self {
        let asked = || location::languages().iter().find_map(|tag| Language::of_tag(tag));
        let chosen = recall(Remembered::Language);
        let chosen = chosen.as_deref().or(deployment.language).and_then(Language::of_tag);
        let theme = recall(Remembered::Theme);
        let theme = theme.as_deref().and_then(Theme::named);
        let theme = theme.or_else(|| Theme::named(deployment.theme?)).unwrap_or(Theme::System);
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

    /// As somebody else than the person asks for it: not remembered.
    pub fn follow_portal(self, language: Option<Language>, theme: Option<Theme>) {
        if let Some(language) = language.filter(|language| *language != self.language()) {
            self.language.set(language);
        }
        if let Some(theme) = theme {
            self.show(theme);
        }
    }

    /// The theme; tracked.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Goes on to the next theme, and remembers it.
    pub fn turn_theme(self) {
        let theme = self.theme.get_untracked().next();
        remember(Remembered::Theme, theme.name());
        self.show(theme);
    }

    fn show(self, theme: Theme) {
        dom::set_theme(theme.name());
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
