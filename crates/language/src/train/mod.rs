//! Assembly of the model file: the network that `training/student.py` trained is packed, and sentence ends and lemmas are
//! learned. Seeded: the same data give the same bytes.

mod acts;
mod boundaries;
mod data;
mod lemmas;
mod network;
mod perceptron;
mod scores;
mod stages;
mod tensors;
mod writer;

pub use acts::pack_acts;
pub use data::DataError;
pub use stages::{Options, train};
