//! Comma-separated values (RFC 4180): the one place where a row of a file for spreadsheets is written.

/// What a spreadsheet takes for the start of a formula, full-width forms included.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What some pass over at the start of a cell because it cannot be seen.
const UNSEEN: [char; 4] = ['\t', '\r', '\n', '\0'];

/// Behind these a spreadsheet may see another cell: where decimals have a comma it splits at `;`, and then our quotes, which begin
/// in the middle of its cell, keep no end of line in.
const SPLITS: [char; 4] = [';', '\t', '\r', '\n'];

/// Appends one row, with its end of line.
pub fn push_row(text: &mut String, cells: &[impl AsRef<str>]) {
    for (number, content) in cells.iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        text.push_str(&cell(content.as_ref()));
    }
    text.push_str("\r\n");
}

/// One cell. Names are written by others: what a spreadsheet would work out stays text behind an apostrophe, and only
/// that is changed.
pub fn cell(content: &str) -> String {
    let content = neutral(content);
    if content.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", content.replace('"', "\"\""))
    } else {
        content
    }
}

/// A text with an apostrophe before each sign with which a cell may begin as a formula, however it is split.
fn neutral(content: &str) -> String {
    let mut text = String::from(if content.starts_with(UNSEEN) { "'" } else { "" });
    let mut is_start = text.is_empty();
    for character in content.chars() {
        if is_start && FORMULA.contains(&character) {
            text.push('\'');
        }
        text.push(character);
        // Quotes that open a cell are taken away.
        let is_passed_over = character == '"' || character.is_whitespace() || character.is_control();
        is_start = SPLITS.contains(&character) || (is_start && is_passed_over);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_neutralised_only_where_it_must_be() {
        for (content, expected) in [
            ("", ""),
            ("ci", "ci"),
            ("ci=1", "ci=1"),
            ("a,b", "\"a,b\""),
            ("say \"ci\"", "\"say \"\"ci\"\"\""),
            ("=1,2", "\"'=1,2\""),
            ("\0=1", "'\0=1"),
            ("＝1", "'＝1"),
            ("-1", "'-1"),
            ("'=1", "'=1"),
            (" =1", " '=1"),
            ("x;=cmd|'/C calc'!A0", "x;'=cmd|'/C calc'!A0"),
            ("x; \u{a0}@SUM(1)", "x; \u{a0}'@SUM(1)"),
            ("x;;+1;-1", "x;;'+1;'-1"),
            ("x;\"=1", "\"x;\"\"'=1\""),
            ("x\t=1", "x\t'=1"),
            ("\t=1", "'\t'=1"),
            ("x\n=1", "\"x\n'=1\""),
            ("x;＝1", "x;'＝1"),
            ("one; two - three", "one; two - three"),
            ("a\r\nb", "\"a\r\nb\""),
        ] {
            assert_eq!(cell(content), expected);
        }
    }

    #[test]
    fn a_row_ends_as_the_standard_asks() {
        let mut text = String::new();
        push_row(&mut text, &["a", "", "b,c"]);
        assert_eq!(text, "a,,\"b,c\"\r\n");
    }
}
