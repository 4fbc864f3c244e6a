"""The HTTP API: one NinjaAPI that gathers the routers of the apps."""

from django.http import Http404
from ninja import NinjaAPI, Swagger
from ninja.errors import AuthenticationError, HttpError, ValidationError

from corpu.ledger.actions.invalid import Invalid
from corpu.ledger.api import router as records
from corpu.lib.api import STATUS_CODES, ApiRefusal, error_response
from corpu.lib.refusals import Refused
from corpu.people.api import TokenAuth
from corpu.people.api import router as people
from performance.api import router as standings

DESCRIPTION = """
Learning of civil servants, for trusted systems. Every call carries
`Authorization: Bearer TOKEN`; an operator makes tokens with
`manage.py create_api_token NAME --role hr|provider|auditor`.

JP (45 minutes each) are strings with two decimals, rounded down once for each record.
Days are those of Asia/Jakarta. Errors are `{"errors": [{"field", "code", "message"}]}`,
lists are `{"items", "page", "pages", "total"}`. A person out of a token's scope answers
like an unknown one. Messages follow `Accept-Language` (id, en).
"""

api = NinjaAPI(
    title="Corpu API",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api",
    docs=Swagger(settings={"persistAuthorization": False}),
    docs_url="/docs",
    openapi_url="/openapi.json",
    auth=TokenAuth(),
)
api.add_router("/people", people)
api.add_router("", records)
api.add_router("", standings)


def _answer(request, status: int, errors: list[dict]):
    return api.create_response(request, {"errors": errors}, status=status)


@api.exception_handler(ApiRefusal)
def on_api_refusal(request, refusal):
    """An endpoint said no."""
    return _answer(request, refusal.status, refusal.errors)


@api.exception_handler(Refused)
def on_refused(request, refusal):
    """The rules said no: 422, all fields at once where several are wrong."""
    if isinstance(refusal, Invalid):
        faults = [(fault.field, fault.code, fault.message) for fault in refusal.errors]
    else:
        faults = [(refusal.field, refusal.code, refusal.message)]
    errors = [{"field": f, "code": c, "message": str(m)} for f, c, m in faults]
    return _answer(request, 422, errors)


@api.exception_handler(ValidationError)
def on_validation_error(request, error):
    """The request does not have the shape that the document describes."""
    errors = []
    for fault in error.errors:
        place = [str(part) for part in fault["loc"][1:] if part != "body"]
        code = "required" if fault["type"] == "missing" else fault["type"]
        field = ".".join(place)
        errors.append({"field": field, "code": code, "message": fault["msg"]})
    return _answer(request, 422, errors)


@api.exception_handler(AuthenticationError)
def on_unknown_token(request, error):
    """No token, a wrong one, or one that was revoked."""
    response = error_response(401)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Http404)
def on_not_found(request, error):
    """Nothing here, or nothing that this token may see."""
    return error_response(404)


@api.exception_handler(HttpError)
def on_http_error(request, error):
    """What ninja itself refuses, such as a body that is no JSON."""
    code = STATUS_CODES.get(error.status_code, ("error", ""))[0]
    errors = [{"field": "", "code": code, "message": str(error)}]
    return _answer(request, error.status_code, errors)
