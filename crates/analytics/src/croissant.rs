//! An output folder as a data set, in the Croissant format 1.0 of MLCommons
//! (<https://docs.mlcommons.org/croissant/docs/croissant-spec.html>).

use crate::schema::{ColumnSpec, Kind, PARTICIPANT, columns};
use crate::write::{Format, OutputFile};
use detente_model::Table;
use serde_json::{Value, json};

/// The description of a folder that holds `files`, made by `version` of detente and to be cited as `cite_as`. Whoever
/// publishes the data adds its licence, the day and the address.
#[must_use]
pub fn croissant(files: &[&OutputFile], format: Format, version: &str, cite_as: &str) -> Value {
    let tables = || Table::ALL.iter().filter(|&&t| files.iter().any(|f| f.table == t));
    let in_parts = |table| files.iter().any(|f| f.table == table && f.path.contains('/'));
    let mut distribution: Vec<Value> = files.iter().map(|file| file_object(file, format)).collect();
    let sets = tables().filter(|&&table| in_parts(table));
    distribution.extend(sets.map(|&table| file_set(table, format)));
    let record_sets: Vec<_> = tables().map(|&t| record_set(t, in_parts(t), format)).collect();
    json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "detente-output",
        "description": "Who did or said what to whom, when, where, on whose word: tables that detente made of news.",
        "version": version,
        "citeAs": cite_as,
        "distribution": distribution,
        "recordSet": record_sets,
    })
}

fn file_object(file: &OutputFile, format: Format) -> Value {
    json!({
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": format!("{} B", file.bytes),
        "encodingFormat": media_type(format),
        "sha256": file.sha256,
    })
}

/// The parts of a table.
fn file_set(table: Table, format: Format) -> Value {
    json!({
        "@type": "cr:FileSet",
        "@id": set_id(table),
        "name": set_id(table),
        "encodingFormat": media_type(format),
        "includes": format!("{table}/part-*.{}", format.as_str()),
    })
}

fn record_set(table: Table, in_parts: bool, format: Format) -> Value {
    let source = if in_parts {
        json!({ "fileSet": { "@id": set_id(table) } })
    } else {
        json!({ "fileObject": { "@id": format!("{table}.{}", format.as_str()) } })
    };
    let fields = columns(table).iter().map(|spec| field(table, spec, &source, format));
    json!({
        "@type": "cr:RecordSet",
        "@id": table.as_str(),
        "name": table.as_str(),
        "field": fields.collect::<Vec<_>>(),
    })
}

fn field(table: Table, spec: &ColumnSpec, source: &Value, format: Format) -> Value {
    let id = format!("{table}/{}", spec.name);
    let mut source = source.clone();
    source["extract"] = json!({ "column": spec.name });
    let mut field = described(&id, spec);
    // Lists in CSV are texts that hold JSON.
    let nested = format != Format::Csv;
    match spec.kind {
        Kind::Texts | Kind::Dates | Kind::Reals if nested => field["repeated"] = json!(true),
        Kind::Participants if nested => {
            field["repeated"] = json!(true);
            let part = |part: &ColumnSpec| {
                let mut source = source.clone();
                source["transform"] = json!({ "jsonPath": part.name });
                let mut field = described(&format!("{id}/{}", part.name), part);
                field["source"] = source;
                field
            };
            field["subField"] = PARTICIPANT.iter().map(part).collect();
        }
        _ => {}
    }
    field["source"] = source;
    field
}

fn described(id: &str, spec: &ColumnSpec) -> Value {
    let unit = spec.unit.map(|unit| format!(" Unit: {unit}.")).unwrap_or_default();
    let terms = if spec.terms.is_empty() {
        String::new()
    } else {
        format!(" One of {}.", spec.terms.join(", "))
    };
    json!({
        "@type": "cr:Field",
        "@id": id,
        "name": spec.name,
        "description": format!("{}{unit}{terms}", spec.about),
        "dataType": data_type(spec.kind),
    })
}

const fn data_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Texts | Kind::Participants => "sc:Text",
        Kind::Flag => "sc:Boolean",
        Kind::Small | Kind::Code | Kind::Count => "sc:Integer",
        Kind::Score | Kind::Real | Kind::Reals => "sc:Float",
        Kind::Date | Kind::Dates => "sc:Date",
        Kind::Instant => "sc:DateTime",
    }
}

const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Parquet => "application/x-parquet",
        Format::Csv => "text/csv",
        Format::Jsonl => "application/jsonlines",
        Format::Arrow => "application/vnd.apache.arrow.file",
    }
}

fn set_id(table: Table) -> String {
    format!("{table}-parts")
}

/// The terms, as the specification gives them.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
