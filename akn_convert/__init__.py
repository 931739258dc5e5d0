"""Published meeting records in, valid Akoma Ntoso out: `convert` is the whole way, the other verbs its stages."""

from __future__ import annotations

__version__ = "0.1.0"
