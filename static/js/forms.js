// Text areas grow with their text, and a form is sent once.
const growsByItself = CSS.supports("field-sizing", "content");
const guarded = new Set();

function grow(area) {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
}

function guard(form) {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
        button.disabled = true;
        guarded.add(button);
    }
}

function release() {
    guarded.forEach((button) => (button.disabled = false));
    guarded.clear();
}

document.addEventListener("input", (event) => {
    if (!growsByItself && event.target.matches("textarea")) grow(event.target);
});

// After the event, so that the button's own name and value are still sent.
document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    setTimeout(() => event.defaultPrevented || guard(event.target));
});

addEventListener("pageshow", release);
