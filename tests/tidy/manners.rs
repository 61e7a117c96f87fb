//! The rules for every file: its size, its lints, its links to GitLab's documentation, its tests.

use crate::source::{Source, sources};
use crate::{check, check_finds, check_spares};

const FOLDERS: [&str; 8] =
    ["src", "tests", "gitlab-emulator", "xtask", "style", "public", "benches", "index.html"];
const LONGEST: usize = 400;

fn is_short(source: &Source) -> Vec<String> {
    let length = source.text.lines().count();
    if length > LONGEST { vec![format!("{}: {length} lines; split it", source.path)] } else { Vec::new() }
}

/// Written in two parts, so that this file does not complain about itself.
fn turns_no_lint_or_test_off(source: &Source) -> Vec<String> {
    let words = [concat!("#[al", "low("), concat!("#![al", "low("), concat!("#[ig", "nore")];
    source.complaints(&source.code(), &words, "hides something: expect a lint with a reason, or mend it")
}

fn expects_with_a_reason(source: &Source) -> Vec<String> {
    let code = source.code().join("\n");
    let expected = code.split(concat!("[ex", "pect(")).skip(1);
    let attributes = expected.filter_map(|rest| rest.split_once(")]")).map(|(attribute, _)| attribute);
    let silent = attributes.filter(|attribute| !attribute.contains("reason = "));
    silent.map(|attribute| format!("{}: expect({attribute}) without a reason", source.path)).collect()
}

fn does_not_panic(source: &Source) -> Vec<String> {
    let words = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    source.complaints(&source.code_outside_tests(), &words, "may panic in front of a person")
}

fn links_the_documentation(source: &Source) -> Vec<String> {
    let has_calls = source.code().iter().any(|line| line.trim_start().starts_with("pub fn "));
    if has_calls && !source.text.contains("https://docs.gitlab.com/") {
        return vec![format!("{}: which page of docs.gitlab.com does it follow?", source.path)];
    }
    Vec::new()
}

fn says_what_it_is(source: &Source) -> Vec<String> {
    if source.text.starts_with("//!") {
        Vec::new()
    } else {
        vec![format!("{}: begins with //!", source.path)]
    }
}

fn waits_for_nothing(source: &Source) -> Vec<String> {
    let words = [
        concat!("thread::", "sleep"),
        concat!("time::", "sleep"),
        concat!("waitFor", "Timeout"),
        concat!("test.", "only("),
        concat!("test.", "fixme("),
        concat!("describe.", "only("),
    ];
    source.complaints(&source.code(), &words, "is no way to test")
}

#[test]
fn no_file_is_longer_than_a_person_reads() {
    check(&sources(&FOLDERS, &[".rs", ".css", ".js", ".mjs", ".ts", ".html"]), is_short);
}

#[test]
fn no_lint_and_no_test_is_switched_off() {
    let all = sources(&FOLDERS, &[".rs"]);
    check(&all, turns_no_lint_or_test_off);
    check(&all, expects_with_a_reason);
}

#[test]
fn nothing_that_runs_in_front_of_a_person_panics_on_purpose() {
    check(&sources(&["src", "gitlab-emulator/src"], &[".rs"]), does_not_panic);
}

#[test]
fn every_call_links_the_page_of_gitlabs_documentation_it_follows() {
    check(&sources(&["src/gitlab/calls"], &[".rs"]), links_the_documentation);
}

#[test]
fn every_rust_file_says_its_one_job_first() {
    check(&sources(&FOLDERS, &[".rs"]), says_what_it_is);
}

#[test]
fn no_test_waits_or_stands_alone() {
    check(&sources(&["tests", "gitlab-emulator/tests"], &[".rs", ".ts", ".js", ".mjs"]), waits_for_nothing);
}

#[test]
fn each_bad_manner_is_seen() {
    check_finds("src/x.rs", &"a\n".repeat(LONGEST + 1), is_short);
    check_spares("src/x.rs", &"a\n".repeat(LONGEST), is_short);
    check_finds("src/x.rs", concat!("#[al", "low(dead_code)]"), turns_no_lint_or_test_off);
    check_finds("tests/x.rs", concat!("#[ig", "nore = \"slow\"]"), turns_no_lint_or_test_off);
    check_finds("src/x.rs", concat!("#[ex", "pect(clippy::x)]"), expects_with_a_reason);
    check_spares(
        "src/x.rs",
        concat!("#[ex", "pect(\n clippy::x,\n reason = \"y\"\n)]"),
        expects_with_a_reason,
    );
    check_finds("src/x.rs", "let a = b.unwrap();", does_not_panic);
    check_finds("gitlab-emulator/src/x.rs", "let a = b.expect(\"c\");", does_not_panic);
    check_spares("src/x.rs", "#[cfg(test)]\nmod tests {\n    b.unwrap();\n}", does_not_panic);
    check_spares("src/x.rs", "let a = b.unwrap_or(1);", does_not_panic);
    check_finds("src/gitlab/calls/x.rs", "//! Things.\npub fn list() {}", links_the_documentation);
    check_spares("src/gitlab/calls/mod.rs", "//! Things.\npub mod x;", links_the_documentation);
    check_finds("src/x.rs", "use a;", says_what_it_is);
    check_finds("tests/x.rs", concat!("std::thread::", "sleep(second)"), waits_for_nothing);
    check_finds("tests/e2e/x.ts", concat!("test.", "only('x', () => {})"), waits_for_nothing);
}
