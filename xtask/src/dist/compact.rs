//! Takes comments and indentation out of wasm-bindgen's glue. Deliberately no more: its code stays as it was written.

/// The glue without whole-line comments, empty lines and indentation. Left alone if a text spans lines.
pub fn glue(source: &str) -> String {
    if source.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return source.to_owned();
    }
    let mut compact = String::with_capacity(source.len());
    let mut is_in_comment = false;
    for line in source.lines().map(str::trim) {
        if !is_in_comment && line.starts_with("/*") {
            is_in_comment = !line.ends_with("*/");
            continue;
        }
        if is_in_comment {
            is_in_comment = !line.ends_with("*/");
            continue;
        }
        if !line.is_empty() && !line.starts_with("//") {
            compact.push_str(line);
            compact.push('\n');
        }
    }
    compact
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let source = "/**\n * @param {number} a\n */\nfunction f(a) {\n    // why\n    return a / 2; // half\n}\n\n/* one line */\nf(4);\n";
        assert_eq!(glue(source), "function f(a) {\nreturn a / 2; // half\n}\nf(4);\n");
    }

    #[test]
    fn a_text_over_several_lines_is_left_alone() {
        let source = "const text = `\n  // not a comment\n`;\n";
        assert_eq!(glue(source), source);
    }
}
