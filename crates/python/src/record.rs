//! Python values as JSON, as they would stand in a file of records.

use crate::error::Error;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde_json::{Map, Value};

/// Values within values at most: what holds itself must end.
const DEEPEST: usize = 64;

/// A dict as a record.
pub fn record(object: &Bound<'_, PyAny>) -> PyResult<Map<String, Value>> {
    match value(object, 0)? {
        Value::Object(record) => Ok(record),
        _ => Err(Error::input(format!("a dict is wanted, not {}", object.get_type())).into()),
    }
}

fn value(object: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    if depth > DEEPEST {
        return Err(Error::input(format!("a record is more than {DEEPEST} values deep")).into());
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Value::from(text.to_cow()?));
    }
    if object.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(flag) = object.cast::<PyBool>() {
        return Ok(Value::from(flag.is_true()));
    }
    if let Ok(number) = object.cast::<PyInt>() {
        // A longer one is kept as its digits.
        let short = number.extract::<i64>().map(Value::from);
        return short.or_else(|_| Ok(Value::from(number.str()?.to_cow()?)));
    }
    if let Ok(number) = object.cast::<PyFloat>() {
        // NaN, by which pandas says that there is nothing, becomes null.
        return Ok(Value::from(number.value()));
    }
    if let Ok(object) = object.cast::<PyDict>() {
        let entry = |(name, item): (Bound<'_, PyAny>, _)| {
            Ok((name.str()?.to_cow()?.into_owned(), value(&item, depth + 1)?))
        };
        return object.iter().map(entry).collect::<PyResult<_>>().map(Value::Object);
    }
    if object.is_instance_of::<PyList>() || object.is_instance_of::<PyTuple>() {
        let items = object.try_iter()?.map(|item| value(&item?, depth + 1));
        return items.collect::<PyResult<_>>().map(Value::Array);
    }
    if object.is_instance_of::<PyBytes>() {
        return Err(Error::input("a record holds bytes: decode them to text first").into());
    }
    // Arrays and numbers of numpy.
    if let Ok(plain) = object.call_method0("tolist") {
        return value(&plain, depth + 1);
    }
    // Dates of any library write themselves in ISO 8601; what else there is says what it is.
    let written = match object.call_method0("isoformat") {
        Ok(date) => date.str()?,
        Err(_) => object.str()?,
    };
    Ok(match &*written.to_cow()? {
        // Other ways of pandas to say that there is nothing.
        "NaT" | "<NA>" => Value::Null,
        text => Value::from(text),
    })
}
