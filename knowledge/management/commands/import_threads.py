from community.importing import ThreadFile
from knowledge.management.import_command import ImportCommand


class Command(ImportCommand):
    help = "Import threads from a file in the neutral format (.jsonl.gz, see docs/importing.md)."
    open_file = ThreadFile
