//! The emulator as a process of its own, and just enough HTTP to talk to it: what is measured must not wait for a client.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::problem::Problem;

/// A running emulator; it ends with the value.
#[derive(Debug)]
pub struct Gitlab {
    process: Child,
    /// Its address.
    pub url: String,
    /// What ann signs in with.
    pub token: String,
    /// How long it took until it was ready, in seconds.
    pub started_in: f64,
}

/// A connection that is kept.
#[derive(Debug)]
pub struct Line {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Gitlab {
    /// Starts one with its control on.
    pub fn start(program: &Path, world: &str, latency_ms: u32) -> Result<Self, Problem> {
        let begun = Instant::now();
        let mut process = Command::new(program)
            .args(["--listen", "127.0.0.1:0", "--control", "--world", world])
            .args(["--latency", &format!("{latency_ms}ms")])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Problem::while_doing("starting the emulator"))?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            let read = BufReader::new(output).read_line(&mut line);
            read.map_err(Problem::while_doing("waiting for the emulator"))?;
        }
        let ready: Value =
            serde_json::from_str(&line).map_err(Problem::while_doing("the emulator did not start"))?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (url, token) = (text(&ready["url"]), text(&ready["users"]["ann"]["token"]));
        Ok(Self { process, url, token, started_in: begun.elapsed().as_secs_f64() })
    }

    /// A new connection, signed in as ann.
    pub fn line(&self) -> Result<Line, Problem> {
        let address = self.url.trim_start_matches("http://");
        let stream =
            TcpStream::connect(address).map_err(Problem::while_doing("connecting to the emulator"))?;
        stream.set_nodelay(true).map_err(Problem::while_doing("connecting to the emulator"))?;
        Ok(Line { stream: BufReader::new(stream), token: self.token.clone() })
    }

    /// Forgets the requests that were counted.
    pub fn forget(&self) -> Result<(), Problem> {
        self.line()?.ask("DELETE", "/__control/requests").map(drop)
    }

    /// The requests since, preflights left out.
    pub fn requests(&self) -> Result<u64, Problem> {
        let tally = self.line()?.ask("GET", "/__control/tally")?;
        tally["requests"].as_u64().ok_or_else(|| Problem::new("the emulator counted nothing"))
    }
}

impl Drop for Gitlab {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone afterwards.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Line {
    /// Sends one request, waits for the answer and reads its JSON. Anything but a 200 is a problem.
    pub fn ask(&mut self, method: &str, path: &str) -> Result<Value, Problem> {
        let trouble =
            |cause: &dyn std::fmt::Display| Problem::new(format!("asking the emulator for {path}: {cause}"));
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\r\n",
            self.token
        );
        self.stream.get_mut().write_all(request.as_bytes()).map_err(|error| trouble(&error))?;
        let (mut status, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).map_err(|error| trouble(&error))?;
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if status.is_empty() {
                line.clone_into(&mut status);
            } else if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(|error| trouble(&error))?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).map_err(|error| trouble(&error))?;
        if !status.contains(" 200 ") {
            return Err(Problem::new(format!("the emulator answered {path} with {status}")));
        }
        serde_json::from_slice(&body).map_err(|error| trouble(&error))
    }
}
