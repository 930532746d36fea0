"""A folder of static files as a WSGI application that only reads."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.security import safe_join
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import wrap_file

from .compression import gzipped
from .headers import COMPRESSED_SUFFIXES, cache_control, content_type, security_headers

NOT_FOUND_PAGE = "404.html"


class FolderApp:
    """Answers requests with the files of ``folder``; ``pages`` counts how many pages were asked for and sent.

    A folder is answered with its ``index.html``, never with a list; what begins with a dot or leads out of ``folder``,
    by ``..`` or by a symbolic link, is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._security = security_headers(self._folder)
        self._gzipped: dict[tuple[Path, int], bytes | None] = {}
        self._counting = threading.Lock()
        self.pages = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as PEP 3333 has it."""
        request = Request(environ)
        try:
            response = self._response(request)
        except NotFound:
            response = self._not_found()
        except HTTPException as error:
            response = error.get_response(environ)
        response.headers.update(self._security)
        return response(environ, start_response)

    def _response(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            raise MethodNotAllowed(["GET", "HEAD"])
        file = self._inside(request.path)
        if file.is_dir():
            if not (file / "index.html").is_file():
                raise NotFound
            if not request.path.endswith("/"):
                return redirect(f"{quote(file.name)}/", 301)
            file /= "index.html"
        elif request.path.endswith("/"):
            raise NotFound
        try:
            response = self._file(file, request)
        except OSError as error:
            # The folder was renewed meanwhile, or the file may not be read.
            raise NotFound from error
        if request.method == "GET" and file.suffix == ".html":
            with self._counting:
                self.pages += 1
        return response

    def _inside(self, path: str) -> Path:
        """The file or folder that ``path`` names; raises NotFound when there is none inside the folder."""
        joined = safe_join(str(self._folder), path.lstrip("/"))
        try:
            found = Path(joined or "").resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise NotFound from error
        if joined is None or not found.is_relative_to(self._folder):
            raise NotFound
        if any(part.startswith(".") for part in (*path.split("/"), *found.relative_to(self._folder).parts)):
            raise NotFound
        return found

    def _file(self, file: Path, request: Request) -> Response:
        state = file.stat()
        tag = f"{state.st_mtime_ns:x}-{state.st_size:x}"
        compressible = file.suffix in COMPRESSED_SUFFIXES
        shrunk = None
        # Parts of a file are parts of what lies on the disk.
        if compressible and "Range" not in request.headers and request.accept_encodings.quality("gzip"):
            shrunk = self._shrunk(file, state.st_mtime_ns)
        if shrunk is None:
            response = Response(wrap_file(request.environ, file.open("rb")), direct_passthrough=True)
            response.content_length = state.st_size
        else:
            response = Response(shrunk)
            response.content_encoding = "gzip"
            tag += "-gzip"
        if compressible:
            response.vary.add("Accept-Encoding")
        response.headers["Content-Type"] = content_type(file)
        response.headers["Cache-Control"] = cache_control(file)
        response.last_modified = datetime.fromtimestamp(int(state.st_mtime), UTC)
        response.set_etag(tag)
        return response.make_conditional(request, accept_ranges=True, complete_length=response.content_length)

    def _shrunk(self, file: Path, changed: int) -> bytes | None:
        if (file, changed) not in self._gzipped:
            self._gzipped[file, changed] = gzipped(file.read_bytes())
        return self._gzipped[file, changed]

    def _not_found(self) -> Response:
        try:
            page = (self._folder / NOT_FOUND_PAGE).read_bytes()
        except OSError:
            # A copy for disks brings no such page.
            page = b"404\n"
        response = Response(page, 404)
        response.headers["Content-Type"] = content_type(Path(NOT_FOUND_PAGE))
        response.headers["Cache-Control"] = cache_control(Path(NOT_FOUND_PAGE))
        return response
