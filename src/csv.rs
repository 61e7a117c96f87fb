//! Comma-separated values (RFC 4180): the one place where a row of a file for spreadsheets is written.

/// What a spreadsheet takes for the start of a formula, full-width forms included. Some pass over what cannot be seen.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

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
    let content = if content.starts_with(FORMULA) { format!("'{content}") } else { content.to_owned() };
    if content.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", content.replace('"', "\"\""))
    } else {
        content
    }
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
