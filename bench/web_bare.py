"""A bare server for `web_load`: Starlette runs the same questions as the pages and gives what they find as JSON.

No page, no frame, no template, no kept answer. Arguments: the record and the port.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Endpoint

from chiltern.errors import ChilternError
from chiltern.web.ask import ask
from chiltern.web.pool import Pool
from chiltern.web.routes import ROUTES, Route


def bare(record: Path) -> Starlette:
    pool = Pool(record)
    return Starlette(routes=[Endpoint(f"/{route.path}", _endpoint(pool, route)) for route in ROUTES])


def _endpoint(pool: Pool, route: Route) -> Callable[[Request], object]:
    def asked(request: Request) -> bytes:
        with pool.record() as record:
            question = ask(record, request.query_params.multi_items(), pool.tallies)
            return msgspec.json.encode(route.build(question, **request.path_params))

    async def endpoint(request: Request) -> Response:
        try:
            return Response(await run_in_threadpool(asked, request), media_type="application/json")
        except ChilternError as error:
            return Response(str(error), 503)

    return endpoint


if __name__ == "__main__":
    uvicorn.run(bare(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning", access_log=False)
