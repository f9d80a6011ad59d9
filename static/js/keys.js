// "/" goes to the search, Ctrl+Enter sends a form marked with data-ctrl-enter.
function isWriting(element) {
    return element.isContentEditable || element.matches("input, textarea, select");
}

function focusSearch(event) {
    const box = document.querySelector("main input[type=search], .search input");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
}

document.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (event.key === "/" && plain && !isWriting(event.target)) focusSearch(event);
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form[data-ctrl-enter]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector(".btn.primary[type=submit]"));
});
