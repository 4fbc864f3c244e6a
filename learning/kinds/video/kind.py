import json

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from learning.embeds import frame_url
from learning.kinds.video.blocks import VideoBlock
from learning.lesson_files import keep
from learning.lessons import LessonKind


class VideoKind(LessonKind):
    """A video: a file of the agency, or one of YouTube without its cookies."""

    code = "video"
    label = _("Video")
    icon = "video"
    block = VideoBlock
    template = "learning/kinds/video/lesson.html"
    is_studied = True
    done_label = _("I have watched it")
    in_preview = True
    scripts = ("js/lesson-video.js",)

    def snapshot(self, value) -> dict:
        files = {}
        if value["file"]:
            files["video"] = keep(value["file"])
        if value["captions"]:
            files["captions"] = {**keep(value["captions"]), "type": "text/vtt"}
        return {
            "frame_url": frame_url(value["link"] or ""),
            "link": "" if value["file"] else value["link"] or "",
            "files": files,
            "captions_language": value["captions_language"],
            "transcript": value["transcript"].strip(),
            "minutes": value["minutes"],
            "threshold": value["threshold"],
        }

    def context(self, request, lesson, progress) -> dict:
        if progress is None:
            return {}
        args = [progress.enrolment.public_id, lesson.key]
        urls = {
            f"{name}_url": reverse("learning:file", args=[*args, name])
            for name in lesson.content["files"]
        }
        return {**urls, "place_json": json.dumps(progress.place)}

    def public_content(self, lesson) -> dict:
        return {"minutes": lesson.content["minutes"]}


KIND = VideoKind()
