"""Is the web server in this container well? Exit code 0 if so. Standard library only."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

host = urlsplit(os.environ.get("CORPU_SITE_URL", "http://localhost:8000")).netloc
request = urllib.request.Request(
    "http://127.0.0.1:8000/health/?only=database,cache",
    headers={"Host": host, "X-Forwarded-Proto": "https"},
)
try:
    urllib.request.urlopen(request, timeout=4).close()
except (OSError, urllib.error.HTTPError) as error:
    sys.exit(str(error))
