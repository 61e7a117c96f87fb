//! Sends Keyturn's requests to an emulator, as a browser would to a GitLab.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use gitlab_emulator::{Emulator, Options, WorldChoice};
use keyturn::changes::{Act, Change, Done, Outcome, judge};
use keyturn::gitlab::calls::{resource, token};
use keyturn::gitlab::version::{Abilities, Version};
use keyturn::gitlab::{Call, Error, Request, Response};
use keyturn::tokens::kind::Ending;
use keyturn::tokens::{AccessLevel, Expiry, NewToken, Place, Resource, Scope, Token, date};
use keyturn::words::{Attempt, Language, trouble_of_change};

/// A GitLab with a clock of its own.
pub struct GitLab {
    emulator: Emulator,
    /// What its release can do.
    pub abilities: Abilities,
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

    /// With a company: groups, projects, and tokens of every kind.
    pub fn demo(version: &str) -> Self {
        Self::with(Options {
            world: WorldChoice::Demo,
            version: version.parse().unwrap(),
            ..Options::default()
        })
    }

    pub fn with(options: Options) -> Self {
        // A morning in UTC, so that a day is the same all around.
        let now = options.started_at + TimeDelta::hours(2);
        let abilities = Abilities::of(Version::parse(&options.version.to_string()));
        Self { emulator: Emulator::new(options), abilities, now }
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

    /// The day so many days ahead as an end.
    pub fn end_in(&self, days: u32) -> Expiry {
        Expiry::Day(self.in_days(days))
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

    /// One form without a credential: the answer, and where it leads.
    pub fn post_form(&mut self, path: &str, form: &str) -> (Response, String) {
        self.now += TimeDelta::seconds(1);
        let request = http::Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.as_bytes().to_vec());
        let answer = self.emulator.handle(&request.unwrap(), self.now);
        let header = |name: &str| {
            answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let body = String::from_utf8(answer.body().clone()).unwrap();
        let mut response = Response::new(answer.status().as_u16(), "", body);
        response.take_header("content-type", &header("content-type"));
        (response, header("location"))
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
        self.all(value, |page| token::list(Place::User(user_id), page))
    }

    /// All tokens of a place, read as somebody.
    pub fn rows(&mut self, value: &str, place: Place) -> Vec<Token> {
        self.all(value, |page| token::list(place, page))
    }

    /// The row of a token in the list of its place, as the administrator sees it.
    pub fn row(&mut self, place: Place, id: u64) -> Option<Token> {
        let root = self.value_of("root");
        self.rows(&root, place).into_iter().find(|row| row.id == id)
    }

    /// A project by its path.
    pub fn project(&mut self, path: &str) -> Resource {
        let root = self.value_of("root");
        self.ask(&root, &resource::project_at(path)).unwrap().resource
    }

    /// A group by its path.
    pub fn group(&mut self, path: &str) -> Resource {
        let root = self.value_of("root");
        self.ask(&root, &resource::group_at(path)).unwrap().resource
    }

    /// Confirms a change in a place now.
    pub fn change_in(&mut self, place: Place, act: Act) -> Change {
        let root = self.value_of("root");
        let highest_known = self.rows(&root, place).iter().map(|token| token.id).max().unwrap_or(0);
        Change { act, place, highest_known, started_at: self.now, not_before: None }
    }

    /// Makes a change in a place, as somebody: the outcome in one word.
    pub fn make_in(&mut self, value: &str, place: Place, act: Act) -> String {
        let change = self.change_in(place, act);
        told(&self.make(value, &change))
    }

    /// Creates a token in a place, as somebody.
    pub fn create_in(&mut self, value: &str, place: Place, name: &str) -> (Token, String) {
        let new = self.new_in(place, name);
        let change = self.change_in(place, Act::Create { new, as_own: false, replaces: None });
        self.issue(value, &change)
    }

    /// Takes a member away, as GitLab's own pages do.
    pub fn remove_member(&mut self, value: &str, place: Place, user_id: u64) {
        let of = match place.resource().unwrap() {
            Resource::Project(id) => format!("/projects/{id}"),
            Resource::Group(id) => format!("/groups/{id}"),
        };
        let response = self.send(value, &Request::delete(format!("{of}/members/{user_id}")));
        assert_eq!(response.status, 204);
    }

    /// A token with all that a kind has.
    pub fn new_in(&self, place: Place, name: &str) -> NewToken {
        let facts = place.kind().facts();
        let in_a_month = self.now + TimeDelta::days(30);
        NewToken {
            name: name.to_owned(),
            description: None,
            scopes: vec![Scope::READ_REPOSITORY],
            expiry: if facts.ending == Ending::Instant {
                Expiry::Instant(in_a_month)
            } else {
                self.end_in(30)
            },
            access_level: facts.has_role.then_some(AccessLevel::REPORTER),
            username: facts.has_username.then(|| String::from("puller")),
        }
    }

    /// A token of somebody with scope `api`, where the one that is handed out has less.
    pub fn with_api(&mut self, who: &str) -> String {
        self.create(who, "writing").1
    }

    /// Confirms a change of a user's tokens now.
    pub fn change(&mut self, value: &str, user_id: u64, act: Act) -> Change {
        let highest_known = self.tokens(value, user_id).iter().map(|token| token.id).max().unwrap_or(0);
        Change { act, place: Place::User(user_id), highest_known, started_at: self.now, not_before: None }
    }

    /// Sends a change and judges the answer.
    pub fn make(&mut self, value: &str, change: &Change) -> Outcome {
        let response = self.send(value, &change.request(self.abilities));
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
        let act = Act::Create { new, as_own: false, replaces: None };
        let change = self.change(&root, self.id_of(who), act);
        self.issue(&root, &change)
    }

    pub fn new_token(&self, name: &str) -> NewToken {
        NewToken {
            name: name.to_owned(),
            description: None,
            scopes: vec![Scope::API],
            expiry: self.end_in(30),
            access_level: None,
            username: None,
        }
    }

    pub fn rotate(&self, token: &Token, is_self: bool) -> Act {
        Act::Rotate { token: token.clone(), expiry: self.end_in(60), is_self }
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

/// What a person reads first when it goes wrong.
pub fn headline(error: &Error, attempt: Attempt) -> String {
    trouble_of_change(Language::English.all_words(), error, attempt).headline
}

/// A revocation.
pub fn revoke(token: &Token) -> Act {
    Act::Revoke { token: token.clone(), is_self: false }
}
