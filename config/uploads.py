"""Files that come with a form stay in memory; what is too large is measured and thrown away."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# What all files of one form may weigh together.
MOST_BYTES = 5 * 2**20
# A browser that goes on sending beyond this is cut off.
PATIENCE = 4 * MOST_BYTES


class SmallFilesOnly(FileUploadHandler):
    """Fills neither memory nor disk, whatever is sent.

    Of a file that is too large the form gets an empty one that tells its size, and with it a
    chance to say so beside the field.
    """

    def __init__(self, request=None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > PATIENCE:
            raise StopUpload(connection_reset=True)
        if self.received > MOST_BYTES:
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
            file_size if self.received <= MOST_BYTES else self.received,
            self.charset,
            self.content_type_extra,
        )
