//! Frames in and out of Python as Arrow streams, by the PyCapsule interface
//! (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>).
//!
//! Any producer and any consumer will do: polars, pandas 3, pyarrow, DuckDB. Strings leave as `large_string`, which all
//! of them take. This is the one module with `unsafe`: the C stream of another library is taken at its word.

#![allow(unsafe_code, reason = "the Arrow C stream interface is C")]

use crate::error::Error;
use detente_analytics::is_readable;
use polars::prelude::*;
use polars_arrow::array::StructArray;
use polars_arrow::datatypes::Field as ArrowField;
use polars_arrow::ffi::{ArrowArrayStream, ArrowArrayStreamReader, export_iterator};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::CStr;

const STREAM: &CStr = c"arrow_array_stream";

/// A frame on its way to Python. `polars.DataFrame(frame)` takes it, and so does everything that reads Arrow streams.
#[pyclass(frozen, module = "detente._detente")]
pub struct Frame(DataFrame);

impl Frame {
    pub fn new(mut frame: DataFrame) -> Self {
        frame.align_chunks();
        Self(frame)
    }
}

#[pymethods]
impl Frame {
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface allows to give the schema that one has.
        let _ = requested_schema;
        PyCapsule::new_with_value(py, stream(&self.0), STREAM)
    }

    fn __len__(&self) -> usize {
        self.0.height()
    }
}

/// One struct array for each chunk; a frame without rows gives none, and its schema still.
fn stream(frame: &DataFrame) -> ArrowArrayStream {
    let level = CompatLevel::oldest();
    let fields = frame.schema().iter_fields().map(|f| f.to_arrow(level)).collect();
    let dtype = ArrowDataType::Struct(fields);
    let field = ArrowField::new("".into(), dtype.clone(), false);
    let columns: Vec<Series> =
        frame.columns().iter().map(|c| c.as_materialized_series().clone()).collect();
    let chunks =
        if frame.height() == 0 { 0 } else { columns.first().map_or(0, |c| c.chunks().len()) };
    let arrays = (0..chunks).map(move |chunk| {
        let values: Vec<_> = columns.iter().map(|c| c.to_arrow(chunk, level)).collect();
        let height = values.first().map_or(0, |array| array.len());
        StructArray::try_new(dtype.clone(), height, values, None).map(StructArray::boxed)
    });
    export_iterator(Box::new(arrays), field)
}

/// Reads a frame from any object with `__arrow_c_stream__`.
pub fn frame_from_python(object: &Bound<'_, PyAny>) -> PyResult<DataFrame> {
    let export = object.getattr("__arrow_c_stream__").map_err(|_| {
        PyTypeError::new_err(format!(
            "a data frame is wanted (polars, pandas 3, pyarrow, or anything with __arrow_c_stream__), not {}",
            object.get_type()
        ))
    })?;
    let capsule = export.call0()?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<ArrowArrayStream>();
    // SAFETY: a capsule of this name holds an ArrowArrayStream. It is moved out and an empty one left in its place, so
    // that it is released once. That the stream keeps to the C interface is its producer's promise.
    let frame = unsafe {
        let stream = std::ptr::replace(pointer.as_ptr(), ArrowArrayStream::empty());
        read_stream(stream)
    };
    frame.map_err(|e| Error::from(e).into())
}

/// # Safety
/// `stream` keeps to the Arrow C stream interface.
unsafe fn read_stream(stream: ArrowArrayStream) -> PolarsResult<DataFrame> {
    // SAFETY: the caller's promise.
    let mut reader = unsafe { ArrowArrayStreamReader::try_new(Box::new(stream))? };
    let ArrowDataType::Struct(fields) = reader.field().dtype().clone() else {
        // SAFETY: the caller's promise.
        return unsafe { read_series(reader) };
    };
    let readable: Vec<bool> = fields.iter().map(|field| is_readable(field.dtype())).collect();
    let mut columns: Vec<Vec<ArrayRef>> = vec![Vec::new(); fields.len()];
    // SAFETY: the caller's promise.
    while let Some(batch) = unsafe { reader.next() } {
        let batch = batch?;
        let Some(batch) = batch.as_any().downcast_ref::<StructArray>() else {
            polars_bail!(SchemaMismatch: "the Arrow stream holds no table");
        };
        for (column, values) in columns.iter_mut().zip(batch.values()) {
            column.push(values.clone());
        }
    }
    let columns = fields.iter().zip(columns).zip(readable).filter(|(_, readable)| *readable);
    let columns = columns.map(|((field, chunks), _)| {
        let name = field.name.clone();
        if chunks.is_empty() {
            return Ok(Column::new_empty(name, &DataType::from_arrow_field(field)));
        }
        Ok(Series::from_arrow_chunks(name, chunks)?.into_column())
    });
    DataFrame::new_infer_height(columns.collect::<PolarsResult<_>>()?)
}

/// The one column of texts that a series is.
///
/// # Safety
/// The stream of `reader` keeps to the Arrow C stream interface.
unsafe fn read_series(
    mut reader: ArrowArrayStreamReader<Box<ArrowArrayStream>>,
) -> PolarsResult<DataFrame> {
    use ArrowDataType as A;
    let dtype = reader.field().dtype();
    let texts = matches!(dtype, A::Utf8 | A::LargeUtf8 | A::Utf8View | A::Null | A::Dictionary(..));
    polars_ensure!(
        texts && is_readable(dtype),
        SchemaMismatch: "the series holds {dtype:?}: texts are wanted, or a data frame with a column of them"
    );
    let mut chunks = Vec::new();
    // SAFETY: the caller's promise.
    while let Some(chunk) = unsafe { reader.next() } {
        chunks.push(chunk?);
    }
    let column = if chunks.is_empty() {
        Column::new_empty("text".into(), &DataType::String)
    } else {
        Series::from_arrow_chunks("text".into(), chunks)?.into_column()
    };
    DataFrame::new_infer_height(vec![column])
}
