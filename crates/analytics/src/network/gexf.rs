//! Networks as GEXF.

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

const NODE: &[&str] = &["id", "name"];
const EDGE: &[&str] = &["source", "target"];

fn write_to(network: &Network, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<gexf xmlns="http://gexf.net/1.3" version="1.3">"#)?;
    let direction = if network.directed { "directed" } else { "undirected" };
    writeln!(out, r#"<graph defaultedgetype="{direction}" mode="static">"#)?;
    write_attributes(out, "node", &network.nodes, NODE)?;
    write_attributes(out, "edge", &network.edges, EDGE)?;
    writeln!(out, "<nodes>")?;
    for row in 0..network.nodes.height() {
        let of = |name: &str| cell_of(&network.nodes, name, row);
        let (id, name) = (escape(&of("id")?), escape(&of("name")?));
        writeln!(out, r#"<node id="{id}" label="{name}">"#)?;
        write_values(out, &network.nodes, NODE, row)?;
        writeln!(out, "</node>")?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    for row in 0..network.edges.height() {
        let of = |name: &str| cell_of(&network.edges, name, row);
        let (source, target) = (escape(&of("source")?), escape(&of("target")?));
        let weight = of("n")?;
        writeln!(
            out,
            r#"<edge id="{row}" source="{source}" target="{target}" weight="{weight}">"#
        )?;
        write_values(out, &network.edges, EDGE, row)?;
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "</edges>\n</graph>\n</gexf>")
}

fn cell_of(frame: &DataFrame, name: &str, row: usize) -> io::Result<String> {
    let column = frame.column(name).map_err(io::Error::other)?;
    Ok(cell(column, row)?.unwrap_or_default())
}

fn write_attributes(
    out: &mut impl Write,
    class: &str,
    frame: &DataFrame,
    apart: &[&str],
) -> io::Result<()> {
    writeln!(out, r#"<attributes class="{class}">"#)?;
    for (id, column) in data_columns(frame, apart).enumerate() {
        let kind = match column.dtype() {
            DataType::Int64 => "long",
            DataType::Float64 => "double",
            _ => "string",
        };
        writeln!(out, r#"<attribute id="{id}" title="{}" type="{kind}"/>"#, column.name())?;
    }
    writeln!(out, "</attributes>")
}

fn write_values(
    out: &mut impl Write,
    frame: &DataFrame,
    apart: &[&str],
    row: usize,
) -> io::Result<()> {
    writeln!(out, "<attvalues>")?;
    for (id, column) in data_columns(frame, apart).enumerate() {
        if let Some(value) = cell(column, row)? {
            writeln!(out, r#"<attvalue for="{id}" value="{}"/>"#, escape(&value))?;
        }
    }
    writeln!(out, "</attvalues>")
}
