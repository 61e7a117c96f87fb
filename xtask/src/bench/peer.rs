//! python-gitlab reading the same lists as Keyturn's scan: one after the other, and by a pool of threads.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::figures::Figures;
use super::gitlab::Gitlab;
use super::{AT_ONCE, LATENCY_MS, SCANNED, bound};
use crate::problem::Problem;
use crate::project::Project;
use crate::step;
use crate::tools::python;

/// Runs `benches/scan.py` both ways.
pub fn measure(project: &Project, emulator: &Path, figures: &mut Figures) -> Result<(), Problem> {
    let benches = project.root.join("benches");
    let python = python::ensure(project, &benches.join("requirements.txt"))?;
    let gitlab = Gitlab::start(emulator, SCANNED, LATENCY_MS)?;
    step::say(
        "Reading everything with python-gitlab, one list after the other and by threads (some minutes)",
    );
    for (what, threads) in [("python-gitlab, one after the other", 1), ("python-gitlab, 10 threads", AT_ONCE)]
    {
        gitlab.forget()?;
        let printed = step::read(
            Command::new(&python)
                .arg(benches.join("scan.py"))
                .arg(threads.to_string())
                .env("KEYTURN_URL", &gitlab.url)
                .env("KEYTURN_TOKEN", &gitlab.token),
        )?;
        let said: Value =
            serde_json::from_str(&printed).map_err(Problem::while_doing("reading what scan.py printed"))?;
        let requests = gitlab.requests()?;
        let seconds = said["seconds"].as_f64().unwrap_or_default();
        let ratio = seconds / bound(requests);
        figures.add(
            "scan",
            what,
            seconds,
            "s",
            format!(
                "{requests} requests, {} tokens; {ratio:.1} × the bound; {} s of processor time",
                said["tokens"], said["processor_seconds"],
            ),
        );
        if threads > 1 {
            let note = format!("requests ÷ {AT_ONCE} × {LATENCY_MS} ms");
            figures.add("scan", "the bound", bound(requests), "s", note);
        }
    }
    Ok(())
}
