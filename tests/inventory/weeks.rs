//! What ends when, counted once, and the days that stand out.

use crate::{at, day, ends, now};
use chrono::Days;
use keyturn::inventory::Horizon;
use keyturn::inventory::horizon::{Tally, WEEKS};
use keyturn::tokens::risk::judge;
use keyturn::tokens::row::distinct;
use keyturn::tokens::{Expiry, Kind, Place, Resource, Row, Token};

const PROJECT: Place = Place::Resource(Resource::Project(1));
const DEPLOY: Place = Place::Deploy(Resource::Project(1));

fn horizon(place: Place, tokens: &[Token]) -> Horizon {
    let rows = Row::all(place, "", tokens.to_vec());
    Horizon::of(judge(&rows, |_| true, now()), now())
}

#[test]
fn each_end_falls_into_its_week_from_today() {
    for (expiry, week) in [
        (day("2026-11-22"), Some(0)),
        (day("2026-11-27"), Some(0)),
        (day("2026-11-28"), Some(1)),
        // The last day GitLab takes by default, and the last one that is shown.
        (day("2027-11-21"), Some(52)),
        (day("2027-11-26"), Some(52)),
        (day("2027-11-27"), None),
    ] {
        let horizon = horizon(PROJECT, &[ends(1, expiry)]);
        let found = horizon.weeks.iter().position(|week| week.of(Kind::Project) == 1);
        assert_eq!((found, horizon.later.total()), (week, usize::from(week.is_none())), "{expiry:?}");
        assert_eq!(horizon.weeks.len(), WEEKS);
    }
    let (first, after) = horizon(PROJECT, &[]).days_of(1);
    assert_eq!((first, after), (at("2026-11-28").date_naive(), at("2026-12-05").date_naive()));
}

#[test]
fn what_does_not_work_is_not_counted_and_what_never_ends_is_told_apart() {
    let revoked = Token { revoked: true, ..ends(1, day("2027-01-01")) };
    let horizon = horizon(PROJECT, &[revoked, ends(2, day("2026-11-21")), ends(3, Expiry::Never)]);
    assert_eq!(horizon.weeks.iter().map(Tally::total).sum::<usize>(), 0);
    assert_eq!((horizon.never.total(), horizon.later.total()), (1, 0));
}

#[test]
fn a_deploy_token_whose_instant_has_passed_ends_today() {
    let horizon = horizon(DEPLOY, &[ends(1, Expiry::Instant(at("2026-11-21T09:00:00Z")))]);
    assert_eq!(horizon.weeks[0].of(Kind::Deploy), 1);
}

#[test]
fn a_token_is_counted_by_its_kind_and_deploy_tokens_apart() {
    let token = ends(5, day("2026-11-25"));
    let lists = [Place::AllUsers, PROJECT, Place::User(7), DEPLOY];
    let rows = distinct(lists.into_iter().flat_map(|place| Row::all(place, "", [token.clone()])));
    let horizon = Horizon::of(judge(&rows, |_| true, now()), now());
    let counts = Kind::ALL.map(|kind| horizon.weeks[0].of(kind));
    assert_eq!(counts, [0, 0, 1, 0, 1, 0], "the narrower list says which kind it is");
}

#[test]
fn a_cliff_is_a_day_with_many_ends_and_far_more_than_usual() {
    let on = |days: u64| Expiry::Day(now().date_naive() + Days::new(days));
    let cliffs = |tokens: &[Token]| -> Vec<usize> {
        horizon(PROJECT, tokens).cliffs.iter().map(|cliff| cliff.ends.total()).collect()
    };
    let many = |count: u64, days: u64| (0..count).map(move |id| ends(days * 1000 + id, on(days)));
    assert!(cliffs(&many(4, 30).collect::<Vec<_>>()).is_empty());
    assert_eq!(cliffs(&many(5, 30).collect::<Vec<_>>()), [5]);
    // Two a day, every day: nothing stands out below eight times as many in all.
    let every = |more: u64| -> Vec<Token> {
        (0..371).flat_map(|days| many(if days == 30 { more } else { 2 }, days)).collect()
    };
    assert!(cliffs(&every(7)).is_empty());
    assert_eq!(cliffs(&every(9)), [9]);
}

#[test]
fn a_week_knows_its_days_that_stand_out_and_all_weeks_their_sum() {
    let tokens: Vec<Token> = (0..6).map(|id| ends(id, day("2026-12-03"))).collect();
    let horizon = horizon(PROJECT, &tokens);
    let of_weeks: Vec<usize> = (0..WEEKS).map(|week| horizon.cliffs_of(week).count()).collect();
    assert_eq!((of_weeks[0], of_weeks[1], of_weeks.iter().sum::<usize>()), (0, 1, 1));
    assert_eq!((horizon.ends().of(Kind::Project), horizon.ends().total()), (6, 6));
    assert_eq!(horizon.after(), at("2027-11-27").date_naive());
}
