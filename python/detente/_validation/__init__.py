"""Validation: a sample for hand coding, the scores it gives, and counts corrected for coding error."""

from detente._validation.reading import read_validation
from detente._validation.sample import ValidationSample, validation_sample
from detente._validation.validation import Validation

__all__ = ["Validation", "ValidationSample", "read_validation", "validation_sample"]
