// Menus are <details>; a click elsewhere or Escape closes them, one is open at a time.
function openMenus() {
    return document.querySelectorAll("details.menu[open]");
}

document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
        const inside = menu.contains(document.activeElement);
        menu.open = false;
        if (inside) menu.querySelector("summary").focus();
    }
});

// Filters stand open beside results and folded above them.
const filters = document.querySelector("details.filters");
if (filters && matchMedia("(max-width: 860px)").matches) filters.open = false;

for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
}
