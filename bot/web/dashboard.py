"""`/dashboard`: the operator's pages, made here whole, without a script; for this machine and with the token.

They show and change nothing, unless `web.editable` is set: then each button bears a token of its own, which
no other site can know.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.errors import DatabaseError, StoryError
from bot.ports.dashboard import Dashboard
from bot.web import charts
from bot.web.door import Guarded
from bot.wording import _

if TYPE_CHECKING:
    from jinja2 import Environment

Endpoint = Callable[[Request], Awaitable[Response]]

ROOT: Final = "/dashboard"
_HERE: Final = Path(__file__).parent
_COOKIE: Final = "laconique_forms"
_A_PAGE: Final = 50
_BODY_MAX: Final = 64 * 1024
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_DONE: Final = {
    "hide": _("L'histoire est cachée : plus personne ne la reçoit ni ne la trouve."),
    "show": _("L'histoire se trouve de nouveau."),
    "dismiss": _("Les signalements sont classés."),
    "again": _("L'article va être résumé une nouvelle fois."),
    "correct": _("Le résumé est corrigé ; ses lecteurs en reçoivent la correction."),
    "split": _("L'article est une histoire à part."),
    "add": _("La source est ajoutée ; elle est lue dès maintenant."),
    "reload": _("La configuration est relue dans un instant : le résultat s'inscrit dans les événements."),
    "merge": _("Les deux histoires n'en font plus qu'une."),
}
_PAGES: Final = {"stories", "reports"}


class _Refused(Exception):
    """A button that may not be pressed, or not any more: the message says why."""


class Pages:
    """The pages over one `dashboard`; `token` opens them, and `editable` says whether they have buttons."""

    def __init__(self, dashboard: Dashboard, token: str, *, editable: bool) -> None:
        self._dashboard = dashboard
        self._token = token
        self._editable = editable

    def routes(self) -> list[BaseRoute]:
        """The pages."""
        routes = [
            Route("/", self._answering(self._overview)),
            Route("/sources", self._answering(self._sources)),
            Route("/sources/look", self._answering(self._offer), methods=["POST"]),
            Route("/sources/add", self._answering(self._add), methods=["POST"]),
            Route("/reload", self._answering(self._reload), methods=["POST"]),
            Route("/stories", self._answering(self._stories)),
            Route("/votes", self._answering(self._votes)),
            Route("/reports", self._answering(self._reports)),
            Route("/stories/{story:int}/{deed}", self._answering(self._deed), methods=["POST"]),
            Route("/style.css", _style),
        ]
        guarded = [Middleware(Guarded, token=self._token)]
        first = Route(ROOT, lambda _request: RedirectResponse(f"{ROOT}/"), middleware=guarded)
        return [first, Mount(ROOT, routes=routes, middleware=guarded)]

    def _answering(self, endpoint: Endpoint) -> Endpoint:
        """The same; a database that does not answer, or a refused button, is said in words."""

        async def answered(request: Request) -> Response:
            try:
                return await endpoint(request)
            except DatabaseError as err:
                return self._page(request, "trouble", 503, told=str(err))
            except _Refused as err:
                return self._page(request, "trouble", 403, told=str(err))

        return answered

    async def _overview(self, request: Request) -> Response:
        return self._page(request, "overview", shown=await self._dashboard.overview())

    async def _sources(self, request: Request) -> Response:
        asked = request.query_params.get("page", "")
        page = max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
        rows, total = await self._dashboard.sources(_A_PAGE, (page - 1) * _A_PAGE)
        pages = max(1, -(-total // _A_PAGE))
        return self._page(request, "sources", rows=rows, total=total, page=page, pages=pages)

    async def _stories(self, request: Request) -> Response:
        return self._page(request, "stories", rows=await self._dashboard.stories())

    async def _votes(self, request: Request) -> Response:
        return self._page(request, "votes", shown=await self._dashboard.votes())

    async def _reports(self, request: Request) -> Response:
        rows, total = await self._dashboard.reports()
        return self._page(request, "reports", rows=rows, total=total)

    async def _deed(self, request: Request) -> Response:
        """Do what a button says, and lead back to the page on which it stood."""
        given = await self._given(request)
        story, deed = request.path_params["story"], request.path_params["deed"]
        try:
            await self._dashboard.do(deed, story, given)
        except StoryError as err:
            return self._page(request, "trouble", 409, told=err.told)
        return _back(given.get("back", "") if given.get("back", "") in _PAGES else "stories", deed)

    async def _offer(self, request: Request) -> Response:
        given = await self._given(request)
        return self._page(request, "offer", offer=await self._dashboard.offer(given.get("address", "")))

    async def _add(self, request: Request) -> Response:
        given = await self._given(request)
        offer = await self._dashboard.add(given.get("address", ""), given.get("name", ""))
        return self._page(request, "offer", 409, offer=offer) if offer.refused else _back("sources", "add")

    async def _reload(self, request: Request) -> Response:
        await self._given(request)
        await self._dashboard.reload()
        return _back("", "reload")

    async def _given(self, request: Request) -> Mapping[str, str]:
        """The fields of the form of one of our own buttons. Raises: _Refused."""
        if not self._editable:
            raise _Refused(_("Ces pages ne changent rien (web.editable)."))
        given = await _form(request)
        right = self._key(_visit(request), request.url.path)
        if not hmac.compare_digest(given.get("key", "").encode(), right.encode()):
            raise _Refused(_("Ce bouton n'est plus valable : rechargez la page et recommencez."))
        return given

    def _page(self, request: Request, name: str, status: int = 200, **shown: Any) -> Response:  # noqa: ANN401
        visit = _visit(request) or secrets.token_hex(16)

        def key(path: str) -> str:
            return self._key(visit, f"{ROOT}/{path}")

        html = self._templates.get_template(f"{name}.html").render(
            **shown,
            key=key,
            here=name,
            editable=self._editable,
            done=_DONE.get(request.query_params.get("done", ""), ""),
        )
        answer = HTMLResponse(html, status, _HEADERS)
        if self._editable and not _visit(request):
            answer.set_cookie(_COOKIE, visit, path=ROOT, httponly=True, samesite="strict")
        return answer

    def _key(self, visit: str, path: str) -> str:
        """What only a page of ours can know: of this visitor, for this one button."""
        return hmac.new(self._token.encode(), f"{visit} {path}".encode(), "sha256").hexdigest()

    @cached_property
    def _templates(self) -> "Environment":
        """Made for the first page: to load the library takes longer than to start should."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates.globals |= {"_": _, "bars": charts.bars, "root": ROOT}
        return templates


async def _style(_request: Request) -> Response:
    return FileResponse(_HERE / "dashboard.css", media_type="text/css", headers=_HEADERS)


def _back(page: str, done: str) -> Response:
    return RedirectResponse(f"{ROOT}/{page}?done={done}", status_code=303, headers=_HEADERS)


def _visit(request: Request) -> str:
    return request.cookies.get(_COOKIE, "")


async def _form(request: Request) -> Mapping[str, str]:
    """The fields of a form; of one that is too large, none."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _BODY_MAX:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}
