//! Reads index.html into tags and text. Only as much HTML as a page of our own needs: quoted attributes, no scripts.

/// A piece of a page. Comments are left out.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'page> {
    /// Everything that is no tag.
    Text(&'page str),
    /// An opening or closing tag.
    Tag(Tag<'page>),
}

/// A tag as it stands in the page.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'page> {
    /// The whole tag, with its angle brackets.
    pub source: &'page str,
    /// `link`, or `/head` for a closing tag.
    pub name: &'page str,
}

impl<'page> Tag<'page> {
    /// The value of an attribute that is there with a value.
    pub fn attribute(&self, name: &str) -> Option<&'page str> {
        let start = self.source.find(&format!(" {name}=\""))? + name.len() + 3;
        let value = &self.source[start..];
        Some(&value[..value.find('"')?])
    }

    /// Whether an attribute is there, with a value or without.
    pub fn has(&self, name: &str) -> bool {
        let is_end = |rest: &str| rest.starts_with(['=', ' ', '>']);
        self.source.split_once(&format!(" {name}")).is_some_and(|(_, rest)| is_end(rest))
    }

    /// Whether this is `<name attribute="value" …>`.
    pub fn is(&self, name: &str, attribute: &str, value: &str) -> bool {
        self.name == name && self.attribute(attribute) == Some(value)
    }
}

/// The tags of a page.
pub fn tags(page: &str) -> impl Iterator<Item = Tag<'_>> {
    pieces(page).into_iter().filter_map(|piece| match piece {
        Piece::Tag(tag) => Some(tag),
        Piece::Text(_) => None,
    })
}

/// The page, taken apart.
pub fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        rest = &rest[start..];
        let is_comment = rest.starts_with("<!--");
        let closing = if is_comment { "-->" } else { ">" };
        let length = rest.find(closing).map_or(rest.len(), |end| end + closing.len());
        if !is_comment {
            pieces.push(Piece::Tag(tag(&rest[..length])));
        }
        rest = &rest[length..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn tag(source: &str) -> Tag<'_> {
    let inner = source.trim_start_matches('<');
    let end = inner.find([' ', '>', '\n']).unwrap_or(inner.len());
    Tag { source, name: &inner[..end] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_with_and_without_values() {
        let page = r#"<link data-trunk rel="css" href="style/theme.css">"#;
        let link = tag(page);
        assert_eq!((link.name, link.attribute("href")), ("link", Some("style/theme.css")));
        assert!(link.has("data-trunk") && link.has("rel") && !link.has("data") && !link.has("style"));
        assert!(link.is("link", "rel", "css") && !link.is("link", "rel", "icon"));
    }

    #[test]
    fn a_page_is_its_pieces_without_the_comments() {
        let page = "<head>a<!-- <b> --><br>\n</head>c";
        let whole: String = pieces(page)
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => *text,
                Piece::Tag(tag) => tag.source,
            })
            .collect();
        assert_eq!(whole, "<head>a<br>\n</head>c");
        assert_eq!(tags(page).map(|tag| tag.name).collect::<Vec<_>>(), ["head", "br", "/head"]);
    }
}
