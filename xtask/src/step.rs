//! One step of a command: a program that is run, announced, timed, and explained when it fails.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::problem::Problem;

/// Says what comes next. Kept in one place so that all commands look alike.
pub fn say(text: &str) {
    println!("\x1b[1m▸\x1b[0m {text}");
}

/// Runs a program whose output the person sees. `usually` is about how long it takes when nothing is built yet.
pub fn run(command: &mut Command, doing: &str, usually: &str) -> Result<(), Problem> {
    say(&format!("{doing} ({usually})"));
    let started = Instant::now();
    let status = command.status().map_err(|error| not_started(command, &error.to_string()))?;
    if !status.success() {
        return Err(Problem::new(format!("{doing} failed: `{}` ended with {status}", shown(command))));
    }
    println!("  done in {}", seconds(started));
    Ok(())
}

/// Runs a program quietly and gives what it printed on its standard output.
pub fn read(command: &mut Command) -> Result<String, Problem> {
    let output =
        command.stderr(Stdio::piped()).output().map_err(|error| not_started(command, &error.to_string()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Problem::new(format!("`{}` ended with {}", shown(command), output.status)).next(said))
}

/// The command as one would type it, for messages.
pub fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    words.join(" ")
}

/// The time since `started`, as people say it.
pub fn seconds(started: Instant) -> String {
    match started.elapsed().as_secs() {
        0 => "under a second".to_owned(),
        whole @ 1..120 => format!("{whole} s"),
        long => format!("{} min {} s", long / 60, long % 60),
    }
}

fn not_started(command: &Command, cause: &str) -> Problem {
    Problem::new(format!("`{}` could not be started: {cause}", command.get_program().to_string_lossy()))
        .next("`cargo xtask doctor` says what is installed and how to get what is missing.")
}
