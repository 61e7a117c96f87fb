//! How fast the emulator answers by itself: whoever measures a client with it must know.

use std::path::Path;
use std::thread;
use std::time::Instant;

use super::AT_ONCE;
use super::figures::Figures;
use super::gitlab::Gitlab;
use crate::problem::Problem;
use crate::step::say;

/// Requests of each kind, over all connections.
const REQUESTS: usize = 2_000;

/// Asks for pages of the largest world there is, over as many connections as a scan uses.
pub fn measure(emulator: &Path, figures: &mut Figures) -> Result<(), Problem> {
    say("Measuring the emulator by itself (under a minute)");
    let gitlab = Gitlab::start(emulator, "scale", 0)?;
    let note = "10,000 projects, 500 groups, 100,000 tokens";
    figures.add("emulator", "start", gitlab.started_in, "s", note);
    let projects =
        "/api/v4/projects?membership=true&min_access_level=40&simple=true&order_by=id&sort=asc&per_page=100";
    for (what, path) in [
        (
            "access tokens of a project",
            &(|id| format!("/api/v4/projects/{id}/access_tokens?per_page=100")) as Path1,
        ),
        ("deploy tokens of a project", &|id| format!("/api/v4/projects/{id}/deploy_tokens?per_page=100")),
        ("a page of 100 projects", &|id| format!("{projects}&id_after={id}")),
    ] {
        let rate = rate(&gitlab, path)?;
        figures.add("emulator", what, rate, "requests/s", format!("{AT_ONCE} connections, no latency"));
    }
    Ok(())
}

type Path1<'a> = &'a (dyn Fn(usize) -> String + Sync);

fn rate(gitlab: &Gitlab, path: Path1<'_>) -> Result<f64, Problem> {
    let each = REQUESTS / AT_ONCE;
    // What is arranged once is arranged before.
    gitlab.line()?.ask("GET", &path(1))?;
    let begun = Instant::now();
    let ask = |connection: usize| {
        let mut line = gitlab.line()?;
        (0..each).try_for_each(|number| line.ask("GET", &path(1 + connection * each + number)).map(drop))
    };
    thread::scope(|scope| {
        let connections: Vec<_> =
            (0..AT_ONCE).map(|connection| scope.spawn(move || ask(connection))).collect();
        connections.into_iter().try_for_each(|connection| {
            connection.join().unwrap_or_else(|_| Err(Problem::new("a connection broke off")))
        })
    })?;
    Ok(f64::from(u32::try_from(each * AT_ONCE).unwrap_or(u32::MAX)) / begun.elapsed().as_secs_f64())
}
