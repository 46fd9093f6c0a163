//! Scores one task without the program: `cargo run -p detente-evaluate --example score -- TASK GOLD [PREDICTIONS]`.
//! With a third argument, the predictions are written there in the gold's schema.

use detente_evaluate::Task;
use detente_pipeline::Pipeline;
use std::io::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, gold, rest @ ..] = arguments.as_slice() else {
        return Err("usage: score TASK GOLD [PREDICTIONS]".into());
    };
    let report = task.parse::<Task>()?.score(Path::new(gold), &Pipeline::new()?)?;
    println!("{}", serde_json::to_string_pretty(&report)?);
    for (id, what) in report.worst.iter().take(10) {
        println!("{id}: {what}");
    }
    if let [path] = rest {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        for prediction in &report.predictions {
            writeln!(file, "{prediction}")?;
        }
    }
    Ok(())
}
