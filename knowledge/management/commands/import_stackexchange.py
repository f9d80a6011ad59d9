from community.importing import Dump
from knowledge.management.import_command import ImportCommand


class Command(ImportCommand):
    help = "Import the zip of a Stack Exchange site's dump (Users, Posts, Votes, PostLinks)."
    open_file = Dump
