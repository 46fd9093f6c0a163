"""Every public function and method has an example, which pytest runs as a doctest."""

import inspect

import pytest

import detente as dt


def functions():
    """Find the public functions, and the methods of public classes."""
    for name in sorted(dt.__all__):
        thing = getattr(dt, name)
        if inspect.isfunction(thing):
            yield name, thing
        elif inspect.isclass(thing):
            for method, function in vars(thing).items():
                if inspect.isfunction(function) and not method.startswith("_"):
                    yield f"{name}.{method}", function
        elif name == "neighbours":
            yield from ((f"{name}.{f}", getattr(thing, f)) for f in thing.__all__ if f[0].islower())


@pytest.mark.parametrize(("name", "function"), list(functions()))
def test_it_has_an_example(name, function):
    assert ">>> " in (inspect.getdoc(function) or ""), name
