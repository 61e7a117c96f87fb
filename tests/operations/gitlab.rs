//! A GitLab of one list: what it does with the request of a change, and what it answers.

use keyturn::gitlab::{Response, Transport};
use keyturn::tokens::{Kind, Scope, Token};

use crate::{BEFORE, TARGET, USER, token};

/// What is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Work {
    Create,
    Rotate,
    RotateSelf,
    Revoke,
    RevokeSelf,
}

/// What is confirmed, where, and whether the list was whole then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scenario {
    pub(crate) work: Work,
    pub(crate) kind: Kind,
    pub(crate) is_listed: bool,
    /// Whether somebody made a token alike after that list was read and before the click.
    pub(crate) is_stale: bool,
    /// Whether GitLab's clock is known.
    pub(crate) is_timed: bool,
}

impl Scenario {
    /// All there are: deploy tokens cannot be rotated, nor be anybody's credential.
    pub(crate) fn all() -> Vec<Self> {
        use Work::{Create, Revoke, RevokeSelf, Rotate, RotateSelf};
        let mut all = Vec::new();
        for kind in [Kind::Personal, Kind::Project, Kind::Deploy] {
            let works: &[Work] = match kind {
                Kind::Deploy => &[Create, Revoke],
                _ => &[Create, Rotate, RotateSelf, Revoke, RevokeSelf],
            };
            for work in works {
                let listed = Self { work: *work, kind, is_listed: true, is_stale: false, is_timed: false };
                all.push(listed);
                if listed.makes() {
                    all.push(Self { is_listed: false, ..listed });
                }
                if listed.makes() && kind == Kind::Personal {
                    all.push(Self { is_stale: true, ..listed });
                    all.push(Self { is_stale: true, is_timed: true, ..listed });
                }
            }
        }
        all
    }

    /// Whether a new token comes of it.
    pub(crate) fn makes(self) -> bool {
        self.work == Work::Create || self.is_rotation()
    }

    pub(crate) fn is_self(self) -> bool {
        matches!(self.work, Work::RotateSelf | Work::RevokeSelf)
    }

    pub(crate) fn is_rotation(self) -> bool {
        matches!(self.work, Work::Rotate | Work::RotateSelf)
    }

    pub(crate) fn is_revocation(self) -> bool {
        matches!(self.work, Work::Revoke | Work::RevokeSelf)
    }
}

/// Who made a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// What is rotated or revoked.
    Target,
    /// Alike, made before.
    Before,
    /// Alike, made after the list was read and before the click.
    Since,
    /// The request made it.
    Ours,
    /// Somebody else made it meanwhile, and nothing tells it from ours.
    Alike,
    /// Somebody else made it meanwhile: for another user, or with other scopes.
    Different,
    /// Somebody else rotated the target, and this took its place.
    Successor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: u64,
    pub(crate) origin: Origin,
    pub(crate) revoked: bool,
}

impl Row {
    /// As a list shows it.
    pub(crate) fn token(self, scenario: Scenario) -> Token {
        let seconds = match self.origin {
            Origin::Target => -86_400,
            Origin::Before => -300,
            Origin::Since => -60,
            _ => 1,
        };
        let token = Token { revoked: self.revoked, ..token(scenario.kind, self.id, seconds) };
        match self.origin {
            Origin::Different if scenario.kind == Kind::Personal || scenario.is_rotation() => {
                Token { user_id: Some(USER + 1), ..token }
            }
            Origin::Different => Token { scopes: vec![Scope::READ_REGISTRY], ..token },
            _ => token,
        }
    }
}

/// What GitLab came to when it got the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reply {
    /// Made this token.
    Issued(u64),
    /// Revoked the target, or found it revoked.
    Nothing,
    AlreadyRevoked,
    DeadCredential,
    Missing,
    BotGone,
}

/// What comes back to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// The whole answer to the sending of this number.
    Of(usize),
    /// A success that breaks off after its head.
    Cut,
    /// A success without what was expected in it.
    Bare,
    ServerFault,
    Portal,
    Gateway,
    Unreachable,
    Withheld,
    Forbidden,
    Invalid,
    NotFound,
    Unauthorized,
    Limited,
    Offline,
}

impl Answer {
    /// Proves nothing, whatever was done before or is done yet.
    pub(crate) const FAULTS: [Self; 5] =
        [Self::ServerFault, Self::Portal, Self::Gateway, Self::Unreachable, Self::Withheld];
    /// Every sending was refused, or nothing was sent at all. That the first is done and the second meets a limit
    /// (429) is left out: [`keyturn::changes::judge`] takes that answer for a no, and says why.
    pub(crate) const REFUSALS: [Self; 6] =
        [Self::Forbidden, Self::Invalid, Self::NotFound, Self::Unauthorized, Self::Limited, Self::Offline];

    /// As it arrives; `reply` is what GitLab came to, where it says that.
    pub(crate) fn arrive(self, scenario: Scenario, reply: Option<Reply>) -> Result<Response, Transport> {
        let json = |status, body: &str| Ok(Response::new(status, "application/json", body.to_owned()));
        let page = |status| Ok(Response::new(status, "text/html", String::from("<!DOCTYPE html>")));
        let success = if scenario.is_revocation() { 204 } else { 201 };
        match (self, reply) {
            (Self::Of(_), Some(reply)) => reply.arrive(),
            (Self::Of(_) | Self::Unreachable, _) => Err(Transport::Unreachable),
            (Self::Cut, _) => Err(Transport::Cut { status: success }),
            (Self::Bare, _) => json(200, r#"{"id":91,"name":"ci"}"#),
            (Self::ServerFault, _) => json(500, r#"{"message":"500 Internal Server Error"}"#),
            (Self::Portal, _) => page(200),
            (Self::Gateway, _) => page(502),
            (Self::Withheld, _) => Err(Transport::Withheld),
            (Self::Forbidden, _) => json(403, r#"{"message":"403 Forbidden"}"#),
            (Self::Invalid, _) => json(400, r#"{"error":"name is missing"}"#),
            (Self::NotFound, _) => json(404, r#"{"message":"404 Not found"}"#),
            (Self::Unauthorized, _) => json(401, r#"{"message":"401 Unauthorized"}"#),
            (Self::Limited, _) => Ok(Response::new(429, "text/plain", String::from("Retry later"))),
            (Self::Offline, _) => Err(Transport::Offline),
        }
    }
}

impl Reply {
    fn arrive(self) -> Result<Response, Transport> {
        let json = |status, body: String| Ok(Response::new(status, "application/json", body));
        match self {
            Self::Issued(id) => json(201, format!(r#"{{"id":{id},"name":"ci","token":"glpat-{id}"}}"#)),
            Self::Nothing => Ok(Response::new(204, "", String::new())),
            Self::AlreadyRevoked => {
                json(400, String::from(r#"{"message":"400 Bad request - Token already revoked"}"#))
            }
            Self::DeadCredential => json(
                401,
                String::from(r#"{"error":"invalid_token","error_description":"Token was revoked."}"#),
            ),
            Self::Missing => json(404, String::from(r#"{"message":"404 Not found"}"#)),
            Self::BotGone => {
                json(400, String::from(r#"{"message":"400 Bad request - Failed to find bot user"}"#))
            }
        }
    }
}

/// The list and its owner.
#[derive(Clone)]
pub(crate) struct Server {
    scenario: Scenario,
    pub(crate) rows: Vec<Row>,
    last: u64,
    /// How often the request was carried out, not just answered.
    pub(crate) done: u32,
}

impl Server {
    pub(crate) fn new(scenario: Scenario) -> Self {
        let row = |id, origin| Row { id, origin, revoked: false };
        let rows = vec![row(TARGET, Origin::Target), row(BEFORE, Origin::Before)];
        let mut server = Self { scenario, rows, last: BEFORE, done: 0 };
        if scenario.is_stale {
            server.add(Origin::Since);
        }
        server
    }

    pub(crate) fn target(&self) -> Option<Row> {
        self.rows.iter().find(|row| row.origin == Origin::Target).copied()
    }

    pub(crate) fn is_target_alive(&self) -> bool {
        self.target().is_some_and(|target| !target.revoked)
    }

    pub(crate) fn add(&mut self, origin: Origin) -> u64 {
        self.last += 1;
        self.rows.push(Row { id: self.last, origin, revoked: false });
        self.last
    }

    pub(crate) fn end_target(&mut self) {
        if self.scenario.kind == Kind::Deploy {
            self.rows.retain(|row| row.origin != Origin::Target);
        }
        self.end(&[Origin::Target]);
    }

    /// What came of the target, whoever rotated it.
    pub(crate) fn family(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| matches!(row.origin, Origin::Ours | Origin::Successor))
    }

    /// Carries the request out as GitLab does; where it may say several things, all of them.
    pub(crate) fn handle(&mut self) -> Vec<Reply> {
        let is_alive = self.is_target_alive();
        match self.scenario.work {
            Work::Create => vec![self.issue()],
            Work::Rotate | Work::RotateSelf if is_alive => {
                self.end_target();
                vec![self.issue()]
            }
            Work::Rotate => vec![Reply::AlreadyRevoked],
            Work::RotateSelf => {
                // GitLab takes it for theft and ends all that came of the token.
                self.end(&[Origin::Ours, Origin::Successor]);
                vec![Reply::DeadCredential]
            }
            Work::Revoke | Work::RevokeSelf if is_alive => {
                self.end_target();
                self.done += 1;
                vec![Reply::Nothing]
            }
            Work::RevokeSelf => vec![Reply::DeadCredential],
            Work::Revoke => match self.scenario.kind {
                Kind::Deploy => vec![Reply::Missing],
                Kind::Project => vec![Reply::Nothing, Reply::Missing, Reply::BotGone],
                _ => vec![Reply::Nothing, Reply::AlreadyRevoked],
            },
        }
    }

    fn issue(&mut self) -> Reply {
        self.done += 1;
        Reply::Issued(self.add(Origin::Ours))
    }

    fn end(&mut self, origins: &[Origin]) {
        for row in self.rows.iter_mut().filter(|row| origins.contains(&row.origin)) {
            row.revoked = true;
        }
    }
}
