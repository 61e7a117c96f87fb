//! Chrome or Chromium and its driver, for the tests that need a real browser.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::step;
use crate::tools::{self, node, system};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES: [&str; 5] = [
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// Chromium without a window of its own. The journeys need half the processor's time in it, for a headless Chromium
/// draws a whole window around every page, which nobody sees.
const SHELL: &str = "chromium-headless-shell";

/// The browser that is there: the variable CHROME, PATH, or one of the usual places.
pub fn find() -> Option<PathBuf> {
    let named = env::var_os("CHROME").map(PathBuf::from).filter(|path| path.is_file());
    named
        .or_else(|| tools::on_path(SHELL))
        .or_else(|| NAMES.iter().find_map(|name| tools::on_path(name)))
        .or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// The driver that wasm-bindgen's test runner steers the browser with.
pub fn find_driver() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|path| path.is_file());
    let debian = PathBuf::from("/usr/bin/chromedriver");
    named.or_else(|| tools::on_path("chromedriver")).or_else(|| debian.is_file().then_some(debian))
}

/// A browser, after installing one where it is missing. `tests` is the folder whose Playwright may fetch one.
pub fn ensure(tests: &Path) -> Result<PathBuf, Problem> {
    let can_install = system::can_install();
    if find().is_none() && can_install {
        system::install(&["chromium", "chromium-driver"])?;
    }
    let wanted = env::var_os("CHROME").is_none() && tools::on_path(SHELL).is_none();
    if wanted
        && can_install
        && system::offers(SHELL)
        && let Err(problem) = system::install(&[SHELL])
    {
        println!("\n{problem}\n");
        step::say("The journeys are run in a whole Chromium instead, and take twice as long");
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if can_install {
        return Err(Problem::new("Chromium was installed but cannot be found"));
    }
    from_playwright(tests).map_err(|problem| {
        problem.next("Install Chrome or Chromium, or set CHROME to the program, then run this again.")
    })
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
