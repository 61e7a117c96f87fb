//! Text that others wrote, as it may be shown.

/// Text from outside with control characters, direction marks and what cannot be seen made visible, so that it cannot
/// pretend to be something else.
pub fn plain(text: &str) -> String {
    text.chars().map(|character| if is_deceptive(character) { '\u{fffd}' } else { character }).collect()
}

/// What turns text round, hides or looks like nothing: <https://www.unicode.org/reports/tr36/>.
fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // Soft hyphen, joiner of graphemes, fillers of Hangul, vowel separator of Mongolian.
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{180e}'
            | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            // Tags, which no font shows.
            | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_or_turns_text_is_seen_and_letters_stay() {
        for hidden in [
            '\0',
            '\u{1b}',
            '\u{85}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{1160}',
            '\u{180e}',
            '\u{200b}',
            '\u{200d}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{206f}',
            '\u{3164}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{e0000}',
            '\u{e0041}',
            '\u{e007f}',
        ] {
            assert_eq!(plain(&format!("a{hidden}b")), "a\u{fffd}b", "{:x}", u32::from(hidden));
        }
        for text in
            ["ci deploy, 2027: “x” – y", "größe 令牌 שלום عربي 한글 ᠮᠣᠩ", "\u{1f511}\u{fe0f}", "\u{e01ef}"]
        {
            assert_eq!(plain(text), text);
        }
    }
}
