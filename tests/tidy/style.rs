//! Style sheets and the page's shell: every sheet once and in the order of its layer, no style in markup.

use crate::source::{Source, sources};
use crate::{check, check_finds, check_spares};

/// A `style` attribute, which the policy refuses; `style:width=` sets a property and is fine.
fn has_no_style_attribute(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for (number, line) in (1..).zip(source.code()) {
        let stands_alone = |at: usize| line[..at].chars().next_back().is_none_or(char::is_whitespace);
        let in_markup = line.match_indices("style=").any(|(at, _)| stands_alone(at));
        if in_markup || line.contains("<style") || line.contains("\"style\"") {
            complaints.push(format!("{}:{number}: style belongs into style/", source.path));
        }
    }
    complaints
}

/// The names of the style sheets that a page links, in order.
fn linked(page: &str) -> Vec<&str> {
    page.split("href=\"style/").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The layers in the order in which `theme.css` declares them.
fn layers(theme: &str) -> Vec<&str> {
    let declared = theme.split("@layer ").skip(1).find_map(|rest| rest.split_once(';')).unwrap().0;
    declared.split(',').map(str::trim).collect()
}

/// The first layer a sheet fills.
fn layer_of(sheet: &Source) -> Option<&str> {
    sheet.text.split("@layer ").nth(1)?.split_once(" {").map(|(name, _)| name)
}

#[test]
fn every_style_sheet_is_linked_once_and_in_the_order_of_its_layer() {
    let sheets = sources(&["style"], &[".css"]);
    let pages = sources(&["index.html"], &[".html"]);
    let linked = linked(&pages[0].text);
    let mut sorted = linked.clone();
    sorted.sort_unstable();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.path.trim_start_matches("style/")).collect();
    assert_eq!(sorted, names, "left: what index.html links; right: what style/ holds");

    let find = |name: &str| sheets.iter().find(|sheet| sheet.path.ends_with(&format!("/{name}"))).unwrap();
    assert_eq!(linked[0], "theme.css", "the order of the layers is declared first");
    let layers = layers(&find("theme.css").text);
    let place = |name: &&str| {
        let layer = layer_of(find(name)).unwrap_or_else(|| panic!("{name} fills no layer"));
        layers.iter().position(|known| *known == layer).unwrap_or_else(|| panic!("{name}: no layer {layer}"))
    };
    let places: Vec<usize> = linked[1..].iter().map(place).collect();
    assert!(places.is_sorted(), "{linked:?} fill the layers {places:?}");
}

/// A colour by number. Only the values of declarations are looked at: `#` also begins the selector of an id.
fn names_no_colour(sheet: &Source) -> Vec<String> {
    if sheet.path == "style/theme.css" {
        return Vec::new();
    }
    let declarations = sheet.text.lines().map(|line| if line.ends_with(';') { line } else { "" });
    let values: Vec<&str> =
        declarations.map(|line| line.split_once(':').map_or("", |(_, value)| value)).collect();
    sheet.complaints(&values, &["#", "rgb(", "hsl(", "oklch("], "is a colour: name it in theme.css")
}

#[test]
fn colours_are_named_in_one_sheet_only() {
    check(&sources(&["style"], &[".css"]), names_no_colour);
}

#[test]
fn no_markup_carries_its_own_style() {
    check(&sources(&["src", "index.html"], &[".rs", ".html"]), has_no_style_attribute);
}

#[test]
fn each_breach_of_style_is_seen() {
    for text in ["<p style=\"color:red\">", "<p\n  style=x>", "<style>", "attr(\"style\", x)"] {
        check_finds("src/app/x.rs", text, has_no_style_attribute);
    }
    for text in ["<p style:width=x>", "let style = 1;", "// style=\"x\"", "<p data-style=x>"] {
        check_spares("src/app/x.rs", text, has_no_style_attribute);
    }
    check_finds("style/a.css", "a {\n  color: #fff;\n}", names_no_colour);
    check_spares("style/a.css", "#a {\n  color: var(--text);\n}", names_no_colour);
    check_spares("style/theme.css", "a {\n  color: #fff;\n}", names_no_colour);
    assert_eq!(linked("<link href=\"style/a.css\"><link href=\"style/b.css\">"), ["a.css", "b.css"]);
    assert_eq!(layers("/* x */ @layer reset, base;\n@layer base {"), ["reset", "base"]);
    assert_eq!(layer_of(&Source::new("style/a.css", "@layer widgets {\n}")), Some("widgets"));
}
