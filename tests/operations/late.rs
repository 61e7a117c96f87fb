//! Stories of answers that come late or not at all: what a list tells before GitLab must have given up, and after.

use keyturn::changes::Operation;
use keyturn::tokens::Kind;

use crate::gitlab::Work;
use crate::stories::{check, event, personal, told};
use crate::{BEFORE, change};

/// After so many seconds, what was told before: 20 until it is called slow, 75 until it counts as unknown.
fn after(seconds: u32) -> Vec<(&'static str, &'static str)> {
    let told = [(20, "slow", "waiting"), (75, "overdue", "settling unknown, list 1")];
    let before = told.into_iter().filter(|(second, ..)| *second < seconds);
    before.map(|(_, line, expected)| (line, expected)).collect()
}

#[test]
fn a_late_answer_counts_whenever_it_comes() {
    let sent = [("confirm", "sending, SEND")];
    for seconds in [19, 21, 74, 76, 120] {
        let late = [&sent[..], &after(seconds)].concat();
        let number = if seconds < 75 { 1 } else { 2 };
        let (listing, list) = (format!("list {number}"), format!("list {number}: target before"));
        let handed = format!("done, hand over glpat-91, {listing}");
        let found = "note NotCreated, take 2, settled unknown NotCreated";
        let settling = format!("settling accepted, {listing}");
        let create = |rest: &[(&str, &str)]| check(personal(Work::Create), &[&late, rest].concat());
        create(&[("issued", &handed), (&list, "take 2")]);
        create(&[("refused", "refused")]);
        create(&[("cut", &settling), (&list, &found.replace("unknown", "accepted"))]);
        check(personal(Work::Revoke), &[&late[..], &[("revoked", "done, REVOKED")]].concat());
        if seconds < 75 {
            continue;
        }
        // After the list: at 76 seconds it is still on its way, at 120 it is there, or failed, and was asked for again.
        create(&[("list 1: target before", found), ("issued", &handed), (&list, "take 2")]);
        create(&[("list 1: target before", found), ("refused", "refused")]);
        create(&[("list 1: target before", found), ("cut", &settling)]);
        create(&[
            ("list 1: fails", "unsettled unknown"),
            ("again", "settling unknown, list 2"),
            ("issued", "done, hand over glpat-91, list 3"),
            ("list 2: 91 92", ""),
            ("list 3: 91 92", "twins [92], take 2"),
        ]);
    }
}

#[test]
fn what_is_not_done_so_far_is_looked_up_again_when_gitlab_must_have_given_up() {
    let lost = [
        ("confirm", "sending, SEND"),
        ("lost", "settling unknown, list 1"),
        ("list 1: target before", "take 2, not yet unknown NotCreated"),
    ];
    let create = |rest: &[(&str, &str)]| check(personal(Work::Create), &[&lost[..], rest].concat());
    create(&[
        ("overdue", "settling unknown, list 2"),
        ("list 2: before 91", "note Created([91]), take 2, settled unknown Created([91])"),
    ]);
    create(&[
        ("again", "settling unknown, list 2"),
        ("list 2: target before", "take 2, not yet unknown NotCreated"),
        ("again", "settling unknown, list 3"),
        ("list 3: fails", "unsettled unknown"),
        ("overdue", ""),
        ("again", "settling unknown, list 4"),
        ("list 4: target before", "note NotCreated, take 2, settled unknown NotCreated"),
        ("overdue", ""),
    ]);
}

#[test]
fn a_value_that_comes_after_its_token_was_looked_after_is_not_handed_over_nor_are_twins_sought() {
    for list in ["list 1: before 91", "list 1: target before", "list 1: fails"] {
        let (mut operation, _) = Operation::confirm(change(personal(Work::Create)), true);
        for line in ["slow", "overdue", list] {
            assert!(!operation.has_found(91), "{list}");
            operation.on(event(Kind::Personal, line));
        }
        assert_eq!(operation.has_found(91), list.ends_with("91"), "{list}");
        assert!(!operation.has_found(BEFORE), "{list}");
        assert_eq!(told(&operation.on(event(Kind::Personal, "outlived"))), "outlived 91", "{list}");
        assert!(!operation.is_under_way(), "{list}");
        for line in ["again", "list 2: 91 92", "issued"] {
            assert_eq!(told(&operation.on(event(Kind::Personal, line))), "", "{list}, {line}");
        }
    }
}

#[test]
fn a_list_asked_for_before_the_answer_is_let_pass() {
    let overdue =
        [("confirm", "sending, SEND"), ("slow", "waiting"), ("overdue", "settling unknown, list 1")];
    for stale in ["list 1: target before", "list 1: fails", "list 1: forbidden"] {
        let create = |rest: &[(&str, &str)]| check(personal(Work::Create), &[&overdue, rest].concat());
        create(&[
            ("cut", "settling accepted, list 2"),
            (stale, ""),
            ("list 2: before 91", "note Created([91]), take 2, settled accepted Created([91])"),
            (stale, ""),
        ]);
        create(&[
            ("issued", "done, hand over glpat-91, list 2"),
            (stale, ""),
            ("list 2: 91 92", "twins [92], take 2"),
        ]);
        create(&[("refused", "refused"), (stale, "")]);
    }
}
