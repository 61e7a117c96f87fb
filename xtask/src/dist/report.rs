//! The table of sizes, and the budget: what the first screen costs somebody on a slow line.

use super::bundle::{Bundle, File, Role};
use super::compress::{self, Compressed};
use super::sections;
use crate::problem::Problem;

/// What the first screen may weigh, in bytes after brotli. Raising it needs a decision record in docs/decisions that
/// accounts for every 10 kB.
const BUDGET: usize = 256_000;

/// Prints raw and compressed sizes, and gives what the first screen weighs after brotli.
pub fn print(bundle: &Bundle, compressed: &[Compressed]) -> Result<usize, Problem> {
    println!("\n{:<36} {:>9} {:>9} {:>9}", "file", "raw", "gzip", "brotli");
    let groups = [
        (Role::FirstScreen, "the first screen"),
        (Role::Later, "fetched once the first list is there"),
        (Role::OnDemand, "fetched when the sandbox is opened"),
        (Role::Beside, "beside the page"),
    ];
    let mut first_screen = 0;
    for (role, title) in groups {
        let members: Vec<_> =
            bundle.files().iter().zip(compressed).filter(|(file, _)| file.role == role).collect();
        let sum = |size: fn(&(&File, &Compressed)) -> usize| members.iter().map(size).sum::<usize>();
        for (file, compressed) in &members {
            row(&file.name, file.bytes.len(), compressed.gzip.len(), compressed.brotli.len());
        }
        let brotli = sum(|(_, compressed)| compressed.brotli.len());
        row(
            &format!("= {title}"),
            sum(|(file, _)| file.bytes.len()),
            sum(|(_, made)| made.gzip.len()),
            brotli,
        );
        if role == Role::FirstScreen {
            first_screen = brotli;
        }
    }
    explain(bundle)?;
    Ok(first_screen)
}

fn row(name: &str, raw: usize, gzip: usize, brotli: usize) {
    println!("{name:<36} {:>9} {:>9} {:>9}", grouped(raw), grouped(gzip), grouped(brotli));
}

/// What the application's WebAssembly is made of. Sections are compressed alone here, so they add up only roughly.
fn explain(bundle: &Bundle) -> Result<(), Problem> {
    let is_application =
        |file: &&File| file.role == Role::FirstScreen && file.name.strip_suffix(".wasm").is_some();
    let Some(module) = bundle.files().iter().find(is_application) else { return Ok(()) };
    println!("\nWhat {} consists of:", module.name);
    for section in sections::of(&module.bytes)? {
        let compressed =
            compress::brotli(section.bytes).map_err(Problem::while_doing("compressing a section"))?;
        if section.bytes.len() > 1000 {
            println!(
                "  {:<34} {:>9} {:>19}",
                section.name(),
                grouped(section.bytes.len()),
                grouped(compressed.len())
            );
        }
    }
    Ok(())
}

/// An error if the first screen is over its budget.
pub fn judge(first_screen: usize) -> Result<(), Problem> {
    let (size, budget) = (grouped(first_screen), grouped(BUDGET));
    println!("\nThe first screen is {size} bytes after brotli; the budget is {budget}.");
    if first_screen <= BUDGET {
        return Ok(());
    }
    Err(Problem::new(format!("the first screen is {} bytes over its budget", grouped(first_screen - BUDGET)))
        .next("Make it smaller; see docs/decisions for what weighs what. Raising the budget needs a decision record."))
}

/// 1234567 as 1,234,567.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn one_byte_over_the_budget_is_refused() {
        assert!(judge(BUDGET).is_ok());
        assert!(judge(BUDGET + 1).is_err());
    }
}
