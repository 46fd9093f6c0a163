//! Parquet and Arrow files as rows, a piece at a time.

use crate::records::{is_readable, records};
use detente_parse::{FieldNames, Format, LostRows, Rows, Stored};
use polars::io::mmap::MmapBytesReader;
use polars::prelude::*;
use polars_arrow::array::Array;
use polars_arrow::io::ipc::read::{
    FileReader, StreamReader, StreamState, read_file_dictionaries, read_file_metadata,
    read_stream_metadata,
};
use polars_arrow::record_batch::RecordBatchT;
use serde_json::{Map, Value};
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// About how many bytes of a Parquet file are unpacked at once.
const PIECE_BYTES: usize = 16 << 20;

/// Opens a Parquet or Arrow file for [`ReadOptions::open_columns`](detente_parse::ReadOptions::open_columns). Only the columns
/// that may hold a part of an article are read: of a Parquet file some 16 MiB at a time, however large its row groups are; of an
/// Arrow file or stream a record batch at a time.
///
/// # Errors
/// What keeps the file from being read, for people.
///
/// # Examples
/// ```
/// use detente_analytics::open_columns;
/// use detente_parse::{ReadOptions, parse_bytes};
///
/// let options = ReadOptions { open_columns: Some(open_columns), ..ReadOptions::default() };
/// let problem = parse_bytes(b"PAR1, or not", "news.parquet", &options).next();
/// # assert!(matches!(problem, Some(detente_parse::Parsed::Problem(_))));
/// ```
pub fn open_columns(stored: Stored, format: Format, names: &FieldNames) -> Result<Rows, String> {
    let opened = guarded(|| match format {
        Format::Parquet => parquet(stored, names),
        _ => arrow(stored, names),
    });
    opened.map_err(|error| damaged(format, &error))
}

/// Readers of damaged files may panic: that is an error as well.
fn guarded<T>(read: impl FnOnce() -> PolarsResult<T>) -> PolarsResult<T> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| polars_bail!(ComputeError: "its parts contradict one another"))
}

fn damaged(format: Format, error: &PolarsError) -> String {
    let kind = if format == Format::Parquet { "a Parquet file" } else { "an Arrow file" };
    format!("damaged, or not {kind} ({error}): fetch or write it again")
}

type Records = Box<dyn Iterator<Item = Result<Map<String, Value>, LostRows>> + Send>;

/// The rows of pieces, some of which may be lost.
fn joined<P: Iterator<Item = Map<String, Value>> + Send + 'static>(
    pieces: impl Iterator<Item = Result<P, LostRows>> + Send + 'static,
) -> Records {
    Box::new(pieces.flat_map(|piece| {
        let (rows, lost) = match piece {
            Ok(rows) => (Some(rows), None),
            Err(lost) => (None, Some(Err(lost))),
        };
        rows.into_iter().flatten().map(Ok).chain(lost)
    }))
}

/// The rows of the batches of an Arrow file or stream. After one that cannot be had, as many more are tried as `left` says.
fn batches(
    names: &FieldNames,
    mut left: usize,
    mut next: impl FnMut() -> PolarsResult<Option<DataFrame>> + Send + 'static,
) -> Records {
    let names = names.clone();
    let mut ended = false;
    joined(std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let batch = guarded(|| next()?.map(|frame| records(&frame, &names)).transpose());
        left = left.saturating_sub(1);
        ended = match batch {
            Ok(Some(_)) => false,
            Ok(None) => true,
            Err(_) => left == 0,
        };
        let lost = |error| LostRows { rows: 0, message: damaged(Format::Arrow, &error) };
        batch.map_err(lost).transpose()
    }))
}

/// The names of all columns, and the places of those that are wanted.
fn chosen(schema: &ArrowSchema, names: &FieldNames) -> (Vec<String>, Vec<usize>) {
    let wanted = |(at, field): (usize, &ArrowField)| {
        (names.may_hold(&field.name) && is_readable(field.dtype())).then_some(at)
    };
    let columns = schema.iter_names().map(ToString::to_string).collect();
    (columns, schema.iter_values().enumerate().filter_map(wanted).collect())
}

/// A source that can be opened again and again.
enum Source {
    File(std::fs::File),
    Bytes(Arc<[u8]>),
}

impl Source {
    fn new(stored: Stored) -> Self {
        match stored {
            Stored::File(file) => Self::File(file),
            Stored::Bytes(bytes) => Self::Bytes(bytes.into()),
        }
    }

    fn open(&self) -> PolarsResult<Box<dyn MmapBytesReader>> {
        Ok(match self {
            Self::File(file) => Box::new(file.try_clone()?),
            Self::Bytes(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }
}

fn parquet(stored: Stored, names: &FieldNames) -> PolarsResult<Rows> {
    let source = Source::new(stored);
    let mut reader = ParquetReader::new(source.open()?);
    let metadata = Arc::clone(reader.get_metadata()?);
    let (columns, wanted) = chosen(&*reader.schema()?, names);
    let groups = metadata.row_groups.iter().map(|g| (g.num_rows(), g.total_byte_size()));
    let slices = slices(groups.clone());
    let height = groups.map(|(rows, _)| rows as u64).sum();
    let names = names.clone();
    let mut damaged_group = None;
    let pieces = slices.into_iter().filter_map(move |Slice { group, at, left }| {
        if damaged_group == Some(group) {
            return None;
        }
        let piece = guarded(|| {
            let mut reader = ParquetReader::new(source.open()?)
                .with_slice(Some(at))
                .with_projection(Some(wanted.clone()))
                // Of the strategies, this one passes over row groups without the slice.
                .read_parallel(ParallelStrategy::RowGroups);
            reader.set_metadata(Arc::clone(&metadata));
            records(&reader.finish()?, &names)
        });
        Some(piece.map_err(|error| {
            damaged_group = Some(group);
            let message = format!("row group {group} is damaged ({error}): write the file again");
            LostRows { rows: left as u64, message }
        }))
    });
    Ok(Rows { columns, rows: joined(pieces), height: Some(height) })
}

/// A part of a row group that is unpacked at once.
struct Slice {
    group: usize,
    /// The first row, and how many.
    at: (usize, usize),
    /// The rows of the group from the first on.
    left: usize,
}

/// The slices of row groups, of which rows and bytes are told.
fn slices(groups: impl Iterator<Item = (usize, usize)>) -> Vec<Slice> {
    let mut slices = Vec::new();
    let mut start = 0;
    for (number, (rows, bytes)) in groups.enumerate() {
        let piece = (PIECE_BYTES * rows / bytes.max(1)).clamp(1, 1 << 14);
        slices.extend((0..rows).step_by(piece).map(|at| Slice {
            group: number,
            at: (start + at, piece.min(rows - at)),
            left: rows - at,
        }));
        start += rows;
    }
    slices
}

fn arrow(stored: Stored, names: &FieldNames) -> PolarsResult<Rows> {
    let mut input = Source::new(stored).open()?;
    let mut magic = [0; 4];
    let begins = input.read(&mut magic)?;
    input.rewind()?;
    match &magic[..begins] {
        b"FEA1" => polars_bail!(ComputeError: "version 1 of Feather, which is out of use"),
        b"ARRO" => arrow_file(input, names),
        b"\xff\xff\xff\xff" => arrow_stream(input, names),
        _ => polars_bail!(ComputeError: "it begins as neither a file nor a stream does"),
    }
}

fn arrow_file(mut input: Box<dyn MmapBytesReader>, names: &FieldNames) -> PolarsResult<Rows> {
    let metadata = read_file_metadata(&mut input)?;
    // Every batch needs them: without them the file is not opened.
    read_file_dictionaries(&mut input, &metadata, &mut Vec::new(), Default::default())?;
    let (columns, wanted) = chosen(&metadata.schema, names);
    let blocks = metadata.blocks.len();
    let mut reader = FileReader::new(input, metadata, Some(wanted), None);
    let next = move || {
        let batch = reader.next().transpose()?;
        batch.map(|batch| frame(reader.schema(), batch)).transpose()
    };
    Ok(Rows { columns, rows: batches(names, blocks, next), height: None })
}

fn arrow_stream(mut input: Box<dyn MmapBytesReader>, names: &FieldNames) -> PolarsResult<Rows> {
    let metadata = read_stream_metadata(&mut input)?;
    let (columns, wanted) = chosen(&metadata.schema, names);
    let mut reader = StreamReader::new(input, metadata, Some(wanted));
    let next = move || match reader.next().transpose()? {
        Some(StreamState::Some(batch)) => frame(reader.schema(), batch).map(Some),
        // Nobody writes to a file that is being read: what would be waited for is the end.
        Some(StreamState::Waiting) | None => Ok(None),
    };
    // Only a batch tells where the next begins.
    Ok(Rows { columns, rows: batches(names, 0, next), height: None })
}

fn frame(schema: &ArrowSchema, batch: RecordBatchT<Box<dyn Array>>) -> PolarsResult<DataFrame> {
    let columns = schema.iter_names().zip(batch.into_arrays()).map(|(name, array)| {
        Ok(Series::from_arrow_chunks(name.clone(), vec![array])?.into_column())
    });
    DataFrame::new_infer_height(columns.collect::<PolarsResult<_>>()?)
}
