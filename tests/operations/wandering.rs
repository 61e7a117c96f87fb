//! Random walks beyond what can be explored. A breach prints its seed and its choices;
//! `KEYTURN_WALK=<seed> cargo test -p keyturn --test operations` goes that way alone.

use crate::gitlab::Scenario;
use crate::walk::{Choice, Limits, Walk};

const SEEDS: u64 = 10_000;
const LONGEST: usize = 40;
const LIMITS: Limits = Limits { alike: 3, different: 2, again: 8, kill: 5 };

/// Marsaglia's xorshift.
struct Chance(u64);

impl Chance {
    fn of(seed: u64) -> Self {
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % limit as u64).unwrap_or_default()
    }
}

/// Goes one way; its choices, or what was broken after which choices.
fn wander(seed: u64) -> Result<Vec<Choice>, String> {
    let mut chance = Chance::of(seed);
    let all = Scenario::all();
    let scenario = all[chance.below(all.len())];
    let mut path = Vec::new();
    let told =
        |rule, path: &[Choice]| format!("broken: {rule}\nKEYTURN_WALK={seed} {scenario:?}\nby {path:#?}");
    let mut walk = Walk::start(scenario, LIMITS).map_err(|rule| told(rule, &path))?;
    while path.len() < LONGEST {
        let choices = walk.choices();
        if choices.is_empty() {
            break;
        }
        let choice = choices[chance.below(choices.len())];
        path.push(choice);
        walk.take(choice).map_err(|rule| told(rule, &path))?;
    }
    Ok(path)
}

#[test]
fn ten_thousand_random_ways_keep_the_rules() {
    if let Some(seed) = std::env::var("KEYTURN_WALK").ok().and_then(|seed| seed.parse().ok()) {
        let path = wander(seed).unwrap_or_else(|breach| panic!("{breach}"));
        eprintln!("seed {seed} keeps the rules: {path:?}");
        return;
    }
    let lengths: Vec<usize> =
        (0..SEEDS).map(|seed| wander(seed).unwrap_or_else(|breach| panic!("{breach}")).len()).collect();
    let longest = lengths.iter().max().copied().unwrap_or_default();
    eprintln!("{SEEDS} random ways of up to {longest} choices");
}

#[test]
fn a_seed_goes_the_same_way_again() {
    assert_eq!(wander(4711), wander(4711));
}
