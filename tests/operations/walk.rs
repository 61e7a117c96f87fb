//! One way through: the machine, GitLab, the network and other people, moved one choice at a time. From the same state,
//! the same choices lead the same way.

use keyturn::changes::{Command, Event, Operation, Outcome, Phase, judge};
use keyturn::gitlab::{Error, Response, Transport};

use crate::change;
use crate::gitlab::{Answer, Origin, Reply, Row, Scenario, Server, Work};
use crate::rules::Step;
use crate::shown::{Base, Shown};

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The credential is asked for: it lives, it is dead, nobody can tell, or it may not be asked for.
    CredentialLives,
    CredentialDead,
    CredentialFails,
    CredentialRefused,
    TargetSeen,
    TargetFails,
    TargetRefused,
    /// The credential died since it was asked for.
    TargetUnauthorized,
    /// GitLab makes up the list of this number; it is still on its way.
    Serve(u32),
    /// It arrives.
    Deliver(u32),
    Fail(u32),
    Refuse(u32),
    /// GitLab carries the request of this number out: once, or again. Where it may say several things, it says the one
    /// of the second number.
    Execute(usize, usize),
    Answer(usize, Answer),
    Slow,
    Overdue(usize),
    Again,
    /// The person has the old value used once more.
    Kill,
    /// Somebody else makes such a token.
    Make(Origin),
    /// Somebody else ends the target, or rotates it.
    EndTarget,
    RotateTarget,
}

/// How often what could go on for ever happens.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) alike: usize,
    pub(crate) different: usize,
    pub(crate) again: usize,
    pub(crate) kill: usize,
}

/// A list that was asked for; with its rows once GitLab made it up.
#[derive(Clone)]
pub(crate) struct Pending {
    pub(crate) number: u32,
    pub(crate) rows: Option<Vec<Row>>,
}

/// A request that was sent: the one of the change, or one for each time the person had the old value used once more.
#[derive(Clone, Default)]
pub(crate) struct Flight {
    pub(crate) replies: Vec<Reply>,
    pub(crate) answer: Option<Answer>,
    pub(crate) is_slow: bool,
    pub(crate) is_overdue: bool,
}

#[derive(Clone)]
pub(crate) struct Walk {
    pub(crate) scenario: Scenario,
    limits: Limits,
    pub(crate) operation: Operation,
    pub(crate) server: Server,
    pub(crate) is_credential_asked: bool,
    pub(crate) is_target_asked: bool,
    pub(crate) lists: Vec<Pending>,
    /// The number of the last list that was asked for.
    pub(crate) latest: u32,
    pub(crate) flights: Vec<Flight>,
    pub(crate) agains: usize,
    pub(crate) kills: usize,
    pub(crate) shown: Shown,
}

impl Walk {
    pub(crate) fn start(scenario: Scenario, limits: Limits) -> Result<Self, String> {
        let (operation, commands) = Operation::confirm(change(scenario), scenario.is_listed);
        let mut walk = Self {
            scenario,
            limits,
            operation,
            server: Server::new(scenario),
            is_credential_asked: false,
            is_target_asked: false,
            lists: Vec::new(),
            latest: 0,
            flights: Vec::new(),
            agains: 0,
            kills: 0,
            shown: Shown::new(scenario),
        };
        walk.carry_out(commands, None)?;
        walk.check()?;
        Ok(walk)
    }

    /// All that may happen now.
    pub(crate) fn choices(&self) -> Vec<Choice> {
        let mut choices = Vec::new();
        if self.is_credential_asked {
            choices.extend([Choice::CredentialLives, Choice::CredentialDead]);
            choices.extend([Choice::CredentialFails, Choice::CredentialRefused]);
        }
        if self.is_target_asked {
            choices.extend([Choice::TargetSeen, Choice::TargetFails]);
            choices.extend([Choice::TargetRefused, Choice::TargetUnauthorized]);
        }
        for list in &self.lists {
            match list.rows {
                Some(_) => choices.push(Choice::Deliver(list.number)),
                None if self.is_credential_alive() => choices.push(Choice::Serve(list.number)),
                None => {}
            }
            choices.extend([Choice::Fail(list.number), Choice::Refuse(list.number)]);
        }
        for (number, flight) in self.flights.iter().enumerate() {
            self.choices_in_flight(number, flight, &mut choices);
        }
        // At any time: where there is no such button it must not do anything.
        if self.kills < self.limits.kill && self.scenario.work == Work::RotateSelf && !self.flights.is_empty()
        {
            choices.push(Choice::Kill);
        }
        if self.agains < self.limits.again
            && matches!(self.shown.phase, Phase::Unsettled(_) | Phase::NotYet(..) | Phase::Settled(..))
            && self.shown.closed.is_none()
        {
            choices.push(Choice::Again);
        }
        for (origin, limit) in
            [(Origin::Alike, self.limits.alike), (Origin::Different, self.limits.different)]
        {
            if self.server.rows.iter().filter(|row| row.origin == origin).count() < limit {
                choices.push(Choice::Make(origin));
            }
        }
        if self.scenario.work != Work::Create && self.server.is_target_alive() {
            choices.push(Choice::EndTarget);
            if self.scenario.is_rotation() {
                choices.push(Choice::RotateTarget);
            }
        }
        choices
    }

    fn choices_in_flight(&self, number: usize, flight: &Flight, choices: &mut Vec<Choice>) {
        let answer = |answer| Choice::Answer(number, answer);
        // A proxy may have given up, or a connection ended, while GitLab goes on: until it is overdue.
        let is_open = flight.answer.is_none_or(|answer| Answer::FAULTS.contains(&answer));
        if flight.replies.len() < 2 && is_open && !flight.is_overdue {
            let replies = self.server.clone().handle().len();
            choices.extend((0..replies).map(|reply| Choice::Execute(number, reply)));
        }
        if flight.answer.is_some() {
            if is_open && !flight.is_overdue && self.shown.lock.is_none() {
                choices.push(Choice::Overdue(number));
            }
            return;
        }
        choices.extend((0..flight.replies.len()).map(|reply| answer(Answer::Of(reply))));
        let is_repeat = number > 0;
        if flight.replies.is_empty() {
            // To a repeat, one of each sort is enough: what each of them means was asked of the first.
            let refusals =
                if is_repeat { &[Answer::Limited, Answer::Unauthorized][..] } else { &Answer::REFUSALS };
            choices.extend(refusals.iter().copied().map(answer));
        }
        if flight.replies.iter().any(|reply| matches!(reply, Reply::Issued(_) | Reply::Nothing)) {
            choices.extend([answer(Answer::Cut), answer(Answer::Bare)]);
        }
        let faults = if is_repeat { &Answer::FAULTS[..1] } else { &Answer::FAULTS };
        choices.extend(faults.iter().copied().map(answer));
        if number == 0 && !flight.is_slow {
            choices.push(Choice::Slow);
        } else if !flight.is_overdue {
            choices.push(Choice::Overdue(number));
        }
    }

    /// One step, and every rule after it.
    pub(crate) fn take(&mut self, choice: Choice) -> Result<(), String> {
        let mut list = None;
        let event = match choice {
            Choice::CredentialLives => Some(self.credential(Some(true), Ok(()))),
            Choice::CredentialDead => Some(self.credential(Some(false), Err(dead()))),
            Choice::CredentialFails => Some(self.credential(None, Err(Error::Transport(Transport::Late)))),
            Choice::CredentialRefused => Some(self.credential(Some(true), Err(refused()))),
            Choice::TargetSeen => {
                let seen = self.server.target().ok_or("no target")?;
                Some(self.target(Ok(seen)))
            }
            Choice::TargetFails => Some(self.target(Err(Error::Transport(Transport::Late)))),
            Choice::TargetRefused => Some(self.target(Err(refused()))),
            Choice::TargetUnauthorized => {
                self.shown.credential = Some(false);
                Some(self.target(Err(dead())))
            }
            Choice::Serve(number) => {
                let rows = self.server.rows.clone();
                let pending = self.lists.iter_mut().find(|list| list.number == number);
                pending.ok_or("no list")?.rows = Some(rows);
                None
            }
            Choice::Deliver(number) => {
                let rows = self.arrived(number).and_then(|pending| pending.rows).ok_or("no list")?;
                let tokens = rows.iter().map(|row| row.token(self.scenario)).collect();
                self.shown.note_first_list(self.flights.is_empty(), Base::Known(highest(&rows)));
                list = Some((number, rows));
                Some(Event::Listed(number, Ok(tokens)))
            }
            Choice::Fail(number) => {
                self.arrived(number);
                Some(Event::Listed(number, Err(Error::Transport(Transport::Late))))
            }
            Choice::Refuse(number) => {
                self.arrived(number);
                self.shown.note_first_list(self.flights.is_empty(), Base::Untellable);
                Some(Event::Listed(number, Err(refused())))
            }
            Choice::Execute(number, reply) => {
                let replies = self.server.handle();
                self.flights[number].replies.push(replies[reply]);
                None
            }
            Choice::Answer(number, answer) => Some(Event::Answered(self.answer(number, answer))),
            Choice::Slow => {
                self.flights[0].is_slow = true;
                Some(Event::Slow)
            }
            Choice::Overdue(number) => {
                self.flights[number].is_overdue = true;
                Some(Event::Overdue)
            }
            Choice::Kill => {
                self.kills += 1;
                Some(Event::Kill)
            }
            Choice::Again => {
                self.agains += 1;
                Some(Event::Again)
            }
            Choice::Make(origin) => {
                self.server.add(origin);
                None
            }
            Choice::EndTarget => {
                self.server.end_target();
                None
            }
            Choice::RotateTarget => {
                self.server.end_target();
                self.server.add(Origin::Successor);
                None
            }
        };
        if let Some(event) = event {
            let asked = self.latest;
            self.shown.is_killed = choice == Choice::Kill;
            let commands = self.operation.on(event);
            self.carry_out(commands, list)?;
            if choice == Choice::Again && self.latest == asked {
                return Err(String::from("asking again asks nothing"));
            }
        }
        self.check()
    }

    fn credential(&mut self, is_alive: Option<bool>, answer: Result<(), Error>) -> Event {
        self.is_credential_asked = false;
        self.shown.credential = is_alive;
        Event::Credential(answer)
    }

    fn target(&mut self, seen: Result<Row, Error>) -> Event {
        self.is_target_asked = false;
        self.shown.target = match &seen {
            Ok(row) => Some(row.revoked),
            Err(error) if error.reason().is_none() => None,
            Err(_) => Some(false),
        };
        Event::Target(seen.map(|row| row.token(self.scenario)))
    }

    fn arrived(&mut self, number: u32) -> Option<Pending> {
        let at = self.lists.iter().position(|list| list.number == number)?;
        Some(self.lists.remove(at))
    }

    fn answer(&mut self, number: usize, answer: Answer) -> Outcome {
        self.shown.asked_before_answer = self.latest;
        let flight = &mut self.flights[number];
        flight.answer = Some(answer);
        let reply = match answer {
            Answer::Of(number) => flight.replies.get(number).copied(),
            _ => None,
        };
        if let Some(Reply::Issued(id)) = reply {
            self.shown.reached.push(id);
        }
        let arrived: Result<Response, Transport> = answer.arrive(self.scenario, reply);
        judge(self.operation.change(), arrived.as_ref().map_err(|cause| *cause))
    }

    fn carry_out(&mut self, commands: Vec<Command>, list: Option<(u32, Vec<Row>)>) -> Result<(), String> {
        let mut step = Step::told(list);
        for command in commands {
            self.obey(&command, &mut step)?;
            match command {
                Command::AskCredential => self.is_credential_asked = true,
                Command::ReadTarget => self.is_target_asked = true,
                Command::ReadList(number) => {
                    self.latest = number;
                    self.lists.push(Pending { number, rows: None });
                }
                Command::Send => self.flights.push(Flight::default()),
                _ => {}
            }
        }
        self.check_step(&step)
    }

    /// Whether what is asked for now is answered at all: with the target's own value only as long as that lives.
    fn is_credential_alive(&self) -> bool {
        let is_swapped = self
            .shown
            .handed
            .iter()
            .any(|id| self.server.rows.iter().any(|row| row.id == *id && !row.revoked));
        !self.scenario.is_self() || self.server.is_target_alive() || is_swapped
    }
}

fn highest(rows: &[Row]) -> u64 {
    rows.iter().map(|row| row.id).max().unwrap_or(0)
}

fn dead() -> Error {
    let body = String::from(r#"{"error":"invalid_token","error_description":"Token was revoked."}"#);
    keyturn::gitlab::refusal::read(&Response::new(401, "application/json", body))
}

fn refused() -> Error {
    let body = String::from(r#"{"message":"403 Forbidden"}"#);
    keyturn::gitlab::refusal::read(&Response::new(403, "application/json", body))
}
