"""What is wrong with a package, in the reader's language and with the remedy."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.standards.archives import Problem

SENTENCES = {
    "not_a_zip": gettext_lazy(
        "This file is not a zip archive. Export the package as SCORM (zip) and "
        "upload that file."
    ),
    "archive_too_large": gettext_lazy(
        "The package is larger than %(most)s. Compress its videos and pictures, or "
        "split it."
    ),
    "too_many_files": gettext_lazy(
        "The package holds %(count)s files; %(most)s are allowed. Split it."
    ),
    "absolute_path": gettext_lazy(
        "“%(path)s” is an absolute path. Such a package is not safe to unpack; export "
        "it again."
    ),
    "path_climbs_out": gettext_lazy(
        "“%(path)s” leads out of the package. Such a package is not safe to unpack; "
        "export it again."
    ),
    "strange_path": gettext_lazy(
        "“%(path)s” is not a usable file name. Rename the file and export again."
    ),
    "path_too_long": gettext_lazy(
        "The path “%(path)s” is too long. Use shorter names and export again."
    ),
    "symbolic_link": gettext_lazy(
        "“%(path)s” is a link to another file. Put the file itself in the package."
    ),
    "encrypted": gettext_lazy(
        "The package is protected by a password (“%(path)s”). Export it without one."
    ),
    "duplicate_path": gettext_lazy(
        "“%(path)s” is in the package twice. Remove one and export again."
    ),
    "unpacks_too_large": gettext_lazy(
        "Unpacked, the package is too large (at “%(path)s”). Compress its videos and "
        "pictures, or split it."
    ),
    "zip_bomb": gettext_lazy(
        "“%(path)s” unpacks to %(ratio)s times its size. Such a file is not accepted; "
        "take it out or store it uncompressed."
    ),
    "damaged": gettext_lazy(
        "“%(path)s” is damaged. Export the package again and upload it anew."
    ),
    "no_manifest": gettext_lazy(
        "There is no imsmanifest.xml: this zip is not a SCORM package. Choose “SCORM "
        "1.2” or “SCORM 2004” when you export."
    ),
    "manifest_in_folder": gettext_lazy(
        "imsmanifest.xml lies in a folder (“%(path)s”). Zip the content of the "
        "folder, not the folder itself."
    ),
    "cmi5_package": gettext_lazy(
        "This is a cmi5 package, not SCORM. Export it as SCORM 1.2 or SCORM 2004."
    ),
    "tincan_package": gettext_lazy(
        "This is an xAPI (Tin Can) package, not SCORM. Export it as SCORM 1.2 or "
        "SCORM 2004."
    ),
    "manifest_too_large": gettext_lazy(
        "imsmanifest.xml is larger than any real manifest. Export the package again."
    ),
    "manifest_unsafe": gettext_lazy(
        "imsmanifest.xml declares entities, which is not safe to read. Export the "
        "package again."
    ),
    "manifest_not_xml": gettext_lazy(
        "imsmanifest.xml is not well-formed XML. Export the package again."
    ),
    "manifest_not_ims": gettext_lazy(
        "imsmanifest.xml is not a manifest (its root is “%(element)s”). Export the "
        "package again."
    ),
    "not_scorm": gettext_lazy(
        "The manifest names neither SCORM 1.2 nor SCORM 2004. Choose one of them when "
        "you export."
    ),
    "no_organization": gettext_lazy(
        "The manifest has no organization, so nothing says what learners open, in "
        "which order. Export the package again with its outline."
    ),
    "nothing_to_launch": gettext_lazy(
        "No item of the outline opens a page. Export the package again."
    ),
    "outline_too_deep": gettext_lazy(
        "The outline is nested deeper than %(most)s levels. Flatten it."
    ),
    "too_many_items": gettext_lazy(
        "The outline has more than %(most)s items. Split the package."
    ),
    "item_without_resource": gettext_lazy(
        "“%(item)s” refers to “%(reference)s”, which the manifest does not hold. "
        "Export the package again."
    ),
    "duplicate_item": gettext_lazy(
        "Two items of the outline share the identifier “%(item)s”. Export the package "
        "again."
    ),
    "resource_without_href": gettext_lazy(
        "“%(item)s” names no file to open. Export the package again."
    ),
    "launches_elsewhere": gettext_lazy(
        "“%(item)s” opens a page outside the package (%(path)s). Put the content into "
        "the package."
    ),
    "launch_file_missing": gettext_lazy(
        "“%(item)s” opens “%(path)s”, which is not in the zip. Export the package "
        "again; mind the spelling of file names."
    ),
    "sequencing_ignored": gettext_lazy(
        "The package has sequencing rules of SCORM 2004. Learners may open its parts "
        "in any order here."
    ),
    "prerequisites_ignored": gettext_lazy(
        "The package has prerequisites between its parts. Learners may open its parts "
        "in any order here."
    ),
    "document_gone": gettext_lazy(
        "The uploaded file is no longer there. Upload the package again and publish "
        "the course."
    ),
}
SIZES = {"most", "size"}


def sentence(problem: Problem) -> str:
    """The problem as a sentence; numbers of bytes are written as sizes."""
    text = SENTENCES.get(problem.code)
    if text is None:
        return _("This package cannot be used (%(code)s).") % {"code": problem.code}
    detail = dict(problem.detail)
    if problem.code in {"archive_too_large", "unpacks_too_large", "manifest_too_large"}:
        detail = {k: filesizeformat(v) if k in SIZES else v for k, v in detail.items()}
    return str(text) % detail
