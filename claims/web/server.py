"""The review page over HTTP, for this machine alone.

Any page in the same browser can send requests to 127.0.0.1, and under a name that its owner points there it
can read the answers. So a request with a foreign Host is refused, and so is a form that comes from elsewhere;
and the page lies at an address that cannot be guessed, another for each run of the program, which other users
of the machine do not know either.
"""

import secrets
import socket
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from claims.base.errors import ClaimsError
from claims.web.desk import Desk, read_asked

ADDRESS = "127.0.0.1"
HOSTS = [ADDRESS, "localhost"]
FORM_BYTES = 20_000
FIELDS = 10
HEADERS = {
    # the page itself says which scripts and styles may run; nobody may put it into a frame
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def make_app(desk: Desk, key: str) -> Starlette:
    """The application: the page lies under `/key/`, and nowhere else is anything."""

    def show(request: Request) -> Response:
        return HTMLResponse(desk.page(read_asked(request.query_params)))

    async def review(request: Request) -> Response:
        _check_origin(request)
        form = await _read_form(request)
        back = read_asked(dict(parse_qsl(form.pop("back", "").removeprefix("?"))))
        following = quote(form.pop("next", ""), safe="")
        done = await run_in_threadpool(desk.review, form)
        return RedirectResponse(f"/{key}/{back.address(done=done)}#d-{following}", status_code=303)

    return Starlette(
        routes=[Mount(f"/{key}", routes=[Route("/", show), Route("/review", review, methods=["POST"])])],
        middleware=[
            Middleware(BaseHTTPMiddleware, dispatch=_with_headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
        ],
        exception_handlers={ClaimsError: _explain},
    )


def open_socket(port: int) -> socket.socket:
    """A socket on this machine alone; port 0 takes a free one.

    Raises:
        ClaimsError: the port is taken.
    """
    try:
        return socket.create_server((ADDRESS, port))
    except OSError as error:
        message = f"port {port} of {ADDRESS} cannot be used: {(error.strerror or str(error)).lower()}"
        raise ClaimsError(message, hint="another one with `--port`, any free one with `--port 0`") from error


def serve(desk: Desk, listening: socket.socket, *, tell: Callable[[str], None]) -> None:
    """Serves the page until a signal ends it; its address is told once it can be asked for."""
    import uvicorn

    key = secrets.token_urlsafe(16)
    config = uvicorn.Config(
        make_app(desk, key),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    tell(f"http://{ADDRESS}:{listening.getsockname()[1]}/{key}/")
    uvicorn.Server(config).run(sockets=[listening])


def _check_origin(request: Request) -> None:
    """Refuses a form that another page sends. Browsers say where a form comes from; a script need not."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site != "same-origin" or request.headers.get("origin", own) != own:
        raise HTTPException(403, "the form comes from another page")


async def _read_form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise HTTPException(415, "wanted is the form of the page")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            raise HTTPException(413, "the note is too long")
    try:
        return dict(parse_qsl(body.decode("utf-8"), max_num_fields=FIELDS))
    except ValueError as error:
        raise HTTPException(400, "the form cannot be read") from error


async def _with_headers(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await answer(request)
    response.headers.update(HEADERS)
    return response


def _explain(request: Request, error: Any) -> Response:
    return PlainTextResponse(f"error: {error}\n", status_code=400)
