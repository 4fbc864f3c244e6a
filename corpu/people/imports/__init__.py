"""Bulk files: read, previewed row by row, confirmed, applied in the background."""

from corpu.people.imports.contract import Column, ImportKind, Preview, Problem
from corpu.people.imports.people import PeopleImport

__all__ = ["Column", "ImportKind", "PeopleImport", "Preview", "Problem"]
