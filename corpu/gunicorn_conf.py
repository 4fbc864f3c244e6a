"""How gunicorn runs, in the demo and in production; the command line wins."""

logger_class = "corpu.lib.access_log.MaskedLogger"
accesslog = "-"
access_log_format = '%(h)s "%(r)s" %(s)s %(b)s %(M)sms'
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 8190
