// Images come into a text by paste, by drop or as files: each is looked at first, covered where it
// says too much, described, and only then sent.
import { Brush } from "./brush.js";
import { write } from "./editor.js";
import { open } from "./sheets.js";

const KIND = "image/";
const LARGEST_SIDE = 2000;
const begun = new WeakSet();

function images(transfer) {
    return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith(KIND));
}

// What was copied from a text program is words first, with a picture of them beside it.
function pasted(transfer) {
    return transfer.types.includes("text/plain") ? [] : images(transfer);
}

async function formFrom(address) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const sheet = document.createElement("dialog");
    sheet.className = "sheet wide";
    sheet.setAttribute("aria-labelledby", "image-heading");
    sheet.innerHTML = await answer.text();
    return sheet;
}

async function decoded(file) {
    const image = await createImageBitmap(file);
    const factor = Math.min(1, LARGEST_SIDE / Math.max(image.width, image.height));
    return { image, width: Math.round(image.width * factor), height: Math.round(image.height * factor) };
}

class ImageDialog {
    constructor(sheet, file) {
        this.sheet = sheet;
        this.file = file;
        this.form = sheet.querySelector("form");
        this.problem = sheet.querySelector("[data-problem]");
    }

    // The Markdown of the image, or nothing if its writer thinks again.
    async ask() {
        this.form.querySelector("[data-file]").hidden = true;
        await this.lookAt();
        return new Promise((resolve) => {
            let markdown = "";
            this.form.addEventListener("submit", async (event) => {
                event.preventDefault();
                markdown = await this.send();
                if (markdown) this.sheet.close();
            });
            this.sheet.addEventListener("close", () => {
                this.sheet.remove();
                resolve(markdown);
            });
            open(this.sheet);
            (this.brush ? this.brush.canvas : this.form.elements.description).focus();
        });
    }

    async lookAt() {
        try {
            const shown = await decoded(this.file);
            const frame = this.form.querySelector("[data-brush]");
            frame.hidden = false;
            this.brush = new Brush(frame, shown);
        } catch {
            // The server says what it makes of this file.
            this.form.querySelector("[data-not-shown]").hidden = false;
        }
    }

    async send() {
        const button = this.form.querySelector("[type=submit]");
        button.disabled = true;
        this.problem.hidden = true;
        try {
            const body = new FormData(this.form);
            body.set("image", this.brush ? await this.brush.file(this.file.type) : this.file);
            const headers = { "HX-Request": "true" };
            const answer = await fetch(this.form.dataset.upload, { method: "POST", body, headers });
            const said = await answer.json();
            if (answer.status === 201) return said.markdown;
            this.say(said.problem);
        } catch {
            this.say(this.problem.dataset.failed);
        } finally {
            button.disabled = false;
        }
        return "";
    }

    say(text) {
        this.problem.textContent = text;
        this.problem.hidden = false;
    }
}

// In a paragraph of its own, where the writer was before the dialog opened.
function place(area, markdown, start, end) {
    const before = area.value.slice(0, start);
    const after = area.value.slice(end);
    const gap = !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    area.setSelectionRange(start, end);
    write(area, `${gap}${markdown}${after.startsWith("\n\n") ? "" : "\n\n"}`);
}

async function insert(area, address, files) {
    for (const file of files) {
        const { selectionStart, selectionEnd } = area;
        let sheet;
        try {
            sheet = await formFrom(address);
        } catch {
            globalThis.open(address);
            return;
        }
        const markdown = await new ImageDialog(sheet, file).ask();
        if (markdown) place(area, markdown, selectionStart, selectionEnd);
    }
}

function begin() {
    for (const root of document.querySelectorAll("[data-editor]")) {
        const chooser = root.querySelector("input[data-images]");
        if (!chooser || begun.has(root)) continue;
        begun.add(root);
        listen(root, root.querySelector("textarea"), chooser);
    }
}

function listen(root, area, chooser) {
    const take = (event, files) => {
        if (!files.length) return;
        event.preventDefault();
        insert(area, chooser.dataset.images, files);
    };
    root.querySelector("[data-md-button=picture]").addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
        insert(area, chooser.dataset.images, [...chooser.files]);
        chooser.value = "";
    });
    area.addEventListener("paste", (event) => take(event, pasted(event.clipboardData)));
    area.addEventListener("drop", (event) => {
        area.classList.remove("dropping");
        take(event, images(event.dataTransfer));
    });
    area.addEventListener("dragover", (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        area.classList.add("dropping");
    });
    area.addEventListener("dragleave", () => area.classList.remove("dropping"));
}

begin();
document.addEventListener("htmx:after:swap", begin);
