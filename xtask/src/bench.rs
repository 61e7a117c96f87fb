//! `cargo xtask bench`: what it takes, measured on this machine and side by side with python-gitlab. Prints a table and
//! writes `bench.json` into the target folder. docs/PERFORMANCE.md says what is measured and how.
//!
//! Nothing here passes or fails by a figure: another machine, or this one on another day, has others.

mod figures;
mod gitlab;
mod load;
mod peer;

use std::env;
use std::path::PathBuf;

use crate::problem::Problem;
use crate::project::Project;
use crate::{step, test};
use figures::Figures;

/// A group of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Whether the emulator is fast enough not to be what is measured.
    Emulator,
    /// python-gitlab reading everything one person is responsible for.
    Peer,
    /// Keyturn in the browser: the same reading, a long list, the cold start.
    Page,
}

const PARTS: [(&str, Part); 3] = [("emulator", Part::Emulator), ("peer", Part::Peer), ("page", Part::Page)];

/// `bench [PART…] [-- arguments for Playwright]`.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    let (named, for_playwright) = (&arguments[..end], arguments.get(end + 1..).unwrap_or_default());
    let parts = parse(named)?;
    let emulator = test::emulator(project, "emulator")?;
    let mut figures = Figures::default();
    for part in parts {
        match part {
            Part::Emulator => load::measure(&emulator, &mut figures)?,
            Part::Peer => peer::measure(project, &emulator, &mut figures)?,
            Part::Page => page(project, emulator.clone(), for_playwright, &mut figures)?,
        }
    }
    figures.print();
    let path = project.target.join("bench.json");
    figures.write(&path)?;
    println!("\nThe same as JSON: {}", path.display());
    Ok(())
}

/// Has the browser measure; each file of `tests/e2e/bench` leaves its figures in a folder.
fn page(
    project: &Project,
    emulator: PathBuf,
    for_playwright: &[String],
    figures: &mut Figures,
) -> Result<(), Problem> {
    let folder = project.target.join("bench");
    figures::empty(&folder)?;
    let mut playwright = test::playwright(project, emulator)?;
    playwright
        .args(["--project=bench", "--project=bench-h2", "--workers=1", "--retries=0"])
        .args(for_playwright)
        .env("KEYTURN_BENCH", &folder)
        .env("KEYTURN_BENCH_WORLD", SCANNED)
        .env("KEYTURN_BENCH_LATENCY_MS", LATENCY_MS.to_string());
    step::run(&mut playwright, "Measuring the release in a real browser", "some minutes")?;
    figures.read(&folder)
}

fn parse(named: &[String]) -> Result<Vec<Part>, Problem> {
    if named.is_empty() {
        return Ok(PARTS.map(|(_, part)| part).to_vec());
    }
    let known = PARTS.map(|(name, _)| name).join(", ");
    let part = |name: &String| {
        let found = PARTS.into_iter().find(|(known, _)| known == name).map(|(_, part)| part);
        found.ok_or_else(|| Problem::new(format!("there is no part `{name}`; there are {known}")))
    };
    named.iter().map(part).collect()
}

/// Requests at a time, wherever several are sent at once.
const AT_ONCE: usize = 10;

/// How much later every answer leaves, in milliseconds: that of a GitLab in the same country.
const LATENCY_MS: u32 = 30;

/// What is scanned: 1,000 projects and 100 groups with some 10,000 tokens.
const SCANNED: &str = "scale:users=0,groups=100,projects=1000,tokens=0,ann-tokens=50,project-tokens=6,\
                       group-tokens=8,deploy-tokens=3,accounts=1,account-tokens=4";

/// The time in seconds below which so many requests cannot be answered.
fn bound(requests: u64) -> f64 {
    let requests = u32::try_from(requests).unwrap_or(u32::MAX);
    let at_once = u32::try_from(AT_ONCE).unwrap_or(1);
    f64::from(requests) / f64::from(at_once) * f64::from(LATENCY_MS) / 1000.0
}

/// The machine the figures are of.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{} {}, {cores} cores", env::consts::OS, env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_all_parts_and_a_wrong_one_is_refused() {
        assert_eq!(parse(&[]).map(|parts| parts.len()).ok(), Some(3));
        assert_eq!(parse(&["peer".to_owned()]).ok(), Some(vec![Part::Peer]));
        assert!(parse(&["pear".to_owned()]).is_err());
    }

    #[test]
    fn the_bound_is_what_ten_at_a_time_take() {
        assert!((bound(1_000) - 3.0).abs() < 1e-9);
    }
}
