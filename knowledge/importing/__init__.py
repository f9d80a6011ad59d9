"""Help articles that were written elsewhere; docs/importing.md describes the formats.

`ArticleFiles` turns files into `RawArticle`s, a `Session` reads, converts and writes them in
batches; what is broken is named with its file and line, and the others are taken.
"""

from knowledge.importing.files import ArticleFiles
from knowledge.importing.naming import FIELDS
from knowledge.importing.newcomers import Placing, Products
from knowledge.importing.pictures import Pictures
from knowledge.importing.product_list import read_products
from knowledge.importing.reading import Reading
from knowledge.importing.session import Outcome, Session

__all__ = [
    "FIELDS",
    "ArticleFiles",
    "Outcome",
    "Pictures",
    "Placing",
    "Products",
    "Reading",
    "Session",
    "read_products",
]
