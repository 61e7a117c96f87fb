//! The one public thing: a GitLab that answers requests. It reads no clock and touches no network.

#[cfg(feature = "server")]
mod inspect;
#[cfg(feature = "server")]
mod oauth;
#[cfg(feature = "server")]
mod rows;
#[cfg(feature = "server")]
pub(crate) use oauth::OauthChange;
#[cfg(feature = "server")]
pub(crate) use rows::RowChange;

use chrono::{DateTime, Utc};
use http::{Method, Request, Response, StatusCode};
use serde_json::{Map, Value, json};

use crate::answer::{Answer, Body};
use crate::call::{Call, Outcome};
use crate::cors;
use crate::guard;
use crate::kept::Kept;
use crate::options::Options;
use crate::params::Params;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::resources::metadata;
use crate::routes;
use crate::seed::{self, Handed};
use crate::throttle::Throttle;
use crate::world::World;

/// A GitLab in memory.
#[derive(Debug)]
pub struct Emulator {
    options: Options,
    world: World,
    handed: Vec<Handed>,
    throttle: Throttle,
    kept: Kept,
    /// Apart from the world's own, so that the number of requests does not change the secrets.
    request_ids: Random,
}

impl Emulator {
    /// Builds the chosen world. A trailing slash of the external URL is dropped.
    pub fn new(mut options: Options) -> Self {
        options.external_url.truncate(options.external_url.trim_end_matches('/').len());
        let (world, handed) = seed::build(&options);
        let request_ids = Random::new(options.seed ^ 0x5EED_0F1D);
        let (throttle, kept) = (Throttle::default(), Kept::default());
        Self { options, world, handed, throttle, kept, request_ids }
    }

    /// Answers one request as GitLab would at the moment `now`, in GitLab's order: cross-origin rules, throttle,
    /// route, credential, parameters, and last what the endpoint itself looks at.
    pub fn handle(&mut self, request: &Request<Vec<u8>>, now: DateTime<Utc>) -> Response<Vec<u8>> {
        let request_id = self.next_request_id(now);
        let runtime = format!("0.{:06}", 8_000 + self.request_ids.below(60_000));
        let path = below_root(request.uri().path(), &self.options.external_url).map(str::to_owned);
        let path = path.as_deref().unwrap_or_default();
        if let Some(response) = cors::preflight(request, path, self.own_origin(), &self.options.version) {
            return response;
        }
        let answer = self.answer(request, path, now).unwrap_or_else(Answer::from);
        let mut response = answer.into_response(&request_id, &runtime);
        #[cfg(feature = "oauth")]
        crate::oauth::finish(path, &mut response);
        revalidate(request, &mut response);
        if request.method() == Method::HEAD {
            response.body_mut().clear();
        }
        cors::decorate(request, path, self.own_origin(), &self.options.version, &mut response);
        response
    }

    /// The tokens handed out at the start, by name: `{"root":{"id":1,"username":"root","token":"…","admin":true,…},…}`.
    pub fn credentials(&self) -> Value {
        let mut all = Map::new();
        for handed in &self.handed {
            let user = self.world.users.get(&handed.user_id);
            let token = self.world.tokens.get(&handed.token_id);
            all.insert(
                handed.key.to_owned(),
                json!({
                    "id": handed.user_id,
                    "username": user.map(|user| &user.username),
                    "name": user.map(|user| &user.name),
                    "token": handed.secret,
                    "token_id": handed.token_id,
                    "scopes": token.map(|token| &token.scopes),
                    "admin": user.is_some_and(|user| user.is_admin),
                }),
            );
        }
        Value::Object(all)
    }

    fn answer(&mut self, request: &Request<Vec<u8>>, path: &str, now: DateTime<Utc>) -> Outcome {
        if let Some(limit) = self.options.settings.requests_per_minute
            && let Some(headers) = self.throttle.count(request, limit, now)
        {
            let mut answer = Answer::from(Refusal::Throttled);
            answer.headers.extend(headers);
            return Ok(answer);
        }
        if let Some(rest) = path.strip_prefix("/api/v4").filter(|rest| rest.starts_with('/')) {
            self.call(request, path, rest, now)
        } else if path.starts_with("/api/v3/") {
            let text = "API V3 is no longer supported. Use API V4 instead.".to_owned();
            Err(Refusal::Rejected(StatusCode::GONE, text))
        } else if path.starts_with("/api/") {
            Err(Refusal::NoRoute)
        } else {
            #[cfg(feature = "oauth")]
            if let Some(answer) = crate::oauth::answer(&mut self.world, &self.options, request, path, now) {
                return Ok(answer);
            }
            Ok(self.page(request.method(), path))
        }
    }

    fn call(&mut self, request: &Request<Vec<u8>>, path: &str, rest: &str, now: DateTime<Utc>) -> Outcome {
        let (route, arguments) = routes::find(request.method(), rest, &self.options.version)?;
        let params = Params::read(request.uri().query(), request.headers(), request.body())?;
        let caller = guard::admit(&mut self.world, &self.options, &route, request, &params, now)?;
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        if !is_read {
            self.world.revision += 1;
        }
        let mut call = Call {
            world: &mut self.world,
            kept: &self.kept,
            settings: &self.options.settings,
            version: &self.options.version,
            external_url: &self.options.external_url,
            path,
            unmodified_since: unmodified_since(request),
            is_read,
            now,
            caller,
            params,
            arguments,
        };
        (route.handler)(&mut call)
    }

    /// What lies outside the API: the discovery document, and GitLab's own pages, of which there are none here.
    fn page(&self, method: &Method, path: &str) -> Answer {
        let external_url = &self.options.external_url;
        match path {
            "/.well-known/openid-configuration" if *method == Method::GET || *method == Method::HEAD => {
                self.discovery()
            }
            "/" => Answer {
                status: StatusCode::FOUND,
                body: Body::Text("text/html; charset=utf-8", String::new()),
                headers: vec![("location", format!("{external_url}/users/sign_in"))],
            },
            _ => Answer {
                status: StatusCode::NOT_FOUND,
                body: Body::Text(
                    "text/html; charset=utf-8",
                    "<!DOCTYPE html>\n<html><head><title>Not Found</title></head>\
                     <body><h1>404: Page not found</h1></body></html>\n"
                        .to_owned(),
                ),
                headers: Vec::new(),
            },
        }
    }

    fn discovery(&self) -> Answer {
        #[cfg_attr(not(feature = "oauth"), expect(unused_mut, reason = "only OAuth adds to it"))]
        let mut answer = metadata::discovery(&self.options.external_url, &self.options.version);
        #[cfg(feature = "oauth")]
        if self.world.oauth.iss != crate::oauth::Iss::Absent
            && let Body::Json(document) = &mut answer.body
        {
            document["authorization_response_iss_parameter_supported"] = json!(true);
        }
        answer
    }

    fn own_origin(&self) -> &str {
        let url = self.options.external_url.as_str();
        let host = url.find("://").map_or(0, |at| at + 3);
        url.get(host..).and_then(|rest| rest.find('/')).and_then(|end| url.get(..host + end)).unwrap_or(url)
    }

    /// A ULID: ten characters of time, sixteen of chance.
    fn next_request_id(&mut self, now: DateTime<Utc>) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let time = now.timestamp_millis();
        let digits = (0..10).rev().map(|digit| {
            let index = usize::try_from((time >> (5 * digit)) & 31).unwrap_or(0);
            char::from(ALPHABET[index])
        });
        digits.collect::<String>() + &self.request_ids.text(ALPHABET, 16)
    }
}

/// The path without the relative root GitLab is installed under; `None` when it lies outside.
fn below_root<'a>(path: &'a str, external_url: &str) -> Option<&'a str> {
    let rest = external_url.split_once("://").map_or(external_url, |(_, rest)| rest);
    let root = rest.find('/').map_or("", |start| &rest[start..]);
    path.strip_prefix(root).filter(|below| below.starts_with('/'))
}

fn unmodified_since(request: &Request<Vec<u8>>) -> Option<DateTime<Utc>> {
    let sent = request.headers().get(http::header::IF_UNMODIFIED_SINCE)?.to_str().ok()?;
    DateTime::parse_from_rfc2822(sent).ok().map(|moment| moment.with_timezone(&Utc))
}

/// An unchanged answer to a conditional read is a 304 without a body.
fn revalidate(request: &Request<Vec<u8>>, response: &mut Response<Vec<u8>>) {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let asked = request.headers().get(http::header::IF_NONE_MATCH);
    if is_read && asked.is_some() && asked == response.headers().get(http::header::ETAG) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.body_mut().clear();
        response.headers_mut().remove(http::header::CONTENT_TYPE);
    }
}
