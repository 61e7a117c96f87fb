//! All kinds of token as one table, beside the table that was looked at and agreed to: `kinds.txt`.

use keyturn::tokens::kind::{Facts, OWN_TOKEN_SCOPES};
use keyturn::tokens::{Kind, Scope};

/// What was agreed to.
const AGREED: &str = include_str!("kinds.txt");

const HEAD: [&str; 10] = [
    "kind",
    "since",
    "description",
    "role",
    "username",
    "ending",
    "rotates",
    "leaves no row",
    "columns",
    "scopes",
];

fn row(kind: Kind, facts: &Facts) -> [String; 10] {
    // Taken apart by name: another fact does not compile until it has a column.
    let Facts {
        since,
        columns,
        scopes,
        has_description,
        has_role,
        has_username,
        ending,
        rotates,
        leaves_no_row,
    } = facts;
    let yes = |is: &bool| String::from(if *is { "yes" } else { "-" });
    let columns: Vec<String> = columns.iter().map(|column| format!("{column:?}")).collect();
    [
        format!("{kind:?}"),
        format!("{}.{}", since.0, since.1),
        yes(has_description),
        yes(has_role),
        yes(has_username),
        format!("{ending:?}"),
        yes(rotates),
        yes(leaves_no_row),
        columns.join(" "),
        named(scopes),
    ]
}

fn named(scopes: &[Scope]) -> String {
    scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(" ")
}

/// The table, with columns as wide as their widest text, and what a person may ask for oneself below it.
fn printed() -> String {
    let mut rows = vec![HEAD.map(String::from)];
    rows.extend(Kind::ALL.map(|kind| row(kind, kind.facts())));
    let width = |at: usize| rows.iter().map(|cells| cells[at].len()).max().unwrap_or_default();
    let line = |cells: &[String; 10]| {
        let padded = cells.iter().enumerate().map(|(at, cell)| format!("{cell:<0$}", width(at)));
        padded.collect::<Vec<_>>().join(" | ").trim_end().to_owned() + "\n"
    };
    let table: String = rows.iter().map(line).collect();
    format!("{table}\nfor oneself, without administrator rights: {}\n", named(OWN_TOKEN_SCOPES))
}

#[test]
fn the_table_of_all_kinds_is_the_one_agreed_to() {
    let told = printed();
    assert!(told == AGREED, "the kinds have changed; if that is meant, tests/kinds.txt is now:\n\n{told}");
}

/// Where a kind stands: a new one does not compile until it has a place.
fn position(kind: Kind) -> usize {
    match kind {
        Kind::Personal => 0,
        Kind::Impersonation => 1,
        Kind::Project => 2,
        Kind::Group => 3,
        Kind::Deploy => 4,
        Kind::ServiceAccount => 5,
    }
}

#[test]
fn every_kind_is_in_the_table_once() {
    assert_eq!(Kind::ALL.map(position), [0, 1, 2, 3, 4, 5]);
    for kind in Kind::ALL {
        let name = format!("{kind:?}");
        let is_its = |line: &&str| line.split(" | ").next().is_some_and(|first| first.trim_end() == name);
        assert_eq!(AGREED.lines().filter(is_its).count(), 1, "{name}");
    }
}
