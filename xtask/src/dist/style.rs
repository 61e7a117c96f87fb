//! Joins the style sheets into one, without comments and superfluous space. Never reorders, never rewrites a value.

/// The sheet without comments, and with each run of white space as one space or, beside `{ } ; ,`, none.
pub fn compact(source: &str) -> String {
    let mut compact = String::with_capacity(source.len());
    let mut rest = source.char_indices().peekable();
    let mut is_space_due = false;
    while let Some((index, character)) = rest.next() {
        match character {
            '/' if source[index..].starts_with("/*") => {
                let end =
                    source[index + 2..].find("*/").map_or(source.len(), |length| index + 2 + length + 2);
                while rest.next_if(|(next, _)| *next < end).is_some() {}
                is_space_due = true;
            }
            '"' | '\'' => {
                put_space(&mut compact, &mut is_space_due, character);
                compact.push(character);
                put_text(&mut compact, &mut rest, character);
            }
            space if space.is_whitespace() => is_space_due = true,
            other => {
                put_space(&mut compact, &mut is_space_due, other);
                compact.push(other);
            }
        }
    }
    compact.replace(";}", "}")
}

/// Writes the space that was seen before `next`, unless either neighbour makes it superfluous.
fn put_space(compact: &mut String, is_due: &mut bool, next: char) {
    let is_joint = |character: char| "{};,".contains(character);
    let is_needed = compact.chars().next_back().is_some_and(|last| !is_joint(last)) && !is_joint(next);
    if *is_due && is_needed {
        compact.push(' ');
    }
    *is_due = false;
}

/// Copies a quoted text up to its closing quote.
fn put_text(compact: &mut String, rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>, quote: char) {
    while let Some((_, character)) = rest.next() {
        compact.push(character);
        if character == '\\' {
            compact.extend(rest.next().map(|(_, escaped)| escaped));
        } else if character == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(compact(source), expected);
    }

    #[test]
    fn space_goes_where_it_means_nothing_and_stays_where_it_does() {
        check("@layer a, b;\n\n.x :hover {\n  margin: 0  auto;\n}\n", "@layer a,b;.x :hover{margin: 0 auto}");
        check("a > b + c { width: calc(1px + 2px) }", "a > b + c{width: calc(1px + 2px)}");
    }

    #[test]
    fn comments_go_and_texts_stay() {
        check("a{/* one; } */color:red}/* two */b{}", "a{color:red}b{}");
        check(
            r#"a::after { content: "/* no  comment */ \" ; }"; }"#,
            r#"a::after{content: "/* no  comment */ \" ; }"}"#,
        );
        check("a/**/b{}", "a b{}");
    }
}
