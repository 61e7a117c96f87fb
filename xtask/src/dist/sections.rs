//! What a WebAssembly file consists of: its sections and functions, so that a grown release can be explained.

use std::collections::BTreeMap;

use crate::problem::Problem;

/// What every module begins with.
const START: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;

/// One section of a module.
#[derive(Debug, PartialEq, Eq)]
pub struct Section<'bytes> {
    kind: u8,
    pub bytes: &'bytes [u8],
}

impl Section<'_> {
    /// What it holds, for people.
    pub fn name(&self) -> &'static str {
        match self.kind {
            CUSTOM => "custom",
            1..=3 => "signatures and imports",
            9 => "table entries",
            CODE => "code",
            11 => "data",
            _ => "other",
        }
    }
}

/// The sections of a module, in order.
pub fn of(module: &[u8]) -> Result<Vec<Section<'_>>, Problem> {
    let rest = module.strip_prefix(START).ok_or_else(|| Problem::new("a module does not begin like one"))?;
    let mut reader = Reader { rest };
    let mut sections = Vec::new();
    while !reader.rest.is_empty() {
        let kind = reader.byte()?;
        sections.push(Section { kind, bytes: reader.sized()? });
    }
    Ok(sections)
}

/// The module without the custom sections of a name.
pub fn without(module: &[u8], name: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut reader = Reader { rest: module };
    let mut kept = reader.take(START.len())?.to_vec();
    while !reader.rest.is_empty() {
        let before = reader.rest;
        let (kind, content) = (reader.byte()?, reader.sized()?);
        if kind != CUSTOM || (Reader { rest: content }).sized()? != name {
            kept.extend_from_slice(&before[..before.len() - reader.rest.len()]);
        }
    }
    Ok(kept)
}

/// The module with a custom section behind the others, which whoever runs it passes over.
pub fn with(module: &[u8], name: &[u8], content: &[u8]) -> Vec<u8> {
    let named = [&number(name.len()), name, content].concat();
    [module, &[CUSTOM], &number(named.len()), &named].concat()
}

/// A number in LEB128: seven bits to a byte, lowest first.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// The size of each function's code, by the function's index.
pub fn function_sizes(sections: &[Section<'_>]) -> Result<Vec<(usize, usize)>, Problem> {
    let first = imported_functions(sections)?;
    let Some(code) = sections.iter().find(|section| section.kind == CODE) else { return Ok(Vec::new()) };
    let mut reader = Reader { rest: code.bytes };
    let count = reader.number()?;
    (first..first + count).map(|index| Ok((index, reader.sized()?.len()))).collect()
}

/// The functions' names, by index, from the custom section `name`.
pub fn function_names<'bytes>(sections: &[Section<'bytes>]) -> Result<BTreeMap<usize, &'bytes str>, Problem> {
    let mut names = BTreeMap::new();
    for section in sections.iter().filter(|section| section.kind == CUSTOM) {
        let mut reader = Reader { rest: section.bytes };
        if reader.sized()? != b"name" {
            continue;
        }
        while !reader.rest.is_empty() {
            let is_functions = reader.byte()? == 1;
            let mut part = Reader { rest: reader.sized()? };
            let count = if is_functions { part.number()? } else { 0 };
            for _ in 0..count {
                let index = part.number()?;
                names.insert(index, std::str::from_utf8(part.sized()?).unwrap_or_default());
            }
        }
    }
    Ok(names)
}

/// Imported functions come first in the count.
fn imported_functions(sections: &[Section<'_>]) -> Result<usize, Problem> {
    let Some(imports) = sections.iter().find(|section| section.kind == IMPORTS) else { return Ok(0) };
    let mut reader = Reader { rest: imports.bytes };
    let mut functions = 0;
    for _ in 0..reader.number()? {
        reader.sized()?;
        reader.sized()?;
        match reader.byte()? {
            0 => {
                reader.number()?;
                functions += 1;
            }
            1 => {
                reader.byte()?;
                reader.limits()?;
            }
            2 => reader.limits()?,
            3 => drop(reader.take(2)?),
            // Neither wasm-bindgen nor what takes the application apart makes any other.
            _ => return Err(Problem::new("a module imports something of an unknown kind")),
        }
    }
    Ok(functions)
}

/// Reads a module from front to back.
struct Reader<'bytes> {
    rest: &'bytes [u8],
}

impl<'bytes> Reader<'bytes> {
    fn byte(&mut self) -> Result<u8, Problem> {
        let (byte, rest) = self.rest.split_first().ok_or_else(broken)?;
        self.rest = rest;
        Ok(*byte)
    }

    /// A number in LEB128: seven bits to a byte, lowest first.
    fn number(&mut self) -> Result<usize, Problem> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(broken())
    }

    /// Bytes behind their number.
    fn sized(&mut self) -> Result<&'bytes [u8], Problem> {
        let length = self.number()?;
        self.take(length)
    }

    fn take(&mut self, length: usize) -> Result<&'bytes [u8], Problem> {
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or_else(broken)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// How large a table or a memory is, and how large it may become.
    fn limits(&mut self) -> Result<(), Problem> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Ok(())
    }
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
        let module = [START.to_vec(), vec![10, 2, 1, 2], long].concat();
        let found: Vec<_> =
            of(&module)?.iter().map(|section| (section.name(), section.bytes.len())).collect();
        assert_eq!(found, [("code", 2), ("data", 128)]);
        assert!(of(b"\0asm\x01\0\0\0\x0a\x7f").is_err());
        assert!(of(b"text").is_err());
        Ok(())
    }

    #[test]
    fn a_custom_section_is_taken_out_by_its_name() -> Result<(), Problem> {
        let (one, two, code) = (&[0, 2, 1, b'a'], &[0, 3, 1, b'b', 9], &[10, 1, 0]);
        let module = [START, one, two, code].concat();
        assert_eq!(without(&module, b"a")?, [START, two, code].concat());
        assert_eq!(without(&module, b"c")?, module);
        Ok(())
    }

    #[test]
    fn a_custom_section_that_was_put_in_can_be_taken_out() -> Result<(), Problem> {
        for length in [0, 1, 127, 128, 20_000] {
            let module = with(START, b"a", &vec![7; length]);
            assert_eq!(
                of(&module)?.iter().map(|section| section.bytes.len()).collect::<Vec<_>>(),
                [length + 2]
            );
            assert_eq!(without(&module, b"a")?, START);
        }
        Ok(())
    }

    #[test]
    fn what_is_imported_beside_functions_is_passed_over() -> Result<(), Problem> {
        let table = [1, b'm', 1, b't', 1, 0x70, 1, 5, 9];
        let memory = [1, b'm', 1, b'm', 2, 0, 17];
        let global = [1, b'm', 1, b'g', 3, 0x7f, 1];
        let function = [1, b'm', 1, b'f', 0, 0];
        let imports = [&table[..], &memory, &global, &function].concat();
        let length = u8::try_from(imports.len() + 1).unwrap_or_default();
        let module = [START, &[2, length, 4], &imports, &[10, 3, 1, 1, 9]].concat();
        assert_eq!(function_sizes(&of(&module)?)?, [(1, 1)]);
        Ok(())
    }

    #[test]
    fn functions_are_named_and_measured_behind_the_imported_ones() -> Result<(), Problem> {
        let import = [2, 7, 1, 1, b'a', 1, b'b', 0, 0];
        let code = [10, 6, 2, 1, 9, 2, 9, 9];
        let name = [0, 12, 4, b'n', b'a', b'm', b'e', 1, 5, 1, 2, 2, b'f', b'f'];
        let module = [START, &import, &code, &name].concat();
        let sections = of(&module)?;
        assert_eq!(function_sizes(&sections)?, [(1, 1), (2, 2)]);
        assert_eq!(function_names(&sections)?, BTreeMap::from([(2, "ff")]));
        Ok(())
    }
}
