//! Stories of a lost sign-in token: its old value is used again only at the person's word, and every answer counts.

use crate::gitlab::Work;
use crate::stories::{check, personal};

#[test]
fn a_lost_credential_is_used_once_more_only_at_the_persons_word() {
    let lost = |rest: &[(&str, &str)]| {
        let before = [("confirm", "checking, ask"), ("alive", "sending, SEND"), ("lost", "LOCK")];
        check(personal(Work::RotateSelf), &[&before[..], rest].concat());
    };
    lost(&[("kill", "SEND"), ("kill", ""), ("theft", "note Ended, ENDED"), ("kill", ""), ("issued", "")]);
    lost(&[("kill", "SEND"), ("issued", "hand over glpat-91"), ("kill", ""), ("list 1: target", "")]);
    // That the repeat was refused or lost, too, says nothing about the first: it may be tried again.
    for answer in ["refused", "lost", "cut", "overdue"] {
        lost(&[("kill", "SEND"), (answer, "LOCK"), ("kill", "SEND"), ("theft", "note Ended, ENDED")]);
    }
    lost(&[("kill", "SEND"), ("overdue", "LOCK"), ("issued", "hand over glpat-91"), ("lost", "")]);
    check(
        personal(Work::RotateSelf),
        &[("confirm", "checking, ask"), ("kill", ""), ("alive", "sending, SEND")],
    );
}

#[test]
fn an_answer_that_is_out_when_a_lost_credential_is_used_again_still_counts() {
    let overdue = |rest: &[(&str, &str)]| {
        let before = [("confirm", "checking, ask"), ("alive", "sending, SEND"), ("overdue", "LOCK")];
        check(personal(Work::RotateSelf), &[&before[..], rest].concat());
    };
    // Alone, a late no is certain.
    overdue(&[("refused", "KEPT"), ("kill", "")]);
    overdue(&[("lost", "LOCK"), ("theft", "note Ended, ENDED")]);
    // Beside a repeat it is not: nobody can tell whose answer it is.
    overdue(&[("kill", "SEND"), ("refused", "LOCK"), ("theft", "note Ended, ENDED")]);
    overdue(&[("kill", "SEND"), ("refused", "LOCK"), ("kill", "SEND"), ("issued", "hand over glpat-91")]);
    // The first rotated it, so the repeat was theft: in whichever order both are heard, the new value is dead.
    overdue(&[
        ("kill", "SEND"),
        ("issued", "hand over glpat-91"),
        ("overdue", ""),
        ("theft", "note Ended, ENDED"),
    ]);
    overdue(&[("kill", "SEND"), ("theft", "note Ended, ENDED"), ("issued", "")]);
    overdue(&[("kill", "SEND"), ("issued", "hand over glpat-91"), ("lost", ""), ("refused", "")]);
}
