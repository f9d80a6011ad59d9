// A link marked with data-copy puts its address on the clipboard and says so; where a browser
// refuses, it stays the link that it is.
const SHOWN = 2_000;

async function copy(link) {
    await navigator.clipboard.writeText(link.href);
    const said = document.createElement("span");
    said.role = "status";
    said.textContent = link.dataset.copy;
    const content = [...link.childNodes];
    link.replaceChildren(said);
    setTimeout(() => link.replaceChildren(...content), SHOWN);
}

document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-copy]");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.querySelector("[role=status]")) return;
    copy(link).catch(() => location.assign(link.href));
});
