"""What every endpoint of the HTTP API shares: pages, errors, and strict days."""

import datetime
import math
import re
from typing import Annotated, Any

from django.http import JsonResponse
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator

PAGE_SIZE = 50
API_PREFIX = "/api/v1/"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ApiRefusal(Exception):
    """An answer other than success: an HTTP status and what is wrong."""

    def __init__(self, status: int, code: str, message, *, field: str = ""):
        self.status = status
        self.errors = [{"field": field, "code": code, "message": str(message)}]
        super().__init__(code)


class ErrorOut(Schema):
    """One thing that is wrong: the field (empty if none), a stable code, a sentence."""

    field: str = Field(examples=["ended_on"])
    code: str = Field(examples=["in_future"])
    message: str = Field(examples=["This day lies in the future."])


class ErrorsOut(Schema):
    """Every answer that is not a success looks like this."""

    errors: list[ErrorOut]


class PageOut(Schema):
    """One page of a list."""

    page: int = Field(examples=[1])
    pages: int = Field(description="At least 1.", examples=[1])
    total: int = Field(description="Rows on all pages.", examples=[1])


def _only_iso(value: Any) -> Any:
    if isinstance(value, str) and not ISO_DAY.fullmatch(value):
        raise ValueError("give a day as YYYY-MM-DD")
    if not isinstance(value, str | datetime.date):
        raise ValueError("give a day as YYYY-MM-DD")
    return value


def _only_text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("half a surrogate pair is no text") from None
    return value


Text = Annotated[str, AfterValidator(_only_text)]
Day = Annotated[datetime.date, BeforeValidator(_only_iso)]


def page_of(rows, page: int, size: int = PAGE_SIZE) -> dict:
    """One page of a queryset, as {"items", "page", "pages", "total"}.

    A page past the end is empty rather than an error.
    """
    total = rows.count()
    pages = max(1, math.ceil(total / size))
    start = (page - 1) * size
    items = list(rows[start : start + size]) if page <= pages else []
    return {"items": items, "page": page, "pages": pages, "total": total}


STATUS_CODES = {
    400: ("bad_request", "The request could not be read."),
    401: ("unauthorized", "Send a valid token: Authorization: Bearer TOKEN."),
    403: ("forbidden", "This token may not do that."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "This address does not answer to that method."),
    500: ("server_error", "Something went wrong here. Try again later."),
}


def error_response(status: int) -> JsonResponse:
    """The plain error of a status."""
    code, message = STATUS_CODES.get(status, ("error", "The request was refused."))
    errors = [{"field": "", "code": code, "message": message}]
    return JsonResponse({"errors": errors}, status=status)


class ApiErrorsMiddleware:
    """Under the API every failure is JSON, also an unknown address or method."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith(API_PREFIX) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        answer = error_response(response.status_code)
        if "Allow" in response.headers:
            answer.headers["Allow"] = response.headers["Allow"]
        return answer
