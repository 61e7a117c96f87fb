//! Key by key: what can be used is used, what cannot is named.

use chrono::TimeDelta;
use serde_json::{Map, Value};

use super::{
    ABSOLUTE_HOURS, Deployment, Expected, Fault, IDLE_MINUTES, KEYS, LANGUAGES, OAUTH_SCOPES, Offered,
    SERVER_KEYS, THEMES, Why,
};
use crate::gitlab::Server;
use crate::gitlab::server::{PageScheme, ServerFault};
use crate::tokens::Scope;

pub(super) fn read(text: Option<&str>) -> (Deployment, Vec<Fault>) {
    let whole = |why| (Deployment::default(), vec![Fault { key: String::new(), why, instead: None }]);
    let Some(text) = text else { return whole(Why::Missing) };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Reader::default().deployment(&object),
        Ok(_) => whole(Why::Not(Expected::Object)),
        Err(error) => whole(Why::NotJson(error.line(), error.column())),
    }
}

/// Collects what is wrong.
#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn deployment(mut self, object: &Map<String, Value>) -> (Deployment, Vec<Fault>) {
        self.unknown(object, "", &KEYS);
        let safe = Deployment::default();
        let servers = self.servers(object);
        let mut deployment = Deployment {
            other_servers: self.truth(object, "other_servers", servers.is_empty()),
            servers,
            language: self.one_of(object, "language", &LANGUAGES),
            theme: self.one_of(object, "theme", &THEMES),
            idle: self
                .number(object, "idle_minutes", IDLE_MINUTES, safe.idle.num_minutes())
                .map_or(safe.idle, TimeDelta::minutes),
            absolute: self
                .number(object, "absolute_hours", ABSOLUTE_HOURS, safe.absolute.num_hours())
                .map_or(safe.absolute, TimeDelta::hours),
            portal_origins: self.texts(object, "portal_origins", |text| {
                is_origin(text).then(|| text.to_owned()).ok_or(Why::Origin)
            }),
            isolated_origin: self.truth(object, "isolated_origin", safe.isolated_origin),
            sandbox: self.truth(object, "sandbox", safe.sandbox),
            properties: self.properties(object),
            help: self.text(object, "help", "help").and_then(|text| {
                let is_link = text.starts_with("https://") && address(&text).is_ok_and(|(_, rest)| rest);
                self.keep(is_link.then_some(text).ok_or(Why::Link), "help")
            }),
        };
        if !deployment.isolated_origin {
            for (at, offered) in deployment.servers.iter_mut().enumerate() {
                if offered.client_id.take().is_some() {
                    self.fault(format!("servers[{at}].client_id"), Why::Shared, None);
                }
            }
        }
        (deployment, self.faults)
    }

    fn fault(&mut self, key: impl Into<String>, why: Why, instead: Option<String>) {
        self.faults.push(Fault { key: key.into(), why, instead });
    }

    fn keep<T>(&mut self, found: Result<T, Why>, key: &str) -> Option<T> {
        found.map_err(|why| self.fault(key, why, None)).ok()
    }

    fn unknown(&mut self, object: &Map<String, Value>, before: &str, known: &[&str]) {
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.fault(format!("{before}{key}"), Why::Unknown, None);
        }
    }

    fn truth(&mut self, object: &Map<String, Value>, key: &str, safe: bool) -> bool {
        match object.get(key) {
            None => safe,
            Some(Value::Bool(truth)) => *truth,
            Some(_) => {
                self.fault(key, Why::Not(Expected::Truth), Some(safe.to_string()));
                safe
            }
        }
    }

    fn number(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        (least, most): (i64, i64),
        safe: i64,
    ) -> Option<i64> {
        let why = match object.get(key)?.as_i64() {
            Some(number) if (least..=most).contains(&number) => return Some(number),
            Some(_) => Why::NotBetween(least, most),
            None => Why::Not(Expected::Number),
        };
        self.fault(key, why, Some(safe.to_string()));
        None
    }

    fn text(&mut self, object: &Map<String, Value>, key: &str, path: &str) -> Option<String> {
        let value = object.get(key)?;
        let text = value.as_str().filter(|text| !text.trim().is_empty()).map(|text| text.trim().to_owned());
        self.keep(text.ok_or(Why::Not(Expected::Text)), path)
    }

    fn one_of(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        known: &'static [&'static str],
    ) -> Option<&'static str> {
        let value = object.get(key)?;
        let found = known.iter().find(|known| value == **known).copied();
        self.keep(found.ok_or(Why::NotOneOf(known)), key)
    }

    /// The members of a list that can be used.
    fn list<'a>(&mut self, object: &'a Map<String, Value>, key: &str, path: &str) -> &'a [Value] {
        match object.get(key) {
            None => &[],
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.fault(path, Why::Not(Expected::List), None);
                &[]
            }
        }
    }

    fn texts(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        read: impl Fn(&str) -> Result<String, Why>,
    ) -> Vec<String> {
        let mut found = Vec::new();
        for (at, value) in self.list(object, key, key).iter().enumerate() {
            let text = value.as_str().ok_or(Why::Not(Expected::Text)).and_then(&read);
            found.extend(self.keep(text, &format!("{key}[{at}]")));
        }
        found
    }

    fn servers(&mut self, object: &Map<String, Value>) -> Vec<Offered> {
        let mut servers: Vec<Offered> = Vec::new();
        for (at, value) in self.list(object, "servers", "servers").iter().enumerate() {
            let path = format!("servers[{at}]");
            let Some(offered) = self.offered(value, &path) else { continue };
            if servers.iter().any(|before| before.server == offered.server) {
                self.fault(path, Why::Again, None);
            } else {
                servers.push(offered);
            }
        }
        servers
    }

    fn offered(&mut self, value: &Value, path: &str) -> Option<Offered> {
        let plain = |server| Offered { server, label: None, client_id: None, scopes: Vec::new() };
        let object = match value {
            Value::String(url) => return self.keep(server(url), path).map(plain),
            Value::Object(object) => object,
            _ => {
                self.fault(path, Why::Not(Expected::Server), None);
                return None;
            }
        };
        let within = |key: &str| format!("{path}.{key}");
        self.unknown(object, &within(""), &SERVER_KEYS);
        if !object.contains_key("url") {
            self.fault(within("url"), Why::Required, None);
        }
        let url = self.text(object, "url", &within("url"));
        let label = self.text(object, "label", &within("label"));
        let client_id = self.text(object, "client_id", &within("client_id"));
        let mut scopes = Vec::new();
        for (at, scope) in self.list(object, "scopes", &within("scopes")).iter().enumerate() {
            let found = OAUTH_SCOPES.iter().find(|known| scope == **known).map(|known| Scope::named(known));
            scopes.extend(
                self.keep(found.ok_or(Why::NotOneOf(&OAUTH_SCOPES)), &format!("{path}.scopes[{at}]")),
            );
        }
        if scopes.is_empty() && object.contains_key("scopes") {
            // Nothing wider than what was meant, whatever that was.
            self.fault(within("scopes"), Why::NotOneOf(&OAUTH_SCOPES), Some(String::from("read_api")));
            scopes = vec![Scope::READ_API];
        } else if scopes.is_empty() && client_id.is_some() {
            scopes = OAUTH_SCOPES.iter().map(|scope| Scope::named(scope)).collect();
        }
        let server = self.keep(server(&url?), &within("url"))?;
        Some(Offered { server, label, client_id, scopes })
    }

    fn properties(&mut self, object: &Map<String, Value>) -> Vec<(String, String)> {
        let properties = match object.get("properties") {
            None => return Vec::new(),
            Some(Value::Object(properties)) => properties,
            Some(_) => {
                self.fault("properties", Why::Not(Expected::Object), None);
                return Vec::new();
            }
        };
        let mut found = Vec::new();
        for (name, value) in properties {
            let value = if is_property(name) {
                value
                    .as_str()
                    .ok_or(Why::Not(Expected::Text))
                    .and_then(|value| is_plain(value).then(|| value.to_owned()).ok_or(Why::PropertyValue))
            } else {
                Err(Why::PropertyName)
            };
            found.extend(self.keep(value, &format!("properties.{name}")).map(|value| (name.clone(), value)));
        }
        found
    }
}

/// A server as an operator writes it: with its scheme, in ASCII. Whether http can be used there, the page decides.
fn server(text: &str) -> Result<Server, Why> {
    if !text.contains("://") {
        return Err(Why::Address(ServerFault::Scheme));
    }
    Server::parse(text, PageScheme::Http, |_| None).map_err(Why::Address)
}

/// Its origin, and whether anything may follow.
fn address(text: &str) -> Result<(String, bool), Why> {
    let end = text.find("://").map_or(0, |at| at + 3);
    let stop = text[end..].find(['/', '?', '#']).map_or(text.len(), |at| at + end);
    let is_clean = text.chars().all(|sign| sign.is_ascii_graphic() && !"\\<>\"`{}|^".contains(sign));
    server(&text[..stop]).map(|server| (server.origin(), is_clean))
}

/// Scheme, host and port in the form in which a browser tells them.
fn is_origin(text: &str) -> bool {
    !text.contains('[') && address(text).is_ok_and(|(origin, _)| origin == text)
}

fn is_property(name: &str) -> bool {
    name.strip_prefix("--").is_some_and(|rest| {
        !rest.is_empty()
            && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    })
}

/// Nothing that fetches, and nothing that ends the declaration.
fn is_plain(value: &str) -> bool {
    let low = value.to_ascii_lowercase();
    !value.trim().is_empty()
        && !value.contains([';', '{', '}', '\\', '<'])
        && !["url(", "image(", "image-set(", "src("].iter().any(|fetching| low.contains(fetching))
}
