//! What a WebAssembly file consists of: the sizes of its sections, so that a grown release can be explained.

use crate::problem::Problem;

/// One section of a module.
#[derive(Debug, PartialEq, Eq)]
pub struct Section<'bytes> {
    pub name: &'static str,
    pub bytes: &'bytes [u8],
}

/// The sections of a module, in order.
pub fn of(module: &[u8]) -> Result<Vec<Section<'_>>, Problem> {
    let mut rest = module
        .strip_prefix(b"\0asm\x01\0\0\0")
        .ok_or_else(|| Problem::new("a module does not begin like one"))?;
    let mut sections = Vec::new();
    while let [kind, after @ ..] = rest {
        let (length, body) = number(after).ok_or_else(broken)?;
        let (bytes, following) = body.split_at_checked(length).ok_or_else(broken)?;
        sections.push(Section { name: name(*kind), bytes });
        rest = following;
    }
    Ok(sections)
}

fn name(kind: u8) -> &'static str {
    match kind {
        0 => "custom",
        1..=3 => "signatures",
        9 => "table entries",
        10 => "code",
        11 => "data",
        _ => "other",
    }
}

/// A LEB128 number and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

fn broken() -> Problem {
    Problem::new("a module's sections do not add up")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_told_apart_and_measured() -> Result<(), Problem> {
        let long = [vec![11, 0x80, 0x01], vec![7; 128]].concat();
        let module = [b"\0asm\x01\0\0\0".to_vec(), vec![10, 2, 1, 2], long].concat();
        let found: Vec<(&str, usize)> =
            of(&module)?.iter().map(|section| (section.name, section.bytes.len())).collect();
        assert_eq!(found, [("code", 2), ("data", 128)]);
        assert!(of(b"\0asm\x01\0\0\0\x0a\x7f").is_err());
        assert!(of(b"text").is_err());
        Ok(())
    }
}
