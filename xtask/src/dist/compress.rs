//! Compresses every file of the release, as hard as the formats allow. The same input gives the same bytes always.

use std::io::Write;
use std::thread;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

use super::bundle::{Bundle, Role};
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

/// Brotli at its highest quality.
pub fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let settings = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &settings)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    // No name and no time in the header: both would differ from run to run.
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
