# The web server, the worker and beat are one image with three commands.
FROM node:22-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts

FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /tmp/requirements.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: \
        -r /tmp/requirements.txt

FROM python:3.11-slim-bookworm
# pg_dump and pg_restore, for manage.py backup and restore.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home corpu \
    && install -d -o corpu -g corpu /var/lib/corpu /var/lib/corpu/static \
        /var/lib/corpu/media /var/lib/corpu/private /backup
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CORPU_VAR_DIR=/var/lib/corpu
WORKDIR /app
COPY --from=packages /venv /venv
COPY --from=assets /app/node_modules ./node_modules
COPY . .
# The key serves this one command; the installation brings its own.
RUN python -m corpu.lib.translations \
    && CORPU_SECRET_KEY=for-building-only-0123456789-0123456789-0123456789 \
       CORPU_STATIC_ROOT=/app/static \
       python manage.py collectstatic --noinput -v0
ENV CORPU_STATIC_ROOT=/app/static
USER corpu
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=4 \
    CMD ["python", "corpu/launch/probe.py"]
CMD ["gunicorn", "corpu.wsgi", "--config", "corpu/gunicorn_conf.py", "--bind", "0.0.0.0:8000", "--workers", "3"]
