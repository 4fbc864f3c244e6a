"""SCORM packages: what a manifest says, and whether a zip is one. No Django here.

Read are SCORM 1.2 (ADL SCORM 1.2 Content Aggregation Model) and SCORM 2004, second to
fourth edition. Namespaces are matched by their local names, because packages in the
wild declare them in every possible spelling.
"""

from decimal import Decimal
from urllib.parse import quote, unquote, urlsplit

from defusedxml import DefusedXmlException, ElementTree

from learning.standards.archives import (
    Limits,
    Problem,
    Unsafe,
    chunks,
    members,
    open_archive,
)
from learning.standards.scorm_package import Item, Package
from learning.standards.xml_elements import (
    attribute,
    child,
    children,
    name_of,
    number,
    text_of,
    title_of,
)

MANIFEST = "imsmanifest.xml"
SCORM_12 = "scorm12"
SCORM_2004 = "scorm2004"
MAX_ITEMS = 500
MAX_DEPTH = 12


def check_package(file, limits: Limits | None = None) -> Package:
    """Look at a zip (seekable binary file) without unpacking it."""
    limits = limits or Limits()
    package = Package()
    try:
        with open_archive(file, limits) as archive:
            found = members(archive, limits)
            package.files = len(found)
            package.size = sum(info.file_size for info in found.values())
            text = _manifest_text(archive, found, limits)
        _read_manifest(text, set(found), package)
    except Unsafe as unsafe:
        package.problems.append(unsafe.problem)
    if not package.is_playable:
        package.items = []
    return package


def _manifest_text(archive, found, limits: Limits) -> bytes:
    info = found.get(MANIFEST)
    if info is None:
        deeper = [path for path in found if path.lower().endswith("/" + MANIFEST)]
        if deeper:
            raise Unsafe("manifest_in_folder", path=deeper[0])
        others = {path.lower() for path in found}
        code = "cmi5_package" if "cmi5.xml" in others else "no_manifest"
        raise Unsafe("tincan_package" if "tincan.xml" in others else code)
    if info.file_size > limits.manifest:
        raise Unsafe("manifest_too_large", most=limits.manifest)
    return b"".join(chunks(archive, info))


# -- the manifest ------------------------------------------------------------------


def _read_manifest(text: bytes, files: set[str], package: Package) -> None:
    try:
        root = ElementTree.fromstring(text, forbid_dtd=False)
    except DefusedXmlException:
        raise Unsafe("manifest_unsafe") from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Unsafe("manifest_not_xml", error=str(error)[:120]) from None
    if name_of(root) != "manifest":
        raise Unsafe("manifest_not_ims", element=name_of(root)[:60])
    package.kind = _kind(root)
    organization = _organization(root)
    package.title = title_of(organization) or attribute(root, "identifier")
    _Outline(root, files, package).read(organization)
    if not package.launchable:
        raise Unsafe("nothing_to_launch")


class _Outline:
    """Walks the items of an organization and finds what each one launches."""

    def __init__(self, root, files: set[str], package: Package):
        self.files = files
        self.actual = {path.lower(): path for path in files}
        self.package = package
        self.keys: set[str] = set()
        base = attribute(root, "base")
        holder = child(root, "resources")
        if holder is not None:
            base += attribute(holder, "base")
        self.base = base
        self.resources = {
            attribute(resource, "identifier"): resource
            for resource in children(holder, "resource")
        }
        self.sequencing = {
            attribute(rules, "ID"): rules
            for rules in children(child(root, "sequencingCollection"), "sequencing")
        }

    def read(self, organization) -> None:
        """Every item, nested ones below their heading."""
        self._items(organization, 0)
        if any(
            True
            for element in organization.iter()
            if name_of(element) == "preConditionRule"
        ):
            self.package.problems.append(Problem("sequencing_ignored", {}, False))
        if any(text_of(e) for e in organization.iter() if name_of(e) == "prerequisites"):
            self.package.problems.append(Problem("prerequisites_ignored", {}, False))

    def _items(self, parent, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise Unsafe("outline_too_deep", most=MAX_DEPTH)
        for element in children(parent, "item"):
            if attribute(element, "isvisible").lower() == "false" and not attribute(
                element, "identifierref"
            ):
                continue
            if len(self.package.items) >= MAX_ITEMS:
                raise Unsafe("too_many_items", most=MAX_ITEMS)
            self.package.items.append(self._item(element, depth))
            self._items(element, depth + 1)

    def _item(self, element, depth: int) -> Item:
        key = self._key(element)
        title = title_of(element) or key
        reference = attribute(element, "identifierref")
        if not reference:
            return Item(key=key, title=title, depth=depth)
        resource = self.resources.get(reference)
        if resource is None:
            raise Unsafe("item_without_resource", item=title, reference=reference)
        return Item(
            key=key,
            title=title,
            depth=depth,
            launch=self._launch(resource, attribute(element, "parameters"), title),
            is_sco=attribute(resource, "scormtype").lower() != "asset",
            mastery=self._mastery(element),
            threshold=_threshold(element),
            launch_data=text_of(child(element, "datafromlms"))
            or text_of(child(element, "dataFromLMS")),
            is_required=self._counts(element),
        )

    def _key(self, element) -> str:
        key = attribute(element, "identifier")[:200] or f"item_{len(self.keys) + 1}"
        if key in self.keys:
            raise Unsafe("duplicate_item", item=key)
        self.keys.add(key)
        return key

    def _launch(self, resource, parameters: str, title: str) -> str:
        href = attribute(resource, "href")
        if not href:
            raise Unsafe("resource_without_href", item=title)
        parts = urlsplit(self.base + attribute(resource, "base") + href.strip())
        if parts.scheme or parts.netloc:
            raise Unsafe("launches_elsewhere", item=title, path=href[:120])
        path = quote(self._existing(unquote(parts.path), title), safe="/!$&'()*+,;=:@~")
        return path + _query(parts.query, parts.fragment, parameters)

    def _existing(self, path: str, title: str) -> str:
        clean: list[str] = []
        for part in path.replace("\\", "/").split("/"):
            if part == "..":
                if not clean:
                    raise Unsafe("path_climbs_out", path=path[:120])
                clean.pop()
            elif part not in {"", "."}:
                clean.append(part)
        wanted = "/".join(clean)
        found = wanted if wanted in self.files else self.actual.get(wanted.lower())
        if found is None:
            raise Unsafe("launch_file_missing", item=title, path=path[:120])
        return found

    def _counts(self, element) -> bool:
        """False where SCORM 2004 takes the item out of the roll-up altogether."""
        own = child(element, "sequencing")
        if own is None:
            return True
        shared = self.sequencing.get(attribute(own, "IDRef"))
        for source in (own, shared):
            rules = child(source, "rollupRules")
            if rules is not None:
                names = ("rollupObjectiveSatisfied", "rollupProgressCompletion")
                said = {attribute(rules, name).lower() for name in names}
                return not said <= {"false", "0"}
        return True

    def _mastery(self, element) -> Decimal | None:
        """Percent: masteryscore of SCORM 1.2 (0 to 100), minNormalizedMeasure of 2004
        (0 to 1) where the objective is satisfied by measure."""
        stated = number(text_of(child(element, "masteryscore")))
        if stated is not None:
            return stated if 0 <= stated <= 100 else None
        rules = child(element, "sequencing")
        if rules is None:
            return None
        shared = self.sequencing.get(attribute(rules, "IDRef"))
        for source in (rules, shared):
            objective = child(child(source, "objectives"), "primaryObjective")
            if objective is not None:
                return _normalized(objective)
        return None


def _normalized(objective) -> Decimal | None:
    if attribute(objective, "satisfiedByMeasure").lower() not in {"true", "1"}:
        return None
    measure = number(text_of(child(objective, "minNormalizedMeasure")))
    measure = Decimal(1) if measure is None else measure
    return max(measure, Decimal(0)) * 100 if measure <= 1 else None


def _threshold(element) -> Decimal | None:
    """completionThreshold: text in the third edition, an attribute in the fourth."""
    found = child(element, "completionThreshold")
    if found is None:
        return None
    if attribute(found, "completedByMeasure").lower() == "false":
        return None
    value = number(attribute(found, "minProgressMeasure") or text_of(found))
    return value if value is not None and 0 <= value <= 1 else None


def _query(query: str, fragment: str, parameters: str) -> str:
    """SCORM joins `parameters` to the href: "?a=b", "a=b", "&a=b" or "#place"."""
    extra = parameters.strip()
    if extra.startswith("#"):
        fragment, extra = extra[1:], ""
    extra = extra.lstrip("?&")
    query = "&".join(part for part in (query, extra) if part)
    return (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _kind(root) -> str:
    """By schemaversion, else by the namespaces that the manifest uses."""
    version = text_of(child(child(root, "metadata"), "schemaversion"))
    if version == "1.2":
        return SCORM_12
    if version.startswith(("2004", "CAM 1.3")):
        return SCORM_2004
    names = " ".join(
        part
        for element in root.iter()
        for part in (str(element.tag), *map(str, element.attrib))
    )
    if "adlcp_v1p3" in names or "imsss" in names:
        return SCORM_2004
    if "adlcp_rootv1p2" in names or version == "1.1":
        return SCORM_12
    raise Unsafe("not_scorm", version=version[:60])


def _organization(root):
    holder = child(root, "organizations")
    found = children(holder, "organization")
    if not found:
        raise Unsafe("no_organization")
    default = attribute(holder, "default")
    by_key = {attribute(element, "identifier"): element for element in found}
    return by_key.get(default, found[0])
