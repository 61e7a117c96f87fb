//! `cargo xtask dist --explain`: which crates, and which of our own folders, the application's code comes from, so that a
//! budget can be accounted for.
//!
//! Reads the modules as they were linked, with names: these would be most of a real release.

use std::collections::BTreeMap;
use std::path::Path;

use super::{link_application, sections};
use crate::problem::Problem;
use crate::project::Project;

/// Prints the size of the code of each crate and folder, largest first, for what is loaded at first and for what comes later.
pub fn run(project: &Project) -> Result<(), Problem> {
    let (out, later) = link_application(project)?;
    println!(
        "\nCode before compression and before wasm-opt, by the crate or folder that a function's name begins with."
    );
    print("At first", &out.join("keyturn_bg.wasm"))?;
    print("Later", &later)
}

fn print(title: &str, module: &Path) -> Result<(), Problem> {
    let module = std::fs::read(module).map_err(Problem::while_doing("reading a module"))?;
    let parts = by_part(&module)?;
    let total: usize = parts.values().sum();
    let mut sorted: Vec<(&String, &usize)> = parts.iter().collect();
    sorted.sort_by_key(|(_, size)| std::cmp::Reverse(**size));
    println!("\n{title}:");
    for (name, size) in sorted.iter().filter(|(_, size)| **size >= 1000) {
        println!("  {name:<32} {size:>9} {:>5.1} %", percent(**size, total));
    }
    println!("  {:<32} {total:>9}", "in all");
    Ok(())
}

/// `<core::net::Ipv6Addr>::parse` for `<core[c5930c85a12de822]::net::Ipv6Addr>::parse`: so the standard library is named.
fn without_hashes(name: &str) -> String {
    let mut pieces = name.split('[');
    let mut readable = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(']') {
            Some((hash, rest)) if hash.len() >= 15 && hash.chars().all(|digit| digit.is_ascii_hexdigit()) => {
                readable += rest;
            }
            _ => readable = format!("{readable}[{piece}"),
        }
    }
    readable
}

fn percent(part: usize, whole: usize) -> f64 {
    let thousandths = part * 1000 / whole.max(1);
    f64::from(u32::try_from(thousandths).unwrap_or(u32::MAX)) / 10.0
}

/// The sizes of all functions' code, added up.
fn by_part(module: &[u8]) -> Result<BTreeMap<String, usize>, Problem> {
    let sections = sections::of(module)?;
    let names = sections::function_names(&sections)?;
    let mut sizes = BTreeMap::new();
    for (index, size) in sections::function_sizes(&sections)? {
        let name = names.get(&index).map_or_else(|| "(without a name)".to_owned(), |name| readable(name));
        *sizes.entry(part_of(&name).to_owned()).or_default() += size;
    }
    Ok(sizes)
}

/// `core::fmt::write` for `_ZN4core3fmt5write17h0123456789abcdefE`: wasm-bindgen writes the first module's names in this
/// way, the linker those of the second.
fn readable(name: &str) -> String {
    let Some(mut rest) = name.strip_prefix("_ZN") else { return without_hashes(name) };
    let mut parts = Vec::new();
    while let Some(digits) = rest.find(|character: char| !character.is_ascii_digit()).filter(|end| *end > 0) {
        let length = rest[..digits].parse().unwrap_or(usize::MAX);
        let Some((part, after)) = rest[digits..].split_at_checked(length) else { break };
        parts.push(part.strip_prefix('_').filter(|part| part.starts_with('$')).unwrap_or(part));
        rest = after;
    }
    let marks = [("..", "::"), ("$LT$", "<"), ("$GT$", ">"), ("$u20$", " "), ("$RF$", "&"), ("$u7b$", "{")];
    marks.iter().fold(parts.join("::"), |name, (mark, letter)| name.replace(mark, letter))
}

/// The crate, and of our own also the folder: of the screens the second one, too.
fn part_of(name: &str) -> &str {
    const OURS: &str = "keyturn::";
    let from_crate = crate_of(name);
    let Some(start) = name.find(OURS).filter(|_| from_crate == "keyturn") else { return from_crate };
    let folders = &name[start + OURS.len()..];
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let end_of = |text: &str| text.find(|character| !is_part(character)).unwrap_or(text.len());
    let first = end_of(folders);
    let second = folders[first..]
        .strip_prefix("::")
        .filter(|_| &folders[..first] == "app")
        .map_or(0, |rest| 2 + end_of(rest));
    &name[start..start + OURS.len() + first + second]
}

/// `leptos` for `<leptos::View as core::fmt::Debug>::fmt`: where the first path in the name begins.
fn crate_of(name: &str) -> &str {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let before_colons = name.match_indices("::").map(|(end, _)| &name[..end]);
    let words = before_colons.map(|text| &text[text.trim_end_matches(is_part).len()..]);
    words.into_iter().find(|word| !word.is_empty()).unwrap_or("(other)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_as_the_linker_writes_it_can_be_read() {
        let cases = [
            ("_ZN4core3fmt5write17h0123456789abcdefE", "core"),
            ("_ZN54_$LT$leptos..View$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE", "leptos"),
            ("_ZN7keyturn3app", "keyturn"),
            ("<core[c5930c85a12de822]::net::Ipv6Addr as core[c5930c85a12de822]::fmt::Display>::fmt", "core"),
            ("<[u8]>::to_vec", "(other)"),
            ("memcpy", "(other)"),
        ];
        for (name, expected) in cases {
            assert_eq!(crate_of(&readable(name)), expected, "{name}");
        }
        assert_eq!(readable("_ZN3app5start17h0123456789abcdefE"), "app::start::h0123456789abcdef");
    }

    #[test]
    fn a_function_belongs_to_the_first_crate_in_its_name() {
        let cases = [
            ("core::fmt::write", "core"),
            ("<leptos::View as core::fmt::Debug>::fmt", "leptos"),
            ("<&mut serde_json::Deserializer<R> as serde::Deserializer>::deserialize_any", "serde_json"),
            ("<dyn tachys::view::Render>::build", "tachys"),
            ("<T as tachys::view::IntoAny>::into_any::build::h409c164bbe9c6c60", "tachys"),
            ("<str>::to_lowercase", "(other)"),
            ("memcpy", "(other)"),
        ];
        for (name, expected) in cases {
            assert_eq!(crate_of(name), expected, "{name}");
        }
    }

    #[test]
    fn ours_is_told_by_folder() {
        let cases = [
            ("keyturn::app::token_table::table::view::{{closure}}::h0123", "keyturn::app::token_table"),
            ("<F as keyturn::browser::element::Child>::into_piece", "keyturn::browser"),
            ("keyturn::main::h0123", "keyturn::main"),
            ("core::ptr::drop_in_place<keyturn::app::session::Session>", "core"),
        ];
        for (name, expected) in cases {
            assert_eq!(part_of(name), expected, "{name}");
        }
    }
}
