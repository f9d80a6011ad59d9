// Typing @ in a text area offers people: those of the thread first, then whoever's name begins so.
// The list is a listbox beside the text area, which keeps the focus; without a script one types
// the name. `data-mentions` on the form names the address that knows the people.
const LONGEST_NAME = 40;
const PAUSE = 150;
// An @ that begins a word, and what stands between it and the caret.
const BEGUN = /(?:^|[^\p{L}\p{N}_@./+-])@([\p{L}\p{M}\p{Nd} ._'’-]*)$/u;

let area = null;
let list = null;
let timer;
let asked = 0;
// Once nobody's name begins so, nobody's name begins with more of it.
let nobody = null;

function typed() {
    const before = area.value.slice(0, area.selectionStart).slice(-LONGEST_NAME - 2);
    const name = BEGUN.exec(before)?.[1];
    return name === undefined || /^\s|\s{2}/.test(name) ? null : name;
}

function close() {
    clearTimeout(timer);
    asked += 1;
    list?.remove();
    list = null;
    area?.removeAttribute("aria-controls");
    area?.removeAttribute("aria-activedescendant");
}

function options() {
    return [...list.querySelectorAll("[role=option]")];
}

function mark(option) {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    area.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
}

function step(by) {
    const all = options();
    const now = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
    mark(all[(now + by + all.length) % all.length]);
}

function take(option) {
    const name = typed();
    const end = area.selectionStart;
    const text = `${option.dataset.name} `;
    const start = end - (name?.length ?? 0);
    close();
    area.focus();
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    close();
}

function drawn(person, place) {
    const option = document.createElement("li");
    option.id = `mention-${place}`;
    option.role = "option";
    option.dataset.name = person.name;
    const name = document.createElement("b");
    name.textContent = person.name;
    option.append(name);
    if (person.mark) {
        const words = document.createElement("span");
        words.className = "staffmark";
        words.textContent = person.mark;
        option.append(" ", words);
    }
    return option;
}

function show(people) {
    list?.remove();
    list = document.createElement("ul");
    list.className = "mention-list";
    list.id = "mention-list";
    list.role = "listbox";
    list.ariaLabel = area.form.dataset.mentionsLabel ?? "@";
    list.append(...people.map(drawn));
    area.after(list);
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", list.id);
    mark(options()[0]);
}

async function offer(name) {
    const mine = (asked += 1);
    const address = new URL(area.form.dataset.mentions, location.href);
    address.searchParams.set("q", name);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    const people = answer?.ok ? (await answer.json()).people : [];
    if (mine !== asked) return;
    nobody = people.length ? null : name;
    if (people.length) show(people);
    else close();
}

document.addEventListener("input", (event) => {
    if (!event.target.matches?.("form[data-mentions] textarea")) return;
    if (area !== event.target) close();
    area = event.target;
    const name = typed();
    if (name === null) nobody = null;
    if (name === null || (nobody !== null && name.startsWith(nobody))) return close();
    clearTimeout(timer);
    timer = setTimeout(() => offer(name), PAUSE);
});

// Before the editor's own keys, for Enter and Tab take the marked name here.
document.addEventListener(
    "keydown",
    (event) => {
        if (!list || event.target !== area || event.isComposing) return;
        const chosen = list.querySelector("[aria-selected=true]");
        const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
        const act = {
            ArrowDown: () => step(+1),
            ArrowUp: () => step(-1),
            Enter: () => take(chosen),
            Tab: () => take(chosen),
            Escape: close,
        }[event.key];
        if (!act || !plain) return;
        event.preventDefault();
        event.stopPropagation();
        act();
    },
    true,
);

// The finger or the mouse takes a name without taking the focus away.
document.addEventListener("pointerdown", (event) => {
    const option = list && event.target.closest("#mention-list [role=option]");
    if (option) event.preventDefault();
    else if (list && event.target !== area) close();
});

document.addEventListener("click", (event) => {
    const option = list && event.target.closest("#mention-list [role=option]");
    if (option) take(option);
});

document.addEventListener("focusout", (event) => {
    if (list && event.target === area) setTimeout(() => document.activeElement !== area && close(), 200);
});
