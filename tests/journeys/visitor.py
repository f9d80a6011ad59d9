"""Somebody at a browser of his own, who reads labels in his language and presses them."""

import re
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.house import House
from tests.journeys.waiting import wait_for
from tests.journeys.wording import say

PASSWORD = "a-long-sentence-nobody-guesses"
WORKERS_WITHIN = 60
# What Chromium writes for every answer of 400 and more; the tests look at those themselves.
EXPECTED_ON_CONSOLE = "Failed to load resource: the server responded"


class Visitor:
    def __init__(self, house: House, context: BrowserContext, language: str) -> None:
        self.house = house
        self.context = context
        self.language = language
        self.mailbox = ""
        self.troubles: list[str] = []
        context.on("request", self._note_foreign_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        self.page: Page = context.new_page()

    def _note_foreign_request(self, request) -> None:
        if not request.url.startswith((f"{self.house.url}/", "blob:", "about:")):
            self.troubles.append(f"foreign request on {self.page.url}: {request.url}")

    def _note_console(self, message) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED_ON_CONSOLE):
            self.troubles.append(f"console on {self.page.url}: {message.text}")

    # Finding one's way.

    def address(self, path: str) -> str:
        """The address of a page by its path without the language."""
        return f"{self.house.url}/{self.language}{path}"

    def is_at_home(self, address: str) -> bool:
        """Is it a page of this house, in this visitor's language or in none?"""
        without = ("dev", "unsubscribe", "confirm-address")
        beginnings = (f"{self.house.url}/{name}/" for name in (self.language, *without))
        return address.startswith(tuple(beginnings))

    def go(self, path: str) -> None:
        self.page.goto(self.address(path))

    def say(self, text: str) -> str:
        return say(self.language, text)

    def until_there(self, address: str, what: Locator) -> None:
        """Open `address` again and again until a worker has made `what` appear."""

        def has_come() -> bool:
            self.page.goto(urldefrag(address).url)
            return what.count() > 0

        wait_for(f"{what} on {address}", has_come, within=WORKERS_WITHIN)

    def button(self, text: str, inside: Locator | None = None) -> Locator:
        return (inside or self.page).get_by_role("button", name=self.say(text), exact=True)

    def link(self, text: str, inside: Locator | None = None) -> Locator:
        return (inside or self.page).get_by_role("link", name=self.say(text), exact=True)

    def press(self, text: str, inside: Locator | None = None) -> None:
        self.button(text, inside or self.page.locator("main")).click()

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"main form [name={name}]").fill(text)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"main form [name={name}][value={value}]").check()

    def expect_heading(self, text: str) -> None:
        """The page is the one whose heading has this English source text."""
        expect(self.page.locator("h1")).to_have_text(self.say(text))

    def address_of_my_profile(self) -> str:
        self.go("/")
        path = self.page.locator("header a[href*='/people/']").first.get_attribute("href")
        return f"{self.house.url}{path}"

    def expect_notice(self, sentence: str, about: str = "") -> None:
        """A worker tells of it in the list of notices."""
        rows = self.page.locator("article.qrow").filter(has_text=self.say(sentence))
        self.until_there(self.address("/notices/"), rows.filter(has_text=about))

    # What people do.

    def join(self, name: str) -> str:
        """Sign up as somebody who was never here and speaks for himself; return his mailbox."""
        email = f"{re.sub('[^a-z]', '', name.lower())}.{self.language}@example.org"
        self.sign_up(name, email)
        self.speak_for_myself()
        return email

    def sign_up(self, name: str, email: str) -> None:
        """Make an account and confirm its mailbox by the link in the mail."""
        self.mailbox = email
        self.go("/account/signup/")
        self.fill(email=email, display_name=name, password1=PASSWORD)
        self.press("Create an account")
        self.follow_mail(email, "confirm-email")
        self.press("Yes, confirm")
        expect(self.page.locator("details.menu.me")).to_be_attached()

    def speak_for_myself(self) -> None:
        """Answer the one question before the first post."""
        self.go("/me/declare/")
        self.choose("answer", "no")
        self.press("Continue")

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.go("/account/login/")
        self.fill(login=email, password=password)
        self.page.locator("main form:has([name=password]) button").click()
        self.page.wait_for_load_state()

    def open_mail(self, email: str, about: str = "") -> None:
        """Open the newest mail to `email` under /dev/mail/ as soon as a worker has sent it."""
        mails = self.mails(email, about)
        self.until_there("/dev/mail/", mails)
        mails.first.get_by_role("link").click()

    def mails(self, email: str, about: str = "") -> Locator:
        return self.page.locator("article.qrow").filter(has_text=email).filter(has_text=about)

    def follow_mail(self, email: str, way: str) -> None:
        """Open the newest link that was mailed to `email` and has `way` in its address."""
        link = self.page.locator(f"main a[href*='{way}']")

        def has_come() -> bool:
            self.page.goto("/dev/mail/")
            mails = self.mails(email).get_by_role("link").all()
            addresses = [mail.get_attribute("href") for mail in mails]
            return any(self._holds(address, link) for address in addresses)

        wait_for(f"{way} in a mail to {email}", has_come, within=WORKERS_WITHIN)
        self.page.goto(self._here(link.first.get_attribute("href")))

    def _holds(self, mail: str, link: Locator) -> bool:
        self.page.goto(mail)
        return link.count() > 0

    def _here(self, link: str) -> str:
        """A mailed link, by the name under which this visitor knows the house."""
        return urlsplit(link)._replace(netloc=urlsplit(self.house.url).netloc).geturl()

    def play(self, account: str) -> None:
        """Become one of the demo's people by the bar above the page."""
        self.go("/")
        self.page.locator(f".demobar button[value={account}]").click()
        expect(self.page.locator(f".demobar button[value={account}]")).to_have_attribute(
            "aria-pressed", "true"
        )

    def ask(self, title: str, body: str) -> str:
        """Post a question by the form; return its address."""
        self.go("/questions/ask/")
        self.fill(title=title, body=body)
        self.press("Post question")
        expect(self.page.locator("h1")).to_have_text(title)
        return self.page.url

    def ask_as_guest(self, title: str, body: str, email: str) -> None:
        """Write a question without an account."""
        self.go("/questions/ask/")
        self.fill(title=title, body=body, email=email)
        self.press("Post question")
        self.expect_heading("Look into your mailbox")

    def follow_publish_link(self, email: str) -> None:
        """Open the link of a guest's mail as soon as a worker has sent it."""
        self.follow_mail(email, "questions/pending")
        self.expect_heading("Look at it once more")

    def answer(self, question: str, body: str) -> None:
        self.page.goto(question)
        self.page.locator("#answer-form textarea").fill(body)
        self.press("Post answer")
        expect(self.page).to_have_url(re.compile("#answer-"))

    def accept(self, question: str) -> None:
        """Say that the only answer has solved it."""
        self.page.goto(question)
        self.press("Yes, this answer solved it")
        expect(self.page.locator("article.post.accepted")).to_be_visible()

    def search(self, words: str) -> None:
        self.go("/")
        self.page.locator("#search-home").fill(words)
        self.press("Search")

    def finds(self, words: str, title: str) -> None:
        """Search for `words` until the index knows the page called `title`."""
        self.search(words)
        hit = self.page.locator("#search-results article").filter(has_text=title)
        self.until_there(self.page.url, hit)
        hit.get_by_role("link", name=title).first.click()
        expect(self.page.locator("h1")).to_have_text(title)
