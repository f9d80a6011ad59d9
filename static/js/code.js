// A button on each block of code that copies it.
const button = document.getElementById("copy-button");
const SAID_FOR = 2000;

function add() {
    for (const code of document.querySelectorAll(".prose pre")) {
        if (code.parentElement.matches(".code-frame")) continue;
        const frame = document.createElement("div");
        frame.className = "code-frame";
        code.replaceWith(frame);
        frame.append(code, button.content.cloneNode(true));
    }
}

async function copy(pressed) {
    const code = pressed.closest(".code-frame").querySelector("code");
    try {
        await navigator.clipboard.writeText(code.textContent);
    } catch {
        getSelection().selectAllChildren(code);
        if (!document.execCommand("copy")) return;
    }
    pressed.classList.add("done");
    pressed.querySelector("[role=status]").textContent = pressed.dataset.copied;
    setTimeout(() => {
        pressed.classList.remove("done");
        pressed.querySelector("[role=status]").textContent = "";
    }, SAID_FOR);
}

document.addEventListener("click", (event) => {
    const pressed = event.target.closest(".code-frame [data-copy]");
    if (pressed) copy(pressed);
});
add();
document.addEventListener("htmx:after:swap", add);
document.addEventListener("klartext:shown", add);
