//! Stories through the machine: what it is told, line by line, and what it says to do.

use keyturn::changes::{Before, Command, Done, Doubt, Event, Lock, Operation, Outcome, Phase, Settlement};
use keyturn::gitlab::wire::Issued;
use keyturn::gitlab::{Error, Response, Transport, refusal};
use keyturn::tokens::{Kind, Secret, Token};

use crate::gitlab::{Scenario, Work};
use crate::{BEFORE, TARGET, change, token};

/// A personal token, with the list at hand.
pub(crate) fn personal(work: Work) -> Scenario {
    Scenario { work, kind: Kind::Personal, is_listed: true, is_stale: false, is_timed: false }
}

/// Before the list could be read.
fn unlisted(kind: Kind) -> Scenario {
    Scenario { kind, is_listed: false, ..personal(Work::Create) }
}

/// Tells one line after the other; `confirm` is the first of every story.
pub(crate) fn check(scenario: Scenario, story: &[(&str, &str)]) {
    let (mut operation, commands) = Operation::confirm(change(scenario), scenario.is_listed);
    assert_eq!(story[0], ("confirm", told(&commands).as_str()), "{scenario:?}");
    for (at, (line, expected)) in story.iter().enumerate().skip(1) {
        let commands = operation.on(event(scenario.kind, line));
        assert_eq!(told(&commands), *expected, "{line}, line {at} of {scenario:?} {story:#?}");
    }
}

pub(crate) fn event(kind: Kind, line: &str) -> Event {
    let refused =
        |status, body: &str| refusal::read(&Response::new(status, "application/json", body.to_owned()));
    let forbidden = || refused(403, r#"{"message":"403 Forbidden"}"#);
    let revoked = || refused(401, r#"{"error":"invalid_token","error_description":"Token was revoked."}"#);
    let late = || Error::Transport(Transport::Late);
    let done = |id| {
        let value = Secret::new(format!("glpat-{id}"));
        Event::Answered(Outcome::Done(Done::Issued(Issued { token: token(kind, id, 1), value })))
    };
    let unknown = |cause, accepted| Event::Answered(Outcome::Unknown(Doubt { cause, accepted }));
    match line {
        "alive" => Event::Credential(Ok(())),
        "dead" => Event::Credential(Err(revoked())),
        "unsure" => Event::Credential(Err(late())),
        "unaskable" => Event::Credential(Err(forbidden())),
        "target unauthorized" => Event::Target(Err(revoked())),
        "kill" => Event::Kill,
        "theft" => unknown(revoked(), false),
        "target lives" => Event::Target(Ok(token(kind, TARGET, -86_400))),
        "target revoked" => Event::Target(Ok(Token { revoked: true, ..token(kind, TARGET, -86_400) })),
        "target fails" => Event::Target(Err(late())),
        "target forbidden" => Event::Target(Err(forbidden())),
        "slow" => Event::Slow,
        "overdue" => Event::Overdue,
        "again" => Event::Again,
        "issued" => done(91),
        "outlived" => Event::Outlived(91),
        "revoked" => Event::Answered(Outcome::Done(Done::Revoked)),
        "refused" => Event::Answered(Outcome::NotDone(forbidden())),
        "lost" => unknown(Error::Transport(Transport::Unreachable), false),
        "no bot" => {
            unknown(refused(400, r#"{"message":"400 Bad request - Failed to find bot user"}"#), false)
        }
        "cut" => unknown(Error::Transport(Transport::Cut { status: 201 }), true),
        _ => listed(kind, line, late(), forbidden()),
    }
}

/// Such as `list 2: target* 91`: the list of that number, with the target revoked and a token made since.
fn listed(kind: Kind, line: &str, late: Error, forbidden: Error) -> Event {
    let (number, rows) = line.strip_prefix("list ").and_then(|rest| rest.split_once(": ")).unwrap();
    let row = |word: &str| match word {
        "target" => token(kind, TARGET, -86_400),
        "target*" => Token { revoked: true, ..token(kind, TARGET, -86_400) },
        "before" => token(kind, BEFORE, -300),
        id => token(kind, id.parse().unwrap(), 1),
    };
    let list = match rows {
        "fails" => Err(late),
        "forbidden" => Err(forbidden),
        "nothing" => Ok(Vec::new()),
        rows => Ok(rows.split(' ').map(row).collect()),
    };
    Event::Listed(number.parse().unwrap(), list)
}

pub(crate) fn told(commands: &[Command]) -> String {
    commands.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn word(command: &Command) -> String {
    match command {
        Command::AskCredential => String::from("ask"),
        Command::ReadTarget => String::from("look"),
        Command::ReadList(number) => format!("list {number}"),
        Command::Send => String::from("SEND"),
        Command::Show(phase) => shown(phase),
        Command::Take(list) => format!("take {}", list.len()),
        Command::HandOver(issued) => format!("hand over {}", issued.value.expose()),
        Command::Outlived(id) => format!("outlived {id}"),
        Command::NameTwins(ids) => format!("twins {ids:?}"),
        Command::Revoked => String::from("REVOKED"),
        Command::GoneBefore => String::from("gone before"),
        Command::TwinsUnread => String::from("twins unread"),
        Command::Lock(Lock::Lost(_)) => String::from("LOCK"),
        Command::Lock(Lock::Ended) => String::from("ENDED"),
        Command::Lock(Lock::Kept) => String::from("KEPT"),
        Command::Settle(settlement) => format!("note {}", certain(settlement)),
    }
}

fn shown(phase: &Phase) -> String {
    let doubt = |doubt: &Doubt| if doubt.accepted { "accepted" } else { "unknown" };
    match phase {
        Phase::Editing => String::from("editing"),
        Phase::Checking => String::from("checking"),
        Phase::Sending => String::from("sending"),
        Phase::Waiting => String::from("waiting"),
        Phase::Refused(_) => String::from("refused"),
        Phase::Settling(cause) => format!("settling {}", doubt(cause)),
        Phase::Unsettled(cause) => format!("unsettled {}", doubt(cause)),
        Phase::Settled(cause, settlement) => format!("settled {} {}", doubt(cause), certain(settlement)),
        Phase::NotYet(cause, settlement) => format!("not yet {} {}", doubt(cause), certain(settlement)),
        Phase::Done => String::from("done"),
        Phase::NotSent => String::from("not sent"),
        Phase::NotLooked(Before::List, _) => String::from("no list"),
        Phase::NotLooked(Before::Token, _) => String::from("no look"),
        Phase::Elsewhere => String::from("elsewhere"),
    }
}

fn certain(settlement: &Settlement) -> String {
    format!("{settlement:?}")
}

#[test]
fn a_creation() {
    let create = |rest: &[(&str, &str)]| {
        check(personal(Work::Create), &[&[("confirm", "sending, SEND")], rest].concat());
    };
    create(&[("issued", "done, hand over glpat-91, list 1"), ("list 1: target before 91", "take 3")]);
    create(&[("issued", "done, hand over glpat-91, list 1"), ("list 1: 91 92", "twins [92], take 2")]);
    create(&[
        ("issued", "done, hand over glpat-91, list 1"),
        ("list 1: fails", "twins unread"),
        ("again", ""),
    ]);
    create(&[("refused", "refused"), ("again", ""), ("slow", ""), ("overdue", ""), ("issued", "")]);
    create(&[
        ("lost", "settling unknown, list 1"),
        ("list 1: target before", "take 2, not yet unknown NotCreated"),
        ("overdue", "settling unknown, list 2"),
        ("list 2: target before", "note NotCreated, take 2, settled unknown NotCreated"),
    ]);
    create(&[
        ("cut", "settling accepted, list 1"),
        ("list 1: before 91 92", "note Created([91, 92]), take 3, settled accepted Created([91, 92])"),
    ]);
    // Nothing is sent again, whoever repeats what was said before.
    create(&[("alive", ""), ("target lives", ""), ("list 0: nothing", ""), ("again", "")]);
}

#[test]
fn a_creation_before_the_list_was_read() {
    for kind in [Kind::Personal, Kind::Project, Kind::Deploy] {
        let create = |rest: &[(&str, &str)]| {
            check(unlisted(kind), &[&[("confirm", "checking, list 1")], rest].concat());
        };
        create(&[
            ("list 1: target before 85", "sending, SEND"),
            ("lost", "settling unknown, list 2"),
            ("list 2: target before 85", "take 3, not yet unknown NotCreated"),
        ]);
        create(&[
            ("list 1: nothing", "sending, SEND"),
            ("issued", "done, hand over glpat-91, list 2"),
            ("list 2: 91 92", "twins [92], take 2"),
        ]);
        create(&[("list 1: fails", "no list"), ("again", "")]);
        // Nothing in a later list can be told to be new, so nothing is said of it.
        create(&[
            ("list 1: forbidden", "sending, SEND"),
            ("lost", "settling unknown, list 2"),
            ("list 2: before 91", "take 2, unsettled unknown"),
            ("again", "settling unknown, list 3"),
            ("list 3: before", "take 1, unsettled unknown"),
            ("issued", "done, hand over glpat-91, list 4"),
            ("list 4: before 91", "twins unread, take 2"),
        ]);
    }
}

#[test]
fn a_rotation() {
    for kind in [Kind::Personal, Kind::Project] {
        let rotate = |rest: &[(&str, &str)]| {
            let scenario = Scenario { kind, ..personal(Work::Rotate) };
            check(scenario, &[&[("confirm", "checking, ask")], rest].concat());
        };
        rotate(&[("dead", "not sent"), ("target lives", ""), ("again", ""), ("alive", "")]);
        rotate(&[("alive", "look"), ("target revoked", "not sent, gone before"), ("issued", "")]);
        rotate(&[("alive", "look"), ("target fails", "no look"), ("target lives", "")]);
        for seen in ["target lives", "target forbidden"] {
            rotate(&[
                ("alive", "look"),
                (seen, "sending, SEND"),
                (seen, ""),
                ("issued", "done, hand over glpat-91, list 1"),
                ("list 1: target* 91", "take 2"),
            ]);
        }
        let lost =
            [("alive", "look"), ("target lives", "sending, SEND"), ("lost", "settling unknown, list 1")];
        for (list, expected) in [
            ("list 1: target before", "take 2, not yet unknown NotRotated"),
            ("list 1: target* 91", "note Rotated([91]), take 2, settled unknown Rotated([91])"),
            ("list 1: target* before", "note Rotated([]), take 2, settled unknown Rotated([])"),
            ("list 1: 91", "take 1, not yet unknown Gone"),
            ("list 1: fails", "unsettled unknown"),
            ("list 1: forbidden", "unsettled unknown"),
        ] {
            rotate(&[&lost[..], &[(list, expected), ("again", "settling unknown, list 2")]].concat());
        }
    }
}

#[test]
fn a_rotation_of_the_sessions_own_token() {
    let rotate = |rest: &[(&str, &str)]| {
        let before = [("confirm", "checking, ask"), ("alive", "sending, SEND")];
        check(personal(Work::RotateSelf), &[&before[..], rest].concat());
    };
    check(personal(Work::RotateSelf), &[("confirm", "checking, ask"), ("dead", "not sent"), ("alive", "")]);
    rotate(&[("issued", "done, hand over glpat-91, list 1"), ("list 1: target* 91", "take 2")]);
    rotate(&[("refused", "refused")]);
    rotate(&[("slow", "waiting"), ("issued", "done, hand over glpat-91, list 1")]);
    for doubt in ["lost", "cut", "overdue"] {
        rotate(&[(doubt, "LOCK"), ("again", ""), ("slow", ""), ("overdue", ""), ("list 1: target", "")]);
    }
    rotate(&[("overdue", "LOCK"), ("issued", "hand over glpat-91")]);
}

#[test]
fn what_could_not_be_looked_at_is_not_rotated() {
    for work in [Work::Rotate, Work::RotateSelf, Work::RevokeSelf] {
        let (next, look) = if work == Work::Rotate { ("look", true) } else { ("sending, SEND", false) };
        check(personal(work), &[("confirm", "checking, ask"), ("unsure", "no look"), ("alive", "")]);
        check(personal(work), &[("confirm", "checking, ask"), ("unaskable", next)]);
        if look {
            let asked = [("confirm", "checking, ask"), ("alive", "look")];
            check(personal(work), &[&asked[..], &[("target unauthorized", "no look")]].concat());
        }
    }
}

#[test]
fn a_rotation_before_the_list_was_read() {
    for (work, next) in [(Work::Rotate, "look"), (Work::RotateSelf, "sending, SEND")] {
        let scenario = Scenario { is_listed: false, ..personal(work) };
        check(scenario, &[("confirm", "checking, list 1"), ("list 1: fails", "no list"), ("alive", "")]);
        check(scenario, &[("confirm", "checking, list 1"), ("list 1: target 85", "ask"), ("alive", next)]);
    }
    let rotate = |first: &str, rest: &[(&str, &str)]| {
        let scenario = Scenario { is_listed: false, ..personal(Work::Rotate) };
        let before = [("confirm", "checking, list 1"), (first, "ask"), ("alive", "look")];
        let lost = [("target lives", "sending, SEND"), ("lost", "settling unknown, list 2")];
        check(scenario, &[&before[..], &lost, rest].concat());
    };
    rotate(
        "list 1: target before 85",
        &[("list 2: target* 85 91", "note Rotated([91]), take 3, settled unknown Rotated([91])")],
    );
    rotate("list 1: forbidden", &[("list 2: target* 85 91", "take 3, unsettled unknown")]);
}

#[test]
fn a_revocation() {
    for kind in [Kind::Personal, Kind::Project, Kind::Deploy] {
        let revoke = |rest: &[(&str, &str)]| {
            let scenario = Scenario { kind, ..personal(Work::Revoke) };
            check(scenario, &[&[("confirm", "sending, SEND")], rest].concat());
        };
        revoke(&[("revoked", "done, REVOKED"), ("revoked", "")]);
        revoke(&[("refused", "refused")]);
        let gone = if kind == Kind::Deploy { "Revoked" } else { "Gone" };
        for (list, certain) in
            [("target before", "NotRevoked"), ("target* before", "Revoked"), ("before", gone)]
        {
            let rows = list.split(' ').count();
            let not_yet = format!("take {rows}, not yet unknown {certain}");
            let settled = format!("note {certain}, take {rows}, settled unknown {certain}");
            let (line, again) = (format!("list 1: {list}"), format!("list 2: {list}"));
            let first = if certain == "Revoked" { &settled } else { &not_yet };
            revoke(&[("lost", "settling unknown, list 1"), (&line, first)]);
            let late = [("lost", "settling unknown, list 1"), ("overdue", "settling unknown, list 2")];
            revoke(&[&late[..], &[(&line, ""), (&again, &settled)]].concat());
            // GitLab itself has said no: it is not at it any more.
            revoke(&[("no bot", "settling unknown, list 1"), (&line, &settled)]);
        }
    }
}

#[test]
fn a_revocation_of_the_sessions_own_token() {
    let revoke = |rest: &[(&str, &str)]| {
        check(personal(Work::RevokeSelf), &[&[("confirm", "checking, ask")], rest].concat());
    };
    revoke(&[("dead", "not sent"), ("again", "")]);
    revoke(&[("alive", "sending, SEND"), ("revoked", "done, REVOKED")]);
    revoke(&[
        ("alive", "sending, SEND"),
        ("lost", "settling unknown, list 1"),
        ("list 1: forbidden", "unsettled unknown"),
        ("again", "settling unknown, list 2"),
        ("list 2: target*", "note Revoked, take 1, settled unknown Revoked"),
    ]);
}
