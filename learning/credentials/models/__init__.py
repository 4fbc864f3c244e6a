from learning.credentials.models.certificate import Certificate, Series

__all__ = ["Certificate", "Series"]
