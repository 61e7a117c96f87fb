//! The part of a link behind its `?`: names and values, percent-encoded.

use crate::gitlab::http::push_encoded;

/// Adds one name, with its value unless that is empty.
pub fn push(href: &mut String, name: &str, text: &str) {
    href.push(if href.contains('?') { '&' } else { '?' });
    href.push_str(name);
    if !text.is_empty() {
        href.push('=');
        push_encoded(href, text);
    }
}

/// The value of a name; the first where there are several.
pub fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// All names with their values, decoded.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(text))
        })
        .collect()
}

/// Percent-decodes, `+` as a space; bytes that are no UTF-8 become replacement characters.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let escaped = || u8::from_str_radix(std::str::from_utf8(tail.get(..2)?).ok()?, 16).ok();
        match (byte, escaped()) {
            (b'%', Some(value)) => {
                bytes.push(value);
                rest = &tail[2..];
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
