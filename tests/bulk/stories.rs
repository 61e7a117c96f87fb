//! The stories of the matrix: a fault at every item of up to five.

use keyturn::changes::bulk::{Bulk, Command, Event, How, Standing, State, Why};
use keyturn::changes::{Before, Doubt, Phase, Settlement};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Refusal, Transport};

/// Ends the item under way, rests, and gives the item begun next.
fn end(bulk: &mut Bulk, how: How) -> Option<usize> {
    let running = bulk.running().unwrap();
    bulk.on(Event::Ended(running, how));
    begun(&bulk.on(Event::Rested))
}

fn begun(commands: &[Command]) -> Option<usize> {
    commands.iter().find_map(|command| match command {
        Command::Begin(item) => Some(*item),
        _ => None,
    })
}

/// A run of so many items of which the first few are done.
fn done_before(fault_at: usize, items: usize) -> Bulk {
    let (mut bulk, commands) = Bulk::start(&vec![false; items]);
    assert_eq!(begun(&commands), Some(0));
    for item in 0..fault_at {
        assert_eq!(end(&mut bulk, How::Done), Some(item + 1));
    }
    bulk
}

fn each(check: impl Fn(usize, usize)) {
    for items in 1..=5 {
        for fault_at in 0..items {
            check(fault_at, items);
        }
    }
}

#[test]
fn a_limit_at_any_item_pauses_and_that_item_is_begun_again_on_demand() {
    each(|at, items| {
        let mut bulk = done_before(at, items);
        assert_eq!(end(&mut bulk, How::Held(Why::Limit)), None);
        assert_eq!(bulk.state(), State::Paused(Why::Limit));
        assert_eq!((bulk.count(Standing::Done), bulk.count(Standing::Waiting)), (at, items - at));
        assert_eq!(begun(&bulk.on(Event::Resume)), Some(at));
    });
}

#[test]
fn a_lost_answer_at_any_item_pauses_and_leaves_the_rest_untouched() {
    each(|at, items| {
        let mut bulk = done_before(at, items);
        assert_eq!(end(&mut bulk, How::Unknown), None);
        assert_eq!(bulk.state(), State::Paused(Why::Unknown));
        assert_eq!(bulk.count(Standing::Waiting), items - at - 1);
        // Not before it is known.
        assert_eq!(begun(&bulk.on(Event::Resume)), None);
        bulk.on(Event::Ended(at, How::Found));
        let next = (at + 1 < items).then_some(at + 1);
        assert_eq!(begun(&bulk.on(Event::Resume)), next);
        assert_eq!(bulk.state() == State::Over, next.is_none());
    });
}

#[test]
fn a_refusal_at_any_item_goes_on_to_the_next() {
    each(|at, items| {
        for how in [How::Refused, How::Skipped] {
            let mut bulk = done_before(at, items);
            assert_eq!(end(&mut bulk, how), (at + 1 < items).then_some(at + 1));
        }
    });
}

#[test]
fn a_dead_credential_at_any_item_ends_it_all() {
    each(|at, items| {
        let mut bulk = done_before(at, items);
        assert_eq!(bulk.on(Event::Ended(at, How::SignedOut)), [Command::Close]);
        assert_eq!(bulk.count(Standing::Waiting), items - at);
    });
}

#[test]
fn a_stop_at_any_item_lets_it_end_first() {
    each(|at, items| {
        let mut bulk = done_before(at, items);
        assert_eq!(bulk.on(Event::Stop), []);
        assert_eq!(bulk.on(Event::Ended(at, How::Done)), [Command::Close]);
        assert_eq!(bulk.count(Standing::Waiting), items - at - 1);
    });
}

#[test]
fn going_on_at_once_after_a_pause_still_waits_its_second() {
    let mut bulk = done_before(0, 2);
    assert_eq!(bulk.on(Event::Ended(0, How::Done)), [Command::Rest]);
    bulk.on(Event::Pause);
    assert_eq!(bulk.on(Event::Resume), []);
    assert_eq!(bulk.on(Event::Rested), [Command::Begin(1)]);
}

#[test]
fn the_sign_in_token_comes_last_and_is_asked_about() {
    let (mut bulk, _) = Bulk::start(&[false, true]);
    assert_eq!(end(&mut bulk, How::Done), None);
    assert_eq!(bulk.state(), State::Paused(Why::SignIn));
    assert_eq!(bulk.on(Event::Resume), [Command::Begin(1)]);
}

fn refused(status: u16, reason: Reason) -> Phase {
    Phase::Refused(Error::Refused(Refusal {
        status,
        reason,
        text: String::new(),
        request_id: None,
        retry_after: None,
    }))
}

fn unseen(error: Error) -> Phase {
    Phase::NotLooked(Before::List, error)
}

#[test]
fn an_end_is_read_from_what_is_shown() {
    let doubt = || Doubt { cause: Error::Transport(Transport::Unreachable), accepted: false };
    for (phase, how) in [
        (Phase::Done, How::Done),
        (Phase::NotSent, How::Skipped),
        (unseen(Error::Unexpected { status: 200 }), How::Skipped),
        (unseen(Error::Transport(Transport::Offline)), How::Held(Why::Network)),
        (unseen(Error::Transport(Transport::SignedOut)), How::SignedOut),
        (refused(403, Reason::Forbidden), How::Refused),
        (refused(401, Reason::Unauthorized), How::Refused),
        (refused(429, Reason::TooManyRequests), How::Held(Why::Limit)),
        (refused(503, Reason::ServerFault), How::Held(Why::Network)),
        (refused(401, Reason::Revoked), How::SignedOut),
        (Phase::Refused(Error::Transport(Transport::Offline)), How::Held(Why::Network)),
        (Phase::Refused(Error::Transport(Transport::SignedOut)), How::SignedOut),
        (Phase::Unsettled(doubt()), How::Unknown),
        (Phase::NotYet(doubt(), Settlement::NotRotated), How::Unknown),
        (Phase::Settled(doubt(), Settlement::NotRotated), How::Found),
        (Phase::Sending, How::Unknown),
    ] {
        assert_eq!(How::of(&phase), how, "{phase:?}");
    }
}
