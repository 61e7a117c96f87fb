//! Pages of a list and the headers that tell about them.

use form_urlencoded::Serializer;

use crate::call::Call;
use crate::check::Check;
use crate::refusal::Refusal;

const MOST_PER_PAGE: i64 = 100;
const MOST_OFFSET: usize = 50_000;

/// Which page is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) number: usize,
    pub(crate) size: usize,
}

/// Headers of a list, in the order GitLab sends them.
pub(crate) type Headers = Vec<(&'static str, String)>;

impl Page {
    /// Reads `page` and `per_page`: 20 by default, at most 100, and 0 is a fault.
    pub(crate) fn read(check: &mut Check<'_>) -> Self {
        let number = check.integer("page").unwrap_or(1).max(1);
        let size = check.integer("per_page").unwrap_or(20);
        if size == 0 {
            check.fault("per_page", "has a value not allowed");
        }
        let size = if size < 1 { 20 } else { size.min(MOST_PER_PAGE) };
        Self { number: usize::try_from(number).unwrap_or(1), size: usize::try_from(size).unwrap_or(20) }
    }

    fn first_row(self) -> usize {
        (self.number - 1).saturating_mul(self.size)
    }

    /// Lists of projects and groups refuse to count far.
    pub(crate) fn refuse_deep(self, kind: &str) -> Result<(), Refusal> {
        if self.first_row() <= MOST_OFFSET {
            return Ok(());
        }
        Err(Refusal::Rejected(
            http::StatusCode::METHOD_NOT_ALLOWED,
            format!(
                "Offset pagination has a maximum allowed offset of {MOST_OFFSET} for requests that return objects \
                 of type {kind}. Remaining records can be retrieved using keyset pagination."
            ),
        ))
    }
}

/// Cuts the wanted page out of all rows. `defaults` are parameters GitLab repeats in `Link` though nobody sent them.
pub(crate) fn cut<T: Copy>(
    call: &Call<'_>,
    rows: &[T],
    page: Page,
    defaults: &[(&str, &str)],
) -> (Vec<T>, Headers) {
    let total = rows.len();
    let rows: Vec<T> = rows.iter().skip(page.first_row()).take(page.size).copied().collect();
    let last = total.div_ceil(page.size).max(1);
    let next = (page.first_row() + page.size < total).then_some(page.number + 1);
    let previous = (page.number > 1).then(|| page.number - 1);
    let text = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    // GITLAB: past so many rows counting is too dear, and everything that needs the count is left out.
    let is_counted = total <= call.settings.max_rows_total;

    let mut links = Vec::new();
    let mut link = |relation: &str, number: Option<usize>| {
        if let Some(number) = number {
            links.push(format!("<{}>; rel=\"{relation}\"", address(call, number, page.size, defaults)));
        }
    };
    link("prev", previous);
    link("next", next);
    link("first", Some(1));
    link("last", is_counted.then_some(last));

    let mut headers = vec![
        ("link", links.join(", ")),
        ("x-next-page", text(next)),
        ("x-page", page.number.to_string()),
        ("x-per-page", page.size.to_string()),
        ("x-prev-page", text(previous)),
    ];
    if is_counted {
        headers.push(("x-total", total.to_string()));
        headers.push(("x-total-pages", last.to_string()));
    }
    (rows, headers)
}

/// The only header of keyset paging.
pub(crate) fn next_link(call: &Call<'_>, changes: &[(&str, String)]) -> (&'static str, String) {
    let mut pairs = call.params.pairs();
    pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    pairs.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    ("link", format!("<{}>; rel=\"next\"", with_query(call, pairs)))
}

// GITLAB: the address is the one GitLab is configured with, and all parameters are repeated, secrets included.
fn address(call: &Call<'_>, number: usize, size: usize, defaults: &[(&str, &str)]) -> String {
    let mut pairs = call.params.pairs();
    pairs.retain(|(name, _)| name != "page" && name != "per_page");
    for (name, value) in defaults {
        if call.params.get(name).is_none() {
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    for (name, value) in &call.arguments {
        pairs.push(((*name).to_owned(), value.clone()));
    }
    pairs.push(("page".to_owned(), number.to_string()));
    pairs.push(("per_page".to_owned(), size.to_string()));
    with_query(call, pairs)
}

fn with_query(call: &Call<'_>, mut pairs: Vec<(String, String)>) -> String {
    pairs.sort();
    let query = Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{}{}?{query}", call.external_url, call.path)
}
