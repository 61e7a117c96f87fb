//! What must be so in every state, whatever happened before. Each rule has a name that begins with the invariant it is
//! part of:
//!
//! - I1: at most one request for each word of the person.
//! - I2: what is shown is done, not done, or unknown until it is found out; and it is true.
//! - I3: a value that reached us is handed over, and none that is surely dead.
//! - I4: a token whose value did not reach us is named, and no other is accused.
//! - I5: a value is in nothing but its own handing over.
//! - I6: no list says more than it can.
//! - I7: a credential that is or may be dead is not used by itself.
//! - I8: a form closes only on what is done, and the page is held while something goes on by itself.

use keyturn::changes::{Command, Lock, Phase, Settlement};

use crate::gitlab::{Answer, Origin, Reply, Row, Work};
use crate::shown::{Base, Closing, Locked};
use crate::walk::Walk;

/// What one step did.
pub(crate) struct Step {
    list: Option<(u32, Vec<Row>)>,
    settled: Option<Settlement>,
    not_yet: Option<Settlement>,
    journaled: Option<Settlement>,
    named: Vec<u64>,
    unread: bool,
    took: bool,
}

impl Step {
    pub(crate) fn told(list: Option<(u32, Vec<Row>)>) -> Self {
        Self {
            list,
            settled: None,
            not_yet: None,
            journaled: None,
            named: Vec::new(),
            unread: false,
            took: false,
        }
    }
}

/// Breaks off with what was broken.
pub(crate) fn must(is_kept: bool, rule: &str) -> Result<(), String> {
    if is_kept { Ok(()) } else { Err(rule.to_owned()) }
}

/// Whether it says that the change was not done.
fn is_no(settlement: &Settlement) -> bool {
    matches!(
        settlement,
        Settlement::NotCreated | Settlement::NotRotated | Settlement::NotRevoked | Settlement::Gone
    )
}

fn keeps_values(command: &Command) -> Result<(), String> {
    let told = match command {
        Command::Show(phase) => format!("{phase:?}"),
        Command::Settle(settlement) => format!("{settlement:?}"),
        Command::Lock(lock) => format!("{lock:?}"),
        Command::Take(list) => format!("{list:?}"),
        _ => String::new(),
    };
    must(!told.contains("glpat-"), "I5: a value is in its handing over alone")
}

impl Walk {
    /// What one command may be, just before it is carried out.
    pub(crate) fn obey(&mut self, command: &Command, step: &mut Step) -> Result<(), String> {
        let is_sent = !self.flights.is_empty();
        let work = self.scenario.work;
        keeps_values(command)?;
        match command {
            Command::AskCredential | Command::ReadTarget => {
                must(!is_sent, "I7: looks only before it sends")?;
            }
            Command::ReadList(number) => {
                must(*number == self.latest + 1, "I6: every list has its own number")?;
                let is_doubtful = work == Work::RotateSelf && is_sent && self.shown.handed.is_empty();
                must(!is_doubtful, "I7: asks nothing with a credential that may be lost")?;
                must(self.shown.lock.is_none(), "I7: asks nothing once it is locked")?;
            }
            Command::Send => self.obey_send()?,
            Command::Show(phase) => {
                must(self.shown.closed.is_none(), "I8: shows nothing in a form that is closed")?;
                must(self.shown.lock.is_none(), "I2: shows nothing where nobody is signed in")?;
                let is_reading = phase.is_unknown();
                must(!(work == Work::RotateSelf && is_reading), "I7: a lost credential is not looked for")?;
                match phase {
                    Phase::Settled(_, settlement) => step.settled = Some(settlement.clone()),
                    Phase::NotYet(_, settlement) => step.not_yet = Some(settlement.clone()),
                    _ => {}
                }
                self.shown.phase = phase.clone();
            }
            Command::Take(list) => {
                let rows = step.list.as_ref().map(|(_, rows)| rows.len());
                must(rows == Some(list.len()), "I6: takes the list that came")?;
                step.took = true;
                self.shown.is_looked_for |= !self.shown.handed.is_empty();
            }
            Command::HandOver(issued) => {
                let id = issued.token.id;
                must(self.shown.reached.contains(&id), "I3: hands over what came")?;
                must(!self.shown.handed.contains(&id), "I3: hands over once")?;
                must(issued.value.expose() == format!("glpat-{id}"), "I3: hands over the value that came")?;
                self.shown.handed.push(id);
                self.shown.is_killing = false;
                self.close(Closing::HandedOver)?;
            }
            // What the person does with other tokens is no part of this model: see the stories.
            Command::Outlived(_) => must(false, "I3: nothing was looked after")?,
            Command::NameTwins(ids) => {
                must(self.shown.closed == Some(Closing::HandedOver), "I4: twins of what was handed over")?;
                must(!ids.is_empty(), "I4: names somebody")?;
                step.named.clone_from(ids);
            }
            Command::TwinsUnread => {
                must(self.shown.closed == Some(Closing::HandedOver), "I4: twins of what was handed over")?;
                step.unread = true;
                self.shown.is_looked_for = true;
            }
            Command::Revoked => {
                must(self.reply() == Some(Reply::Nothing), "I2: revoked only if GitLab says so")?;
                let is_revoked = self.scenario.is_revocation() && !self.server.is_target_alive();
                must(is_revoked, "I2: revoked: it is")?;
                self.close(Closing::Revoked)?;
            }
            Command::GoneBefore => {
                must(!is_sent && self.shown.target == Some(true), "I2: gone before: seen so, and not sent")?;
                self.close(Closing::GoneBefore)?;
            }
            Command::Lock(lock) => self.obey_lock(lock)?,
            Command::Settle(Settlement::Ended) => self.is_ended("I2: ended: all of it")?,
            Command::Settle(settlement) => step.journaled = Some(settlement.clone()),
        }
        Ok(())
    }

    fn close(&mut self, closing: Closing) -> Result<(), String> {
        must(self.shown.closed.is_none(), "I8: closes once")?;
        self.shown.closed = Some(closing);
        Ok(())
    }

    fn obey_send(&mut self) -> Result<(), String> {
        if self.shown.is_killed {
            let is_asked = self.shown.lock == Some(Locked::Lost) && !self.shown.is_killing;
            must(is_asked, "I1: sends again only where that is offered")?;
            must(self.flights.len() <= self.kills, "I1: sends once for each word")?;
            self.shown.is_killing = true;
            return Ok(());
        }
        must(self.flights.is_empty(), "I1: sends once")?;
        must(self.shown.credential != Some(false), "I7: sends nothing with a dead credential")?;
        let asks = self.scenario.is_rotation() || self.scenario.is_self();
        let is_asked = self.shown.credential == Some(true);
        must(!asks || is_asked, "I7: knows that the credential lives before it sends")?;
        let looks = self.scenario.work == Work::Rotate;
        must(!looks || self.shown.target == Some(false), "I7: looks at the target before it sends")?;
        let lists = self.scenario.makes();
        must(!lists || self.shown.base != Base::Unread, "I4: knows the list before it makes a token")
    }

    fn obey_lock(&mut self, lock: &Lock) -> Result<(), String> {
        let is_sent = !self.flights.is_empty();
        must(
            self.scenario.work == Work::RotateSelf && is_sent,
            "I2: locks after a rotation of itself alone",
        )?;
        self.shown.is_killing = false;
        let locked = match lock {
            Lock::Lost(_) => {
                must(self.shown.handed.is_empty(), "I2: lost: its value did not come")?;
                Locked::Lost
            }
            Lock::Ended => {
                self.is_ended("I2: ended: all of it")?;
                Locked::Ended
            }
            Lock::Kept => {
                must(self.shown.lock == Some(Locked::Lost), "I2: kept after all")?;
                must(self.server.done == 0 && self.flights.len() == 1, "I2: kept: it was not rotated")?;
                Locked::Kept
            }
        };
        self.shown.lock = Some(locked);
        Ok(())
    }

    fn is_ended(&self, rule: &str) -> Result<(), String> {
        let is_dead = self.server.family().all(|row| row.revoked) && !self.server.is_target_alive();
        must(self.scenario.work == Work::RotateSelf && is_dead, rule)
    }

    /// What one step may have done.
    pub(crate) fn check_step(&self, step: &Step) -> Result<(), String> {
        must(step.settled == step.journaled, "I2: the journal says what is shown")?;
        let settlement = step.settled.as_ref().or(step.not_yet.as_ref());
        let is_used = settlement.is_some() || !step.named.is_empty() || step.took;
        let Some((number, rows)) = &step.list else {
            return must(!is_used, "I6: says nothing about a list without a list");
        };
        let is_stale = *number <= self.shown.asked_before_answer;
        must(!(is_used && is_stale), "I6: uses no list that was asked for before the answer")?;
        if is_stale {
            return Ok(());
        }
        if let Some(settlement) = settlement {
            must(self.shown.base != Base::Untellable || self.scenario.is_revocation(), "I6: cannot tell")?;
            self.check_settlement(settlement, rows)?;
        }
        if !self.shown.handed.is_empty() && step.took {
            let is_told = self.shown.base != Base::Untellable || step.unread;
            must(is_told, "I6: says that it cannot tell twins")?;
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
                must(work == Work::Create && self.lost(rows).is_empty(), "I2: not created: there is none")
            }
            Settlement::Created(ids) => {
                must(work == Work::Create && !ids.is_empty(), "I2: created: something")?;
                self.check_named(ids, rows)
            }
            Settlement::NotRotated => must(work == Work::Rotate && is_alive, "I2: not rotated: it lives"),
            Settlement::Rotated(ids) => {
                must(work == Work::Rotate && !is_alive, "I2: rotated: it is dead")?;
                self.check_named(ids, rows)
            }
            Settlement::Revoked => {
                must(self.scenario.is_revocation() && !is_alive, "I2: revoked: it is dead")
            }
            Settlement::NotRevoked => {
                must(self.scenario.is_revocation() && is_alive, "I2: not revoked: it lives")
            }
            Settlement::Ended => must(false, "I2: ended: not what a list says"),
            Settlement::Gone => must(target.is_none(), "I2: gone: it is not in the list"),
        }
    }

    /// Every working token of ours whose value nobody has, and none that is surely not ours.
    fn check_named(&self, ids: &[u64], rows: &[Row]) -> Result<(), String> {
        let highest = match self.shown.base {
            Base::Known(highest) => highest,
            Base::Unread | Base::Untellable => return must(ids.is_empty(), "I4: names only what is new"),
        };
        let is_named = self.lost(rows).iter().all(|id| ids.contains(id));
        must(is_named, "I4: names every token whose value is lost")?;
        for id in ids {
            let row = rows.iter().find(|row| row.id == *id).ok_or("I4: names what is not in the list")?;
            must(*id > highest, "I4: accuses nothing older")?;
            let is_alike = matches!(row.origin, Origin::Ours | Origin::Alike | Origin::Successor);
            // Where no clock tells, a list that was read before is all that tells older from newer.
            let is_since = row.origin == Origin::Since && !self.scenario.is_timed;
            must(is_alike || is_since, "I4: accuses nothing different")?;
            must(!row.revoked, "I4: accuses nothing dead")?;
            must(!self.shown.handed.contains(id), "I4: accuses not what was handed over")?;
        }
        Ok(())
    }

    fn lost(&self, rows: &[Row]) -> Vec<u64> {
        let is_lost =
            |row: &&Row| row.origin == Origin::Ours && !row.revoked && !self.shown.handed.contains(&row.id);
        rows.iter().filter(is_lost).map(|row| row.id).collect()
    }

    /// What GitLab said to the first request, where its whole answer came.
    fn reply(&self) -> Option<Reply> {
        let flight = self.flights.first()?;
        match flight.answer? {
            Answer::Of(number) => flight.replies.get(number).copied(),
            _ => None,
        }
    }

    /// What must be so now.
    pub(crate) fn check(&self) -> Result<(), String> {
        let shown = &self.shown;
        let is_dead = |id: &u64| self.server.rows.iter().any(|row| row.id == *id && row.revoked);
        let is_worthless = |id: &u64| shown.lock == Some(Locked::Ended) && is_dead(id);
        let is_told = shown.reached.iter().all(|id| shown.handed.contains(id) || is_worthless(id));
        must(is_told, "I3: every value that came is handed over")?;
        let is_refused = matches!(shown.phase, Phase::Refused(_)) && shown.closed.is_none();
        must(!(is_refused && self.server.done > 0), "I2: refused only what was not done")?;
        if let Phase::NotYet(_, settlement) = &shown.phase {
            let is_early = self.flights.iter().all(|flight| !flight.is_overdue);
            must(is_no(settlement), "I2: what was done is said at once")?;
            must(is_early, "I2: looks again once GitLab must have given up")?;
        }
        let is_denied = matches!(&shown.phase, Phase::Settled(_, settlement) if is_no(settlement));
        let is_undone = shown.closed.is_some() || self.server.done == 0;
        must(!is_denied || is_undone, "I2: what is said for good not to be done is not done, nor will be")?;
        let is_heard = |reply: Reply| {
            let of = |flight: &crate::walk::Flight| match flight.answer {
                Some(Answer::Of(number)) => flight.replies.get(number) == Some(&reply),
                _ => false,
            };
            self.flights.iter().any(of)
        };
        let is_theft = self.scenario.work == Work::RotateSelf && is_heard(Reply::DeadCredential);
        must(!is_theft || shown.lock == Some(Locked::Ended), "I2: what GitLab has ended is said to be")?;
        let is_waiting = match self.flights.as_slice() {
            [flight] => flight.answer.is_none() && !flight.is_overdue,
            _ => shown.is_killing,
        };
        must(!is_waiting || self.operation.is_under_way(), "I8: holds the page while it waits")?;
        must(!(is_waiting && is_refused), "I2: nothing is refused without an answer")?;
        must(!(is_refused && self.flights.is_empty()), "I2: refused only what was sent")?;
        let is_unseen = matches!(shown.phase, Phase::NotLooked(..) | Phase::NotSent);
        must(!is_unseen || self.flights.is_empty(), "I2: not sent: nothing was")?;
        let is_reading = self.lists.iter().any(|list| list.number == self.latest);
        if is_waiting || is_reading || self.is_credential_asked || self.is_target_asked {
            return Ok(());
        }
        must(!self.operation.is_under_way(), "I8: lets the page go at rest")?;
        let is_told = match shown.phase {
            Phase::Refused(_)
            | Phase::Settled(..)
            | Phase::Unsettled(_)
            | Phase::NotYet(..)
            | Phase::Done
            | Phase::NotSent
            | Phase::NotLooked(..)
            | Phase::Elsewhere => true,
            Phase::Editing | Phase::Checking | Phase::Sending | Phase::Waiting | Phase::Settling(_) => false,
        };
        must(is_told || shown.closed.is_some() || shown.lock.is_some(), "I2: says at rest what came of it")?;
        let is_signed_in = shown.lock.is_none();
        let is_handed = shown.closed == Some(Closing::HandedOver);
        must(!(is_signed_in && is_handed) || shown.is_looked_for, "I4: looks for twins, or says it could not")
    }
}
