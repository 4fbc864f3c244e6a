"""gunicorn's log, with the NIPs in its URLs masked."""

from gunicorn.glogging import Logger

from corpu.lib.masking import MaskNips


class MaskedLogger(Logger):
    """gunicorn's own logger behind the filter that hides NIPs."""

    def setup(self, cfg) -> None:
        """Configure as gunicorn does, then mask every handler."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                if not any(isinstance(each, MaskNips) for each in handler.filters):
                    handler.addFilter(MaskNips())

    def access(self, resp, req, environ, request_time) -> None:
        """One line a request; the health page's own calls are left out."""
        if environ.get("PATH_INFO") == "/health/" and resp.status.startswith("200"):
            return
        super().access(resp, req, environ, request_time)
