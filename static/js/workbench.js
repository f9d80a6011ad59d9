// A queue without a mouse: j and k go through it, the other keys press what stands on the page.
const page = document.querySelector("[data-bench]");
const narrow = matchMedia("(max-width: 1020px)");

function find(name) {
    return page.querySelector(`[data-${name}]`);
}

function follow(name) {
    const link = find(name);
    if (link) location.assign(link.href);
}

function edit() {
    const form = page.querySelector("#article-form");
    if (!form) return follow("edit");
    if (narrow.matches) location.hash = "draft";
    form.querySelector("input:not([type=hidden]), textarea").focus();
}

function dismiss() {
    const way = find("dismiss");
    if (way?.tagName !== "DETAILS") return way?.click();
    way.open = true;
    way.querySelector("form button").focus();
}

function tick() {
    const box = find("tick");
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
}

const ACTS = {
    j: () => follow("next"),
    k: () => follow("previous"),
    e: edit,
    n: dismiss,
    y: () => find("confirm")?.click(),
    c: () => (find("claim") ?? find("claimed"))?.click(),
    x: tick,
    u: () => find("undo")?.click(),
};

function isBusy(element) {
    return (
        element.isContentEditable ||
        element.matches("input:not([type=checkbox]), textarea, select") ||
        document.querySelector("dialog[open]")
    );
}

// On the row that is open already, Enter opens the page behind it.
function opens(element) {
    return element === document.body || element.matches("main, [data-chosen]");
}

function send() {
    const form = page.querySelector("#article-form");
    form?.requestSubmit(form.querySelector(".btn.primary[type=submit]"));
}

document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || isBusy(event.target)) return;
    if (event.ctrlKey || event.metaKey) {
        if (event.key !== "Enter" || event.target.closest("form[data-ctrl-enter]")) return;
        event.preventDefault();
        send();
    } else if (event.key === "Enter") {
        if (!opens(event.target) || !find("open")) return;
        event.preventDefault();
        follow("open");
    } else if (Object.hasOwn(ACTS, event.key)) {
        event.preventDefault();
        ACTS[event.key]();
    }
});

// Who begins to write is on it, without having to say so.
function claim() {
    const button = find("claim");
    if (!button) return;
    const body = new FormData(button.form);
    body.set("act", "claim");
    body.set("quietly", "1");
    fetch(button.form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
}

page.querySelector("#article-form")?.addEventListener("input", claim, { once: true });

page.querySelector(".form-errors")?.focus();

// What is ticked stays ticked while one goes on through the queue.
const list = page.querySelector(".bench-list");
const boxes = [...page.querySelectorAll("li input[type=checkbox]")];
const place = `ticked:${location.pathname}`;

function remember() {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    sessionStorage.setItem(place, JSON.stringify(ticked));
}

const ticked = JSON.parse(sessionStorage.getItem(place) ?? "[]");
for (const box of boxes) box.checked = ticked.includes(box.value);
list?.addEventListener("change", remember);
list?.addEventListener("submit", () => sessionStorage.removeItem(place));

const all = find("tick-all");
if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
        for (const box of boxes) box.checked = true;
        remember();
    });
}

page.querySelector(".bench-tabs [aria-current]").scrollIntoView({
    block: "nearest",
    inline: "center",
});
find("chosen")?.closest("li").scrollIntoView({ block: "nearest" });
