// What a text area gains by a script: tabs for writing and preview, keys, a count, and a word
// about images that nobody described.
import { undescribed } from "./descriptions.js";

const NEAR_THE_LIMIT = 0.9;
const KEYS = { b: "bold", i: "italic", k: "link", e: "code" };
const SHIFTED = { Digit7: "ordered-list", Digit8: "unordered-list", Digit9: "quote" };
const begun = new WeakSet();

class Editor {
    constructor(root) {
        this.root = root;
        this.area = root.querySelector("textarea");
        this.toolbar = root.querySelector("markdown-toolbar");
        this.shown = root.querySelector("[data-shown]");
        this.tabs = [...root.querySelectorAll("[role=tab]")];
        this.limit = this.area.maxLength > 0 ? this.area.maxLength : Infinity;
        // What is pasted stays whole: a count says what is too much, instead of a silent cut.
        this.area.removeAttribute("maxlength");
        root.querySelectorAll("button[data-plain]").forEach((button) => button.remove());
        this.listen();
        this.look();
    }

    listen() {
        this.area.addEventListener("input", () => this.look());
        this.area.addEventListener("keydown", (event) => this.press(event));
        this.toolbar.addEventListener("click", (event) => this.act(event));
        this.root.querySelector("[data-hint] button").addEventListener("click", () => this.describe());
        for (const tab of this.tabs) {
            tab.addEventListener("click", () => this.turnTo(tab));
            tab.addEventListener("keydown", (event) => this.moveAlong(event));
        }
    }

    look() {
        const length = [...this.area.value].length;
        const count = this.root.querySelector("[data-count]");
        const left = this.limit - length;
        count.hidden = length < this.limit * NEAR_THE_LIMIT;
        count.classList.toggle("over", left < 0);
        count.textContent = `${left < 0 ? this.root.dataset.over : this.root.dataset.left} ${Math.abs(left)}`;
        this.root.querySelector("[data-hint]").hidden = undescribed(this.area.value) === null;
    }

    describe() {
        const place = undescribed(this.area.value);
        if (place === null) return;
        this.area.focus();
        this.area.setSelectionRange(place, place);
    }

    press(event) {
        if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
        const style = event.shiftKey ? SHIFTED[event.code] : KEYS[event.key.toLowerCase()];
        if (!style) return;
        event.preventDefault();
        this.toolbar.querySelector(`[data-md-button=${style}]`).click();
    }

    act(event) {
        if (event.target.closest("[data-md-button=fence]")) this.fence();
    }

    fence() {
        const { selectionStart: start, selectionEnd: end, value } = this.area;
        const before = start === 0 || value[start - 1] === "\n" ? "" : "\n";
        const after = value[end] === "\n" || end === value.length ? "" : "\n";
        write(this.area, `${before}\`\`\`\n${value.slice(start, end)}\n\`\`\`${after}`);
        const place = start + before.length + 4;
        this.area.setSelectionRange(place, place + end - start);
    }

    moveAlong(event) {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        const other = this.tabs.find((tab) => tab !== event.currentTarget);
        other.focus();
        this.turnTo(other);
    }

    turnTo(chosen) {
        for (const tab of this.tabs) {
            tab.setAttribute("aria-selected", tab === chosen);
            tab.tabIndex = tab === chosen ? 0 : -1;
        }
        const isPreview = chosen.dataset.tab === "preview";
        this.area.hidden = this.toolbar.hidden = isPreview;
        this.shown.hidden = !isPreview;
        if (isPreview) this.preview();
    }

    async preview() {
        const trouble = this.root.querySelector("[data-trouble]");
        this.shown.setAttribute("aria-busy", "true");
        try {
            const body = new URLSearchParams({ body: this.area.value });
            const answer = await fetch(this.root.dataset.preview, { method: "POST", body });
            if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
            // Made by the server's own renderer, as on the page itself.
            this.shown.innerHTML = await answer.text();
            trouble.hidden = true;
        } catch {
            trouble.textContent = trouble.dataset.trouble;
            trouble.hidden = false;
        }
        this.shown.removeAttribute("aria-busy");
        document.dispatchEvent(new CustomEvent("klartext:shown"));
    }
}

// As if it had been typed, so that it can be undone.
export function write(area, text) {
    area.focus();
    if (document.execCommand("insertText", false, text)) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
}

function begin() {
    for (const root of document.querySelectorAll("[data-editor]")) {
        if (begun.has(root)) continue;
        begun.add(root);
        new Editor(root);
    }
}

begin();
document.addEventListener("htmx:after:swap", begin);
