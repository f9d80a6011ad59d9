// Help opens above the page: links marked with data-sheet, and the list of keys with "?".
const sheets = new Map();

async function sheetOf(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const sheet = document.createElement("dialog");
    sheet.className = "sheet";
    sheet.append(document.getElementById("sheet-head").content.cloneNode(true));
    const text = document.adoptNode(page.querySelector("[data-sheet-text]"));
    putOwnFirst(text);
    const heading = text.querySelector("h1");
    heading.id = `sheet-${sheets.size}`;
    sheet.setAttribute("aria-labelledby", heading.id);
    sheet.append(text);
    return sheet;
}

// The keys of what is done on this page stand before those of everywhere else.
function putOwnFirst(text) {
    for (const keys of text.querySelectorAll("[data-keys-of]")) {
        if (document.querySelector(keys.dataset.keysOf)) text.querySelector("h2").before(keys);
    }
}

export function open(sheet) {
    if (!sheet.isConnected) document.body.append(sheet);
    for (const button of sheet.querySelectorAll("[data-close]")) {
        button.hidden = false;
        button.onclick = () => sheet.close();
    }
    sheet.onclick = (event) => {
        if (event.target === sheet) sheet.close();
    };
    sheet.showModal();
}

async function show(address) {
    try {
        if (!sheets.has(address)) sheets.set(address, await sheetOf(address));
        open(sheets.get(address));
    } catch {
        location.assign(address);
    }
}

function isWriting(element) {
    return element.isContentEditable || element.matches("input, textarea, select");
}

document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.href);
});

document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || isWriting(event.target)) return;
    const link = document.querySelector("a[data-sheet=keys]");
    if (!link || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    show(link.href);
});
