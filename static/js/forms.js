// Text areas grow with their text, and a form is sent once.
const growsByItself = CSS.supports("field-sizing", "content");
const sent = new Set();

function grow(area) {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
}

function setDisabled(form, disabled) {
    for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = disabled;
}

document.addEventListener("input", (event) => {
    if (!growsByItself && event.target.matches("textarea")) grow(event.target);
});

document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) {
        event.preventDefault();
        return;
    }
    sent.add(form);
    // After the event, so that the button's own name and value are still sent.
    setTimeout(() => setDisabled(form, true));
});

addEventListener("pageshow", () => {
    sent.forEach((form) => setDisabled(form, false));
    sent.clear();
});
