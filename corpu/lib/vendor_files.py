"""Static files: the allow-listed ones of npm packages, and hashed names for all."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage


class VendorFinder(BaseFinder):
    """Serves `settings.VENDOR_FILES` out of node_modules as vendor/<package>/<name>."""

    def __init__(self, app_names=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.files = {
            f"vendor/{package}/{Path(name).name}": Path(package) / name
            for package, names in settings.VENDOR_FILES.items()
            for name in names
            if (settings.VENDOR_DIR / package / name).is_file()
        }

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        """The file behind `path`, if it is on the list."""
        found = self.files.get(path)
        result = [str(settings.VENDOR_DIR / found)] if found else []
        return result if find_all else (result[0] if result else [])

    def list(self, ignore_patterns):
        """Every served name with its storage."""
        for path, source in self.files.items():
            storage = _Renamed(settings.VENDOR_DIR, path, str(source))
            yield path, storage


class _Renamed(FileSystemStorage):
    """A storage of one file that answers to another name."""

    def __init__(self, root, name, source):
        super().__init__(location=root)
        self.alias, self.source = name, source
        self.prefix = ""

    def path(self, name):
        return super().path(self.source if name == self.alias else name)


class ManifestStorage(ManifestStaticFilesStorage):
    """Hashed names; source maps are not collected, so their comments are left alone."""

    manifest_strict = False
    patterns = tuple(
        (glob, tuple(p for p in patterns if "sourceMappingURL" not in str(p)))
        for glob, patterns in ManifestStaticFilesStorage.patterns
    )

    def post_process(self, paths, *args, **kwargs):
        """The parts of the stylesheet are not served; their addresses fit the whole."""
        served = {name: at for name, at in paths.items() if "css/parts/" not in name}
        yield from super().post_process(served, *args, **kwargs)
