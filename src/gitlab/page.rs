//! One page of a list.

/// Rows, and where to go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows that could be read.
    pub rows: Vec<T>,
    /// Rows that could not: set aside and counted, never fatal.
    pub odd_rows: usize,
    /// The number of the next page, 0 where there is one and its number cannot be read; totals are never trusted.
    pub next: Option<u32>,
    /// How many rows there are in all, where GitLab counts them (up to 10,000).
    pub total: Option<u64>,
}

/// The next page from `X-Next-Page`, or, where that header is absent, from `Link`. Of a `Link` only the page number is
/// used: its host is the one GitLab was configured with and may not be the one that was asked. What says that it goes on and not
/// where is 0, which no page has: the end of a list is only what says so.
pub fn next_page(header: Option<&str>, link: Option<&str>) -> Option<u32> {
    match header {
        Some("") => None,
        Some(number) => Some(number.parse().unwrap_or(0)),
        None => link?.split('<').find_map(page_of_link),
    }
}

/// Of one `url>; rel="next"`: addresses may hold commas, but never an angle bracket.
fn page_of_link(part: &str) -> Option<u32> {
    let (url, parameters) = part.split_once('>')?;
    let query = || url.split_once('?')?.1.split('#').next();
    let number = || query()?.split('&').find_map(|pair| pair.strip_prefix("page="))?.parse().ok();
    parameters.contains("rel=\"next\"").then(|| number().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::next_page;

    #[test]
    fn the_next_page_is_read_from_either_header() {
        let link = "<http://other/api/v4/x?id=1&page=1&per_page=20>; rel=\"first\", \
                    <http://other/api/v4/x?id=1&page=3&per_page=20>; rel=\"next\"";
        for (header, link, expected) in [
            (Some("2"), None, Some(2)),
            (Some(""), Some(link), None),
            (None, Some(link), Some(3)),
            (None, Some("<http://other/x?page=1>; rel=\"last\""), None),
            (None, None, None),
            (Some("x"), None, Some(0)),
            (None, Some("<http://other/x?scopes=a,b&page=2>; rel=\"next\""), Some(2)),
            (None, Some("<http://other/x?per_page=20&page=2&search=a,b>; rel=\"next\""), Some(2)),
            (None, Some("<http://other/x?page=two>; rel=\"next\""), Some(0)),
            (None, Some("<http://other/x?cursor=eyJp>; rel=\"next\""), Some(0)),
            (None, Some("<http://other/x>; rel=\"next\""), Some(0)),
        ] {
            assert_eq!(next_page(header, link), expected, "{header:?} {link:?}");
        }
    }
}
