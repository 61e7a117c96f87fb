//! Sends Keyturn's requests to an emulator, as a browser would to a GitLab.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use gitlab_emulator::{Emulator, Options, WorldChoice};
use keyturn::changes::{Act, Change, Done, Outcome, judge};
use keyturn::gitlab::calls::personal;
use keyturn::gitlab::{Call, Error, Request, Response};
use keyturn::tokens::{Kind, NewToken, Scope, Token, date};

/// A GitLab with a clock of its own.
pub struct GitLab {
    emulator: Emulator,
    /// The present moment; only a test moves it.
    pub now: DateTime<Utc>,
}

impl GitLab {
    /// With nothing but the named people.
    pub fn of(version: &str) -> Self {
        Self::with(Options {
            world: WorldChoice::Empty,
            version: version.parse().unwrap(),
            ..Options::default()
        })
    }

    pub fn with(options: Options) -> Self {
        // A morning in UTC, so that a day is the same all around.
        let now = options.started_at + TimeDelta::hours(2);
        Self { emulator: Emulator::new(options), now }
    }

    /// The value with which somebody signs in.
    pub fn value_of(&self, who: &str) -> String {
        self.emulator.credentials()[who]["token"].as_str().unwrap().to_owned()
    }

    pub fn id_of(&self, who: &str) -> u64 {
        self.emulator.credentials()[who]["id"].as_u64().unwrap()
    }

    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    pub fn in_days(&self, days: u32) -> NaiveDate {
        date::days_after(self.today(), days)
    }

    /// One request with a bearer, or without when it is empty. A second passes.
    pub fn send(&mut self, value: &str, request: &Request) -> Response {
        self.now += TimeDelta::seconds(1);
        let mut builder = http::Request::builder().method(request.method.as_str()).uri(request.target());
        if !value.is_empty() {
            builder = builder.header("authorization", format!("Bearer {value}"));
        }
        if request.body.is_some() {
            builder = builder.header("content-type", "application/json");
        }
        let body = request.body.clone().unwrap_or_default().into_bytes();
        let answer = self.emulator.handle(&builder.body(body).unwrap(), self.now);
        let body = String::from_utf8(answer.body().clone()).unwrap();
        let mut response = Response::new(answer.status().as_u16(), "", body);
        for (name, value) in answer.headers() {
            response.take_header(name.as_str(), value.to_str().unwrap());
        }
        response
    }

    pub fn ask<T>(&mut self, value: &str, call: &Call<T>) -> Result<T, Error> {
        let response = self.send(value, &call.request);
        (call.read)(&response)
    }

    /// Every page of a list, as `X-Next-Page` leads.
    pub fn all(
        &mut self,
        value: &str,
        call: impl Fn(u32) -> Call<keyturn::gitlab::Page<Token>>,
    ) -> Vec<Token> {
        let (mut rows, mut next) = (Vec::new(), Some(1));
        while let Some(page) = next {
            let page = self.ask(value, &call(page)).unwrap();
            assert_eq!(page.odd_rows, 0);
            rows.extend(page.rows);
            next = page.next;
        }
        rows
    }

    /// All tokens of a user, read as somebody.
    pub fn tokens(&mut self, value: &str, user_id: u64) -> Vec<Token> {
        self.all(value, |page| personal::list_of_user(user_id, page))
    }

    /// Confirms a change of a user's tokens now.
    pub fn change(&mut self, value: &str, user_id: u64, act: Act) -> Change {
        let highest_known = self.tokens(value, user_id).iter().map(|token| token.id).max().unwrap_or(0);
        Change { act, kind: Kind::Personal, user_id, highest_known, started_at: self.now }
    }

    /// Sends a change and judges the answer.
    pub fn make(&mut self, value: &str, change: &Change) -> Outcome {
        let response = self.send(value, &change.request());
        judge(change, Ok(&response))
    }

    /// Sends a change that is expected to be done: the new token and its value.
    pub fn issue(&mut self, value: &str, change: &Change) -> (Token, String) {
        match self.make(value, change) {
            Outcome::Done(Done::Issued(issued)) => {
                let value = issued.value.expose().to_owned();
                (issued.token, value)
            }
            outcome => panic!("{}", told(&outcome)),
        }
    }

    /// Creates a token of a user as the administrator.
    pub fn create(&mut self, who: &str, name: &str) -> (Token, String) {
        let root = self.value_of("root");
        let new = self.new_token(name);
        let act = Act::Create { new, as_own: false };
        let change = self.change(&root, self.id_of(who), act);
        self.issue(&root, &change)
    }

    pub fn new_token(&self, name: &str) -> NewToken {
        NewToken {
            name: name.to_owned(),
            description: None,
            scopes: vec![Scope::API],
            expires_at: Some(self.in_days(30)),
        }
    }

    pub fn rotate(&self, token: &Token, is_self: bool) -> Act {
        Act::Rotate { token: token.clone(), expires_at: Some(self.in_days(60)), is_self }
    }
}

/// An outcome in one word, with what is wrong.
pub fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done(Done::Issued(_)) => String::from("issued"),
        Outcome::Done(Done::Revoked) => String::from("revoked"),
        Outcome::NotDone(cause) => format!("not done: {:?}", cause.reason()),
        Outcome::Unknown(doubt) => format!("unknown: {:?}", doubt.cause.reason()),
    }
}
