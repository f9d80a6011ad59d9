// After a swap the keyboard stays where it was: on the button with the same id, or on what asks
// for it by data-focus.
let held = "";

document.addEventListener("htmx:before:swap", () => {
    held = document.activeElement?.id ?? "";
});
document.addEventListener("htmx:after:swap", () => {
    const asking = document.querySelector("[data-focus]");
    asking?.removeAttribute("data-focus");
    if (document.activeElement !== document.body && !asking) return;
    (asking ?? document.getElementById(held))?.focus();
});
