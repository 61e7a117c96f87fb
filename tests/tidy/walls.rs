//! Which folder may use which (`docs/ARCHITECTURE.md`).

use crate::source::{Source, sources};
use crate::{check, check_finds, check_spares};

/// A folder, or the files whose path starts so, with what they may use.
struct Wall {
    /// The start of the path.
    path: &'static str,
    /// What of this crate it may name.
    may_use: &'static [&'static str],
    /// Words it must never hold.
    never: &'static [&'static [&'static str]],
}

const PLATFORM: &[&str] = &["web_sys", "js_sys", "gloo"];
const PAGE: &[&str] = &["wasm_bindgen", "leptos"];
const JSON: &[&str] = &["serde"];
const CLOCK: &[&str] = &["Utc::now", "Local::now", "SystemTime", "Instant::now"];
const WAITING: &[&str] = &["async fn", "async move", "async {", ".await"];
const SENDING: &[&str] = &["gitlab::calls", "gitlab::wire"];

const WALLS: [Wall; 13] = [
    Wall { path: "src/tokens/", may_use: &["tokens"], never: &[PLATFORM, PAGE, JSON, CLOCK, WAITING] },
    Wall { path: "src/gitlab/", may_use: &["gitlab", "tokens"], never: &[PLATFORM, PAGE, CLOCK, WAITING] },
    Wall {
        path: "src/changes/",
        may_use: &["changes", "csv", "gitlab", "tokens"],
        never: &[PLATFORM, PAGE, CLOCK, WAITING],
    },
    Wall { path: "src/csv.rs", may_use: &["csv"], never: &[PLATFORM, PAGE, JSON, CLOCK, WAITING] },
    Wall {
        path: "src/inventory/",
        may_use: &["inventory", "csv", "gitlab", "tokens"],
        never: &[PLATFORM, PAGE, CLOCK, WAITING],
    },
    Wall {
        path: "src/deployment/",
        may_use: &["deployment", "gitlab", "tokens"],
        never: &[PLATFORM, PAGE, CLOCK, WAITING, SENDING],
    },
    Wall {
        path: "src/protections/",
        may_use: &["protections", "deployment"],
        never: &[PLATFORM, PAGE, JSON, CLOCK, WAITING],
    },
    Wall {
        path: "src/words/",
        may_use: &["words", "changes", "deployment", "gitlab", "inventory", "protections", "tokens"],
        never: &[PLATFORM, PAGE, CLOCK, WAITING, SENDING],
    },
    Wall {
        path: "src/route",
        may_use: &["route", "changes", "gitlab", "tokens"],
        never: &[PLATFORM, PAGE, CLOCK, WAITING, SENDING],
    },
    Wall {
        path: "src/portal/",
        may_use: &["portal", "deployment", "route"],
        never: &[PLATFORM, PAGE, CLOCK, WAITING, SENDING],
    },
    Wall {
        path: "src/browser/",
        may_use: &["browser", "route", "gitlab", "protections", "tokens"],
        never: &[SENDING, JSON],
    },
    Wall {
        path: "src/app/",
        may_use: &[
            "app",
            "browser",
            "changes",
            "deployment",
            "gitlab",
            "inventory",
            "portal",
            "protections",
            "route",
            "tokens",
            "words",
        ],
        never: &[PLATFORM],
    },
    Wall {
        path: "src/app/widgets/",
        may_use: &["browser", "app::widgets"],
        never: &[PLATFORM, CLOCK, &["super::super"]],
    },
];

/// What stands behind `crate::`, one name or several in braces, with one more step.
fn named_modules(source: &Source) -> Vec<String> {
    let code = source.code().join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let part_of_a_word = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(group) = rest.strip_prefix('{') else {
            if !part_of_a_word {
                names.push(path(rest));
            }
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (at, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    names.push(path(group[start..at].trim()));
                    start = at + 1;
                }
                _ => {}
            }
            if letter == '}' && depth == 0 && start == at + 1 {
                break;
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The words and colons a text starts with.
fn path(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect()
}

fn keeps_its_wall(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for wall in WALLS.iter().filter(|wall| source.path.starts_with(wall.path)) {
        for words in wall.never {
            complaints.extend(source.complaints(&source.code(), words, "must not be named here"));
        }
        for name in named_modules(source) {
            let fits = |allowed: &&str| {
                name.strip_prefix(*allowed).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            };
            if !wall.may_use.iter().any(fits) {
                complaints.push(format!("{}: must not use crate::{name}", source.path));
            }
        }
    }
    complaints
}

fn keeps_the_platform_in_one_place(source: &Source) -> Vec<String> {
    if source.path.starts_with("src/browser/") || source.path == "src/main.rs" {
        return Vec::new();
    }
    source.complaints(&source.code(), PLATFORM, "is the platform: only src/browser names it")
}

fn knows_nothing_of_keyturn(source: &Source) -> Vec<String> {
    source.complaints(&source.code(), &["keyturn::", "use keyturn"], "would let a wrong name cancel out")
}

#[test]
fn every_folder_uses_only_what_it_may() {
    check(&sources(&["src"], &[".rs"]), keeps_its_wall);
}

#[test]
fn only_the_browser_folder_names_the_platform() {
    check(&sources(&["src"], &[".rs"]), keeps_the_platform_in_one_place);
}

#[test]
fn the_emulator_shares_no_type_with_the_page() {
    check(&sources(&["gitlab-emulator"], &[".rs"]), knows_nothing_of_keyturn);
    let manifest = sources(&["gitlab-emulator/Cargo.toml"], &[".toml"]);
    check(&manifest, |source| source.complaints(&source.code(), &["keyturn"], "must not be a dependency"));
}

#[test]
fn nothing_is_named_after_a_layer() {
    check(
        &sources(&["src", "gitlab-emulator", "xtask", "tests"], &[".rs", ".css", ".ts", ".js"]),
        |source| {
            let layers = [
                "utils", "util", "helpers", "helper", "common", "types", "services", "models", "manager",
                "misc",
            ];
            let mut names = source.path.split(['/', '.']);
            let is_layer = names.any(|name| layers.contains(&name));
            if is_layer { vec![format!("{}: say what it is about", source.path)] } else { Vec::new() }
        },
    );
}

#[test]
fn each_wall_is_seen_when_it_breaks() {
    for (path, text) in [
        ("src/tokens/x.rs", "use serde_json::Value;"),
        ("src/tokens/x.rs", "use crate::gitlab::Error;"),
        ("src/tokens/x.rs", "let now = Utc::now();"),
        ("src/gitlab/x.rs", "use crate::changes::Change;"),
        ("src/gitlab/calls/x.rs", "pub async fn send() {}"),
        ("src/gitlab/x.rs", "use crate::{tokens::Token, app::Session};"),
        ("src/gitlab/x.rs", "use crate::{\n    tokens::{Kind, Token},\n    words,\n};"),
        ("src/changes/x.rs", "use leptos::prelude::*;"),
        ("src/inventory/x.rs", "use crate::changes::Change;"),
        ("src/csv.rs", "use crate::tokens::Token;"),
        ("src/protections/x.rs", "use crate::browser::storage;"),
        ("src/words/x.rs", "use crate::gitlab::calls::user;"),
        ("src/words/x.rs", "use crate::app::Session;"),
        ("src/route.rs", "web_sys::window()"),
        ("src/route/parse.rs", "use crate::browser::location;"),
        ("src/portal/x.rs", "use crate::tokens::Token;"),
        ("src/browser/x.rs", "use crate::app::Session;"),
        ("src/app/x.rs", "use web_sys::Window;"),
        ("src/app/widgets/x.rs", "use crate::tokens::Token;"),
        ("src/app/widgets/x.rs", "use crate::app::session::Session;"),
        ("src/app/widgets/x.rs", "use super::super::session::Session;"),
    ] {
        check_finds(path, text, keeps_its_wall);
    }
    for (path, text) in [
        ("src/tokens/x.rs", "//! let _ = serde_json::to_string(&secret);"),
        ("src/gitlab/x.rs", "use crate::{tokens::{Kind, Token}, gitlab};"),
        ("src/changes/x.rs", "use crate::gitlab::calls::{impersonation, personal};"),
        ("src/app/widgets/x.rs", "use crate::app::widgets::icon;\nuse crate::browser::dom;"),
        ("src/browser/x.rs", "use web_sys::Window;"),
    ] {
        check_spares(path, text, keeps_its_wall);
    }
    check_finds("src/app/x.rs", "gloo_net::x()", keeps_the_platform_in_one_place);
    check_spares("src/browser/x.rs", "web_sys::window()", keeps_the_platform_in_one_place);
    check_finds("gitlab-emulator/src/x.rs", "use keyturn::tokens::Token;", knows_nothing_of_keyturn);
}
