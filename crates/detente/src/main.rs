//! The `detente` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(detente::cli::main(std::env::args_os()))
}
