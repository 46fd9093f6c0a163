//! Networks as GraphML.

use super::Network;
use super::xml::{cell, data_columns, escape};
use crate::whole_file::{WriteError, write_whole};
use polars::prelude::*;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn write(network: &Network, path: &Path) -> Result<(), WriteError> {
    write_whole(path, |file| write_to(network, file))?;
    Ok(())
}

fn write_to(network: &Network, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#)?;
    write_keys(out, "node", &network.nodes, &["id"])?;
    write_keys(out, "edge", &network.edges, &["source", "target"])?;
    let direction = if network.directed { "directed" } else { "undirected" };
    writeln!(out, r#"<graph edgedefault="{direction}">"#)?;
    write_elements(out, "node", &network.nodes, &["id"])?;
    write_elements(out, "edge", &network.edges, &["source", "target"])?;
    writeln!(out, "</graph>\n</graphml>")
}

/// Declares every column but the `attributes`, which stand in the element itself.
fn write_keys(
    out: &mut impl Write,
    element: &str,
    frame: &DataFrame,
    attributes: &[&str],
) -> io::Result<()> {
    for column in data_columns(frame, attributes) {
        let kind = match column.dtype() {
            DataType::Int64 => "long",
            DataType::Float64 => "double",
            _ => "string",
        };
        let name = column.name();
        writeln!(
            out,
            r#"<key id="{element}_{name}" for="{element}" attr.name="{name}" attr.type="{kind}"/>"#
        )?;
    }
    Ok(())
}

fn write_elements(
    out: &mut impl Write,
    element: &str,
    frame: &DataFrame,
    attributes: &[&str],
) -> io::Result<()> {
    for row in 0..frame.height() {
        write!(out, "<{element}")?;
        for name in attributes {
            let column = frame.column(name).map_err(io::Error::other)?;
            let value = cell(column, row)?.unwrap_or_default();
            write!(out, r#" {name}="{}""#, escape(&value))?;
        }
        write!(out, ">")?;
        for column in data_columns(frame, attributes) {
            if let Some(value) = cell(column, row)? {
                let name = column.name();
                write!(out, r#"<data key="{element}_{name}">{}</data>"#, escape(&value))?;
            }
        }
        writeln!(out, "</{element}>")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Columns;

    #[test]
    fn names_are_escaped_and_nulls_left_out() {
        let nodes = Columns::default()
            .text("id", ["a\"b<c>\u{1}"].into_iter())
            .text_or_null("country", [None::<&str>].into_iter())
            .count("n_edges", [2].into_iter());
        let nodes = nodes.into_frame().unwrap();
        let edges =
            Columns::default().text("source", [].into_iter()).text("target", [].into_iter());
        let network = Network { nodes, edges: edges.into_frame().unwrap(), directed: false };
        let mut out = Vec::new();
        write_to(&network, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains(
                r#"<node id="a&quot;b&lt;c&gt;"><data key="node_n_edges">2</data></node>"#
            ),
            "{text}"
        );
        assert!(text.contains(r#"edgedefault="undirected""#));
    }
}
