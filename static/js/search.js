// Search fields offer pages while one types: a combobox whose list is links. The field keeps the
// focus and points at the marked one; without this script the field is a plain search.
const PAUSE = 150;
const FEWEST_LETTERS = 2;
let fields = 0;

function withAttributes(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
}

function upgrade(form) {
    const input = form.querySelector("input[type=search]");
    const list = withAttributes(document.createElement("div"), {
        class: "offers",
        role: "listbox",
        id: `offers-${(fields += 1)}`,
        "aria-label": form.dataset.offersLabel,
    });
    const said = withAttributes(document.createElement("span"), {
        class: "visually-hidden",
        role: "status",
    });
    const known = new Map();
    let timer;
    let request;
    let active = -1;

    function close() {
        clearTimeout(timer);
        request?.abort();
        list.hidden = true;
        active = -1;
        said.textContent = "";
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
    }

    // Before the first and after the last one stands the field itself.
    function step(by) {
        const options = [...list.children];
        const places = options.length + 1;
        active = ((active + 1 + by + places) % places) - 1;
        options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
        if (active < 0) return input.removeAttribute("aria-activedescendant");
        input.setAttribute("aria-activedescendant", options[active].id);
        options[active].scrollIntoView({ block: "nearest" });
    }

    function show(page) {
        const options = [...page.querySelectorAll("[role=option]")].map((each) => each.cloneNode(true));
        options.forEach((option, at) => {
            option.id = `${list.id}-${at}`;
            option.setAttribute("aria-selected", "false");
        });
        list.replaceChildren(...options);
        list.hidden = !options.length;
        active = -1;
        said.textContent = page.querySelector("[data-said]")?.textContent.trim() ?? "";
        input.setAttribute("aria-expanded", String(options.length > 0));
        input.removeAttribute("aria-activedescendant");
    }

    async function ask(typed) {
        request?.abort();
        request = new AbortController();
        try {
            const address = `${form.dataset.offers}?q=${encodeURIComponent(typed)}`;
            const answer = await fetch(address, { signal: request.signal });
            if (!answer.ok) return;
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            known.set(typed, page);
            if (document.activeElement === input) show(page);
        } catch {
            // Nothing is offered where nothing comes: Enter searches all the same.
        }
    }

    function offer() {
        clearTimeout(timer);
        const typed = input.value.trim();
        if (typed.length < FEWEST_LETTERS) close();
        else if (known.has(typed)) show(known.get(typed));
        else timer = setTimeout(() => ask(typed), PAUSE);
    }

    withAttributes(input, {
        role: "combobox",
        autocomplete: "off",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": list.id,
    });
    list.hidden = true;
    form.append(list, said);

    input.addEventListener("input", offer);
    input.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (arrow && list.hidden) {
            event.preventDefault();
            offer();
        } else if (arrow) {
            event.preventDefault();
            step(arrow);
        } else if (event.key === "Enter" && active >= 0) {
            event.preventDefault();
            list.children[active].click();
        } else if (event.key === "Escape" && !list.hidden) {
            event.preventDefault();
            event.stopPropagation();
            close();
        }
    });
    // The finger or the mouse takes one without taking the focus away first.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
}

for (const form of document.querySelectorAll("form[data-offers]")) upgrade(form);
