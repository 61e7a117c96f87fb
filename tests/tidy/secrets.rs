//! Credentials and one-time values: who may look at them, and what must not be in the page at all.

use crate::source::{Source, sources};
use crate::{check, check_finds, check_spares};

/// The files that may look into a secret.
const MAY_EXPOSE: [&str; 7] = [
    "src/tokens/secret.rs",
    "src/tokens/ready.rs",
    "src/gitlab/credential.rs",
    "src/gitlab/oauth.rs",
    "src/app/changing/sending.rs",
    "src/app/reveal/test.rs",
    "src/app/reveal/view.rs",
];

fn exposes_with_a_reason(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut complaints = Vec::new();
    for (at, line) in source.code_outside_tests().iter().enumerate() {
        if !line.contains(".expose()") {
            continue;
        }
        let says_why = lines[at.saturating_sub(3)..=at].iter().any(|line| line.contains("// EXPOSE: "));
        if !says_why {
            complaints.push(format!("{}:{}: `// EXPOSE:` says why, just above", source.path, at + 1));
        }
        if !MAY_EXPOSE.contains(&source.path.as_str()) {
            complaints.push(format!("{}:{}: this file may not expose a secret", source.path, at + 1));
        }
    }
    complaints
}

/// Query parameters and the header that browsers carry to another host.
fn sends_no_private_token(source: &Source) -> Vec<String> {
    let code: Vec<String> = source.code().iter().map(|line| line.to_ascii_lowercase()).collect();
    let lines: Vec<&str> = code.iter().map(String::as_str).collect();
    source.complaints(
        &lines,
        &["private-token", "private_token", "access_token="],
        "leaks; use Authorization: Bearer",
    )
}

fn writes_text_only(source: &Source) -> Vec<String> {
    let words =
        ["inner_html", "set_inner_html", "outer_html", "insert_adjacent_html", "Function::new", "eval("];
    source.complaints(&source.code(), &words, "turns text into markup or code")
}

#[test]
fn every_look_into_a_secret_says_why_and_happens_where_it_may() {
    check(&sources(&["src"], &[".rs"]), exposes_with_a_reason);
}

#[test]
fn no_credential_travels_but_as_a_bearer() {
    check(&sources(&["src", "public", "index.html"], &[".rs", ".js", ".html"]), sends_no_private_token);
}

#[test]
fn text_from_gitlab_stays_text() {
    check(&sources(&["src"], &[".rs"]), writes_text_only);
}

#[test]
fn each_leak_is_seen() {
    check_finds("src/gitlab/credential.rs", "let a = secret.expose();", exposes_with_a_reason);
    check_finds("src/app/x.rs", "// EXPOSE: why\nlet a = secret.expose();", exposes_with_a_reason);
    let far = "// EXPOSE: why\n\n\n\nlet a = secret.expose();";
    check_finds("src/gitlab/credential.rs", far, exposes_with_a_reason);
    let near = "// EXPOSE: why\n// and how\n\nlet a = secret.expose();";
    check_spares("src/gitlab/credential.rs", near, exposes_with_a_reason);
    let tested = "#[cfg(test)]\nmod tests {\n    secret.expose()\n}";
    check_spares("src/tokens/secret.rs", tested, exposes_with_a_reason);
    check_finds("src/x.rs", "headers.set(\"Private-Token\", token)", sends_no_private_token);
    check_finds("src/x.rs", "format!(\"?access_token={token}\")", sends_no_private_token);
    check_spares("src/x.rs", "// not `PRIVATE-TOKEN`", sends_no_private_token);
    check_finds("src/app/x.rs", "<p inner_html=name></p>", writes_text_only);
}
