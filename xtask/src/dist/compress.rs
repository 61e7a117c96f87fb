//! Compresses every file of the release, as hard as the formats allow. The same input gives the same bytes always.

use std::io::Write;
use std::thread;

use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

use super::bundle::{Bundle, Role};
use super::sections;
use crate::problem::Problem;

/// The compressed forms of one file.
pub struct Compressed {
    pub name: String,
    pub brotli: Vec<u8>,
    pub gzip: Vec<u8>,
    /// Whether they are put beside the file. Not for what a deployer may edit afterwards: it would go unnoticed.
    pub is_served: bool,
}

/// Compresses all files, one thread for each.
pub fn all(bundle: &Bundle) -> Result<Vec<Compressed>, Problem> {
    thread::scope(|scope| {
        let work: Vec<_> = bundle
            .files()
            .iter()
            .map(|file| {
                scope.spawn(|| -> std::io::Result<Compressed> {
                    Ok(Compressed {
                        name: file.name.clone(),
                        brotli: brotli(&file.bytes)?,
                        gzip: gzip(&file.bytes)?,
                        is_served: file.role != Role::ForTheHost && file.name != "config.json",
                    })
                })
            })
            .collect();
        work.into_iter()
            .map(|thread| {
                let outcome =
                    thread.join().map_err(|_| Problem::new("a thread that compresses a file stopped"))?;
                outcome.map_err(Problem::while_doing("compressing"))
            })
            .collect()
    })
}

/// A section of a module that is smaller shares its codes with its neighbour.
const WORTH_ITS_OWN: usize = 2_000;

/// Brotli at its highest quality. A module's code, its tables and its texts are of different kinds, and each gets codes of its own: left
/// to itself brotli finds the borders by chance, and a few bytes of code may cost two thousand.
pub fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let settings = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut writer = CompressorWriter::with_params(Vec::new(), bytes.len().max(1), &settings);
    let mut rest = bytes;
    for section in sections::of(bytes).unwrap_or_default() {
        let left = rest.len() - (bytes.as_ptr_range().end as usize - section.bytes.as_ptr() as usize);
        if section.bytes.len() >= WORTH_ITS_OWN && left > 0 {
            let (before, after) = rest.split_at(left);
            writer.write_all(before)?;
            writer.flush()?;
            rest = after;
        }
    }
    writer.write_all(rest)?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    // No name and no time in the header: both would differ from run to run.
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_comes_back_whole_be_it_a_module_or_not() -> std::io::Result<()> {
        let code: Vec<u8> = (0..60_000_u32).map(|number| (number * number % 251) as u8).collect();
        let texts = "Nothing was changed. ".repeat(400).into_bytes();
        let module = sections::with(&sections::with(b"\0asm\x01\0\0\0", b"code", &code), b"texts", &texts);
        for bytes in
            [module, texts, b"\0asm\x01\0\0\0".to_vec(), b"\0asm\x01\0\0\0\x0a\xff".to_vec(), Vec::new()]
        {
            let mut back = Vec::new();
            brotli::BrotliDecompress(&mut &*brotli(&bytes)?, &mut back)?;
            assert!(back == bytes, "{} bytes", bytes.len());
        }
        Ok(())
    }
}
