"""The HTTP API: one NinjaAPI that gathers the routers of the apps."""

from ninja import NinjaAPI

api = NinjaAPI(
    title="Corpu API",
    version="1.0.0",
    urls_namespace="api",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
