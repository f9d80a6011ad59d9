// What is typed into a form with a draft note is kept on the server some moments after the last
// key, and at once when the page is left. Only a post or the writer himself ends a draft.
const PAUSE = 1500;
const timers = new WeakMap();
const requests = new WeakMap();
const sent = new WeakSet();
const waiting = new Set();

function noteOf(form) {
    return form?.querySelector("[data-draft]");
}

function typed(form, note) {
    const body = new FormData(form);
    body.set("draft-place", note.dataset.draft);
    // Pictures and other files are kept by what the text says of them.
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    return body;
}

function say(note, words) {
    note.textContent = words;
}

async function keep(form) {
    const note = noteOf(form);
    waiting.delete(form);
    if (!note || sent.has(form)) return;
    requests.get(form)?.abort();
    const request = new AbortController();
    requests.set(form, request);
    try {
        const { signal } = request;
        const address = note.dataset.draftKeep;
        const response = await fetch(address, { method: "POST", body: typed(form, note), signal });
        const refused = response.status === 422 ? await response.text() : note.dataset.draftFailed;
        say(note, response.ok ? note.dataset.draftKept : refused);
    } catch (problem) {
        if (problem.name !== "AbortError") say(note, note.dataset.draftFailed);
    }
}

document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!noteOf(form) || event.target.type === "file") return;
    sent.delete(form);
    waiting.add(form);
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), PAUSE));
});

// What is being posted is no draft any more: a late request would bring it back.
document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!noteOf(form)) return;
    sent.add(form);
    waiting.delete(form);
    clearTimeout(timers.get(form));
    requests.get(form)?.abort();
});

addEventListener("pagehide", () => {
    for (const form of waiting) {
        const note = noteOf(form);
        if (!note || sent.has(form)) continue;
        fetch(note.dataset.draftKeep, { method: "POST", body: typed(form, note), keepalive: true });
    }
    waiting.clear();
});

addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
});
