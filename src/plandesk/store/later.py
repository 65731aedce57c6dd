"""Modules that a dependency imports and plandesk never uses: known by name, loaded if anybody ever asks."""

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec


def load_later(name: str) -> None:
    """Have the submodule ``name`` executed when something of it is first asked for; as usual where that cannot be."""
    package, _, last = name.rpartition(".")
    if name in sys.modules:
        return
    spec = find_spec(name)  # imports the package
    if spec is None or spec.loader is None or not hasattr(spec.loader, "exec_module"):
        return
    spec.loader = loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    # importing it by its name would load it: ``from package import last`` finds it here
    setattr(import_module(package), last, module)
