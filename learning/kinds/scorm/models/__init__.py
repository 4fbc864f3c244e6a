from learning.kinds.scorm.models.attempt import ScormAttempt, ScormSitting, ScormTrack
from learning.kinds.scorm.models.package import Package

__all__ = ["Package", "ScormAttempt", "ScormSitting", "ScormTrack"]
