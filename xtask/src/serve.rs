//! `cargo xtask serve`: builds the page, serves it on this machine, and builds it again after every edit.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::step::{self, say};
use crate::tools::{self, crates, target};

const FIRST_PORT: u16 = 8080;

/// `serve [--port N]`, or `serve --check`, which builds once and says whether the page came out whole.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => serve(project, free_port(FIRST_PORT)?),
        ["--port", number] => {
            let port = number.parse().map_err(Problem::while_doing(format!("`{number}` is not a port")))?;
            serve(project, free_port(port)?)
        }
        ["--check"] => check(project),
        _ => Err(Problem::new("serve takes `--port N` or nothing")),
    }
}

fn serve(project: &Project, port: u16) -> Result<(), Problem> {
    let started = Instant::now();
    let mut trunk = trunk(project)?;
    trunk.args(["serve", "--offline", "--port", &port.to_string()]);
    say("Building and serving the page (about a minute and a half the first time, then seconds)");
    let mut child = trunk.spawn().map_err(Problem::while_doing("starting trunk"))?;
    announce(&mut child, port, started);
    let status = child.wait().map_err(Problem::while_doing("waiting for trunk"))?;
    if status.success() {
        return Ok(());
    }
    Err(Problem::new(format!("trunk ended with {status}")))
}

/// Waits until the server answers, and prints its address as the last thing on the screen.
fn announce(child: &mut Child, port: u16, started: Instant) {
    while child.try_wait().is_ok_and(|ended| ended.is_none()) {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            say(&format!(
                "Keyturn is at http://127.0.0.1:{port}/ (ready after {}). Ctrl+C ends it.",
                step::seconds(started)
            ));
            return;
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// Builds the page once as `serve` would, and looks whether everything it needs is there.
fn check(project: &Project) -> Result<(), Problem> {
    step::run(
        trunk(project)?.args(["build", "--offline"]),
        "Building the page with Trunk",
        "about a minute and a half",
    )?;
    let folder = project.root.join("target/serve");
    let page = std::fs::read_to_string(folder.join("index.html"))
        .map_err(Problem::while_doing("reading the page"))?;
    let tag = page.lines().find(|line| line.contains("data-js=")).unwrap_or_default();
    let missing: Vec<&str> = tag
        .split('"')
        .filter_map(|piece| piece.strip_prefix("./"))
        .chain(["config.json"])
        .filter(|file| !folder.join(file).is_file())
        .collect();
    if tag.is_empty() || !missing.is_empty() {
        return Err(Problem::new(format!("the page is not whole: missing {missing:?}"))
            .next("See Trunk.toml and index.html."));
    }
    say("The page for developing is whole");
    Ok(())
}

/// Trunk, with everything in place that it would otherwise download.
fn trunk(project: &Project) -> Result<Command, Problem> {
    target::ensure(project)?;
    let wasm_bindgen = crates::wasm_bindgen(project)?.ensure(project)?;
    let trunk = crates::trunk().ensure(project)?;
    step::run(
        project.cargo().args(["fetch", "--locked", "--quiet", "--target", WASM]),
        "Fetching the crates of the page",
        "seconds",
    )?;
    let mut command = Command::new(trunk.join("trunk"));
    // Trunk refuses the value that some terminals give this variable.
    command
        .current_dir(&project.root)
        .env("PATH", tools::path_with(&[&wasm_bindgen, &trunk])?)
        .env_remove("NO_COLOR");
    Ok(command)
}

/// This port, or the next one that nobody uses.
fn free_port(first: u16) -> Result<u16, Problem> {
    (first..first.saturating_add(50))
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or_else(|| {
            Problem::new(format!("no port is free from {first} on")).next("Name another one: `--port N`.")
        })
}
