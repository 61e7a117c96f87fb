//! What is planned for each token, and which end it gets.

use keyturn::changes::Act;
use keyturn::changes::bulk::{new_end, plan};
use keyturn::tokens::date::{parse_day, parse_instant};
use keyturn::tokens::expiry::ExpiryFault;
use keyturn::tokens::{Expiry, ExpiryChoice, Lifetime, Token};

fn ids(tokens: &[(Token, impl Clone)]) -> Vec<u64> {
    tokens.iter().map(|(token, _)| token.id).collect()
}

fn revoke(token: &Token) -> Result<Act, &'static str> {
    if token.revoked {
        return Err("already revoked");
    }
    Ok(Act::Revoke { token: token.clone(), is_self: token.id == 2 })
}

fn tokens() -> Vec<Token> {
    let revoked = Token { revoked: true, ..Token::named(4, "old") };
    vec![Token::named(3, "c"), Token::named(2, "mine"), revoked, Token::named(1, "a")]
}

#[test]
fn the_order_is_kept_and_the_sign_in_token_is_last() {
    let plan = plan(tokens(), |token| token.id == 2, None, revoke);
    assert_eq!((ids(&plan.will), ids(&plan.left_out)), (vec![3, 1, 2], vec![4]));
}

#[test]
fn the_sign_in_token_is_left_out_unless_it_is_asked_for() {
    let plan = plan(tokens(), |token| token.id == 2, Some("signed in with it"), revoke);
    assert_eq!(ids(&plan.will), [3, 1]);
    assert_eq!(
        plan.left_out.iter().map(|(_, reason)| *reason).collect::<Vec<_>>(),
        ["already revoked", "signed in with it"]
    );
}

#[test]
fn what_cannot_be_done_to_the_sign_in_token_is_said_first() {
    let plan = plan(tokens(), |token| token.id == 4, Some("signed in with it"), revoke);
    assert_eq!(plan.left_out.iter().map(|(_, reason)| *reason).collect::<Vec<_>>(), ["already revoked"]);
}

#[test]
fn a_new_end_keeps_the_length_within_the_limit_unless_one_was_chosen() {
    let day = |text| Expiry::Day(parse_day(text).unwrap());
    let now = parse_instant("2026-11-21T10:00:00Z").unwrap();
    let born = parse_instant("2026-01-01T08:00:00Z");
    let with = |created_at, expiry| Token { created_at, expiry, ..Token::named(1, "ci") };
    let (days, open) = (Lifetime::DEFAULT, Lifetime { allows_never: true, ..Lifetime::DEFAULT });
    for (token, chosen, lifetime, expected) in [
        (with(born, day("2026-01-31")), None, days, Ok(day("2026-12-21"))),
        // It was made when more was allowed.
        (with(born, day("2028-01-01")), None, days, Ok(day("2027-11-21"))),
        (with(None, day("2026-12-01")), None, days, Ok(day("2026-12-21"))),
        (with(born, Expiry::Never), None, days, Ok(day("2026-12-21"))),
        (with(born, Expiry::Never), None, open, Ok(Expiry::Never)),
        (with(born, day("2026-01-31")), Some(ExpiryChoice::InDays(7)), days, Ok(day("2026-11-28"))),
        (
            with(born, day("2026-01-31")),
            Some(ExpiryChoice::On(now.date_naive())),
            days,
            Err(ExpiryFault::NotInFuture),
        ),
    ] {
        assert_eq!(new_end(&token, chosen, now, lifetime), expected, "{token:?} {chosen:?}");
    }
    let end = Expiry::Instant(parse_instant("2027-01-31T12:30:00Z").unwrap());
    assert_eq!(
        new_end(&with(None, end), None, now, Lifetime::UNLIMITED),
        Ok(end),
        "a deploy token keeps its end"
    );
}
