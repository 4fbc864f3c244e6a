from performance.nudges.models.watch import FlagWatch

__all__ = ["FlagWatch"]
