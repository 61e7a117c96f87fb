//! What is open while an answer is out, and what comes after it.

use keyturn::changes::journal::{print, read};
use keyturn::changes::{Entry, Settlement, Stage};

use crate::{PLACES, acts, entry};

#[test]
fn an_entry_stays_open_while_its_answer_is_out() {
    let entry = |stage: &Stage| entry(PLACES[0], acts()[0].clone(), stage.clone());
    let (created, rotated) = (Settlement::Created(vec![502]), Settlement::Rotated(Vec::new()));
    for settlement in
        [Settlement::NotCreated, Settlement::NotRotated, Settlement::NotRevoked, Settlement::Gone]
    {
        let mut out = entry(&Stage::Sent);
        out.settle(settlement.clone());
        assert_eq!((&out.stage, out.is_open()), (&Stage::Sent, true), "{settlement:?}");
        // After a reload nobody waits for it any more.
        let mut again = read(&print(&[out])).remove(0);
        again.settle(settlement.clone());
        assert_eq!((&again.stage, again.is_open()), (&Stage::Settled(settlement), false));
    }
    for settlement in [created, rotated, Settlement::Revoked, Settlement::Ended] {
        for stage in [Stage::Sent, Stage::Unknown, Stage::Unstored(502)] {
            let mut entry = entry(&stage);
            entry.settle(settlement.clone());
            assert_eq!(entry.stage, Stage::Settled(settlement.clone()), "{stage:?}");
        }
    }
}

#[test]
fn a_value_is_awaited_until_its_token_is_rotated_or_revoked() {
    let entry = |stage| entry(PLACES[0], acts()[0].clone(), stage);
    let found = Stage::Settled(Settlement::Created(vec![502, 503]));
    for stage in [Stage::Sent, Stage::Unknown, Stage::Settled(Settlement::NotCreated), found.clone()] {
        assert!(entry(stage.clone()).awaits(502), "{stage:?}");
    }
    let ways: [fn(&mut Entry, u64); 3] = [
        Entry::token_revoked,
        |entry, id| entry.token_lost(id, &[600]),
        |entry, id| assert_eq!(entry.token_rotated(id, 600), None),
    ];
    for look_after in ways {
        let mut two = entry(found.clone());
        look_after(&mut two, 502);
        assert!(!two.awaits(502) && two.awaits(503), "the other's value may come yet");
        look_after(&mut two, 503);
        assert!(!two.awaits(503) && !two.is_open());
    }
    let mut replacing = entry(Stage::Replacing(502));
    replacing.token_lost(502, &[600]);
    assert_eq!(replacing.stage, Stage::Replacing(600), "the old token still works, beside another one");
}
