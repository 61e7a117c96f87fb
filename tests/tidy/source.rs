//! The files of this repository as texts, with and without comments.

use std::fs;
use std::path::Path;

/// One file.
pub struct Source {
    /// Its path below the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Folders that hold what was built, fetched or recorded.
const NOT_OURS: [&str; 7] =
    ["target", "dist", "node_modules", "fixtures", "proptest-regressions", "test-results", "screenshots"];

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The lines without their comments, in order; texts in quotes are kept.
    pub fn code(&self) -> Vec<&str> {
        self.text.lines().map(without_comment).collect()
    }

    /// The lines before the tests; none of a file that is a test itself.
    pub fn code_outside_tests(&self) -> Vec<&str> {
        if self.path.ends_with("/tests.rs") || self.path.contains("/tests/") {
            return Vec::new();
        }
        self.code().into_iter().take_while(|line| line.trim() != "#[cfg(test)]").collect()
    }

    /// A complaint for each of these lines that has one of the words.
    pub fn complaints(&self, lines: &[&str], words: &[&str], why: &str) -> Vec<String> {
        let mut complaints = Vec::new();
        for (number, line) in (1..).zip(lines) {
            for word in words.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("{}:{number}: `{word}` {why}", self.path));
            }
        }
        complaints
    }
}

/// Every file with one of these endings below one of these folders; a folder that does not exist is empty.
pub fn sources(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in folders {
        collect(root, folder, endings, &mut found);
    }
    found
}

fn collect(root: &Path, below: &str, endings: &[&str], found: &mut Vec<Source>) {
    let path = root.join(below);
    if path.is_file() {
        if endings.iter().any(|ending| below.ends_with(ending)) {
            found.push(Source::new(below, &fs::read_to_string(path).unwrap()));
        }
        return;
    }
    let Ok(entries) = fs::read_dir(path) else { return };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names.iter().filter(|name| !name.starts_with('.') && !NOT_OURS.contains(&name.as_str())) {
        collect(root, &format!("{below}/{name}"), endings, found);
    }
}

/// Cuts a line at `//`, unless that stands in quotes or in an address.
fn without_comment(line: &str) -> &str {
    let (mut quoted, mut escaped, mut before) = (false, false, ' ');
    for (at, letter) in line.char_indices() {
        match letter {
            '"' if !escaped && before != '\'' => quoted = !quoted,
            '/' if !quoted && line[at..].starts_with("//") && before != ':' => return &line[..at],
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
        before = letter;
    }
    line
}

#[test]
fn comments_are_cut_off_and_texts_are_kept() {
    for (line, expected) in [
        ("let a = 1; // one", "let a = 1; "),
        ("/// docs", ""),
        ("//! docs", ""),
        (r#"let a = "https://x"; // y"#, r#"let a = "https://x"; "#),
        (r#"let a = "\"//"; b"#, r#"let a = "\"//"; b"#),
        (r#"match '"' { // y"#, r#"match '"' { "#),
        ("see https://x", "see https://x"),
    ] {
        assert_eq!(without_comment(line), expected);
    }
}

#[test]
fn code_ends_where_the_tests_begin() {
    let source = Source::new("src/x.rs", "a\n#[cfg(test)]\nmod tests {\n}\n");
    assert_eq!(source.code_outside_tests(), ["a"]);
    assert!(Source::new("src/x/tests.rs", "a").code_outside_tests().is_empty());
}
