"""Files that come with a form stay in memory; what is too large is measured and thrown away."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# What all files of one form may weigh together.
MOST_BYTES = 5 * 2**20
# A browser that goes on sending beyond so many times as much is cut off.
_PATIENT_FOR = 4
PATIENCE = _PATIENT_FOR * MOST_BYTES

View = Callable[..., Any]


def takes_files(*, most_bytes: int) -> Callable[[View], View]:
    """The files of this view's form may weigh so much together, others' no more for it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def taking(*args, **kwargs) -> Any:
            return view(*args, **kwargs)

        taking.most_file_bytes = most_bytes  # type: ignore[attr-defined]
        return taking

    return decorate


class SmallFilesOnly(FileUploadHandler):
    """Fills neither memory nor disk, whatever is sent.

    Of a file that is too large the form gets an empty one that tells its size, and with it a
    chance to say so beside the field.
    """

    def __init__(self, request=None) -> None:
        super().__init__(request)
        self.received = 0
        match = request.resolver_match if request else None
        self.most_bytes = getattr(match.func if match else None, "most_file_bytes", MOST_BYTES)

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > _PATIENT_FOR * self.most_bytes:
            raise StopUpload(connection_reset=True)
        if self.received > self.most_bytes:
            self.kept = BytesIO()
        else:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size if self.received <= self.most_bytes else self.received,
            self.charset,
            self.content_type_extra,
        )
