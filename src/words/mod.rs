//! Every sentence a person reads, in each language.
//!
//! A language is a value of [`Words`]; leaving a sentence out does not compile. Sentences with something in them are
//! functions, so that each language orders and counts in its own way. The two languages stand side by side in each file.

pub mod about;
pub mod act;
pub mod activity;
pub mod bulk;
pub mod choose;
pub mod connect;
pub mod denied;
pub mod deployment;
pub mod details;
pub mod error;
pub mod export;
pub mod gaps;
pub mod horizon;
pub mod keys;
pub mod later;
pub mod list;
pub mod oauth;
pub mod offer;
pub mod overview;
pub mod place;
pub mod portal;
pub mod protections;
mod refused;
pub mod replace;
pub mod reveal;
mod scope;
pub mod shell;
pub mod silence;
pub mod trouble;

use std::ops::Deref;

pub use refused::trouble_of_change;
pub use trouble::{Attempt, Trouble, trouble};

/// The languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

/// The sentences of one language that a first screen may need.
pub struct Words {
    /// The language's tag, for the document and for `Intl`.
    pub tag: &'static str,
    /// The frame around every screen, and what is used everywhere.
    pub shell: shell::Shell,
    /// Signing in.
    pub connect: connect::Connect,
    /// Lists of tokens, their table and details.
    pub list: list::ListWords,
    /// The Overview.
    pub overview: overview::OverviewWords,
    /// Kinds of token, and the places they live in.
    pub place: place::PlaceWords,
    /// What a list offers to do.
    pub offer: offer::OfferWords,
    /// What is loaded after the first screen.
    pub later: later::LaterWords,
    /// What goes wrong.
    pub error: error::ErrorWords,
}

/// All sentences of one language. Only what is loaded later may ask for it: a static is one piece, and lies where it is
/// first needed.
pub struct AllWords {
    first: &'static Words,
    /// Create, rotate, revoke, and what comes of it.
    pub act: act::ActWords,
    /// What GitLab says to a change that it does not make.
    pub refused: &'static refused::Refused,
    /// Replace, and the fields only some kinds have.
    pub replace: replace::ReplaceWords,
    /// What this session did.
    pub activity: activity::ActivityWords,
    /// Many tokens at once.
    pub bulk: bulk::BulkWords,
    /// The one-time value.
    pub reveal: reveal::RevealWords,
    /// Everything about one token.
    pub details: details::DetailWords,
    /// Which project, group, service account or user?
    pub choose: choose::ChooseWords,
    /// The Overview's weeks, and what ends in them.
    pub horizon: horizon::HorizonWords,
    /// The lists that were not read whole.
    pub gaps: gaps::GapWords,
    /// What is shown, as a file or on paper.
    pub export: export::ExportWords,
    /// What the keys do.
    pub keys: keys::KeyWords,
    /// Signing in on GitLab's own page.
    pub oauth: oauth::OauthWords,
    /// What is wrong with `config.json`.
    pub deployment: deployment::DeploymentWords,
    /// Inside another page.
    pub portal: portal::PortalWords,
    /// Version, what is kept, what is out of reach.
    pub about: about::AboutWords,
    /// What protects this page here.
    pub protections: protections::ProtectionWords,
}

impl Deref for AllWords {
    type Target = Words;

    fn deref(&self) -> &Words {
        self.first
    }
}

static ALL_ENGLISH: AllWords = AllWords {
    first: &ENGLISH,
    act: act::ENGLISH,
    refused: &refused::ENGLISH,
    replace: replace::ENGLISH,
    activity: activity::ENGLISH,
    bulk: bulk::ENGLISH,
    reveal: reveal::ENGLISH,
    details: details::ENGLISH,
    choose: choose::ENGLISH,
    horizon: horizon::ENGLISH,
    gaps: gaps::ENGLISH,
    export: export::ENGLISH,
    keys: keys::ENGLISH,
    oauth: oauth::ENGLISH,
    deployment: deployment::ENGLISH,
    portal: portal::ENGLISH,
    about: about::ENGLISH,
    protections: protections::ENGLISH,
};

static ALL_CHINESE: AllWords = AllWords {
    first: &CHINESE,
    act: act::CHINESE,
    refused: &refused::CHINESE,
    replace: replace::CHINESE,
    activity: activity::CHINESE,
    bulk: bulk::CHINESE,
    reveal: reveal::CHINESE,
    details: details::CHINESE,
    choose: choose::CHINESE,
    horizon: horizon::CHINESE,
    gaps: gaps::CHINESE,
    export: export::CHINESE,
    keys: keys::CHINESE,
    oauth: oauth::CHINESE,
    deployment: deployment::CHINESE,
    portal: portal::CHINESE,
    about: about::CHINESE,
    protections: protections::CHINESE,
};

static ENGLISH: Words = Words {
    tag: "en",
    shell: shell::ENGLISH,
    connect: connect::ENGLISH,
    list: list::ENGLISH,
    overview: overview::ENGLISH,
    place: place::ENGLISH,
    offer: offer::ENGLISH,
    later: later::ENGLISH,
    error: error::ENGLISH,
};

static CHINESE: Words = Words {
    tag: "zh-CN",
    shell: shell::CHINESE,
    connect: connect::CHINESE,
    list: list::CHINESE,
    overview: overview::CHINESE,
    place: place::CHINESE,
    offer: offer::CHINESE,
    later: later::CHINESE,
    error: error::CHINESE,
};

impl Language {
    /// All languages, in the order of the switch, each with its own name for itself.
    pub const ALL: [(Language, &'static str); 2] =
        [(Language::English, "English"), (Language::Chinese, "简体中文")];

    /// The sentences of this language.
    pub fn words(self) -> &'static Words {
        match self {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    /// All sentences of this language.
    pub fn all_words(self) -> &'static AllWords {
        match self {
            Language::English => &ALL_ENGLISH,
            Language::Chinese => &ALL_CHINESE,
        }
    }

    /// The language for a tag such as `zh-Hans-CN` or `en-GB`, if it is one of ours.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Language::English),
            "zh" => Some(Language::Chinese),
            _ => None,
        }
    }
}

/// "1 token", "2 tokens".
fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_browsers_language_finds_ours() {
        for (tag, expected) in [
            ("en", Some(Language::English)),
            ("en-GB", Some(Language::English)),
            ("zh-CN", Some(Language::Chinese)),
            ("zh-Hans-SG", Some(Language::Chinese)),
            ("ZH", Some(Language::Chinese)),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Language::of_tag(tag), expected, "{tag}");
        }
    }
}
