from performance.recognition.models.team import Criterion, TeamCertificate, TeamSeries
from performance.recognition.models.thanks import Thanks

__all__ = ["Criterion", "TeamCertificate", "TeamSeries", "Thanks"]
