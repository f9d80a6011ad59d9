// A proposed product is taken over into its field with one press; nothing else of the form moves.
document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-chooses]");
    const field = button?.form?.elements[button.dataset.chooses];
    if (!field) return;
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    button.closest("[data-proposal]").remove();
    field.focus();
});
