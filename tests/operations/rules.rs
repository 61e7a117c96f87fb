//! What must be so in every state, whatever happened before.

use keyturn::changes::{Command, Phase, Settlement};

use crate::BEFORE;
use crate::gitlab::{Answer, Origin, Reply, Row, Scenario, Work};
use crate::walk::Walk;

/// What is known of the list as it was before anything was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Base {
    Unread,
    /// The highest id in it.
    Known(u64),
    /// It may not be read: nothing can be told to be new.
    Untellable,
}

/// What closed the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Closing {
    HandedOver,
    Revoked,
    GoneBefore,
}

/// What the machine was told and has said.
pub(crate) struct Shown {
    pub(crate) phase: Phase,
    pub(crate) closed: Option<Closing>,
    pub(crate) is_locked: bool,
    /// The ids of the tokens whose value arrived, and of those that were handed over.
    pub(crate) reached: Vec<u64>,
    pub(crate) handed: Vec<u64>,
    pub(crate) base: Base,
    /// Whether the credential was told to live.
    pub(crate) credential: Option<bool>,
    /// Whether the target was seen revoked; none where nobody could look.
    pub(crate) target: Option<bool>,
    /// The number of the last list that was asked for before the answer came.
    pub(crate) asked_before_answer: u32,
}

/// What one step did.
pub(crate) struct Step {
    list: Option<(u32, Vec<Row>)>,
    settled: Option<Settlement>,
    journaled: Option<Settlement>,
    named: Vec<u64>,
    took: bool,
}

impl Step {
    pub(crate) fn told(list: Option<(u32, Vec<Row>)>) -> Self {
        Self { list, settled: None, journaled: None, named: Vec::new(), took: false }
    }
}

impl Shown {
    pub(crate) fn new(scenario: Scenario) -> Self {
        Self {
            phase: Phase::Editing,
            closed: None,
            is_locked: false,
            reached: Vec::new(),
            handed: Vec::new(),
            base: if scenario.is_listed { Base::Known(BEFORE) } else { Base::Unread },
            credential: None,
            target: None,
            asked_before_answer: 0,
        }
    }

    pub(crate) fn note_first_list(&mut self, is_before: bool, base: Base) {
        if is_before && self.base == Base::Unread {
            self.base = base;
        }
    }
}

/// Breaks off with what was broken.
fn must(is_kept: bool, rule: &str) -> Result<(), String> {
    if is_kept { Ok(()) } else { Err(rule.to_owned()) }
}

impl Walk {
    /// What one command may be, just before it is carried out.
    pub(crate) fn obey(&mut self, command: &Command, step: &mut Step) -> Result<(), String> {
        let is_sent = self.flight.is_some();
        let work = self.scenario.work;
        match command {
            Command::AskCredential | Command::ReadTarget => {
                must(!is_sent, "looks only before it sends")?;
            }
            Command::ReadList(number) => {
                must(*number == self.latest + 1, "every list has its own number")?;
                let is_doubtful = work == Work::RotateSelf && is_sent && self.shown.handed.is_empty();
                must(!is_doubtful, "asks nothing with a credential that may be lost")?;
            }
            Command::Send => self.obey_send()?,
            Command::Show(phase) => {
                must(self.shown.closed.is_none(), "shows nothing in a form that is closed")?;
                let is_reading = phase.is_unknown();
                must(!(work == Work::RotateSelf && is_reading), "a lost credential is not looked for")?;
                if let Phase::Settled(_, settlement) = phase {
                    step.settled = Some(settlement.clone());
                }
                self.shown.phase = phase.clone();
            }
            Command::Take(list) => {
                let rows = step.list.as_ref().map(|(_, rows)| rows.len());
                must(rows == Some(list.len()), "takes the list that came")?;
                step.took = true;
            }
            Command::HandOver(issued) => {
                let id = issued.token.id;
                must(self.shown.reached.contains(&id), "hands over what came")?;
                must(!self.shown.handed.contains(&id), "hands over once")?;
                must(issued.value.expose() == format!("glpat-{id}"), "hands over the value that came")?;
                self.shown.handed.push(id);
                self.close(Closing::HandedOver)?;
            }
            Command::NameTwins(ids) => {
                must(self.shown.closed == Some(Closing::HandedOver), "twins of what was handed over")?;
                must(!ids.is_empty(), "names somebody")?;
                step.named.clone_from(ids);
            }
            Command::Revoked => {
                must(self.reply() == Some(Reply::Nothing), "revoked only if GitLab says so")?;
                must(self.scenario.is_revocation() && !self.server.is_target_alive(), "it is revoked")?;
                self.close(Closing::Revoked)?;
            }
            Command::GoneBefore => {
                must(!is_sent && self.shown.target == Some(true), "gone before: seen so, and not sent")?;
                self.close(Closing::GoneBefore)?;
            }
            Command::TwinsUnread => {
                must(self.shown.closed == Some(Closing::HandedOver), "twins of what was handed over")?;
            }
            Command::Lock(_) => {
                must(work == Work::RotateSelf && is_sent, "locks after a rotation of itself alone")?;
                must(self.shown.handed.is_empty(), "locks only if the value is lost")?;
                self.shown.is_locked = true;
            }
            Command::Settle(Settlement::Ended) => {
                must(work == Work::RotateSelf && !self.server.is_target_alive(), "ended: it is dead")?;
            }
            Command::Settle(settlement) => step.journaled = Some(settlement.clone()),
        }
        Ok(())
    }

    fn close(&mut self, closing: Closing) -> Result<(), String> {
        must(self.shown.closed.is_none(), "closes once")?;
        self.shown.closed = Some(closing);
        Ok(())
    }

    fn obey_send(&self) -> Result<(), String> {
        must(self.flight.is_none(), "sends once")?;
        must(self.shown.credential != Some(false), "sends nothing with a dead credential")?;
        let asks = self.scenario.is_rotation() || self.scenario.is_self();
        must(!asks || self.shown.credential == Some(true), "asks for the credential before it sends")?;
        let looks = self.scenario.work == Work::Rotate;
        must(!looks || self.shown.target == Some(false), "looks at the target before it sends")?;
        let lists = self.scenario.work == Work::Create;
        must(!lists || self.shown.base != Base::Unread, "knows the list before it makes a token")
    }

    /// What one step may have done.
    pub(crate) fn check_step(&self, step: &Step) -> Result<(), String> {
        must(step.settled == step.journaled, "the journal says what is shown")?;
        let Some((number, rows)) = &step.list else {
            let is_silent = step.settled.is_none() && step.named.is_empty() && !step.took;
            return must(is_silent, "says nothing about a list without a list");
        };
        let is_used = step.settled.is_some() || !step.named.is_empty() || step.took;
        let is_stale = *number <= self.shown.asked_before_answer;
        must(!(is_used && is_stale), "uses no list that was asked for before the answer")?;
        if is_stale {
            return Ok(());
        }
        if let Some(settlement) = &step.settled {
            self.check_settlement(settlement, rows)?;
        }
        if !self.shown.handed.is_empty() {
            self.check_named(&step.named, rows)?;
        }
        Ok(())
    }

    fn check_settlement(&self, settlement: &Settlement, rows: &[Row]) -> Result<(), String> {
        let work = self.scenario.work;
        let target = rows.iter().find(|row| row.origin == Origin::Target);
        let is_alive = target.is_some_and(|target| !target.revoked);
        match settlement {
            Settlement::NotCreated => {
                must(work == Work::Create && self.lost(rows).is_empty(), "not created: there is none")
            }
            Settlement::Created(ids) => {
                must(work == Work::Create && !ids.is_empty(), "created: something")?;
                self.check_named(ids, rows)
            }
            Settlement::NotRotated => must(work == Work::Rotate && is_alive, "not rotated: it lives"),
            Settlement::Rotated(ids) => {
                must(work == Work::Rotate && !is_alive, "rotated: it is dead")?;
                self.check_named(ids, rows)
            }
            Settlement::Revoked => must(self.scenario.is_revocation() && !is_alive, "revoked: it is dead"),
            Settlement::NotRevoked => {
                must(self.scenario.is_revocation() && is_alive, "not revoked: it lives")
            }
            Settlement::Ended => must(false, "ended: not yet"),
            Settlement::Gone => must(target.is_none(), "gone: it is not in the list"),
        }
    }

    /// Every working token of ours whose value nobody has, and none that is surely not ours.
    fn check_named(&self, ids: &[u64], rows: &[Row]) -> Result<(), String> {
        let highest = match self.shown.base {
            Base::Known(highest) => highest,
            Base::Unread | Base::Untellable => return must(ids.is_empty(), "names only what is new"),
        };
        let is_named = self.lost(rows).iter().all(|id| ids.contains(id));
        must(is_named, "names every token whose value is lost")?;
        for id in ids {
            let row = rows.iter().find(|row| row.id == *id).ok_or("names what is not in the list")?;
            must(*id > highest, "accuses nothing older")?;
            let may_be_ours = matches!(row.origin, Origin::Ours | Origin::Alike | Origin::Successor);
            must(may_be_ours, "accuses nothing different")?;
            must(!row.revoked, "accuses nothing dead")?;
            must(!self.shown.handed.contains(id), "accuses not what was handed over")?;
        }
        Ok(())
    }

    fn lost(&self, rows: &[Row]) -> Vec<u64> {
        let is_lost =
            |row: &&Row| row.origin == Origin::Ours && !row.revoked && !self.shown.handed.contains(&row.id);
        rows.iter().filter(is_lost).map(|row| row.id).collect()
    }

    /// What GitLab said, where its whole answer came.
    fn reply(&self) -> Option<Reply> {
        let flight = self.flight.as_ref()?;
        match flight.answer? {
            Answer::Of(number) => flight.replies.get(number).copied(),
            _ => None,
        }
    }

    /// What must be so now.
    pub(crate) fn check(&self) -> Result<(), String> {
        let shown = &self.shown;
        must(shown.reached == shown.handed, "every value that came is handed over")?;
        let is_refused = matches!(shown.phase, Phase::Refused(_)) && shown.closed.is_none();
        must(!(is_refused && self.server.done > 0), "refused only what was not done")?;
        let flight = self.flight.as_ref();
        let is_waiting = flight.is_some_and(|flight| flight.answer.is_none() && !flight.is_overdue);
        must(!is_waiting || self.operation.is_under_way(), "holds the page while it waits")?;
        must(!(is_waiting && is_refused), "nothing is refused without an answer")?;
        let is_reading = self.lists.iter().any(|list| list.number == self.latest);
        if is_waiting || is_reading || self.is_credential_asked || self.is_target_asked {
            return Ok(());
        }
        must(!self.operation.is_under_way(), "lets the page go at rest")?;
        let is_told = match shown.phase {
            Phase::Elsewhere => return Err(String::from("only another tab is elsewhere")),
            Phase::Refused(_) | Phase::Settled(..) | Phase::Unsettled(_) | Phase::Done | Phase::NotSent => {
                true
            }
            Phase::Editing | Phase::Checking | Phase::Sending | Phase::Waiting | Phase::Settling(_) => false,
        };
        let is_over = shown.closed.is_some() || shown.is_locked || shown.credential == Some(false);
        must(is_told || is_over, "says at rest what came of it")
    }
}
