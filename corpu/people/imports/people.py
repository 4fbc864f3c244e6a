"""The personnel file, with the column names of the national personnel system."""

from corpu.people.imports.contract import ImportKind


class PeopleImport(ImportKind):
    """People, their units, posts and line of report."""

    code = "people"
