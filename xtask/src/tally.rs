//! Counts what test runners report on their last lines, while a person reads along.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::problem::Problem;
use crate::step::{self, say};

/// How many tests ended how.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl Tally {
    /// Runs a test runner: shows what it prints, and adds what it counted even if it failed.
    pub fn run(&mut self, command: &mut Command, doing: &str, usually: &str) -> Result<(), Problem> {
        say(&format!("{doing} ({usually})"));
        let started = Instant::now();
        let starting = Problem::while_doing(format!("starting `{}`", step::shown(command)));
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(starting)?;
        if let Some(printed) = child.stdout.take() {
            for line in BufReader::new(printed).lines().map_while(Result::ok) {
                println!("{line}");
                self.read(&line);
            }
        }
        let status = child.wait().map_err(Problem::while_doing("waiting for the tests"))?;
        if !status.success() {
            return Err(Problem::new(format!(
                "{doing} failed: `{}` ended with {status}",
                step::shown(command)
            )));
        }
        println!("  done in {}", step::seconds(started));
        Ok(())
    }

    /// Adds a closing line of `cargo test` or of Playwright; any other line changes nothing.
    fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            let after_verdict = result.split_once(". ").map_or("", |(_, counts)| counts);
            after_verdict.split("; ").for_each(|count| self.add(count));
        } else if line.starts_with(|character: char| character.is_ascii_digit()) {
            let without_time = line.split(" (").next().unwrap_or_default();
            self.add(without_time);
        }
    }

    /// Adds "12 passed". A test that passed only when tried again counts as passed, as Playwright has it.
    fn add(&mut self, count: &str) {
        let Some((number, word)) = count.split_once(' ') else { return };
        let Ok(number) = number.parse::<u32>() else { return };
        match word {
            "passed" | "flaky" => self.passed += number,
            "failed" => self.failed += number,
            "skipped" | "ignored" | "did not run" => self.skipped += number,
            _ => {}
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expected: &str) {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        assert_eq!(tally.to_string(), expected);
    }

    #[test]
    fn the_closing_lines_of_both_runners_are_added_up() {
        let cargo =
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s";
        check(&[cargo, "  57 passed (1.2m)", "  2 skipped"], "69 passed, 0 failed, 3 skipped");
        let failed = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        check(&[failed, "  1 failed", "  1 flaky", "  4 did not run"], "2 passed, 3 failed, 4 skipped");
    }

    #[test]
    fn other_lines_count_nothing() {
        check(
            &["running 12 tests", "12 passed tests were", "3 apples", "test a ... ok", ""],
            "0 passed, 0 failed, 0 skipped",
        );
    }
}
