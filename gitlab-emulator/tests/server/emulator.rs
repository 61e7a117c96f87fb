//! The real program as a child process, and the few calls the tests make of it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::blocking::{Client, ClientBuilder, RequestBuilder, Response};
use reqwest::{Certificate, Method};
use serde_json::Value;

/// A running emulator; it ends with the value.
pub struct Emulator {
    process: Child,
    /// The line it printed when it was ready.
    pub announcement: Value,
    /// Its address.
    pub url: String,
    /// A client that trusts it.
    pub client: Client,
}

impl Emulator {
    /// Starts one on a free port with its control on.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_plain(&[&["--control"], arguments].concat())
    }

    /// Starts one with these arguments alone.
    pub fn start_plain(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_gitlab-emulator"))
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("the program does not start: {error}"));
        let output = process.stdout.take().unwrap_or_else(|| panic!("the output is ours"));
        let mut line = String::new();
        let read = BufReader::new(output).read_line(&mut line);
        assert!(read.is_ok_and(|length| length > 0), "the program says that it is ready");
        let announcement: Value =
            serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let url = text(&announcement["url"]);
        let client = trusting(&announcement).build().unwrap_or_else(|error| panic!("no client: {error}"));
        Self { process, announcement, url, client }
    }

    /// The process, to be told to stop.
    pub fn process(&mut self) -> &mut Child {
        &mut self.process
    }

    /// The token a named user signs in with.
    pub fn token(&self, user: &str) -> String {
        text(&self.announcement["users"][user]["token"])
    }

    /// A request to a path, without a credential.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// A request of a named user to the API.
    pub fn call(&self, user: &str, method: Method, path: &str) -> RequestBuilder {
        self.request(method, &format!("/api/v4{path}")).bearer_auth(self.token(user))
    }

    /// Asks the control, which has to agree.
    pub fn control(&self, method: Method, path: &str, body: &Value) -> Value {
        let response = sent(self.request(method, &format!("/__control/{path}")).json(body));
        let status = response.status();
        let answer = json(response);
        assert!(status.is_success(), "{path} {body}: {answer}");
        answer
    }

    /// Queues one fault or several.
    pub fn fault(&self, fault: &Value) {
        self.control(Method::POST, "faults", fault);
    }

    /// The log of requests.
    pub fn requests(&self) -> Vec<Value> {
        let log = self.control(Method::GET, "requests", &Value::Null);
        log.as_array().cloned().unwrap_or_default()
    }

    /// The host and port of the socket.
    pub fn address(&self) -> &str {
        self.url.split_once("://").map_or("", |(_, address)| address)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone afterwards.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A client that follows no redirect and trusts the announced certificate, if there is one.
pub fn trusting(announcement: &Value) -> ClientBuilder {
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none());
    match announcement["certificate"].as_str() {
        None => builder,
        Some(pem) => builder.add_root_certificate(
            Certificate::from_pem(pem.as_bytes()).unwrap_or_else(|error| panic!("{pem}: {error}")),
        ),
    }
}

/// Sends a request that has to be answered.
pub fn sent(request: RequestBuilder) -> Response {
    request.send().unwrap_or_else(|error| panic!("no answer: {error:?}"))
}

/// The JSON of an answer.
pub fn json(response: Response) -> Value {
    response.json().unwrap_or_else(|error| panic!("no JSON: {error:?}"))
}

/// The text of a JSON string.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
