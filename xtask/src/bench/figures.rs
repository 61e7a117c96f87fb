//! What was measured: a table for people, JSON for machines.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::machine;
use crate::problem::Problem;

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Which measurement it belongs to.
    pub of: String,
    /// What was measured.
    pub what: String,
    /// How much; `None` where it could not be measured, and the note says why.
    pub value: Option<f64>,
    /// Of what.
    pub unit: String,
    /// What one must know to understand it.
    pub note: String,
}

/// All figures of a run, in the order they were taken.
#[derive(Debug, Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Adds one.
    pub fn add(&mut self, of: &str, what: &str, value: f64, unit: &str, note: impl Into<String>) {
        self.0.push(Figure {
            of: of.to_owned(),
            what: what.to_owned(),
            value: Some(value),
            unit: unit.to_owned(),
            note: note.into(),
        });
    }

    /// Adds those that the browser left in a folder: each file is an array of `{of, what, value, unit, note}`.
    pub fn read(&mut self, folder: &Path) -> Result<(), Problem> {
        let files =
            fs::read_dir(folder).map_err(Problem::while_doing("looking for the browser's figures"))?;
        let mut paths: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let text =
                fs::read_to_string(&path).map_err(Problem::while_doing("reading the browser's figures"))?;
            let found: Value = serde_json::from_str(&text)
                .map_err(Problem::while_doing(format!("{} is no list of figures", path.display())))?;
            self.0.extend(found.as_array().into_iter().flatten().map(figure));
        }
        Ok(())
    }

    /// Prints the table.
    pub fn print(&self) {
        println!("\nOn {}:\n", machine());
        let of = self.0.iter().map(|figure| figure.of.len()).max().unwrap_or(0);
        let what = self.0.iter().map(|figure| figure.what.len()).max().unwrap_or(0);
        for figure in &self.0 {
            let value = figure.value.map_or_else(|| "–".to_owned(), shown);
            let Figure { of: name, what: measured, unit, note, .. } = figure;
            println!("{name:<of$}  {measured:<what$}  {value:>10} {unit:<11} {note}");
        }
    }

    /// Writes all of it.
    pub fn write(&self, path: &Path) -> Result<(), Problem> {
        let figures: Vec<Value> = self.0.iter().map(told).collect();
        let all = json!({ "machine": machine(), "figures": figures });
        fs::write(path, format!("{all:#}\n")).map_err(Problem::while_doing("writing the figures"))
    }
}

/// Makes a folder that holds nothing.
pub fn empty(folder: &Path) -> Result<(), Problem> {
    let trouble = || Problem::while_doing(format!("emptying {}", folder.display()));
    if folder.is_dir() {
        fs::remove_dir_all(folder).map_err(trouble())?;
    }
    fs::create_dir_all(folder).map_err(trouble())
}

fn figure(value: &Value) -> Figure {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let value = value["value"].as_f64();
    Figure { of: text("of"), what: text("what"), value, unit: text("unit"), note: text("note") }
}

fn told(figure: &Figure) -> Value {
    let Figure { of, what, value, unit, note } = figure;
    json!({ "of": of, "what": what, "value": value, "unit": unit, "note": note })
}

/// Three digits that matter, and no more than one behind the point.
fn shown(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_back_as_it_was_told() {
        let mut figures = Figures::default();
        figures.add("scan", "ten threads", 12.25, "s", "a note");
        assert_eq!(figure(&told(&figures.0[0])), figures.0[0]);
        assert_eq!(figure(&json!({ "of": "scan", "value": null })).value, None);
    }

    #[test]
    fn a_value_is_shown_as_exactly_as_it_was_measured() {
        assert_eq!([0.04, 12.34, 1234.5].map(shown), ["0.0", "12.3", "1234"]);
    }
}
