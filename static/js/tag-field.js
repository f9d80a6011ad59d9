// Tags as chips with completion. Without this script the field is a plain line with commas.
const DELAY = 150;
let fields = 0;

function names(text) {
    return text.split(",").map((name) => name.trim()).filter(Boolean);
}

function element(tag, attributes = {}, text = "") {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
}

// A combobox with a list of its own; `choose` is told which name was taken.
function completing(input, place, choose) {
    const list = element("ul", { role: "listbox", id: `tags-${(fields += 1)}`, "aria-label": input.dataset.list });
    let timer;
    let request;
    let active = -1;

    function close() {
        clearTimeout(timer);
        request?.abort();
        list.hidden = true;
        active = -1;
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
    }

    function mark(place) {
        const options = [...list.children];
        active = options.length ? (place + options.length) % options.length : -1;
        options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
        if (active >= 0) {
            input.setAttribute("aria-activedescendant", options[active].id);
            options[active].scrollIntoView({ block: "nearest" });
        }
    }

    function show(tags) {
        list.replaceChildren(
            ...tags.map((tag, at) => {
                const option = element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" }, tag.name);
                option.dataset.name = tag.name;
                option.append(element("span", {}, tag.synonym ? `= ${tag.synonym}` : String(tag.count)));
                return option;
            }),
        );
        list.hidden = !tags.length;
        active = -1;
        input.setAttribute("aria-expanded", String(tags.length > 0));
        input.removeAttribute("aria-activedescendant");
    }

    async function ask() {
        request?.abort();
        request = new AbortController();
        const typed = input.value.trim();
        try {
            const url = `${input.dataset.url}?q=${encodeURIComponent(typed)}`;
            const answer = await fetch(url, { signal: request.signal });
            if (answer.ok && document.activeElement === input) show((await answer.json()).tags);
        } catch {
            // No completion is no harm: what is typed counts.
        }
    }

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    list.hidden = true;
    place.append(list);

    input.addEventListener("input", () => {
        clearTimeout(timer);
        if (input.value.trim()) timer = setTimeout(ask, DELAY);
        else close();
    });
    input.addEventListener("keydown", (event) => {
        if (event.isComposing || list.hidden) return;
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
        } else if (event.key === "Enter" && active >= 0) {
            event.preventDefault();
            event.stopImmediatePropagation();
            const { name } = list.children[active].dataset;
            close();
            choose(name);
        } else if (event.key === "Escape") {
            event.stopPropagation();
            close();
        }
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (!option) return;
        close();
        choose(option.dataset.name);
        input.focus();
    });
    input.addEventListener("blur", close);
    return close;
}

// One tag: what is chosen stands in the field itself.
function upgradeOne(input) {
    const place = element("div", { class: "tagfield" });
    input.replaceWith(place);
    place.append(input);
    completing(input, place, (name) => {
        input.value = name;
    });
}

// Several tags: the line that is sent is hidden, and what it holds is shown as chips.
function upgradeMany(line) {
    const place = element("div", { class: "tagfield" });
    const chips = element("ul", { class: "chips" });
    const status = element("span", { class: "visually-hidden", role: "status" });
    const input = element("input", { id: line.id, type: "text", autocomplete: "off", enterkeyhint: "enter" });
    for (const name of ["aria-describedby", "aria-invalid"]) {
        if (line.hasAttribute(name)) input.setAttribute(name, line.getAttribute(name));
    }
    Object.assign(input.dataset, { url: line.dataset.url, list: line.dataset.list });
    line.removeAttribute("id");
    line.type = "hidden";
    line.replaceWith(place);
    place.append(chips, line, input, status);

    function draw() {
        chips.replaceChildren(
            ...names(line.value).map((name) => {
                const button = element("button", { class: "chip", type: "button" }, name);
                const label = `${line.dataset.remove} ${name}`;
                button.append(element("span", { "aria-hidden": "true" }, "×"));
                button.setAttribute("aria-label", label);
                button.addEventListener("click", () => {
                    put(names(line.value).filter((other) => other !== name));
                    status.textContent = label;
                    input.focus();
                });
                const row = element("li");
                row.append(button);
                return row;
            }),
        );
    }

    function put(wanted) {
        line.value = [...new Set(wanted)].join(", ");
        draw();
        line.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function take(text) {
        const typed = names(text);
        input.value = "";
        if (!typed.length) return;
        put([...names(line.value), ...typed]);
        status.textContent = typed.join(", ");
    }

    const close = completing(input, place, take);
    input.addEventListener("input", (event) => {
        event.stopPropagation();
        if (input.value.includes(",")) {
            close();
            take(input.value);
        }
    });
    input.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        if (event.key === "Enter" && input.value.trim()) {
            event.preventDefault();
            close();
            take(input.value);
        } else if (event.key === "Backspace" && !input.value) {
            put(names(line.value).slice(0, -1));
        }
    });
    // A new chip would move the button away from beneath the mouse that presses it.
    input.addEventListener("blur", (event) => {
        if (event.relatedTarget?.type !== "submit") take(input.value);
    });
    line.form?.addEventListener("submit", () => take(input.value));
    // Somebody else may fill the line, as a kept draft does.
    line.addEventListener("change", draw);
    draw();
}

export function upgrade(root) {
    for (const field of root.querySelectorAll("input[data-tag-field=one]")) {
        if (field.getAttribute("role") !== "combobox") upgradeOne(field);
    }
    for (const field of root.querySelectorAll("input[data-tag-field=many]:not([type=hidden])")) upgradeMany(field);
}

upgrade(document);
document.addEventListener("htmx:after:swap", () => upgrade(document));
