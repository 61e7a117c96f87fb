//! Chrome or Chromium with its driver, and Firefox, for the tests that need a real browser.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::step;
use crate::tools::{self, node, system};

/// A browser and where it may be.
#[derive(Debug)]
pub struct Browser {
    /// The variable that names its program.
    variable: &'static str,
    /// What it is called on PATH, the best first.
    names: &'static [&'static str],
    /// Where it is without being there.
    places: &'static [&'static str],
}

/// Chromium without a window of its own. The journeys need half the processor's time in it, for a headless Chromium
/// draws a whole window around every page, which nobody sees.
const SHELL: &str = "chromium-headless-shell";

/// What all tests in a browser are run in.
pub const CHROMIUM: Browser = Browser {
    variable: "CHROME",
    names: &[SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    places: &[
        "/usr/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ],
};

/// What a few journeys are run in, too: as anybody has it, not a build of Playwright's.
pub const FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    places: &[
        "/usr/bin/firefox-esr",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ],
};

impl Browser {
    /// The one that is there: what its variable names, what is on PATH, or what is in one of the usual places.
    pub fn find(&self) -> Option<PathBuf> {
        self.find_by(env::var_os(self.variable).map(PathBuf::from), tools::on_path, Path::is_file)
    }

    fn find_by(
        &self,
        named: Option<PathBuf>,
        on_path: impl Fn(&str) -> Option<PathBuf>,
        is_file: impl Fn(&Path) -> bool,
    ) -> Option<PathBuf> {
        named
            .filter(|path| is_file(path))
            .or_else(|| self.names.iter().find_map(|name| on_path(name)))
            .or_else(|| self.places.iter().map(PathBuf::from).find(|path| is_file(path)))
    }
}

/// The driver that wasm-bindgen's test runner steers the browser with.
pub fn find_driver() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|path| path.is_file());
    let debian = PathBuf::from("/usr/bin/chromedriver");
    named.or_else(|| tools::on_path("chromedriver")).or_else(|| debian.is_file().then_some(debian))
}

/// Chromium, after installing it where it is missing. `tests` is the folder whose Playwright may fetch one.
pub fn ensure(tests: &Path) -> Result<PathBuf, Problem> {
    let can_install = system::can_install();
    if CHROMIUM.find().is_none() && can_install {
        system::install(&["chromium", "chromium-driver"])?;
    }
    let wanted = env::var_os(CHROMIUM.variable).is_none() && tools::on_path(SHELL).is_none();
    if wanted
        && can_install
        && system::offers(SHELL)
        && let Err(problem) = system::install(&[SHELL])
    {
        println!("\n{problem}\n");
        step::say("The journeys are run in a whole Chromium instead, and take twice as long");
    }
    if let Some(found) = CHROMIUM.find() {
        return Ok(found);
    }
    if can_install {
        return Err(Problem::new("Chromium was installed but cannot be found"));
    }
    from_playwright(tests).map_err(|problem| {
        problem.next("Install Chrome or Chromium, or set CHROME to the program, then run this again.")
    })
}

/// Firefox, after installing it where it is missing.
pub fn ensure_firefox() -> Result<PathBuf, Problem> {
    let next = "Install Firefox, or set FIREFOX to the program, then run this again.";
    if FIREFOX.find().is_none() && system::can_install() {
        system::install(&["firefox-esr"]).map_err(|problem| problem.next(next))?;
    }
    FIREFOX.find().ok_or_else(|| Problem::new("Firefox is not installed").next(next))
}

/// The driver, after installing it where it is missing.
pub fn ensure_driver() -> Result<PathBuf, Problem> {
    if let Some(found) = find_driver() {
        return Ok(found);
    }
    if system::can_install() {
        system::install(&["chromium", "chromium-driver"])?;
    }
    find_driver().ok_or_else(|| {
        Problem::new("chromedriver is not installed").next(
            "Install the chromedriver that belongs to your Chrome (macOS: `brew install chromedriver`; Debian: the package\n\
             chromium-driver), or set CHROMEDRIVER to the program, then run this again.",
        )
    })
}

fn from_playwright(tests: &Path) -> Result<PathBuf, Problem> {
    node::ensure()?;
    node::install_packages(tests)?;
    step::run(
        Command::new(node::program("npx")?).current_dir(tests).args(["playwright", "install", "chromium"]),
        "Installing Playwright's Chromium",
        "a minute or two",
    )?;
    let print = "console.log(require('@playwright/test').chromium.executablePath())";
    step::read(Command::new("node").current_dir(tests).args(["-e", print])).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: fn(&str) -> Option<PathBuf> = |_| None;

    #[test]
    fn a_program_that_is_named_goes_before_the_one_on_path_and_that_before_the_usual_places() {
        for browser in [CHROMIUM, FIREFOX] {
            let find = |named: Option<&str>, on_path: &dyn Fn(&str) -> Option<PathBuf>| {
                browser.find_by(named.map(PathBuf::from), on_path, |_| true)
            };
            let last =
                |name: &str| (Some(&name) == browser.names.last()).then(|| Path::new("/on/path").join(name));
            assert_eq!(find(Some("/my/own"), &last), Some(PathBuf::from("/my/own")));
            assert_eq!(find(None, &last), browser.names.last().map(|name| Path::new("/on/path").join(name)));
            assert_eq!(find(None, &NOWHERE), browser.places.first().map(PathBuf::from));
        }
    }

    #[test]
    fn what_is_named_and_is_no_program_is_passed_over() {
        let gone = Some(PathBuf::from("/gone"));
        assert_eq!(FIREFOX.find_by(gone.clone(), NOWHERE, |_| false), None);
        let on_path = |name: &str| Some(PathBuf::from(name));
        assert_eq!(FIREFOX.find_by(gone, on_path, |_| false), Some(PathBuf::from("firefox-esr")));
    }
}
