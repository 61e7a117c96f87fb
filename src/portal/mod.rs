//! Keyturn and the page it stands in, a portal: what they say to each other (`docs/PORTAL.md`), and when a button in there may
//! be pressed.
//!
//! Messages are objects with `keyturn: 1` and a `type`; here they are their JSON. What comes from a portal sets how Keyturn
//! looks or where it is, and nothing else. What goes to it names no token, no person and no server.

mod sight;

use serde_json::{Map, Value};

use crate::deployment::{LANGUAGES, THEMES, is_on};
use crate::route::Route;

pub use sight::{READ_FOR, SEEN_FOR, Sight};

/// The version that every message carries under `keyturn`.
pub const VERSION: u64 = 1;
/// A message is at most so long, as JSON, in bytes.
pub const LONGEST: usize = 4_096;
/// The height that is asked for is at most so many CSS pixels. A list beyond it scrolls inside: it draws only what is in view.
pub const HIGHEST: u32 = 2_400;

/// What a portal asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// One of [`THEMES`].
    Theme(&'static str),
    /// One of [`LANGUAGES`].
    Language(&'static str),
    /// Another screen.
    Navigate(Box<Route>),
    /// Where the portal's own page is: an address on the origin that said so.
    Portal(String),
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `theme`
    Theme,
    /// `language`
    Language,
    /// `navigate`
    Navigate,
    /// `portal`
    Portal,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Theme, Self::Language, Self::Navigate, Self::Portal];

    /// As a message names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Language => "language",
            Self::Navigate => "navigate",
            Self::Portal => "portal",
        }
    }
}

impl Asked {
    /// What it is about.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Theme(_) => Subject::Theme,
            Self::Language(_) => Subject::Language,
            Self::Navigate(_) => Subject::Navigate,
            Self::Portal(_) => Subject::Portal,
        }
    }
}

/// Why a message changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is of another version.
    Version,
    /// Its type is unknown, or it has other keys than its type has.
    Malformed,
    /// Its value is none that Keyturn knows.
    Value,
    /// A value waits to be stored, a change is under way or a dialog is open.
    Busy,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Version, Self::Malformed, Self::Value, Self::Busy];

    /// As a message names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Malformed => "malformed",
            Self::Value => "value",
            Self::Busy => "busy",
        }
    }
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Somebody else's message: portals say many things.
    Nothing,
    /// One of ours that cannot be followed, and what it was about if that is known.
    Refused(Option<Subject>, Refusal),
    /// One to follow.
    Asked(Asked),
}

/// Reads a message as JSON; `origin` is who said it, as the browser tells.
pub fn read(text: &str, origin: &str) -> Heard {
    if text.len() > LONGEST {
        return Heard::Refused(None, Refusal::Malformed);
    }
    let Ok(Value::Object(message)) = serde_json::from_str(text) else { return Heard::Nothing };
    let Some(version) = message.get("keyturn") else { return Heard::Nothing };
    if version.as_u64() != Some(VERSION) {
        return Heard::Refused(None, Refusal::Version);
    }
    let named = message.get("type").and_then(Value::as_str);
    let Some(subject) = Subject::ALL.into_iter().find(|subject| named == Some(subject.name())) else {
        return Heard::Refused(None, Refusal::Malformed);
    };
    match asked(subject, &message, origin) {
        Ok(asked) => Heard::Asked(asked),
        Err(refusal) => Heard::Refused(Some(subject), refusal),
    }
}

fn asked(subject: Subject, message: &Map<String, Value>, origin: &str) -> Result<Asked, Refusal> {
    let key = match subject {
        Subject::Theme => "theme",
        Subject::Language => "language",
        Subject::Navigate => "to",
        Subject::Portal => "url",
    };
    // Three keys, and these three: whoever says more means something else.
    let value = message.get(key).and_then(Value::as_str).filter(|_| message.len() == 3);
    let value = value.ok_or(Refusal::Malformed)?;
    let one_of = |known: &[&'static str]| known.iter().find(|known| **known == value).copied();
    let asked = match subject {
        Subject::Theme => one_of(&THEMES).map(Asked::Theme),
        Subject::Language => one_of(&LANGUAGES).map(Asked::Language),
        Subject::Navigate => screen(value).map(|route| Asked::Navigate(Box::new(route))),
        Subject::Portal => is_on(value, origin).then(|| Asked::Portal(value.to_owned())),
    };
    asked.ok_or(Refusal::Value)
}

/// The screen of a fragment with its `#`.
fn screen(fragment: &str) -> Option<Route> {
    let route = Route::parse(fragment.strip_prefix('#')?);
    (!matches!(route, Route::Unknown(_))).then_some(route)
}

/// What Keyturn says to the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It listens from now on.
    Ready,
    /// It would like to be so many CSS pixels high.
    Height(u32),
    /// What was asked for was done.
    Done(Subject),
    /// A message changed nothing.
    Refused(Option<Subject>, Refusal),
}

impl Said {
    /// What is asked for where the content is so high.
    pub fn height(content: u32) -> Self {
        Self::Height(content.min(HIGHEST))
    }

    /// As JSON.
    pub fn print(self) -> String {
        let rest = match self {
            Self::Ready => String::from(r#""ready""#),
            Self::Height(pixels) => format!(r#""height","height":{pixels}"#),
            Self::Done(subject) => format!(r#""done","what":"{}""#, subject.name()),
            Self::Refused(subject, why) => {
                let subject =
                    subject.map_or_else(|| String::from("null"), |it| format!(r#""{}""#, it.name()));
                format!(r#""refused","what":{subject},"why":"{}""#, why.name())
            }
        };
        format!(r#"{{"keyturn":{VERSION},"type":{rest}}}"#)
    }
}
